// Elements. Text goes in as text nodes only: nothing in an article can become markup or code.

const SVG = "http://www.w3.org/2000/svg";
const LINK = /^(#|https?:\/\/|(\.\.\/)?[\w-]+(\/\d+)?\.html(#|$))/; // here, the web, and the other pages of this graph

/** Return a new element; attributes named `on…` hold functions, children are nodes, texts or lists. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(element, name, value);
  }
  element.append(...present(children));
  return element;
}

function setAttribute(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), value);
  } else if (name !== "href" || LINK.test(value)) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

function present(children) {
  return children.flat(Infinity).filter((child) => child || child === 0);
}

/** Put these children in the place of the element's own. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

/** Return what is there of some items, with dots between. */
export function dotted(...items) {
  return present(items).flatMap((item, place) => (place ? [" · ", item] : [item]));
}

/** Words from an article, in a direction of their own, so that they cannot turn what is around. */
export function quoted(text, attributes = {}) {
  return el("bdi", attributes, text);
}

const SHAPE_PATHS = {
  dot: "M8 2a6 6 0 1 0 .01 0z",
  square: "M3 3h10v10H3z",
  triangle: "M8 2l6.5 11.5h-13z",
  triangleDown: "M8 14L1.5 2.5h13z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
  star: "M8 1l2 5h5l-4 3.3L12.6 15 8 11.6 3.4 15 5 9.3 1 6h5z",
  diamond: "M8 1l7 7-7 7-7-7z",
  box: "M1.5 3.5h13v9h-13z",
  page: "M3 1h7l3 3v11H3z",
};

/** Return the mark of a kind of node, as it is drawn in the picture. */
export function mark(shape, kind) {
  return svg("0 0 16 16", 14, `mark ${kind}`, { d: SHAPE_PATHS[shape] ?? SHAPE_PATHS.page });
}

/** Return a line as it is drawn in the picture for a kind of tie. */
export function line(kind) {
  return svg("0 0 28 8", 24, `line ${kind.replaceAll(" ", "-")}`, { d: "M0 4h28" });
}

function svg(viewBox, width, classes, path) {
  const [, , across, down] = viewBox.split(" ");
  const size = { viewBox, width, height: (width * down) / across };
  const root = svgElement("svg", { ...size, class: classes, "aria-hidden": "true" });
  root.append(svgElement("path", path));
  return root;
}

/** Return a new element of a drawing, with text in it if it is given. */
export function svgElement(tag, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(text);
  return element;
}
