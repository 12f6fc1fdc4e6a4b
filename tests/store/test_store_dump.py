import io
import logging
import random
import xml.dom.minidom
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.compare import isomorphic
from store_samples import DATA, KG, NASTY, PREFIXES, TEXT, article, graph_of

from kg.store import FORMATS, LocalStore, Store, dump, dump_to, open_store

READABLE = tuple(text for text in NASTY if "\0" not in text and "￾" not in text)
XSD = "http://www.w3.org/2001/XMLSchema#"


def dumped(store: Store, format: str, prefixes: dict[str, str] | None = None) -> bytes:
    output = io.BytesIO()
    dump(output, store, format, prefixes=PREFIXES if prefixes is None else prefixes)
    return output.getvalue()


def typed(graph: NamedNode) -> list[Quad]:
    subject = NamedNode(f"{DATA}typed")
    values = [
        Literal("0.9", datatype=NamedNode(XSD + "decimal")),
        Literal(7),
        Literal("2020-09", datatype=NamedNode(XSD + "gYearMonth")),
        Literal("2020-09~", datatype=NamedNode("http://id.loc.gov/datatypes/edtf")),
        Literal("hello", language="en"),
        NamedNode("https://example.org/a(b)_c%20d?e=f&g#h'i"),
    ]
    return [Quad(subject, NamedNode(f"{KG}value"), value, graph) for value in values]


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    store = open_store(tmp_path / "store")
    store.put(graph_of("a"), [*article("a", *READABLE), *typed(graph_of("a"))])
    store.put(graph_of("b"), [*article("b", "x"), *typed(graph_of("b"))])
    return store


@pytest.fixture(scope="module")
def equals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[LocalStore]]:
    """Stores of the same content that have come by it in different ways."""
    stores = [open_store(tmp_path_factory.mktemp("equal") / "store") for _ in range(4)]
    for seed, store in enumerate(stores):
        turn = random.Random(seed)
        names = ["a", "b", "c"]
        turn.shuffle(names)
        for name in names:
            quads = article(name, *READABLE)
            turn.shuffle(quads)
            store.put(graph_of(name), quads[: len(quads) // 2])
            store.put(graph_of(name), quads)
        store.put(graph_of("d"), article("d", "gone"))
        store.remove(graph_of("d"))
    yield stores
    for store in stores:
        store.close()


@pytest.mark.parametrize("format", FORMATS)
def test_equal_content_gives_equal_bytes_whatever_the_order(
    equals: list[LocalStore], format: str
) -> None:
    assert len({dumped(store, format) for store in equals}) == 1


@pytest.mark.parametrize("format", ["trig", "nq", "jsonld"])
def test_formats_with_named_graphs_give_the_store_back(store: LocalStore, format: str) -> None:
    back = set(pyoxigraph.parse(dumped(store, format), FORMATS[format]))
    assert back == {quad for graph in store.graphs() for quad in store.quads(graph)}


@pytest.mark.parametrize("format", ["ttl", "nt", "rdfxml"])
def test_formats_without_named_graphs_keep_every_triple(store: LocalStore, format: str) -> None:
    back = [quad.triple for quad in pyoxigraph.parse(dumped(store, format), FORMATS[format])]
    assert len(back) == len(set(back))
    assert set(back) == set(store.triples())


RDFLIB = {"ttl": "turtle", "nt": "nt", "rdfxml": "xml", "trig": "trig", "nq": "nquads"}


# rdflib warns of its own attributes
@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).*is deprecated:DeprecationWarning")
@pytest.mark.parametrize("format", RDFLIB)
def test_another_library_reads_the_same(store: LocalStore, format: str) -> None:
    expected = rdflib.Graph().parse(data=dumped(store, "nt"), format="nt")
    found = rdflib.Graph()
    for triple in rdflib.Dataset(default_union=True).parse(
        data=dumped(store, format), format=RDFLIB[format]
    ):
        found.add(triple[:3])
    assert len(found) == len(list(store.triples()))
    assert isomorphic(found, expected)


@pytest.mark.parametrize("format", ["ttl", "trig"])
def test_prefixes_are_declared_in_order_and_used(store: LocalStore, format: str) -> None:
    lines = dumped(store, format).decode().splitlines()
    names = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert names == sorted(f"{name}:" for name in PREFIXES)
    assert "kg:Quotation" in "".join(lines)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store_is_written_too(tmp_path: Path, format: str) -> None:
    with open_store(tmp_path / "store") as store:
        assert list(pyoxigraph.parse(dumped(store, format), FORMATS[format])) == []
        assert list(pyoxigraph.parse(dumped(store, format, {}), FORMATS[format])) == []


def test_xml_says_what_it_cannot_hold_and_stays_xml(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(tmp_path / "store") as store:
        store.put(graph_of("a"), article("a", *NASTY))
        with caplog.at_level(logging.WARNING):
            written = dumped(store, "rdfxml")
    assert "U+FFFD" in caplog.text
    xml.dom.minidom.parseString(written)  # noqa: S318 - our own bytes
    texts = {q.object.value for q in pyoxigraph.parse(written, FORMATS["rdfxml"])}
    assert "control \ufffd \ufffd\ufffd\ufffd" in texts
    assert "tab\tline\nreturn\rquote\"'backslash\\" in texts


def test_the_other_formats_hold_every_character(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.put(graph_of("a"), article("a", *NASTY))
        for name in FORMATS.keys() - {"rdfxml"}:
            quads = pyoxigraph.parse(dumped(store, name), FORMATS[name])
            assert {q.object.value for q in quads if q.predicate == TEXT} == set(NASTY)


def test_a_text_that_looks_like_a_header_stays_where_it_is(tmp_path: Path) -> None:
    texts = ("@prefix z: <urn:z> .\n@prefix a: <urn:a> .\n", '<rdf:RDF xmlns:z="z" xmlns:a="a">')
    with open_store(tmp_path / "store") as store:
        store.put(graph_of("a"), article("a", *texts))
        for name, rdf in FORMATS.items():
            for prefixes in ({}, PREFIXES):
                quads = pyoxigraph.parse(dumped(store, name, prefixes), rdf)
                assert {q.object.value for q in quads if q.predicate == TEXT} == set(texts)


def test_an_unknown_format_is_named_with_the_known_ones(store: LocalStore) -> None:
    with pytest.raises(ValueError, match=r"'pdf'; there are ttl, trig, nt, nq, jsonld, rdfxml"):
        dump(io.BytesIO(), store, "pdf")


def test_a_file_is_written_whole_or_not_at_all(store: LocalStore, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    dump_to(path, store, "ttl", prefixes=PREFIXES)
    whole = path.read_bytes()
    assert whole == dumped(store, "ttl")
    store.close()
    with pytest.raises(Exception, match="closed"):
        dump_to(path, store, "ttl")
    assert path.read_bytes() == whole
