"""Who is who in one article: the result of reading its mentions, as the other chapters need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import Entity, Span


@dataclass(frozen=True, slots=True, order=True)
class Kin:
    """What an article says of two people: `other` is the `relation` (parent, child …) of `subject`.

    `relation` is a notation of `kg.knowledge.Kinship`; `evidence` covers the word of kinship.
    """

    subject: str
    relation: str
    other: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of one article, and which token refers to which.

    `referents` maps the index of a mention's head token to the entity's id: “mother” in “her dear
    mother” to the mother, “her” to the daughter; of a name every token.
    """

    entities: tuple[Entity, ...] = ()
    referents: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A group's id → ids of the people in it, where the text names them: “the couple”, “they”."""
    kin: tuple[Kin, ...] = ()

    def at(self, token: Token) -> str | None:
        """Return the id of the entity that `token` refers to, None where it is none."""
        return self.referents.get(token.i)
