"""The nouns of what is laid out for reading: sheets, their cells, and compared words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of words of the fullest wording in another one."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that met one fate; `text` is as it stands in the wording that has it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A wording held against a fuller one: what is not dropped is the wording itself, in order.

    What was changed is dropped and added at one place. `reordered` tells whether its parts stand in
    another order in the article.
    """

    pieces: tuple[Piece, ...]
    reordered: bool = False

    @property
    def differs(self) -> bool:
        """Whether any word was dropped, added or changed, or the order was."""
        return self.reordered or any(each.change is not Change.KEPT for each in self.pieces)

    def __str__(self) -> str:
        marks = {Change.KEPT: "{}", Change.DROPPED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
        return " ".join(marks[each.change].format(each.text) for each in self.pieces)


Cell = str | int | float | Compared
"""What stands in a cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a heading: `about` are facts on all of its rows, each with its name.

    `kind` tells sheets of one sort from others: statement, disagreement, said, …
    """

    kind: str
    title: str
    about: tuple[tuple[str, Cell], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of the sheet {self.title!r} has not {self.columns}")


def support(articles: int, independent: int | None) -> str:
    """Return in words how well something is supported: “3 articles, 2 independent sources”."""
    count = f"{articles} article{'' if articles == 1 else 's'}"
    if independent is None or articles < 2:
        return count
    return f"{count}, {independent} independent source{'' if independent == 1 else 's'}"


def listed(words: Iterable[str]) -> str:
    """Return words in a row, each once, in order."""
    return ", ".join(sorted(set(words)))
