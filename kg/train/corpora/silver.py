"""PolNeAR's automatic names (CoreNLP), mended: only where they can be trusted do they teach.

A name counts if nearly all of its occurrences were given its type ("Trump" is an organization now
and then); a word with a capital outside of names counts as none only where it is usually written
small. All else is left open.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.train.annotated import ANY_NAME, Annotated, name_bits, people_in

Entity = tuple[int, int, str]
"""Begin and end in UTF-16 units, and CoreNLP's type."""

_TYPES = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
_NO_NAMES = frozenset({"DATE", "DURATION", "MONEY", "NUMBER", "ORDINAL", "PERCENT", "SET", "TIME"})
_UNDECIDED = 0
_AGREEMENT = 0.9
"""The share of a name's occurrences that must have one type."""


def read_silver(path: Path) -> dict[str, list[Entity]]:
    """Return the automatic names of each document; nothing where the file is not there."""
    found = {}
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                raw = json.loads(line)
                found[raw["doc"]] = [(e[0], e[1], e[2]) for e in raw["entities"]]
    return found


def mark_silver(text: Annotated, entities: Sequence[Entity]) -> None:
    """Write the names over the words of a text as they were found.

    A word with a capital outside of them stays undecided, for `mend`.
    """
    if not entities:
        return
    units = _utf16(text)
    labels = [_UNDECIDED if any(map(str.isupper, w)) else name_bits("O") for w in text.words]
    for begin, end, kind in entities:
        first, last = bisect_left(units, begin), bisect_right(units, end - 1)
        for at in range(first, last):
            labels[at] = _bits(kind, first=at == first)
    text.silver = labels


def _utf16(text: Annotated) -> list[int]:
    """Return where each word begins in UTF-16 units: astral letters within words count twice."""
    units, shift = [], 0
    for word, offset in zip(text.words, text.offsets, strict=True):
        units.append(offset + shift)
        shift += sum(letter > "\uffff" for letter in word)
    return units


def _bits(kind: str, *, first: bool) -> int:
    if kind in _NO_NAMES:
        return name_bits("O")
    if kind not in _TYPES:
        return ANY_NAME
    return name_bits(f"{'B' if first else 'I'}-{_TYPES[kind]}")


def mend(texts: Sequence[Annotated]) -> None:
    """Leave open, in all texts of a corpus, what they do not agree on; mark the people's names."""
    marked = [text for text in texts if text.silver is not None]
    kinds: dict[str, Counter[int]] = defaultdict(Counter)
    small, large = Counter[str](), Counter[str]()
    for text in marked:
        small.update(word for word in text.words if word.islower())
        large.update(word for word in text.words if word.istitle())
        for begin, end, label in _names(text):
            kinds[" ".join(text.words[begin:end])][label] += 1
    for text in marked:
        assert text.silver is not None
        for begin, end, label in list(_names(text)):
            votes = kinds[" ".join(text.words[begin:end])]
            if votes[label] < _AGREEMENT * votes.total() or (end - begin == 1 and votes[label] < 2):
                text.silver[begin:end] = [ANY_NAME] * (end - begin)
        for at, word in enumerate(text.words):
            if text.silver[at] == _UNDECIDED:
                usual = small[word.lower()] > large[word]
                text.silver[at] = name_bits("O") if usual else ANY_NAME
        text.people = {
            at: part for at, part in people_in(text.silver).items() if text.words[at].istitle()
        }


def _names(text: Annotated) -> Iterator[tuple[int, int, int]]:
    """Yield (begin, end, label of the first word) of each name."""
    assert text.silver is not None
    begin = 0
    for at, bits in enumerate([*text.silver, ANY_NAME]):
        if at and at > begin and bits.bit_count() == 1 and _is_later(bits):
            continue
        if begin < at and text.silver[begin].bit_count() == 1 and text.silver[begin] != 1:
            yield begin, at, text.silver[begin]
        begin = at


def _is_later(bits: int) -> bool:
    return any(bits == name_bits(f"I-{kind}") for kind in _TYPES.values())


__all__ = ["mark_silver", "mend", "read_silver"]
