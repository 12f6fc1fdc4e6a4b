"""Which nation people are of and where they live, as articles say it.

the `Norwegian` singer     a baker from `Leeds`     of `Mill Road, Leeds`
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.arguments import preposition_of
from kg.extract.descriptions import Phrase
from kg.extract.ground import LIKELY, Ground
from kg.model import Claim

LIVING = frozenset(("live", "reside"))


def nationality(ground: Ground, subject: str, phrase: Phrase) -> Iterator[Claim]:
    """Yield the nation that a phrase names before its noun: a `French` baker."""
    reading, known = ground.reading, ground.people.nationalities
    for at in range(phrase.begin, phrase.end):
        if phrase.noun is not None and at > phrase.noun:
            return
        if reading.words[at - 1 : at] in (["-"], ["–"]):
            continue
        if " ".join(reading.lower[at : at + 2]) in known:
            yield ground.of_words(subject, "nationality", at, at + 2)
            return
        if reading.lower[at] in known and reading.words[at][0].isupper():
            yield ground.of_words(subject, "nationality", at, at + 1)
            return


def home(ground: Ground, subject: str, phrase: Phrase, at: int) -> Iterator[Claim]:
    """Yield where somebody lives by the preposition `at`: Ann Lund, of `Mill Road, Leeds`."""
    end = at + 1
    while end < phrase.end and ground.reading.pos[end] == "DET":
        end += 1
    begin, end = place_after(ground, end, phrase.end)
    if begin < end and (phrase.noun is None or ground.reading.lower[at] == "from"):
        yield ground.of_words(subject, "home", begin, _whole_address(ground, end))


def place_after(ground: Ground, begin: int, before: int) -> tuple[int, int]:
    """Return the tokens of a place's name that begins at a token; empty where there is none."""
    reading = ground.reading
    end = begin
    while end < before and (
        reading.pos[end] == "PROPN" or (end > begin and reading.words[end] in ("of", "-", "’s"))
    ):
        end += 1
    kinds = {ground.referents.kind(token) for token in range(begin, end)}
    return (begin, end) if "place" in kinds and "organization" not in kinds else (begin, begin)


def _whole_address(ground: Ground, end: int) -> int:
    """Return where an address ends that goes on after a comma: Mill Road, `Leeds`,."""
    reading = ground.reading
    at = end
    while (
        at + 1 < len(reading)
        and reading.words[at] == ","
        and (reading.pos[at + 1] == "PROPN" and ground.referents.kind(at + 1) == "place")
    ):
        at += 2
        while at < len(reading) and reading.pos[at] == "PROPN":
            at += 1
    return at if at < len(reading) and reading.words[at] in ",.;" else end


def at_home(ground: Ground, token: int) -> Iterator[Claim]:
    """Yield where somebody is at home: Ann Lund, `at home on` Mill Road."""
    reading = ground.reading
    if reading.lower[token] != "home" or preposition_of(reading, token) != "at":
        return
    above = reading.head[token]
    people = ground.meant(above) if reading.pos[above] == "PROPN" else ground.subjects(token)
    for place in reading.children[token]:
        named = reading.pos[place] == "PROPN" and ground.referents.kind(place) == "place"
        if place > token and named and preposition_of(reading, place) in ("on", "in"):
            begin, end = ground.name_around(place, after=token + 1)
            for subject in people:
                yield ground.of_words(subject, "home", begin, end, LIKELY)


def lives(ground: Ground, verb: int, place: int) -> Iterator[Claim]:
    """Yield where somebody lives; where they `lived` is no home any more."""
    reading = ground.reading
    known = reading.pos[place] == "PROPN" and ground.referents.kind(place) == "place"
    if not known or reading.lower[verb] == "lived":
        return
    end = place + 1
    while end < len(reading) and reading.rel[end] == "flat" and reading.head[end] == place:
        end += 1
    for subject in ground.subjects(verb):
        yield ground.of_words(subject, "home", place, end, LIKELY)
