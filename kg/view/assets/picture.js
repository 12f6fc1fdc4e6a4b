// The picture: which nodes and ties are drawn, where they stand, and how they look.

import { boxAt, freePlace, inRings, placesOf, separate } from "./boxes.js";
import { el } from "./dom.js";
import { gexf, svg } from "./files.js";
import { Keys } from "./keys.js";
import { pinOf, pinnedIds } from "./state.js";
import { data, phrase, texts, unpacked } from "./words.js";

// vis-network, which the page holds packed; its hash stands in the page's policy
document.head.append(el("script", {}, await unpacked("library")));

const NEIGHBOURS = 24;
const FEWER = [16, 12, 10, 8, 7, 6, 5, 4, 3, 2]; // of each node, where there is no room for so many
const STATEMENTS = 12;
const MOST = 160;
const DIMMED = 0.18; // how much of its colour a node or tie keeps when others are looked at
const BESIDE = 0.4; // how much a tie has that is in a neighbourhood, but not of whoever it is around
const LIGHT = 0.6; // and how much a weak tie has
const NARROW = 620;
const LARGEST = 1.2; // the zoom that a small picture is drawn at
const EASY = 0.75; // the zoom at which labels read easily
const READABLE = 0.55; // the zoom below which labels are too small
const FOOT = 52; // height of the tools at the foot of the picture

const STATEMENT_TIES = new Set(["said", "not said", "possibly said", "tells of", "speaks of", "addressed to", "within"]);
const WEAK = new Set(["spoke of", "spoke to", "told of", "possibly same"]);

const LINES = {
  experienced: { dashes: false, width: 2.2, color: "event" },
  role: { dashes: [7, 5], width: 1.4, color: "event" },
  related: { dashes: false, width: 1.4, color: "person" },
  "told of": { dashes: [2, 4], width: 1.4, color: "muted" },
  "spoke of": { dashes: false, width: 0.8, color: "muted", arrow: true },
  "spoke to": { dashes: [4, 3], width: 0.8, color: "muted", arrow: true },
  "possibly same": { dashes: [1, 6], width: 1.6, color: "person" },
  said: { dashes: false, width: 1.4, color: "statement" },
  "not said": { dashes: [7, 5], width: 1.4, color: "statement" },
  "possibly said": { dashes: [1, 5], width: 1.4, color: "statement" },
};
const PLAIN = { dashes: [2, 4], width: 1, color: "statement" };

const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Draws the graph with vis-network; `page` gives the state and the selection, and takes clicks. */
export class Picture {
  constructor(element, page) {
    this.page = page;
    this.canvas = el("div", { class: "canvas", tabindex: "0", role: "application" });
    const hint = el("p", { class: "hint", "aria-hidden": "true" }, texts.picture.keys);
    this.empty = el("p", { class: "empty" }, texts.picture.empty);
    element.append(this.canvas, hint, this.empty);
    this.all = placed(data.every);
    this.layout = "";
    this.degrees = degrees(page.model.ties);
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.network = new vis.Network(this.canvas, { nodes: this.nodes, edges: this.edges }, data.options);
    this.canvas.firstElementChild.tabIndex = -1; // one stop for the keyboard is enough
    this.keys = new Keys(this, page);
    this.#listen();
  }

  /** Choose the largest of the first views whose labels can be read in the room that there is. */
  choose() {
    const { byId, ties } = this.page.model;
    const room = this.#room();
    const scale = (places) => scaleOf(extentOf([...places].map(([id, place]) => boxAt(byId.get(id), place))), room);
    const views = data.first.map(placed);
    const [most] = [...views].sort((one, other) => scale(other) - scale(one));
    this.first = views.find((places) => scale(places) >= EASY) ?? most;
    this.overview = new Map(this.first);
    this.places = this.overview;
    this.strong = strongest(ties, this.first);
  }

  #listen() {
    const { network, page } = this;
    network.on("click", ({ nodes, edges }) => {
      if (nodes.length) page.go({ show: nodes[0], at: "" });
      else if (edges.length) page.go({ show: this.#endsOf(edges[0]), at: "" });
      else page.go({ show: "", at: "" });
    });
    network.on("doubleClick", ({ nodes }) => {
      if (nodes.length) page.go({ show: nodes[0], near: page.state.near ? 0 : 1 });
    });
    network.on("dragEnd", ({ nodes }) => {
      for (const id of nodes) this.#moved(id, network.getPosition(id));
    });
    for (const name of ["hoverNode", "hoverEdge"]) {
      network.on(name, () => this.canvas.classList.add("pointing"));
    }
    for (const name of ["blurNode", "blurEdge"]) {
      network.on(name, () => this.canvas.classList.remove("pointing"));
    }
    dark.addEventListener("change", () => this.draw());
  }

  /** Keep where a node was put; what is pinned is pinned there. */
  #moved(id, { x, y }) {
    const { page } = this;
    this.places.set(id, { x: Math.round(x), y: Math.round(y) });
    if (!pinnedIds(page.state).has(id)) return;
    const others = [...page.state.pin].filter((one) => pinOf(one).id !== id);
    page.go({ pin: new Set([...others, this.pinFor({ id })]) });
  }

  /** Return the pin of a node: its id and where it stands in the overview. */
  pinFor({ id }) {
    const place = this.layout ? undefined : this.places.get(id);
    return place ? `${id}@${Math.round(place.x)},${Math.round(place.y)}` : id;
  }

  #endsOf(id) {
    const { from, to } = this.edges.get(id);
    return `${from} ${to}`;
  }

  /** Draw what the state asks for; nodes that were there keep their places. */
  draw() {
    const { selection, state, model } = this.page;
    const look = looks();
    const shown = this.#shown();
    this.#chooseLayout(shown);
    this.#place(shown);
    const near = new Set(state.show.split(" "));
    const ties = selection.ties.filter((tie) => this.#isDrawn(tie, shown, near));
    const lit = litNodes(near, ties, shown);
    this.#update(this.nodes, [...shown].map((node) => this.#node(node, look, lit, near)));
    this.#update(this.edges, ties.map((tie) => this.#edge(tie, look, lit, near)));
    this.network.selectNodes([...near].filter((id) => this.nodes.get(id)), false);
    this.empty.hidden = shown.size > 0;
    this.count = shown.size;
    const counted = (nodes) => nodes.filter((node) => node.kind !== "statement").length; // those are folded
    const label = { n: counted([...shown]), all: counted(model.nodes) };
    this.canvas.setAttribute("aria-label", phrase(texts.picture.label, label));
    return label;
  }

  #update(set, items) {
    const wanted = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(items);
  }

  // Which nodes

  #shown() {
    const { state, model, selection } = this.page;
    const shows = (node) => node && selection.shows(node) && this.degrees.has(node.id);
    const center = model.byId.get(state.show);
    const found = new Set();
    const add = (node) => shows(node) && found.size < MOST && found.add(node);
    for (const id of pinnedIds(state)) add(model.byId.get(id));
    if (state.near && center) this.#within(center, state.near).forEach(add);
    else if (state.all && this.all.size) for (const id of this.all.keys()) shows(model.byId.get(id)) && found.add(model.byId.get(id));
    else for (const id of this.first.keys()) add(model.byId.get(id));
    for (const id of state.show.split(" ")) {
      const node = model.byId.get(id);
      if (node?.text === undefined && selection.shows(node)) found.add(node);
      if (node && !state.near && !this.first.has(id)) this.#neighbours(node).forEach(add);
    }
    if (!state.hide.has("place")) {
      for (const node of [...found]) this.#tiedTo(node).filter((one) => one.kind === "place").forEach(add);
    }
    for (const id of state.open) this.#statements(model.byId.get(id)).forEach((one) => found.add(one));
    return found;
  }

  #neighbours(node, most = NEIGHBOURS) {
    const found = new Map();
    for (const tie of this.page.selection.ties) {
      if (tie.from !== node && tie.to !== node) continue;
      const other = tie.from === node ? tie.to : tie.from;
      if (other.kind !== "statement" || node?.kind === "statement") {
        found.set(other, (found.get(other) ?? 0) + strength(tie));
      }
    }
    const order = [...found].sort((one, other) => other[1] - one[1]);
    return order.slice(0, most).map(([other]) => other);
  }

  /** Return what is within some steps; in a narrow window as many as have room for labels to be read. */
  #within(center, steps) {
    const fewer = this.#isNarrow() ? FEWER : [];
    let found = this.#reached(center, steps, NEIGHBOURS);
    for (const most of fewer) {
      const boxes = [...this.#around(center, found)].map(([id, place]) => boxAt(this.page.model.byId.get(id), place));
      if (scaleOf(extentOf(boxes), this.#room()) >= READABLE) break;
      found = this.#reached(center, steps, most);
    }
    return found;
  }

  /** Return what is within some steps, by the strongest ties of each node. */
  #reached(center, steps, most) {
    let [edge, found] = [[center], new Set([center])];
    for (let step = 0; step < steps; step++) {
      const next = edge.flatMap((node) => this.#neighbours(node, most));
      edge = [...new Set(next)].filter((node) => !found.has(node) && this.page.selection.shows(node));
      edge.forEach((node) => found.add(node));
    }
    return found;
  }

  #statements(node) {
    if (!node) return [];
    const { selection } = this.page;
    const pieces = selection.of(node.out, "said", "not said", "possibly said");
    const statements = [...new Set(pieces.map((piece) => piece.to))].filter((one) => selection.shows(one));
    return [node, ...statements.sort((one, other) => other.weight - one.weight).slice(0, STATEMENTS)];
  }

  // Which ties

  #isDrawn(tie, shown, near) {
    if (!shown.has(tie.from) || !shown.has(tie.to)) return false;
    if (STATEMENT_TIES.has(tie.kind)) return true;
    if (near.has(tie.from.id) || near.has(tie.to.id) || this.page.state.near) return true;
    if (this.page.state.all) return true;
    return !WEAK.has(tie.kind) || this.strong.has(tie.id);
  }

  // Where

  /** A neighbourhood is laid out anew around its centre; the overview keeps its own places. */
  #chooseLayout(shown) {
    const { near, show, open, all, pin } = this.page.state;
    const center = near ? this.page.model.byId.get(show) : undefined;
    const around = center && [show, near, this.#isNarrow(), ...[...open].sort()].join(" ");
    const layout = around || (all && this.all.size ? "all" : "");
    if (layout !== this.layout) {
      this.layout = layout;
      this.places = center ? this.#around(center, shown) : layout ? this.all : this.overview;
    }
    if (layout) return;
    for (const { id, place } of [...pin].map(pinOf)) if (place) this.places.set(id, place);
  }

  /** Return places in rings around a node, closer ones and in the shape of the window if that is narrow. */
  #around(center, shown) {
    const { width, height } = this.#room();
    const rings = this.#rings(center, shown);
    return this.#isNarrow() ? inRings(rings, { aspect: width / height, gap: 84 }) : inRings(rings);
  }

  /** Return the nodes shown by their distance from the centre, neighbours side by side. */
  #rings(center, shown) {
    const rings = [[center]];
    const left = new Set(shown);
    left.delete(center);
    while (left.size) {
      const ring = rings.at(-1).flatMap((node) => this.#tiedTo(node).filter((other) => left.delete(other)));
      if (!ring.length) break;
      rings.push(ring);
    }
    return left.size ? [...rings, [...left]] : rings;
  }

  #tiedTo(node) {
    const { ties } = this.page.selection;
    const found = ties.filter((tie) => tie.from === node || tie.to === node);
    return found.map((tie) => (tie.from === node ? tie.to : tie.from));
  }

  #place(shown) {
    const missing = [...shown].filter((node) => !this.places.has(node.id));
    if (!missing.length) return;
    const taken = [...shown]
      .filter((node) => this.places.has(node.id))
      .map((node) => boxAt(node, this.places.get(node.id)));
    for (const node of missing) {
      const place = freePlace(node, this.#beside(node), taken);
      this.places.set(node.id, place);
      taken.push(boxAt(node, place));
    }
  }

  /** Return the middle of what a node is tied to. */
  #beside(node) {
    const tied = this.#tiedTo(node).filter((other) => this.places.has(other.id));
    if (!tied.length) return this.network.getViewPosition();
    const places = tied.map((other) => this.places.get(other.id));
    const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    return { x: middle("x"), y: middle("y") };
  }

  // How it looks

  #node(node, look, lit, near) {
    const dimmed = lit.size && !lit.has(node) && !this.page.state.near;
    const statement = node.shape === "box";
    const color = faded(look[node.kind] ?? look.muted, look, dimmed ? DIMMED : 1);
    const chosen = near.has(node.id);
    const pinned = pinnedIds(this.page.state).has(node.id);
    return {
      id: node.id,
      label: node.label,
      shape: node.shape,
      size: node.size,
      ...this.places.get(node.id),
      borderWidth: chosen ? 4 : pinned ? 3 : statement ? 1.5 : 1,
      borderWidthSelected: 4,
      color: colors(statement ? look.card : color, chosen || pinned ? look.ink : statement ? color : look.paper, look.ink),
      margin: 7,
      fixed: false,
      shapeProperties: { borderRadius: 3 },
      font: {
        face: look.face,
        size: 14,
        color: dimmed ? look.faint : look.ink,
        strokeWidth: statement ? 0 : 4,
        strokeColor: look.paper,
      },
      chosen: false,
    };
  }

  #edge(tie, look, lit, near) {
    const style = LINES[tie.kind] ?? PLAIN;
    const dimmed = lit.size && !(lit.has(tie.from) && lit.has(tie.to) && isLit(tie, near));
    const share = dimmed ? (this.page.state.near ? BESIDE : DIMMED) : style.width < 1 ? LIGHT : 1;
    const outlets = new Set(tie.rests[tie.kind].map((piece) => piece.in?.outlet)).size;
    return {
      id: tie.id,
      from: tie.from.id,
      to: tie.to.id,
      dashes: style.dashes,
      width: style.width * Math.min(2.2, 0.8 + 0.3 * outlets),
      hoverWidth: 1,
      selectionWidth: 1,
      color: lineColor(faded(look[style.color], look, share)),
      arrows: { to: { enabled: Boolean(style.arrow), scaleFactor: 0.45 } },
      smooth: false,
      chosen: false,
    };
  }

  // What the buttons do

  /** Bring all that is drawn into what is seen of the picture. */
  fit({ animate = true } = {}) {
    const ids = this.nodes.getIds();
    if (!ids.length || !this.canvas.clientWidth) return;
    this.network.setSize("100%", "100%");
    this.fitted = true;
    const room = this.#room();
    const { near, show } = this.page.state;
    const all = this.#extent(ids);
    const sheet = this.#isNarrow() && near && this.nodes.get(show) && scaleOf(all, room) < READABLE; // too little room
    this.#frame(sheet ? this.#extent([show]) : all, room, sheet ? READABLE : LARGEST, animate);
  }

  /** Return the ids of these nodes and of what is tied to one that is alone, as far as they are drawn. */
  around(ids) {
    const drawn = ids.filter((id) => this.nodes.get(id));
    if (drawn.length !== 1) return drawn;
    const ties = this.drawnTies().filter((tie) => [tie.from.id, tie.to.id].includes(drawn[0]));
    return [...new Set([...drawn, ...ties.flatMap((tie) => [tie.from.id, tie.to.id])])];
  }

  /** Bring nodes into what is seen of the picture, where they are not; the first, where all do not fit. */
  reveal(ids) {
    if (!ids.length || !this.canvas.clientWidth) return;
    const [room, extent] = [this.#room(), this.#extent(ids)];
    const corners = [
      [extent.left, extent.top],
      [extent.right, extent.bottom],
    ].map(([x, y]) => this.network.canvasToDOM({ x, y }));
    const seen = corners.every(({ x, y }) => x >= 0 && x <= this.canvas.clientWidth && y >= 0 && y <= room.height);
    const scale = this.network.getScale();
    if (seen && scale >= READABLE) return;
    const shown = scaleOf(extent, room) < READABLE ? this.#extent(ids.slice(0, 1)) : extent;
    this.#frame(shown, room, Math.max(scale, READABLE), true);
  }

  /** Return the bounds of some nodes with their labels. */
  #extent(ids) {
    return extentOf(ids.map((id) => boxAt(this.page.model.byId.get(id), this.network.getPosition(id))));
  }

  /** Return what is seen of the picture: on small screens the panel is a sheet over its foot, else tools are. */
  #room() {
    const panel = this.page.panel.getBoundingClientRect();
    const { left, bottom } = this.canvas.getBoundingClientRect();
    const covered = panel.left <= left && panel.top < bottom ? bottom - panel.top : FOOT;
    const { clientWidth, clientHeight } = this.canvas;
    return { width: clientWidth - 16, height: Math.max(120, clientHeight - covered) - 16 };
  }

  /** Tell whether the picture is seen in a narrow window, such as a phone's. */
  #isNarrow() {
    return this.canvas.clientWidth > 0 && this.canvas.clientWidth < NARROW;
  }

  #frame(extent, room, most, animate) {
    const scale = Math.min(most, scaleOf(extent, room));
    const below = (this.canvas.clientHeight - 16 - room.height) / 2 / scale;
    const { left, right, top, bottom } = extent;
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 + below };
    this.network.moveTo({ position, scale, animation: this.#animation(animate) });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: this.#animation(true) });
  }

  /** Move what is seen by so many pixels. */
  pan(across, down) {
    const [{ x, y }, scale] = [this.network.getViewPosition(), this.network.getScale()];
    this.network.moveTo({ position: { x: x + across / scale, y: y + down / scale } });
  }

  #animation(animate) {
    return animate && !still.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  }

  /** Let springs pull the nodes into new places, then push the labels apart. */
  rearrange() {
    const solver = { gravitationalConstant: -3200, centralGravity: 1.4, springLength: 70, avoidOverlap: 0.3 };
    this.nodes.update([...pinnedIds(this.page.state)].filter((id) => this.nodes.get(id)).map((id) => ({ id, fixed: true })));
    this.network.setOptions({ physics: { enabled: true, solver: "barnesHut", barnesHut: solver } });
    this.network.once("stabilized", () => this.#settle());
    this.network.stabilize(250);
  }

  #settle() {
    this.network.setOptions({ physics: { enabled: false } });
    const ids = this.nodes.getIds();
    const found = this.network.getPositions(ids);
    const boxes = ids.map((id) => ({ id, ...boxAt(this.page.model.byId.get(id), found[id]) }));
    const pinned = pinnedIds(this.page.state);
    for (const box of boxes) box.fixed = pinned.has(box.id);
    separate(boxes);
    for (const [id, place] of placesOf(boxes)) this.places.set(id, place);
    this.draw();
    this.fit();
  }

  /** Return the ties that are drawn. */
  drawnTies() {
    const drawn = new Set(this.edges.getIds());
    return this.page.selection.ties.filter((tie) => drawn.has(tie.id));
  }

  #drawnNodes() {
    return this.nodes.get().map((node) => {
      const { background, border } = node.color;
      const place = this.network.getPosition(node.id);
      return { ...node, ...place, color: background, border, box: this.network.getBoundingBox(node.id) };
    });
  }

  /** Return what is drawn as SVG. */
  svg(title) {
    const nodes = this.#drawnNodes();
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const lines = this.edges.get().map(({ from, to, color, width, dashes }) => ({ from: byId.get(from), to: byId.get(to), color: color.color, width, dashes }));
    return svg(nodes, lines, looks(), title);
  }

  /** Return what is drawn as GEXF. */
  gexf() {
    const { byId } = this.page.model;
    const look = looks();
    const nodes = this.#drawnNodes().map(({ id, x, y }) => ({ thing: byId.get(id), x, y, color: look[byId.get(id).kind] }));
    return gexf(nodes, this.drawnTies());
  }

  /** Return the picture as it is seen, as a PNG with a title. */
  async png(title) {
    const source = this.canvas.querySelector("canvas");
    const look = looks();
    const ratio = source.width / source.clientWidth;
    const [margin, head] = [20 * ratio, 54 * ratio];
    const target = el("canvas", { width: source.width + 2 * margin, height: source.height + head + margin });
    const pen = target.getContext("2d");
    pen.fillStyle = look.paper;
    pen.fillRect(0, 0, target.width, target.height);
    pen.fillStyle = look.ink;
    pen.font = `600 ${20 * ratio}px ${look.serif}`;
    pen.fillText(title, margin, 34 * ratio);
    pen.drawImage(source, margin, head);
    return new Promise((resolve) => target.toBlob(resolve, "image/png"));
  }
}

/** Return places as the page's data has them as a map by id. */
function placed(places) {
  return new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y }]));
}

/** Return the bounds of some boxes. */
function extentOf(boxes) {
  const range = (axis, size) => [
    Math.min(...boxes.map((box) => box[axis] - box[size] / 2)),
    Math.max(...boxes.map((box) => box[axis] + box[size] / 2)),
  ];
  const [[left, right], [top, bottom]] = [range("x", "width"), range("y", "height")];
  return { left, right, top, bottom };
}

/** Return the zoom at which what has these bounds fills the room. */
function scaleOf({ left, right, top, bottom }, { width, height }) {
  return Math.min(width / (right - left), height / (bottom - top));
}

function colors(background, border = background, strong = border) {
  const state = { background, border: strong };
  return { background, border, highlight: state, hover: state };
}

function lineColor(color) {
  return { color, highlight: color, hover: color, opacity: 1 };
}

/** Return a colour (#rrggbb) mixed with that of the paper, so that nothing shines through. */
function faded(color, look, part) {
  const [front, back] = [color, look.paper].map((one) => one.match(/[0-9a-f]{2}/gi).map((hex) => Number.parseInt(hex, 16)));
  const mixed = front.map((value, i) => Math.round(value * part + back[i] * (1 - part)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Return the colours and typefaces of the style sheet, as they are now. */
function looks() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "card", "ink", "muted", "faint", "person", "event", "statement", "organization"];
  const others = ["group", "place", "document", "other", "source", "face", "serif"];
  return Object.fromEntries([...names, ...others].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function degrees(ties) {
  const found = new Set();
  for (const tie of ties) found.add(tie.from.id).add(tie.to.id);
  return found;
}

function strength(tie) {
  return Object.values(tie.rests).reduce((sum, pieces) => sum + pieces.length, WEAK.has(tie.kind) ? 0 : 5);
}

/** Return the ids of the weak ties that the overview draws: the strongest, two for three nodes. */
function strongest(ties, first) {
  const kinds = (tie) => Object.keys(tie.rests)[0];
  const weak = ties.filter(
    (tie) => WEAK.has(kinds(tie)) && first.has(tie.from.id) && first.has(tie.to.id),
  );
  weak.sort((one, other) => strength(other) - strength(one) || one.id - other.id);
  return new Set(weak.slice(0, Math.round(first.size * 0.66)).map((tie) => tie.id));
}

function isLit(tie, near) {
  const ends = [tie.from.id, tie.to.id].filter((id) => near.has(id)).length;
  return ends >= near.size || STATEMENT_TIES.has(tie.kind);
}

/** Return the nodes that stay bright: what is shown, and what is tied to it; none if nothing is. */
function litNodes(near, ties, shown) {
  const chosen = [...shown].filter((node) => near.has(node.id));
  if (!chosen.length) return new Set();
  const lit = new Set(chosen);
  for (const tie of ties) {
    if (isLit(tie, near)) lit.add(tie.from).add(tie.to);
  }
  return lit;
}
