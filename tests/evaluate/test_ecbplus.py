"""The same events and people over articles: gold mentions laid on what is found and judged."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.evaluate.ecbplus import Told, cross_document_figures, read, with_doubts, with_gold_events
from kg.evaluate.texts import Reader
from kg.model import Key, Match, Resolution, Verdict
from kg.resolve import resolve
from kg.resolve.clusters import cluster

if TYPE_CHECKING:
    from spacy.language import Language

FIRE = "Police arrested Ada Orrin on Monday after the fire .".split()
LATER = "Ada Orrin was arrested when the mill burned .".split()


def _mention(kind: str, tokens: list[int], chain: str | None) -> dict[str, object]:
    return {"type": kind, "sentence": 1, "tokens": tokens, "chain": chain}


def _line(doc: str, words: list[str], *mentions: dict[str, object]) -> str:
    sentences = [["A", "title", "."], words]
    raw = {"doc": doc, "sentences": sentences, "annotated_sentences": [1], "mentions": mentions}
    return json.dumps(raw) + "\n"


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ecbplus") / "dev.jsonl"
    path.write_text(
        _line(
            "1_1", FIRE,
            _mention("ACTION_OCCURRENCE", [1], "a1"), _mention("ACTION_OCCURRENCE", [8], None),
            _mention("HUMAN_PART_PER", [2, 3], "h1"), _mention("TIME_DATE", [5], "t1"),
        )
        + _line(
            "1_2", LATER,
            _mention("ACTION_OCCURRENCE", [3], "a1"), _mention("HUMAN_PART_PER", [0, 1], "h1"),
        ),
        encoding="utf-8",
    )  # fmt: skip
    return path


@pytest.fixture(scope="module")
def told(part: Path, nlp: Language) -> list[Told]:
    return list(read(part, Reader(nlp)))


def test_gold_mentions_stand_where_their_words_are(told: list[Told]) -> None:
    first = told[0]
    text = first.findings.article
    assert {text[span]: chain for span, chain in first.events.items()} == {
        "arrested": "a1",
        "fire": "1_1 1",
    }
    assert [text[span] for span in first.people] == ["Ada Orrin"]
    assert [text[span] for span in first.annotated] == [text.text[text.text.index("Police") :]]


def test_gold_triggers_are_reports_of_who_is_in_their_sentence(told: list[Told]) -> None:
    for each in told:
        findings = with_gold_events(each)
        arrest = next(event for event in findings.events if event.type == "arrest")
        assert "Ada Orrin" in {findings.entity(p.entity).name for p in arrest.participants}


def test_the_figures_are_shares(part: Path, nlp: Language) -> None:
    found = cross_document_figures(part, Reader(nlp), partial(resolve))
    assert len(found) == 8
    assert all(0 <= value <= 1 for value in found.values())
    assert found["person_conll_gold_sure"] == 1


def test_doubts_are_followed_where_asked_for() -> None:
    keys = [Key(article, "e1") for article in "abc"]
    clusters = tuple(cluster("x", [key], lambda _: "x") for key in keys)
    doubt = Match(keys[0], keys[2], Verdict.UNSURE, 0.5)
    things = with_doubts(Resolution(entities=clusters, unsure=(doubt,)), "entities")
    assert things[keys[0]] == things[keys[2]] != things[keys[1]]
