"""Findings and their resolution as one networkx graph, for people to look at and to take along.

Nodes are people, organizations, groups, places, documents, statements, events, articles and primary
sources (`NodeKind`). Every edge is one place in one article (`EdgeKind`), so that parallel edges
are further evidence. All attributes are strings, numbers or booleans; all nodes of one kind have
the same ones, and so have all edges. Offsets count code points in the article's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import networkx as nx

from kg.model import Findings, Resolution
from kg.view.edges import Edge, EdgeKind, edges
from kg.view.nodes import NodeKind, Nodes

_ALWAYS = (NodeKind.PERSON, NodeKind.ARTICLE)
"""Kinds of nodes that stand in the graph even where nothing is said by, of or about them."""


def network(findings: Sequence[Findings], resolution: Resolution) -> nx.MultiDiGraph:
    """Return the graph of `findings` under `resolution`; the same input gives the same graph.

    Entities other than people are nodes only where they say something, are spoken of, or have a
    part in an event.
    """
    nodes = Nodes(findings, resolution)
    found = sorted(_unique(edges(nodes, resolution)), key=_order)
    connected = {
        end for edge in found if edge.kind is not EdgeKind.MENTIONED_IN for end in _ends(edge)
    }
    graph = nx.MultiDiGraph()
    for node, attributes in nodes.attributes():
        if node in connected or attributes["kind"] in _ALWAYS:
            graph.add_node(node, **attributes)
    for edge in found:
        if edge.source in graph and edge.target in graph:
            graph.add_edge(edge.source, edge.target, key=edge.id, **edge.attributes())
    _measure(graph)
    return graph


def _unique(found: Iterable[Edge]) -> list[Edge]:
    """Return each edge once: a part in an event may be found twice in one article."""
    return list({edge.id: edge for edge in found}.values())


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.source, edge.target


_KINDS = tuple(EdgeKind)


def _order(edge: Edge) -> tuple[int, str, str, str]:
    return _KINDS.index(edge.kind), edge.source, edge.target, edge.id


# --- How much there is to each node ---------------------------------------------------------------

_COUNTED = {EdgeKind.SAID: "said", EdgeKind.EXPERIENCED: "experienced"}


def _measure(graph: nx.MultiDiGraph) -> None:
    """Count what each node said and lived through, and in how many articles and outlets it stands.

    `weight` is what a picture may size a node by: the statements and events of an entity, the
    articles that carry a statement or report an event.
    """
    articles: defaultdict[str, set[str]] = defaultdict(set)
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    done: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for source, target, edge in graph.edges(data=True):
        for end in (source, target) if edge.get("article") else ():
            articles[end].add(edge["article"])
            outlets[end].add(edge["outlet"])
        if edge["kind"] in _COUNTED:
            done[_COUNTED[EdgeKind(edge["kind"])], source].add(target)
    for id_, node in graph.nodes(data=True):
        said, experienced = (len(done[what, id_]) for what in _COUNTED.values())
        node["articles"], node["outlets"] = len(articles[id_]), len(outlets[id_])
        if node["kind"] in (NodeKind.STATEMENT, NodeKind.EVENT):
            node["weight"] = node["articles"]
        else:
            node |= {"said": said, "experienced": experienced, "weight": said + experienced}
