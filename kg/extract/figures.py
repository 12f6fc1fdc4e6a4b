"""Which events are only figures of speech: attacked her plan, a battle between two candidates.

Some words tell of deeds and of mere words alike. Of somebody who is named such a word alone tells
nothing sure: it counts where the article tells in plainer words of harm to one of the same people,
or in the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.extract.patterns import Match
from kg.model import Event

_HARM = frozenset(
    (
        *("attack", "killing", "abduction", "riot", "injury", "hospital-stay"),
        *("arrest", "detention", "charge"),
    )
)
"""Types, with those below them, that make a deed of what may be words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one place tells it, with what tells it and the number of its sentence."""

    event: Event
    match: Match
    sentence: int
    befallen: bool = False
    """Whether a passive tells it without saying by whom or by what: “she was attacked”."""

    @property
    def is_loose(self) -> bool:
        """Whether a single word tells it that may be a figure of speech."""
        key = self.match.pattern.key
        alone = self.match.content == 1 and not self.befallen
        return alone and not key.isdisjoint(self.match.type.loose)

    @property
    def is_harm(self) -> bool:
        """Whether it tells plainly of harm."""
        kinds = {self.match.type.notation, *self.match.type.within}
        return not self.is_loose and not kinds.isdisjoint(_HARM)

    @property
    def people(self) -> frozenset[str]:
        """The ids of those who live through it or do it."""
        parts = self.event.participants
        return frozenset(part.entity for part in parts if part.role in ("experiencer", "agent"))


def literal(tellings: Sequence[Telling], named: Set[str]) -> list[Event]:
    """Return the events without those that may be mere figures of speech about who is named."""
    plain = [telling for telling in tellings if telling.is_harm]
    harmed = frozenset[str]().union(*(telling.people for telling in plain))
    sentences = {telling.sentence for telling in plain}
    return [
        telling.event
        for telling in tellings
        if not telling.is_loose
        or telling.people.isdisjoint(named)
        or telling.sentence in sentences
        or not telling.people.isdisjoint(harmed)
    ]
