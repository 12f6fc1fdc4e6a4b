"""Makes the documentation that is made: the ontology as a page, and the notebook with its answers.

    python docs/make_docs.py       (make docs)

The notebook is written from the cells below and run on the sample stories, so that what it shows is
what the code says.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import warnings
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg import build
from kg.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

DOCS = Path(__file__).parent
TEXT, CODE = "markdown", "code"
CELLS = (
    (
        TEXT,
        "# A graph in Python\n\nThe sample stories are fifteen articles by fictitious outlets on five"
        " events. This notebook is run by `make docs`.",
    ),
    (CODE, 'from kg import open_graph\n\ngraph = open_graph("output")\ngraph'),
    (TEXT, "## Who is in it\n\nPeople over all articles, those with most to tell first."),
    (CODE, "[(person.name, person.statements, person.events) for person in graph.people()[:5]]"),
    (
        TEXT,
        "## Questions that come along\n\n`kg query output/ --list` names them; each takes its parameters"
        " by keyword.",
    ),
    (CODE, 'graph.ask("who-said-what", person="Vasquez-Thorne")'),
    (CODE, 'graph.ask("what-they-lived-through", person="Nikos Demetriou")'),
    (
        TEXT,
        "## Questions of one's own\n\nIn SPARQL. A value takes the place of a variable as one term, and"
        " is never pasted into the query. What would change the graph or reach out of it is refused.",
    ),
    (
        CODE,
        'graph.query("""\n'
        "SELECT ?outlet (COUNT(*) AS ?quotations) WHERE {\n"
        "  ?quotation a kg:DirectQuotation ; dcterms:isPartOf/schema:publisher/schema:name ?outlet .\n"
        "}\n"
        "GROUP BY ?outlet ORDER BY DESC(?quotations)\n"
        '""")',
    ),
    (TEXT, "## For other libraries\n\npandas: every edge with the words that carry it."),
    (CODE, 'graph.to_pandas()[["who", "edge", "what", "outlet", "words"]].head()'),
    (TEXT, "networkx: people, statements and events."),
    (CODE, "drawing = graph.to_networkx()\ndrawing.number_of_nodes(), drawing.number_of_edges()"),
    (TEXT, "rdflib: the same named graphs, for whatever else there is in RDF."),
    (CODE, "len(graph.to_rdflib())"),
    (CODE, "graph.close()"),
)
"""What the notebook says and runs."""


def main() -> None:
    """Make both."""
    warnings.simplefilter("ignore")
    _ontology(DOCS / "ontology.html")
    _notebook(DOCS / "notebook.ipynb")


def _ontology(path: Path) -> None:
    """Write the page of the ontology with pyLODE."""
    from pylode import OntPub
    from rdflib import OWL, RDF, SKOS, Graph

    logging.getLogger().setLevel(logging.WARNING)  # pyLODE has every library say all it does
    ontology = Graph().parse(folder("ontology") / "kg.ttl")
    schemes = sorted(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    for scheme in schemes:
        # pyLODE would take a scheme for the ontology itself, with its title and its IRI
        ontology.set((scheme, RDF.type, OWL.NamedIndividual))
    html = str(OntPub(ontology).make_html())
    concepts = _CONCEPTS.format("".join(_scheme(ontology, scheme) for scheme in schemes))
    html = html.replace(_BEFORE, concepts + _BEFORE, 1)
    html = html.replace(_BEFORE_IN_CONTENTS, _IN_CONTENTS + _BEFORE_IN_CONTENTS, 1)
    _check_page(html, ontology)
    path.write_text(re.sub(r"[ \t]+$", "", html, flags=re.MULTILINE), encoding="utf-8")


_BEFORE = '<div class="section" id="annotationproperties">'
_CONCEPTS = '<div class="section" id="concepts">{}</div>\n'
_BEFORE_IN_CONTENTS = """<li>
          <h4>
            <a href="#annotationproperties">"""
_IN_CONTENTS = '<li><h4><a href="#concepts">Concepts</a></h4></li>\n        '
_ENTITY = """
<div class="entity" id="{name}"><h3>{label}</h3>
<table>
<tr><th>IRI</th><td><code>{iri}</code></td></tr>
<tr><th>Description</th><td><p>{definition}</p></td></tr>
<tr><th>Example</th><td><pre>{example}</pre></td></tr>
</table></div>
"""
"""A term as pyLODE shows others; it shows no concepts."""


def _scheme(ontology: Graph, scheme: Node) -> str:
    """Return what the page says of a scheme and its concepts."""
    from rdflib import SKOS

    concepts = sorted(ontology.subjects(SKOS.inScheme, scheme))
    title = f"<h2>Concepts: {escape(str(ontology.value(scheme, SKOS.prefLabel)))}</h2>"
    return title + "".join(_entity(ontology, each) for each in (scheme, *concepts))


def _entity(ontology: Graph, term: Node) -> str:
    from rdflib import SKOS

    said = {"label": SKOS.prefLabel, "definition": SKOS.definition, "example": SKOS.example}
    words = {name: escape(str(ontology.value(term, each))) for name, each in said.items()}
    return _ENTITY.format(name=str(term).rpartition("#")[2], iri=escape(str(term)), **words)


def _check_page(html: str, ontology: Graph) -> None:
    """Raise where the page has another title, or lacks a term of the ontology."""
    from rdflib import RDFS

    terms = ontology.subjects(RDFS.isDefinedBy, None)
    missing = [str(term) for term in terms if f"<code>{term}</code>" not in html]
    if missing or "<h1>Witness ontology</h1>" not in html:
        raise ValueError(f"the ontology's page lacks its title or terms: {missing}")


def _notebook(path: Path) -> None:
    """Build the sample stories in an empty folder, run the cells there, and keep what they show."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(metadata={"language_info": {"name": "python"}})
    for number, (kind, words) in enumerate(CELLS):
        make = nbformat.v4.new_code_cell if kind == CODE else nbformat.v4.new_markdown_cell
        notebook.cells.append(make(words, id=f"cell-{number}"))
    with tempfile.TemporaryDirectory() as place:
        build(folder("data") / "articles", output=Path(place) / "output")
        here = {"metadata": {"path": place}}
        NotebookClient(notebook, timeout=600, kernel_name=_kernel(), resources=here).execute()
    for cell in notebook.cells:
        cell.metadata.clear()  # when it ran is nobody's business
    notebook.metadata = {"language_info": {"name": "python"}}
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def _kernel() -> str:
    """Return the name of a kernel that is this very Python."""
    from ipykernel.kernelspec import install

    for name in ("traitlets", "IPKernelApp"):
        logging.getLogger(name).setLevel(logging.ERROR)
    place = Path(tempfile.mkdtemp())
    install(prefix=str(place), kernel_name="here")
    os.environ["JUPYTER_PATH"] = str(place / "share" / "jupyter")
    return "here"


if __name__ == "__main__":
    sys.exit(main())
