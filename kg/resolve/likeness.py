"""How probable it is that two findings told alike are one: weights learnt from ECB+'s train part.

`likeness.json` holds them, with how rare words are in news at large; `python -m
kg.evaluate.likeness` makes it anew. A logistic regression over a table of features (`EVENTS`,
`PEOPLE`) and their products; each feature is a matrix, one row for each finding of one article, one
column for each of the other. What it says is never enough to make two findings one: it tells what
is possibly the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.knowledge import People
from kg.model import Key
from kg.resolve.names import Name, family_forms, fit, given_forms
from kg.resolve.neighbours import Rarity, words_in

FILE = Path(__file__).parent / "likeness.json"

Floats = NDArray[np.float32]
Table = Mapping[str, Floats]

EVENTS = ("kind", "sense", "story")
"""Of two reports: of one type; the cosine of what their triggers mean; how much of their words the
articles share."""
PEOPLE = ("both", "one", "fits", "full", "head", "sense", "story", "gender")
"""Of two people: both have names; one has; the names may be one person's; and are full; both are
called by one word; the cosine of what they are called; how much of their words the articles share;
whether their genders differ."""


@dataclass(frozen=True, slots=True)
class Odds:
    """A logistic regression: a weight for each product of features."""

    bias: float
    weights: Mapping[tuple[str, ...], float]

    def probability(self, table: Table) -> Floats:
        """Return the probability for each cell of the table."""
        shape = next(iter(table.values())).shape
        total = np.full(shape, self.bias, np.float32)
        for names, weight in self.weights.items():
            total += np.float32(weight) * product_of(table, names)
        return np.asarray(1 / (1 + np.exp(-total)), np.float32)


def product_of(table: Table, names: Sequence[str]) -> Floats:
    """Return the product of some features."""
    return reduce(np.multiply, (table[name] for name in names))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What has been learnt: how rare words are, and what speaks for events and people being one."""

    rarity: Rarity
    events: Odds
    people: Odds


@cache
def learnt() -> Likeness:
    """Return what has been learnt, as the package holds it."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    words = raw["words"]
    odds = {
        kind: Odds(
            raw[kind]["bias"], {tuple(k.split()): w for k, w in raw[kind]["weights"].items()}
        )
        for kind in ("events", "people")
    }
    return Likeness(Rarity(words["articles"], words["holding"]), **odds)


# --- The findings of one article, as they compare -------------------------------------------------


def vectors(senses: Sequence[bytes]) -> Floats:
    """Return senses as unit vectors, one row for each."""
    table = np.frombuffer(b"".join(senses), np.int8).reshape(len(senses), -1).astype(np.float32)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.maximum(lengths, 1), np.float32)


@dataclass(frozen=True, slots=True)
class Reports:
    """The event reports of one article whose senses are known, with their types."""

    keys: tuple[Key, ...]
    kinds: NDArray[np.str_]
    senses: Floats

    def compared(self, other: Reports, story: float) -> Table:
        """Return the features of each report with each of another article."""
        shape = len(self.keys), len(other.keys)
        return {
            "kind": (self.kinds[:, None] == other.kinds[None, :]).astype(np.float32),
            "sense": self.senses @ other.senses.T,
            "story": np.full(shape, story, np.float32),
        }


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is called: by which name, by which last words, as which gender."""

    name: Name | None
    heads: frozenset[str]
    gender: str = ""


class Cast:
    """The people of one article whose senses are known."""

    def __init__(
        self, keys: tuple[Key, ...], called: tuple[Called, ...], senses: Floats, people: People
    ) -> None:
        self.keys, self.senses = keys, senses
        self._called, self._people = called, people
        self._named = np.array([each.name is not None for each in called])
        self._genders = np.array([_GENDERS.get(each.gender, 0) for each in called], np.int8)
        self._heads = _places(each.heads for each in called)
        names = (each.name for each in called)
        self._forms = _places(_forms(name, people) if name else frozenset() for name in names)

    def compared(self, other: Cast, story: float) -> Table:
        """Return the features of each with each of another article."""
        shape = len(self.keys), len(other.keys)
        mine, theirs = self._named[:, None], other._named[None, :]
        return {
            "both": (mine & theirs).astype(np.float32),
            "one": (mine ^ theirs).astype(np.float32),
            "sense": self.senses @ other.senses.T,
            "story": np.full(shape, story, np.float32),
            "gender": (self._genders[:, None] * other._genders[None, :] < 0).astype(np.float32),
            "head": _met(self._heads, other._heads, shape),
            **self._fitting(other, shape),
        }

    def _fitting(self, other: Cast, shape: tuple[int, int]) -> Table:
        """Return whose names may be one person's, and where both are full."""
        found, full = _met(self._forms, other._forms, shape), np.zeros(shape, np.float32)
        for row, column in np.argwhere(found).tolist():
            one, two = self._called[row].name, other._called[column].name
            assert one and two
            if fit(one, two, self._people).veto:
                found[row, column] = 0
            else:
                full[row, column] = one.is_full and two.is_full
        return {"fits": found, "full": full}


_GENDERS = {"female": 1, "male": -1}

Places = Mapping[str, list[int]]


def _places(held: Iterable[frozenset[str]]) -> Places:
    """Return each word with the places of those who hold it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(held):
        for word in words:
            found[word].append(place)
    return found


def _met(left: Places, right: Places, shape: tuple[int, int]) -> Floats:
    """Return where two have a word in common."""
    found = np.zeros(shape, np.float32)
    for word in left.keys() & right.keys():
        found[np.ix_(left[word], right[word])] = 1
    return found


def _forms(name: Name, people: People) -> frozenset[str]:
    return family_forms(name) | given_forms(name.given or name.family, people)


def last_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the last word of each of the names and descriptions that somebody has."""
    found = (list(words_in(text)) for text in texts)
    return frozenset(words[-1] for words in found if words)
