"""Clusters with ids that come from what they hold, so that the same articles give the same ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from kg.model import Cluster, Key
from kg.resolve.names import fold

_LONGEST = 48
_OTHER = re.compile(r"[^a-z0-9]+")


def cluster(label: str, members: Iterable[Key], own: Callable[[Key], str]) -> Cluster:
    """Return the cluster of `members`; `own` is what each of them alone would be called.

    Every finding has an id of its own, and a cluster has that of its smallest one: so an id stays
    as it is, whatever else joins the cluster or leaves it, and those of the others are replaced.
    """
    ordered = tuple(sorted(set(members)))
    id, *replaced = (f"{slug(own(key))}-{_mark(key)}" for key in ordered)
    return Cluster(id, label, ordered, replaces=tuple(sorted(replaced)))


def _mark(key: Key) -> str:
    return hashlib.sha256(f"{key.article}\0{key.finding}".encode()).hexdigest()[:8]


def slug(label: str) -> str:
    """Return a label in lower-case ASCII letters, digits and hyphens, cut at a word.

    >>> slug("Zoë van der Berg-O’Neill")
    'zoe-van-der-berg-o-neill'
    """
    words = _OTHER.sub("-", fold(label)).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words or "x"
