"""Names of people: their parts, and which two may be one person's."""

from __future__ import annotations

import pytest

from kg.extract.names import PersonName, is_short_form, parse_name, same_full_name
from kg.knowledge import People
from kg.rdf.knowledge import load_knowledge


@pytest.fixture(scope="module")
def people() -> People:
    return load_knowledge().people


def name(text: str, people: People) -> PersonName:
    return parse_name(text.split(), people)


PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str, str]] = {
    # name: parts, surname, suffix, gender
    "Ann Lee": (("ann", "lee"), ("lee",), "", ""),
    "Mrs Ann Lee": (("ann", "lee"), ("lee",), "", "female"),
    "Sir Tom Oakes": (("tom", "oakes"), ("oakes",), "", "male"),
    "Deputy Fire Chief Ivo Blaha": (("ivo", "blaha"), ("blaha",), "", ""),
    "Hendrik van der Meer": (("hendrik", "van", "der", "meer"), ("van", "der", "meer"), "", ""),
    "Harold Stern Jr.": (("harold", "stern"), ("stern",), "jr", ""),
    "Gita Rao KC": (("gita", "rao"), ("rao",), "", ""),
    "Sinead O’Dowd - Pryce": (("sinead", "o'dowd-pryce"), ("o'dowd-pryce",), "", ""),
    "J. K. Moss": (("j", "k", "moss"), ("moss",), "", ""),
    "President": (("president",), ("president",), "", ""),
}


@pytest.mark.parametrize("text", PARTS)
def test_parts(text: str, people: People) -> None:
    found = name(text, people)
    assert (found.parts, found.surname, found.suffix, found.gender) == PARTS[text]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Bill Oakes", "William Oakes", True),
        ("W. Oakes", "William Oakes", True),
        ("William R. Oakes", "William Oakes", True),
        ("William R. Oakes", "William T. Oakes", False),
        ("Harold Stern", "Harold Stern Jr.", False),
        ("Ann Lee", "Ann Ray", False),
        ("Ann Lee", "Joan Lee", False),
        ("Mr Robin Lee", "Mrs Robin Lee", False),
    ],
)
def test_full_names(left: str, right: str, same: bool, people: People) -> None:
    assert same_full_name(name(left, people), name(right, people), people) is same


@pytest.mark.parametrize(
    ("short", "full", "may_be"),
    [
        ("Lee", "Ann Lee", True),
        ("Ann", "Ann Lee", True),
        ("Mrs Lee", "Ann Lee", True),
        ("Mr Lee", "Ms Ann Lee", False),
        ("van der Meer", "Hendrik van der Meer", True),
        ("Meer", "Hendrik van der Meer", True),
        ("Kwab", "Kwabena Osei", True),
        ("Jack", "John Osei", False),
        ("A", "Ann Lee", False),
        ("Ray", "Ann Lee", False),
    ],
)
def test_short_forms(short: str, full: str, may_be: bool, people: People) -> None:
    assert is_short_form(name(short, people), name(full, people)) is may_be
