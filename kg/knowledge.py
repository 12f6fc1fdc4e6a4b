"""The nouns of linguistic knowledge that people may change: cues, event types, titles, kinship.

The knowledge itself stands in `ontology/` (SKOS in Turtle); `kg.rdf` reads it into these nouns once,
and extraction is handed them. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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
    """A fixed phrase before or after the speaker: “according to”."""


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


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports; `words` are lower-case lemmas, of a phrase its words as written."""

    words: tuple[str, ...]
    kind: CueKind
    act: str


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
    True of a spokesperson.
    """

    lemma: str
    gender: str = ""
    kinship: str = ""
    speaks_for: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title before a name, lower-case, without its dot; `gender` as in `PersonNoun`."""

    words: tuple[str, ...]
    gender: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """What the words around people say of them; every key is a lower-case lemma or word."""

    nouns: Mapping[str, PersonNoun] = field(default_factory=dict)
    kinship: Mapping[str, Kinship] = field(default_factory=dict)
    """By notation."""
    titles: Mapping[tuple[str, ...], Title] = field(default_factory=dict)
    suffixes: frozenset[str] = frozenset()
    """What follows a name and tells people apart: “jr”, “iii”."""
    particles: frozenset[str] = frozenset()
    """Small words inside surnames: “van”, “de la”."""
    nicknames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Short form of a given name → given names that it may stand for."""
    organizations: frozenset[str] = frozenset()
    """Nouns for organizations: “company”, “police”."""
    documents: frozenset[str] = frozenset()
    """Nouns for things that speak for their authors: “report”, “lawsuit”."""
    groups: frozenset[str] = frozenset()
    """Nouns for several people in the singular: “couple”, “family”, “crowd”."""
    outlets: frozenset[str] = frozenset()
    """Words in the names of those that pass words on: “news”, “tribune”."""
    works: frozenset[str] = frozenset()
    """Nouns before the title of a work: “song”, “film”."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that extraction goes by and people may add to."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    """By notation."""
    cues: tuple[Cue, ...] = ()
    people: People = field(default_factory=People)
    event_types: tuple[object, ...] = ()
