"""Texts changed into what no corpus holds enough of: quotes over paragraphs, odd marks, blocks.

Each transformation keeps every label true.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

from kg.parse.labels import ROLES
from kg.train.annotated import PARAGRAPH, SPACE, Annotated, Link

_OPENING, _CLOSING = {"“", '"', "``"}, {"”", '"', "''"}
_ENDS = {".", "!", "?", "…"}
_INSIDE = 1 << ROLES.index("I-CONTENT")
_MARKS = (('"', '"'), ("‘", "’"), ("«", "»"), ("„", "“"), ("``", "''"), ("'", "'"))

Insertion = tuple[int, str]
"""Before which word, and what is put there."""


def vary_quotes(text: Annotated, dice: random.Random, share: float = 0.5) -> Annotated:
    """Return the text with some of its quotes split over paragraphs, set as blocks, or remarked.

    A direct quote of several sentences goes on in a new paragraph, which opens with a mark while
    the one before does not close; a quote after a colon becomes a paragraph of its own.
    """
    if text.roles is None:
        return text
    breaks: set[int] = set()
    insertions: list[Insertion] = []
    for begin, end in _direct(text):
        if dice.random() < share:
            for at in _sentence_ends(text.words, begin, end):
                if dice.random() < share:
                    breaks.add(at)
                    insertions.append((at, text.words[begin]))
        if begin and text.words[begin - 1] == ":" and dice.random() < share:
            breaks.add(begin)
    gaps = [PARAGRAPH if at in breaks else gap for at, gap in enumerate(text.gaps)]
    changed = with_marks(text.copy(gaps=gaps), sorted(insertions))
    return _remarked(changed, dice) if dice.random() < share / 2 else changed


def _direct(text: Annotated) -> list[tuple[int, int]]:
    pieces = {piece for link in text.links for piece in link.content}
    return sorted(
        (begin, end)
        for begin, end in pieces
        if text.words[begin] in _OPENING and text.words[end - 1] in _CLOSING
    )


def _sentence_ends(words: Sequence[str], begin: int, end: int) -> list[int]:
    return [
        at for at in range(begin + 3, end - 3) if words[at - 1] in _ENDS and words[at][:1].isupper()
    ]


def with_marks(text: Annotated, insertions: Sequence[Insertion]) -> Annotated:
    """Return the text with words of content put in; each takes over the gap it is put before."""
    if not insertions or text.roles is None:
        return text
    before = [0] * (len(text.words) + 1)
    for at, _ in insertions:
        before[at] += 1
    shift = list(accumulate(before))
    put = dict(insertions)
    words: list[str] = []
    gaps: list[int] = []
    roles: list[int] = []
    for at, word in enumerate(text.words):
        gap = text.gaps[at]
        if at in put:
            words.append(put[at])
            gaps.append(gap)
            roles.append(_INSIDE)
            gap = 1
        words.append(word)
        gaps.append(gap)
        roles.append(text.roles[at])
    return Annotated(
        text.id,
        text.corpus,
        words,
        gaps,
        roles=roles,
        links=[_moved(link, shift) for link in text.links],
        people={at + shift[at]: part for at, part in text.people.items()},
    )


def _moved(link: Link, shift: Sequence[int]) -> Link:
    def move(pieces: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((begin + shift[begin], end + shift[end - 1]) for begin, end in pieces)

    return Link(move(link.content), move(link.cue), move(link.source))


def _remarked(text: Annotated, dice: random.Random) -> Annotated:
    """Return the text with quotation marks of another kind throughout."""
    left, right = dice.choice(_MARKS)
    words = [
        left if word in _OPENING and text.gaps[at] >= SPACE else right if word in _CLOSING else word
        for at, word in enumerate(text.words)
    ]
    return text.copy(words=words)
