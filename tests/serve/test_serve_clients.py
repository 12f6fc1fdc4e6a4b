"""The endpoint as the libraries see it that people in RDF use."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serve_client import Client
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.rdf.vocabulary import KG, PREFIXES

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the libraries, of themselves
]
WHO = "SELECT ?name { ?p a schema:Person ; schema:name ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?p kg:said ?s } WHERE { ?p kg:said ?s }"


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between here and here."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def wrapper(client: Client) -> SPARQLWrapper:
    return SPARQLWrapper(f"{client.address}sparql")


@pytest.mark.parametrize("how", ["GET", "POST", "in the body"])
def test_sparqlwrapper_asks_in_every_way(wrapper: SPARQLWrapper, how: str) -> None:
    if how != "GET":
        wrapper.setMethod(POST)
    if how == "in the body":
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setQuery(WHO)
    wrapper.setReturnFormat(JSON)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert "Marisol Tveit" in [row["name"]["value"] for row in rows]


def test_sparqlwrapper_gets_each_format(wrapper: SPARQLWrapper) -> None:
    wrapper.setQuery(WHO)
    wrapper.setReturnFormat(XML)
    assert "Marisol Tveit" in wrapper.queryAndConvert().toxml()
    wrapper.setReturnFormat(CSV)
    assert b"Marisol Tveit" in wrapper.queryAndConvert()
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    assert b"kg:said" in wrapper.queryAndConvert()


def test_sparqlwrapper_understands_the_errors(wrapper: SPARQLWrapper) -> None:
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="is still to come"):
        wrapper.query()


def test_rdflib_reads_the_endpoint_as_a_store(client: Client) -> None:
    store = SPARQLStore(f"{client.address}sparql", method="POST")
    graph = rdflib.Graph(store)
    said = rdflib.URIRef(KG.said.value)
    pairs = set(graph.subject_objects(said))
    assert pairs
    assert len(list(graph.query(WHO, initNs=PREFIXES))) > 10
    built = graph.query(CONSTRUCT, initNs=PREFIXES).graph
    assert built is not None
    assert set(built.subject_objects(said)) == pairs
    person, statement = next(iter(pairs))
    assert (person, said, statement) in graph
    assert (statement, said, person) not in graph
