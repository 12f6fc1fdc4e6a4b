// The overview of a graph that has a page for each of its parts: circles, and what ties them.

import { el, quoted, svgElement } from "./dom.js";
import { counted, data, phrase, texts } from "./words.js";

const T = texts.overview;
const LINE = 17;
const MARGIN = 20;
const THICKEST = 9;
const LETTER = 7.4; // width of a letter, generously
const MANY = 30; // bridges in the list, the strongest

/** Return the address of a thing, or of what ties two of them, on the page of a part. */
export function pageOf(part, ...ids) {
  return `${data.parts[part].file}#${new URLSearchParams({ show: ids.join(" ") })}`;
}

/** Return the overview: the picture of the parts, and the ties between them as a list. */
export function overview() {
  const drawn = data.parts.filter((part) => part.size);
  const few = drawn.length < data.parts.length && phrase(T.drawn, { n: drawn.length, all: data.parts.length });
  return [
    el("p", { class: "note" }, T.note, " ", few),
    el("div", { class: "wide-table", tabindex: "0", role: "region", "aria-label": T.label }, picture(drawn)),
    bridges(),
  ];
}

function picture(drawn) {
  const across = drawn.map((part) => Math.max(part.size, (LETTER * Math.max(...part.lines.map((line) => line.length), 0)) / 2));
  const left = Math.min(...drawn.map(({ x }, i) => x - across[i])) - MARGIN;
  const right = Math.max(...drawn.map(({ x }, i) => x + across[i])) + MARGIN;
  const top = Math.min(...drawn.map(({ y, size }) => y - size)) - MARGIN;
  const bottom = Math.max(...drawn.map(({ y, size, lines }) => y + size + LINE * lines.length)) + MARGIN;
  const box = { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "group", "aria-label": T.label };
  const root = svgElement("svg", { class: "overview", ...box });
  const strongest = Math.max(1, ...data.bridges.map(({ count }) => count));
  root.append(...data.bridges.flatMap((bridge) => link(bridge, strongest)), ...drawn.map(circle));
  return root;
}

function link({ from, to, count }, strongest) {
  const [one, other] = [data.parts[from], data.parts[to]];
  if (!one.size || !other.size) return [];
  const width = 1 + (THICKEST - 1) * Math.sqrt(count / strongest);
  const line = svgElement("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, "stroke-width": width.toFixed(1) });
  line.append(svgElement("title", {}, counted("between", count)));
  return [line];
}

function circle(part) {
  const { x, y, size, lines } = part;
  const link = svgElement("a", { href: part.file });
  const held = ["person", "statement", "event"].map((noun, place) => counted(noun, [part.people, part.statements, part.events][place]));
  link.append(svgElement("title", {}, `${part.name}: ${held.join(", ")}`));
  link.append(svgElement("circle", { cx: x, cy: y, r: size }));
  link.append(...lines.map((line, i) => svgElement("text", { x, y: y + size + LINE * (i + 0.85) }, line)));
  return link;
}

function bridges() {
  if (!data.bridges.length) return null;
  const items = data.bridges.slice(0, MANY).map(({ from, to, count, pairs }) =>
    el(
      "li",
      {},
      el("div", { class: "what" }, partLink(from), " – ", partLink(to), el("span", { class: "tag" }, counted("between", count))),
      el("ul", { class: "by" }, pairs.map(pair)),
    ),
  );
  return el("details", { class: "bridges" }, el("summary", {}, T.bridges), el("ul", { class: "lines" }, items));
}

function partLink(number) {
  const { file, name } = data.parts[number];
  return el("a", { href: file, class: "thing" }, quoted(name));
}

function pair({ ids, names, part }) {
  return el("li", {}, el("a", { href: pageOf(part, ...ids) }, quoted(names[0]), " – ", quoted(names[1])));
}
