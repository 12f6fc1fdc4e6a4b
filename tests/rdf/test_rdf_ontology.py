"""The ontology's file: complete, held against the code, consistent on sample data."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import owlrl
import pytest
import rdf_samples
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    VANN,
    VOID,
    XSD,
    Graph,
    Namespace,
    URIRef,
)

from kg.rdf import vocabulary
from kg.rdf.quads import article_quads
from kg.rdf.vocabulary import KG, NAMESPACES, PREFIXES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
IRI = URIRef("https://w3id.org/witness/ontology")
NOT_WRITTEN = "Not written"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "kg.ttl", format="turtle")


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    wire = article_quads(rdf_samples.wire(), rdf_samples.BASE, concepts=rdf_samples.CONCEPTS)
    return rdf_samples.sample_quads() + wire


def own_terms(graph: Graph) -> set[str]:
    """The terms of the namespace that a graph describes."""
    return {str(s) for s in graph.subjects(RDFS.isDefinedBy, IRI) if str(s).startswith(KG.iri)}


def used_terms(quads: list[Quad]) -> set[str]:
    """Every predicate and class of the quads, and every other term of our own namespace."""
    used = {quad.predicate.value for quad in quads}
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            is_class = quad.predicate == vocabulary.RDF.type
            is_class |= quad.predicate == vocabulary.ITSRDF.taClassRef
            if is_class or quad.object.value.startswith(KG.iri):
                used.add(quad.object.value)
    return used


def test_the_code_knows_exactly_the_declared_terms(ontology: Graph) -> None:
    assert own_terms(ontology) == {term.value for term in KG}


def test_every_term_in_the_data_is_declared(ontology: Graph, quads: list[Quad]) -> None:
    declared = {str(subject) for subject in ontology.subjects(RDF.type, None)}
    built_in = {str(RDF.type), str(RDFS.label)}
    assert used_terms(quads) <= declared | built_in


def test_every_declared_term_is_used_or_explained(ontology: Graph, quads: list[Quad]) -> None:
    used = used_terms(quads) | {str(term) for triple in _knowledge() for term in triple}
    for term in own_terms(ontology) - used:
        notes = list(ontology.objects(URIRef(term), SKOS.scopeNote))
        assert notes, f"{term}: neither used nor explained"


def test_what_is_explained_as_not_written_is_not(ontology: Graph, quads: list[Quad]) -> None:
    notes = ontology.subject_objects(SKOS.scopeNote)
    unwritten = {str(term) for term, note in notes if str(note).startswith(NOT_WRITTEN)}
    assert unwritten
    assert not unwritten & used_terms(quads)


@pytest.mark.parametrize("term", sorted(term.value for term in KG))
def test_a_term_is_described(ontology: Graph, term: str) -> None:
    node = URIRef(term)
    for annotation in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(ontology.objects(node, annotation))
        assert len(values) == 1, f"{annotation} of {term}: {values}"
        assert values[0].language == "en"
    kinds = set(ontology.objects(node, RDF.type))
    assert kinds & {
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        SKOS.Concept,
        SKOS.ConceptScheme,
    }


def test_every_ontology_file_uses_declared_terms_only() -> None:
    known = {term.value for term in KG}
    for file in ONTOLOGY.glob("*.ttl"):
        graph = Graph().parse(file, format="turtle")
        used = {str(t) for triple in graph for t in triple if isinstance(t, URIRef)}
        own = {term for term in used if term.startswith(KG.iri) and term != KG.iri}
        assert own <= known, f"{file.name}: {sorted(own - known)}"


def test_the_ontology_says_what_it_is(ontology: Graph) -> None:
    version = next(ontology.objects(IRI, OWL.versionIRI))
    assert str(version).startswith(f"{IRI}/")
    for annotation in (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.issued,
        OWL.versionInfo,
    ):
        assert len(list(ontology.objects(IRI, annotation))) == 1, annotation
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert (IRI, DCTERMS.license, licence) in ontology
    assert str(ontology.value(IRI, VANN.preferredNamespacePrefix)) == KG.prefix
    assert str(ontology.value(IRI, VANN.preferredNamespaceUri)) == KG.iri


STANDARD: dict[str, object] = {
    "schema": SDO,
    "prov": PROV,
    "skos": SKOS,
    "foaf": FOAF,
    "dcterms": DCTERMS,
    "time": TIME,
    "void": VOID,
    "dcat": DCAT,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
}


@pytest.mark.parametrize("namespace", NAMESPACES, ids=lambda namespace: namespace.prefix)
def test_standard_terms_exist(namespace: vocabulary.ClosedNamespace) -> None:
    if namespace.prefix in STANDARD:
        standard = STANDARD[namespace.prefix]
        for term in namespace:
            assert URIRef(term.value) in standard, f"{term.value} is no term of its vocabulary"


def test_domains_and_ranges_are_declared(ontology: Graph) -> None:
    declared = set(ontology.subjects(RDF.type, None))
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, target in ontology.subject_objects(predicate):
            standard = str(target).startswith((str(XSD), str(RDF), str(SKOS)))
            assert target in declared or standard, f"{subject} {predicate} {target}"


def reasoned(ontology: Graph, quads: list[Quad]) -> Graph:
    graph = Graph()
    graph += ontology
    data = serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


ERROR = Namespace("http://www.daml.org/2002/03/agents/agent-ont#").error


def errors(graph: Graph) -> list[str]:
    return sorted(str(message) for message in graph.objects(None, ERROR))


def test_sample_data_is_consistent_under_owl_rl(ontology: Graph, quads: list[Quad]) -> None:
    graph = reasoned(ontology, quads)
    assert not errors(graph)
    person = URIRef(rdf_samples.BASE + "person/ida-varga")
    fire = URIRef(rdf_samples.BASE + "event/fire-1")
    actor = URIRef(PREFIXES["sem"] + "hasActor")
    assert (fire, actor, person) in graph, "kg:experienced entails sem:hasActor"
    assert (fire, RDF.type, URIRef(PREFIXES["sem"] + "Event")) in graph


def test_the_reasoner_sees_nonsense(ontology: Graph, quads: list[Quad]) -> None:
    """A person that is a statement: the check above would notice."""
    person = NamedNode(rdf_samples.BASE + "person/ida-varga")
    nonsense = Quad(person, vocabulary.RDF.type, KG.Statement)
    assert errors(reasoned(ontology, [*quads, nonsense]))


def test_a_misspelt_term_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="kg:siad is no term"):
        KG.siad  # noqa: B018
    with pytest.raises(AttributeError, match="kg:siad"):
        KG["siad"]


def test_a_namespace_lists_its_terms() -> None:
    assert KG.said in KG
    assert Literal("said") not in KG
    assert KG["said"] == KG.said
    assert repr(KG).startswith("ClosedNamespace('kg'")


def test_the_glossary_explains_every_term_of_the_graph(ontology: Graph) -> None:
    text = (ONTOLOGY / "GLOSSARY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`kg:(\w+)`", text))
    terms = {term.removeprefix(KG.iri) for term in own_terms(ontology)}
    assert named <= terms, f"the glossary names what there is not: {sorted(named - terms)}"
    in_knowledge = {term for term in terms if _is_of_knowledge(ontology, term)}
    assert terms - named <= in_knowledge, sorted(terms - named - in_knowledge)


def _is_of_knowledge(ontology: Graph, term: str) -> bool:
    """Tell whether a term is one that linguistic knowledge is written in."""
    node = URIRef(KG.iri + term)
    return (None, node, None) in _knowledge() and not (
        set(ontology.objects(node, RDFS.domain)) - {SKOS.Concept, SKOS.ConceptScheme}
    )


@lru_cache
def _knowledge() -> Graph:
    graph = Graph()
    for name in ("event-types.ttl", "cues.ttl", "exclusions.ttl"):
        graph.parse(ONTOLOGY / name, format="turtle")
    return graph
