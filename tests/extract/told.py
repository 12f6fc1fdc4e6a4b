"""What a text says happened, in a notation that a table of tests can hold.

Every article is dated Wednesday, 28 October 2020. `told` reads
`modality type[who lives through it] by agents time`; what is a plain fact has no modality.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pytest

from kg.extract import extract
from kg.knowledge import Knowledge
from kg.model import Article, Event, Findings, Modality, Polarity
from kg.parse import parse

if TYPE_CHECKING:
    from spacy.language import Language


def case(id: str, text: str, expected: list[str]) -> Any:
    return pytest.param(text, expected, id=id)


def wrong(id: str, text: str, expected: list[str], reason: str) -> Any:
    """Return a case that is not solved yet, with the reason why not."""
    return pytest.param(text, expected, id=id, marks=pytest.mark.xfail(strict=True, reason=reason))


def findings(text: str, nlp: Language, knowledge: Knowledge) -> Findings:
    article = Article(id="a", source="a.txt", text=text, published="2020-10-28")
    (doc,) = parse([article], nlp)
    return extract(doc, knowledge)


def told(event: Event, names: dict[str, str]) -> str:
    """Return an event in the notation of the table."""

    def who(role: str) -> str:
        ids = (each.entity for each in event.participants if each.role == role)
        return "+".join(sorted(names[id] for id in ids))

    words = ["not"] if event.polarity is Polarity.NEGATIVE else []
    words += [event.modality.value] if event.modality is not Modality.ACTUAL else []
    words.append(f"{event.type}[{who('experiencer')}]")
    words += [f"by {who('agent')}"] if who("agent") else []
    words += [event.time.value] if event.time and event.time.value else []
    words += ["in a quote"] if event.reported_in else []
    return " ".join(words)


def all_told(text: str, nlp: Language, knowledge: Knowledge) -> list[str]:
    """Return the events of a text, in order."""
    found = findings(text, nlp, knowledge)
    names = {entity.id: entity.name for entity in found.entities}
    return [told(event, names) for event in found.events]


def claims_told(
    text: str, nlp: Language, knowledge: Knowledge, properties: Collection[str]
) -> list[str]:
    """Return the claims of some properties that a text makes, sorted: `whose: property value`."""
    found = findings(text, nlp, knowledge)
    names = {entity.id: entity.name for entity in found.entities}
    return sorted(
        f"{names[claim.subject]}: {claim.property} {claim.value}"
        for claim in found.claims
        if claim.property in properties
    )
