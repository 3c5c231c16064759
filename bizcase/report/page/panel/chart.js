// Cumulative cash as two lines: of the signed version, and of what the sliders say.
const WIDE = 640, TALL = 220, EDGE = 24, BELOW = 22, LEFT = 76;

const svg = (name, attributes, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

// Round numbers from the least to the greatest.
const ticks = (least, most) => {
  const raw = (most - least || 1) / 4, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find(each => each * power >= raw) * power;
  const found = [];
  for (let k = Math.ceil(least / step); k * step <= most; k++) found.push(k * step);
  return found;
};

const drawCash = (target, ends, before, now, label) => {
  const values = [...before, ...now].filter(Number.isFinite);
  const least = Math.min(0, ...values), most = Math.max(0, ...values);
  const across = x => LEFT + (x / ends.at(-1)) * (WIDE - LEFT - EDGE);
  const up = y => EDGE + ((most - y) / (most - least || 1)) * (TALL - EDGE - BELOW);
  const line = row => {
    let pen = "M";
    return row.map((y, i) => {
      if (!Number.isFinite(y)) { pen = "M"; return ""; }
      const part = `${pen}${across(ends[i]).toFixed(1)} ${up(y).toFixed(1)}`;
      pen = "L";
      return part;
    }).join("");
  };
  target.replaceChildren();
  for (const y of ticks(least, most)) {
    const class_ = y ? "grid" : "zero";
    target.append(svg("line", {class: class_, x1: LEFT, x2: WIDE - EDGE, y1: up(y), y2: up(y)}));
    target.append(svg("text", {class: "up", x: LEFT - 6, y: up(y) + 4}, short(y)));
  }
  const years = Math.round(ends.at(-1)), each = Math.max(1, Math.ceil(years / 10));
  for (let year = 0; year <= years; year += each)
    target.append(svg("text", {class: "across", x: across(year), y: TALL - 5}, label(year)));
  target.append(svg("path", {class: "before", d: line(before)}));
  target.append(svg("path", {class: "now", d: line(now)}));
};
