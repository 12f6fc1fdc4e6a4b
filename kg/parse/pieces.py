"""Words → what the encoder reads: wordpieces, casing, gaps; and long texts → windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

Ints = npt.NDArray[np.int64]

WINDOW = 254
"""Wordpieces that the encoder reads at once, besides [CLS] and [SEP], as in training."""

OVERLAP = 64
"""Wordpieces that neighbouring windows share, so that every word is read with context."""

_LONGEST_WORD = 8
"""Wordpieces kept of one word (a URL may have hundreds): the first ones and the last."""

_CACHE = 200_000
UNKNOWN, CLS, SEP, MASK = 100, 101, 102, 103
FIRST_WORD = 104
"""Ids before this one are special pieces."""


def shape_of(word: str) -> int:
    """Return the index in `labels.SHAPES` of a word's casing."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word.istitle():
        return 2
    return 4 if any(letter.isalpha() for letter in word) else 0


class Wordpieces:
    """The uncased wordpieces of MiniLM (Wu et al., 2016; Devlin et al., 2019).

    `path` holds one piece a line. Words that were split once are remembered.
    """

    def __init__(self, path: Path) -> None:
        pieces = path.read_text(encoding="utf-8").split("\n")[:-1]
        vocabulary = {piece: at for at, piece in enumerate(pieces)}
        self._tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._seen: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the ids of a word's pieces: one at least, and not more than eight."""
        pieces = self._seen.get(word)
        if pieces is None:
            if len(self._seen) >= _CACHE:
                self._seen.clear()
            pieces = self._seen[word] = self._split(word)
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids or [UNKNOWN]
        if len(ids) > _LONGEST_WORD:
            ids = [*ids[: _LONGEST_WORD - 1], ids[-1]]
        return tuple(ids)


@dataclass(frozen=True, slots=True)
class Window:
    """The encoder's input for words `begin` to `end` of a text.

    `ids`, `shapes`, `gaps` have one entry per wordpiece, with [CLS] and [SEP] around; `first` and
    `last` one per word: the place of its first and last wordpiece.
    """

    begin: int
    end: int
    ids: Ints
    shapes: Ints
    gaps: Ints
    first: Ints
    last: Ints


def window_of(
    pieces: Sequence[tuple[int, ...]],
    shapes: Sequence[int],
    gaps: Sequence[int],
    begin: int,
    end: int,
) -> Window:
    """Return the encoder's input for the words from `begin` to `end`."""
    lengths = np.fromiter((len(p) for p in pieces[begin:end]), np.int64, end - begin)
    ids = np.fromiter((i for p in pieces[begin:end] for i in p), np.int64, int(lengths.sum()))
    after = np.cumsum(lengths) + 1
    first = after - lengths
    word_gaps = np.zeros(len(ids) + 2, np.int64)
    word_gaps[first] = gaps[begin:end]
    word_shapes = np.zeros(len(ids) + 2, np.int64)
    word_shapes[1:-1] = np.repeat(np.asarray(shapes[begin:end], np.int64), lengths)
    ids = np.concatenate(([CLS], ids, [SEP]))
    return Window(begin, end, ids, word_shapes, word_gaps, first, after - 1)


def window_bounds(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of windows that cover all words, each of at most `WINDOW` wordpieces.

    Neighbours share at least `OVERLAP` wordpieces. A pure function of the text.
    """
    begin, count = 0, len(lengths)
    while begin < count:
        end, size = begin, 0
        while end < count and size + lengths[end] <= WINDOW:
            size += lengths[end]
            end += 1
        yield begin, end
        if end == count:
            return
        shared = 0
        begin_next = end
        while begin_next > begin + 1 and shared < OVERLAP:
            begin_next -= 1
            shared += lengths[begin_next]
        begin = begin_next
