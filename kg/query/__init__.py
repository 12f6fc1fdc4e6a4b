"""Asking the graph: guarded SPARQL, queries under names, and results in every format.

`Graph` is what people use; `run` answers a query in this process, `Worker` in one of its own that
can be ended; `check` is the guard. Nothing here loads rdflib before it is needed.
"""

from kg.query.formats import GRAPHS, TABLES, write
from kg.query.graph import Graph, Person
from kg.query.named import NamedQuery, Parameter, named_queries, named_query
from kg.query.pool import Pool
from kg.query.results import Answer, Result, Table, Triples
from kg.query.terms import from_words
from kg.query.worker import Limits, Worker

__all__ = [
    "GRAPHS",
    "TABLES",
    "Answer",
    "Graph",
    "Limits",
    "NamedQuery",
    "Parameter",
    "Person",
    "Pool",
    "Result",
    "Table",
    "Triples",
    "Worker",
    "from_words",
    "named_queries",
    "named_query",
    "write",
]
