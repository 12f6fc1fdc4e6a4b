"""What checklists for ontologies look at: OOPS!'s pitfalls by their numbers, and FOOPS!'s metadata.

Sources: Poveda-Villalón et al. 2014, OOPS! (OntOlogy Pitfall Scanner!); Garijo et al. 2021, FOOPS!.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import rdf_samples
from pyoxigraph import Literal as Words
from pyoxigraph import NamedNode
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef

from kg.rdf.vocabulary import KG

ONTOLOGY = Path(__file__).parents[2] / "ontology"
IRI = URIRef("https://w3id.org/witness/ontology")
KG_TTL = Graph().parse(ONTOLOGY / "kg.ttl", format="turtle")
KNOWLEDGE = Graph()
for _name in ("event-types.ttl", "cues.ttl", "exclusions.ttl"):
    KNOWLEDGE.parse(ONTOLOGY / _name, format="turtle")

TERMS = sorted(KG_TTL.subjects(RDFS.isDefinedBy, IRI), key=str)
CLASSES = [term for term in TERMS if (term, RDF.type, OWL.Class) in KG_TTL]
OBJECT = [term for term in TERMS if (term, RDF.type, OWL.ObjectProperty) in KG_TTL]
DATATYPE = [term for term in TERMS if (term, RDF.type, OWL.DatatypeProperty) in KG_TTL]
PROPERTIES = [*OBJECT, *DATATYPE]


def short(term: object) -> str:
    return str(term).removeprefix(KG.iri)


def values(term: URIRef, predicate: URIRef) -> list[object]:
    return list(KG_TTL.objects(term, predicate))


# --- OOPS! ----------------------------------------------------------------------------------------


def test_p04_no_class_stands_alone() -> None:
    tied = set()
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, OWL.disjointWith):
        for subject, target in KG_TTL.subject_objects(predicate):
            tied |= {subject, target}
    assert set(CLASSES) <= tied


@pytest.mark.parametrize("term", TERMS, ids=short)
def test_p08_every_term_is_annotated(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        (value,) = values(term, predicate)
        assert isinstance(value, Literal)
        assert value.language == "en"
        assert value.strip()


@pytest.mark.parametrize("term", PROPERTIES, ids=short)
def test_p11_every_property_has_domain_and_range_or_says_why_not(term: URIRef) -> None:
    notes = " ".join(str(note) for note in values(term, SKOS.scopeNote))
    has_domain, has_range = (bool(values(term, each)) for each in (RDFS.domain, RDFS.range))
    if not has_domain and not has_range:
        assert "No domain and range: " in notes
    elif not has_domain:
        assert "No domain: " in notes
    elif not has_range:
        assert "No range: " in notes
    else:
        assert "No domain" not in notes and "No range" not in notes


def test_p07_and_p22_names_are_of_one_kind_and_of_one_thing() -> None:
    for term in CLASSES:
        assert re.fullmatch(r"([A-Z][a-z]+)+", short(term)), term
    for term in PROPERTIES:
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", short(term)), term
    for term in TERMS:
        assert not re.search(r"(?<=[a-z])(And|Or)(?=[A-Z])", short(term)), term


def test_p10_what_is_never_the_same_is_said_to_be_disjoint() -> None:
    top = [KG.Article, KG.Span, KG.CoreferenceChain, KG.Finding, KG.Statement, KG.Event]
    for one, other in pairwise(URIRef(each.value) for each in top):
        assert (one, OWL.disjointWith, other) in KG_TTL


def test_p19_no_property_has_two_domains_or_ranges() -> None:
    for term in PROPERTIES:
        assert len(values(term, RDFS.domain)) <= 1, term
        assert len(values(term, RDFS.range)) <= 1, term


def test_p05_p25_p26_inverses_are_of_other_properties() -> None:
    for one, other in KG_TTL.subject_objects(OWL.inverseOf):
        assert one != other
        for each in (one, other):
            assert (each, RDF.type, OWL.SymmetricProperty) not in KG_TTL
        assert values(one, RDFS.domain) == values(other, RDFS.range)  # type: ignore[arg-type]
        assert values(one, RDFS.range) == values(other, RDFS.domain)  # type: ignore[arg-type]


def test_p06_no_class_is_below_itself() -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in TERMS:
            above = KG_TTL.transitive_objects(term, predicate)
            assert term not in list(above)[1:]


def test_p20_and_p24_a_definition_says_more_than_the_label() -> None:
    for term in TERMS:
        (label,), (definition,) = values(term, RDFS.label), values(term, SKOS.definition)
        assert len(str(definition)) > len(str(label)) + 10, term
        assert str(definition).strip(" .").lower() != str(label).lower()


def test_p32_labels_are_given_once() -> None:
    labels = [str(values(term, RDFS.label)[0]) for term in PROPERTIES]
    assert len(labels) == len(set(labels))


def test_p34_and_p35_whatever_is_used_is_of_a_kind() -> None:
    typed = set(KG_TTL.subjects(RDF.type, None))
    for predicate in set(KG_TTL.predicates()):
        built_in = str(predicate).startswith((str(RDF), str(RDFS), str(OWL)))
        assert built_in or predicate in typed or predicate == SKOS.inScheme, predicate


def test_p36_p38_p41_the_ontology_is_one_and_says_so() -> None:
    assert not str(IRI).endswith((".ttl", ".owl", ".rdf"))
    assert (IRI, RDF.type, OWL.Ontology) in KG_TTL
    assert values(IRI, DCTERMS.license)


@pytest.mark.parametrize("term", PROPERTIES, ids=short)
def test_values_are_of_the_kind_that_the_property_takes(term: URIRef) -> None:
    """Literals for datatype properties, nodes for object properties, and of the type declared."""
    wanted = values(term, RDFS.range)
    for value in KNOWLEDGE.objects(None, term):
        assert isinstance(value, Literal) is (term in DATATYPE)
        if isinstance(value, Literal) and wanted:
            assert (RDF.langString if value.language else value.datatype or XSD_STRING) in wanted
    node = NamedNode(str(term))
    for quad in rdf_samples.sample_quads():
        if quad.predicate == node:
            assert isinstance(quad.object, Words) is (term in DATATYPE)


XSD_STRING = URIRef("http://www.w3.org/2001/XMLSchema#string")


# --- FOOPS! ---------------------------------------------------------------------------------------

METADATA = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "creator": DCTERMS.creator,
    "publisher": DCTERMS.publisher,
    "licence": DCTERMS.license,
    "rights": DCTERMS.rights,
    "created": DCTERMS.created,
    "modified": DCTERMS.modified,
    "issued": DCTERMS.issued,
    "citation": DCTERMS.bibliographicCitation,
    "version": OWL.versionInfo,
    "version IRI": OWL.versionIRI,
    "prior version": OWL.priorVersion,
    "compatible with": OWL.backwardCompatibleWith,
    "prefix": VANN.preferredNamespacePrefix,
    "namespace": VANN.preferredNamespaceUri,
}


@pytest.mark.parametrize("predicate", METADATA.values(), ids=METADATA.keys())
def test_the_ontology_has_its_metadata(predicate: URIRef) -> None:
    assert len(values(IRI, predicate)) == 1


def test_its_addresses_are_persistent_and_its_versions_tell() -> None:
    assert str(IRI).startswith("https://w3id.org/")
    (version,), (iri,) = values(IRI, OWL.versionInfo), values(IRI, OWL.versionIRI)
    (prior,) = values(IRI, OWL.priorVersion)
    assert str(iri) == f"{IRI}/{version}"
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(version))
    assert str(prior) != str(iri)
    assert str(values(IRI, DCTERMS.bibliographicCitation)[0]).endswith(str(iri))


def test_it_stands_on_other_vocabularies() -> None:
    used = {
        str(target)
        for predicate in (
            RDFS.subClassOf,
            RDFS.subPropertyOf,
            RDFS.seeAlso,
            RDFS.domain,
            RDFS.range,
        )
        for term in TERMS
        for target in values(term, predicate)
    }
    for vocabulary in (
        "https://schema.org/",
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "http://purl.org/dc/terms/",
        "http://www.w3.org/ns/oa#",
    ):
        assert any(target.startswith(vocabulary) for target in used), vocabulary
