"""Vectors of what words mean, distilled from the untouched MiniLM into one matrix.

The trained encoder's states serve its own tasks; of MiniLM's sense of what sentences have in common
much is still in them. A ridge regression (Hoerl & Kennard, 1970) finds the matrix that takes the
mean state of a sentence's words, read in its text, to MiniLM's vector of the sentence alone, in the
space of that one's first principal components. Since it is linear, words have vectors too, and a
span's is the mean of theirs.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from kg.parse.component import sentence_bounds
from kg.parse.encoder import Encoder
from kg.parse.pieces import Wordpieces
from kg.train.annotated import Annotated
from kg.train.network import SENSE, Network
from kg.train.network import Encoder as Transformer
from kg.train.windows import excerpt

log = logging.getLogger(__name__)

_SHORTEST, _LONGEST = 4, 80
"""Words of a sentence that is learnt from."""

_ENOUGH = 12_000
"""Sentences to learn from."""

_RIDGE = 10.0
Floats = np.ndarray


@dataclass(frozen=True, slots=True)
class Sentences:
    """Mean states of the student, (sentences, 384), and unit vectors of the teacher, likewise."""

    student: Floats
    teacher: Floats


def distil(
    network: Network,
    encoder: Encoder,
    base: Path,
    train: Sequence[Annotated],
    dev: Sequence[Annotated],
) -> float:
    """Fit `network.sense`; `encoder` holds the exported weights, `base` MiniLM's files.

    Returns the rank correlation (Spearman) of the cosines of pairs of dev sentences with MiniLM's.
    """
    teacher = Teacher(base)
    learnt = _gathered(train, encoder, teacher, _ENOUGH)
    held_out = _gathered(dev, encoder, teacher, _ENOUGH // 6)
    weight, bias = fit(learnt)
    with torch.no_grad():
        network.sense.weight.copy_(torch.from_numpy(weight))
        network.sense.bias.copy_(torch.from_numpy(bias))
    agreement = rank_correlation(held_out.student @ weight.T + bias, held_out.teacher)
    log.info("vectors of sentences: rank correlation with MiniLM's %.3f", agreement)
    return agreement


class Teacher:
    """All-MiniLM-L6-v2 as it was published: a sentence is the mean of its wordpieces."""

    def __init__(self, base: Path) -> None:
        self.pieces = Wordpieces(base / "vocab.txt")
        self.transformer = Transformer(0.0).eval()
        self.transformer.load_minilm(base / "model.safetensors")

    def __call__(self, text: Annotated, begin: int, end: int) -> Floats:
        """Return the unit vector of the words [begin, end) of a text, (384,)."""
        cut = excerpt(text, begin, self.pieces, text.words[:end])
        ids = torch.from_numpy(cut.ids)[None]
        none = torch.zeros_like(ids)
        with torch.no_grad():
            mean: Floats = self.transformer.read(ids, none, none)[0].mean(0).numpy()
        return mean / np.linalg.norm(mean)


def _gathered(
    texts: Sequence[Annotated], encoder: Encoder, teacher: Teacher, most: int
) -> Sentences:
    """Read texts in a random order, always the same, until there are enough sentences."""
    mixed = random.Random(0).sample(texts, len(texts))  # noqa: S311 - no secret hangs on it
    pairs = (pair for text in mixed for pair in _of_text(text, encoder, teacher))
    student, taught = zip(*islice(pairs, most), strict=True)
    return Sentences(np.stack(student), np.stack(taught))


def _of_text(
    text: Annotated, encoder: Encoder, teacher: Teacher
) -> Iterator[tuple[Floats, Floats]]:
    scores = encoder(text.words, text.gaps)
    for begin, end in sentence_bounds(scores.starts[:, 0], text.words, text.gaps):
        if _SHORTEST <= end - begin <= _LONGEST:
            yield scores.states[begin:end].mean(0), teacher(text, begin, end)


def fit(learnt: Sentences) -> tuple[Floats, Floats]:
    """Return the weight (SENSE, 384) and bias (SENSE,) of the best linear map."""
    centre = learnt.teacher.mean(0)
    _, _, axes = np.linalg.svd(learnt.teacher - centre, full_matrices=False)
    target = (learnt.teacher - centre) @ axes[:SENSE].T
    mean = learnt.student.mean(0)
    x = (learnt.student - mean).astype(np.float64)
    weight = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ target).T
    return weight.astype(np.float32), (-weight @ mean).astype(np.float32)


def rank_correlation(ours: Floats, theirs: Floats, pairs: int = 20_000) -> float:
    """Return Spearman's correlation of the cosines of random pairs of rows."""
    dice = np.random.default_rng(0)
    left, right = dice.integers(0, len(ours), (2, pairs))
    mine, wanted = (_cosines(rows, left, right) for rows in (ours, theirs - theirs.mean(0)))
    return float(np.corrcoef(_ranks(mine), _ranks(wanted))[0, 1])


def _cosines(rows: Floats, left: Floats, right: Floats) -> Floats:
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray((unit[left] * unit[right]).sum(1))


def _ranks(values: Floats) -> Floats:
    return np.argsort(np.argsort(values))
