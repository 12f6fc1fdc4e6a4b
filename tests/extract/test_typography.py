"""Marks of every kind, paired paragraph by paragraph."""

from __future__ import annotations

import pytest

from kg.extract.typography import Family, paragraphs, passages


def texts(text: str) -> list[str]:
    """What stands in marks, the pieces of one passage joined by " | "."""
    return [" | ".join(text[p.begin : p.end] for p in each.pieces) for each in passages(text)]


PAIRS: dict[str, tuple[str, list[str]]] = {
    "straight": ('"It rains," he said.', ["It rains,"]),
    "curly": ("“It rains,” he said.", ["It rains,"]),
    "single": ("‘It rains,’ he said.", ["It rains,"]),
    "straight single": ("'It rains,' he said.", ["It rains,"]),
    "guillemets": ("«Il pleut», dit-il.", ["Il pleut"]),
    "guillemets turned inwards": ("»Es regnet«, sagte er.", ["Es regnet"]),
    "low marks": ("„Es regnet“, sagte er.", ["Es regnet"]),
    "typewriter": ("``It rains,'' he said.", ["It rains,"]),
    "blanks inside": ('He said " it rains " twice.', ["it rains"]),
    "zero-width characters": ("\u200b“\u200bIt rains,” he said.", ["\u200bIt rains,"]),
    "contractions": ("“It’s Ann’s, isn’t it?” he said.", ["It’s Ann’s, isn’t it?"]),
    "a plural's apostrophe in single marks": (
        "‘The drivers’ strike is over,’ he said.",
        ["The drivers’ strike is over,"],
    ),
    "an apostrophe and no marks": ("the drivers’ strike and the nurses’ march", []),
    "elisions": ("rock ’n’ roll in the ’80s, ’til ’em all sing", []),
    "feet and inches": ("He is 6'2\" tall and she is 5' 9\".", []),
    "two short ones": ("the ‘stars’ and the ‘fans’ met", ["stars", "fans"]),
    "one in another": (
        "“He said ‘go’ and I went,” she said.",
        ["He said ‘go’ and I went,", "go"],
    ),
    "one in another of the same kind": (
        '"He said "go" to me," she said.',
        ['He said "go" to me,', "go"],
    ),
    "one at the end of another": ("“He said, ‘Go.’” She went.", ["He said, ‘Go.’", "Go."]),
    "one at the beginning of another": (
        "“‘Go,’ he said,” she said.",
        ["‘Go,’ he said,", "Go,"],
    ),
    "glued together": ("“One”“Two”", ["One", "Two"]),
    "three paragraphs": ("“One.\n\n“Two.\n\n“Three,” he said.", ["One. | Two. | Three,"]),
    "a paragraph that goes on without a mark": (
        "“One and\n\nmore of it,” he said.",
        ["One and | more of it,"],
    ),
    "two quotations, the first closed": ("“One.”\n\n“Two.”", ["One.", "Two."]),
    "never closed": ("He said “it rains.\n\nIt did.", ["it rains."]),
    "never opened": ("It rains,” he said.", ["It rains,"]),
    "opened twice": ("““It rains,” he said.", ["It rains,"]),
    "opened again before it was closed": (
        "“It rains, he said. “It pours.”",
        ["It rains, he said.", "It pours."],
    ),
    "closed with the opening glyph": ("“It rains,“ he said.", ["It rains,"]),
    "opened with the closing glyph": ("”It rains,” he said.", ["It rains,"]),
    "closed with a single mark": ("“It rains,' he said.", ["It rains,"]),
    "opened with a single mark": ("'It rains,\" he said.", ["It rains,"]),
    "another glyph in the next paragraph": ('"One.\n\n“Two,” he said.', ["One.", "Two,"]),
    "a transcript": ("“ANN LEE: Yes.\n\n“BO RAY: No.”", ["ANN LEE: Yes.", "BO RAY: No."]),
    "no words": ("“…” and “”", []),
}


@pytest.mark.parametrize(("text", "expected"), PAIRS.values(), ids=PAIRS)
def test_pairs(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_what_was_mended_is_said() -> None:
    (never_closed,) = passages("He said “it rains.\n\nIt did.")
    assert (never_closed.opened, never_closed.closed) == (True, False)
    (never_opened,) = passages("It rains,” he said.")
    assert (never_opened.opened, never_opened.closed) == (False, True)


def test_a_passage_knows_the_one_around_it() -> None:
    outer, inner = passages("“He said ‘go’ and I went.”")
    assert (outer.within, inner.within) == (None, 0)
    assert (outer.family, inner.family) == (Family.DOUBLE, Family.SINGLE)


PARAGRAPHS: dict[str, tuple[str, list[str]]] = {
    "blank lines": ("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
    "single breaks": ("One.\nTwo.\n“Three”", ["One.", "Two.", "“Three”"]),
    "wrapped lines stay together": ("One and\ntwo are three.", ["One and\ntwo are three."]),
    "carriage returns": ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    "white space only": (" \n\n ", []),
}


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[p.begin : p.end] for p in paragraphs(text)] == expected
