"""How old people are, and how many children they have, as articles say it.

Ann Lund, `34`,     the `34-year-old` baker     she is `34`     a mother of `two`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.arguments import has_child, possessor
from kg.extract.descriptions import Phrase
from kg.extract.ground import LIKELY, Ground
from kg.extract.reading import Reading
from kg.knowledge import People
from kg.model import Claim, Entity, EntityType, MentionKind, Span

HAVING = frozenset(("have", "share"))
"""Verbs of those who have children."""
_OLDEST = 120
_NUMBERS = {
    word: number
    for number, word in enumerate(
        re.findall(r"\w+", "zero one two three four five six seven eight nine ten eleven twelve")
    )
    if number
}
_NUMBER = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_YEARS_OLD = re.compile(
    rf"\b(?P<years>\d{{1,3}}|{_NUMBER})"
    r"(?:[-–\s]years?[-–\s]old|\s?y\.?o\.?\b|[-–\s]year[-–\s]old)",
    re.IGNORECASE,
)
_AGED = re.compile(
    rf"(?:now |then |aged |just |only )?(?P<years>\d{{1,3}}|{_NUMBER})"
    r"(?: years old| years of age)?",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\b(?:mother|father|mum|mom|dad|parent|parents|mother|grandmother|grandfather)[-\s]of[-\s]"
    rf"(?P<number>{_NUMBER}|\d{{1,2}})\b",
    re.IGNORECASE,
)
_GENITIVE = re.compile(r"(?:(?<=\w)['’]s|(?<=s)['’])\s")
_OFFSPRING = frozenset(("child", "kid", "son", "daughter", "children"))
_NO_AGE = ("nmod", "case", "nummod", "det", "amod", "acl", "acl:relcl")
"""What a number has that counts or points: the `one` who …, `two of` them."""


def years(word: str) -> str:
    """Return an age in digits, "" where a word is none."""
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    return word if word.isdecimal() and word.isascii() and 0 < int(word) <= _OLDEST else ""


def is_age(text: str) -> bool:
    """Tell whether the words between commas after a name are an age: Ann Lund, `aged 34`, ."""
    return _AGED.fullmatch(text) is not None


def of_phrase(ground: Ground, subject: str, phrase: Phrase) -> Iterator[Claim]:
    """Yield the age that a phrase of nothing else gives."""
    for at in range(phrase.begin, phrase.end):
        value = years(ground.reading.lower[at])
        if value:
            yield ground.claim(subject, "age", value, at, at + 1)
            return


def in_words(ground: Ground, subject: str, offset: int, words: str) -> Iterator[Claim]:
    """Yield the age and the number of children in words that begin at a code point."""
    age = _YEARS_OLD.search(words)
    value = years(age["years"].lower()) if age else ""
    span = Span(offset + age.start(), offset + age.end()) if age else None
    bare = len(words.strip()) == len(age[0]) if age else False
    if span and value and not (bare and _is_of_owner(ground.reading, span)):
        yield ground.claim_in_text(subject, "age", value, span)
    children = _CHILDREN.search(words)
    if children:
        span = Span(offset + children.start("number"), offset + children.end("number"))
        yield ground.claim_in_text(subject, "children", children["number"].lower(), span)


def _is_of_owner(reading: Reading, span: Span) -> bool:
    """Whether an age is that of whose somebody is: the `29-year-old` baker's wife."""
    last = reading.tokens(span)[-1]
    return reading.pos[last] == "ADJ" and any(
        reading.dep[each] == "nmod:poss" and each == last + 1
        for each in reading.children[reading.head[last]]
    )


def of_mentions(ground: Ground, entities: Iterable[Entity]) -> Iterator[Claim]:
    """Yield the ages and numbers of children in what people are called: the `34-year-old`.

    Words inside the mention of somebody else are theirs: the 34-year-old's wife.
    """
    text = ground.reading.text
    spans = sorted(
        (mention.span, entity.id)
        for entity in entities
        if entity.type is EntityType.PERSON
        for mention in entity.mentions
        if mention.kind is not MentionKind.PRONOUN
    )
    for place, (span, id) in enumerate(spans):
        begin, end = span.begin, span.end
        for other, owner in spans[max(0, place - 3) : place + 4]:
            if owner != id and other in span and other != span:
                begin, end = (other.end, end) if other.begin == begin else (begin, other.begin)
        begin = max(begin, _own_words(text, begin, end))
        if begin < end:
            yield from in_words(ground, id, begin, text[begin:end])


def _own_words(text: str, begin: int, end: int) -> int:
    """Return where the words behind the last genitive begin: the 34-year-old's `wife`."""
    genitives = [match.end() for match in _GENITIVE.finditer(text, begin, end)]
    return genitives[-1] if genitives else begin


def of_predicate(ground: Ground, token: int, subject: str, bearer: int | None) -> Iterator[Claim]:
    """Yield the age that a predicate gives its subject: she is `34`, he is `34` years old.

    A number says how old somebody is, not how many or which one: the figure is four.
    """
    reading = ground.reading
    value = years(reading.lower[token])
    if value and not has_child(reading, token, *_NO_AGE):
        if bearer is None or not _is_thing(reading, ground.people, bearer):
            yield ground.claim(subject, "age", value, token, token + 1)
    elif reading.lower[token] == "old":
        for at in range(max(0, token - 2), token):
            value = years(reading.lower[at])
            if value:
                yield ground.claim(subject, "age", value, at, at + 1)


def _is_thing(reading: Reading, people: People, noun: int) -> bool:
    """Whether a noun more often stands for a thing: the `figure`."""
    known = people.nouns.get(reading.lemma[noun])
    return reading.pos[noun] == "NOUN" and known is not None and known.ambiguous


def turned(ground: Ground, verb: int, number: int) -> Iterator[Claim]:
    """Yield the age that somebody turned: she turned `34`."""
    reading = ground.reading
    if has_child(reading, number, "case", "nummod"):
        return
    if reading.pos[number] == "NUM" and reading.words[number].isdigit():
        for subject in ground.subjects(verb):
            yield ground.claim(subject, "age", reading.words[number], number, number + 1)


def children_had(ground: Ground, verb: int, noun: int) -> Iterator[Claim]:
    """Yield how many children people have: they have `two` sons."""
    reading = ground.reading
    for at in reading.children[noun] if reading.lemma[noun] in _OFFSPRING else ():
        if reading.rel[at] == "nummod":
            for subject in ground.subjects(verb):
                yield ground.claim(subject, "children", reading.lower[at], at, at + 1, LIKELY)


def children_owned(ground: Ground, noun: int) -> Iterator[Claim]:
    """Yield how many children somebody has by a genitive: her `two` children."""
    reading, owner = ground.reading, possessor(ground.reading, noun)
    for at in reading.children[noun] if owner is not None else ():
        if reading.rel[at] == "nummod" and owner is not None:
            for subject in ground.meant(owner):
                yield ground.claim(subject, "children", reading.lower[at], at, at + 1, LIKELY)
