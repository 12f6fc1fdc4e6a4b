"""Which quotations are one statement, and what is told of wording on the way."""

import pytest
from resolve_stories import Findings, Said, statements, told

from kg.model import Resolution
from kg.resolve import resolve
from kg.resolve.clusters import slug
from kg.resolve.wording import in_marks, overlap, words

LONG = (
    "We had patched the old pier for thirty years, and every winter took a little more of it. "
    "I am not going to patch it again. The sea has made up its mind, and so have I."
)
SHORT = "The sea has made up its mind, and so have I."
OTHER = "The sea is the sea, I always say, and we live by it."
CUT = "We had patched the old pier for thirty years. The sea has made up its mind."


def both(
    left: Said, right: Said, names: tuple[str, str] = ("Ann Lee", "Ann Lee")
) -> tuple[Findings, Findings]:
    """Return two articles, each with one quotation of p1, beside two people seldom named."""
    cast = {"p8": "Di Fox", "p9": "Ed Orr"}
    return told("A", {"p1": names[0], **cast}, [left]), told("B", {"p1": names[1], **cast}, [right])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(LONG, LONG, id="equal"),
        pytest.param(LONG, SHORT, id="the end alone"),
        pytest.param(LONG, CUT, id="the middle cut out"),
        pytest.param(
            LONG, LONG.replace("I am", "I’m").replace("little more", "bit more"), id="worn"
        ),
        pytest.param(LONG, LONG.replace("patched", "pacthed").upper(), id="misspelt, in capitals"),
        pytest.param(LONG, (SHORT, LONG[: LONG.index("The sea")]), id="reordered"),
        pytest.param("It was ice cold, and we ran.", "It was ice-cold and we ran", id="a hyphen"),
        pytest.param("the sea has made up its mind", LONG, id="a few words of it"),
    ],
)
def test_one_statement(left: str | tuple[str, ...], right: str | tuple[str, ...]) -> None:
    assert statements(*both(Said(left, "p1"), Said(right, "p1"))) == [["A:q1", "B:q1"]]


def test_a_long_quotation_holds_several_short_ones() -> None:
    pieces = [Said(part, "p1") for part in (LONG[:88], "I am not going to patch it again.", SHORT)]
    left = told("A", {"p1": "Ann Lee"}, pieces)
    right = told("B", {"p1": "Ann Lee"}, [Said(LONG, "p1")])
    assert statements(left, right) == [["A:q1", "A:q2", "A:q3", "B:q1"]]
    assert resolve([left, right]).statements[0].label == LONG


@pytest.mark.parametrize(
    "kinds", [("direct", "mixed"), ("mixed", "direct"), ("mixed", "mixed")], ids="-".join
)
def test_words_in_marks(kinds: tuple[str, str]) -> None:
    texts = {
        "direct": "The sea has made up its mind.",
        "mixed": "that the sea has “made up its mind” about the pier",
    }
    left, right = (Said(texts[kind], "p1", kind) for kind in kinds)
    assert statements(*both(left, right)) == [["A:q1", "B:q1"]]


@pytest.mark.parametrize(
    ("left", "right", "names"),
    [
        pytest.param(Said(LONG, "p1"), Said(LONG, "p1"), ("Ann Lee", "Bo Ray"), id="two speakers"),
        pytest.param(Said(LONG, "p1"), Said(LONG, "p1"), ("Ann Lee", "Lee"), id="perhaps two"),
        pytest.param(Said(LONG, "p1"), Said(LONG, "p1", affirmed=False), None, id="not said"),
        pytest.param(Said("No comment.", "p1"), Said("No comment.", "p1"), None, id="two words"),
        pytest.param(Said(LONG, "p1"), Said(OTHER, "p1"), None, id="other words"),
    ],
)
def test_two_statements(left: Said, right: Said, names: tuple[str, str] | None) -> None:
    found = statements(*both(left, right, names or ("Ann Lee", "Ann Lee")))
    if names == ("Ann Lee", "Lee"):
        assert found == [["A:q1", "B:q1"]], "the same words make them one person"
    else:
        assert found == []


def test_few_words_of_one_speaker_in_two_stories_are_two() -> None:
    left = told("A", {"p1": "Ann Lee"}, [Said("We will see", "p1")])
    right = told("B", {"p1": "Ann Lee"}, [Said("We will see about that next year", "p1")])
    assert statements(left, right) == []


def test_words_of_nobody_go_with_their_only_speaker() -> None:
    left = told("A", {"p1": "Ann Lee"}, [Said(LONG, "p1")])
    nobody = told("B", {"p1_": "an official"}, [Said(LONG, None), Said(SHORT, "p1_")])
    other = told("C", {"p1": "Bo Ray"}, [Said(LONG, "p1")])
    assert statements(left, nobody) == [["A:q1", "B:q1", "B:q2"]]
    assert (
        statements(left, nobody, other) == [["B:q1", "B:q2"]]
        or statements(left, nobody, other) == []
    )


def test_a_quotation_inside_another_is_a_statement_of_its_own() -> None:
    outer = f"{LONG} He told me that he would never sell the boat to anybody."
    cast = {"p1": "Ann Lee", "p2": "Bo Ray"}
    inner = Said("that he would never sell the boat to anybody", "p2", "indirect", within="q1")
    left = told("A", cast, [Said(outer, "p1"), inner])
    right = told("B", cast, [Said(outer, "p1"), inner])
    assert statements(left, right) == [["A:q1", "B:q1"], ["A:q2", "B:q2"]]


def test_what_a_speaker_tells_of_themselves_is_no_second_telling() -> None:
    inner = Said("that I would never sell the boat to anybody", "p1", "indirect", within="q1")
    outer = f"{LONG} I told him that I would never sell the boat to anybody."
    only = told("A", {"p1": "Ann Lee"}, [Said(outer, "p1"), inner])
    assert statements(only) == []


def test_two_speakers_together_are_not_one_of_them() -> None:
    cast = {"p1": "Ann Lee", "p2": "Bo Ray"}
    left = told("A", cast, [Said(LONG, "p1", joint=("p2",))])
    right = told("B", cast, [Said(LONG, "p1")])
    again = told("C", cast, [Said(LONG, "p2", joint=("p1",))])
    assert statements(left, right, again) == [["A:q1", "C:q1"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It’s ICE-cold, isn't it?", "it s ice cold is not it", id="marks, capitals"),
        pytest.param(
            "I’m sure they’ll say we won’t", "i am sure they will say we will not", id="1"
        ),
        pytest.param("cannot, can't, you've, we're", "can not can not you have we are", id="2"),
        pytest.param("“Zoë”—", "zoe", id="accents, dashes"),
        pytest.param("…", "", id="nothing"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('that “one” and "two" are', ("one", "two"), id="double marks"),
        pytest.param("that he ‘didn’t know’ it", ("didn’t know",), id="single with an apostrophe"),
        pytest.param("that it was hers", (), id="none"),
    ],
)
def test_in_marks(text: str, expected: tuple[str, ...]) -> None:
    assert in_marks(text) == expected


def test_overlap_is_of_the_shorter_one() -> None:
    found, back = overlap(words(LONG), words(SHORT)), overlap(words(SHORT), words(LONG))
    assert found == back
    assert (found.size, found.pairs, found.window) == (11, 1.0, 1.0)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("Zoë van der Berg-O’Neill", "zoe-van-der-berg-o-neill", id="a name"),
        pytest.param("…", "x", id="nothing"),
        pytest.param(
            "word " * 40, "word-word-word-word-word-word-word-word-word", id="cut at a word"
        ),
        pytest.param("x" * 90, "x" * 48, id="one long word"),
    ],
)
def test_slug(label: str, expected: str) -> None:
    assert slug(label) == expected


# --- Paraphrases ----------------------------------------------------------------------------------

PIER = (
    "The harbour board has given the old pier nineteen years. It will be missed, and so will you."
)


def told_of(
    direct: str, indirect: str, names: tuple[str, str] = ("Ann Lee", "Ann Lee")
) -> Resolution:
    """Return what comes of an article that quotes, and one that tells, in one story."""
    cast = {"p8": "Di Fox", "p9": "Ed Orr", "o1": "Harbour Line"}
    left = told("A", {"p1": names[0], **cast}, [Said(direct, "p1")])
    right = told("B", {"p1": names[1], **cast}, [Said(indirect, "p1", "indirect")])
    return resolve([left, right])


@pytest.mark.parametrize(
    ("direct", "indirect", "verdict"),
    [
        pytest.param(PIER, "that the board had given the pier nineteen years", "same", id="told"),
        pytest.param(PIER, "the old pier would be missed after nineteen years", "same", id="order"),
        pytest.param(
            "We are leaving Harbour Line in September, whatever they pay us.",
            "that they would leave Harbour Line in September", "same", id="a name",
        ),
        pytest.param(PIER, "that the board had given the bridge sixty years", "", id="numbers"),
        pytest.param(PIER, "that the old pier would not be missed after nineteen years", "",
                     id="negated"),
        pytest.param(PIER, "that the pier of nineteen years smelt", "unsure", id="half"),
        pytest.param(PIER, "that he was tired of the board", "", id="a word"),
    ],
)  # fmt: skip
def test_what_renders_words(direct: str, indirect: str, verdict: str) -> None:
    resolution = told_of(direct, indirect)
    is_one = any(len(each.members) == 2 for each in resolution.statements)
    quoted = [match for match in resolution.unsure if match.left.finding == "q1"]
    assert ("same" if is_one else "unsure" if quoted else "") == verdict
    for match in quoted:
        assert 0.4 <= match.score < 0.75
        assert match.evidence[0].reason == "what the shorter says stands in the other"


def test_a_rendering_of_another_speaker_is_another_statement() -> None:
    resolution = told_of(
        PIER, "that the board had given the pier nineteen years", ("Ann Lee", "Bo Ray")
    )
    assert all(len(each.members) == 1 for each in resolution.statements)


def test_a_rendering_by_nobody_joins_one_speaker_only() -> None:
    cast = {"p1": "Ann Lee", "p2": "Bo Ray"}
    said = "that the harbour board had given the old pier nineteen years"
    first = told("A", cast, [Said(PIER, "p1")])
    nobody = told("B", cast, [Said(said, None, "indirect")])
    second = told("C", cast, [Said(PIER.replace("It will", "It shall"), "p2")])
    assert statements(first, nobody) == [["A:q1", "B:q1"]]
    assert statements(first, nobody, second) == []


def test_what_renders_two_statements_renders_neither_for_sure() -> None:
    cast = {"p1": "Ann Lee", "p8": "Di Fox", "p9": "Ed Orr"}
    twice = [Said("A pier for nineteen years, and this is what the board gave.", "p1"),
             Said("Nineteen years ago some board gave us this: a pier.", "p1")]  # fmt: skip
    left = told("A", cast, twice)
    right = told(
        "B", cast, [Said("that the board had given the pier nineteen years", "p1", "indirect")]
    )
    found = statements(left, right)
    assert all("B:q1" not in group for group in found)


def test_a_rendering_in_another_story_is_none() -> None:
    left = told("A", {"p1": "Ann Lee"}, [Said(PIER, "p1")])
    right = told(
        "B",
        {"p1": "Ann Lee"},
        [Said("that nineteen years were what the board had given", "p1", "indirect")],
    )
    assert statements(left, right) == []


@pytest.mark.parametrize("silent", ["A", "B"])
def test_an_article_of_one_story_may_quote_nobody(silent: str) -> None:
    cast = {"p1": "Ann Lee", "p2": "Bo Ray", "p3": "Cy Orr"}
    words = [Said("that the pier would be closed on Sunday", "p1", "indirect")]
    articles = [told(outlet, cast, [] if outlet == silent else words) for outlet in "AB"]
    assert statements(*articles) == []


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        pytest.param("two divers", "the two divers", True, id="described alike"),
        pytest.param("two divers", "two fishermen", False, id="described otherwise"),
        pytest.param("a diver", "the diver", False, id="by one word"),
    ],
)
def test_few_words_of_speakers_described_alike(left: str, right: str, is_one: bool) -> None:
    def article(outlet: str, who: str, told_of: str) -> Findings:
        cast = {"p1": "Ann Lee", "p2": "Bo Ray", "p3_": who}
        return told(outlet, cast, [Said(f"the water “gave no warning” {told_of}", "p3_", "mixed")])

    both = article("A", left, "at all"), article("B", right, "to anybody there")
    assert (statements(*both) == [["A:q1", "B:q1"]]) is is_one
