// What is being looked at. It stands in the address's hash, so that every view has a link.

const SETS = ["hide", "lines", "without", "not", "lanes", "open", "pin"];
const NAMES = ["view", "show", "at", "since", "until"];

/** The state of a page that was just opened. Places are in the tables, but clutter the picture. */
export function initialState(focus) {
  return {
    view: focus ? "picture" : "", // the picture, a table or the timeline; "" is the first of the views
    show: focus ?? "", // the id of a thing, or two ids with a blank between: what ties them
    at: "", // "begin-end": a passage of the article shown
    near: 0, // draw only what is within so many steps
    open: new Set(), // ids of those whose statements are drawn
    hide: new Set(["place"]), // kinds of nodes
    lines: new Set(), // kinds of ties not drawn
    without: new Set(), // outlets
    not: new Set(), // in which ways events are reported: see `statusesOf` in model.js
    lanes: new Set(), // columns of the timeline that are left out
    pin: new Set(), // "id" or "id@x,y": what stays in the picture, and where
    since: "",
    until: "",
    sure: 0,
    all: false, // draw all there is, not the first view
  };
}

/** Return the hash that stands for a state; what is as in `initial` is left out. */
function hashOf(state, initial) {
  const found = new URLSearchParams();
  for (const name of NAMES) if (state[name] !== initial[name]) found.set(name, state[name]);
  if (state.near) found.set("near", state.near);
  if (state.sure) found.set("sure", state.sure);
  if (state.all) found.set("all", "1");
  for (const name of SETS) {
    if (!same(state[name], initial[name])) {
      const values = state[name].size ? [...state[name]].sort() : [""];
      for (const value of values) found.append(name, value);
    }
  }
  return `#${found}`;
}

/** Return the state that a hash stands for; what it does not say is as in `initial`. */
function stateOf(hash, initial) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { ...initial };
  for (const name of NAMES) if (given.has(name)) state[name] = given.get(name);
  for (const name of SETS) {
    if (given.has(name)) state[name] = new Set(given.getAll(name).filter(Boolean));
  }
  state.near = Math.min(3, Math.max(0, Number.parseInt(given.get("near"), 10) || 0));
  state.sure = Math.min(1, Math.max(0, Number.parseFloat(given.get("sure")) || 0));
  state.all = given.get("all") === "1";
  return state;
}

function same(one, other) {
  return one.size === other.size && [...one].every((value) => other.has(value));
}

/** Return a set with a value put in, or taken out where it was in. */
export function toggled(set, value) {
  const changed = new Set(set);
  if (!changed.delete(value)) changed.add(value);
  return changed;
}

/** Return what a pin holds: an id and, where the thing was in the picture, its place there. */
export function pinOf(text) {
  const found = /^(.*)@(-?\d+),(-?\d+)$/.exec(text);
  return found ? { id: found[1], place: { x: Number(found[2]), y: Number(found[3]) } } : { id: text };
}

/** Return the ids of all that is pinned. */
export function pinnedIds(state) {
  return new Set([...state.pin].map((one) => pinOf(one).id));
}

/** Holds the state, keeps the hash in step, and calls `changed(state, before)` on every change. */
export class Store {
  constructor(initial, changed) {
    this.initial = initial;
    this.changed = changed;
    this.state = stateOf(location.hash, initial);
    window.addEventListener("hashchange", () => this.#set(stateOf(location.hash, initial)));
  }

  /** Return the hash that the state would have with these changes. */
  link(change) {
    return hashOf({ ...this.state, ...change }, this.initial);
  }

  go(change) {
    const hash = this.link(change);
    if (hash === this.link({})) return;
    try {
      history.pushState(null, "", hash);
    } catch {
      // a frame without an address of its own, as in a notebook: the state is kept all the same
    }
    this.#set(stateOf(hash, this.initial));
  }

  #set(state) {
    const before = this.state;
    this.state = state;
    this.changed(state, before);
  }
}
