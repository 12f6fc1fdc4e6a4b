"""Findings of all articles → who is the same, what is the same statement, the same event.

The judgements are a layer over findings that stay as they are: dropping them undoes every merge.
They do not depend on the order of the articles, and each says why. Names only propose; what decides
is a table of reasons (`company.FEATURES`, `events.REASONS`) and vetoes that no score outweighs.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kg.knowledge import Knowledge
from kg.model import Findings, Resolution
from kg.resolve.disagreements import disagreements
from kg.resolve.echoes import Echoes
from kg.resolve.entities import identities, resolve_entities
from kg.resolve.events import resolve_events
from kg.resolve.records import Records
from kg.resolve.rulings import Rulings, read_rulings
from kg.resolve.sources import sources
from kg.resolve.statements import resolve_statements
from kg.resolve.stories import Stories
from kg.resolve.support import Support

__all__ = ["Rulings", "read_rulings", "resolve"]


def resolve(
    findings: Sequence[Findings],
    *,
    knowledge: Knowledge | None = None,
    rulings: Rulings | None = None,
) -> Resolution:
    """Judge what the findings of all articles have in common.

    Every entity, quotation and event report is in exactly one cluster. `knowledge` tells titles,
    particles and nicknames; without it only the commonest titles are known. `rulings` are the
    user's own word on people. Raises PeopleError where they mean two people by one name.
    """
    with _keeping_all():
        return _resolved(Records.of(findings, knowledge or Knowledge(), rulings))


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Look for no garbage meanwhile: all that is made is kept, and looking takes ever longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _resolved(records: Records) -> Resolution:
    echoes = Echoes.of(records)
    entities = resolve_entities(records, echoes)
    stories = Stories(records, echoes, entities.clusters)
    statements = resolve_statements(stories)
    events = resolve_events(stories, statements.clusters)
    drawn = sources(stories, statements.clusters)
    unsure = (*entities.unsure, *statements.unsure, *events.unsure)
    support = Support(stories, drawn)
    return Resolution(
        entities=support.entities(entities.clusters),
        statements=support.statements(statements.clusters),
        events=support.events(events.clusters),
        unsure=tuple(sorted(unsure, key=lambda match: (match.left, match.right))),
        contradictions=disagreements(stories),
        sources=drawn,
        identities=identities(records, entities.clusters),
    )
