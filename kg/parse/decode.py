"""Scores → labels, spans and trees: Viterbi over a linear chain, and the best dependency tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_FAR_BELOW = -1e9


def viterbi(
    scores: Floats, pairs: Floats, start: Floats, sequences: Sequence[tuple[int, int]]
) -> Ints:
    """Return the best label of each word under a linear-chain CRF (Viterbi, 1967).

    `scores` is (words, labels), `pairs` (from, to); the words of each [begin, end) of `sequences`
    are one chain, and all chains go step by step side by side.
    """
    labels = np.zeros(len(scores), np.int64)
    if not len(scores):
        return labels
    order = sorted(range(len(sequences)), key=lambda at: sequences[at][0] - sequences[at][1])
    begins = np.asarray([sequences[at][0] for at in order])
    lengths = np.asarray([sequences[at][1] - sequences[at][0] for at in order])
    best = start + scores[begins]
    back: list[Ints] = []
    for step in range(1, int(lengths[0])):
        alive = int(np.searchsorted(-lengths, -step, "left"))
        options = best[:alive, :, None] + pairs
        back.append(options.argmax(1))
        best[:alive] = options.max(1) + scores[begins[:alive] + step]
    at = best.argmax(1)
    labels[begins + lengths - 1] = at
    for step in range(int(lengths[0]) - 1, 0, -1):
        alive = len(back[step - 1])
        at[:alive] = back[step - 1][np.arange(alive), at[:alive]]
        labels[begins[:alive] + step - 1] = at[:alive]
    return labels


def bio_spans(labels: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (begin, end, type) of the spans in a BIO labelling; a stray I opens a span too."""
    begin, kind = 0, ""
    for at, label in enumerate([*labels, 0]):
        prefix, _, now = names[label].partition("-")
        if kind and (prefix != "I" or now != kind):
            yield begin, at, kind
            kind = ""
        if prefix != "O" and not kind:
            begin, kind = at, now


def tree(arcs: Floats) -> Ints:
    """Return each word's head, its own index for the root: the best tree with a single root.

    `arcs` is (dependent, head), with the score of being the root on the diagonal. Greedy where that
    is a tree, else Chu-Liu/Edmonds (McDonald et al., 2005).
    """
    root = int(np.diag(arcs).argmax())
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, _FAR_BELOW)
    scores[root] = _FAR_BELOW
    heads: Ints = scores.argmax(1)
    heads[root] = root
    if _has_cycle(heads, root):
        heads = _edmonds(scores, root)
        heads[root] = root
    return heads


def governs(heads: Ints) -> npt.NDArray[np.bool_]:
    """Return (words, words): whether the first is the second or stands above it in a tree.

    `heads` holds each word's head, its own place for a root.
    """
    words = np.arange(len(heads))
    table = np.zeros((len(heads), len(heads)), np.bool_)
    above = words
    while not table[above, words].all():
        table[above, words] = True
        above = heads[above]
    return table


def _has_cycle(heads: Ints, root: int) -> bool:
    """Pointer doubling: without a cycle every word reaches the root."""
    reached = heads.copy()
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]
    return bool((reached != root).any())


def _find_cycle(heads: Ints, root: int) -> list[int]:
    state = np.zeros(len(heads), np.int64)
    for begin in range(len(heads)):
        path, at = [], begin
        while at != root and state[at] == 0:
            state[at] = begin + 1
            path.append(at)
            at = int(heads[at])
        if at != root and state[at] == begin + 1:
            return path[path.index(at) :]
    return []


def _edmonds(scores: npt.NDArray[np.float64], root: int) -> Ints:
    """Maximum spanning arborescence; contracts one cycle and recurses."""
    heads: Ints = scores.argmax(1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if not cycle:
        return heads
    rest = [at for at in range(len(scores)) if at not in set(cycle)]
    new = len(rest)
    inner = scores[cycle, heads[cycle]]
    small = np.full((new + 1, new + 1), float(_FAR_BELOW))
    small[:new, :new] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, cycle)]
    entering = scores[np.ix_(cycle, rest)] - inner[:, None]
    small[:new, new] = leaving.max(1)
    small[new, :new] = entering.max(0) + inner.sum()
    np.fill_diagonal(small, _FAR_BELOW)
    contracted = _edmonds(small, rest.index(root))
    result: Ints = heads.copy()
    for at, word in enumerate(rest):
        head = int(contracted[at])
        result[word] = cycle[int(leaving[at].argmax())] if head == new else rest[head]
    outside = int(contracted[new])
    broken = int(entering[:, outside].argmax())
    result[cycle[broken]] = rest[outside]
    result[root] = root
    return result
