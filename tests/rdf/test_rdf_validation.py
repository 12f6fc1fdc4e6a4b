"""Validation: what is right passes, and each planted mistake is found at its place, in words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdf_samples import BASE, CONCEPTS, C, H, sample_quads
from rdf_strategies import findings, resolved
from rdflib import Graph

from kg.model import Findings, Resolution
from kg.rdf.iris import iris_of
from kg.rdf.quads import article_quads, resolution_quads
from kg.rdf.validation import (
    Problem,
    Severity,
    validate,
    validate_article,
    validate_resolution,
)
from kg.rdf.vocabulary import DCTERMS, KG, RDF, SCHEMA, XSD

IRIS = iris_of(BASE)
HERE = IRIS.article(C)
PERSON = NamedNode(f"{BASE}person/vera-varga")
IDA = NamedNode(f"{BASE}person/ida-varga")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """The validator's logger writes to a stream that is gone when the next test runs."""
    yield
    logging.getLogger("pyshacl-validate").handlers.clear()


def graphs(quads: list[Quad]) -> list[list[Quad]]:
    names = dict.fromkeys(quad.graph_name for quad in quads)
    return [[quad for quad in quads if quad.graph_name == name] for name in names]


def problems(quads: list[Quad]) -> list[Problem]:
    return list(validate(graphs(quads)))


def with_quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> list[Quad]:
    """The sample with one quad more, in the graph of its subject."""
    local = subject.value.startswith(HERE.node.value)
    return [*sample_quads(), Quad(subject, predicate, value, HERE.graph if local else JUDGED)]


def without(subject: NamedNode, predicate: NamedNode) -> list[Quad]:
    return [q for q in sample_quads() if (q.subject, q.predicate) != (subject, predicate)]


JUDGED = IRIS.resolution_graph
QUOTATION = HERE.quotation("q1")
REPORT = HERE.report("v1")
SPAN = NamedNode(f"{HERE.node.value}#char=20,29")


def test_the_sample_is_valid() -> None:
    assert problems(sample_quads()) == []


@settings(max_examples=15)
@given(findings())
def test_whatever_is_found_is_valid(found: Findings) -> None:
    problems = validate_article(article_quads(found, BASE, concepts=CONCEPTS))
    assert [each for each in problems if each.severity is Severity.VIOLATION] == []


@settings(max_examples=10)
@given(resolved())
def test_judgements_have_their_evidence(both: tuple[list[Findings], Resolution]) -> None:
    found, judgement = both
    quads = [quad for each in found for quad in article_quads(each, BASE, concepts=CONCEPTS)]
    quads += resolution_quads(found, judgement, BASE, concepts=CONCEPTS)
    assert validate_resolution(quads) == []


def decimal(value: str) -> Literal:
    return Literal(value, datatype=XSD.decimal)


DISAGREEMENT = NamedNode(f"{BASE}disagreement/d9")

MISTAKES = {
    "a wrong offset": (
        [*without(SPAN, KG.begin), Quad(SPAN, KG.begin, Literal(19), HERE.graph)],
        (HERE.node.value, "20,29", "the words of a span are not those of the article's text"),
    ),
    "an offset past the end": (
        [*without(SPAN, KG.end), Quad(SPAN, KG.end, Literal(9999), HERE.graph)],
        (HERE.node.value, "20,29", "the words of a span are not those of the article's text"),
    ),
    "a changed word": (
        [
            *without(QUOTATION, SCHEMA.text),
            Quad(QUOTATION, SCHEMA.text, Literal("No."), HERE.graph),
        ],
        (HERE.node.value, "1,18", "the words of a quotation do not hold those of its spans"),
    ),
    "a speaker of another article": (
        with_quad(QUOTATION, KG.speaker, IRIS.article(H).chain("e1")),
        (HERE.node.value, "1,18", "a speaker is an entity of the same article"),
    ),
    "no speaker, and nothing said of it": (
        without(QUOTATION, KG.speaker),
        (HERE.node.value, "1,18", "a quotation has a speaker, or is said to have none"),
    ),
    "a speaker of what has none": (
        with_quad(QUOTATION, RDF.type, KG.UnattributedQuotation),
        (HERE.node.value, "1,18", "a quotation has a speaker, or is said to have none"),
    ),
    "no text": (
        without(QUOTATION, SCHEMA.text),
        (HERE.node.value, "1,18", "a quotation has one text"),
    ),
    "a second text": (
        with_quad(QUOTATION, SCHEMA.text, Literal("We lost the mill, and nobody warned us. Ever.")),
        (HERE.node.value, "1,18", "a quotation has one text"),
    ),
    "a confidence above one": (
        [*without(REPORT, KG.confidence), Quad(REPORT, KG.confidence, decimal("1.5"), HERE.graph)],
        (HERE.node.value, "4,17", "a confidence is one number from 0 to 1: 1.5"),
    ),
    "no modality": (
        without(REPORT, KG.modality),
        (HERE.node.value, "4,17", "a report has one modality"),
    ),
    "a made-up polarity": (
        [*without(REPORT, KG.polarity), Quad(REPORT, KG.polarity, KG.Actual, HERE.graph)],
        (HERE.node.value, "4,17", "a report has one polarity"),
    ),
    "two articles": (
        with_quad(REPORT, DCTERMS.isPartOf, IRIS.article(H).node),
        (HERE.node.value, "4,17", "a report is part of one article"),
    ),
    "a denial as something said": (
        with_quad(PERSON, KG.said, IRIS.statement("s2")),
        ("", "", f"no quotation shows that this was said: {BASE}statement/s2"),
    ),
    "something said by nobody quoted": (
        with_quad(IDA, KG.said, IRIS.statement("s3")),
        ("", "", f"no quotation shows that this was said: {BASE}statement/s3"),
    ),
    "an event that did not happen": (
        with_quad(IDA, KG.experienced, IRIS.event("arrest-1")),
        ("", "", f"no report states that this was lived through: {BASE}event/arrest-1"),
    ),
    "a person who is an organization": (
        with_quad(NamedNode(f"{BASE}organization/the-council"), KG.said, IRIS.statement("s3")),
        ("", "", "only a person is said to have said something"),
    ),
    "a creator who is not the speaker": (
        [*sample_quads(), Quad(QUOTATION, SCHEMA.creator, PERSON, JUDGED)],
        (HERE.node.value, "1,18", "the creator of a quotation is not whom its article names"),
    ),
    "a statement that nobody quotes": (
        [
            *sample_quads(),
            Quad(IRIS.statement("s9"), RDF.type, KG.Statement, JUDGED),
            Quad(IRIS.statement("s9"), SCHEMA.text, Literal("Nothing."), JUDGED),
        ],
        ("", "", "a statement is quoted somewhere"),
    ),
    "a disagreement of statements": (
        [
            *sample_quads(),
            Quad(DISAGREEMENT, RDF.type, KG.Disagreement, JUDGED),
            Quad(DISAGREEMENT, KG.concerns, IRIS.statement("s1"), JUDGED),
            Quad(DISAGREEMENT, KG.concerns, IRIS.statement("s2"), JUDGED),
        ],
        ("", "", "a disagreement is between claims or reports of events"),
    ),
    "a blank node in an article": (
        [*sample_quads(), Quad(BlankNode("b1"), KG.begin, Literal(1), HERE.graph)],
        (HERE.node.value, "", "a blank node"),
    ),
    "a blank node among the judgements": (
        [*sample_quads(), Quad(IDA, SCHEMA.sibling, BlankNode("b2"), JUDGED)],
        ("", "", "a blank node"),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_found(name: str) -> None:
    quads, (article, place, message) = MISTAKES[name]
    found = problems(quads)
    assert any(
        (each.article, each.place) == (article, place) and each.message.startswith(message)
        for each in found
    ), [str(each) for each in found]


def test_a_problem_reads_as_a_sentence() -> None:
    quads, _ = MISTAKES["a confidence above one"]
    assert [str(each) for each in problems(quads)] == [
        f"violation: {HERE.node.value} at 4,17 (“lost the mill”):"
        f" a confidence is one number from 0 to 1: 1.5 [{REPORT.value}]"
    ]


def test_a_strange_date_is_a_warning() -> None:
    node = HERE.node
    quads = [*without(node, SCHEMA.datePublished)]
    quads.append(Quad(node, SCHEMA.datePublished, Literal("last week"), HERE.graph))
    (warning,) = problems(quads)
    assert warning.severity is Severity.WARNING
    assert warning.article == node.value


def test_an_export_without_texts_is_valid() -> None:
    quads = [quad for quad in sample_quads() if quad.predicate != SCHEMA.articleBody]
    assert problems(quads) == []


def test_the_shapes_are_shapes() -> None:
    """SHACL's own shapes for shapes find nothing wrong."""
    path = Path(__file__).parents[2] / "ontology" / "shapes.ttl"
    conforms, _, text = pyshacl.validate(
        Graph(), shacl_graph=Graph().parse(path, format="turtle"), meta_shacl=True
    )
    assert conforms, text
