"""Which articles tell much the same by their words, story or not: the nearest of each.

An article is its rarest words, weighted by how rare they are in news at large and not in the
articles at hand, so that articles on something else change nothing. Only articles with several of
their most telling words in common are compared.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.resolve.names import fold

_WORD = re.compile(r"[^\W_]+")
_KEPT = 200
"""The most telling words that an article is compared by."""
_PROPOSING = 50
"""The most telling words that propose whom to compare it with."""
_CROWD = 60
"""A word that is telling in more articles than this proposes nobody."""
_SHARED = 2
"""Telling words that two articles share before they are compared."""
_LEAST = 0.3
"""Cosine below which two articles are no neighbours, though they may be of one field."""
_ENOUGH = 30
"""Different words that a text must have for them to tell what it is about."""
_NEAREST = 20
"""The neighbours of an article; beyond these, only those that it is a neighbour of."""

Near = Mapping[str, Mapping[str, float]]
"""Article → its neighbours, with how much they share of their words, in (0, 1]."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many of so many articles of news at large have each word; others are in none."""

    articles: int
    holding: Mapping[str, int]

    def of(self, word: str) -> float:
        """Return how much a word tells: the log of how few articles have it."""
        return math.log((self.articles + 1) / (self.holding.get(word, 0) + 1))


@dataclass(frozen=True, slots=True)
class _Telling:
    """An article by its words: their numbers, in order, and their shares of a unit vector."""

    words: NDArray[np.int32]
    weights: NDArray[np.float32]
    proposing: tuple[int, ...]

    def cosine(self, other: _Telling) -> float:
        """Return how alike two articles are, from 0 to 1."""
        _, mine, theirs = np.intersect1d(
            self.words, other.words, assume_unique=True, return_indices=True
        )
        return float(self.weights[mine] @ other.weights[theirs])


def words_in(text: str) -> list[str]:
    """Return the words of a text as they compare."""
    return _WORD.findall(fold(text))


def neighbours(texts: Mapping[str, str], rarity: Rarity) -> Near:
    """Return the neighbours of each article, by their texts."""
    numbers: dict[str, int] = {}
    counted = ((id, Counter(words_in(text))) for id, text in sorted(texts.items()))
    told = {
        id: _telling(counts, rarity, numbers) for id, counts in counted if len(counts) >= _ENOUGH
    }
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for left, right in _proposed(told):
        likeness = round(told[left].cosine(told[right]), 4)
        if likeness >= _LEAST:
            found[left].append((likeness, right))
            found[right].append((likeness, left))
    return _nearest(found)


def _nearest(found: Mapping[str, list[tuple[float, str]]]) -> Near:
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for article, others in found.items():
        for likeness, other in sorted(others, key=lambda each: (-each[0], each[1]))[:_NEAREST]:
            near[article][other] = near[other][article] = likeness
    return dict(near)


def _telling(counts: Counter[str], rarity: Rarity, numbers: dict[str, int]) -> _Telling:
    weights = {word: (1 + math.log(n)) * rarity.of(word) for word, n in counts.items()}
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    best = sorted(weights, key=lambda word: (-weights[word], word))[:_KEPT]
    own = {numbers.setdefault(word, len(numbers)): weights[word] / length for word in best}
    places = np.array(sorted(own), np.int32)
    shares = np.array([own[place] for place in sorted(own)], np.float32)
    return _Telling(places, shares, tuple(numbers[word] for word in best[:_PROPOSING]))


def _proposed(told: Mapping[str, _Telling]) -> Iterable[tuple[str, str]]:
    """Yield the articles that share several of their most telling words, in order."""
    holding: defaultdict[int, list[str]] = defaultdict(list)
    for id, each in told.items():
        for word in each.proposing:
            holding[word].append(id)
    shared = Counter(
        pair for ids in holding.values() if 1 < len(ids) <= _CROWD for pair in combinations(ids, 2)
    )
    return sorted(pair for pair, count in shared.items() if count >= _SHARED)
