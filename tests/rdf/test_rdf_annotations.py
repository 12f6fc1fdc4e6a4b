"""Web Annotations: each finding at its place, in words that are those of the text."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Quad
from rdf_samples import BASE, COURIER, C, sample_quads

from kg.rdf.annotations import annotated, merged_of
from kg.rdf.iris import iris_of
from kg.rdf.vocabulary import KG, SCHEMA

IRIS = iris_of(BASE)
HERE = IRIS.article(C)


def of_courier() -> list[Quad]:
    return [quad for quad in sample_quads() if quad.graph_name == HERE.graph]


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    judged = [quad for quad in sample_quads() if quad.graph_name == IRIS.resolution_graph]
    made = list(annotated(of_courier(), merged_of(judged)))
    assert len({each["id"] for each in made}) == len(made)
    return {each["id"]: each for each in made}


def selectors(annotation: dict) -> list[tuple[int, int, str]]:
    target = annotation["target"]
    places = target["items"] if target.get("type") == "Composite" else [target]
    return [
        (position["start"], position["end"], words["exact"])
        for position, words in (place["selector"] for place in places)
    ]


def test_every_target_has_the_words_of_its_place(found: dict[str, dict]) -> None:
    for annotation in found.values():
        for begin, end, words in selectors(annotation):
            assert COURIER.text[begin:end] == words


def test_a_quotation_in_pieces_has_one_target_of_all_of_them(found: dict[str, dict]) -> None:
    quotation = found[f"{HERE.quotation('q1').value}&annotation"]
    assert [words for _, _, words in selectors(quotation)] == [
        "We lost the mill,",
        "and nobody warned us.",
    ]
    bodies = {(body["purpose"], body.get("source") or body["value"]) for body in quotation["body"]}
    assert ("classifying", KG.DirectQuotation.value) in bodies
    assert ("identifying", IRIS.statement("s1").value) in bodies
    assert ("describing", "We lost the mill, and nobody warned us.") in bodies


def test_each_mention_is_annotated_with_whom_it_refers_to(found: dict[str, dict]) -> None:
    chain = HERE.chain("e1").value
    mentions = [each for name, each in found.items() if name.startswith(chain)]
    assert {selectors(each)[0][2] for each in mentions} == {"Ida Varga", "Her"}
    person = f"{BASE}person/ida-varga"
    assert all(person in [body.get("source") for body in each["body"]] for each in mentions)


def test_reports_and_claims_are_annotated(found: dict[str, dict]) -> None:
    kinds = {body["source"] for each in found.values() for body in each["body"] if "source" in body}
    assert {KG.EventReport.value, KG.Claim.value, KG.CoreferenceChain.value} <= kinds
    assert "https://w3id.org/witness/event-types#fire" in kinds


def test_the_surroundings_help_to_find_a_place_again(found: dict[str, dict]) -> None:
    for annotation in found.values():
        target = annotation["target"]
        for place in target.get("items", [target]):
            _, words = place["selector"]
            assert words["prefix"] + words["exact"] + words["suffix"] in COURIER.text


def test_without_text_only_the_words_of_findings_are_given() -> None:
    made = json.dumps(list(annotated(of_courier(), {}, text=False)))
    assert "prefix" not in made
    assert "fire was set" in made
    bare = [quad for quad in of_courier() if quad.predicate != SCHEMA.articleBody]
    assert json.dumps(list(annotated(bare, {}))) == made
