// Numbers for readers, written as the tables of the page write them.
"use strict";

const SCALES = [[1, ""], [1e3, "k"], [1e6, "M"], [1e9, "bn"]];

const fixed = (value, digits) => value.toLocaleString("en-US", {
  minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: "halfEven",
});

// 4.8M: with one digit below a hundred of a scale; 0.40 below one.
const short = value => {
  const size = Math.abs(value);
  let text = "", letter = "";
  for (const [scale, sign] of SCALES) {
    const digits = sign ? Number(size / scale < 99.95) : size >= 0.005 && size < 1 ? 2 : 0;
    [text, letter] = [fixed(size / scale, digits), sign];
    if (Number((size / scale).toFixed(digits)) < 1000) break;
  }
  return (value < 0 && /[1-9]/.test(text) ? "-" : "") + text + letter;
};

// At most so many significant digits, zeros at the end left out.
const figure = (value, digits) => {
  const rounded = Number(value.toPrecision(digits)), size = Math.abs(rounded);
  const [scale, letter] = size < 1e4 ? SCALES[0] : SCALES.findLast(([s]) => s <= size);
  const decimals = Math.max(0, digits - 1 - (size ? Math.floor(Math.log10(size / scale)) : 0));
  const text = fixed(rounded / scale, Math.min(decimals, 12));
  return (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text) + letter;
};

const monthOf = (years, start) => {
  const months = Math.round(years * 12);
  if (!start) return `year ${Math.floor(months / 12) + 1} M${(months % 12) + 1}`;
  const all = start[0] * 12 + start[1] - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
};

const signed = (value, text) => (value > 0 ? "+" : "") + text;

// A value of a driver as the scenario quotes it.
const driverText = (slider, value, start) => {
  if (slider.kind === "date") return value < 0 ? "opening" : monthOf(value, start);
  if (slider.kind === "change") {
    const change = Number(((value - 1) * 100).toPrecision(6));
    return change ? signed(change, `${figure(change, 6)}%`) : "as written";
  }
  const percent = slider.kind === "percent";
  const text = percent ? `${figure(value * 100, 6)}%` : figure(value, 6);
  const after = slider.after + (text === "1" ? "" : slider.plural);
  return slider.before + text + after;
};

const measureText = {
  npv: (value, currency) => `${currency} ${short(value)}`,
  irr: value => `${fixed(value * 100, 1)}%`,
  payback_years: value => `${fixed(value, 1)} years`,
  peak_funding: (value, currency) => `${currency} ${short(value)}`,
};
