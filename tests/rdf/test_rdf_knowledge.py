"""Linguistic knowledge: the shipped files hold together, and a user adds to them without code."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode
from rdf_samples import BASE
from rdf_strategies import findings

from kg.errors import OntologyError
from kg.rdf.concepts import Concepts
from kg.rdf.knowledge import load_knowledge, shipped_concepts
from kg.rdf.quads import article_quads
from kg.rdf.vocabulary import KG, RDF, SKOS

PREFIXES = """
@prefix kg: <https://w3id.org/witness/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix evt: <https://w3id.org/witness/event-types#> .
@prefix cue: <https://w3id.org/witness/cues#> .
@prefix my: <https://example.org/my#> .
"""
OWN = """
my:cairn-laying a skos:Concept ;
    skos:inScheme <https://w3id.org/witness/event-types> ;
    skos:notation "cairn-laying" ;
    skos:prefLabel "Cairn laying"@en ;
    kg:experiencerRole "object:person" ;
    kg:triggerVerb "becairn"@en .
cue:said kg:cueVerb "parlay forth"@en .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "my.ttl"
    path.write_text(PREFIXES + OWN, encoding="utf-8")
    return path


def test_the_shipped_files_can_be_read() -> None:
    knowledge = load_knowledge()
    assert knowledge.acts["said"].asserts
    assert not knowledge.acts["denied"].asserts
    assert not knowledge.acts["asked"].asserts
    assert knowledge.event_types
    assert "birth" in shipped_concepts().event_types


def test_every_concept_is_named_once() -> None:
    concepts = shipped_concepts()
    for known in (concepts.event_types, concepts.acts):
        assert len({each.iri for each in known.values()}) == len(known)


def test_a_user_adds_a_type_and_a_cue(own: Path) -> None:
    concepts = Concepts.of(load_knowledge(own))
    assert concepts.event_type("cairn-laying") == NamedNode("https://example.org/my#cairn-laying")
    assert len(concepts.event_types) == len(shipped_concepts().event_types) + 1
    cues = load_knowledge(own).cues
    assert cues != load_knowledge().cues


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('my:x kg:triggerVreb "x"@en .', "triggerVerb"),
        ('my:x kg:nonesuch "x" .', "there is no term kg:nonesuch"),
        ('my:x skos:prefLabel "x" .', "holds no event type, cue or exclusion"),
        ("my:x kg:triggerVerb ", "correct the Turtle"),
    ],
)
def test_a_bad_file_is_named_with_its_term(tmp_path: Path, turtle: str, message: str) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(OntologyError, match=message) as raised:
        load_knowledge(path)
    assert "bad.ttl" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"nowhere\.ttl"):
        load_knowledge(tmp_path / "nowhere.ttl")


def test_concepts_are_described_in_the_graph() -> None:
    concepts = shipped_concepts()
    quads = concepts.quads(BASE)
    described = {quad.subject for quad in quads if quad.object == SKOS.Concept}
    named = {*concepts.event_types.values(), *concepts.acts.values()}
    assert described == {each.iri for each in named}
    birth = concepts.event_type("birth")
    labels = {q.object for q in quads if (q.subject, q.predicate) == (birth, SKOS.prefLabel)}
    assert labels == {Literal("Birth", language="en")}
    broader = {q.object for q in quads if (q.subject, q.predicate) == (birth, SKOS.broader)}
    assert len(broader) == 1
    assert broader <= described
    assert {q.object.value for q in quads if q.predicate == KG.asserts} == {"true", "false"}  # type: ignore[union-attr]
    assert {q.predicate for q in quads} <= {RDF.type, KG.asserts, *SKOS}


@given(st.data())
def test_the_shipped_concepts_are_the_default(data: st.DataObject) -> None:
    found = data.draw(findings())
    assert article_quads(found, BASE) == article_quads(found, BASE, concepts=shipped_concepts())
