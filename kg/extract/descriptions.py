"""What stands right beside a person's name and describes them: titles, appositions, ages.

    chief executive Ann Lund     Ann Lund, 34, a baker from Leeds,     the baker, Ann Lund,

It goes by the line as well as by the tree, for a parser often loses its way among commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.extract.referents import Referents
from kg.knowledge import People
from kg.model import Entity, EntityType, MentionKind

_OPENING = frozenset((",", "(", "–", "—"))
_CLOSING = frozenset((",", ")", ".", ";", ":", "–", "—", "!", "?", "”", '"'))
_FINITE = frozenset(("VERB", "AUX"))
_MODIFIERS = frozenset(("NOUN", "PROPN", "ADJ"))
_BREAKS = frozenset(("ADP", "SCONJ", "PUNCT", "PRON", "VERB", "AUX", "CCONJ"))
_RELATIVE = frozenset(
    ("who", "whose", "which", "that", "whom", "where", "he", "she", "they", "i", "we")
)
_COLOUR = frozenset(
    re.findall(
        r"[\w-]+",
        "top late young beloved dear own same first-time proud new last next dead another such",
    )
)
_PREFIXES = frozenset(("co", "vice", "ex"))
_SURNAMES = frozenset(
    ("king", "prince", "earl", "duke", "baron", "bishop", "pope", "dean", "marshal")
)
"""Offices that are names as well: they count only where a name begins with them."""
_SEGMENTS = 3
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by tokens, [begin, end), and its noun, None where it is none.

    The value of a claim, [value_begin, value_end), is the noun with what makes it a term: `bus
    driver`, `former mayor`, `chief of staff`.
    """

    begin: int
    end: int
    noun: int | None = None
    value_begin: int = 0
    value_end: int = 0

    @classmethod
    def of(cls, reading: Reading, people: People, begin: int, end: int) -> Phrase:
        """Return the phrase that some tokens are; its noun is the last before any preposition."""
        noun = None
        for token in range(begin, end):
            if reading.pos[token] in _BREAKS and token > begin and reading.words[token] != "-":
                break
            named = reading.pos[token] in ("NOUN", "PROPN") and describes(reading, people, token)
            if named or (token > begin and is_pair(reading, people, token)):
                noun = token
        if noun is None:
            return cls(begin, end)
        value_begin = _value_begin(reading, people, begin, noun)
        return cls(begin, end, noun, value_begin, _value_end(reading, noun, end))

    @classmethod
    def around(cls, reading: Reading, people: People, noun: int) -> Phrase:
        """Return the phrase that a predicate noun heads."""
        begin, end = noun, noun + 1
        while begin > 0 and (
            (reading.pos[begin - 1] in _MODIFIERS and begin <= reading.head[begin - 1] <= noun)
            or (begin > 1 and _is_hyphen(reading, begin - 1, 0) and reading.head[begin - 2] == noun)
        ):
            begin -= 1
        last = max((at for at in reading.children[noun] if reading.rel[at] == "nmod"), default=noun)
        end = min(reading.last[last] + 1, noun + _LONGEST) if last > noun else end
        if not describes(reading, people, noun):
            return cls(begin, end)
        value_begin = _value_begin(reading, people, begin, noun)
        return cls(begin, end, noun, value_begin, _value_end(reading, noun, end))


def describes(reading: Reading, people: People, token: int) -> bool:
    """Tell whether a token is a noun for people, by itself or with the word before."""
    return (
        reading.lemma[token] in people.nouns
        or reading.lower[token] in people.nouns
        or is_pair(reading, people, token)
    )


def is_pair(reading: Reading, people: People, token: int) -> bool:
    """Tell whether a token is a noun for people with the word before it: `attorney general`."""
    return token > 0 and f"{reading.lower[token - 1]} {reading.lower[token]}" in people.nouns


def _value_begin(reading: Reading, people: People, begin: int, noun: int) -> int:
    """Return where the value begins: without articles, nations, and what is mere colour."""
    at = noun
    while at > begin and (
        reading.pos[at - 1] in _MODIFIERS
        or _is_hyphen(reading, at - 1, begin)
        or (reading.lower[at - 1] in _PREFIXES and reading.words[at] == "-")
    ):
        word = reading.lower[at - 1]
        pair = " ".join(reading.lower[max(0, at - 2) : at])
        if not people.nationalities.isdisjoint((word, pair)) or word in _COLOUR:
            break
        if "year-old" in word or (word == "old" and reading.words[at - 2] == "-"):
            break
        if (word.rstrip("."),) in people.titles and word not in people.nouns:
            break
        if reading.pos[at - 1] == "PROPN" and reading.pos[noun] == "NOUN":
            break
        at -= 1
    return at


def _is_hyphen(reading: Reading, token: int, begin: int) -> bool:
    """Whether a hyphen joins two words of a term: mezzo`-`soprano, not 34-year`-`old."""
    if reading.words[token] != "-" or token <= begin:
        return False
    return reading.pos[token - 1] in _MODIFIERS or reading.lower[token - 1] in _PREFIXES


def _value_end(reading: Reading, noun: int, end: int) -> int:
    """Return where the value ends: with `of` and common nouns, as in `chief of staff`.

    Editors and commanders are so `in chief`.
    """
    at = noun + 1
    if list(reading.lower[at : at + 2]) == ["in", "chief"] and at + 1 < end:
        return at + 2
    if at + 1 >= end or reading.lower[at] != "of":
        return noun + 1
    at += 1
    while at < end and reading.pos[at] == "DET":
        at += 1
    begin = at
    while at < end and reading.pos[at] == "NOUN":
        at += 1
    return at if at > begin and (at == end or reading.pos[at] != "PROPN") else noun + 1


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that describes an entity; `after` where it follows the name."""

    entity: str
    phrase: Phrase
    after: bool


def descriptions(referents: Referents, entities: Sequence[Entity]) -> Iterator[Description]:
    """Yield what stands beside the names and in the descriptions of people."""
    for entity in entities:
        if entity.type is not EntityType.PERSON:
            continue
        for mention in entity.mentions:
            tokens = referents.reading.tokens(mention.span)
            if not len(tokens) or mention.kind is MentionKind.PRONOUN:
                continue
            named = mention.kind is MentionKind.NAME
            yield from _beside(referents, entity.id, tokens, named=named)


def _beside(referents: Referents, id: str, tokens: range, *, named: bool) -> Iterator[Description]:
    reading, people = referents.reading, referents.people
    places = (
        (*_title(referents, id, tokens), *_before(referents, id, tokens.start))
        if named
        else ((tokens.start, tokens.stop),)
    )
    for begin, end in places:
        yield Description(id, Phrase.of(reading, people, begin, end), after=False)
    for begin, end in _after(referents, id, tokens.stop):
        yield Description(id, Phrase.of(reading, people, begin, end), after=True)


def _title(referents: Referents, id: str, tokens: range) -> Iterator[tuple[int, int]]:
    """Yield the words before a name that belong to it: `Mayor` Ann Lund, `head coach` Bo Ek."""
    reading = referents.reading
    inside = tokens.start
    for token in range(tokens.start, tokens.stop - 1):
        named = token > tokens.start and reading.lower[token] in _SURNAMES
        if _is_office(referents, token) and not named:
            inside = token + 1
    begin = tokens.start
    while begin > 0 and (
        reading.pos[begin - 1] in (*_MODIFIERS, "NUM")
        or reading.words[begin - 1] == "-"
        or reading.dep[begin - 1] == "amod"
    ):
        others = set(referents.at(begin - 1)) - {id}
        others = set() if _is_national(referents, begin - 1) else others
        if others or reading.sentence[begin - 1] != reading.sentence[tokens.start]:
            break
        if _is_owned(reading, begin - 1, begin):
            break
        begin -= 1
    if inside > begin:
        yield begin, inside


def _is_owned(reading: Reading, word: int, title: int) -> bool:
    """Whether a word before a title is no part of it: the `network` President Lind founded.

    What is written small with an article is a noun of its own, where the title is not.
    """
    small = reading.words[word][:1].islower() and reading.words[title][:1].isupper()
    return small and word > 0 and reading.pos[word - 1] == "DET" and reading.pos[word] == "NOUN"


def _is_national(referents: Referents, token: int) -> bool:
    lower, known = referents.reading.lower, referents.people.nationalities
    pairs = (" ".join(lower[max(0, token - 1) : token + 1]), " ".join(lower[token : token + 2]))
    return lower[token] in known or not known.isdisjoint(pairs)


def _is_office(referents: Referents, token: int) -> bool:
    """Whether a word inside a name is an office and no name: `Minister`, not `Baker`."""
    noun = referents.people.nouns.get(referents.reading.lower[token])
    return noun is not None and noun.property == "role"


def _before(referents: Referents, id: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield a phrase set off before a name: `the finance minister`, Ann Lund, said."""
    reading = referents.reading
    if start < 2 or reading.words[start - 1] != ",":
        return
    end = begin = start - 1
    while begin > 0 and start - begin < _LONGEST and reading.pos[begin] != "DET":
        if reading.pos[begin - 1] not in (*_MODIFIERS, "DET", "NUM", "PRON", "PART"):
            break
        begin -= 1
    determined = begin < end and (reading.pos[begin] == "DET" or reading.dep[begin] == "nmod:poss")
    others = set(referents.at(end - 1)) - {id}
    if determined and not others and reading.sentence[begin] == reading.sentence[start]:
        yield begin, end


def _after(referents: Referents, id: str, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the phrases set off after a name: Ann Lund, `34`, `a baker from Leeds`, said."""
    reading = referents.reading
    at = _after_letters(reading, stop)
    for _ in range(_SEGMENTS):
        if at >= len(reading) or reading.words[at] not in _OPENING:
            return
        begin = at + 1
        end, at = _segment(reading, begin)
        if end <= begin or not _may_describe(referents, id, begin, end):
            return
        if _is_of_another(referents, id, begin, end):
            return
        yield from _joined(referents, begin, end)


def _after_letters(reading: Reading, stop: int) -> int:
    """Return where a name ends with the letters that follow it: Ann Lund `KC`."""
    while stop < len(reading) and reading.pos[stop] == "PROPN" and reading.words[stop].isupper():
        stop += 1
    return stop


def _segment(reading: Reading, begin: int) -> tuple[int, int]:
    """Return where a phrase between commas ends, and where the next comma is; an empty one if none.

    A relative clause is cut off: a baker `who …`.
    """
    for at in range(begin, min(begin + _LONGEST, len(reading))):
        if reading.sentence[at] != reading.sentence[begin - 1] or reading.words[at] in _CLOSING:
            return at, at
        if at > begin and reading.lower[at] in _RELATIVE:
            return at, len(reading)
        if reading.pos[at] in _FINITE and reading.rel[at] != "amod":
            return begin, at
    return begin, begin


def _is_of_another(referents: Referents, id: str, begin: int, end: int) -> bool:
    """Whether a later phrase may describe what the one before ends with: of Bonn, `a city …`.

    It does if it is not known to mean the person.
    """
    reading = referents.reading
    named = reading.pos[begin - 2] == "PROPN" and id not in referents.at(begin - 2)
    return named and any(set(referents.at(token)) - {id} for token in range(begin, end))


def _joined(referents: Referents, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a phrase that “and” joins: the singer `and` judge."""
    reading = referents.reading
    cuts = [
        at for at in range(begin, end) if reading.pos[at] == "CCONJ" and reading.words[at] != "&"
    ]
    if cuts and not all(
        describes(reading, referents.people, at) for at in (cuts[0] - 1, min(cuts[0] + 1, end - 1))
    ):
        return
    for first, last in zip((begin, *(cut + 1 for cut in cuts)), (*cuts, end), strict=True):
        if first < last:
            yield first, last


def _may_describe(referents: Referents, id: str, begin: int, end: int) -> bool:
    """Whether a phrase between commas is no other person in a list: Ann Lund, `Bo Ek`, and …."""
    reading = referents.reading
    if all(reading.pos[t] == "PROPN" and id in referents.at(t) for t in range(begin, end)):
        return False
    for token in range(begin, end):
        others = set(referents.at(token)) - {id}
        if reading.pos[token] == "PROPN" and any(
            referents.types[other] is EntityType.PERSON for other in others
        ):
            return token > begin and reading.lower[token - 1] in ("of", "for", "to", "with", "by")
    return True
