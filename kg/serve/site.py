"""What is served, as the server sees it: something that answers queries and hands out graphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.serve.protocol import Asked


@dataclass(frozen=True, slots=True)
class Shipped:
    """A question that comes along, for the page where one asks."""

    name: str
    title: str
    description: str
    text: str


class Reply(Protocol):
    """What a query gives."""

    @property
    def is_graph(self) -> bool:
        """Tell triples from a table, or a yes or no."""

    def written(self, format: str) -> str:
        """Return it in a format, by the name that it has in `kg.serve.formats`."""


class Site(Protocol):
    """A graph that can be served."""

    @property
    def files(self) -> Mapping[str, Path]:
        """What can be fetched as it is, by its path below the address."""

    @property
    def queries(self) -> Sequence[Shipped]:
        """The questions that are offered."""

    def answer(self, asked: Asked) -> Reply:
        """Answer a query; raises QueryError or StoreError."""

    def graph(self, name: str | None, format: str) -> BinaryIO | None:
        """Return a graph written in a format, or None where there is none of that name.

        Without a name it is all graphs together. The caller closes it.
        """
