"""The graph for other programs: GraphML, GEXF (Gephi) and CSV (spreadsheets), written as a stream.

All of them hold every attribute of every node and edge. What XML cannot hold (control characters,
lone surrogates) becomes U+FFFD. The same graph gives the same bytes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO, TypeAlias
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import networkx as nx

from kg.view.network import Drawing
from kg.view.nodes import NodeKind, Scalar

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMULA = re.compile(r"[=+\-@\t\r]")
"""What makes a spreadsheet take a cell for a formula when it begins the cell."""

_GRAPHML_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_GEXF_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}

_GEXF_LOOKS: Mapping[str, tuple[str, str]] = {
    # kind: (colour as on the page, shape)
    NodeKind.PERSON: ("#0072b2", "disc"),
    NodeKind.ORGANIZATION: ("#009e73", "square"),
    NodeKind.GROUP: ("#009e73", "disc"),
    NodeKind.PLACE: ("#8a8a8a", "triangle"),
    NodeKind.DOCUMENT: ("#8a8a8a", "square"),
    NodeKind.EVENT: ("#d55e00", "diamond"),
    NodeKind.STATEMENT: ("#cc79a7", "square"),
}


@dataclass(frozen=True, slots=True)
class _Attribute:
    """One attribute of the nodes or the edges: its name and the type of its values."""

    name: str
    type: type


def _attributes(items: Iterable[Mapping[str, Scalar]]) -> tuple[_Attribute, ...]:
    """Return the attributes of all items, in the order in which they first appear."""
    types: dict[str, type] = {}
    for item in items:
        for name, value in item.items():
            types.setdefault(name, type(value))
    return tuple(_Attribute(name, type_) for name, type_ in types.items())


Node = tuple[str, Mapping[str, Any]]
Edge = tuple[str, str, str, Mapping[str, Any]]
Network: TypeAlias = nx.MultiDiGraph | Drawing
"""A graph, or the stream of one, which is held in memory only in part."""


def _nodes(graph: Network) -> Iterable[Node]:
    return graph.nodes() if isinstance(graph, Drawing) else graph.nodes(data=True)


def _edges(graph: Network) -> Iterable[Edge]:
    return graph.edges() if isinstance(graph, Drawing) else graph.edges(keys=True, data=True)


def _node_attributes(graph: Network) -> tuple[_Attribute, ...]:
    return _attributes(node for _, node in _nodes(graph))


def _edge_attributes(graph: Network) -> tuple[_Attribute, ...]:
    return _attributes(edge for *_, edge in _edges(graph))


class _Xml:
    """Writes elements to a stream in UTF-8."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._out.startDocument()

    def open(self, tag: str, **attributes: Scalar) -> None:
        """Begin an element."""
        values = {name: _plain(value) for name, value in attributes.items()}
        self._out.startElement(tag, AttributesImpl(values))

    def close(self, *tags: str) -> None:
        """End elements, the inner ones first, each at the end of a line."""
        for tag in tags:
            self._out.endElement(tag)
            self._out.ignorableWhitespace("\n")

    def leaf(self, tag: str, text: Scalar = "", **attributes: Scalar) -> None:
        """Write an element that holds text alone."""
        self.open(tag, **attributes)
        if text != "":
            self._out.characters(_plain(text))
        self.close(tag)


def _plain(value: Scalar) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NOT_XML.sub("\ufffd", text)


# --- GraphML --------------------------------------------------------------------------------------


def write_graphml(graph: Network, out: BinaryIO) -> None:
    """Write the graph as GraphML, with every attribute typed."""
    xml = _Xml(out)
    xml.open("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    keys = {"node": _node_attributes(graph), "edge": _edge_attributes(graph)}
    for kind, attributes in keys.items():
        for one in attributes:
            _graphml_key(xml, kind, one)
    xml.open("graph", edgedefault="directed")
    for node, data in _nodes(graph):
        xml.open("node", id=node)
        _graphml_data(xml, "node", data)
        xml.close("node")
    for source, target, key, data in _edges(graph):
        xml.open("edge", id=key, source=source, target=target)
        _graphml_data(xml, "edge", data)
        xml.close("edge")
    xml.close("graph", "graphml")


def _graphml_key(xml: _Xml, kind: str, one: _Attribute) -> None:
    names = {"for": kind, "attr.name": one.name, "attr.type": _GRAPHML_TYPES[one.type]}
    xml.leaf("key", id=f"{kind}-{one.name}", **names)


def _graphml_data(xml: _Xml, kind: str, data: Mapping[str, Scalar]) -> None:
    for name, value in data.items():
        xml.leaf("data", value, key=f"{kind}-{name}")


# --- GEXF -----------------------------------------------------------------------------------------


def write_gexf(graph: Network, out: BinaryIO) -> None:
    """Write the graph as GEXF 1.3: labels, types, weights, dates and colours, as Gephi reads them.

    Articles and what stands in them begin on the day of publication, where that is known, so that
    the timeline works. Parallel edges of one kind add up to their weight.
    """
    xml = _Xml(out)
    names = {"xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
    xml.open("gexf", xmlns="http://gexf.net/1.3", **names)
    xml.open("graph", defaultedgetype="directed", mode="dynamic", timeformat="date")
    nodes = [one for one in _node_attributes(graph) if one.name != "label"]
    edges = [one for one in _edge_attributes(graph) if one.name not in ("label", "weight")]
    _gexf_attributes(xml, "node", nodes)
    _gexf_attributes(xml, "edge", edges)
    xml.open("nodes")
    for node, data in _nodes(graph):
        _gexf_node(xml, node, data, nodes)
    xml.close("nodes")
    xml.open("edges")
    for source, target, key, data in _edges(graph):
        _gexf_edge(xml, {"id": key, "source": source, "target": target}, data, edges)
    xml.close("edges", "graph", "gexf")


def _gexf_attributes(xml: _Xml, kind: str, attributes: Sequence[_Attribute]) -> None:
    names = {"class": kind}
    xml.open("attributes", **names)
    for place, one in enumerate(attributes):
        xml.leaf("attribute", id=place, title=one.name, type=_GEXF_TYPES[one.type])
    xml.close("attributes")


def _gexf_node(
    xml: _Xml, node: str, data: Mapping[str, Any], attributes: Sequence[_Attribute]
) -> None:
    xml.open("node", id=node, label=data["label"], **_start(data))
    _gexf_values(xml, data, attributes)
    colour, shape = _GEXF_LOOKS.get(data["kind"], ("#555555", "disc"))
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    xml.leaf("viz:color", r=red, g=green, b=blue)
    xml.leaf("viz:size", value=float(4 + 2 * min(20, data.get("weight", 0))))
    xml.leaf("viz:shape", value=shape)
    xml.close("node")


def _gexf_edge(
    xml: _Xml,
    ends: Mapping[str, str],
    data: Mapping[str, Any],
    attributes: Sequence[_Attribute],
) -> None:
    about = {name: data[name] for name in ("kind", "label", "weight")}
    xml.open("edge", **ends, **about, **_start(data))
    _gexf_values(xml, data, attributes)
    xml.close("edge")


def _gexf_values(xml: _Xml, data: Mapping[str, Scalar], attributes: Sequence[_Attribute]) -> None:
    xml.open("attvalues")
    for place, one in enumerate(attributes):
        if one.name in data:
            names = {"for": place}
            xml.leaf("attvalue", **names, value=data[one.name])
    xml.close("attvalues")


def _start(data: Mapping[str, Any]) -> dict[str, Scalar]:
    day = _DATE.match(data.get("date", ""))
    return {"start": day[0]} if day else {}


# --- CSV ------------------------------------------------------------------------------------------


def write_nodes_csv(graph: Network, out: TextIO) -> None:
    """Write one row per node; open `out` with `newline=""`.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    attributes = _node_attributes(graph)
    rows = ({"id": node, **data} for node, data in _nodes(graph))
    _write_csv(("id",), attributes, rows, out)


def write_edges_csv(graph: Network, out: TextIO) -> None:
    """Write one row per edge; as `write_nodes_csv`."""
    attributes = _edge_attributes(graph)
    rows = (
        {"id": key, "source": source, "target": target, **data}
        for source, target, key, data in _edges(graph)
    )
    _write_csv(("id", "source", "target"), attributes, rows, out)


def _write_csv(
    first: Sequence[str],
    attributes: Sequence[_Attribute],
    rows: Iterator[Mapping[str, Scalar]],
    out: TextIO,
) -> None:
    columns = (*first, *(one.name for one in attributes))
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column, "")) for column in columns])


def _cell(value: Scalar) -> Scalar:
    if isinstance(value, str):
        value = re.sub("[\ud800-\udfff]", "\ufffd", value)
        return f"'{value}" if _FORMULA.match(value) else value
    return value
