"""The description of a data set: its counts are those of the data."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, Store
from rdf_samples import BASE, RUN, sample_quads

from kg.rdf.iris import iris_of
from kg.rdf.quads import Run
from kg.rdf.vocabulary import DCAT, DCTERMS, KG, PROV, RDF, VOID
from kg.rdf.void import void_quads

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DATASET = iris_of(BASE).dataset


def described(**options: object) -> list[Quad]:
    triples = {quad.triple for quad in sample_quads()}
    return void_quads(triples, BASE, files=["graph.ttl", "graph.trig"], **options)  # type: ignore[arg-type]


def values(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {
        quad.object.value  # type: ignore[union-attr]
        for quad in quads
        if quad.subject == subject and quad.predicate == predicate
    }


def counted(query: str) -> str:
    store = Store()
    store.extend(Quad(q.subject, q.predicate, q.object) for q in sample_quads())
    (row,) = store.query(f"SELECT (COUNT({query}")  # type: ignore[misc]
    return row[0].value  # type: ignore[no-any-return, union-attr]


def test_totals_are_those_of_the_data() -> None:
    quads = described()
    assert values(quads, DATASET, VOID.triples) == {counted("*) AS ?n) { ?s ?p ?o }")}
    for term, variable in (
        (VOID.distinctSubjects, "?s"),
        (VOID.distinctObjects, "?o"),
        (VOID.properties, "?p"),
    ):
        number = counted(f"DISTINCT {variable}) AS ?n) {{ ?s ?p ?o }}")
        assert values(quads, DATASET, term) == {number}
    assert values(quads, DATASET, VOID.classes) == {counted("DISTINCT ?c) AS ?n) { ?s a ?c }")}
    assert values(quads, DATASET, VOID.documents) == {"2"}


def test_partitions_are_those_of_the_data() -> None:
    quads = described()
    quotations = NamedNode(f"{BASE}dataset#class=kg:Quotation")
    assert quotations.value in values(quads, DATASET, VOID.classPartition)
    assert values(quads, quotations, VOID["class"]) == {KG.Quotation.value}
    assert values(quads, quotations, VOID.entities) == {"5"}
    said = NamedNode(f"{BASE}dataset#property=kg:said")
    assert values(quads, said, VOID.property) == {KG.said.value}
    assert values(quads, said, VOID.triples) == {"1"}


def test_files_are_distributions() -> None:
    quads = described(license=LICENCE)
    assert len(values(quads, DATASET, DCAT.distribution)) == 2
    turtle = NamedNode(f"{BASE}dataset#distribution=graph.ttl")
    assert values(quads, turtle, DCAT.downloadURL) == {f"{BASE}graph.ttl"}
    assert values(quads, turtle, DCAT.mediaType) == {
        "https://www.iana.org/assignments/media-types/text/turtle"
    }
    assert values(quads, turtle, DCTERMS.license) == {LICENCE}


def test_it_says_where_it_comes_from() -> None:
    assert values(described(run=RUN), DATASET, PROV.wasGeneratedBy)
    assert not values(described(), DATASET, PROV.wasGeneratedBy)
    assert values(described(), DATASET, DCTERMS.rights)
    assert KG.iri in values(described(), DATASET, VOID.vocabulary)


def test_it_is_sorted_and_in_a_graph_of_its_own() -> None:
    quads = described(run=Run("1"))
    assert quads == sorted(quads, key=str)
    assert {quad.graph_name for quad in quads} == {iris_of(BASE).description_graph}
    assert DATASET in {quad.subject for quad in quads if quad.predicate == RDF.type}
