"""Communities of a graph that is too large for one page: who and what belongs together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import networkx as nx

from kg.view.nodes import NodeKind

SEED = 7
_CARRIERS = (NodeKind.ARTICLE, NodeKind.SOURCE)
_SMALL = 40
"""Communities of fewer nodes share a page."""


def communities(graph: nx.MultiDiGraph, most: int) -> Sequence[Sequence[str]]:
    """Return the graph's nodes but articles and sources in communities, the largest first.

    What hangs together is a community; where it has more than `most` nodes, it is parted by the
    Louvain method (Blondel et al. 2008) with a fixed seed, and what is still too large is cut.
    Small ones are put together.
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
    groups = _packed(sorted(found, key=lambda part: (-len(part), part)), most)
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


def _packed(parts: Sequence[Sequence[int]], most: int) -> list[list[int]]:
    """Return the parts, small ones together and large ones cut, each of at most `most` nodes."""
    groups: list[list[int]] = []
    small: list[int] = []
    for part in parts:
        if len(part) >= _SMALL:
            groups += [list(part[at : at + most]) for at in range(0, len(part), most)]
        elif len(small) + len(part) > most:
            groups, small = [*groups, small], list(part)
        else:
            small += part
    return [*groups, small] if small else groups


def with_neighbours(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> set[str]:
    """Return the nodes and those that their edges lead to, so that no edge is lost."""
    found = set(nodes)
    return found.union(*(graph.successors(node) for node in sorted(found)))
