"""Endless runs without white space are cut; all else is tokenized as spaCy does."""

import pytest
import spacy
from spacy.language import Language

from kg.parse.runs import BoundedTokenizer

PLAIN = spacy.blank("en").tokenizer


@pytest.mark.parametrize("text", ["", "She said “no”.", "a" * 300, "“" * 300 + " b"])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    found = BoundedTokenizer(PLAIN)(text)
    assert [token.text for token in found] == [token.text for token in PLAIN(text)]


@pytest.mark.parametrize("text", ["“" * 1000, "x " + "a" * 950 + " y", "…" * 301 + "\n\n“No.”"])
def test_no_character_of_a_long_run_is_lost(text: str) -> None:
    found = BoundedTokenizer(PLAIN)(text)
    assert found.text == text
    assert max(len(token) for token in found) <= 300


def test_a_megabyte_of_marks_has_as_many_tokens(nlp: Language) -> None:
    assert len(nlp.make_doc("“" * 1_000_000)) == 1_000_000
