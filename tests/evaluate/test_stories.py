"""Findings against gold: what counts as right, and what the misses say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from evaluate_samples import place

from kg.evaluate.gold import Gold, read_gold_folder
from kg.evaluate.stories import StoryFigures, misses
from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Findings,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Quote,
    QuoteKind,
    Span,
    Time,
)

SHIPPED = Path(__file__).parents[2] / "data" / "gold"
TEXT = (
    "Ada Finch, 34, fell ill on Tuesday. “I am fine,” she told Bo Marsh. “Truly.” "
    "Her brother said that she might rest."
)


def at(words: str) -> Span:
    return place(TEXT, words)


def entity(id: str, *mentions: str, type: EntityType = EntityType.PERSON) -> Entity:
    spans = tuple(Mention(at(words), MentionKind.NAME) for words in mentions)
    return Entity(id, type, mentions[0], spans)


ADA = entity("ada", "Ada Finch", "I ", "she", "Her", "she#2")
BO = entity("bo", "Bo Marsh")
BROTHER = entity("brother", "Her brother")
FINE = Quote("q1", QuoteKind.DIRECT, (at("I am fine,"), at("Truly.")), speaker="ada", act="told")
REST = Quote("q2", QuoteKind.INDIRECT, (at("that she might rest"),), speaker="brother")
ILL = Event(
    "v1",
    "illness",
    at("fell ill"),
    (Participant("experiencer", "ada"),),
    Time(at("on Tuesday"), "2024-03-12"),
)
AGE = Claim("ada", "age", "34", at("34"))
KIN = Claim("ada", "sibling", "Ada's brother", at("brother"), object="brother")
GOLD = Findings(Article("a", "a.txt", TEXT), (ADA, BO, BROTHER), (FINE, REST), (ILL,), (AGE, KIN))
GOOD = (
    *("quotes_precision", "quotes_recall", "speaker_accuracy", "act_accuracy", "person_f1"),
    *("person_coref_conll", "event_f1", "modality_accuracy", "time_accuracy", "claim_f1"),
)


def scored(found: Findings) -> dict[str, float]:
    figures = StoryFigures()
    figures.add(GOLD, found)
    return figures.figures()


@pytest.mark.parametrize("gold", read_gold_folder(SHIPPED), ids=lambda g: g.findings.article.source)
def test_gold_misses_nothing_of_itself(gold: Gold) -> None:
    figures = StoryFigures()
    figures.add(gold.findings, gold.findings)
    assert not figures.misses
    assert {name: figures.figures()[name] for name in GOOD} == dict.fromkeys(GOOD, 1.0)
    assert figures.figures()["quotes_too_many"] == 0


def renamed(findings: Findings) -> Findings:
    """The same findings under other ids."""
    new = {entity.id: f"e{number}" for number, entity in enumerate(findings.entities)}
    return replace(
        findings,
        entities=tuple(replace(entity, id=new[entity.id]) for entity in findings.entities),
        quotes=tuple(
            replace(quote, speaker=new[quote.speaker]) if quote.speaker else quote
            for quote in findings.quotes
        ),
        events=tuple(
            replace(
                event,
                participants=tuple(Participant(p.role, new[p.entity]) for p in event.participants),
            )
            for event in findings.events
        ),
        claims=tuple(
            replace(claim, subject=new[claim.subject], object=claim.object and new[claim.object])
            for claim in findings.claims
        ),
    )


def test_ids_do_not_matter() -> None:
    assert {name: scored(renamed(GOLD))[name] for name in GOOD} == dict.fromkeys(GOOD, 1.0)


def with_quote(quote: Quote) -> Findings:
    return replace(GOLD, quotes=(quote, REST))


def with_event(event: Event) -> Findings:
    return replace(GOLD, events=(event,))


def with_claims(*claims: Claim) -> Findings:
    return replace(GOLD, claims=claims)


SPLIT = replace(
    GOLD,
    entities=(entity("ada", "Ada Finch", "I ", "Her", "she#2"), entity("x", "she"), BO, BROTHER),
    quotes=(replace(FINE, speaker="x"), REST),
)
NOBODY = replace(ILL, participants=())
TWICE = replace(ILL, id="v2", trigger=at("ill"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            with_quote(replace(FINE, content=(at("I am fine,"),))),
            {"quotes_recall": 0.5, "direct_recall": 0.0, "speaker_accuracy": 1.0,
             "quotes_too_many": 0.0},
            id="a piece of a quote is missing",
        ),
        pytest.param(
            replace(GOLD, quotes=(FINE,)),
            {"quotes_recall": 0.5, "quotes_precision": 1.0, "speaker_accuracy": 1.0},
            id="a quote is missing",
        ),
        pytest.param(
            replace(GOLD, quotes=(*GOLD.quotes, Quote("q3", QuoteKind.DIRECT, (at("Tuesday"),)))),
            {"quotes_precision": 2 / 3, "quotes_recall": 1.0, "quotes_too_many": 1.0},
            id="a quote too many",
        ),
        pytest.param(
            with_quote(replace(FINE, kind=QuoteKind.MIXED)),
            {"quotes_recall": 1.0, "direct_recall": 0.0, "mixed_precision": 0.0},
            id="another kind",
        ),
        pytest.param(with_quote(replace(FINE, speaker="bo")), {"speaker_accuracy": 0.5}, id="who"),
        pytest.param(with_quote(replace(FINE, speaker=None)), {"speaker_accuracy": 0.5}, id="none"),
        pytest.param(
            with_quote(replace(FINE, joint=("bo",))), {"speaker_accuracy": 0.5}, id="one too many"
        ),
        pytest.param(SPLIT, {"speaker_accuracy": 0.5, "person_f1": 1.0}, id="a splinter speaks"),
        pytest.param(with_quote(replace(FINE, act="said")), {"act_accuracy": 0.5}, id="act"),
        pytest.param(
            with_quote(replace(FINE, affirmed=False)), {"act_accuracy": 0.5}, id="not performed"
        ),
        pytest.param(with_event(replace(ILL, trigger=at("ill"))), {"event_f1": 1.0}, id="trigger"),
        pytest.param(
            with_event(replace(ILL, type="injury")),
            {"event_f1": 0.0, "modality_accuracy": 0.0},
            id="another type",
        ),
        pytest.param(with_event(NOBODY), {"event_f1": 0.0, "modality_accuracy": 1.0}, id="nobody"),
        pytest.param(
            with_event(
                replace(ILL, participants=(*ILL.participants, Participant("experiencer", "bo")))
            ),
            {"event_f1": 2 / 3},
            id="an experiencer too many",
        ),
        pytest.param(
            with_event(replace(ILL, participants=(Participant("agent", "ada"),))),
            {"event_f1": 0.0},
            id="another role",
        ),
        pytest.param(replace(GOLD, events=(ILL, TWICE)), {"event_f1": 2 / 3}, id="one told as two"),
        pytest.param(
            with_event(replace(ILL, modality=Modality.FEARED)),
            {"modality_accuracy": 0.0, "event_f1": 1.0},
            id="modality",
        ),
        pytest.param(
            with_event(replace(ILL, polarity=Polarity.NEGATIVE)), {"modality_accuracy": 0.0},
            id="polarity",
        ),
        pytest.param(with_event(replace(ILL, time=None)), {"time_accuracy": 0.0}, id="no time"),
        pytest.param(
            with_event(replace(ILL, time=Time(at("on Tuesday"), "2024-03"))),
            {"time_accuracy": 0.0},
            id="a coarser time",
        ),
        pytest.param(with_claims(AGE), {"claim_f1": 2 / 3}, id="a claim is missing"),
        pytest.param(with_claims(AGE, AGE, KIN), {"claim_f1": 1.0}, id="a claim twice is one"),
        pytest.param(
            with_claims(AGE, replace(KIN, value="him")), {"claim_f1": 1.0}, id="kin by entity"
        ),
        pytest.param(
            with_claims(AGE, replace(KIN, object="bo")), {"claim_f1": 0.5}, id="other kin"
        ),
        pytest.param(
            with_claims(AGE, replace(KIN, object=None, value="An  ADA'S brother")),
            {"claim_f1": 1.0},
            id="the value in words",
        ),
        pytest.param(
            replace(GOLD, entities=(ADA, BO, BROTHER, entity("x", "Tuesday"))),
            {"person_f1": 14 / 15},
            id="a person too many",
        ),
        pytest.param(
            replace(
                GOLD,
                entities=(*GOLD.entities, entity("x", "Tuesday", type=EntityType.ORGANIZATION)),
            ),
            {"person_f1": 1.0, "person_coref_conll": 1.0},
            id="an organization is not asked about",
        ),
    ],
)  # fmt: skip
def test_what_counts(found: Findings, expected: dict[str, float]) -> None:
    figures = scored(found)
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def both(found: Findings) -> list[str]:
    gold = Gold("story", GOLD, {}, {}, {})
    return [str(miss) for miss in misses(gold, found)]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        pytest.param(
            with_quote(replace(FINE, speaker="bo")),
            "a.txt:37 speaker: “I am fine,”: expected Ada Finch, found Bo Marsh",
            id="speaker",
        ),
        pytest.param(
            SPLIT,
            "a.txt:37 speaker: “I am fine,”: expected Ada Finch, "
            "found she (= split off from Ada Finch)",
            id="splinter",
        ),
        pytest.param(
            with_event(replace(ILL, type="injury")),
            "a.txt:15 event: “fell ill”: expected none, found injury",
            id="event",
        ),
        pytest.param(
            with_claims(AGE),
            "a.txt:81 claim: “brother”: expected sibling of Ada Finch: Ada's brother, found none",
            id="claim",
        ),
    ],
)
def test_misses_say_what_was_expected_and_what_was_found(found: Findings, words: str) -> None:
    assert words in both(found)


def test_findings_of_another_text_are_refused() -> None:
    other = Findings(Article("b", "b.txt", "Something else."))
    with pytest.raises(ValueError, match=r"b\.txt"):
        scored(other)
