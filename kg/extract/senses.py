"""What words mean in their places: the encoder's vectors of triggers and of what people are called.

They tell over articles what is told alike (`kg.resolve.likeness`), and stay with the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from kg.extract.reading import Reading
from kg.model import Entity, EntityType, Event, MentionKind, Span

_MOST = 5
"""Mentions that tell what somebody is called; later ones say no more."""
_SCALE = 127
"""The length of a vector in int8."""

Vectors = npt.NDArray[np.float32]


class Senses:
    """The vectors of an article's words, taken by spans; b"" where the Doc has none."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        table = np.asarray(doc.tensor, np.float32)
        self._vectors = table if table.ndim == 2 and len(table) == len(reading) else None
        self._reading = reading

    def of_event(self, event: Event) -> bytes:
        """Return what the triggers of an event mean."""
        return self._of(self._reading.tokens(span) for span in (event.trigger, *event.more))

    def of_entity(self, entity: Entity) -> bytes:
        """Return what the last words of an entity's first mentions mean, pronouns aside."""
        called = [m.span for m in entity.mentions if m.kind is not MentionKind.PRONOUN]
        return self.of_words(called or [mention.span for mention in entity.mentions])

    def of_words(self, spans: Sequence[Span]) -> bytes:
        """Return what the last words of the first spans mean."""
        return self._of(self._reading.tokens(span)[-1:] for span in spans[:_MOST])

    def _of(self, parts: Iterable[range]) -> bytes:
        places = sorted({at for part in parts for at in part})
        if self._vectors is None or not places:
            return b""
        mean = self._vectors[places].mean(0)
        length = float(np.linalg.norm(mean))
        return np.rint(mean * (_SCALE / length)).astype(np.int8).tobytes() if length else b""


def with_senses(
    senses: Senses, entities: Iterable[Entity], events: Iterable[Event]
) -> tuple[tuple[Entity, ...], tuple[Event, ...]]:
    """Return people and events with what is known of their senses."""
    return (
        tuple(
            replace(each, sense=senses.of_entity(each)) if each.type is EntityType.PERSON else each
            for each in entities
        ),
        tuple(replace(each, sense=senses.of_event(each)) for each in events),
    )
