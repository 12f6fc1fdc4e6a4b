"""What the readers of formats hand on, before it is known whether it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.read.metadata import NOTHING, Metadata


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's text and what is said about it; `source` names where it was read."""

    source: str
    text: str = field(repr=False)
    metadata: Metadata = NOTHING
