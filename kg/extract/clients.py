"""Whom an advocate speaks for: “his client”, said of a lawyer, is somebody whom the text names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.clusters import Cluster
from kg.extract.mentions import Noun
from kg.extract.reading import Reading
from kg.extract.syntax import children
from kg.knowledge import People
from kg.model import EntityType

_NEAR = 3
"""Tokens between an advocate's name and “for” with who is represented."""


def represented(
    reading: Reading, people: People, advocate: Cluster, at: Callable[[int], Cluster | None]
) -> Cluster | None:
    """Return the only person whom an advocate is said to speak for, None where it is open.

    `Ann Lee, for Bo Holm, said …`, `Ann Lee, who represents Bo Holm`, `his lawyer, Ann Lee`; `at`
    gives the cluster of a token.
    """
    found = {
        cluster: None
        for noun in advocate.nouns
        for token in (*_behind(reading, noun), *_object(reading, people, noun))
        if (cluster := at(token)) is not None
    }
    for noun in advocate.nouns:
        owner = at(noun.whose) if noun.whose is not None else None
        if owner is not None and noun.lemma in people.advocates:
            found[owner] = None
    fitting = [c for c in found if c.type is EntityType.PERSON and c is not advocate]
    return fitting[0] if len(fitting) == 1 else None


def _behind(reading: Reading, noun: Noun) -> Iterator[int]:
    """Yield the head of “for …” right behind an advocate."""
    for token in range(noun.end, min(noun.end + _NEAR, len(reading))):
        if reading.lower[token] == "for" and reading.sentence[token] == reading.sentence[noun.head]:
            yield reading.head[token]
            return
        if reading.pos[token] not in ("PUNCT", "PROPN", "NOUN"):
            return


def _object(reading: Reading, people: People, noun: Noun) -> Iterator[int]:
    """Yield who is represented, by a verb or a clause that describes an advocate."""
    verbs = [reading.head[noun.head], *children(reading, noun.head, "acl")]
    for verb in verbs:
        if reading.lemma[verb] in people.representing:
            yield from children(reading, verb, "obj")
