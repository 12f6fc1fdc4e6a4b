import builtins
import datetime as dt
import math
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import LimitError, QueryError, StoreError
from kg.query import Answer, Graph, Limits, Table, Triples, Worker
from kg.query.results import plain
from kg.query.run import run
from kg.store import LocalStore, open_store, read_store

XSD = "http://www.w3.org/2001/XMLSchema#"
PEOPLE = "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name"


# --- The graph ------------------------------------------------------------------------------------


def test_queries_see_all_graphs_as_one_and_each_by_its_name(graph: Graph) -> None:
    (row,) = graph.query("SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article }")
    assert row == {"n": 15}
    named = graph.query("SELECT DISTINCT ?g { GRAPH ?g { ?a a kg:Article } }")
    assert len(named) == 15


def test_values_are_bound_by_keyword(graph: Graph) -> None:
    found = graph.query("SELECT ?p { ?p a schema:Person ; schema:name ?sparql }", sparql="Teo")
    assert len(found) == 1


def test_all_four_forms_are_answered(graph: Graph) -> None:
    assert isinstance(graph.query(PEOPLE), Table)
    assert graph.query("ASK { ?p kg:said ?s }") == Answer(True)
    assert graph.query("ASK { ?p kg:said 'nothing' }") == Answer(False)
    triples = graph.query("CONSTRUCT { ?p kg:said ?s } WHERE { ?p kg:said ?s }")
    assert isinstance(triples, Triples)
    assert list(triples) == sorted(set(triples), key=str)
    iri = NamedNode(graph.people()[0].iri)
    assert isinstance(graph.query("DESCRIBE ?person", person=iri), Triples)


def test_a_query_in_its_own_process_gives_what_it_gives_here(
    graph: Graph, store: LocalStore
) -> None:
    for query in (
        "SELECT * { ?s ?p ?o . ?s schema:text ?o } ORDER BY ?s",
        "SELECT ?t ?x { ?t kg:edtf ?x OPTIONAL { ?t kg:said ?n } } ORDER BY ?t ?x",
        "SELECT * { FILTER(false) }",
        "CONSTRUCT WHERE { ?s kg:exact ?o }",
        "ASK {}",
    ):
        assert graph.query(query) == run(store, query, prefixes=graph.prefixes)


def test_people_come_with_all_their_names(graph: Graph) -> None:
    people = graph.people()
    gideon = next(person for person in people if person.name == "Gideon Vasquez-Thorne")
    assert gideon.names[0] == gideon.name
    assert {"Gid", "Mr Vasquez-Thorne"} <= set(gideon.names)
    assert gideon.articles == 3
    assert gideon.statements > 0
    sums = [person.statements + person.events for person in people]
    assert sums == sorted(sums, reverse=True)
    assert len({person.iri for person in people}) == len(people)


def test_a_shipped_query_takes_its_own_parameters_only(graph: Graph) -> None:
    assert len(graph.ask("who-experienced-what", kind="arrest")) == 1
    with pytest.raises(QueryError, match="no parameter persn; its parameters are person"):
        graph.ask("who-said-what", persn="x")
    with pytest.raises(QueryError, match="no parameter x; it has none"):
        graph.ask("articles", x="x")
    with pytest.raises(QueryError, match="no query is called"):
        graph.ask("who")


# rdflib warns of its own attributes
@pytest.mark.filterwarnings("ignore:Dataset.*is deprecated:DeprecationWarning")
def test_rdflib_gets_the_same_graphs(graph: Graph, store: LocalStore) -> None:
    dataset = graph.to_rdflib()
    assert len(dataset) == store.counts().quads
    names = {str(each.identifier) for each in dataset.graphs() if len(each)}
    assert names == {name.value for name in store.graphs()}
    query = "SELECT (COUNT(*) AS ?n) { ?p <https://w3id.org/witness/ontology#said> ?s }"
    (row,) = dataset.query(query)
    assert [{"n": int(row.n)}] == list(graph.query(query))


@pytest.mark.filterwarnings("ignore:Dataset.*is deprecated:DeprecationWarning")
def test_rdflib_gets_literals_as_they_are(tmp_path: Path) -> None:
    literals = [
        Literal("x", language="en"),
        Literal("2020-09", datatype=NamedNode(XSD + "gYearMonth")),
        Literal("2020-09~", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
        Literal("plain"),
        Literal("1", datatype=NamedNode(XSD + "decimal")),
    ]
    name = NamedNode("urn:g")
    with open_store(tmp_path / "store") as store:
        store.put(name, [Quad(NamedNode("urn:s"), NamedNode("urn:p"), x, name) for x in literals])
    with Graph(read_store, tmp_path / "store") as graph:
        found = set(graph.to_rdflib().objects())
    assert {literal.n3() for literal in found} == {
        '"x"@en',
        f'"2020-09"^^<{XSD}gYearMonth>',
        '"2020-09~"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
        '"plain"',
        f'"1"^^<{XSD}decimal>',
    }
    assert rdflib.Literal("plain") in found


def test_networkx_gets_what_the_graph_was_opened_with(gold_store: Path) -> None:
    with Graph(read_store, gold_store, network=lambda graph: len(graph.people())) as graph:
        assert graph.to_networkx() == len(graph.people())
    with (
        Graph(read_store, gold_store) as graph,
        pytest.raises(QueryError, match=r"use kg\.open_graph"),
    ):
        graph.to_networkx()


def test_pandas_gets_the_edges_with_their_evidence(graph: Graph) -> None:
    frame = graph.to_pandas()
    assert set(frame["edge"]) == {"said", "experienced"}
    assert (frame["end"] > frame["begin"]).all()
    assert {"who", "what", "outlet", "words", "article"} <= set(frame.columns)
    assert list(graph.query(PEOPLE).to_pandas()["name"]) == list(graph.query(PEOPLE).column("name"))


def test_without_pandas_the_remedy_is_told(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def without_pandas(name: str, *rest: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(ImportError, match=r"pip install 'witness-kg\[pandas\]'"):
        graph.to_pandas()


def test_notebooks_show_a_short_table(graph: Graph) -> None:
    shown = graph._repr_html_()
    assert "15 articles" in shown
    assert "<td>Marisol Tveit</td>" in shown
    assert shown.count("<tr>") <= 13


def test_nothing_of_an_article_becomes_markup_in_a_notebook() -> None:
    evil = '<script>alert("x")</script>'
    table = Table((evil,), ((Literal(evil),), (NamedNode("urn:a&b"),), (None,)))
    triples = Triples((Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal(evil)),))
    for shown in (table._repr_html_(), triples._repr_html_()):
        assert "<script" not in shown
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in shown
    long = Table(("n",), tuple((Literal(n),) for n in range(250)))
    assert long._repr_html_().count("<tr>") == 101
    assert "150 more rows" in long._repr_html_()


def test_a_graph_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        Graph(read_store, tmp_path)


# --- The process that runs the queries ------------------------------------------------------------

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"


@pytest.fixture
def worker(gold_store: Path) -> Worker:
    worker = Worker(read_store, gold_store, Limits(rows=10, memory=None))
    yield worker
    worker.close()


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_runs(worker: Worker) -> None:
    for _ in range(2):
        worker.limits = Limits(seconds=0.2, memory=None)
        with pytest.raises(QueryError, match=r"longer than 0\.2 seconds"):
            worker.run(ENDLESS)
        worker.limits = Limits(seconds=None)
    assert worker.run("ASK { ?s ?p ?o }") == Answer(True)


def test_refused_queries_and_too_many_rows_are_told_as_ever(worker: Worker) -> None:
    for query, message in (
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("DROP ALL", "DROP changes the graph"),
        ("SELECT * { ?s ?p ?o }", "more than 10 rows"),
        ("SELECT * { ?s ?p ?o ", "is still to come"),
    ):
        with pytest.raises(QueryError, match=message):
            worker.run(query)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_query_that_needs_too_much_memory_is_ended(gold_store: Path) -> None:
    limits = Limits(seconds=None, rows=None, memory=32 * 2**20)
    worker = Worker(read_store, gold_store, limits)
    with pytest.raises(LimitError, match="more memory than it may take"):
        worker.run("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f")
    assert worker.run("ASK { ?s ?p ?o }") == Answer(True)
    worker.close()


def test_a_store_that_is_missing_is_told_by_the_process_too(tmp_path: Path) -> None:
    worker = Worker(read_store, tmp_path / "none")
    with pytest.raises(StoreError, match="there is no store here"):
        worker.run("ASK {}")
    worker.close()


def test_words_survive_the_way_to_the_process_and_back(gold_store: Path) -> None:
    worker = Worker(read_store, gold_store)
    for words in ("é\t\n\r\"\\'", "\0\x1b\u202e", "日本語 😀", ""):
        table = worker.run("SELECT ?x { VALUES ?x { '' } }", {"x": words})
        assert table == Table(("x",), ((Literal(words),),))
    worker.close()


def test_a_worker_may_be_closed_twice_and_used_again(worker: Worker) -> None:
    assert worker.process is None
    assert worker.run("ASK {}") == Answer(True)
    assert worker.process not in (None, os.getpid())
    worker.close()
    assert worker.process is None
    worker.close()
    assert worker.run("ASK {}") == Answer(True)


# --- Cells in Python ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "datatype", "value"),
    [
        ("7", "integer", 7),
        ("0.5", "decimal", Decimal("0.5")),
        ("1e3", "double", 1000.0),
        ("true", "boolean", True),
        ("2020-09-01", "date", dt.date(2020, 9, 1)),
        ("2020-09-01T12:00:00Z", "dateTime", dt.datetime(2020, 9, 1, 12, tzinfo=dt.UTC)),
        ("2020-09", "gYearMonth", "2020-09"),
        ("seven", "integer", "seven"),
        ("2020-13-01", "date", "2020-13-01"),
        ("words", "string", "words"),
    ],
)
def test_cells_become_pythons_own_values(words: str, datatype: str, value: object) -> None:
    assert plain(Literal(words, datatype=NamedNode(XSD + datatype))) == value


def test_cells_that_are_no_literals_are_words() -> None:
    assert plain(None) is None
    assert plain(NamedNode("urn:x")) == "urn:x"
    infinite = plain(Literal("INF", datatype=NamedNode(XSD + "double")))
    assert isinstance(infinite, float)
    assert math.isinf(infinite)
