"""What an article says of people: age, occupation, role, kin, nationality, home, affiliation.

A claim is read off the words right around a name or off a plain predicate ("she is a nurse"): never
guessed. Appositions, titles, ages, `of` a place or an organisation make claims. Every claim keeps
the words that carry it, and the quotation it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from spacy.tokens import Doc

from kg.extract.arguments import (
    companions,
    has_child,
    is_present,
    own_subject,
    possessor,
    preposition_of,
)
from kg.extract.cast import Kin
from kg.extract.descriptions import Description, Phrase, descriptions
from kg.extract.events import NOBODY, quotes_by_token
from kg.extract.reading import Reading, read
from kg.extract.referents import Referents, referents_of
from kg.knowledge import Knowledge
from kg.model import Claim, Entity, EntityType, MentionKind, Quote, Span

_SURE, _LIKELY, _WEAK = 0.9, 0.75, 0.6
_CALLINGS = frozenset(("occupation", "role"))
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
_HAVING = frozenset(("have", "share"))
_OFFSPRING = frozenset(("child", "kid", "son", "daughter", "children"))
_COPULAS = frozenset(("is", "was", "'s", "are", "were", "am", "'m", "'re"))
_UNREAL = frozenset(
    ("?", "whether", "not", "n't", "never", "would", "will", "may", "might", "could", "if", "no")
)
_IN_NAMES = frozenset(("of", "-", "'s", "'", "&", "the", "for"))
_LIVING = frozenset(("live", "reside"))
_LEADING = frozenset(("lead", "run", "head", "chair", "manage"))
_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.", "lord", "lady"))


def find_claims(
    doc: Doc,
    entities: Sequence[Entity],
    quotes: Sequence[Quote],
    knowledge: Knowledge,
    *,
    kin: Iterable[Kin] = (),
    members: Mapping[str, Sequence[str]] = NOBODY,
    reading: Reading | None = None,
) -> tuple[Claim, ...]:
    """Return what an article says of its people, in order of the text.

    `kin` holds the relations that reading the people has found, `members` the people of groups. The
    same value of the same property is kept at its first place.
    """
    reading = reading or read(doc)
    referents = referents_of(reading, entities, quotes, knowledge.people, members)
    names = {entity.id: entity.name for entity in entities}
    finder = _Finder(referents, knowledge, entities, quotes_by_token(reading, quotes), names)
    claims = [*finder.claims(), *finder.kinship(kin)]
    speakers = {id for quote in quotes for id in (quote.speaker, *quote.joint)}
    known = {each.id for each in entities if not each.anonymous or each.id in speakers}
    return _once_each(_without_echoes(claims, known))


def _without_echoes(claims: Sequence[Claim], known: Container[str]) -> Iterator[Claim]:
    """Yield the claims, without what people are called by again: `the singer`, the folk singer.

    Where nothing else says what somebody is, the first of these counts, if the text has more of
    them (`known`) than these words: a name, or something that they say.
    """
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: (_is_weak(each), each.evidence)):
        if claim.property in _CALLINGS and claim.subject in known:
            best.setdefault(claim.subject, claim)
    for claim in claims:
        calling = claim.property in _CALLINGS and _is_weak(claim)
        if not calling or best.get(claim.subject) == claim:
            yield claim


def _is_weak(claim: Claim) -> bool:
    return claim.confidence <= _WEAK


def _once_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    found: dict[tuple[str, str, str, str | None], Claim] = {}
    for claim in sorted(claims, key=lambda each: (each.evidence, each.property, each.subject)):
        value = claim.object or claim.value.casefold()
        found.setdefault((claim.subject, claim.property, value, claim.reported_in), claim)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Finder:
    referents: Referents
    knowledge: Knowledge
    entities: Sequence[Entity]
    quotes: dict[int, str]
    names: Mapping[str, str]

    @property
    def _reading(self) -> Reading:
        return self.referents.reading

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that appositions, titles, ages and predicates make."""
        for description in descriptions(self.referents, self.entities):
            yield from self._of_phrase(description.entity, description.phrase, description)
        yield from self._of_mentions()
        yield from self._of_predicates()

    def _claim(
        self, subject: str, name: str, value: str, begin: int, end: int, sure: float = _SURE
    ) -> Claim:
        evidence = self._reading.span(begin, end)
        quote = self.quotes.get(begin)
        return Claim(subject, name, value, evidence, None, quote, sure)

    # Descriptions around a name

    def _of_phrase(self, subject: str, phrase: Phrase, description: Description) -> Iterator[Claim]:
        reading = self._reading
        text = reading.text[reading.begin[phrase.begin] : reading.end[phrase.end - 1]]
        age = _AGED.fullmatch(text)
        if age and description.after:
            yield from self._age(subject, phrase)
            return
        if not description.after:
            begin = self._own_words(phrase)
            text = text[reading.begin[begin] - reading.begin[phrase.begin] :]
            yield from self._in_words(subject, reading.begin[begin], text)
        if phrase.noun is None:
            if description.after:
                yield from self._of_origin(subject, phrase)
            return
        yield from self._of_noun(subject, phrase)

    def _own_words(self, phrase: Phrase) -> int:
        """Return where the words after a genitive begin: the 34-year-old's `wife`."""
        reading = self._reading
        genitives = (
            at + 1
            for at in range(phrase.begin, phrase.end - 1)
            if reading.lower[at] in ("'s", "'") and reading.pos[at] == "PART"
        )
        return max(genitives, default=phrase.begin)

    def _age(self, subject: str, phrase: Phrase) -> Iterator[Claim]:
        for at in range(phrase.begin, phrase.end):
            years = _years(self._reading.lower[at])
            if years:
                yield self._claim(subject, "age", years, at, at + 1)
                return

    def _of_noun(self, subject: str, phrase: Phrase) -> Iterator[Claim]:
        """Yield what a noun phrase says: a `French baker` `from Leeds`."""
        reading, people = self._reading, self.knowledge.people
        if phrase.noun is None:
            return
        noun = people.nouns.get(
            " ".join(reading.lower[max(0, phrase.noun - 1) : phrase.noun + 1])
        ) or people.nouns.get(reading.lemma[phrase.noun])
        yield from self._nationality(subject, phrase)
        yield from self._of_origin(subject, phrase)
        if noun is not None and noun.kinship:
            yield from self._of_kin(subject, phrase.noun, people.kinship[noun.kinship].property)
        if noun is None or noun.kinship or not noun.property:
            return
        begin, end = phrase.value_begin, phrase.value_end
        if _is_honorific(reading, begin):
            return
        sure = _WEAK if self._is_echo(subject, phrase) else _SURE
        yield self._claim(subject, noun.property, _text(reading, begin, end), begin, end, sure)
        yield from self._of_employer(subject, phrase.noun)

    def _is_echo(self, subject: str, phrase: Phrase) -> bool:
        """Whether a phrase may only take up who somebody is: `the singer`, her `doctor`."""
        reading, noun = self._reading, phrase.noun
        if noun is None or phrase.value_end - phrase.value_begin > 1:
            return False
        named = {id for at in range(phrase.begin, phrase.end) for id in self.referents.at(at)}
        alone = reading.rel[noun] not in ("appos", "flat", "compound", "root", "nmod:desc")
        return alone and subject in named and not has_child(reading, noun, "cop", "appos", "flat")

    def _of_employer(self, subject: str, noun: int) -> Iterator[Claim]:
        """Yield for whom somebody is what they are: `Harrow Line`'s director, `its` leader."""
        reading, referents = self._reading, self.referents
        for child in reading.children[noun]:
            if reading.dep[child] not in ("nmod:poss", "compound"):
                continue
            if referents.kind(child) == "organization":
                begin, end = child, child + 1
                while (
                    begin > 0
                    and reading.head[begin - 1] == child
                    and (reading.pos[begin - 1] == "PROPN")
                ):
                    begin -= 1
                while end < noun and reading.head[end] == child and reading.pos[end] == "PROPN":
                    end += 1
                yield self._affiliation(subject, begin, end)

    def _of_kin(self, subject: str, noun: int, name: str) -> Iterator[Claim]:
        """Yield whose relative a description makes somebody: `his` wife, Zoe Hart."""
        owner = possessor(self._reading, noun)
        for id in self.referents.at(owner) if owner is not None and name else ():
            if id != subject and self.referents.types[id] is EntityType.PERSON:
                claim = self._claim(id, name, self.names[subject], noun, noun + 1, _LIKELY)
                yield replace(claim, object=subject)

    def _nationality(self, subject: str, phrase: Phrase) -> Iterator[Claim]:
        reading, known = self._reading, self.knowledge.people.nationalities
        for at in range(phrase.begin, phrase.end):
            if phrase.noun is not None and at > phrase.noun:
                return
            pair = " ".join(reading.lower[at : at + 2])
            if pair in known:
                yield self._claim(subject, "nationality", _text(reading, at, at + 2), at, at + 2)
                return
            if reading.lower[at] in known and reading.words[at][0].isupper():
                yield self._claim(subject, "nationality", reading.words[at], at, at + 1)
                return

    def _of_origin(self, subject: str, phrase: Phrase) -> Iterator[Claim]:
        """Yield where somebody lives, or whom they work for: `of` Leeds, for `Harrow Line`."""
        reading = self._reading
        for at in range(phrase.begin, phrase.end - 1):
            preposition = reading.lower[at]
            if reading.pos[at] not in ("ADP", "SCONJ"):
                continue
            if phrase.noun is None and at > phrase.begin:
                return
            found = self._named_after(at, phrase.end)
            if found is None:
                continue
            kind, begin, end = found
            if kind == "place" and preposition in ("of", "from", "in"):
                end = self._whole_address(end)
                if phrase.noun is None or preposition == "from":
                    yield self._claim(subject, "home", _text(reading, begin, end), begin, end)
            elif kind == "organization" and preposition in ("of", "for", "at", "with", "from"):
                yield self._affiliation(subject, begin, end)
            return

    def _whole_address(self, end: int) -> int:
        """Return where an address ends that goes on after a comma: Quay Lane, `Wexmouth`,."""
        reading = self._reading
        at = end
        while (
            at + 1 < len(reading)
            and reading.words[at] == ","
            and (reading.pos[at + 1] == "PROPN" and self.referents.kind(at + 1) == "place")
        ):
            at += 2
            while at < len(reading) and reading.pos[at] == "PROPN":
                at += 1
        return at if at < len(reading) and reading.words[at] in ",.;" else end

    def _affiliation(self, subject: str, begin: int, end: int) -> Claim:
        claim = self._claim(subject, "affiliation", _text(self._reading, begin, end), begin, end)
        ids = [id for token in range(begin, end) for id in self.referents.at(token)]
        organizations = [id for id in ids if self.referents.types[id] is EntityType.ORGANIZATION]
        return replace(claim, object=organizations[0]) if organizations else claim

    def _named_after(self, preposition: int, end: int) -> tuple[str, int, int] | None:
        """Return the kind and the tokens of the name that follows a preposition."""
        reading = self._reading
        begin = preposition + 1
        while begin < end and reading.pos[begin] == "DET":
            begin += 1
        stop = begin
        while stop < end and (
            reading.pos[stop] == "PROPN"
            or (stop > begin and reading.words[stop] in ("of", "-", "’s"))
        ):
            stop += 1
        if stop == begin:
            return None
        kinds = {self.referents.kind(token) for token in range(begin, stop)}
        kind = next((each for each in ("organization", "place") if each in kinds), "")
        return (kind, begin, stop) if kind else None

    # Mentions that say it themselves

    def _of_mentions(self) -> Iterator[Claim]:
        """Yield the ages and numbers of children in what people are called: the 34-year-old.

        Words inside the mention of somebody else are theirs: the 34-year-old's wife.
        """
        text = self._reading.text
        spans = sorted(
            (mention.span, entity.id)
            for entity in self.entities
            if entity.type is EntityType.PERSON
            for mention in entity.mentions
            if mention.kind is not MentionKind.PRONOUN
        )
        for place, (span, id) in enumerate(spans):
            begin, end = span.begin, span.end
            for other, owner in spans[max(0, place - 3) : place + 4]:
                if owner != id and other in span and other != span:
                    begin, end = (other.end, end) if other.begin == begin else (begin, other.begin)
            if begin < end:
                yield from self._in_words(id, begin, text[begin:end])

    def _in_words(self, subject: str, offset: int, words: str) -> Iterator[Claim]:
        age = _YEARS_OLD.search(words)
        if age:
            value = _years(age["years"].lower())
            if value:
                yield self._in_text(subject, "age", value, offset + age.start(), offset + age.end())
        children = _CHILDREN.search(words)
        if children:
            begin, end = children.span("number")
            value = children["number"].lower()
            yield self._in_text(subject, "children", value, offset + begin, offset + end)

    def _in_text(self, subject: str, name: str, value: str, begin: int, end: int) -> Claim:
        tokens = self._reading.tokens(Span(begin, end))
        quote = self.quotes.get(tokens.start) if len(tokens) else None
        return Claim(subject, name, value, Span(begin, end), None, quote, _SURE)

    # Predicates

    def _of_predicates(self) -> Iterator[Claim]:
        reading = self._reading
        for token in range(len(reading)):
            if has_child(reading, token, "cop") and not self._is_unreal(token):
                yield from self._of_copula(token)
            elif reading.pos[token] in ("VERB", "AUX") and not self._is_unreal(token):
                yield from self._of_verb(token)
            if reading.lemma[token] in ("child", "kid") and reading.pos[token] == "NOUN":
                yield from self._counted(token)

    def _is_unreal(self, token: int) -> bool:
        reading = self._reading
        words = {
            reading.lower[child]
            for child in reading.children[token]
            if reading.rel[child] in ("aux", "advmod", "mark", "det", "punct")
        }
        return not _UNREAL.isdisjoint(words)

    def _subjects(self, token: int) -> tuple[str, ...]:
        subject = own_subject(self._reading, token)
        if subject is None and self._reading.dep[token] == "acl":
            subject = self._reading.head[token]
        heads = companions(self._reading, subject) if subject is not None else ()
        ids = dict.fromkeys(id for head in heads for id in self.referents.at(head))
        return tuple(id for id in ids if self.referents.types[id] is EntityType.PERSON)

    def _of_copula(self, token: int) -> Iterator[Claim]:
        """Yield what is said of a subject: she `is` 34, he was `a nurse`, they are French."""
        reading = self._reading
        copulas = {reading.lower[c] for c in reading.children[token] if reading.rel[c] == "cop"}
        if copulas.isdisjoint(_COPULAS):
            return
        yield from self._of_bearer(token)
        for subject in self._subjects(token):
            years = _years(reading.lower[token])
            if years:
                if not has_child(reading, token, "nmod", "case", "nummod"):
                    yield self._claim(subject, "age", years, token, token + 1)
            elif reading.lower[token] == "old":
                yield from self._years_old(subject, token)
            elif reading.lower[token] in self.knowledge.people.nationalities:
                yield self._claim(subject, "nationality", reading.words[token], token, token + 1)
            elif reading.pos[token] == "NOUN":
                phrase = Phrase.around(reading, self.knowledge.people, token)
                yield from self._of_noun(subject, phrase)

    def _of_bearer(self, name: int) -> Iterator[Claim]:
        """Yield what a sentence says of whom it names last: whose `owner` is Ida Holm."""
        reading, subject = self._reading, own_subject(self._reading, name)
        if subject is None or reading.pos[name] != "PROPN" or reading.pos[subject] != "NOUN":
            return
        known = set(self.referents.at(subject)) - set(self.referents.at(name))
        for person in self._meant(name) if not known else ():
            phrase = Phrase.around(reading, self.knowledge.people, subject)
            yield from self._of_noun(person, phrase)

    def _counted(self, noun: int) -> Iterator[Claim]:
        """Yield how many children somebody has by a genitive: `her two` children."""
        reading, owner = self._reading, possessor(self._reading, noun)
        for at in reading.children[noun] if owner is not None else ():
            if reading.rel[at] == "nummod" and owner is not None:
                for subject in self._meant(owner):
                    yield self._claim(subject, "children", reading.lower[at], at, at + 1, _LIKELY)

    def _years_old(self, subject: str, old: int) -> Iterator[Claim]:
        reading = self._reading
        for at in range(max(0, old - 2), old):
            years = _years(reading.lower[at])
            if years:
                yield self._claim(subject, "age", years, at, at + 1)

    def _of_verb(self, verb: int) -> Iterator[Claim]:
        """Yield what plain verbs say: the couple `have` two sons, she `lives` in Leeds."""
        reading, lemma = self._reading, self._reading.lemma[verb]
        if reading.lower[verb] == "married" and has_child(reading, verb, "aux:pass", "cop"):
            yield from self._married(verb)
        elif lemma in _LEADING or lemma == "work":
            yield from self._works(verb)
        for child in reading.children[verb]:
            if lemma in _HAVING and reading.rel[child] == "obj":
                yield from self._number_of(verb, child)
            elif lemma == "turn" and child > verb:
                yield from self._turned(verb, child)
            elif lemma in _LIVING and reading.rel[child] == "obl":
                yield from self._lives(verb, child)

    def _married(self, verb: int) -> Iterator[Claim]:
        """Yield whom somebody is married to, in the present."""
        reading = self._reading
        present = any(
            reading.lower[child] in ("is", "'s", "am") for child in reading.children[verb]
        )
        for child in reading.children[verb]:
            if present and reading.rel[child] == "obl" and preposition_of(reading, child) == "to":
                for subject, other in product(self._subjects(verb), self._meant(child)):
                    if subject != other:
                        claim = self._claim(subject, "spouse", self.names[other], verb, verb + 1)
                        yield replace(claim, object=other)

    def _meant(self, noun: int) -> tuple[str, ...]:
        """Return the people that a noun stands for: `the architect` Noor Halabi."""
        ids = self.referents.at(noun)
        return tuple(id for id in ids if self.referents.types[id] is EntityType.PERSON)

    def _works(self, verb: int) -> Iterator[Claim]:
        """Yield whom somebody leads or works for, in the present: she `runs` the trust.

        Also for whom they lead something: she leads the inquiry for the board.
        """
        reading = self._reading
        if not is_present(reading, verb):
            return
        objects = [child for child in reading.children[verb] if reading.rel[child] == "obj"]
        for child in (at for led in objects for at in reading.children[led]):
            behind = reading.rel[child] == "nmod" and preposition_of(reading, child) == "for"
            if behind and self.referents.kind(child) == "organization":
                for subject in self._subjects(verb):
                    yield self._affiliation(subject, *self._name_around(child))
        for child in reading.children[verb]:
            relation = preposition_of(reading, child) if reading.rel[child] == "obl" else ""
            led = reading.rel[child] == "obj" and reading.lemma[verb] in _LEADING
            for_it = relation in ("for", "at") and reading.lemma[verb] == "work"
            if (led or for_it) and self.referents.kind(child) == "organization":
                begin, end = self._name_around(child)
                for subject in self._subjects(verb):
                    yield self._affiliation(subject, begin, end)
                    if reading.lemma[verb] in self.knowledge.people.nouns:
                        yield self._claim(subject, "role", reading.lemma[verb], verb, verb + 1)

    def _name_around(self, token: int) -> tuple[int, int]:
        """Return the tokens of a name, or of a noun with what qualifies it."""
        reading = self._reading
        begin, end = token, token + 1
        parts = ("compound", "flat", "amod", "nmod:poss", "case")
        while (
            begin > 0
            and reading.head[begin - 1] in range(begin, end)
            and (reading.dep[begin - 1] in parts and reading.lower[begin - 1] not in ("for", "at"))
        ):
            begin -= 1
        while end < len(reading) and reading.head[end] == token and reading.rel[end] == "flat":
            end += 1
        return begin, end

    def _turned(self, verb: int, number: int) -> Iterator[Claim]:
        reading = self._reading
        if has_child(reading, number, "case", "nummod"):
            return
        if reading.pos[number] == "NUM" and reading.words[number].isdigit():
            for subject in self._subjects(verb):
                yield self._claim(subject, "age", reading.words[number], number, number + 1)

    def _number_of(self, verb: int, noun: int) -> Iterator[Claim]:
        reading = self._reading
        for at in reading.children[noun] if reading.lemma[noun] in _OFFSPRING else ():
            if reading.rel[at] == "nummod":
                for subject in self._subjects(verb):
                    value = reading.lower[at]
                    yield self._claim(subject, "children", value, at, at + 1, _LIKELY)

    def _lives(self, verb: int, place: int) -> Iterator[Claim]:
        """Yield where somebody lives; where they `lived` is no home any more."""
        reading = self._reading
        known = reading.pos[place] == "PROPN" and self.referents.kind(place) == "place"
        if not known or reading.lower[verb] == "lived":
            return
        end = place + 1
        while end < len(reading) and reading.rel[end] == "flat" and reading.head[end] == place:
            end += 1
        for subject in self._subjects(verb):
            yield self._claim(subject, "home", _text(reading, place, end), place, end, _LIKELY)

    # Kinship

    def kinship(self, kin: Iterable[Kin]) -> Iterator[Claim]:
        """Yield the claims that relations between people make."""
        types = self.referents.types
        for relation in kin:
            about = self.knowledge.people.kinship.get(relation.relation)
            if about is None or not about.property:
                continue
            both = (types.get(relation.subject), types.get(relation.other))
            if both != (EntityType.PERSON, EntityType.PERSON):
                continue
            tokens = self._reading.tokens(relation.evidence)
            yield Claim(
                relation.subject,
                about.property,
                self.names[relation.other],
                relation.evidence,
                relation.other,
                self.quotes.get(tokens.start) if len(tokens) else None,
                _LIKELY,
            )


def _is_honorific(reading: Reading, token: int) -> bool:
    """Tell whether a title is but the second word of an address: Mrs `Justice` Hale."""
    return token > 0 and reading.lower[token - 1] in _HONORIFICS


def _text(reading: Reading, begin: int, end: int) -> str:
    return reading.text[reading.begin[begin] : reading.end[end - 1]]


def _years(word: str) -> str:
    """Return an age in digits, "" where a word is none."""
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    return word if word.isdecimal() and word.isascii() and 0 < int(word) <= _OLDEST else ""
