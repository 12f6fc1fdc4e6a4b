"""Counting: precision, recall and F1 over spans, pairs and characters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from kg.model import Span


@dataclass(slots=True)
class Count:
    """Right, found and wanted things; adds up over texts (micro-average)."""

    right: float = 0
    found: float = 0
    wanted: float = 0

    def add(self, found: Iterable[Hashable], wanted: Iterable[Hashable]) -> None:
        """Count two sets of things that are equal or not."""
        ours, gold = set(found), set(wanted)
        self.right += len(ours & gold)
        self.found += len(ours)
        self.wanted += len(gold)

    @property
    def precision(self) -> float:
        """Right among found, in [0, 1]."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among wanted, in [0, 1]."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


def characters(spans: Iterable[Span]) -> set[int]:
    """Return the code points that the spans cover."""
    return {at for span in spans for at in range(span.begin, span.end)}


def iou(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Return the intersection over the union of what two lists of spans cover."""
    a, b = characters(left), characters(right)
    return len(a & b) / len(a | b) if a or b else 0.0


def matched_pairs(
    found: Sequence[tuple[Sequence[Span], Sequence[Span]]],
    wanted: Sequence[tuple[Sequence[Span], Sequence[Span]]],
    least: float = 0.5,
) -> int:
    """Return how many found (content, source) pairs have a wanted partner of their own.

    Both halves must reach the intersection over union `least`; the best pairs are joined first.
    """
    scored = []
    for i, (content, source) in enumerate(found):
        for j, (gold_content, gold_source) in enumerate(wanted):
            if _touch(content, gold_content) and _touch(source, gold_source):
                both = (iou(content, gold_content), iou(source, gold_source))
                if min(both) >= least:
                    scored.append((-sum(both), i, j))
    used_found: set[int] = set()
    used_wanted: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in used_found and j not in used_wanted:
            used_found.add(i)
            used_wanted.add(j)
    return len(used_found)


def _touch(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in left for b in right)
