"""The nouns of linguistic knowledge that people may change: cues, event types, titles, kinship.

The knowledge itself stands in `ontology/` (SKOS in Turtle); `kg.rdf` reads it into these nouns once,
and extraction is handed them. Standard library only.
"""

from __future__ import annotations
