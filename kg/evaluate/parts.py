"""Which corpora, and which of their parts, are at a path; see `kg.evaluate.run` for the rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError

PARTS = ("test", "dev")
GOLD = "gold"

_BTC = {"dev": "f.conll", "test": "h.conll"}
"""Sections of BTC as its authors divide it (Derczynski et al., 2016)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a corpus: a folder, or files. `name` is "" where the corpus has no parts."""

    corpus: str
    name: str
    paths: tuple[Path, ...]

    def files(self, *suffixes: str) -> list[Path]:
        """Return the part's files whose names end so; raises KgError if there are none."""
        found = [
            path
            for place in self.paths
            for path in (sorted(place.rglob("*")) if place.is_dir() else [place])
            if path.name.endswith(suffixes) and path.is_file()
        ]
        if not found:
            raise KgError(f"{self.paths[0]}: holds no {' or '.join(suffixes)} of {self.corpus}")
        return found

    @property
    def folder(self) -> Path:
        """The part's folder; raises KgError where it is a file."""
        if not self.paths[0].is_dir():
            raise KgError(f"{self.paths[0]}: a part of {self.corpus} is a folder")
        return self.paths[0]

    @property
    def home(self) -> Path:
        """The folder in which the corpus's own folder lies."""
        path = self.paths[0]
        within = (path, *path.parents)
        return next((p.parent for p in within if p.name == self.corpus), path.parent)


def parts_of(path: Path, corpora: Collection[str]) -> Iterator[Part]:
    """Yield what can be measured at a path: a part, a corpus, gold, or a folder of such."""
    if path.name in corpora and path.is_dir():
        yield from corpus_parts(path)
    elif path.absolute().parent.name in corpora and path.exists():
        yield Part(path.absolute().parent.name, _part_name(path.name), (path,))
    elif path.is_dir():
        inside = [p for p in sorted(path.iterdir()) if p.is_dir() and p.name in {*corpora, GOLD}]
        for folder in inside:
            if folder.name in corpora:
                yield from corpus_parts(folder)
            elif _is_gold(folder):
                yield Part(GOLD, "", (folder,))
        if not inside and _is_gold(path):
            yield Part(GOLD, "", (path,))


def corpus_parts(folder: Path) -> Iterator[Part]:
    """Yield the parts of a corpus to measure: test and dev, or all of it where it has no parts."""
    paths = sorted(folder.iterdir())
    found = False
    for name in PARTS:
        own = tuple(path for path in paths if _is_part(folder.name, name, path))
        if own:
            found = True
            yield Part(folder.name, name, own)
    if not found and not any(_has_word("train", path.name) for path in paths):
        yield Part(folder.name, "", (folder,))


def named(parts: Iterable[Part]) -> Iterator[tuple[str, Part]]:
    """Yield each part with its name in the figures: CORPUS, or CORPUS/dev where it has both."""
    parts = list(parts)
    tested = {part.corpus for part in parts if part.name == "test"}
    for part in parts:
        beside = part.name == "dev" and part.corpus in tested
        yield (f"{part.corpus}/dev" if beside else part.corpus), part


def _is_part(corpus: str, name: str, path: Path) -> bool:
    return _has_word(name, path.name) or (corpus == "btc" and path.name == _BTC[name])


def _part_name(name: str) -> str:
    return next((part for part in PARTS if _has_word(part, name)), "")


def _has_word(word: str, name: str) -> bool:
    return re.search(rf"(?<![a-z]){word}(?![a-z])", name.lower()) is not None


def _is_gold(folder: Path) -> bool:
    for path in sorted(folder.rglob("*.xml"))[:1]:
        with path.open(encoding="utf-8", errors="replace") as file:
            return "<gold" in file.read(1000)
    return False
