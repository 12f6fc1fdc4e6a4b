"""The nouns check themselves, and their JSON loses nothing."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.findings_json import from_json, to_json
from kg.model import (
    Article,
    Claim,
    Cluster,
    Entity,
    EntityType,
    Event,
    Findings,
    Key,
    Match,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Quote,
    QuoteKind,
    Span,
    Time,
    Verdict,
)
from kg.resources import schema

TEXT = "Ana Ruiz, 41, said “the bridge fell” on Monday."


def findings(text: str = TEXT, sense: bytes = b"") -> Findings:
    return Findings(
        Article("0123456789abcdef", "a.txt", text, title="A bridge", published="2024-03"),
        (
            Entity(
                "e1",
                EntityType.PERSON,
                "Ana Ruiz",
                (Mention(Span(0, 8), MentionKind.NAME),),
                gender="female",
                sense=sense,
            ),
        ),
        (
            Quote(
                "q1",
                QuoteKind.DIRECT,
                (Span(20, 35),),
                cue=(Span(14, 18),),
                source=(Span(0, 8),),
                speaker="e1",
                confidence=0.9,
                rule="subject of the cue",
                candidates=(("e1", 0.9),),
            ),
        ),
        (
            Event(
                "v1",
                "collapse",
                Span(31, 35),
                (Participant("experiencer", "e1"),),
                Time(Span(40, 46), "2024-03-04"),
                reported_in="q1",
                sense=sense,
            ),
        ),
        (Claim("e1", "age", "41", Span(10, 12)),),
    )


def test_json_keeps_everything() -> None:
    line = to_json(findings(), text=True)
    assert "\n" not in line
    assert from_json(line) == findings()
    assert from_json(to_json(findings()), text=TEXT) == findings()
    known = findings(sense=b"\x00\x7f\x81")
    assert from_json(to_json(known, text=True, senses=True)) == known
    assert to_json(known) == to_json(findings()), "only where it is asked for"


@given(st.text(st.characters(codec=None), min_size=60))
def test_json_keeps_any_text(text: str) -> None:
    line = to_json(findings(text), text=True)
    assert from_json(line) == findings(text)


def test_json_refuses_another_text() -> None:
    with pytest.raises(ValueError, match="is not the one"):
        from_json(to_json(findings()), text=TEXT + " ")
    with pytest.raises(ValueError, match="hold no text"):
        from_json(to_json(findings()))


def test_json_is_as_the_schema_says() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(json.loads(to_json(findings(), text=True)), schema("findings"))
    broken = json.loads(to_json(findings()))
    broken["quotes"][0]["speaker"] = 7
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema("findings"))


def test_schema_knows_every_field() -> None:
    """A field added to the format has to be described."""
    row = json.loads(to_json(findings(sense=b"\x01"), text=True, senses=True))
    described = schema("findings")["properties"]
    for part in ("entities", "quotes", "events", "claims"):
        assert set(row[part][0]) == set(described[part]["items"]["properties"]), part
    assert set(row["article"]) == set(described["article"]["properties"])


MISSHAPEN: dict[str, Callable[[], object]] = {
    "empty span": lambda: Span(3, 3),
    "reversed span": lambda: Span(4, 3),
    "span before the text": lambda: Span(-1, 3),
    "entity without a mention": lambda: Entity("e1", EntityType.PERSON, "A", ()),
    "quote without content": lambda: Quote("q1", QuoteKind.DIRECT, ()),
    "pieces out of order": lambda: Quote("q1", QuoteKind.DIRECT, (Span(4, 5), Span(1, 2))),
    "confidence over one": lambda: Claim("e1", "age", "4", Span(0, 1), confidence=1.2),
    "match out of order": lambda: Match(Key("b", "e1"), Key("a", "e1"), Verdict.SAME, 0.5),
    "cluster of nothing": lambda: Cluster("p", "P", ()),
    "span after the text": lambda: Findings(
        Article("a", "a", "abc"), claims=(Claim("e1", "age", "4", Span(2, 9)),)
    ),
}


@pytest.mark.parametrize("make", MISSHAPEN.values(), ids=MISSHAPEN.keys())
def test_misshapen_nouns_fail_at_once(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()


def test_findings_refer_to_what_is_there() -> None:
    article = Article("a", "story.txt", TEXT)
    with pytest.raises(ValueError, match=r"story\.txt: unknown entity e9"):
        Findings(article, quotes=(Quote("q1", QuoteKind.DIRECT, (Span(0, 3),), speaker="e9"),))


@pytest.mark.parametrize(
    ("polarity", "modality", "experienced"),
    [
        (Polarity.POSITIVE, Modality.ACTUAL, True),
        (Polarity.NEGATIVE, Modality.ACTUAL, False),
        (Polarity.POSITIVE, Modality.PLANNED, False),
        (Polarity.POSITIVE, Modality.GENERIC, False),
    ],
)
def test_only_actual_affirmed_events_are_experienced(
    polarity: Polarity, modality: Modality, experienced: bool
) -> None:
    event = Event("v1", "birth", Span(0, 1), polarity=polarity, modality=modality)
    assert event.is_experienced is experienced
