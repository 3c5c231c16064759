// The panel: a case and sliders in, measures and a line of cash out, beside the signed version.
const found = id => document.getElementById(id);
const panel = found("panel"), choice = found("case");
const lines = settings.sliders.map((slider, n) => ({
  slider, input: found(`slider-${n}`), output: found(`value-${n}`), base: 0,
}));

// Round numbers stay round: 0.3, not 0.30000000000000004.
const valueOf = ({slider, input, base}) => {
  const place = Number(input.value);
  return place ? Number((base + place * slider.step).toPrecision(12)) : base;
};

// Around the value of the case, as many steps to both sides as there is room.
const center = (line, base) => {
  const {slider, input} = line;
  const room = span => Math.max(0, Math.floor(span / slider.step + 1e-9));
  line.base = base;
  input.min = String(-room(base - slider.low));
  input.max = String(room(slider.high - base));
  input.value = "0";
};

// No measures where values are not what the scenario requires of them.
const calculated = values => {
  const {rows, measures} = whatIf.calculate(values);
  const [first, last] = settings.operating;
  const broken = Object.keys(settings.required).find(name =>
    rows[name].slice(first, last + 1).some(value => value === 0));
  const none = name => [name, null];
  return broken === undefined
    ? {cash: rows[settings.drawn].slice(0, last + 1), measures, why: ""}
    : {cash: [], measures: Object.fromEntries(Object.keys(measures).map(none)),
      why: settings.required[broken]};
};

const holds = (value, symbol, limit) => symbol === ">" ? value > limit
  : symbol === ">=" ? value >= limit : symbol === "<" ? value < limit : value <= limit;

// Money that never comes back takes longer than any limit, none to pay back takes no time.
const passes = measures => {
  const results = settings.rule.map(([name, symbol, limit]) => {
    let value = measures[name];
    if (value === null && name.endsWith("payback_years") && measures.peak_funding !== null)
      value = measures.peak_funding > 0 ? Infinity : 0;
    return value === null ? null : holds(value, symbol, limit);
  });
  return results.includes(false) ? false : results.includes(null) ? null : true;
};

const written = (name, value) =>
  value === null ? "none" : measureText[name](value, settings.currency);
const signedValues = whatIf.cases[settings.signed];
const signedVersion = calculated(signedValues);
const startYear = settings.start ? settings.start[0] + (settings.start[1] - 1) / 12 : 0;
const yearName = year => String(Math.floor(startYear + year + 1e-9));

const show = () => {
  const values = {...whatIf.cases[choice.value]};
  for (const line of lines) values[line.slider.path] = valueOf(line);
  const now = calculated(values);
  const changed = choice.value !== settings.signed || lines.some(({input}) => input.value !== "0");
  for (const line of lines) {
    const value = values[line.slider.path], before = signedValues[line.slider.path];
    const text = driverText(line.slider, value, settings.start);
    line.output.textContent = value === before ? text
      : `${text} (signed ${driverText(line.slider, before, settings.start)})`;
    line.output.dataset.value = String(value);
    line.input.setAttribute("aria-valuetext", text);
  }
  for (const name of Object.keys(measureText)) {
    const cell = found(`now-${name}`), value = now.measures[name];
    cell.textContent = written(name, value);
    cell.dataset.value = String(value);
    found(`signed-${name}`).textContent = written(name, signedVersion.measures[name]);
    found(`signed-${name}`).dataset.value = String(signedVersion.measures[name]);
  }
  const judged = passes(now.measures);
  found("now-rule").textContent =
    now.why || (judged === null ? "cannot be judged" : judged ? "passes" : "fails");
  found("now-rule").className = judged === null ? "open" : judged ? "good" : "bad";
  const first = passes(signedVersion.measures);
  found("signed-rule").textContent = first === null ? "cannot be judged" : first ? "passes" : "fails";
  const both = ["npv", signedVersion.measures.npv];
  found("status").textContent = changed
    ? `Changed from the signed version: NPV ${written("npv", now.measures.npv)}, ` +
      `signed ${written(...both)}`
    : `The signed version: NPV ${written(...both)}`;
  panel.classList.toggle("changed", changed);
  found("reset").disabled = !changed;
  drawCash(found("lines"), settings.ends, signedVersion.cash, changed ? now.cash : [], yearName);
};

const chooseCase = name => {
  choice.value = name;
  for (const line of lines) center(line, whatIf.cases[name][line.slider.path]);
  show();
};

for (const {input} of lines) {
  input.disabled = false;
  input.addEventListener("input", show);
}
choice.disabled = false;
choice.addEventListener("change", () => chooseCase(choice.value));
found("reset").addEventListener("click", () => chooseCase(settings.signed));
chooseCase(settings.signed);
