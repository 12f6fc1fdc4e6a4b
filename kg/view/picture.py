"""The first view: which nodes it shows, and where they stand so that no two labels overlap.

Positions are computed here, with a fixed seed, and are whole numbers: the same graph gives the same
picture. One unit is one CSS pixel at a zoom of 1; y grows downwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from kg.view.nodes import NodeKind
from kg.view.ties import Tie

Points = NDArray[np.float64]

SEED = 7
LINE = 17
"""Height of a line of a label."""
LETTER = 7.4
"""Width of a letter of a label, generously."""
LABEL_WIDTH = 18
"""Letters in a line of a label before it is broken."""
LABEL_LINES = 3
MARGIN = 14
"""Blank between two nodes with their labels."""
CELL = 24
"""Side of a cell of the grid on which parts that do not hang together find room."""

_FEW = 100
"""Nodes up to which lines are cleared and a part is drawn together: many would take minutes."""
_SHARES_OF_ROOM = (0.5, 0.6, 0.7, 0.8, 0.9)
"""How far an arrangement is drawn together, the furthest first."""
_LOOSE = 12
"""One in so many boxes may come to stand on a line when an arrangement is drawn together."""
_ROUNDS = 6000
"""How often boxes are moved off lines, times the number of boxes."""

_ACTORS = (NodeKind.PERSON, NodeKind.ORGANIZATION, NodeKind.GROUP, NodeKind.DOCUMENT)
_ACTORS_SHARE = 0.6
_SHARES: Mapping[str, float] = {NodeKind.PERSON: 1.0, NodeKind.EVENT: 1.0}
"""How much of its weight a named node of a kind keeps when the first view is chosen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A shape of screen: how many nodes it holds at most, and its width over its height."""

    nodes: int
    aspect: float


FRAMES = (
    *(Frame(72, 1.45), Frame(56, 1.45), Frame(40, 1.5)),
    *(Frame(28, 1.6), Frame(20, 0.95), Frame(13, 0.8)),
)
"""The first views that a page holds; it shows the largest whose labels its window has room for."""
WIDE = FRAMES[0]


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes up: its mark, of radius `size`, and its label below."""

    size: int
    lines: tuple[str, ...]

    @property
    def width(self) -> float:
        """The width of mark and label with the margin."""
        return max(2 * self.size, LETTER * max(map(len, self.lines), default=0)) + MARGIN

    @property
    def height(self) -> float:
        """The height of mark and label with the margin."""
        return 2 * self.size + LINE * len(self.lines) + MARGIN

    @property
    def below(self) -> float:
        """How far the middle of all of it lies below the middle of the mark."""
        return LINE * len(self.lines) / 2


def box(size: int, label: str) -> Box:
    """Return what a node with this label takes up, its label broken into at most three lines."""
    lines: list[str] = []
    for part in label.split("\n"):
        lines += _broken(part.split())
    if len(lines) > LABEL_LINES:
        lines = [*lines[: LABEL_LINES - 1], cut(lines[LABEL_LINES - 1] + "…")]
    return Box(size, tuple(map(cut, lines)))


def _broken(words: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= LABEL_WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cut(line: str) -> str:
    """Return a line of a label, cut where it is too long."""
    most = LABEL_WIDTH + 4
    return line if len(line) <= most else f"{line[: most - 1].rstrip('…')}…"


# --- Which nodes ----------------------------------------------------------------------------------


def choose(
    graph: nx.MultiDiGraph, ties: Sequence[Tie], sizes: Iterable[int], *, focus: str | None = None
) -> list[tuple[str, ...]]:
    """Return the nodes of first views of at most so many nodes each, the weightiest first.

    People and others who speak or live through something come first, then the events that they are
    tied to. With a `focus`, its neighbourhood comes first, step by step.
    """
    pulls = _pulls(ties)
    rank = _ranks(graph, pulls)
    steps = _steps(ties, focus) if focus else dict.fromkeys(graph, 0)
    order = sorted(steps, key=lambda node: (steps[node], -rank[node], node))
    actors = [node for node in order if _is_actor(graph.nodes[node], pulls[node])]
    first = dict.fromkeys([focus] if focus else [])
    views = []
    for most in sizes:
        chosen = first | dict.fromkeys(actors[: max(1, round(most * _ACTORS_SHARE))])
        events = _events(graph, order, ties, chosen)
        chosen |= dict.fromkeys(events[: max(0, most - len(chosen))])
        chosen |= dict.fromkeys(actors)
        views.append(tuple(chosen)[:most])
    return views


def weights(graph: nx.MultiDiGraph, ties: Iterable[Tie]) -> dict[str, float]:
    """Return how much each node matters to the picture: what it did, and what it is tied to."""
    return _ranks(graph, _pulls(ties))


def _ranks(graph: nx.MultiDiGraph, pulls: Mapping[str, float]) -> dict[str, float]:
    return {node: _rank(data, pulls.get(node, 0.0)) for node, data in graph.nodes(data=True)}


def _pulls(ties: Iterable[Tie]) -> defaultdict[str, float]:
    pulls: defaultdict[str, float] = defaultdict(float)
    for tie in ties:
        pulls[tie.source] += tie.weight
        pulls[tie.target] += tie.weight
    return pulls


def _rank(node: Mapping[str, object], pull: float) -> float:
    own = {name: float(str(node.get(name, 0))) for name in ("weight", "outlets", "experienced")}
    share = 0.5 if node.get("anonymous") else _SHARES.get(str(node["kind"]), 0.6)
    return share * (own["weight"] + own["experienced"] + own["outlets"] + sqrt(pull))


def _is_actor(node: Mapping[str, object], pull: float) -> bool:
    """Tell whether somebody belongs in the first view; who has no name must have done something."""
    done = node["weight"] or node.get("experienced")
    return node["kind"] in _ACTORS and bool(done or (pull and not node.get("anonymous")))


def _events(
    graph: nx.MultiDiGraph, order: Iterable[str], ties: Iterable[Tie], chosen: Collection[str]
) -> list[str]:
    """Return the events tied to one of the chosen; many outlets and many of the chosen go first."""
    near = Counter(tie.target for tie in ties if tie.source in chosen)
    events = [node for node in order if near[node] and graph.nodes[node]["kind"] == NodeKind.EVENT]
    return sorted(events, key=lambda node: -(2 * graph.nodes[node]["outlets"] + near[node]))


def _steps(ties: Iterable[Tie], focus: str) -> dict[str, int]:
    """Return how many ties each node is away from the focus, if it can be reached."""
    plain = nx.Graph()
    plain.add_node(focus)
    plain.add_edges_from((tie.source, tie.target) for tie in ties)
    return dict(nx.single_source_shortest_path_length(plain, focus))


# --- Where they stand -----------------------------------------------------------------------------


class Pull(Protocol):
    """Whatever pulls two boxes together, as a tie does."""

    @property
    def source(self) -> str:
        """The one box."""

    @property
    def target(self) -> str:
        """The other."""

    @property
    def weight(self) -> float:
        """How much; 0 for not at all."""


def lay_out(
    boxes: Mapping[str, Box], ties: Iterable[Pull], aspect: float
) -> dict[str, tuple[int, int]]:
    """Return where each node stands: what is tied stands close, and no two boxes overlap."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(boxes))
    for tie in ties:
        if tie.source in boxes and tie.target in boxes and tie.weight:
            _pull(plain, tie)
    parts = [
        _part(plain.subgraph(sorted(nodes)), boxes, aspect)
        for nodes in nx.connected_components(plain)
    ]
    return {
        node: (round(x), round(y - boxes[node].below))
        for node, (x, y) in _packed(parts, aspect).items()
    }


def _pull(plain: nx.Graph, tie: Pull) -> None:
    before = plain.get_edge_data(tie.source, tie.target, {"weight": 0.0})["weight"]
    plain.add_edge(tie.source, tie.target, weight=before + tie.weight)


@dataclass(frozen=True, slots=True)
class _Part:
    """Nodes that hang together: the middles of their boxes, and the cells of a grid they cover."""

    nodes: tuple[str, ...]
    middles: Points
    covered: NDArray[np.bool_]


def _part(plain: nx.Graph, boxes: Mapping[str, Box], aspect: float) -> _Part:
    nodes = tuple(sorted(plain))
    sizes = np.array([(boxes[node].width, boxes[node].height) for node in nodes])
    places = {node: place for place, node in enumerate(nodes)}
    pairs = (sorted((places[one], places[other])) for one, other in plain.edges)
    ends = np.array(sorted(pairs), dtype=int)
    middles = _separated(_spread(_sprung(plain, nodes), sizes, aspect), sizes)
    ends = ends.reshape(-1, 2)
    if len(nodes) <= _FEW:
        middles = _tight(_clear(middles, sizes, ends), sizes, ends)
    middles = middles - (middles - sizes / 2).min(axis=0)
    lines = [(middles[one], middles[other]) for one, other in ends]
    return _Part(nodes, middles, _covered(middles, sizes, lines))


def _covered(
    middles: Points, sizes: Points, lines: Iterable[tuple[Points, Points]]
) -> NDArray[np.bool_]:
    """Return which cells, by column and row, the boxes and the lines between them touch."""
    high = (middles + sizes / 2).max(axis=0)
    covered = np.zeros(np.ceil(high / CELL).astype(int) + 1, dtype=bool)
    for (left, top), (right, bottom) in zip(middles - sizes / 2, middles + sizes / 2, strict=True):
        covered[
            int(left / CELL) : int(right / CELL) + 1, int(top / CELL) : int(bottom / CELL) + 1
        ] = 1
    for begin, end in lines:
        for share in np.linspace(0, 1, 2 + int(np.abs(end - begin).max() / CELL)):
            column, row = ((begin + share * (end - begin)) / CELL).astype(int)
            covered[column, row] = True
    return covered


def _sprung(plain: nx.Graph, nodes: Sequence[str]) -> Points:
    """Return positions by a force-directed layout (Fruchterman and Reingold 1991)."""
    places = {node: place for place, node in enumerate(nodes)}
    springs = rx.PyGraph()
    springs.add_nodes_from(list(nodes))
    pulls = ((places[one], places[other], pull) for one, other, pull in plain.edges(data="weight"))
    springs.add_edges_from(sorted((min(a, b), max(a, b), pull) for a, b, pull in pulls))
    found = rx.spring_layout(springs, weight_fn=sqrt, seed=SEED, num_iter=300)
    return np.array([found[place] for place in range(len(nodes))])


def _spread(points: Points, sizes: Points, aspect: float) -> Points:
    """Scale the points to the wanted aspect, with twice the room that the boxes take."""
    extent = np.ptp(points, axis=0)
    extent[extent < 1e-9] = 1.0
    area = min(2.0, 0.25 * len(points)) * float((sizes[:, 0] * sizes[:, 1]).sum())
    wanted = np.array([sqrt(area * aspect), sqrt(area / aspect)])
    scaled: Points = (points - points.min(axis=0)) / extent * wanted
    return scaled


def _separated(points: Points, sizes: Points, rounds: int = 600) -> Points:
    """Push boxes apart, each pair along the axis on which they overlap least, until none do."""
    places = points.T.copy()
    one, other = np.triu_indices(len(points), 1)
    reach = (sizes.T[:, one] + sizes.T[:, other]) / 2
    for _ in range(rounds):
        apart = places.take(one, axis=1) - places.take(other, axis=1)
        overlap = reach - np.abs(apart)
        clash = np.flatnonzero((overlap[0] > 0.5) & (overlap[1] > 0.5))
        if not clash.size:
            break
        _push(places, one[clash], other[clash], apart[:, clash], overlap[:, clash])
    return np.ascontiguousarray(places.T)


def _push(
    places: Points, one: NDArray[np.int_], other: NDArray[np.int_], apart: Points, overlap: Points
) -> None:
    """Move the boxes of each pair, one after the other; rows are axes, columns pairs."""
    axis, pair = (overlap[1] <= overlap[0]).astype(int), np.arange(len(one))
    towards = np.where(apart[axis, pair] >= 0, 1.0, -1.0)
    shift = towards * (overlap[axis, pair] / 2 + 0.5) / 2
    ends, shifts = np.array((one, other)).ravel("F"), np.array((shift, -shift)).ravel("F")
    np.add.at(places, (axis.repeat(2), ends), shifts)


def _clear(points: Points, sizes: Points, ends: NDArray[np.int_]) -> Points:
    """Move boxes out of the way of lines between others, as far as none overlap for it.

    Returns the arrangement with the fewest boxes on lines that is met on the way.
    """
    crossed, away = _crossings(points, sizes, ends)
    best, fewest = points, crossed.sum()
    for _ in range(max(2, _ROUNDS // len(points))):
        if not crossed.any():
            break
        points = _separated(points + (away * crossed[:, :, None]).sum(axis=0), sizes)
        crossed, away = _crossings(points, sizes, ends)
        if crossed.sum() < fewest:
            best, fewest = points, crossed.sum()
    return best


def _tight(points: Points, sizes: Points, ends: NDArray[np.int_]) -> Points:
    """Draw boxes together along each axis, as far as hardly more of them stand on lines for it."""
    most = _crossings(points, sizes, ends)[0].sum() + len(points) // _LOOSE
    for axis in (1, 0):
        for share in _SHARES_OF_ROOM:
            scale = np.ones(2)
            scale[axis] = share
            closer = _separated(points * scale, sizes)
            if _crossings(closer, sizes, ends)[0].sum() <= most:
                points = closer
                break
    return points


def _crossings(
    points: Points, sizes: Points, ends: NDArray[np.int_]
) -> tuple[NDArray[np.bool_], Points]:
    """Return which boxes (columns) each line (rows) crosses, and what would move them off it."""
    begin, along = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    length = np.maximum(np.linalg.norm(along, axis=1), 1e-9)
    along = along / length[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    apart = points[None, :] - begin[:, None]
    beside = (apart * across[:, None]).sum(axis=2)
    onward = (apart * along[:, None]).sum(axis=2)
    reach = (np.abs(across)[:, None] * sizes[None, :]).sum(axis=2) / 2
    crossed = (np.abs(beside) < reach) & (onward > 0) & (onward < length[:, None])
    crossed[np.arange(len(ends))[:, None], ends] = False
    shift = np.where(beside >= 0, 1.0, -1.0) * (reach - np.abs(beside))
    return crossed, shift[:, :, None] * across[:, None]


def _packed(parts: Iterable[_Part], aspect: float) -> dict[str, tuple[float, float]]:
    """Set the parts around the largest, each as close to the middle as it finds room.

    Parts are cells of a grid (polyomino packing, Freivalds et al. 2002), so that small ones stand
    in the bays of large ones.
    """
    order = sorted(parts, key=lambda part: (-part.covered.size, part.nodes))
    side = 2 * int(sum(max(part.covered.shape) ** 2 for part in order) ** 0.5 * 1.5) + 4
    ground = np.zeros((side, side), dtype=bool)
    spots = _spots(side, aspect)
    found: dict[str, tuple[float, float]] = {}
    for part in order:
        column, row = _room(ground, part.covered, spots)
        across, down = part.covered.shape
        ground[column : column + across, row : row + down] |= part.covered
        for node, (x, y) in zip(part.nodes, part.middles, strict=True):
            found[node] = (x + (column - side // 2) * CELL, y + (row - side // 2) * CELL)
    return found


def _spots(side: int, aspect: float) -> NDArray[np.int_]:
    """Return the cells of a square, those nearest to its middle first, in the wanted aspect."""
    columns, rows = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    apart = ((columns - side / 2) / aspect) ** 2 + (rows - side / 2) ** 2
    order = np.argsort(apart, axis=None, kind="stable")
    return np.stack([columns.ravel()[order], rows.ravel()[order]], axis=1)


def _room(
    ground: NDArray[np.bool_], covered: NDArray[np.bool_], spots: NDArray[np.int_]
) -> tuple[int, int]:
    """Return the first corner at which a part fits when its middle stands on one of the spots."""
    across, down = covered.shape
    for x, y in spots:
        column, row = int(x) - across // 2, int(y) - down // 2
        inside = column >= 0 and row >= 0 and column + across <= len(ground)
        if inside and row + down <= len(ground):
            under = ground[column : column + across, row : row + down]
            if not (under & covered).any():
                return column, row
    raise ValueError(f"no room for a part of {across} by {down} cells")
