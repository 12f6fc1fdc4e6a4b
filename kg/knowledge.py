"""The nouns of linguistic knowledge that people may change: cues, event types, titles, kinship.

The knowledge itself stands in `ontology/` (SKOS in Turtle); `kg.rdf` reads it into these nouns,
and extraction is handed them. Standard library only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# --- Cues and acts --------------------------------------------------------------------------------


class CueKind(StrEnum):
    """How a cue stands in a sentence."""

    VERB = "verb"
    """A verb that reports by itself: “say”, “point out”."""
    QUOTING_VERB = "quoting verb"
    """A verb that reports only next to words in quotation marks: “laugh”, “begin”."""
    NOUN = "noun"
    """A noun with a clause or a quotation of its own: “the claim that …”."""
    PHRASE = "phrase"
    """A fixed phrase before the speaker: “according to”."""
    REFUSING_VERB = "refusing verb"
    """A verb that refuses the act that hangs on it: “decline to say”."""
    NAMING_VERB = "naming verb"
    """A verb that puts words to something: “call” it “an insult”."""
    IDLE_VERB = "idle verb"
    """What looks like a cue and reports nothing: “plead guilty”, “say goodbye”."""
    HEARING_VERB = "hearing verb"
    """A verb whose subject is told what follows: “the court heard”."""


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act by which words or thoughts are put forward, asked for, or refused.

    `notation` is what `Quote.act` holds.
    """

    notation: str
    iri: str
    label: str
    definition: str
    asserts: bool
    """Whether who performs it puts its content forward as so; only then `kg:said` holds."""
    rejects: bool = False
    """Whether its content is rejected or withheld: denied, declined."""
    addresses: bool = False
    """Whether the object of its verbs is who hears it: “told her”, “warned them”."""
    takes_noun: bool = False
    """Whether its content may be a mere noun: “announced a new captain”."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports; `words` are lower-case lemmas, a phrase's as written."""

    words: tuple[str, ...]
    kind: CueKind
    act: str


@dataclass(frozen=True, eq=False)
class CueLexicon:
    """All cues, by the word they are looked up by."""

    cues: tuple[Cue, ...] = ()

    @cached_property
    def by_word(self) -> Mapping[str, tuple[Cue, ...]]:
        """First word → the cues that begin with it; those of more words come first."""
        found: defaultdict[str, list[Cue]] = defaultdict(list)
        for cue in self.cues:
            found[cue.words[0]].append(cue)
        return {
            word: tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.kind)))
            for word, cues in found.items()
        }


# --- People ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kinship:
    """A relation that words of kinship name, with its inverse.

    `property` is the property of claims that it makes (parent, child, sibling, spouse), or "".
    `single` tells whether a person has only one of each gender at a time: a mother, not a son.
    """

    notation: str
    inverse: str
    property: str = ""
    single: bool = False


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun that describes a person; `lemma` is lower-case.

    `gender` is "female", "male" or "". `kinship` is a notation of `Kinship`, or "". `speaks_for` is
    True of a spokesperson. `property` is the property of claims that it is a value of (occupation,
    role), or "".
    """

    lemma: str
    gender: str = ""
    kinship: str = ""
    speaks_for: bool = False
    ambiguous: bool = False
    """Whether it more often stands for no person: “head”, “chair”, “model”."""
    property: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name, lower-case, without its dot; `gender` as in `PersonNoun`."""

    words: tuple[str, ...]
    gender: str = ""
    office: str = ""
    """What it stands for, the same for its short forms; "" for titles that anybody has."""


@dataclass(frozen=True, slots=True)
class People:
    """What the words around people say of them; every key is a lower-case lemma or word."""

    nouns: Mapping[str, PersonNoun] = field(default_factory=dict)
    kinship: Mapping[str, Kinship] = field(default_factory=dict)
    """By notation."""
    titles: Mapping[tuple[str, ...], Title] = field(default_factory=dict)
    suffixes: frozenset[str] = frozenset()
    """What follows a name and tells people apart: “jr”, “iii”."""
    elders: frozenset[str] = frozenset()
    """What tells a parent from a child of the same name: “senior”, “the elder”."""
    juniors: frozenset[str] = frozenset()
    """What tells a child from a parent of the same name: “junior”, “the younger”."""
    particles: frozenset[str] = frozenset()
    """Small words inside surnames: “van”, “de la”."""
    nicknames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Short form of a given name → given names that it may stand for."""
    organizations: frozenset[str] = frozenset()
    """Nouns for organizations: “company”, “police”."""
    designators: frozenset[str] = frozenset()
    """Words in an organization's name that only say what it is: “inc”, “fc”."""
    documents: frozenset[str] = frozenset()
    """Nouns for things that speak for their authors: “report”, “lawsuit”."""
    groups: frozenset[str] = frozenset()
    """Nouns for several people in the singular: “couple”, “family”, “crowd”."""
    couples: frozenset[str] = frozenset()
    """Nouns for two people who belong together: “couple”, “parents”."""
    clients: frozenset[str] = frozenset()
    """Nouns for whom an advocate speaks for: “client”."""
    advocates: frozenset[str] = frozenset()
    """Nouns for those who speak for clients: “lawyer”."""
    representing: frozenset[str] = frozenset()
    """Verbs of advocates, whose objects are their clients: “represent”."""
    appearing: frozenset[str] = frozenset()
    """Verbs that alone say in which part an advocate appears in court: “prosecute”."""
    establishments: frozenset[str] = frozenset()
    """Nouns for what somebody runs for a living: “bakery”, “farm”."""
    trades: frozenset[str] = frozenset()
    """Verbs of doing something for a living, beside things of a kind: “sell” carpets."""
    things: frozenset[str] = frozenset()
    """Nouns before names that are no person's: “ferry”, “hurricane”."""
    outlets: frozenset[str] = frozenset()
    """Words in the names of those that pass words on: “news”, “tribune”."""
    namesakes: frozenset[str] = frozenset()
    """Those of them that are surnames, too: “bloomberg”, “fox”."""
    teasers: frozenset[str] = frozenset()
    """What a line that leads to something else begins with, before a colon: “watch”, “related”."""
    works: frozenset[str] = frozenset()
    """Words beside the title of a work or a name in marks: “song”, “called”."""
    nationalities: frozenset[str] = frozenset()
    """Adjectives of nations and peoples: “norwegian”, “south african”."""


# --- Events: which words tell of one, and who has which part in it ------------------------------


class TriggerKind(StrEnum):
    """What part of speech triggers an event."""

    VERB = "verb"
    NOUN = "noun"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a clause that somebody fills: where it stands, in which role, what fits.

    `relation` is one of those that `ontology/event-types.ttl` explains at its top (`PLACES`), or a
    preposition; `role` is "" where it only matters what stands there. `kind` is "person", "name"
    (a person who is named), "party" (a person or an organization), "organization", "thing" (neither
    person nor organization), "place", or "" for anything.
    """

    relation: str
    role: str
    kind: str = ""


PLACES = ("subject", "object", "sole", "possessor", "owner", "clause", "scene", "maker")
"""Where the words may stand that name a participant, besides after a preposition."""

NUMBER = "#"
"""Stands in a pattern for any score: 3-1."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that together tell of an event: for each place the lemmas that fit, and the slots.

    A slot of a pattern that has a kind must be filled, and by such; one without may stay empty.
    """

    kind: TriggerKind
    words: tuple[frozenset[str], ...]
    slots: tuple[Slot, ...] = ()

    @property
    def key(self) -> frozenset[str]:
        """The lemmas by which it is looked up: its head's, last in a noun, first in all else."""
        return self.words[-1 if self.kind is TriggerKind.NOUN else 0]


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: a concept of `ontology/event-types.ttl` or of a user's own file.

    `slots` hold for each pattern that does not itself say who has the part; `exclusions` are
    patterns that, found around a trigger, show that it tells of something else. `within` holds the
    notations of all broader types, the nearest first.
    """

    notation: str
    iri: str
    label: str
    definition: str
    within: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    exclusions: tuple[Pattern, ...] = ()
    slots: tuple[Slot, ...] = ()
    loose: frozenset[str] = frozenset()
    """Words of its patterns that are as often a figure of speech: “attack”."""


class MarkerKind(StrEnum):
    """What part of speech tells in which world an event is placed."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    AUXILIARY = "auxiliary"
    CONJUNCTION = "conjunction"


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that places what depends on it in a world; `modality` is one of the findings' own.

    It is "negative" where the word turns the event's polarity.
    """

    kind: MarkerKind
    word: str
    modality: str


@dataclass(frozen=True, eq=False)
class EventLexicon:
    """All event types, and the words that carry or colour an event without naming it.

    `undergoing` and `performing` are light verbs: whoever `suffers` a stroke lives through it,
    whoever `commits` a robbery does it. `occurring` verbs have the event as their subject.
    """

    types: tuple[EventType, ...] = ()
    undergoing: frozenset[str] = frozenset()
    performing: frozenset[str] = frozenset()
    occurring: frozenset[str] = frozenset()
    markers: tuple[Marker, ...] = ()

    @cached_property
    def by_word(self) -> Mapping[str, tuple[tuple[EventType, Pattern], ...]]:
        """Lemma → the patterns that it is the key of; those of more words come first."""
        found: defaultdict[str, list[tuple[EventType, Pattern]]] = defaultdict(list)
        for type in self.types:
            for pattern in type.patterns:
                for word in pattern.key:
                    found[word].append((type, pattern))
        for entries in found.values():
            entries.sort(key=lambda entry: (-len(entry[1].words), -len(entry[1].slots)))
        return {word: tuple(entries) for word, entries in found.items()}

    @cached_property
    def by_notation(self) -> Mapping[str, EventType]:
        """Notation → type."""
        return {type.notation: type for type in self.types}

    @cached_property
    def modality_of(self) -> Mapping[tuple[MarkerKind, str], str]:
        """What a marker says, by its part of speech and word."""
        return {(marker.kind, marker.word): marker.modality for marker in self.markers}


# --- What cannot both hold ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What cannot both hold of one person; `ontology/exclusions.ttl` explains it at its top."""

    posts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Words for a post, in small letters → ladder → its rung there."""
    not_again: Mapping[str, int] = field(default_factory=dict)
    """Notation of an event type → the days within which nobody lives through it twice."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Two notations each of event types of which nobody lives through both."""

    def exclude(self, one: str, other: str) -> bool:
        """Tell whether nobody has both posts at a time; words without regard to capitals."""
        left, right = (
            self.posts.get(" ".join(each.casefold().split()), {}) for each in (one, other)
        )
        return any(left[ladder] != right[ladder] for ladder in left.keys() & right.keys())


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that extraction and judging go by and people may add to."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    """By notation."""
    cues: CueLexicon = field(default_factory=CueLexicon)
    people: People = field(default_factory=People)
    events: EventLexicon = field(default_factory=EventLexicon)
    exclusions: Exclusions = field(default_factory=Exclusions)

    @property
    def event_types(self) -> tuple[EventType, ...]:
        """All types of events."""
        return self.events.types
