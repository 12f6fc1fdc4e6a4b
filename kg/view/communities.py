"""Communities of a graph that is too large for one page: who and what belongs together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import heapify, heappop, heappush

import networkx as nx

from kg.view.nodes import NodeKind

SEED = 7
_CARRIERS = (NodeKind.ARTICLE, NodeKind.SOURCE)
_SHARE = 4
"""Communities share a page of up to one in so many of the nodes that it could hold: few pages are
sooner looked through than many, and sooner made and opened than full ones."""


def communities(graph: nx.MultiDiGraph, most: int) -> Sequence[Sequence[str]]:
    """Return the graph's nodes but articles and sources in communities, the largest first.

    What hangs together is a community; where it has more than `most` nodes, it is parted by the
    Louvain method (Blondel et al. 2008) with a fixed seed, and what is still too large is cut.
    Small ones are put together, first those that are tied to each other.
    """
    nodes = [node for node, kind in graph.nodes(data="kind") if kind not in _CARRIERS]
    places = {node: place for place, node in enumerate(sorted(nodes))}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(places)))
    for source, target in graph.edges():
        if source in places and target in places:
            _heavier(plain, places[source], places[target])
    names = sorted(nodes)
    found = [sorted(part) for whole in _components(plain) for part in _parted(plain, whole, most)]
    room = max(1, most // _SHARE)
    joined = _joined(plain, found, room)
    groups = _packed(sorted(joined, key=lambda part: (-len(part), part)), most, room)
    return [[names[place] for place in group] for group in groups]


def _components(plain: nx.Graph) -> list[list[int]]:
    return sorted(sorted(nodes) for nodes in nx.connected_components(plain))


def _parted(plain: nx.Graph, nodes: list[int], most: int) -> Iterable[Collection[int]]:
    if len(nodes) <= most:
        return [nodes]
    inside = nx.Graph()
    inside.add_nodes_from(nodes)
    inside.add_edges_from(plain.edges(nodes, data=True))
    return [set(part) for part in nx.community.louvain_communities(inside, seed=SEED)]


def _heavier(plain: nx.Graph, one: int, other: int) -> None:
    before = plain.get_edge_data(one, other, {"weight": 0})["weight"]
    plain.add_edge(one, other, weight=before + 1)


def _joined(plain: nx.Graph, parts: Sequence[Sequence[int]], room: int) -> list[list[int]]:
    """Put parts, the smallest first, to the part that they are tied to most and have room with."""
    held = {number: list(part) for number, part in enumerate(parts)}
    ties = _ties(plain, parts)
    waiting = [(len(part), number) for number, part in held.items()]
    heapify(waiting)
    while waiting:
        size, number = heappop(waiting)
        if len(held.get(number, ())) != size:
            continue
        near = [other for other in ties[number] if size + len(held[other]) <= room]
        if near:
            other = max(near, key=lambda each: (ties[number][each], -each))
            held[other] += held.pop(number)
            _tie_instead(ties, number, other)
            heappush(waiting, (len(held[other]), other))
    return [sorted(part) for part in held.values()]


def _ties(plain: nx.Graph, parts: Sequence[Sequence[int]]) -> dict[int, Counter[int]]:
    """Return how much each part is tied to others, by their numbers."""
    part_of = {place: number for number, part in enumerate(parts) for place in part}
    found: dict[int, Counter[int]] = {number: Counter() for number in range(len(parts))}
    for source, target, weight in plain.edges(data="weight"):
        one, other = part_of[source], part_of[target]
        if one != other:
            found[one][other] += weight
            found[other][one] += weight
    return found


def _tie_instead(ties: dict[int, Counter[int]], gone: int, kept: int) -> None:
    """Let one part have the ties of another, which is gone."""
    for other, weight in ties.pop(gone).items():
        del ties[other][gone]
        if other != kept:
            ties[kept][other] += weight
            ties[other][kept] += weight


def _packed(parts: Sequence[Sequence[int]], most: int, room: int) -> list[list[int]]:
    """Return the parts, small ones together and large ones cut, each of at most `most` nodes."""
    groups: list[list[int]] = []
    small: list[int] = []
    for part in parts:
        if len(part) > room // 2:
            groups += [list(part[at : at + most]) for at in range(0, len(part), most)]
        elif len(small) + len(part) > room:
            groups, small = [*groups, small], list(part)
        else:
            small += part
    return [*groups, small] if small else groups


def with_neighbours(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> set[str]:
    """Return the nodes and those that their edges lead to, so that no edge is lost."""
    found = set(nodes)
    return found.union(*(graph.successors(node) for node in sorted(found)))
