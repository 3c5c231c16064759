// The cash flows of a case in the form that every measure reads: what `flows.py` is in Python.
// Missing is NaN; `rows` are by name, the opening first.
const flowsOf = (rows, columnEnd, life) => ({
  cash: rows.free_cash_flow,
  terminalValue: rows.terminal_value,
  get benefits() {
    return rows.revenue.map((revenue, c) => revenue + rows.disposals[c]);
  },
  discountFactor: rows.discount_factor,
  terminalDiscountFactor: rows.terminal_discount_factor,
  discountTime: rows.discount_time,
  terminalTime: rows.terminal_time,
  get levelRate() {
    const [, ...rates] = rows.discount_rate, last = rates[rates.length - 1];
    return rates.every(rate => rate === last) ? last : NaN;
  },
  life,
  columnEnd,
});

// What 1 is worth that flows at a time, at a rate per year.
const factorAt = (rate, time) => rate > -1 ? Math.exp(-time * Math.log1p(rate)) : NaN;

const added = amounts => amounts.reduce((sum, amount) => sum + amount, 0);

const runningTotal = amounts => {
  let sum = 0;
  return amounts.map(amount => (sum += amount));
};

const discountedCash = flows => flows.cash.map((amount, c) => amount * flows.discountFactor[c]);

const discountedTerminal = flows => flows.terminalValue.map(
  (amount, c) => amount === 0 ? 0 : amount * flows.terminalDiscountFactor[c],
);

const netPresentValue = flows => added(discountedCash(flows)) + added(discountedTerminal(flows));

// Times and amounts of the cash and of what terminal values there are.
const timed = flows => {
  const times = Array.from(flows.discountTime), amounts = Array.from(flows.cash);
  const terminal = times.map((_, c) => c).filter(c => flows.terminalValue[c] !== 0);
  const together = terminal.every(c => flows.terminalTime[c] === flows.discountTime[c]);
  for (const c of terminal) {
    if (together) {
      amounts[c] += flows.terminalValue[c];
    } else {
      times.push(flows.terminalTime[c]);
      amounts.push(flows.terminalValue[c]);
    }
  }
  return [times, amounts];
};

// Whether a running total is below zero, but for float residue.
const inDebt = (amounts, total) => {
  const largest = amounts.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);
  return Array.from(total, sum => sum < -1e-9 * largest);
};

// Years until the running total first rises to zero from below, in a straight line.
const recovery = (amounts, columnEnd) => {
  const total = runningTotal(amounts), below = inDebt(amounts, total);
  const back = below.findIndex((debt, c) => c > 0 && below[c - 1] && !debt);
  if (back < 0 || !Number.isFinite(total[total.length - 1])) return NaN;
  const share = Math.min(1, Math.max(0, -total[back - 1] / amounts[back]));
  return columnEnd[back - 1] + share * (columnEnd[back] - columnEnd[back - 1]);
};
