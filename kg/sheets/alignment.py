"""Two wordings of one statement, word by word: what was kept, dropped, added.

Capitals, the form of quotation marks, and marks at a wording's end are no difference; a hyphen or a
comma within is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from kg.sheets.sheet import Change, Compared, Piece

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_OPENING = re.compile(r"^(?:.*\s|[^\s]*)", re.DOTALL)
"""What is no opening mark in what stands between two words: all up to its last blank."""
_QUOTES = re.compile(r"[“”\"‘’'«»„]")
_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-"})
_CHANGES = 3
"""Words that differ on either side of a single one for it to be shared by chance."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it compares and as it stands, with what stands before and after it.

    `is_last` tells of the last word of a part, after which marks belong to the article and not to
    the words.
    """

    plain: str
    text: str
    before: str
    after: str
    is_last: bool

    def leads_on_as(self, other: _Word) -> bool:
        """Tell whether the same marks stand between here and the next word."""
        return self.is_last or other.is_last or _mark(self.after) == _mark(other.after)


def align(full: str, parts: Sequence[str]) -> Compared:
    """Hold the parts of a wording, in the order of their article, against a fuller wording."""
    whole = _words(full)
    pieces = [found for part in parts if (found := _words(part))]
    placed = sorted(pieces, key=lambda part: _place(whole, part))
    words = [word for part in placed for word in part]
    runs = list(_runs(whole, words))
    merged = (
        Piece(change, _text([word for _, word in group]))
        for change, group in groupby(runs, key=lambda run: run[0])
    )
    return Compared(tuple(merged), placed != pieces)


def shared(full: str, text: str) -> float:
    """Return which part of a wording's words stands in a fuller one, in runs, in [0, 1]."""
    whole, words = _words(full), _words(text)
    return sum(size for _, _, size in _blocks(whole, words)) / len(words) if words else 0.0


def extent(full: str, text: str) -> range:
    """Return about which words of the fuller wording a part renders, as their numbers."""
    whole, part = _words(full), _words(text)
    begin = _place(whole, part)
    return range(begin, begin + len(part))


def _words(text: str) -> list[_Word]:
    """Split into words; marks that open something belong to the word after them."""
    found = list(_WORD.finditer(text))
    begins = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), len(text)]
    gaps = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    opening = [gaps[0], *(_OPENING.sub("", gap) for gap in gaps[1:-1])]
    return [
        _Word(
            plain=_plain(match[0]),
            text=match[0],
            before=opening[at],
            after=gaps[at + 1].removesuffix(opening[at + 1] if at + 1 < len(found) else ""),
            is_last=at == len(found) - 1,
        )
        for at, match in enumerate(found)
    ]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word.translate(_ALIKE).casefold())


def _mark(between: str) -> str:
    """Return the marks between two words, without those of quotations."""
    return "".join(_QUOTES.sub("", between.translate(_ALIKE)).split())


def _place(whole: list[_Word], part: list[_Word]) -> int:
    """Return where a part begins in the whole, by the longest run of words that the two share."""
    matcher = SequenceMatcher(None, _plainly(whole), _plainly(part), autojunk=False)
    longest = matcher.find_longest_match()
    return longest.a - longest.b if longest.size else len(whole)


def _plainly(words: list[_Word]) -> list[str]:
    return [word.plain for word in words]


def _runs(whole: list[_Word], words: list[_Word]) -> Iterator[tuple[Change, _Word]]:
    """Yield every word with its fate; where words change, the dropped ones come first."""
    begin, end = 0, 0
    for left, right, size in _blocks(whole, words):
        yield from ((Change.DROPPED, word) for word in whole[begin:left])
        yield from ((Change.ADDED, word) for word in words[end:right])
        yield from _same(whole[left : left + size], words[right : right + size])
        begin, end = left + size, right + size


def _blocks(whole: list[_Word], words: list[_Word]) -> list[tuple[int, int, int]]:
    """Return the blocks that both have, without single words that stand alone amid changes."""
    matcher = SequenceMatcher(None, _plainly(whole), _plainly(words), autojunk=False)
    found = [(match.a, match.b, match.size) for match in matcher.get_matching_blocks()]
    gaps = [
        (left - last_left - size) + (right - last_right - size)
        for (last_left, last_right, size), (left, right, _) in pairwise([(0, 0, 0), *found])
    ]
    lone = {
        at
        for at, (before, after) in enumerate(pairwise(gaps))
        if found[at][2] == 1 and min(before, after) >= _CHANGES
    }
    return [block for at, block in enumerate(found) if at not in lone]


def _same(left: list[_Word], right: list[_Word]) -> Iterator[tuple[Change, _Word]]:
    """Yield a block that both have; where the marks within differ, the words around are changed."""
    pairs = list(zip(left, right, strict=True))
    marks = [at for at, (one, other) in enumerate(pairs[:-1]) if not one.leads_on_as(other)]
    changed = {at + beside for at in marks for beside in (0, 1)}
    for is_changed, group in groupby(range(len(left)), key=lambda at: at in changed):
        places = list(group)
        if is_changed:
            yield from ((Change.DROPPED, left[at]) for at in places)
        yield from ((Change.ADDED if is_changed else Change.KEPT, right[at]) for at in places)


def _text(words: Sequence[_Word]) -> str:
    """Return words as they stand, with a blank where one part ends."""
    parts = (word.before + word.text + word.after + " " * word.is_last for word in words)
    return "".join(parts).strip()
