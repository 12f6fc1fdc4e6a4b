"""Which entity a token refers to, and what kind of thing it is.

It reads the mentions that the entities hold; where they are silent, the encoder's mentions, the
names, and the nouns for people in the ontology say at least whether a word stands for people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.arguments import companions, described_by, is_relative
from kg.extract.reading import Chunk, Reading
from kg.knowledge import People
from kg.model import Entity, EntityType, Mention, MentionKind, Quote, QuoteKind, Span

_KINDS = {
    EntityType.PERSON: "person",
    EntityType.GROUP: "person",
    EntityType.ORGANIZATION: "organization",
    EntityType.PLACE: "place",
    EntityType.DOCUMENT: "thing",
    EntityType.OTHER: "thing",
}
_PERSONAL = frozenset(
    re.findall(
        r"\w+",
        "i me my he him his she her we us our they them their you your who whom himself herself"
        " themselves myself ourselves someone somebody everyone everybody nobody anyone"
        " anybody others",
    )
)
_THINGS = frozenset(("it", "its", "this", "that", "which", "itself", "these", "those", "what"))
_NO_REFERENT = frozenset(("what", "whatever", "this", "that", "these", "those"))
_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "last", "next"))
"""Words that, without a noun, are of whatever was counted: an affair with the `second`."""
_FIRST = frozenset(("i", "me", "my", "mine", "myself"))
_FIRST_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
_PARTS = frozenset(("one", "two", "three", "some", "many", "most", "all", "both", "each", "none"))


@dataclass(frozen=True, slots=True)
class Referents:
    """The entities of an article by token; `members` are the people of a group, where known."""

    reading: Reading
    people: People
    types: Mapping[str, EntityType]
    tokens: Mapping[int, tuple[str, ...]]
    labels: Mapping[int, str]
    members: Mapping[str, tuple[str, ...]]
    speakers: Mapping[int, tuple[str, ...]]
    """For tokens inside direct quotes: the speaker, then those who speak with them."""
    named: frozenset[str] = frozenset()
    """The entities that have a name."""

    def at(self, token: int) -> tuple[str, ...]:
        """Return the ids of the entities a token refers to, a group's people one by one."""
        found = self._at(token)
        return tuple(dict.fromkeys(each for id in found for each in self.members.get(id, (id,))))

    def _at(self, token: int) -> tuple[str, ...]:
        lower = self.reading.lower[token]
        if lower in _NO_REFERENT and not is_relative(self.reading, token):
            return ()
        if lower in _ORDINALS and self.reading.pos[token] != "PROPN":
            return ()
        if token in self.tokens:
            return self.tokens[token]
        if lower in _FIRST and token in self.speakers:
            return self.speakers[token][:1]
        if lower in _FIRST_PLURAL and token in self.speakers:
            return self.speakers[token]
        if is_relative(self.reading, token):
            noun = described_by(self.reading, token)
            return self._at(noun) if noun is not None and noun != token else ()
        return next((self.tokens[at] for at in self._renamed(token) if at in self.tokens), ())

    def _renamed(self, token: int) -> Iterable[int]:
        """Yield the tokens that say the same of somebody: appositions, parts of a name."""
        reading = self.reading
        yield from (at for at in reading.children[token] if reading.rel[at] in ("flat", "appos"))
        if reading.rel[token] in ("flat", "compound") and reading.pos[token] == "PROPN":
            yield reading.head[token]

    def kind(self, token: int) -> str:
        """Return "person", "organization", "place", "thing", or "" where nothing tells."""
        for id in self._at(token):
            return _KINDS[self.types[id]]
        reading = self.reading
        lower = reading.lower[token]
        if is_relative(reading, token):
            noun = described_by(reading, token)
            return self.kind(noun) if noun is not None and noun != token else ""
        if lower in _PERSONAL:
            return "person"
        if lower in _THINGS:
            return "thing"
        return self._kind_of_noun(token, lower)

    def _kind_of_noun(self, token: int, lower: str) -> str:
        lemma, pos = self.reading.lemma[token], self.reading.pos[token]
        if lemma in self.people.nouns or lower in self.people.nouns:
            return "person"
        if token in self.labels:
            return self.labels[token]
        if lemma in self.people.groups:
            return "person"
        if pos in ("NUM", "DET", "ADJ") or lower in _PARTS:
            return self._kind_of_part(token)
        if pos == "PROPN" and not (
            self.reading.has_encoder and self.reading.words[token].islower()
        ):
            return ""
        return "thing" if self.reading.has_encoder else ""

    def _kind_of_part(self, token: int) -> str:
        """Return what kind `two of the men` are; a bare number may be anything."""
        reading = self.reading
        for child in reading.children[token]:
            if reading.rel[child] == "nmod":
                return self.kind(child)
        return ""

    def is_named(self, token: int) -> bool:
        """Tell whether a token refers to an entity that the article names."""
        return any(id in self.named for id in self._at(token))

    def is_person(self, token: int) -> bool:
        """Tell whether a token stands for people, or may do so for all that is known."""
        return self.kind(token) in ("person", "")


def referents_of(
    reading: Reading,
    entities: Sequence[Entity],
    quotes: Sequence[Quote],
    people: People,
    members: Mapping[str, Sequence[str]],
) -> Referents:
    """Return the referents of an article's tokens."""
    return Referents(
        reading=reading,
        people=people,
        types={entity.id: entity.type for entity in entities},
        tokens=_tokens(reading, entities),
        labels={chunk.head: _LABELS.get(chunk.label, "thing") for chunk in _labelled(reading)},
        members={
            **_members(reading, entities),
            **{id: tuple(of) for id, of in members.items() if of},
        },
        speakers=_speakers(reading, quotes),
        named=frozenset(
            entity.id
            for entity in entities
            if any(mention.kind is MentionKind.NAME for mention in entity.mentions)
        ),
    )


_LABELS = {"person": "person", "organization": "organization", "place": "place", "misc": "thing"}


def _labelled(reading: Reading) -> Iterable[Chunk]:
    return (*reading.names, *reading.nouns)


def _tokens(reading: Reading, entities: Sequence[Entity]) -> dict[int, tuple[str, ...]]:
    """Map each mention's head to its entities; the shorter of two mentions decides."""
    mentions = [(mention, entity.id) for entity in entities for mention in entity.mentions]
    mentions.sort(key=lambda pair: (pair[0].span.begin - pair[0].span.end, pair[0].span.begin))
    found: dict[int, tuple[str, ...]] = {}
    spans: dict[int, Span] = {}
    for mention, id in mentions:
        for token in _heads(reading, mention):
            same = spans.get(token) == mention.span
            found[token] = tuple(dict.fromkeys((*found[token], id))) if same else (id,)
            spans[token] = mention.span
    return found


def _heads(reading: Reading, mention: Mention) -> Iterable[int]:
    """Return the tokens of a mention that stand for its entity: of a name all, else the head."""
    tokens = reading.tokens(mention.span)
    if mention.kind is MentionKind.NAME:
        return (token for token in tokens if reading.pos[token] not in ("PUNCT", "PART", "SPACE"))
    return (head,) if (head := head_of(reading, tokens)) is not None else ()


def head_of(reading: Reading, tokens: range) -> int | None:
    """Return the token of a range that the others hang on; the first of several."""
    for token in tokens:
        head = reading.head[token]
        if (head not in tokens or head == token) and reading.pos[token] not in ("PUNCT", "SPACE"):
            return token
    return None


def _members(reading: Reading, entities: Sequence[Entity]) -> dict[str, tuple[str, ...]]:
    """Return the people of a group that is somewhere named one by one: “Ann and Bob”."""
    people = [(m.span, e.id) for e in entities if e.type is EntityType.PERSON for m in e.mentions]
    starts: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for span, id in people:
        for token in reading.tokens(span):
            starts[token].append((span, id))
    found: dict[str, tuple[str, ...]] = {}
    for entity in entities:
        if entity.type is EntityType.GROUP:
            named = (_listed(reading, mention, starts) for mention in entity.mentions)
            listed = next((ids for ids in named if len(ids) > 1), ())
            if listed:
                found[entity.id] = listed
    return found


def _listed(
    reading: Reading, mention: Mention, starts: Mapping[int, Sequence[tuple[Span, str]]]
) -> tuple[str, ...]:
    """Return the people whose mentions “and” joins inside a group's mention."""
    head = head_of(reading, reading.tokens(mention.span))
    if head is None:
        return ()
    found = (
        id
        for token in companions(reading, head)
        for span, id in starts.get(token, ())
        if span in mention.span and span != mention.span
    )
    return tuple(dict.fromkeys(found))


def _speakers(reading: Reading, quotes: Sequence[Quote]) -> dict[int, tuple[str, ...]]:
    """Return who speaks each token of the direct and mixed quotes; the innermost decides."""
    found: dict[int, tuple[str, ...]] = {}
    for quote in sorted(quotes, key=lambda each: each.content[0].begin - each.content[-1].end):
        for piece in quote.content if quote.kind is not QuoteKind.INDIRECT else ():
            for token in reading.tokens(piece):
                found[token] = (quote.speaker, *quote.joint) if quote.speaker else ()
    return {token: ids for token, ids in found.items() if ids}
