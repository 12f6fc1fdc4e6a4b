"""Makes one store hold what another holds, graph by graph: how a graph is published to a server."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.store.base import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What was done to the other store: graphs written, left as they were, and removed."""

    written: int
    same: int
    removed: int


def mirror(
    here: Store,
    there: Store,
    *,
    before: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Mirrored:
    """Put every graph of `here` into `there`, each all or nothing; return what that took.

    Graphs named in `before`, which an earlier run may have put there, are removed where `here` no
    longer has them; no others are touched. Broken off, it is simply run again: a graph that is
    there already is not sent. Raises StoreError where one of the stores fails.
    """
    graphs = here.graphs()
    written = 0
    for done, graph in enumerate(graphs, 1):
        written += there.put(graph, here.quads(graph))
        if progress:
            progress(done, len(graphs))
    gone = set(before) - {graph.value for graph in graphs}
    removed = sum(there.remove(NamedNode(name)) for name in sorted(gone))
    log.info("%d graphs written, %d removed", written, removed)
    return Mirrored(written, len(graphs) - written, removed)
