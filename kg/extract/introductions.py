"""Whom the sentence before a quotation is about: news first tells of somebody, then quotes them."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.extract.syntax import subject


def introduced(reading: Reading, tokens: range, zone: int, floor: int = 0) -> int | None:
    """Return the head of the subject of the sentence right before some tokens.

    Its verb stands in `zone`, not before `floor`; None where there is no such sentence.
    """
    at = tokens.start - 1
    while at >= floor and reading.pos[at] in ("PUNCT", "SPACE"):
        at -= 1
    if at < floor:
        return None
    sentence = reading.sentence[at]
    while at >= floor and reading.sentence[at] == sentence:
        top = reading.head[at] == at or reading.rel[at] == "root"
        if top and reading.zone[at] == zone:
            found = subject(reading, at)
            return found.head if found is not None else None
        at -= 1
    return None
