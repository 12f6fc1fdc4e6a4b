"""Trees mended where a parser gives a verb two subjects; right trees stay as they are."""

from __future__ import annotations

import pytest

from kg.extract.labels import bare_subjects, belated_subjects

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
    after = {word: (dep, words[head]) for word, dep, head in zip(words, deps, heads, strict=True)}
    assert after == before | changed
