"""What articles claim of people, through the whole pipeline: one sentence, its claims.

A claim reads `whose: property value`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.claims import find_claims
from kg.knowledge import Knowledge
from kg.model import Article, Findings
from kg.parse import parse

if TYPE_CHECKING:
    from spacy.language import Language


def case(id: str, text: str, expected: list[str]) -> Any:
    return pytest.param(text, expected, id=id)


CASES = [
    case("age-comma", "Nora Quist, 34, was arrested on Monday.", ["Nora Quist: age 34"]),
    case(
        "age-year-old",
        "The 34-year-old baker Nora Quist was arrested.",
        ["Nora Quist: age 34", "Nora Quist: occupation baker"],
    ),
    case(
        "apposition-with-age",
        "Nora Quist, a 34-year-old bus driver, was hurt.",
        ["Nora Quist: age 34", "Nora Quist: occupation bus driver"],
    ),
    case(
        "married-to",
        "Nora Quist is married to the architect Emil Hart.",
        ["Emil Hart: occupation architect", "Nora Quist: spouse Emil Hart"],
    ),
    case("named-last", "The coach was Ida Holm.", ["Ida Holm: role coach"]),
    case(
        "leads-for",
        "Ida Holm, who leads the inquiry for the Harbour Board, said no.",
        ["Ida Holm: affiliation Harbour Board"],
    ),
    case("once-married-to", "Nora Quist was married to Emil Hart.", []),
    case(
        "children-by-genitive",
        "Nora Quist and her two children moved to Leeds.",
        ["Nora Quist: children two"],
    ),
    case(
        "address",
        "Nora Quist, 34, of Mill Road, Leeds, was fined.",
        ["Nora Quist: age 34", "Nora Quist: home Mill Road, Leeds"],
    ),
    case(
        "works-for",
        "Nora Quist, who works for Barclays, was fined.",
        ["Nora Quist: affiliation Barclays"],
    ),
    case("an-honorific", "Mrs Justice Quist sent him to prison.", []),
    case(
        "said-again",
        "The folk singer Nora Quist was hurt. The singer is at home.",
        ["Nora Quist: occupation folk singer"],
    ),
    case("nameless", "A baker found the key, and Nora Quist thanked the baker.", []),
    case("age-yo", "Fans wrote to 34yo Nora Quist.", ["Nora Quist: age 34"]),
    case("age-aged", "Nora Quist, aged 34, was arrested.", ["Nora Quist: age 34"]),
    case("age-predicate", "Nora Quist is 34.", ["Nora Quist: age 34"]),
    case("age-years-old", "Nora Quist is 34 years old.", ["Nora Quist: age 34"]),
    case("age-turned", "Nora Quist turned 34 in May.", ["Nora Quist: age 34"]),
    case(
        "age-child",
        "Her son, Emil, seven, was found safe, Nora Quist said.",
        ["Emil: age 7 in a quote"],
    ),
    case(
        "occupation-apposition",
        "Nora Quist, a baker from Bonn, was arrested.",
        ["Nora Quist: home Bonn", "Nora Quist: occupation baker"],
    ),
    case(
        "occupation-and-age",
        "Nora Quist, 34, a bus driver, was arrested.",
        ["Nora Quist: age 34", "Nora Quist: occupation bus driver"],
    ),
    case("occupation-title", "Baker Nora Quist was arrested.", ["Nora Quist: occupation Baker"]),
    case(
        "occupation-the",
        "The architect Nora Quist was arrested.",
        ["Nora Quist: occupation architect"],
    ),
    case("occupation-predicate", "Nora Quist was a nurse.", ["Nora Quist: occupation nurse"]),
    case(
        "occupation-two",
        "Nora Quist, a singer and actor, was arrested.",
        ["Nora Quist: occupation actor", "Nora Quist: occupation singer"],
    ),
    case(
        "occupation-before",
        "The surgeon, Nora Quist, was arrested.",
        ["Nora Quist: occupation surgeon"],
    ),
    case(
        "role-title", "Finance Minister Rosa Klein resigned.", ["Rosa Klein: role Finance Minister"]
    ),
    case(
        "role-apposition",
        "Rosa Klein, the finance minister, resigned.",
        ["Rosa Klein: role finance minister"],
    ),
    case(
        "role-of",
        "Rosa Klein, chief executive of Norvik Bank, resigned.",
        ["Rosa Klein: affiliation Norvik Bank", "Rosa Klein: role chief executive"],
    ),
    case(
        "role-chief-of-staff",
        "Rosa Klein, chief of staff, resigned.",
        ["Rosa Klein: role chief of staff"],
    ),
    case(
        "role-spokeswoman",
        "Pia Lund, a spokeswoman for Norvik Bank, said the bank was closed.",
        ["Pia Lund: affiliation Norvik Bank", "Pia Lund: role spokeswoman"],
    ),
    case("role-captain", "Captain Milo Stark was arrested.", ["Milo Stark: role Captain"]),
    case(
        "nationality",
        "The Norwegian singer Kay Lund died on Monday.",
        ["Kay Lund: nationality Norwegian", "Kay Lund: occupation singer"],
    ),
    case(
        "nationality-two-words",
        "South African runner Thabo Nkosi won the race.",
        ["Thabo Nkosi: nationality South African", "Thabo Nkosi: occupation runner"],
    ),
    case("nationality-predicate", "Kay Lund is Norwegian.", ["Kay Lund: nationality Norwegian"]),
    case(
        "home-of",
        "Nora Quist, 34, of Leeds, was arrested.",
        ["Nora Quist: age 34", "Nora Quist: home Leeds"],
    ),
    case(
        "home-from",
        "Nora Quist, a baker from Leeds, was arrested.",
        ["Nora Quist: home Leeds", "Nora Quist: occupation baker"],
    ),
    case(
        "at-home",
        "Nora Quist at home on Mill Road.",
        ["Nora Quist: home Mill Road"],
    ),
    case("home-lives", "Nora Quist lives in Leeds.", ["Nora Quist: home Leeds"]),
    case(
        "children-of",
        "The mother of three, Nora Quist, was arrested.",
        ["Nora Quist: children three"],
    ),
    case(
        "children-have",
        "Zoe Hart and Ben Low have two sons.",
        ["Ben Low: children two", "Zoe Hart: children two"],
    ),
    case("kin-son", "Nora Quist’s son, Emil, was born in April.", ["Nora Quist: child Emil"]),
    case(
        "kin-wife", "Ben Low and his wife, Zoe Hart, were arrested.", ["Ben Low: spouse Zoe Hart"]
    ),
    case("kin-brother", "Zoe Hart's brother, Tom, was arrested.", ["Zoe Hart: sibling Tom"]),
    case(
        "reported",
        "“My brother Tom is 40,” said Zoe Hart.",
        ["Tom: age 40 in a quote", "Zoe Hart: sibling Tom in a quote"],
    ),
    case("no-age-of-years", "Nora Quist served 34 years.", []),
    case("no-age-of-number", "Nora Quist bought 34 boats.", []),
    case("no-list", "Nora Quist, Zoe Hart and Ben Low were arrested.", []),
    case("no-negation", "Nora Quist is not a nurse.", []),
    case("no-condition", "If Nora Quist were a nurse, she would know.", []),
    case("no-surname", "Will Baker was arrested.", []),
    case("no-question", "Is Nora Quist a nurse?", []),
    case("no-generic-noun", "Nora Quist is a woman.", []),
]


def findings(text: str, nlp: Language, knowledge: Knowledge) -> Findings:
    article = Article(id="a", source="a.txt", text=text, published="2020-10-28")
    (doc,) = parse([article], nlp)
    return extract(doc, knowledge)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_claimed_of_whom(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    found = findings(text, nlp, knowledge)
    names = {entity.id: entity.name for entity in found.entities}
    told = [
        f"{names[claim.subject]}: {claim.property} {claim.value}"
        + (" in a quote" if claim.reported_in else "")
        for claim in found.claims
    ]
    assert sorted(told) == expected


def test_the_evidence_of_a_claim_is_its_words(nlp: Language, knowledge: Knowledge) -> None:
    found = findings("Nora Quist, 34, a baker from Bonn, was arrested.", nlp, knowledge)
    words = {claim.property: found.article[claim.evidence] for claim in found.claims}
    assert words == {"age": "34", "occupation": "baker", "home": "Bonn"}


def test_each_of_two_ages_is_kept(nlp: Language, knowledge: Knowledge) -> None:
    found = findings(
        "Nora Quist, 34, was arrested. “Nora Quist is 36,” said Ben Low.", nlp, knowledge
    )
    assert [claim.value for claim in found.claims if claim.property == "age"] == ["34", "36"]


def test_kin_points_at_the_other_person(nlp: Language, knowledge: Knowledge) -> None:
    found = findings("Nora Quist’s son, Emil, was born in April.", nlp, knowledge)
    (claim,) = [each for each in found.claims if each.property == "child"]
    assert claim.object is not None
    assert found.entity(claim.object).name == "Emil"


@given(st.text(max_size=300))
def test_no_text_raises_without_any_annotation(text: str) -> None:
    import spacy

    assert find_claims(spacy.blank("en")(text), (), (), Knowledge()) == ()
