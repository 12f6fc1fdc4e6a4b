"""The overview of a graph that is too large for one page: its parts, and what ties them.

Parts are communities (see `kg.view.communities`); each has a page of its own. The largest are drawn
as circles, so that the picture says who and what the graph is about before anything is opened.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import networkx as nx

from kg.view.content import Json
from kg.view.nodes import NodeKind
from kg.view.picture import WIDE, Box, cut, lay_out
from kg.view.ties import STRENGTH

ACTORS = (NodeKind.PERSON, NodeKind.ORGANIZATION, NodeKind.GROUP, NodeKind.DOCUMENT)
MOST_DRAWN = 48
"""How many parts the picture shows at most, the largest; the table beside it has all."""
_LEADING = 3
"""How many of a part's people and others stand for it."""
_PAIRS = 5
"""How many of the ties between two parts are named."""
_SMALLEST, _LARGEST = 14, 60
"""The radius of the circle of an empty part, and of that of the largest."""
_SHORT = 60
"""Letters of a statement that stand for it where a tie is named."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """What ties two parts, by their places: how often what of one leads to what of the other."""

    source: str
    target: str
    pairs: Mapping[tuple[str, str], int]

    @property
    def count(self) -> int:
        """How many places in articles say so."""
        return sum(self.pairs.values())

    @property
    def weight(self) -> float:
        """How much it pulls its ends together."""
        return sqrt(self.count)


def name(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> str:
    """Return what a part is called: its leading people and others, or else what else leads."""
    return ", ".join(_leading(graph, nodes))


def _leading(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> list[str]:
    """Return the names of the weightiest; who has no name comes after all who have, things last."""

    def rank(node: str) -> tuple[bool, bool, float, str]:
        data = graph.nodes[node]
        return (data["kind"] not in ACTORS, bool(data.get("anonymous")), -_weight(data), node)

    ranked = sorted(nodes, key=rank)[:_LEADING]
    actors = [node for node in ranked if graph.nodes[node]["kind"] in ACTORS]
    return [_label(graph, node) for node in actors or ranked[:1]]


def _weight(data: Mapping[str, object]) -> float:
    return float(str(data.get("weight", 0))) + float(str(data.get("experienced", 0)))


def _label(graph: nx.MultiDiGraph, node: str) -> str:
    data = graph.nodes[node]
    label = str(data["label"])
    if data["kind"] != NodeKind.STATEMENT:
        return label
    return f"“{label if len(label) <= _SHORT else label[:_SHORT].rsplit(' ', 1)[0] + ' …'}”"


def overview(
    graph: nx.MultiDiGraph, parts: Sequence[Sequence[str]], files: Sequence[str]
) -> tuple[list[Json], list[Json]]:
    """Return the parts, each with its page and, if it is drawn, its place; and their bridges."""
    part_of = {node: number for number, nodes in enumerate(parts) for node in nodes}
    bridges = _bridges(graph, part_of)
    places = _places(graph, parts, bridges)
    return (
        [
            _part(graph, nodes, file, places.get(str(number), {}))
            for number, (nodes, file) in enumerate(zip(parts, files, strict=True))
        ],
        [_bridge(graph, bridge, part_of) for bridge in bridges],
    )


def _part(graph: nx.MultiDiGraph, nodes: Sequence[str], file: str, place: Json) -> Json:
    kinds = Counter(graph.nodes[node]["kind"] for node in nodes)
    return {
        "file": file,
        "name": name(graph, nodes),
        "people": kinds[NodeKind.PERSON],
        "statements": kinds[NodeKind.STATEMENT],
        "events": kinds[NodeKind.EVENT],
        **place,
    }


# --- What ties parts ------------------------------------------------------------------------------


def _bridges(graph: nx.MultiDiGraph, part_of: Mapping[str, int]) -> list[Bridge]:
    """Return what ties two parts, the strongest first, each pair of parts once."""
    found: defaultdict[tuple[int, int], Counter[tuple[str, str]]] = defaultdict(Counter)
    for source, target, kind in graph.edges(data="kind"):
        if kind in STRENGTH and source in part_of and target in part_of:
            ends = part_of[source], part_of[target]
            if ends[0] != ends[1]:
                found[min(ends), max(ends)][source, target] += 1
    bridges = [Bridge(str(one), str(other), pairs) for (one, other), pairs in found.items()]
    return sorted(bridges, key=lambda one: (-one.count, int(one.source), int(one.target)))


def _bridge(graph: nx.MultiDiGraph, bridge: Bridge, part_of: Mapping[str, int]) -> Json:
    """Return a bridge with the pairs that tie it most; `part` has a pair on its page."""
    ends = int(bridge.source), int(bridge.target)
    ranked = sorted(bridge.pairs, key=lambda pair: (-bridge.pairs[pair], pair))
    pairs = [
        {"ids": pair, "names": [_label(graph, end) for end in pair], "part": part_of[pair[0]]}
        for pair in ranked[:_PAIRS]
    ]
    return {"from": ends[0], "to": ends[1], "count": bridge.count, "pairs": pairs}


# --- Where parts stand ----------------------------------------------------------------------------


def _places(
    graph: nx.MultiDiGraph, parts: Sequence[Sequence[str]], bridges: Iterable[Bridge]
) -> dict[str, Json]:
    """Return the circle, the label and the place of each part that is drawn, by its number."""
    drawn = parts[:MOST_DRAWN]
    largest = max(map(len, drawn), default=1)
    boxes = {
        str(number): Box(
            round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(len(nodes) / largest)),
            tuple(map(cut, _leading(graph, nodes))),
        )
        for number, nodes in enumerate(drawn)
    }
    places = lay_out(boxes, bridges, WIDE.aspect)
    return {
        number: {"x": x, "y": y, "size": boxes[number].size, "lines": boxes[number].lines}
        for number, (x, y) in places.items()
    }
