"""Findings and judgements as quads."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)
from rdf_samples import (
    BASE,
    CONCEPTS,
    RUN,
    C,
    H,
    articles,
    courier,
    herald,
    resolution,
    sample_quads,
)
from rdf_strategies import findings, resolved
from rdflib import Dataset, Graph

from kg.errors import OntologyError
from kg.model import Findings, Key, Quote, QuoteKind, Resolution, Span
from kg.rdf.iris import iris_of
from kg.rdf.quads import Run, article_quads, resolution_quads, run_quads
from kg.rdf.vocabulary import KG, PREFIXES, PROV, RDF, RDFS, SCHEMA, SEM, SKOS
from kg.rdf.writer import wording

IRIS = iris_of(BASE)


def quads_of(found: Findings) -> list[Quad]:
    return article_quads(found, BASE, concepts=CONCEPTS)


def judged(found: list[Findings], resolution: Resolution) -> list[Quad]:
    return list(resolution_quads(found, resolution, BASE, concepts=CONCEPTS))


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend(sample_quads())
    return store


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    """The solutions of a SELECT, each value without the base."""
    prefixes = {**PREFIXES, "act": "https://w3id.org/witness/cues#"}
    solutions = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    return sorted(tuple(value.value.removeprefix(BASE) for value in row) for row in solutions)  # type: ignore[union-attr]


# --- What the sample says -------------------------------------------------------------------------


def test_who_said_what(store: Store) -> None:
    """A denial is none, organizations state, and nobody speaks who is not sure to."""
    assert ask(store, "SELECT ?who ?what { ?who kg:said ?what }") == [
        ("person/ida-varga", "statement/s1")
    ]
    assert ask(store, "SELECT ?who ?what { ?who kg:stated ?what }") == [
        ("organization/the-council", "statement/s3"),
        ("person/ida-varga", "statement/s1"),
    ]


def test_a_denial_is_found_by_its_act(store: Store) -> None:
    query = """SELECT ?who ?text {
        ?quotation kg:act act:denied ; schema:text ?text ; kg:speaker/kg:refersTo ?who }"""
    assert ask(store, query) == [("person/vera-varga", "that the fire was set")]


def test_who_lived_through_what(store: Store) -> None:
    """Not the move that was ruled out, nor the arrest that was not."""
    assert ask(store, "SELECT ?who ?what { ?who kg:experienced ?what }") == [
        ("person/ida-varga", "event/fire-1")
    ]


def test_an_event_that_did_not_happen_has_no_actors(store: Store) -> None:
    query = "SELECT ?event ?who { ?event sem:hasActor ?who }"
    assert ask(store, query) == [
        ("event/fire-1", "group/police"),
        ("event/fire-1", "person/ida-varga"),
    ]
    assert ask(store, "SELECT ?e ?w { ?e sem:hasPlace ?w }") == [("event/fire-1", "place/orrin")]


def test_an_event_has_days_to_sort_by(store: Store) -> None:
    query = """SELECT ?event ?from ?to { ?event sem:hasTime ?time .
        ?time sem:hasEarliestBeginTimeStamp ?from ; sem:hasLatestEndTimeStamp ?to }"""
    assert ask(store, query) == [("event/fire-1", "2024-03-12", "2024-03-12")]


def test_how_well_something_is_supported(store: Store) -> None:
    query = """SELECT ?n ?m { ?who a schema:Person ; kg:articleCount ?n .
        OPTIONAL { ?who kg:independentSourceCount ?m } FILTER(BOUND(?m)) }"""
    assert ask(store, query) == [("2", "1")]


def test_a_replaced_iri_leads_on(store: Store) -> None:
    query = "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new }"
    assert ask(store, query) == [("person/varga", "person/ida-varga")]


def test_who_somebody_is_in_wikidata(store: Store) -> None:
    query = "SELECT ?who ?item { ?who schema:sameAs ?item }"
    assert ask(store, query) == [("person/ida-varga", "http://www.wikidata.org/entity/Q42")]


def test_relations_are_plain_triples(store: Store) -> None:
    assert ask(store, "SELECT ?a ?b { ?a schema:parent ?b }") == [
        ("person/ida-varga", "person/vera-varga")
    ]


def test_a_disagreement_is_kept_on_both_sides(store: Store) -> None:
    query = """SELECT ?one ?other ?reason {
        ?a kg:contradicts ?b . ?a kg:value ?one . ?b kg:value ?other .
        ?judgement kg:concerns ?a , ?b ; a kg:Disagreement ; kg:reason ?reason
        FILTER (?a != ?b) }"""
    assert ask(store, query) == [("34", "36", "34 against 36"), ("36", "34", "34 against 36")]


def test_what_may_be_one_has_its_reasons(store: Store) -> None:
    query = """SELECT ?a ?b ?score ?reason { ?a kg:possiblySame ?b .
        ?match kg:concerns ?a , ?b ; kg:confidence ?score ; kg:reason ?reason
        FILTER (STR(?a) < STR(?b)) }"""
    pair = ("person/ida-varga", "person/vera-varga", "0.4")
    assert ask(store, query) == [
        (*pair, "other given name (-0.20)"),
        (*pair, "same surname (+0.30)"),
    ]


def test_articles_that_draw_on_one_source(store: Store) -> None:
    query = "SELECT ?what { ?what prov:hadPrimarySource ?source }"
    assert ask(store, query) == [
        (f"article/{C}",),
        (f"article/{C}#quotation=q1",),
        (f"article/{H}",),
        (f"article/{H}#quotation=q1",),
    ]


def test_a_person_has_the_names_that_articles_give(store: Store) -> None:
    query = (
        "SELECT ?name ?other { <person/ida-varga> schema:name ?name ; schema:alternateName ?other }"
    )
    assert ask(store, query.replace("<person", f"<{BASE}person")) == [("Ida Varga", "Varga")]


def test_an_unsure_speaker_is_a_candidate(store: Store) -> None:
    query = """SELECT ?who ?probability { ?quotation a kg:UnattributedQuotation ;
        kg:candidate [ kg:chain ?chain ; kg:confidence ?probability ] . ?chain rdfs:label ?who }"""
    assert ask(store, query) == [("Ida Varga", "0.1"), ("police", "0.5")]


def test_a_claim_in_a_quotation_is_its_speakers(store: Store) -> None:
    query = """SELECT ?label ?who { ?report a kg:EventReport ; rdfs:label ?label ;
        kg:reportedIn/kg:speaker/kg:refersTo ?who }"""
    assert ask(store, query) == [
        ("lost the mill", "person/ida-varga"),
        ("move", "organization/the-council"),
    ]


def test_every_graph_says_whose_word_it_is(store: Store) -> None:
    query = "SELECT ?g ?kind { GRAPH ?g { ?g a ?kind ; prov:wasGeneratedBy ?run } }"
    assert ask(store, query) == [
        (f"graph/article/{C}", KG.FindingsGraph.value),
        (f"graph/article/{H}", KG.FindingsGraph.value),
        ("graph/resolution", KG.ResolutionGraph.value),
    ]


def test_joint_speakers_each_said_it() -> None:
    first, second = courier().quotes[0], courier().quotes[2]
    together = dataclasses.replace(second, speaker="e1", joint=("e2",))
    found = dataclasses.replace(courier(), quotes=(first, courier().quotes[1], together))
    found_all = [found, herald()]
    said = {
        quad.subject.value
        for quad in judged(found_all, resolution())
        if quad.predicate == KG.said and quad.object == IRIS.statement("s3")
    }
    assert said == {f"{BASE}person/ida-varga", f"{BASE}person/vera-varga"}


def test_a_question_puts_nothing_forward() -> None:
    asked = dataclasses.replace(courier().quotes[0], act="asked")
    found = dataclasses.replace(courier(), quotes=(asked, *courier().quotes[1:]))
    quads = judged([found, herald()], resolution())
    creators = {q.subject for q in quads if q.predicate == SCHEMA.creator}
    assert IRIS.article(C).quotation("q1") in creators, "the question still has a speaker"
    said = [q for q in quads if q.predicate == KG.said]
    assert len(said) == 1, "through the other article's quotation alone"


def test_who_is_not_sure_to_have_said_it_has_not_said_it() -> None:
    unsure = dataclasses.replace(courier().quotes[0], confidence=0.69)
    found = dataclasses.replace(courier(), quotes=(unsure, *courier().quotes[1:]))
    quads = judged([found, herald()], resolution())
    creators = {q.subject for q in quads if q.predicate == SCHEMA.creator}
    assert IRIS.article(C).quotation("q1") in creators, "the quotation keeps its speaker"
    said = [q for q in quads if q.predicate == KG.said]
    assert len(said) == 1, "through the other article's quotation alone"


def test_a_relation_in_dispute_stays_a_claim() -> None:
    parent = Key(C, "1")
    disputed = dataclasses.replace(
        resolution().contradictions[0], property="parent", right=parent, left=Key(C, "0")
    )
    judgement = dataclasses.replace(resolution(), contradictions=(disputed,))
    assert all(q.predicate != SCHEMA.parent for q in judged(list(articles()), judgement))


def test_a_short_mention_is_an_alternative_name() -> None:
    names = {q.object.value for q in quads_of(herald()) if q.predicate == SKOS.altLabel}  # type: ignore[union-attr]
    assert names == {"Varga"}


@pytest.mark.parametrize(
    ("text", "pieces", "words"),
    [
        ("“We lost,” she said, “all.”", [(1, 9), (22, 26)], "We lost, all."),
        ("“One.\n\n“Two.”", [(1, 5), (8, 12)], "One.\n\nTwo."),
        ("a  b", [(0, 4)], "a  b"),
    ],
)
def test_wording(text: str, pieces: list[tuple[int, int]], words: str) -> None:
    article = dataclasses.replace(courier().article, text=text)
    assert wording(article, [Span(*piece) for piece in pieces]) == words


# --- Mistakes -------------------------------------------------------------------------------------


def test_an_unknown_event_type_is_named() -> None:
    event = dataclasses.replace(herald().events[0], type="levitation")
    found = dataclasses.replace(herald(), events=(event,))
    with pytest.raises(OntologyError, match="'levitation' stands in no ontology file"):
        quads_of(found)


def test_an_unknown_act_is_named() -> None:
    quote = Quote("q9", QuoteKind.DIRECT, (Span(0, 3),), act="hummed")
    with pytest.raises(OntologyError, match="the act 'hummed'"):
        quads_of(Findings(herald().article, quotes=(quote,)))


def test_a_resolution_of_other_findings_is_refused() -> None:
    with pytest.raises(ValueError, match="resolve these findings again"):
        judged([courier()], resolution())


def test_a_match_of_unlike_findings_is_refused() -> None:
    match = dataclasses.replace(resolution().unsure[0], right=Key(H, "v1"))
    with pytest.raises(ValueError, match="no two entities, quotes or events"):
        judged(list(articles()), dataclasses.replace(resolution(), unsure=(match,)))


# --- Runs -----------------------------------------------------------------------------------------


def test_a_run_is_named_by_what_went_into_it() -> None:
    assert run_quads(RUN, BASE) == run_quads(dataclasses.replace(RUN), BASE)
    other = dataclasses.replace(RUN, weights="other")
    activities = {
        quad.subject
        for run in (RUN, other)
        for quad in run_quads(run, BASE)
        if quad.object == PROV.Activity
    }
    assert len(activities) == 2


def test_a_run_has_times_only_where_they_are_given() -> None:
    times = {PROV.startedAtTime, PROV.endedAtTime}
    assert not times & {quad.predicate for quad in run_quads(RUN, BASE)}
    timed = Run("1", started="2026-01-31T12:00:00Z", ended="2026-01-31T12:01:00Z")
    assert times <= {quad.predicate for quad in run_quads(timed, BASE)}


# --- What always holds ----------------------------------------------------------------------------


def check_terms(quads: list[Quad]) -> None:
    for quad in quads:
        assert isinstance(quad.graph_name, NamedNode)
        for term in (quad.subject, quad.predicate, quad.object):
            assert not isinstance(term, BlankNode)
            if isinstance(term, NamedNode):
                assert NamedNode(term.value) == term
                assert term.value.isascii()


def in_a_store(quads: list[Quad]) -> set[Quad]:
    store = Store()
    store.extend(quads)
    return set(store)


@given(findings())
def test_no_blank_nodes_and_valid_iris(found: Findings) -> None:
    quads = quads_of(found)
    check_terms(quads)
    assert {quad.graph_name for quad in quads} == {IRIS.article(found.article.id).graph}


@given(resolved())
def test_judgements_have_no_blank_nodes_and_valid_iris(
    both: tuple[list[Findings], Resolution],
) -> None:
    quads = judged(*both)
    check_terms(quads)
    assert {quad.graph_name for quad in quads} == {IRIS.resolution_graph}


@given(findings())
def test_a_store_gives_back_what_it_was_given(found: Findings) -> None:
    quads = quads_of(found)
    assert len(set(quads)) == len(quads), "each quad once"
    assert in_a_store(quads) == set(quads)


@given(resolved())
def test_a_store_gives_back_judgements(both: tuple[list[Findings], Resolution]) -> None:
    quads = judged(*both)
    assert len(set(quads)) == len(quads), "each quad once"
    assert in_a_store(quads) == set(quads)


@given(findings(), st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(found: Findings, random: random.Random) -> None:
    shuffled = dataclasses.replace(
        found,
        entities=tuple(random.sample(found.entities, len(found.entities))),
        quotes=tuple(random.sample(found.quotes, len(found.quotes))),
        events=tuple(random.sample(found.events, len(found.events))),
        claims=tuple(random.sample(found.claims, len(found.claims))),
    )
    assert set(quads_of(shuffled)) == set(quads_of(found))
    assert quads_of(found) == quads_of(found)


@given(resolved())
def test_the_order_of_articles_does_not_matter(both: tuple[list[Findings], Resolution]) -> None:
    found, judgement = both
    turned = dataclasses.replace(
        judgement,
        entities=judgement.entities[::-1],
        statements=judgement.statements[::-1],
        events=judgement.events[::-1],
        unsure=judgement.unsure[::-1],
    )
    assert set(judged(found[::-1], turned)) == set(judged(found, judgement))


@given(resolved())
def test_said_and_experienced_have_evidence(both: tuple[list[Findings], Resolution]) -> None:
    found, judgement = both
    store = Store()
    for each in found:
        store.extend(quads_of(each))
    store.extend(judged(found, judgement))
    unfounded = """SELECT ?who ?what {
        { ?who kg:said ?what FILTER NOT EXISTS {
            ?who a schema:Person . ?q kg:realises ?what ; schema:creator ?who ; kg:affirmed true } }
        UNION { ?who kg:experienced ?what FILTER NOT EXISTS {
            ?who a schema:Person . ?r kg:reports ?what ; kg:experiencer/kg:refersTo ?who ;
            kg:polarity kg:Positive ; kg:modality kg:Actual } } }"""
    assert ask(store, unfounded) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@given(findings())
def test_turtle_and_trig_are_read_by_others(found: Findings) -> None:
    quads = quads_of(found)
    turtle = serialize([quad.triple for quad in quads], format=RdfFormat.TURTLE)
    trig = serialize(quads, format=RdfFormat.TRIG, prefixes=dict(PREFIXES))
    assert len(Graph().parse(data=turtle, format="turtle")) == len(quads)
    assert len(Dataset().parse(data=trig, format="trig")) == len(quads)
    assert set(parse(trig, format=RdfFormat.TRIG)) == set(quads)


@given(findings())
def test_every_span_has_the_words_of_the_article(found: Findings) -> None:
    body = ""
    begin: dict[object, int] = {}
    exact: dict[object, str] = {}
    for quad in quads_of(found):
        if isinstance(quad.object, Literal):
            if quad.predicate == SCHEMA.articleBody:
                body = quad.object.value
            if quad.predicate == KG.begin:
                begin[quad.subject] = int(quad.object.value)
            if quad.predicate == KG.exact:
                exact[quad.subject] = quad.object.value
    assert begin.keys() == exact.keys()
    for span, words in exact.items():
        assert body[begin[span] : begin[span] + len(words)] == words


def test_the_sample_uses_each_kind_of_thing() -> None:
    kinds = {quad.object for quad in sample_quads() if quad.predicate == RDF.type}
    assert {KG.Quotation, KG.EventReport, KG.Claim, KG.Statement, KG.Event, SEM.Event} <= kinds


@settings(max_examples=25)
@given(resolved())
def test_a_triple_stands_in_one_graph(both: tuple[list[Findings], Resolution]) -> None:
    """An engine that reads all graphs as one may find a triple once for each graph that has it."""
    found, judgement = both
    quads = [quad for each in found for quad in article_quads(each, BASE, concepts=CONCEPTS)]
    quads += resolution_quads(found, judgement, BASE, concepts=CONCEPTS)
    assert len({quad.triple for quad in quads}) == len(set(quads))


def test_outlets_are_described_once_for_all_articles() -> None:
    quads = sample_quads()
    outlets = {quad.object for quad in quads if quad.predicate == SCHEMA.publisher}
    assert outlets
    for outlet in outlets:
        about = [quad for quad in quads if quad.subject == outlet]
        assert {quad.predicate for quad in about} == {RDF.type, RDFS.label, SCHEMA.name}
        assert {quad.graph_name for quad in about} == {IRIS.resolution_graph}
