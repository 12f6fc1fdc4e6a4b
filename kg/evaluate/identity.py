"""Which found entity is which gold entity: aligned one to one by the mentions that they share.

A found mention and a gold one are the same where their spans are; failing that, where they end
together and one holds the other (`the grieving mother`, `mother`), no better partner being there.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.evaluate.clusters import Cluster, aligned
from kg.model import Entity, Span


def aligned_entities(found: Sequence[Entity], gold: Sequence[Cluster]) -> dict[str, int]:
    """Return found entity's id → place of its gold entity, by the greatest number shared.

    Gold entities are sets of spans. An entity without a gold one of its own is not there.
    """
    same = same_mentions(
        {mention.span for entity in found for mention in entity.mentions},
        {mention for entity in gold for mention in entity if isinstance(mention, Span)},
    )
    ours: list[Cluster] = [
        frozenset(same.get(mention.span, mention.span) for mention in entity.mentions)
        for entity in found
    ]
    return {
        found[left].id: right
        for left, right, _ in aligned(ours, gold, lambda a, b: float(len(a & b)))
    }


def same_mentions(found: set[Span], gold: set[Span]) -> dict[Span, Span]:
    """Return found span → gold span that is the same mention, each at most once."""
    same = {span: span for span in found & gold}
    ending: dict[int, list[Span]] = {}
    for span in gold - found:
        ending.setdefault(span.end, []).append(span)
    for span in sorted(found - gold):
        near = ending.get(span.end, [])
        if near:
            best = min(near, key=lambda other: (abs(other.begin - span.begin), other))
            near.remove(best)
            same[span] = best
    return same
