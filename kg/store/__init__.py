"""Where the graph is kept: one named graph per article, replaced or removed as a whole.

`local` keeps it on disk in an embedded Oxigraph; `remote` in any SPARQL 1.1 store. Both are a
`Store`; `mirror` makes one hold what another holds; `dump` writes what is in one to any RDF format,
the same bytes for the same content.
"""

from kg.store.base import Counts, Store
from kg.store.dump import FORMATS, dump, dump_graph, dump_quads, dump_to
from kg.store.local import LocalStore, open_store, read_store
from kg.store.mirror import Mirrored, mirror
from kg.store.remote import RemoteStore, open_remote

__all__ = [
    "FORMATS",
    "Counts",
    "LocalStore",
    "Mirrored",
    "RemoteStore",
    "Store",
    "dump",
    "dump_graph",
    "dump_quads",
    "dump_to",
    "mirror",
    "open_remote",
    "open_store",
    "read_store",
]
