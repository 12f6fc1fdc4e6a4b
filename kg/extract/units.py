"""The text as a reader of marks sees it: sentences in which a marked passage is one opaque part.

Sentence bounds that a parser finds are least sure around quotation marks; these go by punctuation,
paragraphs and marks alone. Inside a passage its own words are cut up in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.reading import OUTSIDE, Reading
from kg.extract.typography import MARKS
from kg.model import Span

_TERMINAL = frozenset((".", "!", "?", "…", "...", "?!", "!!", "!?", "。"))
DASHES = frozenset(("—", "–", "-", "--", "―"))
_MARKS = "".join(MARKS)
_PIECE_END = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a zone, or one piece of a passage in it, as the tokens [begin, end).

    `passage` is its place in `Reading.passages`, None for words; `piece` counts its pieces.
    """

    begin: int
    end: int
    passage: int | None = None
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a zone, in parts; `number` counts the zone's units."""

    zone: int
    paragraph: int
    parts: tuple[Part, ...]
    number: int

    @property
    def begin(self) -> int:
        """The first token."""
        return self.parts[0].begin

    @property
    def end(self) -> int:
        """The token after the last."""
        return self.parts[-1].end

    @property
    def is_marked(self) -> bool:
        """Whether it is made of passages alone."""
        return all(part.passage is not None for part in self.parts)


class _Zone:
    """The units of one zone, built part by part."""

    def __init__(self, zone: int) -> None:
        self.zone = zone
        self.units: list[Unit] = []
        self.parts: list[Part] = []
        self.paragraph = 0
        self.ended = False
        """Whether a full stop has been read, so that the next part begins a sentence."""
        self.may_end = False
        """Whether a passage has ended like a sentence, so that a capital begins the next one."""

    def word(self, at: int, reading: Reading) -> None:
        """Add a word, or punctuation."""
        punctuation = reading.pos[at] == "PUNCT" or not any(c.isalnum() for c in reading.words[at])
        text = reading.words[at]
        begins = text[:1].isupper() or text[:1].isdigit()
        if not punctuation and (self.ended or (self.may_end and begins)):
            self.flush()
        if not punctuation:
            self.ended = self.may_end = False
        elif text in _TERMINAL:
            self.ended = bool(self.parts)
        elif text.strip(_MARKS) in DASHES:
            self.may_end = False
        if punctuation and not self.parts and text in _TERMINAL:
            return
        self.add(Part(at, at + 1), reading)

    def passage(self, part: Part, reading: Reading) -> None:
        """Add a piece of a passage."""
        if self.ended or self.may_end:
            self.flush()
        self.add(part, reading)
        assert part.passage is not None
        piece = reading.passages[part.passage].pieces[part.piece]
        self.ended = False
        self.may_end = _ends_sentence(reading, piece)

    def add(self, part: Part, reading: Reading) -> None:
        """Put a part behind the others; words that touch become one part."""
        paragraph = reading.paragraph[part.begin]
        if self.parts and paragraph != self.paragraph:
            self.flush()
        self.paragraph = paragraph
        last = self.parts[-1] if self.parts else None
        if last is not None and last.passage is None and part.passage is None:
            self.parts[-1] = Part(last.begin, part.end)
        else:
            self.parts.append(part)

    def flush(self) -> None:
        """End the sentence."""
        if self.parts:
            number = len(self.units)
            self.units.append(Unit(self.zone, self.paragraph, tuple(self.parts), number))
        self.parts = []
        self.ended = self.may_end = False


def _ends_sentence(reading: Reading, piece: Span) -> bool:
    at = piece.end - 1
    while at > piece.begin and reading.text[at] in MARKS:
        at -= 1
    return reading.text[at] in _PIECE_END


def units(reading: Reading) -> Mapping[int, Sequence[Unit]]:
    """Return the units of each zone that has any, in order of the text."""
    zones: dict[int, _Zone] = {OUTSIDE: _Zone(OUTSIDE)}
    pieces = _piece_starts(reading)
    for at in range(len(reading)):
        for part in pieces.get(at, ()):
            assert part.passage is not None
            around = reading.around(part.passage)
            zones.setdefault(around, _Zone(around)).passage(part, reading)
        if reading.pos[at] == "SPACE" or all(c in MARKS for c in reading.words[at]):
            continue
        zone = reading.zone[at]
        zones.setdefault(zone, _Zone(zone)).word(at, reading)
    for builder in zones.values():
        builder.flush()
    return {place: builder.units for place, builder in zones.items() if builder.units}


def _piece_starts(reading: Reading) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for place, passage in enumerate(reading.passages):
        for number, piece in enumerate(passage.pieces):
            tokens = reading.tokens(piece)
            if tokens:
                part = Part(tokens.start, tokens.stop, place, number)
                found.setdefault(tokens.start, []).append(part)
    return found


def places(reading: Reading, found: Sequence[Unit]) -> Sequence[int]:
    """Return for each token the number of the unit that it stands in, -1 where it is in none."""
    numbers = [-1] * len(reading)
    for unit in found:
        numbers[unit.begin : unit.end] = [unit.number] * (unit.end - unit.begin)
    return numbers
