"""Trees mended where a parser gives a verb two subjects; right trees stay as they are."""

from __future__ import annotations

import pytest

from kg.extract.labels import (
    bare_subjects,
    belated_subjects,
    early_subjects,
    infinitives,
    joint_subjects,
    lost_subjects,
    named_posts,
    near_possessors,
    restricted,
    shared_conditions,
    whole_clauses,
)

Row = tuple[str, str, str, int]
"""Word, part of speech, relation, head."""

CASES: dict[str, tuple[list[Row], dict[str, tuple[str, str]]]] = {
    # what is changed: word → relation and head
    "Lind said he knows": (
        [
            ("Lind", "PROPN", "nsubj", 1),
            ("said", "VERB", "root", 1),
            ("he", "PRON", "nsubj", 1),
            ("knows", "VERB", "ccomp", 1),
        ],
        {"he": ("nsubj", "knows")},
    ),
    "Retired Gen. Lind spoke": (
        [
            ("Retired", "PROPN", "nsubj", 3),
            ("Gen.", "PROPN", "nmod:desc", 2),
            ("Lind", "PROPN", "nsubj", 3),
            ("spoke", "VERB", "root", 3),
        ],
        {"Retired": ("nmod:desc", "Lind")},
    ),
    "Lind said Brandt knows": (
        [
            ("Lind", "PROPN", "nsubj", 1),
            ("said", "VERB", "root", 1),
            ("Brandt", "PROPN", "nsubj", 3),
            ("knows", "VERB", "ccomp", 1),
        ],
        {},
    ),
    "Aides say Lind left": (
        [
            ("Aides", "NOUN", "nsubj:pass", 3),
            ("say", "VERB", "root", 1),
            ("Lind", "PROPN", "nsubj:pass", 3),
            ("left", "VERB", "ccomp", 1),
        ],
        {"Aides": ("nsubj", "say")},
    ),
    "the general Lind spoke": (
        [
            ("the", "DET", "det", 1),
            ("general", "NOUN", "nsubj", 3),
            ("Lind", "PROPN", "nsubj", 3),
            ("spoke", "VERB", "root", 3),
        ],
        {},
    ),
}


@pytest.mark.parametrize(("rows", "changed"), CASES.values(), ids=CASES.keys())
def test_a_verb_keeps_one_subject(rows: list[Row], changed: dict[str, tuple[str, str]]) -> None:
    words, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    before = {word: (dep, words[head]) for word, dep, head in zip(words, deps, heads, strict=True)}
    bare_subjects(heads, deps, pos)
    belated_subjects(heads, deps)
    early_subjects(heads, deps)
    after = {word: (dep, words[head]) for word, dep, head in zip(words, deps, heads, strict=True)}
    assert after == before | changed


def mended(*rows: Row) -> dict[str, tuple[str, str, str]]:
    """Return each word's relation, head and tag after the mends of clauses."""
    words, tags, labels, above = (list(column) for column in zip(*rows, strict=True))
    pos, deps, heads = [str(tag) for tag in tags], [str(label) for label in labels], list(above)
    lower = [str(word).lower() for word in words]
    joint_subjects(heads, deps)
    whole_clauses(heads, deps, lower)
    restricted(heads, deps, pos, lower)
    lost_subjects(heads, deps, pos)
    shared_conditions(heads, deps, lower)
    infinitives(heads, deps, pos, lower)
    return {
        str(word): (dep, str(words[head]), tag)
        for word, dep, head, tag in zip(words, deps, heads, pos, strict=True)
    }


def test_and_joins_the_subjects_of_one_verb() -> None:
    found = mended(
        ("Ada", "PROPN", "nsubj", 4),
        ("and", "CCONJ", "cc", 2),
        ("I", "PRON", "nsubj", 4),
        ("would", "AUX", "aux", 4),
        ("go", "VERB", "root", 4),
    )
    assert found["I"][:2] == ("conj", "Ada")


def test_that_opens_a_whole_clause_and_to_a_verb() -> None:
    found = mended(
        ("Ada", "PROPN", "nsubj", 1),
        ("denied", "VERB", "root", 1),
        ("that", "SCONJ", "mark", 4),
        ("they", "PRON", "nsubj", 4),
        ("plan", "VERB", "xcomp", 1),
        ("to", "PART", "mark", 6),
        ("divorce", "NOUN", "xcomp", 4),
    )
    assert found["plan"][:2] == ("ccomp", "denied")
    assert found["divorce"] == ("xcomp", "plan", "VERB")


def test_a_clause_restricts_a_noun_not_a_name() -> None:
    rows: list[Row] = [
        ("an", "DET", "det", 1),
        ("aide", "NOUN", "root", 1),
        ("to", "ADP", "case", 3),
        ("Ada", "PROPN", "nmod", 1),
        ("whom", "PRON", "obj", 6),
        ("they", "PRON", "nsubj", 6),
        ("hired", "VERB", "acl:relcl", 3),
    ]
    assert mended(*rows)["hired"][1] == "aide"
    rows[0] = ("the", "DET", "det", 1)
    assert mended(*rows)["hired"][1] == "Ada"


def test_and_goes_on_with_the_condition_before_it() -> None:
    rows: list[Row] = [
        ("Ada", "PROPN", "nsubj", 1),
        ("runs", "VERB", "root", 1),
        ("if", "SCONJ", "mark", 4),
        ("they", "PRON", "nsubj", 4),
        ("win", "VERB", "advcl", 1),
        ("and", "CCONJ", "cc", 7),
        ("Bo", "PROPN", "conj", 4),
        ("resigns", "VERB", "conj", 1),
    ]
    found = mended(*rows)
    assert found["Bo"][:2] == ("nsubj", "resigns")
    assert found["resigns"][:2] == ("conj", "win")
    rows[2] = ("when", "SCONJ", "mark", 4)
    assert mended(*rows)["resigns"][:2] == ("conj", "runs")


def test_a_genitive_belongs_to_the_noun_beside_it() -> None:
    words = ["Ann", "'s", "fear", "of", "fire"]
    pos = ["PROPN", "PART", "NOUN", "ADP", "NOUN"]
    heads, deps = [4, 0, 2, 4, 2], ["nmod:poss", "case", "root", "case", "nmod"]
    near_possessors(heads, deps, pos)
    assert words[heads[0]] == "fear"
    near_possessors(heads, deps, pos)
    assert heads == [2, 0, 2, 4, 2]


def test_who_is_elected_mayor_is_elected() -> None:
    words = ["if", "she", "is", "elected", "mayor"]
    pos = ["SCONJ", "PRON", "AUX", "VERB", "NOUN"]
    heads, deps = [4, 4, 4, 4, 4], ["mark", "nsubj", "cop", "amod", "root"]
    named_posts(heads, deps, pos, words)
    assert (heads, deps) == (
        [3, 3, 3, 3, 3],
        ["mark", "nsubj:pass", "aux:pass", "root", "xcomp"],
    )


def test_an_elected_mayor_stays_a_mayor() -> None:
    words = ["she", "is", "the", "elected", "mayor"]
    pos = ["PRON", "AUX", "DET", "VERB", "NOUN"]
    heads, deps = [4, 4, 4, 4, 4], ["nsubj", "cop", "det", "amod", "root"]
    named_posts(heads, deps, pos, words)
    assert (heads, deps) == ([4] * 5, ["nsubj", "cop", "det", "amod", "root"])
