"""Findings and their resolution as one networkx graph, for people to look at and to take along.

Nodes are people, organizations, groups, places, documents, statements, events, articles and primary
sources (`NodeKind`). Every edge is one place in one article (`EdgeKind`), so that parallel edges
are further evidence. All attributes are strings, numbers or booleans; all nodes of one kind have
the same ones, and so have all edges. Offsets count code points in the article's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import networkx as nx

from kg.model import Findings, Resolution
from kg.view.edges import Edge, EdgeKind, edges
from kg.view.nodes import NodeKind, Nodes, Scalar, article_id, outlet

_ALWAYS = (NodeKind.PERSON, NodeKind.ARTICLE)
"""Kinds of nodes that stand in the graph even where nothing is said by, of or about them."""


def network(findings: Sequence[Findings], resolution: Resolution) -> nx.MultiDiGraph:
    """Return the graph of `findings` under `resolution`; the same input gives the same graph.

    Entities other than people are nodes only where they say something, are spoken of, or have a
    part in an event.
    """
    drawing = Drawing(findings, resolution)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(drawing.nodes())
    graph.add_edges_from(drawing.edges())
    return graph


class Drawing:
    """What `network` gives, as a stream: what an edge carries is made when it is asked for.

    Most of a graph are its edges, with their sentences; here they are held as their places alone.
    Without `sentences` an edge has the words of its finding and none around them.
    """

    def __init__(
        self, findings: Sequence[Findings], resolution: Resolution, *, sentences: bool = True
    ) -> None:
        self._left_out = {} if sentences else {"sentence": ""}
        nodes = Nodes(findings, resolution)
        found = sorted(_unique(edges(nodes, resolution)), key=_order)
        connected = {
            end for edge in found if edge.kind is not EdgeKind.MENTIONED_IN for end in _ends(edge)
        }
        self._nodes = {
            node: attributes
            for node, attributes in nodes.attributes()
            if node in connected or attributes["kind"] in _ALWAYS
        }
        self._edges = tuple(
            edge for edge in found if edge.source in self._nodes and edge.target in self._nodes
        )
        _measure(self._nodes, self._edges)

    def nodes(self) -> Iterator[tuple[str, dict[str, Scalar]]]:
        """Yield each node with what it carries."""
        yield from self._nodes.items()

    def edges(self) -> Iterator[tuple[str, str, str, dict[str, Scalar]]]:
        """Yield each edge: its source, its target, its key, and what it carries."""
        for edge in self._edges:
            yield edge.source, edge.target, edge.id, {**edge.attributes(), **self._left_out}


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


def _measure(nodes: Mapping[str, dict[str, Scalar]], found: Iterable[Edge]) -> None:
    """Count what each node said and lived through, and in how many articles and outlets it stands.

    `weight` is what a picture may size a node by: the statements and events of an entity, the
    articles that carry a statement or report an event.
    """
    articles: defaultdict[str, set[str]] = defaultdict(set)
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    done: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in found:
        if edge.article:
            for end in _ends(edge):
                articles[end].add(article_id(edge.article))
                outlets[end].add(outlet(edge.article))
        if edge.kind in _COUNTED:
            done[_COUNTED[edge.kind], edge.source].add(edge.target)
    for id_, node in nodes.items():
        said, experienced = (len(done[what, id_]) for what in _COUNTED.values())
        node["articles"], node["outlets"] = len(articles[id_]), len(outlets[id_])
        if node["kind"] in (NodeKind.STATEMENT, NodeKind.EVENT):
            node["weight"] = node["articles"]
        else:
            node |= {"said": said, "experienced": experienced, "weight": said + experienced}
