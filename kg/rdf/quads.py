"""What the rest of the program needs to turn findings and judgements into quads (pyoxigraph).

Three layers, each in named graphs of its own, so that it is always visible whose word something is:

- what an article says, as read: one graph per article (`kg.rdf.article`);
- what is judged over all articles: one graph (`kg.rdf.merged`); dropping it undoes every merge;
- what derived them: one graph per run (`kg.rdf.provenance`).

No blank nodes; every IRI comes from content (`kg.rdf.iris`): the same input, the same quads.
"""

from kg.rdf.article import article_quads
from kg.rdf.concepts import Concepts
from kg.rdf.iris import BASE
from kg.rdf.merged import resolution_quads
from kg.rdf.provenance import Run, run_quads

__all__ = ["BASE", "Concepts", "Run", "article_quads", "resolution_quads", "run_quads"]
