"""GraphML, GEXF and CSV: nothing lost, nothing that a reader chokes on or takes for a formula."""

import csv
import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from view_stories import hostile, post, story

from kg.evaluate.crowd import crowd
from kg.model import Resolution
from kg.view.interchange import write_edges_csv, write_gexf, write_graphml, write_nodes_csv
from kg.view.network import Drawing, network


def binary(write: Callable[[Any, Any], None], graph: Any) -> bytes:
    out = io.BytesIO()
    write(graph, out)
    return out.getvalue()


def rows(write: Callable[[nx.MultiDiGraph, Any], None], graph: nx.MultiDiGraph) -> list[Any]:
    out = io.StringIO(newline="")
    write(graph, out)
    out.seek(0)
    return list(csv.DictReader(out))


def test_graphml_gives_the_graph_back() -> None:
    graph = network(*story())
    read = nx.read_graphml(io.BytesIO(binary(write_graphml, graph)), force_multigraph=True)
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    expected = {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)}
    assert {key: (a, b, d) for a, b, key, d in read.edges(keys=True, data=True)} == expected


def test_gexf_has_labels_weights_kinds_and_dates() -> None:
    graph = network(*story())
    written = binary(write_gexf, graph)
    read = nx.read_gexf(io.BytesIO(written), version="1.3")
    assert len(read) == len(graph)
    assert read.number_of_edges() == graph.number_of_edges()
    assert read.nodes["person/zoe"]["label"] == "Zoë Lindqvist"
    assert read.nodes["person/zoe"]["kind"] == "person"
    assert b'mode="dynamic"' in written
    assert b'start="2024-03-14"' in written
    assert b'weight="' in written


def test_csv_has_a_row_for_each() -> None:
    graph = network(*story())
    nodes, edges = rows(write_nodes_csv, graph), rows(write_edges_csv, graph)
    assert [row["id"] for row in nodes] == list(graph)
    assert len(edges) == graph.number_of_edges()
    sentences = {row["sentence"] for row in edges if row["kind"] == "experienced"}
    assert any("was rescued from Lake Ammer" in sentence for sentence in sentences)


@pytest.mark.parametrize("words", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\tx"])
def test_csv_cells_are_no_formulas(words: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", kind="person", label=words, weight=-2)
    (row,) = rows(write_nodes_csv, graph)
    assert row["label"] == f"'{words}"
    assert row["weight"] == "-2"


def test_what_xml_cannot_hold_is_replaced() -> None:
    text = post().article.text.replace("rescued", "res\x00ed\ud800")
    graph = nx.MultiDiGraph()
    graph.add_node("n", kind="person", label=text, weight=1)
    for write in (write_graphml, write_gexf):
        assert "res\ufffded\ufffd" in binary(write, graph).decode()


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_hostile_words_stay_words(write: Callable[[nx.MultiDiGraph, Any], None]) -> None:
    written = binary(write, network(*hostile()))
    assert b"<script" not in written
    assert b"<img" not in written


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_same_graph_same_bytes(write: Callable[[nx.MultiDiGraph, Any], None]) -> None:
    assert binary(write, network(*story())) == binary(write, network(*story()))


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_an_empty_graph_is_written(write: Callable[[nx.MultiDiGraph, Any], None]) -> None:
    assert binary(write, network((), Resolution())).startswith(b"<?xml")


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_a_stream_is_written_as_the_graph_is(write: Callable[[Any, Any], None]) -> None:
    """What is not held in memory comes out the same, edge by edge, and the same each time."""
    findings, resolution = crowd(1, 4)
    streams = [binary(write, Drawing(findings, resolution)) for _ in range(2)]
    assert streams[0] == streams[1]
    read = nx.read_graphml if write is write_graphml else nx.read_gexf
    whole = binary(write, network(findings, resolution))
    one, other = (read(io.BytesIO(data)) for data in (streams[0], whole))
    assert nx.utils.graphs_equal(one, other)
    assert one.number_of_edges()
