"""Who is whose relative, as claims: by a genitive, by “married to”, by whom somebody has or lost.

Ann Lund's `son`, Emil     she is `married` to Bo Ek     they have a `daughter`, Ida
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from kg.extract.arguments import is_infinitive, possessor, preposition_of
from kg.extract.cast import Kin
from kg.extract.descriptions import Phrase
from kg.extract.ground import LIKELY, SURE, Ground
from kg.model import Claim, EntityType

HAVING = frozenset(("have", "lose", "bury", "raise", "adopt"))
_OFFSPRING = "child"
_FORMER = frozenset(("former", "ex", "ex-"))


def of_kin(ground: Ground, subject: str, phrase: Phrase, name: str) -> Iterator[Claim]:
    """Yield whose relative a description makes somebody: `his` wife, Zoe Hart."""
    if phrase.noun is None or not name or _only_qualifies(ground, phrase.noun):
        return
    if _is_past(ground, phrase.noun, name):
        return
    owner = possessor(ground.reading, phrase.noun)
    for id in ground.meant(owner) if owner is not None else ():
        if id != subject:
            yield ground.of_other(id, name, subject, phrase.noun, phrase.noun + 1)
    if owner is None:
        yield from _of_nameless(ground, subject, phrase.noun)


def _of_nameless(ground: Ground, subject: str, noun: int) -> Iterator[Claim]:
    """Yield who somebody's relative is whom the text only describes: the `son` of a farmer."""
    reading, people = ground.reading, ground.people
    inverse = people.kinship[people.kinship[people.nouns[reading.lemma[noun]].kinship].inverse]
    for child in reading.children[noun] if inverse.property else ():
        single = reading.pos[child] == "NOUN" and reading.lower[child] == reading.lemma[child]
        if single and reading.rel[child] == "nmod" and preposition_of(reading, child) == "of":
            for other in ground.meant(child):
                if other != subject:
                    yield ground.of_other(subject, inverse.property, other, noun, noun + 1)


def _is_past(ground: Ground, noun: int, name: str) -> bool:
    """Whether somebody is a spouse no more: his `ex-`wife."""
    reading = ground.reading
    before = reading.lower[max(0, noun - 2) : noun]
    return name == "spouse" and not _FORMER.isdisjoint(before)


def married(ground: Ground, verb: int) -> Iterator[Claim]:
    """Yield whom somebody is married to, in the present."""
    reading = ground.reading
    present = any(reading.lower[child] in ("is", "'s", "am") for child in reading.children[verb])
    for child in reading.children[verb]:
        if present and reading.rel[child] == "obl" and preposition_of(reading, child) == "to":
            for subject, other in product(ground.subjects(verb), ground.meant(child)):
                if subject != other:
                    yield ground.of_other(subject, "spouse", other, verb, verb + 1, SURE)


def of_having(ground: Ground, verb: int, noun: int) -> Iterator[Claim]:
    """Yield whom somebody has or lost as a relative: she has a `son`, Anton, with Bo Ek."""
    reading, people = ground.reading, ground.people
    known = people.nouns.get(reading.lemma[noun])
    kinship = people.kinship.get(known.kinship) if known is not None else None
    if kinship is None or not kinship.property or is_infinitive(reading, verb):
        return
    if reading.lower[noun] != reading.lemma[noun] or not _is_single(ground, noun):
        return
    parents = list(ground.subjects(verb))
    if kinship.property == _OFFSPRING:
        parents += _with(ground, verb, noun)
    for subject, other in product(dict.fromkeys(parents), ground.meant(noun)):
        if subject != other:
            yield ground.of_other(subject, kinship.property, other, noun, noun + 1)


def _is_single(ground: Ground, noun: int) -> bool:
    """Whether an object is one person, no possessor's: `a` son, `an older` brother."""
    reading = ground.reading
    words = {reading.lower[child] for child in reading.children[noun]}
    return not words.isdisjoint(("a", "an", "one")) and possessor(reading, noun) is None


def _with(ground: Ground, verb: int, noun: int) -> Iterator[str]:
    reading = ground.reading
    for child in (*reading.children[verb], *reading.children[noun]):
        if reading.rel[child] in ("obl", "nmod") and preposition_of(reading, child) == "with":
            yield from ground.meant(child)


def kinship(ground: Ground, kin: Iterable[Kin]) -> Iterator[Claim]:
    """Yield the claims that relations between people make, as reading the people has found them."""
    types = ground.referents.types
    for relation in kin:
        about = ground.people.kinship.get(relation.relation)
        if about is None or not about.property:
            continue
        both = (types.get(relation.subject), types.get(relation.other))
        if both != (EntityType.PERSON, EntityType.PERSON):
            continue
        tokens = ground.reading.tokens(relation.evidence)
        noun = tokens.start if len(tokens) else None
        if noun is not None and (
            _is_past(ground, noun, about.property) or _only_qualifies(ground, noun)
        ):
            continue
        claim = ground.claim_in_text(
            relation.subject, about.property, ground.names[relation.other], relation.evidence
        )
        yield replace(claim, object=relation.other, confidence=LIKELY)


def _only_qualifies(ground: Ground, noun: int) -> bool:
    """Whether a word of kinship only says of which kind a thing is: the `sister` ship."""
    reading, after = ground.reading, noun + 1
    if after >= len(reading) or reading.pos[after] != "NOUN":
        return False
    beside = (reading.head[noun], reading.rel[noun]) == (reading.head[after], reading.rel[after])
    tied = reading.head[noun] == after or reading.head[after] == noun or beside
    return tied and ground.referents.kind(after) != "person"
