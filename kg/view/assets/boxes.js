// Room in the picture: every node takes up a box, its mark with the label below, and no two overlap.

const LINE = 17;
const STEP = 22;
const MOST_TRIES = 4000;

/** Return the box of a node that stands at a place. */
export function boxAt(node, { x, y }) {
  const below = node.shape === "box" ? 0 : (LINE * node.label.split("\n").length) / 2;
  return { x, y: y + below, width: node.width, height: node.height, below };
}

function overlap(one, other) {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2
  );
}

/** Return the free place for a node that is closest to `around`, looking outwards in a spiral. */
export function freePlace(node, around, taken) {
  for (let i = 1; i < MOST_TRIES; i++) {
    const angle = i * 2.4; // the golden angle, so that no direction is preferred
    const distance = STEP * Math.sqrt(i) + 40;
    const place = {
      x: Math.round(around.x + distance * Math.cos(angle)),
      y: Math.round(around.y + distance * Math.sin(angle)),
    };
    const box = boxAt(node, place);
    if (!taken.some((other) => overlap(box, other))) return place;
  }
  return { x: around.x, y: around.y };
}

/** Push boxes apart until no two overlap; changes their x and y. */
export function separate(boxes, rounds = 300) {
  for (let round = 0; round < rounds; round++) {
    let clashes = 0;
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length; j++) {
        if (overlap(boxes[i], boxes[j])) {
          pushApart(boxes[i], boxes[j]);
          clashes++;
        }
      }
    }
    if (!clashes) return;
  }
}

function pushApart(one, other) {
  const across = (one.width + other.width) / 2 - Math.abs(one.x - other.x);
  const down = (one.height + other.height) / 2 - Math.abs(one.y - other.y);
  const axis = down <= across ? "y" : "x";
  const shift = (Math.min(across, down) / 2 + 0.5) * (one[axis] >= other[axis] ? 1 : -1);
  const [left, right] = one.fixed === other.fixed ? [1, 1] : one.fixed ? [0, 2] : [2, 0];
  one[axis] += left * shift;
  other[axis] -= right * shift;
}

/**
 * Place nodes in rings around the first one: `rings` are lists of nodes, from the middle outwards,
 * each in the order in which it goes round, `gap` apart. Returns a map of places by id, with no box
 * on another.
 */
export function inRings(rings, { aspect = 1.3, gap = 120 } = {}) {
  const boxes = [];
  let radius = 0;
  for (const [place, ring] of rings.entries()) {
    const around = ring.reduce((sum, node) => sum + node.width + node.height, 0) / 2;
    radius = place ? Math.max(radius + gap, (1.15 * around) / (2 * Math.PI)) : 0;
    ring.forEach((node, i) => {
      const angle = (2 * Math.PI * (i + (place % 2) / 2)) / ring.length - Math.PI / 2;
      const x = radius * aspect * Math.cos(angle);
      boxes.push({ id: node.id, ...boxAt(node, { x, y: radius * Math.sin(angle) }) });
    });
  }
  separate(boxes);
  return placesOf(boxes);
}

/** Return where the nodes of boxes stand, by id, in whole numbers. */
export function placesOf(boxes) {
  return new Map(
    boxes.map(({ id, x, y, below }) => [id, { x: Math.round(x), y: Math.round(y - below) }]),
  );
}
