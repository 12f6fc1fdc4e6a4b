"""A made-up text as it is written: each piece that is put to it tells where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Span


@dataclass(slots=True)
class Text:
    """A text that grows."""

    _written: list[str] = field(default_factory=list)
    _length: int = 0

    def put(self, words: str, *, after: str = "") -> Span:
        """Write words, and `after` behind them, and return where the words stand."""
        span = Span(self._length, self._length + len(words))
        self._written += (words, after)
        self._length = span.end + len(after)
        return span

    def __str__(self) -> str:
        return "".join(self._written)
