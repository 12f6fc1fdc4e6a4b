"""Paragraphs without marks that a cue paragraph with a colon leads to: block quotations."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from kg.extract.cues import Site, Sites
from kg.extract.drafts import is_word
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.typography import MARKS, Family, Passage, nested
from kg.knowledge import CueKind
from kg.model import Span

_COVERED = 0.6
"""Part of a paragraph that the encoder must call content."""
_FIRST_PERSON = frozenset(("i", "we", "my", "our", "me", "us", "you", "your"))
_LEAST_WORDS = 5
_ITEM = frozenset("•-*–—·▪1234567890")
_SENTENCE_END = frozenset(".!?…")
_REPORTING = frozenset((CueKind.VERB, CueKind.QUOTING_VERB))


class _Lead(Enum):
    """How surely a paragraph leads to a quotation in the next one."""

    NONE = 0
    LIKELY = 1
    SURE = 2


def with_blocks(reading: Reading, sites: Sites) -> Reading:
    """Return the reading with unmarked block quotations as passages of their own."""
    found = list(_blocks(reading, sites))
    if not found:
        return reading
    return reading.with_passages(tuple(nested((*reading.passages, *found))))


def _blocks(reading: Reading, sites: Sites) -> Iterator[Passage]:
    spans = reading.paragraphs
    covered = _Coverage(reading)
    at = 0
    while at + 1 < len(spans):
        pieces: list[Span] = []
        lead = _leads(reading, sites, spans[at])
        if lead is not _Lead.NONE:
            while at + 1 < len(spans) and _is_block(
                reading, covered, spans[at + 1], lead, first=not pieces
            ):
                pieces.append(spans[at + 1])
                at += 1
        if pieces:
            outer = Span(pieces[0].begin, pieces[-1].end)
            yield Passage(tuple(pieces), outer, Family.BLOCK)
        else:
            at += 1


def _leads(reading: Reading, sites: Sites, paragraph: Span) -> _Lead:
    """Tell whether a paragraph leads to the next one, by a colon and a cue before it."""
    if not reading.text[paragraph.begin : paragraph.end].endswith(":"):
        return _Lead.NONE
    tokens = reading.tokens(paragraph)
    begin = tokens.start
    for at in reversed(tokens):
        if reading.words[at] in (".", "!", "?") and at < tokens.stop - 1:
            begin = at
            break
    found = [site for site in sites.between(begin, tokens.stop) if site.kind in _REPORTING]
    if found and not _tells_more(reading, found[-1], tokens.stop):
        return _Lead.SURE
    return _Lead.LIKELY if found or reading.has_encoder else _Lead.NONE


def _tells_more(reading: Reading, site: Site, end: int) -> bool:
    """Whether a verb follows a cue, but for those that only describe a noun: “, which …:”."""
    return any(
        reading.pos[at] in ("VERB", "AUX") and not _describes(reading, at, site.head)
        for at in range(max(site.tokens) + 1, end)
    )


def _describes(reading: Reading, at: int, cue: int) -> bool:
    """Whether a verb stands in a relative clause below a cue."""
    while at not in (cue, reading.head[at]):
        if reading.dep[at] == "acl:relcl":
            return True
        at = reading.head[at]
    return False


def _is_block(
    reading: Reading, covered: _Coverage, paragraph: Span, lead: _Lead, *, first: bool
) -> bool:
    """Tell whether a paragraph is quoted as a block: the encoder's content, or in its own voice."""
    text = reading.text
    if text[paragraph.begin] in MARKS or text[paragraph.begin] in _ITEM:
        return False
    tokens = [at for at in reading.tokens(paragraph) if is_word(reading, at)]
    if len(tokens) < _LEAST_WORDS or text[paragraph.end - 1] == ":":
        return False
    if not first and any(reading.zone[at] != OUTSIDE for at in tokens):
        return False
    if covered.part(paragraph) >= _COVERED:
        return True
    if lead is not _Lead.SURE:
        return False
    personal = any(reading.lower[at] in _FIRST_PERSON for at in tokens)
    return personal or (first and text[paragraph.end - 1] in _SENTENCE_END)


class _Coverage:
    """How much of a paragraph the encoder calls content of attributions."""

    def __init__(self, reading: Reading) -> None:
        self._contents = sorted({span for each in reading.attributions for span in each.content})
        self._ends = [span.end for span in self._contents]

    def part(self, paragraph: Span) -> float:
        """Return the part of the code points of a paragraph, in [0, 1]."""
        total = sum(
            min(span.end, paragraph.end) - max(span.begin, paragraph.begin)
            for span in self._contents
            if span.overlaps(paragraph)
        )
        return total / (paragraph.end - paragraph.begin)
