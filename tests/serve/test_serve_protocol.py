"""What the SPARQL 1.1 Protocol, its description and its Graph Store Protocol ask of a server."""

from __future__ import annotations

import csv
import io
import json
import socket
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import rdflib
from serve_client import Answer, Client

pytestmark = pytest.mark.enable_socket

ASK = "ASK { ?s a kg:Article }"
COUNT = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a kg:Article }"
CONSTRUCT = "CONSTRUCT { ?p kg:said ?s } WHERE { ?p kg:said ?s }"
FORM = "application/x-www-form-urlencoded"
PLAIN = "application/sparql-query"
UPDATE = "application/sparql-update"
JSON = "application/sparql-results+json"
GRAPH = "https://example.org/data/graph/"


def counted(answer: Answer) -> int:
    (row,) = json.loads(answer.text)["results"]["bindings"]
    return int(row["n"]["value"])


# --- Asking ---------------------------------------------------------------------------------------


def test_a_query_may_come_in_three_ways(client: Client) -> None:
    by_get = client.ask(COUNT)
    by_form = client.ask(COUNT, method="POST")
    by_body = client("/sparql", body=COUNT, Content_Type=PLAIN)
    in_utf8 = client("/sparql", body=COUNT, Content_Type=f"{PLAIN}; charset=UTF-8")
    for answer in (by_get, by_form, by_body, in_utf8):
        assert (answer.status, answer.type) == (200, JSON)
        assert counted(answer) == 15


def test_head_gives_the_headers_alone(client: Client) -> None:
    answer = client(f"/sparql?{urlencode({'query': ASK})}", method="HEAD")
    assert (answer.status, answer.type, answer.body) == (200, JSON, b"")


def test_words_of_any_script_go_over(client: Client) -> None:
    query = 'SELECT ("“日本語” 😀 é" AS ?x) {}'
    for answer in (
        client.ask(query),
        client.ask(query, method="POST"),
        client("/sparql", body=query, Content_Type=PLAIN),
    ):
        (row,) = json.loads(answer.text)["results"]["bindings"]
        assert row["x"]["value"] == "“日本語” 😀 é"


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"path": "/sparql?query=" + quote("SELECT * {")}, 400),
        ({"path": "/sparql?query="}, 400),
        ({"path": f"/sparql?{urlencode([('query', ASK), ('query', ASK)])}"}, 400),
        ({"path": "/sparql", "body": "nothing=here", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "body": "", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "body": b"\xff\xfe", "Content_Type": PLAIN}, 400),
        ({"path": "/sparql?query=%FF%FE"}, 400),
        ({"path": "/sparql", "body": ASK, "Content_Type": "text/plain"}, 415),
        ({"path": "/sparql", "body": ASK, "Content_Type": f"{PLAIN}; charset=utf-16"}, 415),
        ({"path": "/sparql", "body": "x" * 2_000_000, "Content_Type": PLAIN}, 413),
        ({"path": "/sparql?" + urlencode({"update": "CLEAR ALL"})}, 403),
        ({"path": "/sparql", "body": "update=CLEAR+ALL", "Content_Type": FORM}, 403),
        ({"path": "/sparql", "body": "CLEAR ALL", "Content_Type": UPDATE}, 403),
        ({"path": "/sparql", "body": "CLEAR ALL", "Content_Type": PLAIN}, 403),
        ({"path": "/sparql", "method": "PUT", "body": ASK, "Content_Type": PLAIN}, 405),
        ({"path": "/sparql", "method": "DELETE"}, 405),
        ({"path": "/sparql", "method": "PATCH", "body": ASK}, 405),
        ({"path": "/elsewhere"}, 404),
        ({"path": "/assets/../app.py"}, 404),
        ({"path": "/assets/%2e%2e/app.py"}, 404),
    ],
    ids=lambda value: value.get("path", "")[:40] if isinstance(value, dict) else str(value),
)  # fmt: skip
def test_what_cannot_be_served_has_its_status(
    client: Client, how: dict[str, str], status: int
) -> None:
    answer = client(**how)  # type: ignore[arg-type]
    assert answer.status == status
    assert answer.type == "text/plain"
    assert answer.text.strip()


def test_a_malformed_query_is_told_where(client: Client) -> None:
    answer = client.ask("SELECT ?x {?s ?p ?o}\nLIMITT 5")
    assert answer.status == 400
    assert "line 2, column 1, near “LIMITT 5”" in answer.text


# --- The guard and the limits ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <urn:s> <urn:p> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
    ],
)
def test_the_guard_stands_before_the_endpoint(client: Client, query: str) -> None:
    for answer in (client.ask(query), client("/sparql", body=query, Content_Type=PLAIN)):
        assert answer.status == 403
        assert "root:" not in answer.text
    assert counted(client.ask(COUNT)) == 15


def test_graphs_that_are_not_here_are_not_fetched(client: Client) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        words = urlencode({"query": COUNT, name: "file:///etc/passwd"})
        for answer in (client(f"/sparql?{words}"), client("/sparql", body=words)):
            assert answer.status == 403
            assert "no graph of this store" in answer.text


def test_too_many_rows_are_an_error(client: Client) -> None:
    answer = client.ask("SELECT * { ?s ?p ?o . ?t ?q ?r }")
    assert answer.status == 500
    assert "more than 20000 rows" in answer.text
    assert counted(client.ask(COUNT)) == 15


def test_too_much_time_is_an_error(hurried: Client) -> None:
    endless = (
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(5)) + "}"
    )
    for _ in range(2):
        answer = hurried.ask(endless)
        assert answer.status == 500
        assert "longer than 0.2 seconds" in answer.text


def test_pages_of_other_sites_may_not_ask(client: Client) -> None:
    for path in (f"/sparql?{urlencode({'query': ASK})}", "/graphs?default"):
        assert client(path, Origin="https://evil.example").status == 403
        assert client(path, Origin=client.address.rstrip("/")).status == 200


def test_a_name_that_pretends_to_be_this_machine_is_refused(client: Client) -> None:
    assert client.ask(ASK, Host="evil.example").status == 400


def test_it_listens_on_this_machine_alone(client: Client) -> None:
    port = urlsplit(client.address).port
    assert port
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


# --- Which graphs ---------------------------------------------------------------------------------


def test_the_request_names_the_graphs(client: Client) -> None:
    names = json.loads(client.ask("SELECT DISTINCT ?g { GRAPH ?g { ?a a kg:Article } }").text)
    one, other = (row["g"]["value"] for row in names["results"]["bindings"][:2])
    of_one = [("query", COUNT), ("default-graph-uri", one)]
    assert counted(client(f"/sparql?{urlencode(of_one)}")) == 1
    assert counted(client("/sparql", body=urlencode([*of_one, ("default-graph-uri", other)]))) == 2
    path = f"/sparql?{urlencode({'default-graph-uri': one})}"
    assert counted(client(path, body=COUNT, Content_Type=PLAIN)) == 1
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    words = urlencode([("query", named), ("named-graph-uri", one), ("named-graph-uri", other)])
    assert counted(client(f"/sparql?{words}")) == 2
    in_query = COUNT.replace("{", f"FROM <{one}> {{", 1)
    assert counted(client.ask(in_query)) == 1
    words = urlencode([("query", in_query), ("default-graph-uri", one),
                       ("default-graph-uri", other)])  # fmt: skip
    assert counted(client(f"/sparql?{words}")) == 2, "the request outweighs the query"


# --- Which format ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "type"),
    [
        (COUNT, None, JSON),
        (COUNT, "", JSON),
        (COUNT, "*/*", JSON),
        (COUNT, "application/*", JSON),
        (COUNT, "text/*", "text/csv"),
        (COUNT, "text/csv", "text/csv"),
        (COUNT, "TEXT/CSV", "text/csv"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "application/json", "application/json"),
        (COUNT, "text/plain", "text/plain"),
        (COUNT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9",
         "application/sparql-results+xml"),
        (COUNT, "*/*;q=0.1, text/csv", "text/csv"),
        (COUNT, f"{JSON};q=0, */*;q=0.5", "application/sparql-results+xml"),
        (COUNT, "text/html, application/xhtml+xml, */*;q=0.8", JSON),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json, text/turtle;q=0.9", "application/ld+json"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, f"{JSON}, text/turtle;q=0.5", "text/turtle"),
        ("DESCRIBE ?a { ?a a kg:Article }", "application/n-triples", "application/n-triples"),
    ],
)  # fmt: skip
def test_the_client_gets_the_format_that_it_likes_best(
    client: Client, query: str, accept: str | None, type: str
) -> None:
    headers = {} if accept is None else {"Accept": accept}
    answer = client.ask(query, **headers)
    assert (answer.status, answer.type) == (200, type)
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (COUNT, "image/png"),
        (COUNT, "text/turtle"),
        (COUNT, "*/*;q=0"),
        (CONSTRUCT, JSON),
        (CONSTRUCT, "text/csv"),
    ],
)
def test_what_is_not_to_be_had_is_406(client: Client, query: str, accept: str) -> None:
    answer = client.ask(query, Accept=accept)
    assert answer.status == 406
    assert accept in answer.text


def test_the_formats_are_what_they_say(client: Client) -> None:
    query = "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name LIMIT 3"
    names = [
        row["name"]["value"] for row in json.loads(client.ask(query).text)["results"]["bindings"]
    ]
    rows = list(csv.reader(io.StringIO(client.ask(query, Accept="text/csv").text, newline="")))
    assert [row[0] for row in rows] == ["name", *names]
    data = client.ask(query, Accept="application/sparql-results+xml").body
    tree = ElementTree.fromstring(data)  # noqa: S314 - our own server's
    assert [literal.text for literal in tree.findall(".//{*}literal")] == names
    sizes = set()
    for media, format in (
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        data = client.ask(CONSTRUCT, Accept=media).body
        sizes.add(len(rdflib.Graph().parse(data=data, format=format)))
    assert len(sizes) == 1
    assert sizes != {0}


# --- The description ------------------------------------------------------------------------------


def test_who_asks_nothing_is_told_what_there_is(client: Client) -> None:
    answer = client("/sparql")
    assert (answer.status, answer.type) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)) == f"{client.address}sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert client("/sparql", Accept="application/ld+json").type == "application/ld+json"


def test_a_browser_is_led_to_the_page(client: Client) -> None:
    answer = client("/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (answer.status, answer.headers["location"]) == (303, "/query")


# --- Graphs ---------------------------------------------------------------------------------------


def test_a_graph_can_be_fetched_by_its_name(client: Client) -> None:
    answer = client.ask("SELECT DISTINCT ?g { GRAPH ?g { ?a a kg:Article } } LIMIT 1")
    (row,) = json.loads(answer.text)["results"]["bindings"]
    name = row["g"]["value"]
    path = f"/graphs?{urlencode({'graph': name})}"
    found = client(path)
    assert (found.status, found.type) == (200, "text/turtle")
    graph = rdflib.Graph().parse(data=found.body, format="turtle")
    count = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    assert len(graph) == counted(client.ask(count))
    quads = client(path, Accept="application/n-quads")
    assert quads.body.count(f"<{name}> .\n".encode()) == len(graph)
    head = client(path, method="HEAD")
    assert (head.status, head.type, head.body) == (200, "text/turtle", b"")


def test_the_default_graph_is_all_of_them(client: Client) -> None:
    found = client("/graphs?default", Accept="application/n-triples")
    assert (found.status, found.type) == (200, "application/n-triples")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert found.body.count(b"\n") == counted(client.ask(count))


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/graphs", "GET", 400),
        ("/graphs?default&graph=urn:x", "GET", 400),
        ("/graphs?graph=urn:x&graph=urn:y", "GET", 400),
        ("/graphs?graph=urn:none", "GET", 404),
        ("/graphs?graph=file:///etc/passwd", "GET", 404),
        ("/graphs?default", "PUT", 405),
        ("/graphs?default", "POST", 405),
        ("/graphs?default", "DELETE", 405),
    ],
)
def test_graphs_are_only_read(client: Client, path: str, method: str, status: int) -> None:
    answer = client(path, method=method, body="" if method in ("PUT", "POST") else None)
    assert answer.status == status
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_a_graph_in_no_format_that_is_liked_is_406(client: Client) -> None:
    assert client("/graphs?default", Accept="text/csv").status == 406
