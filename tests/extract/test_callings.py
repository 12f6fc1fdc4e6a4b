"""What people do and whose they are: occupations, roles and affiliations, sentence by sentence.

A claim reads `whose: property value`; only those of these three properties count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from told import claims_told

from kg.knowledge import Knowledge

if TYPE_CHECKING:
    from spacy.language import Language

_PROPERTIES = ("occupation", "role", "affiliation", "nationality", "age")


def case(id: str, text: str, *expected: str) -> Any:
    return pytest.param(text, list(expected), id=id)


CASES = [
    case(
        "runs-something",
        "Ida Holm, who runs a bakery in Leeds, was hurt.",
        "Ida Holm: occupation runs a bakery",
    ),
    case("sells-things", "“I sell boots,” said Ida Holm.", "Ida Holm: occupation sells boots"),
    case("runs-a-race", "Ida Holm, who runs a marathon each year, was hurt."),
    case("sells-once", "Ida Holm sells shares to the bank on Friday."),
    case(
        "chairs-a-body",
        "Ida Holm, who chairs the tenants’ association, said no.",
        "Ida Holm: affiliation tenants’ association",
        "Ida Holm: role chair",
    ),
    case(
        "advocate-for",
        "Ida Holm, the barrister for Emil Hart, said no.",
        "Ida Holm: role barrister for Emil Hart",
    ),
    case(
        "for-somebody",
        "Emil Hart was fined. Ida Holm KC, for Emil Hart, said he was sorry.",
        "Ida Holm: role for Emil Hart",
    ),
    case(
        "joined-verbs",
        "Ida Holm, who was born in Leeds and works for Norvik Bank, said no.",
        "Ida Holm: affiliation Norvik Bank",
    ),
    case("joined-verbs-denied", "Ida Holm does not sing or work for Norvik Bank."),
    case(
        "retired", "Ida Holm, a retired midwife, said no.", "Ida Holm: occupation retired midwife"
    ),
    case(
        "whose-wife",
        "The 29-year-old baker’s wife, Ida Holm, said no.",
        "The 29-year-old baker: age 29",
    ),
    case(
        "co-founder",
        "Ida Holm is a co-founder of Norvik Bank.",
        "Ida Holm: affiliation Norvik Bank",
        "Ida Holm: role co-founder",
    ),
    case("front-runner", "Ida Holm is the front-runner."),
    case(
        "the-bank-is-no-title",
        "Norvik Bank Director Ida Holm said no.",
        "Ida Holm: affiliation Norvik Bank",
        "Ida Holm: role Director",
    ),
    case(
        "partners",
        "Ida Holm, a lawyer at Quist & Hart, said no.",
        "Ida Holm: affiliation Quist & Hart",
        "Ida Holm: occupation lawyer",
    ),
    case("not-yet", "They cheered for the potential senator Ida Holm."),
    case(
        "a-name-like-a-calling",
        "Norvik Bank’s director, Ida Cook, said no.",
        "Ida Cook: affiliation Norvik Bank",
        "Ida Cook: role director",
    ),
    case("a-name-like-a-title", "Gov. Earl Holm said no."),
    case(
        "of-another",
        "Ida Holm, the foreign minister of France, a permanent member of the council, said no.",
        "Ida Holm: role foreign minister",
    ),
    case("a-band", "The band leader, Ida Holm, said no.", "Ida Holm: role band leader"),
    case("for-instance", "Ida Holm, for one, said no."),
    case("prosecuting", "Ida Holm, prosecuting, said no.", "Ida Holm: role prosecuting"),
    case("smiling", "Ida Holm, smiling, said no."),
    case("letters-behind-a-name", "Ida Holm MP, 52, said no.", "Ida Holm: age 52"),
    case(
        "works-as",
        "Ida Holm works as a nurse in Leeds.",
        "Ida Holm: occupation nurse",
    ),
    case(
        "appointed",
        "Ida Holm was appointed head coach in May.",
        "Ida Holm: role head coach",
    ),
    case("not-appointed", "Ida Holm was not appointed coach."),
    case(
        "a-pair-of-words",
        "Ida Holm, the attorney general, resigned.",
        "Ida Holm: role attorney general",
    ),
    case(
        "in-chief",
        "Ida Holm, the editor in chief, resigned.",
        "Ida Holm: role editor in chief",
    ),
    case(
        "was-something",
        "Ida Holm, a former Norvik Bank director, was hurt.",
        "Ida Holm: role former Norvik Bank director",
    ),
    case(
        "was-before-a-name",
        "Retired Norvik Bank director Ida Holm was hurt.",
        "Ida Holm: role Retired Norvik Bank director",
    ),
    case(
        "was-of-a-party",
        "Ida Holm, a former Democratic Party aide, was hurt.",
        "Ida Holm: role former Democratic Party aide",
    ),
    case(
        "was-of-a-nation",
        "Ida Holm, a former Norwegian minister, was hurt.",
        "Ida Holm: nationality Norwegian",
        "Ida Holm: role former Norwegian minister",
    ),
    case(
        "the-whole-name",
        "Ida Holm, director of the Centre for Coastal Studies, said no.",
        "Ida Holm: affiliation Centre for Coastal Studies",
        "Ida Holm: role director",
    ),
    case(
        "for-an-office",
        "A spokesman for the mayor’s office said it was closed.",
        "A spokesman for the mayor’s office: affiliation mayor’s office",
        "A spokesman for the mayor’s office: role spokesman",
    ),
    case("nobody-known", "He may name a new captain. She was born in a bus driver’s house."),
    case("nobody-known-in-a-body", "They asked for a second director of Norvik Bank."),
    case("the-one", "Ida Holm was the one who called."),
    case("how-many", "“The figure is four,” said Ida Holm."),
    case("a-compound-nation", "An African-American teacher spoke."),
    case("a-nation-of-things", "Ida Holm said: “We are part of a Norwegian story.”"),
    case("author-of-that", "They knew the author of that line, Ida Holm."),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_people_do_and_whose_they_are(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    assert claims_told(text, nlp, knowledge, _PROPERTIES) == expected
