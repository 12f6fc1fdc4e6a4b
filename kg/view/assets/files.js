// What can be taken along: the picture as PNG or SVG, tables as CSV, the graph as GEXF.

import { svgElement } from "./dom.js";

const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const FORMULA = /^[=+\-@\t\r]/; // what makes a spreadsheet take a cell for a formula
const GEXF = "http://gexf.net/1.3";
const VIZ = "http://gexf.net/1.3/viz";
const LINE = 16;

/** Offer a file to be saved. */
export function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Return rows of texts and numbers as CSV (RFC 4180) that no spreadsheet takes for formulas. */
export function csv(rows) {
  const cell = (value) => {
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Return text without what XML cannot hold. */
function plain(text) {
  return String(text).toWellFormed().replace(NOT_XML, "\ufffd");
}

// --- GEXF ----------------------------------------------------------------------------------------

/** Return nodes {thing, x, y, color} and ties as GEXF 1.3, as Gephi reads it. */
export function gexf(nodes, ties) {
  const file = document.implementation.createDocument(GEXF, "gexf");
  file.documentElement.setAttribute("version", "1.3");
  const add = (parent, name, attributes = {}, namespace = GEXF) => {
    const element = file.createElementNS(namespace, namespace === VIZ ? `viz:${name}` : name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, plain(value));
    return parent.appendChild(element);
  };
  const graph = add(file.documentElement, "graph", { defaultedgetype: "directed", mode: "static" });
  for (const kind of ["node", "edge"]) {
    add(add(graph, "attributes", { class: kind }), "attribute", { id: "0", title: "kind", type: "string" });
  }
  const kindOf = (element, value) => add(add(element, "attvalues"), "attvalue", { for: "0", value });
  const all = add(graph, "nodes");
  for (const { thing, x, y, color } of nodes) {
    const node = add(all, "node", { id: thing.id, label: thing.name });
    kindOf(node, thing.kind);
    const [r, g, b] = color.match(/[0-9a-f]{2}/gi).map((hex) => Number.parseInt(hex, 16));
    add(node, "color", { r, g, b }, VIZ);
    add(node, "position", { x, y: -y }, VIZ);
    add(node, "size", { value: thing.size }, VIZ);
  }
  const lines = add(graph, "edges");
  for (const tie of ties) {
    const weight = Object.values(tie.rests).reduce((sum, pieces) => sum + pieces.length, 0);
    const ends = { id: tie.id, source: tie.from.id, target: tie.to.id };
    kindOf(add(lines, "edge", { ...ends, weight, label: tie.kind }), tie.kind);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(file)}\n`;
}

// --- SVG -----------------------------------------------------------------------------------------

/**
 * Return a drawing of nodes {x, y, size, shape, label, color, border, box} and lines {from, to, color,
 * width, dashes}, with a title, as SVG.
 */
export function svg(nodes, lines, look, title) {
  const edge = { left: Math.min(...nodes.map((node) => node.box.left)), right: Math.max(...nodes.map((node) => node.box.right)) };
  const [top, bottom] = [Math.min(...nodes.map((node) => node.box.top)), Math.max(...nodes.map((node) => node.box.bottom))];
  const [x, y, width, height] = [edge.left - 24, top - 64, edge.right - edge.left + 48, bottom - top + 88].map(Math.round);
  const root = svgElement("svg", { viewBox: `${x} ${y} ${width} ${height}`, width, height });
  root.append(
    svgElement("title", {}, plain(title)),
    svgElement("rect", { x, y, width, height, fill: look.paper }),
    svgElement("text", { x: x + 24, y: y + 36, fill: look.ink, "font-family": look.serif, "font-size": 20, "font-weight": 700 }, plain(title)),
    ...lines.map((line) => drawnLine(line)),
    ...nodes.map((node) => drawnNode(node, look)),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

function drawnLine({ from, to, color, width, dashes }) {
  const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  const look = { stroke: color, "stroke-width": width, "stroke-dasharray": dashes ? dashes.join(" ") : undefined };
  return svgElement("line", { ...ends, ...look });
}

function drawnNode(node, look) {
  const { x, y, size, shape, label, color, border, box } = node;
  const group = svgElement("g");
  const inside = shape === "box";
  const frame = { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, rx: 3 };
  const paint = { fill: color, stroke: border, "stroke-width": 1.5 };
  group.append(inside ? svgElement("rect", { ...frame, ...paint }) : shapeOf(shape, x, y, size, paint));
  const rows = label.split("\n");
  const start = inside ? y - ((rows.length - 1) * LINE) / 2 + 5 : y + size + LINE;
  const type = { "font-family": look.face, "font-size": 14, "text-anchor": "middle", fill: look.ink };
  const halo = inside ? {} : { stroke: look.paper, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
  rows.forEach((row, i) => group.append(svgElement("text", { x, y: start + i * LINE, ...type, ...halo }, plain(row))));
  return group;
}

function shapeOf(shape, x, y, size, paint) {
  if (shape === "dot") return svgElement("circle", { cx: x, cy: y, r: size, ...paint });
  const points = corners(shape, size).map(([right, down]) => `${(x + right).toFixed(1)},${(y + down).toFixed(1)}`);
  return svgElement("polygon", { points: points.join(" "), ...paint });
}

/** Return the corners of a shape of vis-network around its middle. */
function corners(shape, r) {
  const round = (n, turn, radius) => Array.from({ length: n }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / n;
    return [radius(i) * Math.sin(angle), -radius(i) * Math.cos(angle)];
  });
  const found = {
    square: () => round(4, Math.PI / 4, () => r * Math.SQRT2),
    diamond: () => round(4, 0, () => r),
    triangle: () => round(3, 0, () => 1.3 * r),
    triangleDown: () => round(3, Math.PI, () => 1.3 * r),
    hexagon: () => round(6, Math.PI / 2, () => r),
    star: () => round(10, 0, (i) => (i % 2 ? 0.42 : 1.07) * r),
  };
  return (found[shape] ?? found.square)();
}
