"""What the picture draws between two nodes: one tie, however many edges of the graph it rests on.

Statements are folded into their speakers: who said something that tells of an event or speaks of
somebody is tied to that event or person. The ties of the statements themselves are there as well,
for when a statement is opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import networkx as nx

from kg.view.edges import EdgeKind

FOLDED: Mapping[EdgeKind, str] = {
    # of a statement: what it makes of its speaker
    EdgeKind.TELLS_OF: "told of",
    EdgeKind.SPEAKS_OF: "spoke of",
    EdgeKind.ADDRESSED_TO: "spoke to",
}
STRENGTH: Mapping[str, float] = {
    # kind of a tie, strongest first: how much it pulls its ends together
    EdgeKind.EXPERIENCED: 3.0,
    EdgeKind.ROLE: 2.0,
    FOLDED[EdgeKind.TELLS_OF]: 1.5,
    EdgeKind.RELATED: 1.5,
    FOLDED[EdgeKind.SPEAKS_OF]: 0.5,
    FOLDED[EdgeKind.ADDRESSED_TO]: 0.5,
    EdgeKind.POSSIBLY_SAME: 0.5,
    EdgeKind.SAID: 0.0,
    EdgeKind.NOT_SAID: 0.0,
    EdgeKind.POSSIBLY_SAID: 0.0,
    EdgeKind.TELLS_OF: 0.0,
    EdgeKind.SPEAKS_OF: 0.0,
    EdgeKind.ADDRESSED_TO: 0.0,
    EdgeKind.WITHIN: 0.0,
}
"""Ties of weight 0 have a statement at one end and are drawn only where that is opened."""

_SPEAKS = (EdgeKind.SAID, EdgeKind.NOT_SAID)


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties `source` to `target`: the ids of the graph's edges, by kind of tie."""

    source: str
    target: str
    edges: Mapping[str, tuple[str, ...]]

    @property
    def weight(self) -> float:
        """How much the tie pulls its ends together; 0 where one of them is a statement."""
        return sum(STRENGTH[kind] * sqrt(len(found)) for kind, found in self.edges.items())


def ties(graph: nx.MultiDiGraph) -> tuple[Tie, ...]:
    """Return all ties, in order of their ends."""
    found: defaultdict[tuple[str, str], defaultdict[str, dict[str, None]]]
    found = defaultdict(lambda: defaultdict(dict))
    for source, target, kind, edge in _drawn(graph):
        if source != target:
            found[source, target][kind][edge] = None
    return tuple(
        Tie(source, target, {kind: tuple(kinds[kind]) for kind in STRENGTH if kind in kinds})
        for (source, target), kinds in sorted(found.items())
    )


def _drawn(graph: nx.MultiDiGraph) -> Iterator[tuple[str, str, str, str]]:
    """Yield source, target, kind and edge of whatever a tie rests on."""
    for source, target, key, kind in graph.edges(keys=True, data="kind"):
        if kind in STRENGTH:
            yield source, target, kind, key
        if kind in FOLDED:
            for speaker in _speakers(graph, source):
                yield speaker, target, FOLDED[EdgeKind(kind)], key


def _speakers(graph: nx.MultiDiGraph, statement: str) -> Iterable[str]:
    edges = graph.in_edges(statement, data="kind")
    return sorted({source for source, _, kind in edges if kind in _SPEAKS})
