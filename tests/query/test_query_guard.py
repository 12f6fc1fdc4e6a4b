import socket
import threading
import urllib.error
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import LimitError, QueryError, RefusedError
from kg.query import NamedQuery, Table, named_queries
from kg.query.guard import check
from kg.query.run import run
from kg.query.tree import names
from kg.rdf.vocabulary import PREFIXES
from kg.store import LocalStore, open_store

P = NamedNode("urn:p")
HIDDEN = "what nobody may see"


class Trap:
    """A listener on this machine that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller:
                caller.recv(1000)
                self.calls += 1
                caller.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def trap(monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")  # what calls has to come here
    trap = Trap()
    yield trap
    trap.close()


G, H = NamedNode("urn:g"), NamedNode("urn:h")


def named(number: int, graph: NamedNode) -> Quad:
    return Quad(NamedNode(f"urn:{number}"), P, Literal(f"name {number}"), graph)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    """A store of one graph; whoever asks leaves it as it is."""
    with open_store(tmp_path_factory.mktemp("one") / "store") as store:
        store.put(G, [named(number, G) for number in range(3)])
        yield store


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStore]:
    """The same with another graph beside it."""
    with open_store(tmp_path_factory.mktemp("two") / "store") as store:
        store.put(G, [named(number, G) for number in range(3)])
        store.put(H, [named(9, H)])
        yield store


@pytest.fixture
def secret(tmp_path: Path) -> str:
    file = tmp_path / "secret.nt"
    file.write_text(f'<urn:s> <urn:p> "{HIDDEN}" .\n')
    return file.as_uri()


class Rdflib:
    """The other engine: rdflib's own evaluator, over the same graphs, read as one."""

    def __init__(self, store: LocalStore) -> None:
        self.dataset = rdflib.Dataset(default_union=True)
        quads = [quad for graph in store.graphs() for quad in store.quads(graph)]
        data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
        self.dataset.parse(data=data, format="nquads")

    def query(self, sparql: str, **graphs: object) -> Iterable[object]:
        assert not graphs, "rdflib has no way to be given graphs by name"
        return list(self.dataset.query(sparql))  # type: ignore[arg-type]

    def graphs(self) -> tuple[NamedNode, ...]:
        return tuple(NamedNode(str(each.identifier)) for each in self.dataset.graphs())

    def content(self) -> set[object]:
        return set(self.dataset.quads())


class Oxigraph:
    """The engine that queries run on."""

    def __init__(self, store: LocalStore) -> None:
        self.query, self.graphs, self.triples = store.query, store.graphs, store.triples

    def content(self) -> set[object]:
        return set(self.triples())


ENGINES = [Oxigraph, Rdflib]


@pytest.fixture(scope="module", params=ENGINES, ids=["oxigraph", "rdflib"])
def engine(request: pytest.FixtureRequest, store: LocalStore) -> Oxigraph | Rdflib:
    return request.param(store)


CALL = "SERVICE <URL> { ?s ?p ?o }"
ESCAPES = {
    "plain": "SELECT * { " + CALL + " }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "in any case of letters": "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "in a subquery": "SELECT * { { SELECT ?s { { SELECT * { " + CALL + " } } } } }",
    "in OPTIONAL": "SELECT * { ?s ?p ?o OPTIONAL { " + CALL + " } }",
    "in UNION": "SELECT * { { ?s ?p ?o } UNION { " + CALL + " } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { " + CALL + " } }",
    "in GRAPH": "SELECT * { GRAPH ?g { " + CALL + " } }",
    "in FILTER EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { " + CALL + " } }",
    "in NOT EXISTS": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { " + CALL + " } }",
    "in BIND": "SELECT * { ?s ?p ?o BIND(EXISTS { " + CALL + " } AS ?x) }",
    "in the projection": "SELECT (EXISTS { " + CALL + " } AS ?x) { ?s ?p ?o }",
    "in ORDER BY": "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { " + CALL + " })",
    "in HAVING": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { " + CALL + " })",
    "in LATERAL": "SELECT * { ?s ?p ?o LATERAL { " + CALL + " } }",
    "in ASK": "ASK { " + CALL + " }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { " + CALL + " }",
    "in DESCRIBE": "DESCRIBE ?s WHERE { " + CALL + " }",
    "endpoint in a variable": "SELECT * { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
    "endpoint with a prefix": "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "endpoint on a base": "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "comment that ends at a carriage return": "SELECT * { # \r " + CALL + " \n }",
    "comment between the words": "SELECT * { SERVICE # no\n <URL> { ?s ?p ?o } }",
    "behind what looks like an IRI": (
        "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#>\n<URL>{ ?s ?p ?o } }"
    ),
    "string ended by an escape": (
        'SELECT * { ?s ?p ?o FILTER(?o = "\\u0022) #" ) ' + CALL + ' FILTER(?o = "") }'
    ),
    "string not ended by an escape": 'SELECT * { ?s ?p "\\u0022 . ' + CALL + ' #"\n }',
    "long string that ends in quotes": "SELECT * { ?s ?p '''a''\\'''' . " + CALL + " }",
    "keyword written in escapes": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "keyword in wide letters": "SELECT * { ＳＥＲＶＩＣＥ <URL> { ?s ?p ?o } }",
    "keyword with a dotless i": "SELECT * { SERVıCE <URL> { ?s ?p ?o } }",
    "FROM a file": "SELECT * FROM <FILE> { ?s ?p ?o }",
    "FROM NAMED a file": "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "FROM the network": "SELECT * FROM <URL> { ?s ?p ?o }",
    "FROM in small letters": "select * from <FILE> where { ?s ?p ?o }",
    "FROM without a blank": "SELECT*FROM<FILE>{ ?s ?p ?o }",
    "FROM in CONSTRUCT": "CONSTRUCT FROM <FILE> WHERE { ?s ?p ?o }",
    "FROM in ASK": "ASK FROM <FILE> { ?s ?p ?o }",
    "FROM in DESCRIBE": "DESCRIBE <urn:s> FROM <FILE>",
    "LOAD a file": "LOAD <FILE>",
    "LOAD from the network": "LOAD SILENT <URL> INTO GRAPH <urn:g>",
    "INSERT DATA": "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }",
    "INSERT WHERE": "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "DELETE WHERE": "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH DELETE": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE USING": "DELETE { ?s ?p ?o } USING <FILE> WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP SILENT ALL",
    "CREATE": "CREATE GRAPH <urn:new>",
    "COPY": "COPY <urn:g> TO <urn:new>",
    "MOVE": "MOVE <urn:g> TO <urn:new>",
    "ADD": "ADD <urn:g> TO <urn:new>",
    "update behind a query": "SELECT * { ?s ?p ?o } ; DROP ALL",
    "update behind a prologue": "PREFIX x: <urn:x> CLEAR ALL",
    "update behind a comment": "# SELECT\nCLEAR ALL",
    "two queries": "SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }",
}


@pytest.mark.enable_socket
@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES.keys())
def test_no_query_gets_out_of_the_store(
    engine: Oxigraph | Rdflib, trap: Trap, secret: str, escape: str
) -> None:
    before = engine.content()
    query = escape.replace("URL", trap.url).replace("FILE", secret)
    try:
        found = repr(run(engine, query))
    except QueryError as error:
        found = str(error)
    else:
        assert escape == ESCAPES["string not ended by an escape"]
    assert HIDDEN not in found
    assert trap.calls == 0
    assert engine.content() == before


@pytest.mark.enable_socket
def test_the_trap_would_notice_a_call(store: LocalStore, trap: Trap) -> None:
    query = f"SELECT * {{ SERVICE SILENT <{trap.url}> {{ ?s ?p ?o }} }}"
    run(store, query, services=[trap.url])
    assert trap.calls == 1


@pytest.mark.enable_socket
def test_without_the_guard_rdflib_would_call_and_read(
    store: LocalStore, trap: Trap, secret: str
) -> None:
    """What the guard is for: the same queries, put to rdflib as they are, get out."""
    engine = Rdflib(store)
    with pytest.raises(urllib.error.HTTPError):
        engine.query(f"SELECT * {{ SERVICE <{trap.url}> {{ ?s ?p ?o }} }}")
    assert trap.calls == 1
    assert HIDDEN in repr(engine.query("SELECT * FROM <FILE> { ?s ?p ?o }".replace("FILE", secret)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?s FROM <urn:g> { ?s ?p ?o }", {"urn:0", "urn:1", "urn:2"}),
        ("SELECT ?s FROM <urn:h> { ?s ?p ?o }", {"urn:9"}),
        ("SELECT ?s FROM <urn:g> FROM <urn:h> { ?s ?p ?o FILTER(STR(?s) > 'urn:1') }",
         {"urn:2", "urn:9"}),
        ("SELECT ?s FROM NAMED <urn:h> { GRAPH ?g { ?s ?p ?o } }", {"urn:9"}),
        ("SELECT ?s FROM <urn:g> { GRAPH ?g { ?s ?p ?o } }", set()),
        ("SELECT ?s FROM NAMED <urn:g> { ?s ?p ?o }", set()),
        ("SELECT ?s FROM <urn:g> FROM NAMED <urn:h> { ?s ?p ?o GRAPH ?g { ?t ?p ?n } }",
         {"urn:0", "urn:1", "urn:2"}),
        ("PREFIX u: <urn:> SELECT ?s from<urn:h>where{ ?s u:p ?o }", {"urn:9"}),
    ],
)  # fmt: skip
def test_from_names_graphs_of_the_store(larger: LocalStore, query: str, names: set[str]) -> None:
    table = run(larger, query)
    assert isinstance(table, Table)
    assert set(table.column("s")) == names


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM <urn:none> { ?s ?p ?o }", r"<urn:none> is no graph of this store"),
        ("SELECT * FROM NAMED <urn:none> { ?s ?p ?o }", r"<urn:none> is no graph of this store"),
        ("SELECT * FROM <urn:g> FROM <http://x.example/> { ?s ?p ?o }", "/> is no graph of this"),
        ("PREFIX u: <urn:> SELECT * FROM u:g { ?s ?p ?o }", "each spelt out as an IRI: line 1"),
        ("BASE <http://x.example/> SELECT * FROM <g> { ?s ?p ?o }", "<g> is no graph"),
    ],
)  # fmt: skip
def test_from_names_nothing_else(store: LocalStore, query: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        run(store, query)


def test_graphs_that_are_asked_for_outweigh_from(larger: LocalStore) -> None:
    found = run(larger, "SELECT ?s FROM <urn:g> { ?s ?p ?o }", default_graphs=["urn:h"])
    assert found == run(larger, "SELECT ?s FROM <urn:h> { ?s ?p ?o }")
    with pytest.raises(RefusedError, match="no graph of this store"):
        run(larger, "SELECT ?s { ?s ?p ?o }", named_graphs=["file:///etc/passwd"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://other.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?e { ?s ?p ?o } VALUES ?e { <http://good.example/> } }",
        "PREFIX g: <http://good.example/> SELECT * { SERVICE g: { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://good.example/> { ?s ?p ?o } SERVICE <http://b/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://good.example/> { SERVICE <http://b.example/> { ?s ?p ?o } } }",
    ],
    ids=["another", "variable", "prefixed", "a second one", "one within"],
)
def test_a_service_that_is_allowed_allows_no_other(query: str) -> None:
    with pytest.raises(
        QueryError, match=r"allowed are, spelt out as an IRI: http://good\.example/"
    ):
        check(query, services=["http://good.example/"])


def test_an_allowed_service_passes() -> None:
    query = "SELECT * { SERVICE SILENT <http://good.example/> { ?s ?p ?o } }"
    assert check(query, services=["http://good.example/"]).text == query


HARMLESS = {
    "keywords in a string": 'SELECT * { ?s ?p "SERVICE <x> { } ; DROP ALL FROM" }',
    "keywords in a comment": "# SERVICE and LOAD\nSELECT * { ?s ?p ?o } # DROP ALL",
    "keywords in an IRI": "SELECT * { ?s <http://x.example/service?from=load#DROP> ?o }",
    "keywords in a prefix": "PREFIX service: <urn:x> SELECT * { ?s service:from ?o }",
    "keywords in a variable": "SELECT ?from ?service { ?from ?service ?load }",
    "keywords in a language": 'SELECT * { ?s ?p "x"@from }',
    "part of a word": "PREFIX x: <urn:x> SELECT ?s { ?s a x:Services ; x:loaded ?fromage }",
    "named graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "paths": "SELECT * { ?s (<urn:a>/^<urn:b>)*|!<urn:c>? ?o }",
    "less than": "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o <= 4 || ?o > -5) }",
    "a string over lines": 'SELECT * { ?s ?p """one\ntwo "quoted" three""" }',
    "carriage returns": "SELECT *\r\n{ ?s ?p ?o\r\n}\r\n",
    "a byte order mark": "\ufeffSELECT * { ?s ?p ?o }",
    "CONSTRUCT in short": "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE": "DESCRIBE <urn:1>",
    "many of all": (
        "SELECT DISTINCT ?s (GROUP_CONCAT(?o; separator=', ') AS ?all) WHERE { "
        "{ ?s ?p ?o } UNION { ?o ?p ?s } OPTIONAL { ?s <urn:q> ?q } MINUS { ?s <urn:r> [] } "
        "VALUES (?x ?y) { (1 UNDEF) } BIND(IF(BOUND(?q), 'y', 'n') AS ?z) "
        "FILTER(REGEX(STR(?o), '^n', 'i') && ?s NOT IN (<urn:9>)) } "
        "GROUP BY ?s HAVING (COUNT(*) > 0) ORDER BY DESC(?all) LIMIT 5 OFFSET 1"
    ),
}


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_queries_pass_and_mean_the_same(store: LocalStore, query: str) -> None:
    raw = store.query(query.removeprefix("\ufeff"))
    expected = sorted(str(row) for row in raw)
    assert sorted(str(row) for row in store.query(check(query).text)) == expected


MALFORMED = {
    "nothing": ("", "there is no query"),
    "words": ("who said what", "there is no query"),
    "a word that is none": ("SELECT ?x {?s ?p ?o}\nLIMITT 5", "line 2, column 1, near “LIMITT 5”"),
    "no brackets": ("SELECT ?s {\n  ?s ?p ?o FILTER ?s = 1 }", "line 2, column 12, near “FILTER"),
    "bracket left open": ("SELECT (COUNT(?x) AS ?n {?s ?p ?o}", "where '\\)' is still to come"),
    "bracket closed twice": ("SELECT ?x {?s ?p ?o}}", "nothing is open: line 1, column 21"),
    "wrong bracket": ("SELECT ?x {?s ?p ?o)", "'}' should stand: line 1, column 20"),
    "string left open": ("SELECT ?x {?s ?p 'o }", "the string is not closed.*"),
    "curly quotes": ("SELECT ?x {?s ?p “o” }", "straight quotation marks"),
    "prefix": ("SELECT ?x {?s\n kgg:said ?x}", "PREFIX kgg: is not declared.* line 2, column 2"),
    "aggregate": (
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
        "^The SELECT contains a variable that is unbound: line 1",
    ),
    "too deep": ("SELECT * " + "{" * 60 + "?s ?p ?o" + "}" * 60, "nested too deeply"),
    "too long": ("SELECT * { VALUES ?s {" + " 1" * 10_000 + "}}", "too long"),
    "half a character": ("SELECT * { ?s ?p '\ud83d' }", "no character of Unicode"),
    "escaped half a character": ("SELECT * { ?s ?p '\\uD83D' }", "no character of Unicode"),
    "escape in an IRI": ("SELECT * { ?s ?p <urn:\\u003e> }", "what no IRI may hold"),
}


@pytest.mark.parametrize(("query", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_queries_are_told_where(store: LocalStore, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(store, query)


def test_the_engines_own_complaints_are_placed_too(store: LocalStore) -> None:
    with pytest.raises(QueryError, match=r"line 3, column \d+"):
        run(store, "# a comment\nSELECT ?s\n{ ?s ?p ?o . BIND(1 AS ?s) }")


def test_known_prefixes_need_no_declaration() -> None:
    checked = check("SELECT * { ?s x:said ?o }", prefixes={"x": "urn:x#", "y": "urn:y#"})
    assert checked.text == "PREFIX x: <urn:x#> SELECT * { ?s x:said ?o }"


def test_a_query_may_declare_a_known_prefix_itself() -> None:
    query = "PREFIX x: <urn:mine> SELECT * { ?s x:said ?o }"
    assert check(query, prefixes={"x": "urn:x#"}).text == query


def test_more_rows_than_allowed_are_an_error_not_a_cut(store: LocalStore) -> None:
    assert len(run(store, "SELECT * { ?s ?p ?o }", rows=3)) == 3
    with pytest.raises(LimitError, match="more than 2 rows: add LIMIT"):
        run(store, "SELECT * { ?s ?p ?o }", rows=2)
    with pytest.raises(LimitError, match="more than 2 rows: add LIMIT"):
        run(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", rows=2)


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_shipped_queries_have_harmless_trees(query: NamedQuery) -> None:
    """They are run without a look at their trees, so the look is here."""
    found = names(check(query.text, prefixes=PREFIXES).text)
    assert "SelectQuery" in found
    assert not found & {"ServiceGraphPattern", "DatasetClause"}
