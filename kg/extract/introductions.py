"""Whom the sentence before a quotation is about: news first tells of somebody, then quotes them."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.extract.syntax import subject


def introduced(reading: Reading, tokens: range, zone: int, floor: int = 0) -> int | None:
    """Return the head of the subject of the sentence right before some tokens.

    Its verb stands in `zone`, not before `floor`; None where there is no such sentence.
    """
    for at in reversed(_sentence_before(reading, tokens, floor)):
        top = reading.head[at] == at or reading.rel[at] == "root"
        if top and reading.zone[at] == zone:
            found = subject(reading, at)
            return found.head if found is not None else None
    return None


def mentioned(reading: Reading, tokens: range, zone: int) -> list[int]:
    """Return the tokens of the sentence right before some tokens that stand in `zone`."""
    return [at for at in _sentence_before(reading, tokens, 0) if reading.zone[at] == zone]


def _sentence_before(reading: Reading, tokens: range, floor: int) -> range:
    end = tokens.start
    while end > floor and reading.pos[end - 1] in ("PUNCT", "SPACE"):
        end -= 1
    begin = end
    while begin > floor and reading.sentence[begin - 1] == reading.sentence[end - 1]:
        begin -= 1
    return range(begin, end)
