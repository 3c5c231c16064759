// The rate of return, if there is exactly one: what `irr.py` and `roots/` are in Python, for one
// stream. With P and N the present values of inflows and outflows at a force of interest
// x = ln(1 + rate), the roots are the zeros of ln P - ln N. Both are convex, with slopes that are
// minus the mean times, so that what they are at two ends of a piece bounds all between.
const internalRate = (when, flows) => {
  const [times, amounts] = withoutResidue(...inOrderOfTime(when, flows));
  const side = sign => amounts
    .map((amount, k) => [times[k], Math.log(Math.max(0, sign * amount))])
    .filter(([, log]) => log > -Infinity);
  const inflows = side(1), outflows = side(-1);
  if (!inflows.length || !outflows.length) return NaN;
  const longest = Math.max(...times.map(Math.abs));
  const noise = force => 4 * Number.EPSILON * (8 + longest * Math.abs(force));
  const at = force => {
    const [inflow, inflowTime] = presentValue(inflows, force);
    const [outflow, outflowTime] = presentValue(outflows, force);
    return {force, inflow, inflowTime, outflow, outflowTime, height: inflow - outflow};
  };
  const low = -reach(times.map(time => -time).reverse(), amounts.slice().reverse());
  const roots = joined(brackets(at, noise, at(low), at(reach(times, amounts))), at, noise);
  const rate = roots.length === 1 ? Math.expm1(root(roots[0], at, noise)) : NaN;
  return Math.min(Number.MAX_VALUE, Math.max(-1 + Number.EPSILON / 2, rate));
};

// Flows ordered in time, those within 1e-9 years of each other added up.
const inOrderOfTime = (when, flows) => {
  const order = when.map((_, k) => k).sort((a, b) => when[a] - when[b] || a - b);
  const times = [], amounts = [];
  order.forEach((k, place) => {
    if (place > 0 && when[k] - when[order[place - 1]] <= 1e-9) {
      amounts[amounts.length - 1] += flows[k];
    } else {
      times.push(when[k]);
      amounts.push(flows[k]);
    }
  });
  return [times, amounts];
};

// The flows that are there: what a sum that should be zero leaves behind is not.
const withoutResidue = (times, amounts) => {
  const largest = Math.max(...amounts.map(Math.abs));
  const there = amounts.map(amount => Math.abs(amount) > 1e-14 * largest);
  return [times, amounts].map(list => list.filter((_, k) => there[k]));
};

// Logarithm and mean time of the present value of positive flows, given as logarithms.
const presentValue = (flows, force) => {
  let top = -Infinity, total = 0, moment = 0;
  for (const [time, log] of flows) top = Math.max(top, log - force * time);
  for (const [time, log] of flows) {
    const worth = Math.exp(log - force * time - top);
    total += worth;
    moment += worth * time;
  }
  return [top + Math.log(total), moment / total];
};

// A force above which there is no root: there discounted running totals keep their sign (Laguerre).
const reach = (times, amounts) => {
  for (let force = 0.5; ; force *= 2) {
    const scale = Math.max(...times.map(time => -force * time));
    let balance = 0, turnover = 0, sign = 0, sure = true;
    amounts.forEach((amount, k) => {
      const worth = amount * Math.exp(-force * times[k] - scale);
      balance += worth;
      turnover += Math.abs(worth);
      sure = sure && Math.abs(balance) > 1e-12 * turnover && sign * balance >= 0;
      sign = Math.sign(balance);
    });
    if (sure) return force;
  }
};

// Pieces of the line of forces that hold a root, halved until each piece is settled.
const brackets = (at, noise, low, high) => {
  const found = [];
  for (let pieces = [[low, high]]; pieces.length;) {
    const open = [];
    for (const piece of pieces) {
      const kind = settle(...piece, noise);
      if (kind === "root") found.push(piece);
      if (kind === "open") open.push(piece);
    }
    if (open.length > 1024) { // all but zero over whole stretches: one root each
      open.forEach(([a, b]) => {
        const last = found[found.length - 1];
        if (last && last[1] === a) last[1] = b; else found.push([a, b]);
      });
      break;
    }
    pieces = open.flatMap(([a, b]) => {
      const middle = at((a.force + b.force) / 2);
      return [[a, middle], [middle, b]];
    });
  }
  return found.sort(([a], [b]) => a.force - b.force);
};

const crosses = (a, b) => (a.height > 0) !== (b.height > 0);
const oneWay = (a, b) => b.outflowTime >= a.inflowTime || a.outflowTime <= b.inflowTime;

// Whether a piece holds a root, is empty, or is open and has to be halved.
const settle = (a, b, noise) => {
  const least = noise(Math.max(Math.abs(a.force), Math.abs(b.force)));
  const crossing = crosses(a, b), monotone = oneWay(a, b);
  if (!crossing && (monotone || apart(a, b) > least)) return "empty";
  const bend = a.inflowTime - b.inflowTime + a.outflowTime - b.outflowTime;
  const blurred = (b.force - a.force) * bend / 4 <= least;
  return blurred || (crossing && monotone) ? "root" : "open";
};

// At least how far the two logarithms are apart inside a piece: tangents above, the chord below.
const apart = (a, b) => {
  const [upper, lower] = a.height > 0 ? ["inflow", "outflow"] : ["outflow", "inflow"];
  const width = b.force - a.force, timeA = a[upper + "Time"], timeB = b[upper + "Time"];
  const crossing = (a[upper] - b[upper] - timeB * width) / (timeA - timeB);
  const meet = timeA > timeB ? Math.min(width, Math.max(0, crossing)) : 0;
  const tangents = Math.max(a[upper] - timeA * meet, b[upper] + timeB * (width - meet));
  const chord = a[lower] + (b[lower] - a[lower]) * meet / width;
  return Math.min(tangents - chord, a[upper] - a[lower], b[upper] - b[lower]);
};

// Neighbours that hold the same root, or touch each other over a stretch, as one.
const joined = (pieces, at, noise) => {
  const roots = [];
  for (const piece of pieces) {
    const last = roots[roots.length - 1];
    const [a, b] = last ? [last[1], piece[0]] : [];
    const zero = balance => Math.abs(balance.height)
      <= 4 * noise(Math.max(Math.abs(a.force), Math.abs(b.force)));
    if (last && zero(a) && zero(b) && zero(at((a.force + b.force) / 2))) {
      roots[roots.length - 1] = [last[0], piece[1]];
    } else {
      roots.push(piece);
    }
  }
  return roots;
};

// The force at the root of a piece: Newton's method, halving where it would leave the piece.
const root = ([a, b], at, noise) => {
  const slope = balance => balance.outflowTime - balance.inflowTime;
  if (!crosses(a, b) || !oneWay(a, b)) { // it touches zero where its slope is zero, or in the middle
    const turns = slope(a) * slope(b) < 0;
    return a.force + (turns ? slope(a) / (slope(a) - slope(b)) : 0.5) * (b.force - a.force);
  }
  let low = a.force, high = b.force;
  let force = low + a.height / (a.height - b.height) * (high - low);
  for (let step = 0; step < 100; step++) {
    const here = at(force);
    if ((here.height > 0) === (a.height > 0)) low = force; else high = force;
    const next = force - here.height / slope(here);
    force = next >= low && next <= high ? next : (low + high) / 2;
    const moves = Math.abs(force - here.force) > 1e-14 * (1 + Math.abs(here.force));
    if (!moves || Math.abs(here.height) <= noise(here.force)) break;
  }
  return force;
};
