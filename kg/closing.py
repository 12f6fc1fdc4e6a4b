"""What holds something open: a store, a server's graph, a process."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Something to be closed, which the end of a `with` block does."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held open; harmless where that was done before."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
