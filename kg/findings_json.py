"""Findings as JSON, an article a line: what `kg extract` prints and the output folder keeps."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Any

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

_ARTICLE_FIELDS = ("id", "source", "title", "url", "published", "publisher", "author", "language")


def to_json(findings: Findings, *, text: bool = False, senses: bool = False) -> str:
    """Return the findings as one line of JSON (schema: `kg/findings.schema.json`).

    The article's text comes along with `text=True`; without it `from_json` needs it. What is known
    of the senses of words, which only programs can read, comes along with `senses=True`.
    """
    found = _findings_dict(findings, text)
    if senses:
        _put_senses(found["entities"], (entity.sense for entity in findings.entities))
        _put_senses(found["events"], (event.sense for event in findings.events))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _put_senses(rows: Iterable[dict[str, Any]], senses: Iterable[bytes]) -> None:
    for row, sense in zip(rows, senses, strict=True):
        if sense:
            row["sense"] = b64encode(sense).decode("ascii")


def from_json(line: str, *, text: str | None = None) -> Findings:
    """Read what `to_json` wrote, without loss; `text` where the line does not hold the text.

    Raises ValueError if the text is missing or is not the one the findings were made from.
    """
    raw = json.loads(line)
    article = _article(raw["article"], text)
    return Findings(
        article,
        tuple(_entity(item) for item in raw["entities"]),
        tuple(_quote(item) for item in raw["quotes"]),
        tuple(_event(item) for item in raw["events"]),
        tuple(_claim(item) for item in raw["claims"]),
    )


def _findings_dict(findings: Findings, text: bool) -> dict[str, Any]:
    article = findings.article
    about = {name: getattr(article, name) for name in _ARTICLE_FIELDS}
    about |= {"sha256": article.sha256, "length": len(article.text)}
    if text:
        about["text"] = article.text
    return {
        "article": about,
        "entities": [_entity_dict(entity) for entity in findings.entities],
        "quotes": [_quote_dict(quote) for quote in findings.quotes],
        "events": [_event_dict(event) for event in findings.events],
        "claims": [_claim_dict(claim) for claim in findings.claims],
    }


def _pair(span: Span) -> list[int]:
    return [span.begin, span.end]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [_pair(span) for span in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _entity_dict(entity: Entity) -> dict[str, Any]:
    mentions = [
        {"begin": m.span.begin, "end": m.span.end, "kind": m.kind.value} for m in entity.mentions
    ]
    return {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "gender": entity.gender,
        "anonymous": entity.anonymous,
        "mentions": mentions,
    }


def _quote_dict(quote: Quote) -> dict[str, Any]:
    return {
        "id": quote.id,
        "kind": quote.kind.value,
        "content": _pairs(quote.content),
        "cue": _pairs(quote.cue),
        "source": _pairs(quote.source),
        "speaker": quote.speaker,
        "joint": list(quote.joint),
        "act": quote.act,
        "affirmed": quote.affirmed,
        "addressee": quote.addressee,
        "channel": quote.channel,
        "within": quote.within,
        "confidence": quote.confidence,
        "rule": quote.rule,
        "candidates": [[entity, score] for entity, score in quote.candidates],
    }


def _event_dict(event: Event) -> dict[str, Any]:
    time = {"span": _pair(event.time.span), "value": event.time.value} if event.time else None
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _pair(event.trigger),
        "more": _pairs(event.more),
        "participants": [{"role": p.role, "entity": p.entity} for p in event.participants],
        "time": time,
        "polarity": event.polarity.value,
        "modality": event.modality.value,
        "reported_in": event.reported_in,
        "confidence": event.confidence,
        "rule": event.rule,
    }


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "subject": claim.subject,
        "property": claim.property,
        "value": claim.value,
        "object": claim.object,
        "evidence": _pair(claim.evidence),
        "reported_in": claim.reported_in,
        "confidence": claim.confidence,
    }


def _article(raw: Mapping[str, Any], text: str | None) -> Article:
    text = raw.get("text", text)
    if text is None:
        raise ValueError(f"the findings of {raw['source']} hold no text: pass it as text=")
    article = Article(text=text, **{name: raw.get(name, "") for name in _ARTICLE_FIELDS})
    if article.sha256 != raw["sha256"]:
        raise ValueError(f"the text given for {raw['source']} is not the one its findings are of")
    return article


def _entity(raw: Mapping[str, Any]) -> Entity:
    mentions = tuple(
        Mention(Span(m["begin"], m["end"]), MentionKind(m["kind"])) for m in raw["mentions"]
    )
    return Entity(
        raw["id"],
        EntityType(raw["type"]),
        raw["name"],
        mentions,
        raw.get("gender", ""),
        raw.get("anonymous", False),
        b64decode(raw.get("sense", "")),
    )


def _quote(raw: Mapping[str, Any]) -> Quote:
    return Quote(
        id=raw["id"],
        kind=QuoteKind(raw["kind"]),
        content=_spans(raw["content"]),
        cue=_spans(raw["cue"]),
        source=_spans(raw["source"]),
        speaker=raw["speaker"],
        joint=tuple(raw.get("joint", ())),
        act=raw["act"],
        affirmed=raw.get("affirmed", True),
        addressee=raw.get("addressee"),
        channel=raw.get("channel"),
        within=raw.get("within"),
        confidence=raw["confidence"],
        rule=raw.get("rule", ""),
        candidates=tuple((entity, score) for entity, score in raw.get("candidates", ())),
    )


def _event(raw: Mapping[str, Any]) -> Event:
    time = raw["time"]
    return Event(
        id=raw["id"],
        type=raw["type"],
        trigger=Span(*raw["trigger"]),
        participants=tuple(Participant(p["role"], p["entity"]) for p in raw["participants"]),
        time=Time(Span(*time["span"]), time["value"]) if time else None,
        polarity=Polarity(raw["polarity"]),
        modality=Modality(raw["modality"]),
        reported_in=raw["reported_in"],
        more=_spans(raw.get("more", ())),
        confidence=raw.get("confidence", 1.0),
        rule=raw.get("rule", ""),
        sense=b64decode(raw.get("sense", "")),
    )


def _claim(raw: Mapping[str, Any]) -> Claim:
    return Claim(
        subject=raw["subject"],
        property=raw["property"],
        value=raw["value"],
        evidence=Span(*raw["evidence"]),
        object=raw.get("object"),
        reported_in=raw["reported_in"],
        confidence=raw.get("confidence", 1.0),
    )
