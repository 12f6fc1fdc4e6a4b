"""Whom a lead tells of before the text names anybody: “A man was jailed. ¶ Bo Holm was found …”."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.extract.mentions import Noun
from kg.extract.reading import Reading
from kg.model import EntityType, MentionKind

_LINKED = 0.2
"""How likely the encoder must find that the name goes on with the one of the lead."""


def named_after_lead(
    reading: Reading,
    noun: Noun,
    nouns: Iterable[Noun],
    antecedents: Mapping[Noun, Sequence[tuple[Noun, float]]],
) -> Noun | None:
    """Return the name of whom an indefinite subject tells that stands before all names.

    It is the first name of all, the subject of the next paragraph, and the encoder finds it
    possible. None where any of that is not so.
    """
    first = next((each for each in nouns if each.name is not None), None)
    if first is None or first.name is None or not first.name.is_full or first.begin < noun.begin:
        return None
    if noun.kind is not MentionKind.NOMINAL or noun.type is not EntityType.PERSON:
        return None
    if not noun.indefinite or noun.plural or noun.whose is not None:
        return None
    if any(reading.rel[each.head] != "nsubj" for each in (noun, first)):
        return None
    if reading.paragraph[first.head] != reading.paragraph[noun.head] + 1:
        return None
    linked = any(o is noun and score >= _LINKED for o, score in antecedents.get(first, ()))
    return first if linked else None
