"""Names that hold another one in marks: Robert C. “Bobby” Lind, Dana "The Rock" Johns."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.reading import Chunk, Reading
from kg.extract.typography import MARKS

_LONGEST = 3
"""Words of a nickname, at most."""


def with_nicknames(reading: Reading, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the names, with one name for what stands before, in and behind a nickname's marks.

    A person's name stands right before the opening mark, and a word with a capital behind the
    closing one.
    """
    ends = {chunk.end: chunk for chunk in chunks if chunk.label == "person"}
    whole = []
    for mark, before in ends.items():
        closing = _closing(reading, mark)
        if closing is not None:
            end = _end(chunks, closing + 1)
            whole.append(Chunk(before.begin, end, "person", before.head))
    held = {at for chunk in whole for at in range(chunk.begin, chunk.end)}
    rest = (chunk for chunk in chunks if held.isdisjoint(range(chunk.begin, chunk.end)))
    return sorted((*whole, *rest), key=lambda chunk: chunk.begin)


def _closing(reading: Reading, mark: int) -> int | None:
    """Return the closing mark of a nickname that opens at a token, None where none does."""
    words = reading.words
    if mark >= len(reading) or not set(words[mark]) <= MARKS:
        return None
    for at in range(mark + 1, min(mark + _LONGEST + 2, len(reading) - 1)):
        if set(words[at]) <= MARKS:
            return at if at > mark + 1 and _is_name(reading, at + 1) else None
        if not words[at][:1].isupper():
            return None
    return None


def _is_name(reading: Reading, at: int) -> bool:
    return reading.words[at][:1].isupper() and reading.pos[at] in ("PROPN", "NOUN")


def _end(chunks: Sequence[Chunk], at: int) -> int:
    """Return where the name ends that holds a token."""
    return max((chunk.end for chunk in chunks if chunk.begin <= at < chunk.end), default=at + 1)
