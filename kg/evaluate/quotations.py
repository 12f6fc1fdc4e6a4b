"""PolNeAR: roles and attributions, exactly and by overlap; through the encoder and extraction.

Protocol: the raw text goes through the pipeline; each annotator's version of an article counts as a
text of its own. Spans are trimmed of white space.

`source_f1`, `cue_f1`, `content_f1`: the pieces with exactly the annotated code points, all pieces
that the encoder marks, whether linked or not. `direct_f1`: the same for pieces of content in double
quotation marks, from the opening to the closing one (single marks are quotations within quotations,
and headlines, in these papers). `content_char_f1`: the code points that are in content.
`pair_exact_f1`: an attribution's content and source, all pieces of both exact; `pair_iou_f1`: both
with an intersection over union of at least .5, the best pairs joined first, each once. Attributions
without a source are no pairs.

`extracted_direct_f1`, `extracted_pair_iou_f1`: the same for the quotes that extraction finds.
Their content stands between the outer marks, so marks and white space at the ends of a piece do not
count on either side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from kg.evaluate.scores import Count, characters, matched_pairs
from kg.evaluate.texts import Reader
from kg.model import Attribution, Findings, Span
from kg.train.corpora.polnear import standoff

_ANNOTATOR = re.compile(r"_[0-9a-z]{4}$")
_MARKS = "“”\"‘’'`«»„"
_OPENING = ("“", '"', "``", "«", "„")
_CLOSING = ("”", '"', "''", "»", "“")
_ROLES = {"source": "sources", "cue": "cues", "content": "contents"}
Spans = frozenset[Span]


@dataclass(frozen=True, slots=True)
class Roles:
    """What plays a part in a text's attributions: pieces by role, and attributions as a whole."""

    pieces: dict[str, Spans]
    attributions: tuple[Attribution, ...]

    @classmethod
    def of(cls, doc: Doc) -> Roles:
        """Return what the encoder marks."""
        pieces = {
            role: frozenset(Span(span.start_char, span.end_char) for span in doc.spans[group])
            for role, group in _ROLES.items()
        }
        return cls(pieces, doc._.attributions)

    @classmethod
    def gold(cls, path: Path, text: str) -> Roles:
        """Read an annotator's version."""
        attributions = gold_attributions(path, text)
        return cls(
            {
                role: frozenset(span for found in attributions for span in getattr(found, role))
                for role in _ROLES
            },
            attributions,
        )


def gold_attributions(path: Path, text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a brat file that have content."""
    found = []
    for _, roles in standoff(path):
        content, cue, source = (
            tuple(sorted(_trimmed(text, spans)))
            for spans in (roles.get("Content", []), roles.get("Cue", []), roles.get("Source", []))
        )
        if content:
            found.append(Attribution(content, cue, source, 1.0))
    return tuple(found)


def _trimmed(text: str, spans: Iterable[tuple[int, int]], marks: str = "") -> Iterable[Span]:
    for begin, end in spans:
        while begin < end and (text[begin].isspace() or text[begin] in marks):
            begin += 1
        while begin < end and (text[end - 1].isspace() or text[end - 1] in marks):
            end -= 1
        if begin < end:
            yield Span(begin, end)


@dataclass(slots=True)
class QuotationFigures:
    """Counts texts."""

    source: Count = field(default_factory=Count)
    cue: Count = field(default_factory=Count)
    content: Count = field(default_factory=Count)
    direct: Count = field(default_factory=Count)
    content_char: Count = field(default_factory=Count)
    pair_exact: Count = field(default_factory=Count)
    pair_iou: Count = field(default_factory=Count)
    extracted_direct: Count = field(default_factory=Count)
    extracted_pair_iou: Count = field(default_factory=Count)

    def add(self, text: str, found: Roles, gold: Roles) -> None:
        """Count what the encoder marks in one version of a text."""
        for role in _ROLES:
            getattr(self, role).add(found.pieces[role], gold.pieces[role])
        ours, theirs = found.pieces["content"], gold.pieces["content"]
        self.direct.add(_direct(text, ours), _direct(text, theirs))
        self.content_char.add(characters(ours), characters(theirs))
        pairs, wanted = _pairs(found.attributions), _pairs(gold.attributions)
        self.pair_exact.add(pairs, wanted)
        add_overlapping(self.pair_iou, pairs, wanted)

    def add_extracted(self, text: str, found: Findings, gold: Roles) -> None:
        """Count what extraction finds in one version of a text."""
        quotes = [
            Attribution(quote.content, quote.cue, quote.source, quote.confidence)
            for quote in found.quotes
        ]
        add_overlapping(self.extracted_pair_iou, _pairs(quotes), _pairs(gold.attributions))
        ours = frozenset(piece for quote in found.quotes for piece in quote.content)
        self.extracted_direct.add(
            _bare(text, _direct(text, ours)), _bare(text, _direct(text, gold.pieces["content"]))
        )

    def figures(self) -> dict[str, float]:
        """Return the figures so far."""
        return {f"{name}_f1": getattr(self, name).f1 for name in self.__dataclass_fields__}


def polnear_figures(folder: Path, reader: Reader) -> dict[str, float]:
    """Return the figures of a part of PolNeAR."""
    figures = QuotationFigures()
    versions: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        versions.setdefault(_ANNOTATOR.sub("", path.stem), []).append(path)
    for stem, paths in versions.items():
        text = (folder / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        doc = reader.read(text, stem)
        roles, findings = Roles.of(doc), reader.find(doc)
        for path in paths:
            gold = Roles.gold(path, text)
            figures.add(text, roles, gold)
            figures.add_extracted(text, findings, gold)
    return figures.figures()


Pair = tuple[tuple[Span, ...], tuple[Span, ...]]


def _pairs(attributions: Iterable[Attribution]) -> list[Pair]:
    return [(found.content, found.source) for found in attributions if found.source]


def add_overlapping(count: Count, found: Sequence[Pair], wanted: Sequence[Pair]) -> None:
    """Count pairs that overlap enough."""
    count.right += matched_pairs(found, wanted)
    count.found += len(found)
    count.wanted += len(wanted)


def _direct(text: str, spans: Iterable[Span]) -> Spans:
    """Return the spans in double marks, be the marks in the span or around it."""
    return frozenset(
        span
        for span in spans
        if (text.startswith(_OPENING, span.begin) or text.endswith(_OPENING, 0, span.begin))
        and (text.endswith(_CLOSING, 0, span.end) or text.startswith(_CLOSING, span.end))
    )


def _bare(text: str, spans: Iterable[Span]) -> Spans:
    return frozenset(_trimmed(text, ((span.begin, span.end) for span in spans), _MARKS))
