"""Which tellings in one article are of the same event: type, people, polarity, and time agree."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.knowledge import EventLexicon
from kg.model import Event, Participant, Quote, Span

_MEMORY = 40
"""How many events of a kind are kept in mind, so that time grows with the text alone."""


def merged(
    tellings: Iterable[Event], quotes: Sequence[Quote], lexicon: EventLexicon
) -> tuple[Event, ...]:
    """Return one event for all its tellings, with ids in order of the text.

    A telling is compared with the latest events of its own, a broader or a narrower type only.
    """
    events: list[Event] = []
    places: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_MEMORY))
    for telling in sorted(tellings, key=lambda event: (event.trigger, event.type)):
        near = sorted({place for kind in _kin(telling.type, lexicon) for place in places[kind]})
        for place in reversed(near):
            if are_same(events[place], telling, lexicon):
                events[place] = _joined(events[place], telling, quotes)
                break
        else:
            for kind in _kin(telling.type, lexicon):
                places[kind].append(len(events))
            events.append(telling)
    return tuple(replace(event, id=f"v{place}") for place, event in enumerate(events, 1))


def _kin(notation: str, lexicon: EventLexicon) -> tuple[str, ...]:
    """Return a type with all that are broader, by which narrower ones are met."""
    return (notation, *lexicon.by_notation[notation].within)


def are_same(one: Event, other: Event, lexicon: EventLexicon) -> bool:
    """Tell whether two tellings may be of one event; what is unknown contradicts nothing."""
    return (
        akin(one.type, other.type, lexicon)
        and one.polarity is other.polarity
        and one.modality is other.modality
        and _same_people(one, other)
        and _same_time(one, other)
    )


def akin(one: str, other: str, lexicon: EventLexicon) -> bool:
    """Tell whether two types may be of one event: the same, or one within the other."""
    if one == other:
        return True
    types = lexicon.by_notation
    tops = {notation for notation, type in types.items() if not type.within}
    return (other in types[one].within and other not in tops) or (
        one in types[other].within and one not in tops
    )


def _same_people(one: Event, other: Event) -> bool:
    """Whether the people of one telling are among those of the other, and there are any."""
    left, right = concerned(one), concerned(other)
    if not left or not right:
        alike = one.type == other.type and _same_places(one, other)
        return not left and not right and alike
    if not _of(one, "experiencer") or not _of(other, "experiencer"):
        left, right = _of(one, "agent") or left, _of(other, "agent") or right
    return left <= right or right <= left


def concerned(event: Event) -> frozenset[str]:
    """Return who lives through an event, or else who does it."""
    return _of(event, "experiencer") or _of(event, "agent")


def _of(event: Event, role: str) -> frozenset[str]:
    return frozenset(each.entity for each in event.participants if each.role == role)


def _same_places(one: Event, other: Event) -> bool:
    left, right = _of(one, "place"), _of(other, "place")
    return not left or not right or bool(left & right)


def _same_time(one: Event, other: Event) -> bool:
    """Whether one value is but coarser than the other, or one is unknown."""
    left = one.time.value if one.time else ""
    right = other.time.value if other.time else ""
    return left.startswith(right) or right.startswith(left)


def _joined(one: Event, other: Event, quotes: Sequence[Quote]) -> Event:
    """Return a telling with another one added: all people, the more exact time."""
    triggers = sorted({one.trigger, *one.more, other.trigger, *other.more})
    exact = max(
        (time for time in (one.time, other.time) if time), key=lambda t: len(t.value), default=None
    )
    return replace(
        one,
        trigger=triggers[0],
        more=tuple(triggers[1:]),
        participants=_all_participants(one, other),
        time=exact,
        reported_in=_quote_of_all(triggers, quotes),
        confidence=max(one.confidence, other.confidence),
    )


def _all_participants(one: Event, other: Event) -> tuple[Participant, ...]:
    found = {each.entity: each for each in reversed((*one.participants, *other.participants))}
    order = ("experiencer", "agent", "place", "other")
    return tuple(sorted(found.values(), key=lambda each: order.index(each.role)))


def _quote_of_all(triggers: Sequence[Span], quotes: Sequence[Quote]) -> str | None:
    """Return the innermost quote that holds all tellings, None where the outlet tells one."""
    holding = [
        (sum(piece.end - piece.begin for piece in quote.content), quote.id)
        for quote in quotes
        if all(any(span in piece for piece in quote.content) for span in triggers)
    ]
    return min(holding)[1] if holding else None
