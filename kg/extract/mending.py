"""Passages mended where a missing mark has let them run over the words that report them.

A passage that nothing closes, or that only the next paragraph's mark continues, may hold its own
tag: `“The road is shut, the driver said.` It ends before that tag, and what follows is a
passage apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.cues import Site, Sites, clause_of
from kg.extract.drafts import is_word
from kg.extract.reading import Reading
from kg.extract.syntax import phrase, subject
from kg.extract.typography import Passage, nested
from kg.knowledge import CueKind
from kg.model import Span

_OWN_VOICE = frozenset(("i", "we", "you"))
_LONGEST_TAG = 10


def with_closed_marks(reading: Reading, sites: Sites) -> Reading:
    """Return the reading with the passages that hold their own tag cut before it."""
    found = [
        part
        for passage in reading.passages
        for part in (_parts(reading, sites, passage) if _is_open(passage) else (passage,))
    ]
    if len(found) == len(reading.passages) and tuple(found) == reading.passages:
        return reading
    return reading.with_passages(tuple(nested(found)))


def _is_open(passage: Passage) -> bool:
    """Whether a paragraph of a passage ends without a mark."""
    return not passage.closed or len(passage.pieces) > 1


def _parts(reading: Reading, sites: Sites, passage: Passage) -> Iterator[Passage]:
    """Yield a passage cut behind each piece that ends with a tag of its own."""
    pieces: list[Span] = []
    begin = passage.outer.begin
    for number, piece in enumerate(passage.pieces):
        last = number + 1 == len(passage.pieces)
        tag = None if last and passage.closed else _tag(reading, sites, piece)
        if tag is None:
            pieces.append(piece)
            continue
        pieces.append(Span(piece.begin, tag))
        yield replace(passage, pieces=tuple(pieces), outer=Span(begin, tag), closed=False)
        pieces = []
        begin = passage.pieces[number + 1].begin - 1 if not last else begin
    if pieces:
        end = passage.outer.end
        yield replace(passage, pieces=tuple(pieces), outer=Span(min(begin, pieces[0].begin), end))


def _tag(reading: Reading, sites: Sites, piece: Span) -> int | None:
    """Return where the words before the tag at the end of a piece end, None where there is none."""
    tokens = [at for at in reading.tokens(piece) if is_word(reading, at)]
    if len(tokens) < 3:
        return None
    for site in sites.between(max(tokens[0], tokens[-1] - _LONGEST_TAG), tokens[-1] + 1):
        begin = _tag_begin(reading, site, tokens)
        if begin is not None and begin > tokens[0] and reading.words[begin - 1] in ",?!":
            return reading.end[begin - 1]
    return None


def _tag_begin(reading: Reading, site: Site, tokens: list[int]) -> int | None:
    """Return the first token of a cue and its subject where they end a piece, else None."""
    found = subject(reading, site.verb)
    if found is None or not tokens[0] < found.head <= tokens[-1]:
        return None
    if site.kind not in (CueKind.VERB, CueKind.QUOTING_VERB) or not site.known:
        return None
    if reading.lower[found.head] in _OWN_VOICE or clause_of(reading, site) is not None:
        return None
    low, high = phrase(reading, found.head)
    end = max(high, max(site.tokens) + 1)
    return min(low, *site.tokens) if tokens[-1] < end else None
