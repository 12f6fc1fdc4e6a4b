"""Quotation marks of every kind, paired paragraph by paragraph into passages.

What an article puts in marks is found from its text alone. A mark opens or closes by its glyph and
by what stands beside it; where the two disagree, its surroundings win, so that a mark of the wrong
glyph still does its work. A mark that is never closed, or never opened, costs its own paragraph at
most. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kg.model import Span


class Family(Enum):
    """Marks that may close each other."""

    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"
    BLOCK = "block"
    """No marks: paragraphs set apart behind a colon."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in quotation marks.

    `pieces` hold what stands between the marks, one per paragraph; `outer` runs from the first mark
    to the last. `opened` and `closed` are False where that mark is missing and the passage was cut
    at the paragraph. `within` is the place of the passage around this one in the list of passages.
    """

    pieces: tuple[Span, ...]
    outer: Span
    family: Family
    opened: bool = True
    closed: bool = True
    within: int | None = None


_GLYPHS = {
    Family.DOUBLE: '"“”„‟＂〝〞',
    Family.SINGLE: "'‘’‚‛",
    Family.ANGLE: "«»‹›",
}
_FAMILY = {glyph: family for family, glyphs in _GLYPHS.items() for glyph in glyphs} | {
    "``": Family.DOUBLE,
    "''": Family.DOUBLE,
}
_OPENING = frozenset(("“", "„", "‟", "〝", "‘", "‚", "‛", "«", "‹", "``"))
_CLOSING = frozenset(("”", "〞", "’", "»", "›", "''"))

MARKS = frozenset("".join(_GLYPHS.values()) + "`")
"""Every character that may be part of a quotation mark."""

_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_ONE = "".join(_GLYPHS.values())
_MARK = re.compile(rf"``|''|([{_ONE}])\1*")
"""One mark, or one that is typed several times."""
_RUN = re.compile(rf"[{_INVISIBLE}]*(?:``|[{_ONE}])(?:``|[{_ONE}{_INVISIBLE}])*")
"""Marks without anything visible between them."""

_BEFORE_OPENING = frozenset("([{<—–-/:…*_>|")
_AFTER_OPENING = frozenset("$£€#@([")
_STRONG_END = frozenset(".,!?…—–;:")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|n|bout|round|cos|cuz|\d\ds?)\b", re.IGNORECASE)
"""What an apostrophe stands before although it looks like an opening mark: ’em, ’til, ’90s."""

LABEL = re.compile(r"[^\W\d_a-z](?:[^\W\d_a-z]|[.’' -]){2,40}(?:\s?\([^()\n]{1,40}\))?:\s")
"""A speaker's name in capitals before what is said, as transcripts have it."""

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_ENDS_A_PARAGRAPH = frozenset(".!?:;…\"”’'»")
_OPENS_A_PARAGRAPH = frozenset('"“„«‘')
_DEEPEST = 4

# --- Paragraphs -----------------------------------------------------------------------------------


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a text, without the white space around them.

    They are set apart by a blank line, or by a line break after what can end a paragraph or before
    an opening mark, so that hard-wrapped lines stay together.
    """
    found = []
    begin = 0
    for match in _BREAK.finditer(text):
        if _is_paragraph_break(text, match):
            found.append((begin, match.start()))
            begin = match.end()
    found.append((begin, len(text)))
    return tuple(span for pair in found for span in _trimmed(text, *pair))


def _is_paragraph_break(text: str, match: re.Match[str]) -> bool:
    if match.group().count("\n") > 1 or match.start() == 0 or match.end() == len(text):
        return True
    return text[match.start() - 1] in _ENDS_A_PARAGRAPH or text[match.end()] in _OPENS_A_PARAGRAPH


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    """Yield the span without white space at its ends, or nothing."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield Span(begin, end)


# --- Marks ----------------------------------------------------------------------------------------


class _Way(Enum):
    OPENS = 1
    CLOSES = 2
    EITHER = 3


@dataclass(frozen=True, slots=True)
class _Mark:
    begin: int
    end: int
    family: Family
    way: _Way
    strong: bool
    """A closing mark beside punctuation: its surroundings leave no doubt."""
    weak: bool
    """What may be an apostrophe or a measure as well: “the workers’ plan”, 5'."""
    curly: bool
    leads: bool
    """Whether it stands at the paragraph's beginning or after a colon."""


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """Yield the marks of a paragraph that may be quotation marks; repeated glyphs are one mark."""
    for run in _RUN.finditer(text, paragraph.begin, paragraph.end):
        before = text[run.start() - 1] if run.start() > paragraph.begin else ""
        after = text[run.end()] if run.end() < paragraph.end else ""
        for match in _MARK.finditer(text, run.start(), run.end()):
            mark = _mark(text, match, before, after)
            if mark:
                yield mark


def _mark(text: str, match: re.Match[str], before: str, after: str) -> _Mark | None:
    begin, end = match.span()
    glyph = match.group() if match.group() in _FAMILY else match.group()[0]
    family = _FAMILY[glyph]
    way = _way(glyph, before, after)
    if family is Family.SINGLE and _is_apostrophe(text, end, glyph, before, after, way):
        return None
    strong = way is _Way.CLOSES and (
        before in _STRONG_END or (after in _STRONG_END and after != "")
    )
    measure = before.isdigit() and glyph in "'\"’”"
    owns = family is Family.SINGLE and before.isalpha() and glyph != "‘" and not strong
    leads = before == "" or text[:begin].endswith(":") or text[max(0, begin - 2) : begin] == ": "
    return _Mark(begin, end, family, way, strong, measure or owns, glyph not in "'\"", leads)


def _is_apostrophe(text: str, end: int, glyph: str, before: str, after: str, way: _Way) -> bool:
    if before.isalnum() and after.isalnum():
        return True
    return glyph in "'’" and way is _Way.OPENS and _ELISION.match(text, end) is not None


def _way(glyph: str, before: str, after: str) -> _Way:
    """What a mark does: by its surroundings where they are clear, else by its glyph."""
    opens = before == "" or before.isspace() or before in _BEFORE_OPENING
    closes = after == "" or after.isspace() or not (after.isalnum() or after in _AFTER_OPENING)
    if opens != closes:
        return _Way.OPENS if opens else _Way.CLOSES
    if glyph in _OPENING:
        return _Way.OPENS
    return _Way.CLOSES if glyph in _CLOSING else _Way.EITHER


# --- Pairs ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A passage whose closing mark has not been met."""

    mark: _Mark | None
    pieces: list[Span]
    begin: int
    """Where the words after the mark begin in the present paragraph."""

    @property
    def family(self) -> Family:
        """The kind of marks it opened with; double ones where it opened without any."""
        return self.mark.family if self.mark else Family.DOUBLE


def passages(text: str, blocks: Sequence[Span] | None = None) -> tuple[Passage, ...]:
    """Return what stands in quotation marks, in the order of the text, the outer ones first.

    `blocks` are the text's paragraphs where the caller has them. A passage of several paragraphs,
    each of which opens with a mark while only the last closes, is one.
    """
    pairing = _Pairing(text)
    for paragraph in paragraphs(text) if blocks is None else blocks:
        pairing.read(paragraph)
    pairing.end()
    return tuple(nested(pairing.found))


class _Pairing:
    """Pairs marks paragraph by paragraph; `waiting` is a passage that no mark has closed yet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Passage] = []
        self.waiting: _Open | None = None
        self.stack: list[_Open] = []

    def read(self, paragraph: Span) -> None:
        """Pair the marks of one paragraph."""
        marks = list(_marks(self.text, paragraph))
        ahead = _Ahead(marks)
        self.stack = []
        first = 0
        if self.waiting and marks and self._goes_on(marks[0], paragraph):
            self.waiting.begin = marks[0].end
            self.stack, self.waiting, first = [self.waiting], None, 1
        for at in range(first, len(marks)):
            self._take(marks[at], at, ahead, paragraph)
        self._end_paragraph(paragraph)

    def _goes_on(self, mark: _Mark, paragraph: Span) -> bool:
        at_beginning = not self.text[paragraph.begin : mark.begin].strip("\u200b\ufeff")
        if LABEL.match(self.text, mark.end, paragraph.end):
            return False
        return (
            at_beginning
            and mark.way is not _Way.CLOSES
            and self.waiting is not None
            and self.waiting.mark is not None
            and self.text[mark.begin] == self.text[self.waiting.mark.begin]
        )

    def _take(self, mark: _Mark, at: int, ahead: _Ahead, paragraph: Span) -> None:
        open_here = any(o.family is mark.family for o in self.stack)
        if mark.way is _Way.OPENS or (mark.way is _Way.EITHER and not open_here):
            self._open(mark, at, ahead, open_here)
        elif open_here:
            if not (mark.weak and ahead.closes_better(at)):
                for _ in range(max(1, min(mark.end - mark.begin, 2) if mark.strong else 1)):
                    self._close(mark)
        elif mark.strong and not mark.weak:
            self._close_stray(mark, at, ahead, paragraph)

    def _open(self, mark: _Mark, at: int, ahead: _Ahead, open_here: bool) -> None:
        if open_here and not (ahead.closes_both(at) or self._is_inner(mark, at, ahead)):
            self._give_up(mark)
        if len(self.stack) < _DEEPEST:
            self.stack.append(_Open(mark, [], mark.end))

    def _is_inner(self, mark: _Mark, at: int, ahead: _Ahead) -> bool:
        """Whether curly marks open and close within a paragraph that a straight one has opened."""
        outer = self.stack[-1].mark
        return (
            outer is not None
            and (outer.leads and not outer.curly and mark.curly)
            and ahead.closes(at, mark.family)
        )

    def _give_up(self, mark: _Mark) -> None:
        """End what is open before a mark of its family that opens again."""
        while self.stack:
            opened = self.stack.pop()
            if opened.family is mark.family:
                self._keep(opened, mark.begin, mark.begin, closed=False)
                return

    def _close(self, mark: _Mark) -> None:
        if not any(opened.family is mark.family for opened in self.stack):
            return
        while True:
            opened = self.stack.pop()
            if opened.family is mark.family:
                self._keep(opened, mark.begin, mark.end)
                return

    def _close_stray(self, mark: _Mark, at: int, ahead: _Ahead, paragraph: Span) -> None:
        """Take a closing mark that nothing of its family has opened."""
        if self.stack:
            if not ahead.closes(at, self.stack[-1].family):
                self._keep(self.stack.pop(), mark.begin, mark.end)
        elif self.waiting and not self._found_in(paragraph):
            self.waiting.begin = paragraph.begin
            self._keep(self.waiting, mark.begin, mark.end)
            self.waiting = None
        elif mark.family is not Family.SINGLE and not self._found_in(paragraph):
            self._keep(_Open(None, [], paragraph.begin), mark.begin, mark.end)

    def _found_in(self, paragraph: Span) -> bool:
        return bool(self.found) and self.found[-1].outer.end > paragraph.begin

    def _end_paragraph(self, paragraph: Span) -> None:
        if self.waiting:
            self._finish(self.waiting)
        self.waiting = None
        for opened in self.stack[:1]:
            opened.pieces += _trimmed(self.text, opened.begin, paragraph.end)
            self.waiting = opened
        self.stack = []

    def end(self) -> None:
        """Finish what is still open at the end of the text."""
        if self.waiting:
            self._finish(self.waiting)

    def _finish(self, opened: _Open) -> None:
        if opened.pieces and _is_surely_opened(opened):
            self._passage(opened, opened.pieces[-1].end, closed=False)

    def _keep(self, opened: _Open, end: int, outer_end: int, *, closed: bool = True) -> None:
        opened.pieces += _trimmed(self.text, opened.begin, end)
        if closed or _is_surely_opened(opened):
            self._passage(opened, outer_end, closed=closed)

    def _passage(self, opened: _Open, end: int, *, closed: bool) -> None:
        pieces = [p for p in opened.pieces if any(c.isalnum() for c in self.text[p.begin : p.end])]
        if pieces:
            begin = opened.mark.begin if opened.mark else pieces[0].begin
            outer = Span(begin, max(end, pieces[-1].end))
            known = opened.mark is not None
            self.found.append(
                Passage(tuple(pieces), outer, opened.family, opened=known, closed=closed)
            )


def _is_surely_opened(opened: _Open) -> bool:
    """An opening mark that nothing closes: a single one may as well be an apostrophe."""
    mark = opened.mark
    return mark is None or mark.family is not Family.SINGLE or (mark.curly and mark.leads)


class _Ahead:
    """What follows each mark of a paragraph, computed once from its end."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self._marks = marks
        places: dict[tuple[Family, str], list[int]] = {}
        for at, mark in enumerate(marks):
            if mark.way is _Way.OPENS:
                places.setdefault((mark.family, "opens"), []).append(at)
            elif mark.way is _Way.CLOSES:
                places.setdefault((mark.family, "closes"), []).append(at)
                if mark.strong:
                    places.setdefault((mark.family, "strong"), []).append(at)
        self._places = places

    def _next(self, family: Family, what: str, at: int) -> int:
        """Return the next mark after `at` that does `what`, or the number of marks."""
        places = self._places.get((family, what), ())
        place = bisect_right(places, at)
        return places[place] if place < len(places) else len(self._marks)

    def _count(self, family: Family, what: str, at: int) -> int:
        places = self._places.get((family, what), ())
        return len(places) - bisect_right(places, at)

    def closes_better(self, at: int) -> bool:
        """Whether a surer closing mark follows before the family opens again."""
        family = self._marks[at].family
        return self._next(family, "strong", at) < self._next(family, "opens", at)

    def closes(self, at: int, family: Family) -> bool:
        """Whether a mark of `family` closes after `at` before one opens."""
        return self._next(family, "closes", at) < self._next(family, "opens", at)

    def closes_both(self, at: int) -> bool:
        """Whether enough marks follow to close this one and the one around it."""
        family = self._marks[at].family
        return self._count(family, "closes", at) >= self._count(family, "opens", at) + 2


def nested(found: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages in order of the text, each with the place of the one around it."""
    around: list[tuple[int, int]] = []
    order = sorted(found, key=lambda passage: (passage.outer.begin, -passage.outer.end))
    for at, passage in enumerate(order):
        while around and around[-1][1] <= passage.outer.begin:
            around.pop()
        yield replace(passage, within=around[-1][0] if around else None)
        around.append((at, passage.outer.end))
