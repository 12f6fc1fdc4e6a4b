"""LitBank: coreference, realis triggers, and who speaks, each text read once.

The words go through the pipeline with the blanks that English prose has between them
(`kg.evaluate.texts.natural_gaps`); the corpus does not keep paragraphs. For coreference and
triggers see `kg.evaluate.coreference` and `kg.evaluate.words`.

`speaker_accuracy`: of the annotated quotations that have a speaker, the share that extraction gives
to the right one: of its quotes, the one that fits the gold span best (intersection over union, of a
piece or the whole) must have a speaker, and that entity must be the one that stands for the gold
speaker when entities are aligned one to one by the mentions that they share
(`kg.evaluate.identity`). A quotation that was not found is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluate.clusters import Cluster, Coreference
from kg.evaluate.coreference import clusters_on_gold, found_clusters
from kg.evaluate.identity import aligned_entities
from kg.evaluate.scores import Count, iou
from kg.evaluate.texts import Laid, Reader, WordSpan, natural_gaps
from kg.evaluate.words import add_triggers
from kg.model import Findings, Quote, Span
from kg.train.annotated import Annotated
from kg.train.corpora import read_litbank

_CATEGORIES = frozenset({"person", "place", "organization"})


@dataclass(frozen=True, slots=True)
class LitbankText:
    """One text: its words, its entities, and its quotations with their speakers, by words."""

    text: Annotated
    entities: dict[str, set[WordSpan]] = field(default_factory=dict)
    quotations: list[tuple[WordSpan, str]] = field(default_factory=list)


def read_texts(folder: Path) -> list[LitbankText]:
    """Read the texts of a part of LitBank."""
    return [_read(folder, text) for text in read_litbank(folder)]


def _read(folder: Path, text: Annotated) -> LitbankText:
    assert text.starts is not None
    whole = text.copy(gaps=natural_gaps(text.words, text.starts))
    return LitbankText(
        whole,
        _entities(folder / f"{text.id}.coref.ann", text),
        _quotations(folder / f"{text.id}.quotations.tsv", text),
    )


def _entities(path: Path, text: Annotated) -> dict[str, set[WordSpan]]:
    """Each mention stands there twice: with its form and category, and with its entity."""
    starting = {offset: at for at, offset in enumerate(text.offsets)}
    ending = {
        offset + len(word): at + 1
        for at, (offset, word) in enumerate(zip(text.offsets, text.words, strict=True))
    }
    typed: set[WordSpan] = set()
    entities: dict[str, set[WordSpan]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not columns[0].startswith("T") or len(columns) < 2:
            continue
        label, begin, end = columns[1].split(" ")[:3]
        if int(begin) not in starting or int(end) not in ending:
            continue
        span = (starting[int(begin)], ending[int(end)])
        form, _, category = label.partition("_")
        if form in {"PROP", "NOM", "PRON"} and category.isupper():
            typed.add(span)
        else:
            entities.setdefault(label, set()).add(span)
    return {id: spans & typed for id, spans in entities.items() if spans & typed}


def _quotations(path: Path, text: Annotated) -> list[tuple[WordSpan, str]]:
    assert text.starts is not None
    lines = [at for at, start in enumerate(text.starts) if start]
    spans: dict[str, WordSpan] = {}
    speakers: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, id, *rest = line.split("\t")
        if kind == "QUOTE":
            first, begin, last, end = map(int, rest[:4])
            spans[id] = (lines[first] + begin, lines[last] + end + 1)
        elif kind == "ATTRIB":
            speakers[id] = rest[0]
    return [(spans[id], speaker) for id, speaker in speakers.items() if id in spans]


def litbank_figures(folder: Path, reader: Reader) -> dict[str, float]:
    """Return the figures of a part of LitBank."""
    free, on_gold = Coreference(), Coreference()
    triggers, speakers = Count(), Count()
    for gold in read_texts(folder):
        laid = reader.lay(gold.text)
        key = [frozenset(entity) for entity in gold.entities.values()]
        free.add(key, found_clusters(laid, _CATEGORIES))
        spans = [span for entity in gold.entities.values() for span in entity]
        on_gold.add(key, clusters_on_gold(laid, reader.encoder, spans))
        assert gold.text.realis is not None
        add_triggers(triggers, laid, gold.text.realis, realis=True)
        if gold.quotations:
            add_speakers(speakers, gold, laid, reader.find(laid.doc))
    return {
        **free.figures(),
        **on_gold.figures(suffix="_gold"),
        "trigger_f1": triggers.f1,
        "speaker_accuracy": speakers.recall,
    }


def add_speakers(count: Count, gold: LitbankText, laid: Laid, findings: Findings) -> None:
    """Count the quotations with the right speaker."""
    ids = list(gold.entities)
    key: list[Cluster] = [frozenset(laid.span(*m) for m in gold.entities[id]) for id in ids]
    identity = aligned_entities(findings.entities, key)
    for span, speaker in gold.quotations:
        quote = _quote_at(findings.quotes, laid.span(*span))
        count.wanted += 1
        if quote is not None and quote.speaker is not None and quote.speaker in identity:
            count.right += ids[identity[quote.speaker]] == speaker


def _quote_at(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """Return the quote that a span is best a piece of, or the whole."""
    scored = [
        (max(iou(pieces, [span]) for pieces in (quote.content, *([p] for p in quote.content))), -at)
        for at, quote in enumerate(quotes)
    ]
    best, place = max(scored, default=(0.0, 0))
    return quotes[-place] if best else None
