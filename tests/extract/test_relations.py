"""Who is whose relative, sentence by sentence: `whose: property value`, kinship alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from told import claims_told

from kg.knowledge import Knowledge

if TYPE_CHECKING:
    from spacy.language import Language

_KINSHIP = ("spouse", "parent", "child", "sibling")


def case(id: str, text: str, *expected: str) -> Any:
    return pytest.param(text, list(expected), id=id)


CASES = [
    case(
        "has-a-son",
        "Nora Quist, who has a son, Emil, was hurt.",
        "Nora Quist: child Emil",
    ),
    case(
        "joined-verbs",
        "Nora Quist, who was born in Leeds and has a son, Emil, was hurt.",
        "Nora Quist: child Emil",
    ),
    case(
        "of-a-farmer",
        "Emil Hart, the son of a farmer, was hurt.",
        "Emil Hart: parent a farmer",
    ),
    case("of-the-nation", "Emil Hart, a son of the north, was hurt."),
    case("no-son", "Nora Quist never had a son, Emil Hart said."),
    case("wants-a-son", "Nora Quist wants to have a son."),
    case("sister-ship", "The Dunlin's sister ship, the Plover, sank in May."),
    case("sister-company", "Norvik Bank's sister company was sold."),
    case("ex-wife", "Emil Hart said his ex-wife, Nora Quist, was at home."),
    case(
        "wife", "Emil Hart said his wife, Nora Quist, was at home.", "Emil Hart: spouse Nora Quist"
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_is_whose_relative(
    text: str, expected: list[str], nlp: Language, knowledge: Knowledge
) -> None:
    assert claims_told(text, nlp, knowledge, _KINSHIP) == expected
