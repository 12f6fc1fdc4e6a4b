"""Coreference metrics over clusters of mentions: MUC, B³, CEAFe, LEA, and their CoNLL mean.

Methods: MUC after Vilain et al. (1995), B³ after Bagga & Baldwin (1998), CEAF with the entity
similarity φ4 after Luo (2005), on predicted mentions as Pradhan et al. (2014) define them, without
changing either side's mentions; LEA after Moosavi & Strube (2016), a singleton having one link, to
itself. Mentions are equal or not: what counts as the same mention is for the caller to say. Over
several texts numerators and denominators are added before they are divided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision as fractions that can be added up over texts."""

    key_right: float = 0.0
    key: float = 0.0
    response_right: float = 0.0
    response: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.key_right + other.key_right,
            self.key + other.key,
            self.response_right + other.response_right,
            self.response + other.response,
        )

    @property
    def recall(self) -> float:
        """In [0, 1]; 0 where the key is empty."""
        return self.key_right / self.key if self.key else 0.0

    @property
    def precision(self) -> float:
        """In [0, 1]; 0 where the response is empty."""
        return self.response_right / self.response if self.response else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def muc(key: Clusters, response: Clusters) -> Score:
    """Count links: of a cluster of n mentions in k parts of the other side, n - k of n - 1."""
    return Score(*_muc_half(key, response), *_muc_half(response, key))


def _muc_half(ours: Clusters, theirs: Clusters) -> tuple[float, float]:
    place = _places(theirs)
    right = wanted = 0
    for cluster in ours:
        alone = sum(mention not in place for mention in cluster)
        parts = {place[mention] for mention in cluster if mention in place}
        right += len(cluster) - alone - len(parts)
        wanted += len(cluster) - 1
    return right, wanted


def b_cubed(key: Clusters, response: Clusters) -> Score:
    """Count mentions, each by the share of its cluster that is with it on the other side too."""
    return Score(*_b_cubed_half(key, response), *_b_cubed_half(response, key))


def _b_cubed_half(ours: Clusters, theirs: Clusters) -> tuple[float, float]:
    place = _places(theirs)
    right = 0.0
    for cluster in ours:
        shared = Counter(place[mention] for mention in cluster if mention in place)
        right += sum(count**2 for count in shared.values()) / len(cluster)
    return right, sum(map(len, ours))


def ceaf_entity(key: Clusters, response: Clusters) -> Score:
    """Count clusters under the best one-to-one alignment, each pair by φ4 (Dice)."""
    right = sum(similarity for _, _, similarity in aligned(key, response, dice))
    return Score(right, len(key), right, len(response))


def dice(left: Cluster, right: Cluster) -> float:
    """Return φ4: the share of their mentions that two clusters have in common, in [0, 1]."""
    return 2 * len(left & right) / (len(left) + len(right))


def aligned(
    left: Clusters, right: Clusters, similarity: Callable[[Cluster, Cluster], float]
) -> list[tuple[int, int, float]]:
    """Return (left, right, similarity) of the one-to-one alignment whose similarities sum highest.

    Only pairs that share a mention are there.
    """
    place: dict[Hashable, list[int]] = {}
    for at, cluster in enumerate(right):
        for mention in cluster:
            place.setdefault(mention, []).append(at)
    table = np.zeros((len(left), len(right)))
    for row, cluster in enumerate(left):
        for column in {at for mention in cluster for at in place.get(mention, ())}:
            table[row, column] = similarity(cluster, right[column])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [
        (int(row), int(column), float(table[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if table[row, column] > 0
    ]


def lea(key: Clusters, response: Clusters) -> Score:
    """Count clusters by their size, each by the share of its links that the other side has."""
    return Score(*_lea_half(key, response), *_lea_half(response, key))


def _lea_half(ours: Clusters, theirs: Clusters) -> tuple[float, float]:
    place = _places(theirs)
    right = 0.0
    for cluster in ours:
        if len(cluster) == 1:
            (mention,) = cluster
            right += mention in place and len(theirs[place[mention]]) == 1
            continue
        shared = Counter(place[mention] for mention in cluster if mention in place)
        links = sum(_links(count) for count in shared.values())
        right += len(cluster) * links / _links(len(cluster))
    return right, sum(map(len, ours))


def _links(mentions: int) -> float:
    return mentions * (mentions - 1) / 2


def _places(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: at for at, cluster in enumerate(clusters) for mention in cluster}


METRICS: Mapping[str, Callable[[Clusters, Clusters], Score]] = {
    "muc": muc,
    "b3": b_cubed,
    "ceafe": ceaf_entity,
    "lea": lea,
}


@dataclass(slots=True)
class Coreference:
    """The metrics of several texts; `singletons` says whether clusters of one mention count."""

    singletons: bool = True
    scores: dict[str, Score] = field(default_factory=lambda: dict.fromkeys(METRICS, Score()))

    def add(self, key: Iterable[Cluster], response: Iterable[Cluster]) -> None:
        """Count one text."""
        least = 1 if self.singletons else 2
        gold, ours = (
            [cluster for cluster in clusters if len(cluster) >= least]
            for clusters in (key, response)
        )
        for name, metric in METRICS.items():
            self.scores[name] += metric(gold, ours)

    @property
    def conll(self) -> float:
        """The mean F1 of MUC, B³ and CEAFe, as the CoNLL shared tasks have it."""
        return sum(self.scores[name].f1 for name in ("muc", "b3", "ceafe")) / 3

    def figures(self, prefix: str = "coref", suffix: str = "") -> dict[str, float]:
        """Return `PREFIX_conll` and the F1 of each metric."""
        found = {"conll": self.conll} | {name: score.f1 for name, score in self.scores.items()}
        return {f"{prefix}_{name}{suffix}": value for name, value in found.items()}


def clusters_of(
    mentions: Iterable[Hashable], links: Iterable[tuple[Hashable, Hashable]]
) -> list[Cluster]:
    """Return the mentions joined by links, in the order of their first ones; others stay alone."""
    root: dict[Hashable, Hashable] = {mention: mention for mention in mentions}

    def find(mention: Hashable) -> Hashable:
        while root[mention] != mention:
            root[mention] = root[root[mention]]
            mention = root[mention]
        return mention

    for left, right in links:
        root[find(right)] = find(left)
    groups: dict[Hashable, list[Hashable]] = {}
    for mention in root:
        groups.setdefault(find(mention), []).append(mention)
    return [frozenset(group) for group in groups.values()]
