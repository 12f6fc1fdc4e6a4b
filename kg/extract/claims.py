"""What an article says of people: age, occupation, role, kin, nationality, home, affiliation.

A claim is read off the words right around a name or off a plain predicate ("she is a nurse"): never
guessed. Appositions, titles, ages, `of` a place or an organisation make claims. Every claim keeps
the words that carry it, and the quotation it stands in.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract import ages, callings, origins, relations
from kg.extract.arguments import has_child, own_subject
from kg.extract.cast import Kin
from kg.extract.descriptions import Description, Phrase, descriptions
from kg.extract.events import NOBODY, quotes_by_token
from kg.extract.ground import WEAK, Ground
from kg.extract.reading import Reading, read
from kg.extract.referents import referents_of
from kg.knowledge import Knowledge
from kg.model import Claim, Entity, Quote

_CALLINGS = frozenset(("occupation", "role"))
_COPULAS = frozenset(("is", "was", "'s", "are", "were", "am", "'m", "'re"))
_PAST = frozenset(("was", "were"))
_UNREAL = frozenset(
    ("?", "whether", "not", "n't", "never", "would", "will", "may", "might", "could", "if", "no")
)


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
    ground = Ground(referents, knowledge, quotes_by_token(reading, quotes), names)
    claims = [*_Finder(ground, entities).claims(), *relations.kinship(ground, kin)]
    return _once_each(_without_echoes(claims, _known(entities, quotes, claims)))


def _known(
    entities: Iterable[Entity], quotes: Iterable[Quote], claims: Iterable[Claim]
) -> frozenset[str]:
    """Return who is more than the words for them: named, a speaker, or a relative of one named."""
    named = {entity.id for entity in entities if not entity.anonymous}
    speakers = {id for quote in quotes for id in (quote.speaker, *quote.joint) if id is not None}
    kin = {claim.object for claim in claims if claim.object and claim.subject in named}
    return frozenset(named | speakers | kin)


def _without_echoes(claims: Sequence[Claim], known: Container[str]) -> Iterator[Claim]:
    """Yield the claims, without what people are called by again: `the singer`, the folk singer.

    Where nothing else says what somebody is, the first of these counts, if the text has more of
    them (`known`) than these words: a name, a named relative, or something that they say.
    """
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: (_is_weak(each), each.evidence)):
        if claim.property in _CALLINGS and claim.subject in known:
            best.setdefault(claim.subject, claim)
    for claim in claims:
        told = best.get(claim.subject) if claim.property in _CALLINGS else claim
        if not _is_weak(claim) or (claim.subject in known and told == claim):
            yield claim


def _is_weak(claim: Claim) -> bool:
    return claim.confidence <= WEAK


def _once_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    found: dict[tuple[str, str, str, str | None], Claim] = {}
    for claim in sorted(claims, key=lambda each: (each.evidence, each.property, each.subject)):
        value = claim.object or claim.value.casefold()
        found.setdefault((claim.subject, claim.property, value, claim.reported_in), claim)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Finder:
    ground: Ground
    entities: Sequence[Entity]

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that appositions, titles, ages and predicates make."""
        for description in descriptions(self.ground.referents, self.entities):
            yield from self._of_description(description)
        yield from ages.of_mentions(self.ground, self.entities)
        yield from self._of_predicates()

    # Descriptions around a name

    def _of_description(self, description: Description) -> Iterator[Claim]:
        ground, subject, phrase = self.ground, description.entity, description.phrase
        text = ground.text(phrase.begin, phrase.end)
        if description.after and ages.is_age(text):
            yield from ages.of_phrase(ground, subject, phrase)
            return
        if not description.after:
            begin = self._own_words(phrase)
            words = ground.text(begin, phrase.end)
            yield from ages.in_words(ground, subject, ground.reading.begin[begin], words)
        if phrase.noun is not None:
            yield from self._of_noun(subject, phrase)
        elif description.after:
            yield from callings.of_address(ground, subject, phrase)

    def _own_words(self, phrase: Phrase) -> int:
        """Return where the words after a genitive begin: the 34-year-old's `wife`."""
        reading = self.ground.reading
        genitives = (
            at + 1
            for at in range(phrase.begin, phrase.end - 1)
            if reading.lower[at] in ("'s", "'") and reading.pos[at] == "PART"
        )
        return max(genitives, default=phrase.begin)

    def _of_noun(
        self, subject: str, phrase: Phrase, *, own: bool = True, past: bool = False
    ) -> Iterator[Claim]:
        """Yield what a noun phrase says: a `French baker` `from Leeds`."""
        ground = self.ground
        if phrase.noun is None:
            return
        yield from origins.nationality(ground, subject, phrase)
        noun = callings.noun_of(ground, phrase)
        if noun is not None and noun.kinship:
            name = ground.people.kinship[noun.kinship].property
            yield from relations.of_kin(ground, subject, phrase, name)
        yield from callings.of_noun(ground, subject, phrase, own=own, past=past)

    # Predicates

    def _of_predicates(self) -> Iterator[Claim]:
        reading = self.ground.reading
        for token in range(len(reading)):
            if has_child(reading, token, "cop") and not self._is_unreal(token):
                yield from self._of_copula(token)
            elif reading.pos[token] in ("VERB", "AUX") and not self._is_unreal(token):
                yield from self._of_verb(token)
            yield from origins.at_home(self.ground, token)
            if reading.lemma[token] in ("child", "kid") and reading.pos[token] == "NOUN":
                yield from ages.children_owned(self.ground, token)

    def _is_unreal(self, token: int) -> bool:
        reading = self.ground.reading
        words = {
            reading.lower[child]
            for child in reading.children[token]
            if reading.rel[child] in ("aux", "advmod", "mark", "det", "punct")
        }
        above = reading.head[token]
        shared = reading.rel[token] == "conj" and own_subject(reading, token) is None
        shared = shared and above != token and not has_child(reading, token, "aux", "cop")
        return not _UNREAL.isdisjoint(words) or (shared and self._is_unreal(above))

    def _of_copula(self, token: int) -> Iterator[Claim]:
        """Yield what is said of a subject: she `is` 34, he was `a nurse`, they are French."""
        ground, reading = self.ground, self.ground.reading
        copulas = {reading.lower[c] for c in reading.children[token] if reading.rel[c] == "cop"}
        if copulas.isdisjoint(_COPULAS):
            return
        yield from callings.of_bearer(ground, token)
        bearer = own_subject(reading, token)
        for subject in ground.subjects(token):
            yield from ages.of_predicate(ground, token, subject, bearer)
            if reading.lower[token] in ground.people.nationalities:
                yield ground.of_words(subject, "nationality", token, token + 1)
            elif reading.pos[token] == "NOUN":
                phrase = Phrase.around(reading, ground.people, token)
                past = not copulas.isdisjoint(_PAST)
                yield from self._of_noun(subject, phrase, past=past)

    def _of_verb(self, verb: int) -> Iterator[Claim]:
        """Yield what plain verbs say: the couple `have` two sons, she `lives` in Leeds."""
        ground, reading = self.ground, self.ground.reading
        lemma = reading.lemma[verb]
        if reading.lower[verb] == "married" and has_child(reading, verb, "aux:pass", "cop"):
            yield from relations.married(ground, verb)
        yield from callings.works(ground, verb)
        yield from callings.trade(ground, verb)
        yield from callings.appears(ground, verb)
        if lemma in callings.WORKING | callings.APPOINTING:
            yield from callings.of_post(ground, verb)
        for child in reading.children[verb]:
            if lemma in relations.HAVING and reading.rel[child] == "obj":
                yield from relations.of_having(ground, verb, child)
            if lemma in ages.HAVING and reading.rel[child] == "obj":
                yield from ages.children_had(ground, verb, child)
            elif lemma == "turn" and child > verb:
                yield from ages.turned(ground, verb, child)
            elif lemma in origins.LIVING and reading.rel[child] == "obl":
                yield from origins.lives(ground, verb, child)
