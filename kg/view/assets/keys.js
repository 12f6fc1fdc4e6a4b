// The picture by keyboard: one node has the focus, arrow keys lead on from it, Enter opens it.

import { boxAt } from "./boxes.js";
import { nameOf } from "./lists.js";
import { counted, phrase, texts } from "./words.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NARROWEST = 0.5; // the cosine of the angle up to which a node lies in a direction
const UNTIED = 3; // how many times further away a node counts that has no tie to the one in focus
const FOOT = 8; // letters that reach below their line
const PAN = 80;
const ZOOM = 1.3;

/** Moves the focus among the nodes of a picture, and says where it is. */
export class Keys {
  constructor(picture, page) {
    Object.assign(this, { picture, page, id: "" });
    const { canvas, network } = picture;
    canvas.addEventListener("keydown", (event) => this.#pressed(event));
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.#enter());
    canvas.addEventListener("blur", () => network.redraw());
    network.on("afterDrawing", (pen) => this.#ring(pen));
    network.on("click", ({ nodes }) => {
      this.id = nodes[0] ?? "";
    });
  }

  #enter() {
    const shown = this.page.state.show.split(" ")[0];
    const [strongest] = this.#order();
    this.#to([this.id, shown, strongest].find((id) => this.#drawn(id)));
  }

  #pressed(event) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    const act = altKey || ctrlKey || metaKey ? undefined : this.#act(key, shiftKey);
    if (!act) return;
    event.preventDefault();
    this.picture.canvas.focus(); // a click may have left the focus within
    act();
  }

  #act(key, shift) {
    const { picture, page } = this;
    if (key in ARROWS) return shift ? () => picture.pan(...ARROWS[key].map((step) => step * PAN)) : () => this.#step(ARROWS[key]);
    const acts = {
      PageDown: () => this.#walk(1),
      PageUp: () => this.#walk(-1),
      Home: () => this.#to(this.#order().at(0)),
      End: () => this.#to(this.#order().at(-1)),
      Enter: () => this.#drawn(this.id) && page.open(this.id),
      "+": () => picture.zoom(ZOOM),
      "=": () => picture.zoom(ZOOM),
      "-": () => picture.zoom(1 / ZOOM),
    };
    return acts[key];
  }

  #drawn(id) {
    return Boolean(id && this.picture.nodes.get(id));
  }

  /** Return the ids of all that is drawn, what matters most first. */
  #order() {
    const { byId } = this.page.model;
    const things = this.picture.nodes.getIds().map((id) => byId.get(id));
    return things.sort((one, other) => other.weight - one.weight || (one.id < other.id ? -1 : 1)).map((thing) => thing.id);
  }

  #walk(by) {
    const order = this.#order();
    this.#to(order[(order.indexOf(this.id) + by + order.length) % order.length]);
  }

  /** Go to the nearest node in a direction; one that is tied to the node in focus goes first. */
  #step([across, down]) {
    if (!this.#drawn(this.id)) return this.#enter();
    const { network, nodes } = this.picture;
    const from = network.getPosition(this.id);
    const tied = new Set(this.#ties(this.id).flatMap((tie) => [tie.from.id, tie.to.id]));
    let [best, least] = ["", Number.POSITIVE_INFINITY];
    for (const id of nodes.getIds()) {
      const place = network.getPosition(id);
      const [x, y] = [place.x - from.x, place.y - from.y];
      const far = Math.hypot(x, y);
      const straight = (x * across + y * down) / far;
      const cost = far * (2 - straight) * (tied.has(id) ? 1 : UNTIED);
      if (id !== this.id && straight >= NARROWEST && cost < least) [best, least] = [id, cost];
    }
    return best ? this.#to(best) : this.page.announce(texts.picture.noFurther);
  }

  #ties(id) {
    return this.picture.drawnTies().filter((tie) => tie.from.id === id || tie.to.id === id);
  }

  #to(id) {
    if (!this.#drawn(id)) return;
    const before = this.id;
    this.id = id;
    this.picture.network.redraw();
    this.picture.reveal([id]);
    this.page.announce(this.#words(before));
  }

  /** Return what is in focus, what ties it to what was in focus before, and how much else is tied to it. */
  #words(before) {
    const thing = this.page.model.byId.get(this.id);
    const ties = this.#ties(this.id);
    const way = ties.find((tie) => before !== this.id && [tie.from.id, tie.to.id].includes(before));
    const said = way && phrase(texts.picture.way, { from: nameOf(way.from), tie: texts.ties[way.kind] ?? way.kind, to: nameOf(way.to) });
    return [`${texts.kinds[thing.kind]}: ${nameOf(thing)}`, said, counted("tie", ties.length)].filter(Boolean).join(". ");
  }

  #ring(pen) {
    const { canvas, network } = this.picture;
    if (!this.#drawn(this.id) || !canvas.matches(":focus-visible")) return;
    const box = boxAt(this.page.model.byId.get(this.id), network.getPosition(this.id));
    const scale = network.getScale();
    pen.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    pen.lineWidth = 3 / scale;
    pen.setLineDash([]);
    pen.strokeRect(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height + FOOT);
  }
}
