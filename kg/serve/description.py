"""What the endpoint can do, in RDF, for programs that look before they ask.

Source: https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from kg.serve.negotiation import GRAPHS, TABLES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"

_RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}


def described(endpoint: str, format: str) -> bytes:
    """Return the description of the service at the address `endpoint`, in one of RDF's formats."""
    service = NamedNode(f"{endpoint}#service")
    formats = [name for name in (*TABLES.values(), *GRAPHS.values()) if name in _NAMES]
    about = [
        (_RDF_TYPE, NamedNode(f"{SD}Service")),
        (NamedNode(f"{SD}endpoint"), NamedNode(endpoint)),
        (NamedNode(f"{SD}supportedLanguage"), NamedNode(f"{SD}SPARQL11Query")),
        (NamedNode(f"{SD}feature"), NamedNode(f"{SD}UnionDefaultGraph")),
        *(
            (NamedNode(f"{SD}resultFormat"), NamedNode(FORMATS + _NAMES[name]))
            for name in dict.fromkeys(formats)
        ),
    ]
    triples = [Triple(service, predicate, value) for predicate, value in about]
    return pyoxigraph.serialize(triples, format=_RDF[format], prefixes={"sd": SD}) or b""


_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
