"""What people read in a terminal: wordings compared, disagreements, portraits; their formats."""

from __future__ import annotations

import csv
import io
import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "resolve"))
from resolve_stories import Happened, Said, told

from kg.errors import QueryError
from kg.model import Cluster, Findings, Resolution
from kg.rdf.knowledge import load_knowledge
from kg.resolve import resolve
from kg.sheets import FORMATS, Register, Sheet, compared, disputed, portraits, written
from kg.sheets.alignment import align
from kg.sheets.sheet import Change, Compared, support

FULL = (
    "We had patched the old pier for thirty years, and every winter took a little more of it. "
    "I am not going to patch it again. The sea has made up its mind, and so have I."
)


@pytest.mark.parametrize(
    ("full", "parts", "expected"),
    [
        pytest.param("It is over.", ["It is over."], "It is over.", id="equal"),
        pytest.param("It is over.", ["“it is OVER”"], "“it is OVER”", id="capitals"),
        pytest.param("It’s over now", ["It's over now"], "It's over now", id="apostrophes"),
        pytest.param("It is ‘over’ now", ["It is “over” now"], "It is “over” now", id="quotes"),
        pytest.param(
            "They are ice-cold today", ["They are ice cold today"],
            "They are [-ice-cold-] {+ice cold+} today", id="a hyphen",
        ),
        pytest.param(
            "One year, and then", ["One year and then"],
            "One [-year, and-] {+year and+} then", id="a comma",
        ),
        pytest.param(
            "We patched the old pier again", ["We patched the pier again"],
            "We patched the [-old-] pier again", id="dropped within",
        ),
        pytest.param(
            "We patched the pier", ["We patched the old pier"],
            "We patched the {+old+} pier", id="added",
        ),
        pytest.param(
            "a little more of it", ["a bit more of it"],
            "a [-little-] {+bit+} more of it", id="changed",
        ),
        pytest.param(
            "He was guilty of one thing", ["that he was ‘guilty of one thing’"],
            "{+that+} he was ‘guilty of one thing’", id="a mark opens the word after it",
        ),
        pytest.param("Zoë left", ["Zoe left"], "[-Zoë-] {+Zoe+} left", id="an accent"),
        pytest.param("It is over.", ["…"], "[-It is over.-]", id="no word"),
    ],
)  # fmt: skip
def test_word_by_word(full: str, parts: list[str], expected: str) -> None:
    assert str(align(full, parts)) == expected


def test_parts_in_another_order_are_put_in_the_fullest_ones_order() -> None:
    found = align(FULL, ["The sea has made up its mind", "We had patched the old pier"])
    assert found.reordered
    assert str(found) == (
        "We had patched the old pier [-for thirty years, and every winter took a little more of "
        "it. I am not going to patch it again.-] The sea has made up its mind [-and so have I.-]"
    )


WORDS = st.lists(st.sampled_from("a b c d e-f g, h’s “i” J.".split()), max_size=12).map(" ".join)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_not_dropped_is_the_wording_itself(full: str, parts: list[str]) -> None:
    found = align(full, parts)
    kept = " ".join(each.text for each in found.pieces if each.change is not Change.DROPPED)
    whole = " ".join(each.text for each in found.pieces if each.change is not Change.ADDED)
    assert sorted(kept.split()) == sorted(word for part in parts for word in part.split())
    if not found.differs:
        assert len(whole.split()) == len(full.split())


@given(WORDS)
def test_a_wording_does_not_differ_from_itself(full: str) -> None:
    assert not align(full, [full]).differs


# --- Sheets ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def findings() -> tuple[Findings, ...]:
    cast = {"p1": "Ann Lee", "p2": "Bo Ray", "p3_": "an official"}
    move = Happened("move", {"experiencer": ["p1", "p2"]}, "2024-03")
    first = told(
        "A", cast, [Said(FULL, "p1"), Said("Never again, and I mean it.", "p2", affirmed=False)],
        [move], [("p1", "age", "34"), ("p1", "spouse", "p2")], published="2024-03-01",
    )  # fmt: skip
    second = told(
        "B", {**cast, "p4": "Lee"},
        [Said(FULL.replace("a little", "much"), "p1"), Said(FULL, "p3_")],
        [move], [("p1", "age", "36")], published="2024-03-02",
    )  # fmt: skip
    third = told("C", {"p1": "Ann M. Lee", "p2": "Cy Orr"}, [Said("It rained.", "p2")])
    return first, second, third


@pytest.fixture(scope="module")
def register(findings: tuple[Findings, ...]) -> Register:
    return Register(findings, resolve(findings))


def test_a_statement_across_outlets(register: Register) -> None:
    (sheet,) = compared(register)
    assert sheet.title == "Ann Lee: 2 articles, 1 independent source".replace("Lee:", "M. Lee:")
    assert dict(sheet.about)["statement"] == FULL
    assert [row[3] for row in sheet.rows] == ["none", "changed", "none"]
    assert "took [-a little-] {+much+} more" in str(sheet.rows[1][4])
    assert compared(register, "Cy Orr") == ()
    assert compared(register, "ann m") == (sheet,)


def test_disagreements_with_outlet_day_and_words(register: Register) -> None:
    (sheet,) = disputed(register)
    assert sheet.title == "Ann M. Lee, age: 2 articles, 1 independent source"
    assert [row[:3] for row in sheet.rows] == [("34", "A", "2024-03-01"), ("36", "B", "2024-03-02")]
    assert all("age 3" in str(row[4]) for row in sheet.rows)
    assert disputed(register, "Bo Ray") == ()


def test_dates_and_causes_of_death_with_their_words() -> None:
    reports = [
        told(outlet, {"p1": "Ann Lee"}, happened=[
            Happened(kind, {"experiencer": "p1"}, time, named=True),
        ])
        for outlet, kind, time in (("A", "suicide", "2024-03-02"), ("B", "killing", "2024-03-09"),
                                   ("C", "death", "2024-03-05"))
    ]  # fmt: skip
    judged = resolve(reports, knowledge=load_knowledge())
    sheets = {dict(sheet.about)["about"]: sheet for sheet in disputed(Register(reports, judged))}
    assert [row[:2] for row in sheets["date of death"].rows] == [
        ("2024-03-02", "A"), ("2024-03-05", "C"),
    ]  # fmt: skip
    told_of = [row[:2] for row in sheets["cause of death"].rows]
    assert told_of == [("killing", "B"), ("suicide", "A")]
    assert all(dict(sheet.about)["who"] == "Ann Lee" for sheet in sheets.values())
    assert "had a suicide" in str(sheets["cause of death"].rows[1][4])


def test_all_that_is_known_of_somebody(register: Register) -> None:
    sheets = {sheet.kind: sheet for sheet in portraits(register, "Ann M. Lee")}
    assert list(sheets) == [
        "person", "is", "said", "lived through", "articles", "disagreements",
    ]  # fmt: skip
    assert [row[0] for row in sheets["person"].rows] == ["Ann Lee", "Ann M. Lee"]
    assert ("spouse", "Bo Ray", 1, "A") in [row[:4] for row in sheets["is"].rows]
    assert sheets["said"].rows == ((FULL, "said", "2024-03-01", 2, 1, "A, B"),)
    (move,) = sheets["lived through"].rows
    assert move[1:4] == ("experiencer", "happened", "2024-03")
    assert [row[4].partition("#")[2] for row in sheets["articles"].rows] == ["p1"] * 3  # type: ignore[union-attr]
    (said,) = (sheet for sheet in portraits(register, "Bo Ray") if sheet.kind == "said")
    assert said.rows[0][1] == "not said"


def test_doubts_are_told_with_their_reasons(findings: tuple[Findings, ...]) -> None:
    cast = {f"p{n}": name for n, name in enumerate(("Ann Lee", "Di Fox", "Ed Orr"), 1)}
    left, right = told("A", {**cast, "p9": "Bo"}), told("B", {**cast, "p9": "Bo Ray"})
    said = [told(each.article.source, {**cast, "p9": name}, [Said(FULL, "p1")])
            for each, name in ((left, "Bo"), (right, "Bo Ray"))]  # fmt: skip
    register = Register(said, resolve(said))
    (doubts,) = (sheet for sheet in portraits(register, "Bo Ray") if sheet.kind == "unsure")
    ((who, probability, why, id),) = doubts.rows
    assert (who, id) == ("Bo", next(e.id for e in register.resolution.entities if e.label == "Bo"))
    assert 0.4 <= float(str(probability)) < 0.75
    assert "“bo” fits “bo ray” (+0.00)" in str(why)


def test_whole_names_come_before_parts_of_names(register: Register) -> None:
    assert [each.label for each in register.people("lee")] == ["Lee"]
    assert [each.label for each in register.people("ann")] == ["Ann M. Lee"]
    assert register.people("an official") == []
    assert [each.label for each in register.people(register.people("lee")[0].id)] == ["Lee"]


# --- Formats --------------------------------------------------------------------------------------

HARMFUL = '<script>alert("1")</script>\x1b[31m'


def sheet(words: str = HARMFUL) -> Sheet:
    cells = (words, 3, align("one two", ["one three"]))
    return Sheet(
        "statement", words, (("who", words), ("id", "x")), ("words", "n", "held"), (cells,)
    )


def test_a_terminal_sees_no_control_characters() -> None:
    shown = written([sheet()])
    assert "\x1b" not in shown
    assert "one [-two-] {+three+}" in shown


def test_a_narrow_terminal_wraps_and_loses_nothing() -> None:
    words = "seventeen plain words that go on and on until no terminal could hold them on a line"
    shown = written([sheet(words)], width=48)
    assert max(map(len, shown.splitlines()[1:])) <= 48
    column = [line[:30] for line in shown.splitlines()[3:]]
    assert all(word in " ".join(column) for word in words.split())


def test_json_holds_the_pieces() -> None:
    (found,) = json.loads(written([sheet()], "json"))
    assert found["who"] == HARMFUL
    assert found["rows"] == [
        {
            "words": HARMFUL,
            "n": 3,
            "held": [{"kept": "one"}, {"dropped": "two"}, {"added": "three"}],
        }
    ]


def test_csv_is_one_table(register: Register) -> None:
    sheets = portraits(register, "Ann M. Lee")
    rows = list(csv.DictReader(io.StringIO(written(sheets, "csv"))))
    assert len(rows) == sum(len(each.rows) for each in sheets)
    assert {row["who"] for row in rows} == {"Ann M. Lee"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_html_escapes_what_articles_hold() -> None:
    reader = _Tags()
    reader.feed(written([sheet()], "html"))
    assert "script" not in reader.seen
    assert {"del", "ins", "table"} <= set(reader.seen)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found_is_written_too(format: str) -> None:
    assert isinstance(written([], format), str)


def test_an_unknown_format() -> None:
    with pytest.raises(QueryError, match="no format 'docx'; there are table, json, csv, html"):
        written([], "docx")


@pytest.mark.parametrize(
    ("articles", "independent", "words"),
    [(1, 1, "1 article"), (3, 1, "3 articles, 1 independent source"), (2, None, "2 articles")],
)
def test_support_in_words(articles: int, independent: int | None, words: str) -> None:
    assert support(articles, independent) == words


def test_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="a row of the sheet"):
        Sheet("k", "t", (), ("a", "b"), (("x",),))


def test_types_of_the_nouns() -> None:
    assert not Compared(()).differs
    assert Register((), Resolution(entities=())).people("x") == []
    assert Cluster  # what a register hands out


def test_parts_of_a_passage_are_held_against_what_has_them() -> None:
    """One outlet quotes in two parts what another quotes as one, and the longer part is fullest."""
    first, second = FULL[:88], "I am not going to patch it again, not this year, not the next."
    cast = {"p1": "Ann Lee", "p2": "Bo Ray"}
    parts = told("A", cast, [Said(first, "p1"), Said(second, "p1")])
    block = told("B", cast, [Said(f"{first[40:]} {second}", "p1")])
    (sheet,) = compared(Register([parts, block], resolve([parts, block])))
    for row in sheet.rows:
        held = row[4]
        assert isinstance(held, Compared)
        kept = [each.text for each in held.pieces if each.change is Change.KEPT]
        assert len(" ".join(kept).split()) > 5, row
