"""Which corpora go into training, and in which shares."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy

from kg.parse.pieces import Wordpieces
from kg.train import corpora
from kg.train.annotated import Annotated
from kg.train.windows import Excerpt, Sampler, excerpt, joined

SHARES = {
    "polnear": 0.40,
    "gum": 0.15,
    "ewt": 0.15,
    "litbank": 0.12,
    "ecbplus": 0.07,
    "wikigold": 0.05,
    "btc": 0.03,
    "wnut17": 0.03,
}
"""The share of each corpus in the windows of training."""

HELD_OUT = 5
"""Every fifth article of WikiGold is kept for measuring."""


def train_texts(folder: Path) -> dict[str, list[Annotated]]:
    """Read the train parts of all corpora in `folder`; raises FileNotFoundError without any."""
    nlp = spacy.blank("en")
    found: dict[str, list[Annotated]] = {}
    for name in SHARES:
        place = folder / name
        if place.is_dir() or ((folder / "ewt").is_dir() and name == "ewt"):
            found[name] = _train_part(name, folder, nlp)
    if not found:
        raise FileNotFoundError(f"{folder} holds none of the corpora {', '.join(SHARES)}")
    return found


def _train_part(name: str, folder: Path, nlp: spacy.language.Language) -> list[Annotated]:
    place = folder / name
    if name == "polnear":
        return corpora.read_polnear(place / "train", nlp)
    if name == "gum":
        return corpora.read_gum(place / "train")
    if name == "ewt":
        names = folder / "uner-ewt" / "train.iob2"
        return joined(corpora.read_ewt(place / "train.conllu", names if names.exists() else None))
    if name == "litbank":
        return corpora.read_litbank(place / "train")
    if name == "ecbplus":
        return corpora.read_ecbplus(place / "train.jsonl")
    if name == "wikigold":
        texts = corpora.read_wikigold(place / "wikigold.conll.txt")
        return [text for at, text in enumerate(texts) if at % HELD_OUT]
    if name == "btc":
        return _all(
            corpora.read_btc(path) for path in sorted(place.glob("*.conll")) if path.stem != "f"
        )
    return corpora.read_wnut17(place / "wnut17train.conll")


def _all(groups: Iterable[list[Annotated]]) -> list[Annotated]:
    return [text for group in groups for text in group]


def dev_texts(folder: Path) -> dict[str, list[Annotated]]:
    """Read the dev parts of the corpora in `folder` that have one."""
    nlp = spacy.blank("en")
    names = folder / "uner-ewt" / "dev.iob2"
    readers: dict[str, Callable[[], list[Annotated]]] = {
        "polnear": lambda: corpora.read_polnear(folder / "polnear" / "dev", nlp),
        "gum": lambda: corpora.read_gum(folder / "gum" / "dev"),
        "ewt": lambda: joined(
            corpora.read_ewt(folder / "ewt" / "dev.conllu", names if names.exists() else None)
        ),
        "litbank": lambda: corpora.read_litbank(folder / "litbank" / "dev"),
        "ecbplus": lambda: corpora.read_ecbplus(folder / "ecbplus" / "dev.jsonl"),
    }
    return {name: read() for name, read in readers.items() if (folder / name).is_dir()}


def dev_windows(folder: Path, pieces: Wordpieces) -> list[Excerpt]:
    """Return some windows of each dev part, always the same."""
    return some_windows(dev_texts(folder).values(), pieces)


def some_windows(
    groups: Iterable[Sequence[Annotated]], pieces: Wordpieces, count: int = 24, seed: int = 0
) -> list[Excerpt]:
    """Return `count` windows of each group of texts, always the same."""
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
    found = []
    for group in groups:
        for text in dice.choices(group, [len(text.words) for text in group], k=count):
            begin = dice.randrange(max(1, len(text.words) - 100))
            found.append(excerpt(text, begin, pieces, text.words))
    return found


__all__ = ["SHARES", "Sampler", "dev_texts", "dev_windows", "some_windows", "train_texts"]
