"""A graph published to real servers: there is what is here, and what was here no longer is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from pyoxigraph import Literal, NamedNode, Quad
from store_samples import article, graph_of

from kg.errors import StoreError
from kg.folder import OutputFolder
from kg.publish import publish_to
from kg.query import named_queries
from kg.query.run import run
from kg.store import LocalStore, Mirrored, mirror, open_remote, open_store, read_store
from kg.store import remote as module
from kg.store.remote import CutError, Endpoints
from tests.query import gold_graph

pytestmark = pytest.mark.enable_socket  # servers on this machine


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between here and here, no pauses."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"WITNESS_STORE_{name}", raising=False)
    monkeypatch.setattr(module, "PAUSE", 0.0)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    return read_store(gold_graph.build(tmp_path_factory.mktemp("gold") / "store"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with servers.oxigraph() as address:
        yield address


@pytest.fixture
def empty(address: str) -> str:
    with open_remote(address) as there:
        for graph in there.graphs():
            there.remove(graph)
    return address


def test_a_server_answers_as_the_folder_does(gold: LocalStore, empty: str) -> None:
    with open_remote(empty) as there:
        done = mirror(gold, there)
        assert done == Mirrored(written=len(gold.graphs()), same=0, removed=0)
        assert there.counts() == gold.counts()
        for query in named_queries():
            assert run(there, query.text) == run(gold, query.text), query.name
        assert mirror(gold, there) == Mirrored(0, len(gold.graphs()), 0)


class _Breaking:
    """A store that breaks off after so many graphs."""

    def __init__(self, store: object, after: int) -> None:
        self._store, self._left = store, after

    def put(self, *arguments: object) -> bool:
        if not self._left:
            raise StoreError("the line is dead")
        self._left -= 1
        return self._store.put(*arguments)  # type: ignore[attr-defined, no-any-return]


def test_what_broke_off_goes_on_where_it_was(gold: LocalStore, empty: str) -> None:
    with open_remote(empty) as there:
        with pytest.raises(StoreError, match="the line is dead"):
            mirror(gold, _Breaking(there, 5))  # type: ignore[arg-type]
        assert len(there.graphs()) == 5
        assert set(there.graphs()) <= set(gold.graphs()), "whole graphs only"
        assert mirror(gold, there) == Mirrored(len(gold.graphs()) - 5, 5, 0)
        assert there.counts() == gold.counts()


def built(folder: Path, *names: str) -> OutputFolder:
    """An output folder as far as publishing looks at it."""
    place = OutputFolder(folder, "x")
    folder.mkdir(exist_ok=True)
    with open_store(place.store) as store:
        for graph in store.graphs():
            store.remove(graph)
        for name in names:
            store.put(graph_of(name), article(name, "words"))
    place.write_manifest({}, [])
    return place


def test_what_is_taken_back_here_is_taken_back_there(tmp_path: Path, empty: str) -> None:
    folder = tmp_path / "out"
    built(folder, "a", "b")
    assert publish_to(folder, empty) == Mirrored(2, 0, 0)
    built(folder, "b", "c")
    assert publish_to(folder, empty) == Mirrored(1, 1, 1)
    with open_remote(empty) as there:
        assert there.graphs() == (graph_of("b"), graph_of("c"))


def test_what_others_put_there_is_left_alone(tmp_path: Path, empty: str) -> None:
    built(tmp_path / "one", "a", "b")
    built(tmp_path / "other", "c")
    publish_to(tmp_path / "one", empty)
    publish_to(tmp_path / "other", empty)
    built(tmp_path / "one", "a")
    publish_to(tmp_path / "one", empty)
    with open_remote(empty) as there:
        assert there.graphs() == (graph_of("a"), graph_of("c"))


@pytest.mark.parametrize(
    ("url", "queries", "graphs"),
    [
        ("http://a.example/", "http://a.example/query", "http://a.example/store"),
        ("oxigraph+http://a.example", "http://a.example/query", "http://a.example/store"),
        ("fuseki+http://a.example/ds", "http://a.example/ds/query", "http://a.example/ds/data"),
        ("rdf4j+https://a.example/repositories/r", "https://a.example/repositories/r",
         "https://a.example/repositories/r/rdf-graphs/service"),
        ("virtuoso+http://a.example:8890", "http://a.example:8890/sparql",
         "http://a.example:8890/sparql-graph-crud"),
    ],
)  # fmt: skip
def test_each_kind_of_server_has_its_own_paths(url: str, queries: str, graphs: str) -> None:
    found = Endpoints.of(url)
    assert (found.queries, found.graphs) == (queries, graphs)


# --- Virtuoso -------------------------------------------------------------------------------------

NOT_FOR_VIRTUOSO = ("what-they-lived-through",)  # “Internal Optimized compiler error”
"""Shipped questions that Virtuoso 7.2.5 cannot answer."""


@pytest.mark.slow
@pytest.mark.skipif(servers.VIRTUOSO is None, reason="Virtuoso is not installed")
def test_virtuoso_holds_the_same(
    gold: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digest access, another layout, and what it cannot do told instead of hidden."""
    monkeypatch.setattr(module, "TIMEOUT", 120.0)
    with servers.virtuoso(tmp_path) as address:
        monkeypatch.setenv("WITNESS_STORE_USER", "dba")
        monkeypatch.setenv("WITNESS_STORE_PASSWORD", "wrong")
        with pytest.raises(StoreError, match="refuses access"):
            open_remote(address)
        monkeypatch.setenv("WITNESS_STORE_PASSWORD", "dba")
        with open_remote(address) as there:
            done = mirror(gold, there)
            assert done.written == len(gold.graphs())
            assert set(gold.graphs()) <= set(there.graphs())
            for graph in gold.articles():
                assert list(there.quads(graph)) == list(gold.quads(graph))
            for query in named_queries():
                if query.name not in NOT_FOR_VIRTUOSO:
                    found, expected = (
                        sorted(map(str, run(each, query.text).rows))  # type: ignore[union-attr]
                        for each in (there, gold)
                    )
                    assert found == expected, query.name
            with pytest.raises(SyntaxError):
                there.query("SELECT * {")
            big = NamedNode("urn:big")
            quads = [Quad(NamedNode(f"urn:{n}"), big, Literal(n), big) for n in range(25_001)]
            assert there.put(big, quads)
            assert set(there.quads(big)) == set(quads)
            assert not there.put(big, quads), "compared whole, though it gives 10,000 at once"
            assert there.put(big, quads[1:])
            with pytest.raises(CutError, match="the first 10000 rows alone"):
                there.query("SELECT * { GRAPH <urn:big> { ?s ?p ?o } }")
            assert there.remove(big)
            again = mirror(gold, there, before=[*(g.value for g in gold.graphs())])
            assert again.removed == 0
            assert again.same >= len(gold.articles())
