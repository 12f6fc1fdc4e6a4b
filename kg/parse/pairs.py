"""Features of pairs of mentions, for the coreference head; the same in training and at run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_CLASSES = {
    1: "i me my mine myself",
    2: "you your yours yourself yourselves",
    3: "he him his himself",
    4: "she her hers herself",
    5: "it its itself",
    6: "they them their theirs themselves themself",
    7: "we us our ours ourselves",
}
PRONOUN_CLASS = {word: number for number, words in _CLASSES.items() for word in words.split()}
"""English personal pronouns by person, number and gender: a closed class."""

FEATURES = 12


@dataclass(frozen=True, slots=True)
class Forms:
    """What the features of mentions are computed from; one entry per mention, in text order."""

    begin: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    text: npt.NDArray[np.int64]
    head: npt.NDArray[np.int64]
    pronoun: npt.NDArray[np.int64]
    name: Bools
    parts: Bools
    """(mentions, distinct capitalised words): which of them a mention holds."""


def forms_of(
    words: Sequence[str], begins: Sequence[int], ends: Sequence[int], heads: Sequence[int]
) -> Forms:
    """Return the forms of mentions given by words: [begin, end) and head."""
    texts: dict[str, int] = {}
    parts: dict[str, int] = {}
    text, head, held = [], [], []
    for begin, end, at in zip(begins, ends, heads, strict=True):
        text.append(texts.setdefault(" ".join(words[begin:end]).lower(), len(texts)))
        head.append(texts.setdefault(words[at].lower(), len(texts)))
        held.append([parts.setdefault(w, len(parts)) for w in words[begin:end] if w[:1].isupper()])
    pronoun = [
        PRONOUN_CLASS.get(words[at].lower(), 0) if end - begin == 1 else 0
        for begin, end, at in zip(begins, ends, heads, strict=True)
    ]
    table = np.zeros((len(held), max(1, len(parts))), np.bool_)
    for row, columns in enumerate(held):
        table[row, columns] = True
    number = np.asarray(pronoun, np.int64)
    name = np.asarray([words[at][:1].isupper() for at in heads], np.bool_) & (number == 0)
    return Forms(
        np.asarray(begins, np.int64),
        np.asarray(ends, np.int64),
        np.asarray(text, np.int64),
        np.asarray(head, np.int64),
        number,
        name,
        table & (number == 0)[:, None],
    )


def pair_features(
    forms: Forms, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> Floats:
    """Return (pairs, FEATURES) for pairs of a mention `left[i]` and its candidate `right[i]`."""
    f, i, j = forms, left, right
    shared = f.parts[i] & f.parts[j]
    both = (f.pronoun[i] > 0) & (f.pronoun[j] > 0)
    columns = (
        f.text[i] == f.text[j],
        f.head[i] == f.head[j],
        shared.any(1) & (shared.sum(1) == f.parts[i].sum(1)),
        shared.any(1),
        f.pronoun[i] > 0,
        f.pronoun[j] > 0,
        both & (f.pronoun[i] == f.pronoun[j]),
        f.name[i],
        f.name[j],
        (f.begin[i] < f.end[j]) & (f.begin[j] < f.end[i]),
        both & (f.pronoun[i] != f.pronoun[j]),
        shared.any(1) & (shared.sum(1) == f.parts[j].sum(1)),
    )
    return np.stack(columns, 1).astype(np.float32)
