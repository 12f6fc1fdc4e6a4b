"""LitBank's files, and who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluate_samples import oracle, place, write

from kg.evaluate.litbank import add_speakers, read_texts
from kg.evaluate.scores import Count
from kg.model import (
    Article,
    Entity,
    EntityType,
    Findings,
    Mention,
    MentionKind,
    Quote,
    QuoteKind,
    Span,
)

RAW = "“ Stay , ” said Ada .\nHer father left .\n“ Go ! ” he said ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def row(number: int, label: str, words: str) -> str:
        span = place(RAW, words)
        return f"T{number}\t{label} {span.begin} {span.end}\t{words}\n"

    mentions = (
        row(1, "PROP_PER", "Ada") + row(2, "NOM_PER", "Her father") + row(3, "PRON_PER", "Her")
        + row(4, "PRON_PER", "he#2")
        + row(5, "Ada-0", "Ada") + row(6, "Ada-0", "Her") + row(7, "father-1", "Her father")
        + row(8, "father-1", "he#2")
        + "R1\tcop Arg1:T1 Arg2:T2\n"
    )  # fmt: skip
    quotations = (
        "QUOTE\tQ1\t0\t0\t0\t3\t“ Stay , ”\nQUOTE\tQ2\t2\t0\t2\t3\t“ Go ! ”\n"
        "ATTRIB\tQ1\tAda-0\nATTRIB\tQ2\tfather-1\n"
    )
    write(tmp_path, "a.txt", RAW)
    write(tmp_path, "a.coref.ann", mentions)
    write(tmp_path, "a.events.ann", row(1, "EVENT", "left"))
    write(tmp_path, "a.quotations.tsv", quotations)
    return tmp_path


def test_a_text_is_read_with_entities_and_quotations(folder: Path) -> None:
    (gold,) = read_texts(folder)
    words = gold.text.words
    assert {
        id: sorted(" ".join(words[b:e]) for b, e in spans) for id, spans in gold.entities.items()
    } == {"Ada-0": ["Ada", "Her"], "father-1": ["Her father", "he"]}
    assert [(" ".join(words[b:e]), who) for (b, e), who in gold.quotations] == [
        ("“ Stay , ”", "Ada-0"),
        ("“ Go ! ”", "father-1"),
    ]
    doc = oracle().lay(gold.text).doc
    assert doc.text == "“Stay,” said Ada. Her father left. “Go!” he said."


def entity(id: str, text: str, *mentions: str) -> Entity:
    spans = tuple(Mention(place(text, words), MentionKind.NAME) for words in mentions)
    return Entity(id, EntityType.PERSON, mentions[0], spans)


def quote(id: str, content: Span, speaker: str | None) -> Quote:
    return Quote(id, QuoteKind.DIRECT, (content,), speaker=speaker)


def found(text: str, *speakers: str | None) -> Findings:
    contents = [place(text, words) for words in ("Stay,", "Go!")]
    quotes = [
        quote(f"q{at}", content, speaker)
        for at, (content, speaker) in enumerate(zip(contents, speakers, strict=False))
    ]
    entities = (
        entity("e1", text, "Ada", "Her"),
        entity("e2", text, "Her father"),
        entity("e3", text, "he#2"),
    )
    return Findings(Article("a", "a", text), entities, tuple(quotes))


@pytest.mark.parametrize(
    ("speakers", "right"),
    [
        pytest.param(("e1", "e2"), 2, id="both"),
        pytest.param(("e2", "e2"), 1, id="one"),
        pytest.param((None, "e2"), 1, id="nobody"),
        pytest.param(("e1",), 1, id="a quotation was not found"),
        pytest.param(("e1", "e3"), 1, id="a splinter of the right person"),
    ],
)
def test_the_speaker_must_be_the_entity_that_stands_for_the_gold_one(
    folder: Path, speakers: tuple[str | None, ...], right: int
) -> None:
    (gold,) = read_texts(folder)
    laid = oracle().lay(gold.text)
    count = Count()
    add_speakers(count, gold, laid, found(laid.doc.text, *speakers))
    assert (count.right, count.wanted) == (right, 2)


def test_of_two_quotes_over_the_same_words_the_better_fit_counts(folder: Path) -> None:
    (gold,) = read_texts(folder)
    laid = oracle().lay(gold.text)
    findings = found(laid.doc.text, "e1", "e2")
    wide = quote("wide", Span(0, len(laid.doc.text)), "e2")
    both = Findings(findings.article, findings.entities, (wide, *findings.quotes))
    count = Count()
    add_speakers(count, gold, laid, both)
    assert count.right == 2
