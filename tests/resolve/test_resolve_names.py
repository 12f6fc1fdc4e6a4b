"""Personal names: their parts, and which of them may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge import People, Title
from kg.model import Evidence
from kg.resolve.components import score
from kg.resolve.names import Name, fit, parse_name

PEOPLE = People(
    titles={words: Title(words) for words in (("prime", "minister"), ("captain",), ("sir",))},
    suffixes=frozenset({"jr", "sr", "iii"}),
    particles=frozenset({"van", "der", "de", "la", "bin"}),
    nicknames={"bill": frozenset({"william"}), "meg": frozenset({"margaret"})},
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ann Lee", Name("lee", "ann"), id="given and family"),
        pytest.param("Ann Lee’s", Name("lee", "ann"), id="genitive"),
        pytest.param("Ann Marie Lee", Name("lee", "ann", ("marie",)), id="middle"),
        pytest.param("Ann M. Lee", Name("lee", "ann", ("m",)), id="initial"),
        pytest.param("A.M. Lee", Name("lee", "a", ("m",)), id="run of initials"),
        pytest.param("Ann van der Lee", Name("van der lee", "ann"), id="particles"),
        pytest.param("Ann de la Cruz", Name("de la cruz", "ann"), id="more particles"),
        pytest.param("Zoë O’Dowd-Ruiz", Name("odowd-ruiz", "zoe"), id="accent, apostrophe, hyphen"),
        pytest.param("Tom Lee, Jr.", Name("lee", "tom", (), "jr"), id="suffix after a comma"),
        pytest.param("Tom Lee III", Name("lee", "tom", (), "iii"), id="numeral"),
        pytest.param("Tom Lee Senior", Name("lee", "tom", (), "sr"), id="suffix in full"),
        pytest.param("Captain Ann Lee", Name("lee", "ann", titled=True), id="title"),
        pytest.param("Prime Minister Lee", Name("lee", titled=True), id="title of two words"),
        pytest.param("Sir Captain Lee", Name("lee", titled=True), id="two titles"),
        pytest.param("Mrs Lee", Name("lee", titled=True, gender="female"), id="title with gender"),
        pytest.param("Captain", Name("captain"), id="a title that is the name"),
        pytest.param("Ann “Sparky” Lee", Name("lee", "ann"), id="nickname in marks"),
        pytest.param("Ann Lee (left)", Name("lee", "ann"), id="words in brackets"),
        pytest.param("Lee", Name("lee"), id="one word"),
        pytest.param("—", None, id="no word"),
    ],
)
def test_parts(text: str, expected: Name | None) -> None:
    assert parse_name(text, PEOPLE) == expected


@given(st.text(max_size=30))
def test_any_text_is_a_name_or_none(text: str) -> None:
    parse_name(text, PEOPLE)


def _fit(left: str, right: str) -> float | None:
    one, other = parse_name(left, PEOPLE), parse_name(right, PEOPLE)
    assert one
    assert other
    found, back = fit(one, other, PEOPLE), fit(other, one, PEOPLE)
    assert bool(found.veto) == bool(back.veto)
    return None if found.veto else score(found.evidence)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Ann Lee", "Ann Ruiz", id="family name"),
        pytest.param("Ann Lee", "Tom Lee", id="given name"),
        pytest.param("A. Lee", "Tom Lee", id="initial"),
        pytest.param("Tom A. Lee", "Tom B. Lee", id="middle initial"),
        pytest.param("Tom A. Lee", "Tom B. C. Lee", id="fewer middle initials"),
        pytest.param("Tom Ames Lee", "Tom B. Lee", id="middle name and initial"),
        pytest.param("Tom Lee Jr", "Tom Lee Sr", id="father and son"),
        pytest.param("Captain Ann", "Ann Lee", id="a title goes before family names"),
        pytest.param("Ann", "Tom Lee", id="another first name"),
        pytest.param("Ann", "Lee", id="two bare names"),
    ],
)
def test_vetoes(left: str, right: str) -> None:
    assert _fit(left, right) is None


@pytest.mark.parametrize(
    ("left", "right", "low", "high"),
    [
        pytest.param("Ann Lee", "Ann Lee", 0.75, 1, id="the same"),
        pytest.param("Mei-Lin Lee", "Meilin Lee", 0.75, 1, id="a hyphen"),
        pytest.param("Tom Lee", "Tom A. Lee", 0.75, 1, id="a middle name more"),
        pytest.param("Tom Lee", "Tom Lee Jr", 0.4, 0.75, id="a suffix more"),
        pytest.param("Ann Lee", "Ann Lee-Ruiz", 0.4, 0.75, id="half a double name"),
        pytest.param("Bill Lee", "William Lee", 0.4, 0.75, id="a nickname"),
        pytest.param("Chris Lee", "Christine Lee", 0.4, 0.75, id="a short form"),
        pytest.param("A. Lee", "Ann Lee", 0.4, 0.75, id="an initial"),
        pytest.param("Tom A.B. Lee", "Tom AB Lee", 0.75, 1, id="initials without dots"),
        pytest.param("Tom A. Lee", "Tom A.B. Lee", 0.4, 0.75, id="a second middle initial more"),
        pytest.param("Tom A.B. Lee", "Tom B.A. Lee", 0.4, 0.75, id="initials the other way round"),
        pytest.param("Ann", "Ann Lee", 0, 0, id="a first name"),
        pytest.param("Lee", "Ann Lee", 0, 0, id="a surname"),
        pytest.param("Captain Lee", "Ann Lee", 0, 0, id="a titled surname"),
        pytest.param("Kolk", "Ann van der Kolk", 0, 0, id="a surname without its particles"),
        pytest.param("Bill", "William Lee", 0, 0, id="a nickname alone"),
    ],
)
def test_names_alone(left: str, right: str, low: float, high: float) -> None:
    worth = _fit(left, right)
    assert worth is not None
    assert low <= worth <= high


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Hillary Lee", "Hilary Lee", id="a letter"),
        pytest.param("Ann Marie Lee", "Marie Lee", id="the middle name"),
        pytest.param("Baroness Ann Lee", "Ann M. Lee", id="a word before the name"),
        pytest.param("Tal Lee", "Thomas Abel Lee", id="initials for a name"),
        pytest.param("JT Lee", "Jonas Theo Lee", id="initials of the given names"),
    ],
)
def test_names_that_are_never_sure_to_be_one(left: str, right: str) -> None:
    found = _fit(left, right)
    assert found is not None
    assert 0.4 <= found < 0.5
    one, other = parse_name(left, PEOPLE), parse_name(right, PEOPLE)
    assert one
    assert other
    assert score([*fit(one, other, PEOPLE).evidence, Evidence(0.99, "company")]) < 0.75
