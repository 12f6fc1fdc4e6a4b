"""The heads that are asked about spans only: mention bounds, links of attributions, coreference.

The same arithmetic as in `kg.train.network`, in numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kg.parse.decode import governs
from kg.parse.pairs import Forms, pair_features

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Heads = dict[str, Floats]
Pair = tuple[int, int]

DISTANCES = 16
LINK_REACH = 60
"""Words between a content and its cue, or between either and the source, at most."""

_DEPENDENT = np.float32(4)
"""What is added to a mention's bound (in log space) if the word depends on the mention's head."""

NEAREST = 50
"""Candidates for an antecedent by distance; beyond them only those that share words are asked."""

FARTHEST = 300
"""Mentions back to which shared words are looked for."""

_AT_ONCE = 1024
"""Pairs scored together: what a processor's nearest memory holds."""


def softmax(scores: Floats) -> Floats:
    """Return probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit, by Abramowitz & Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)


def buckets(distance: Ints) -> Ints:
    """Return the bucket of a distance: 0 to 4 singly, then by half powers of two."""
    d = np.abs(distance).astype(np.float64)
    far = 5 + 2 * np.log2(np.maximum(d, 5) / 5)
    return np.minimum(np.where(d < 5, d, far).astype(np.int64), DISTANCES - 1)


def linear(heads: Heads, name: str, x: Floats) -> Floats:
    """Return a dense layer's output."""
    found = np.asarray(x @ heads[f"{name}.weight"].T, np.float32)
    if f"{name}.bias" in heads:
        found += heads[f"{name}.bias"]
    return found


def relations(heads: Heads, dependents: Floats, governors: Floats) -> Ints:
    """Return the index of the best relation of each dependent to the head it was given."""
    return np.asarray(linear(heads, "label_out", gelu(dependents + governors)).argmax(-1), np.int64)


def mention_bounds(
    heads: Heads, states: Floats, places: Ints, sentences: Sequence[Pair], governors: Ints
) -> Iterator[tuple[int, int, int]]:
    """Yield (begin, end, head) of the mentions whose heads are the words `places`, in their order.

    `states` and `governors` are those of all words. A mention lies in the sentence [begin, end) of
    its head, and rather ends with words that depend on it than with others.
    """
    first, last = (linear(heads, f"{side}.left", states[places]) for side in ("begin", "end"))
    firsts, lasts = (linear(heads, f"{side}.right", states) for side in ("begin", "end"))
    scale = np.float32(first.shape[1] ** -0.5)
    for begin, end in sentences:
        low, high = np.searchsorted(places, (begin, end))
        at, words = places[low:high, None], np.arange(begin, end)
        own = _DEPENDENT * governs(governors[begin:end] - begin)[places[low:high] - begin]
        left = first[low:high] @ firsts[begin:end].T * scale + own
        right = last[low:high] @ lasts[begin:end].T * scale + own
        left = np.where(words <= at, left, -np.inf).argmax(1) + begin
        right = np.where(words >= at, right, -np.inf).argmax(1) + begin + 1
        yield from zip(left.tolist(), right.tolist(), places[low:high].tolist(), strict=True)


def link_scores(
    heads: Heads, name: str, states: Floats, lefts: Sequence[Pair], rights: Sequence[Pair]
) -> Floats:
    """Return (lefts, rights + 1) scores of a linker; the last column is for no partner."""
    left, right = _span_states(states, lefts), _span_states(states, rights)
    size = heads[f"{name}.left.bias"].shape[0]
    scores = linear(heads, f"{name}.left", left) @ linear(heads, f"{name}.right", right).T
    distance = span_distances(lefts, rights)
    bias = heads[f"{name}.distance"][buckets(distance) + DISTANCES * (distance < 0)]
    none = linear(heads, f"{name}.none", left)
    scores = np.where(out_of_reach(distance), np.float32(-1e4), scores * size**-0.5 + bias)
    return np.concatenate((scores, none), 1).astype(np.float32)


def _span_states(states: Floats, spans: Sequence[Pair]) -> Floats:
    begins = np.asarray([begin for begin, _ in spans], np.int64)
    ends = np.asarray([end - 1 for _, end in spans], np.int64)
    return np.concatenate((states[begins], states[ends]), 1)


def span_distances(lefts: Sequence[Pair], rights: Sequence[Pair]) -> Ints:
    """Return the words between spans: positive where the right one follows, negative before."""
    left = np.asarray(lefts, np.int64).reshape(-1, 2)[:, None]
    right = np.asarray(rights, np.int64).reshape(-1, 2)[None]
    after, before = right[..., 0] - left[..., 1], right[..., 1] - left[..., 0]
    return np.asarray(
        np.where(after >= 0, after + 1, np.where(before <= 0, before - 1, 0)), np.int64
    )


def out_of_reach(distance: Ints) -> npt.NDArray[np.bool_]:
    """Tell which spans are too far apart to be linked."""
    return np.asarray(np.abs(distance) > LINK_REACH, np.bool_)


def antecedent_scores(
    heads: Heads, states: Floats, places: Ints, forms: Forms
) -> tuple[Ints, Ints, Floats]:
    """Return (mentions, candidates, probabilities) of pairs, each mention with its candidates.

    `states` are those of the mentions' heads, `places` their words, both in text order. The
    probabilities of one mention's candidates and of “none of them” sum to 1 (Lee et al., 2017).
    """
    left, right = candidates(forms)
    if not len(left):
        return left, right, np.zeros(0, np.float32)
    mention, candidate = linear(heads, "pair.left", states), linear(heads, "pair.right", states)
    scores = np.concatenate(
        [
            _pair_scores(
                heads,
                mention,
                candidate,
                places,
                forms,
                left[at : at + _AT_ONCE],
                right[at : at + _AT_ONCE],
            )
            for at in range(0, len(left), _AT_ONCE)
        ]
    )
    exp = np.exp(np.minimum(scores, 60))
    total = 1 + np.bincount(left, exp, len(states))
    return left, right, (exp / total[left]).astype(np.float32)


def candidates(forms: Forms) -> tuple[Ints, Ints]:
    """Return (mentions, candidates): the nearest ones before, and further ones that share words."""
    count = len(forms.begin)
    at = np.arange(count)
    lefts, rights = [], []
    for back in range(1, min(count, FARTHEST + 1)):
        i, j = at[back:], at[:-back]
        if back > NEAREST:
            near = (forms.head[i] == forms.head[j]) & (forms.pronoun[i] == 0)
            near |= (forms.parts[i] & forms.parts[j]).any(1)
            i, j = i[near], j[near]
        lefts.append(i)
        rights.append(j)
    if not lefts:
        return at[:0], at[:0]
    left, right = np.concatenate(lefts), np.concatenate(rights)
    order = np.lexsort((right, left))
    return left[order], right[order]


def _pair_scores(
    heads: Heads,
    mention: Floats,
    candidate: Floats,
    places: Ints,
    forms: Forms,
    left: Ints,
    right: Ints,
) -> Floats:
    m, c = mention[left], candidate[right]
    hidden = linear(heads, "pair.product", m * c * np.float32(m.shape[1] ** -0.5))
    hidden += m
    hidden += c
    hidden += heads["pair.distance.weight"][buckets(places[left] - places[right])]
    hidden += linear(heads, "pair.features", pair_features(forms, left, right))
    np.maximum(hidden, 0, out=hidden)
    return linear(heads, "pair.out", hidden)[:, 0]
