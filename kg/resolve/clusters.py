"""Clusters with ids that come from what they hold, so that the same articles give the same ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg.model import Cluster, Key
from kg.resolve.names import fold

_LONGEST = 48
_OTHER = re.compile(r"[^a-z0-9]+")


def cluster(label: str, members: Iterable[Key]) -> Cluster:
    """Return the cluster of `members`, its id made of its label and its smallest member."""
    ordered = tuple(sorted(set(members)))
    return Cluster(f"{slug(label)}-{_mark(ordered[0])}", label, ordered)


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
