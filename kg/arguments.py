"""What `kg` takes on its command line: its commands, their arguments, and the help on them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

import kg

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What commands are added to; argparse has no public name for it."""

_EXAMPLES = """\
examples:
  kg build articles/ -o output/              articles in, a graph out; open output/graph.html
  kg query output/ --name who-said-what      a question that comes along (--list names them)
  kg query output/ 'SELECT ?name ?words WHERE { ?p kg:said ?s . ?p schema:name ?name .
                    ?s schema:text ?words }' or one of your own
  kg extract article.txt                     what is found in one article, as JSON Lines
  kg export output/ --format gexf > graph.gexf
  kg remove https://example.org/story -o output/

Each command has its own help: kg build --help
"""


def command_line() -> argparse.ArgumentParser:
    """Return what takes the command line apart; `command` is the name of the command."""
    parser = argparse.ArgumentParser(
        prog="kg",
        usage="kg COMMAND …",
        description="Who said what and who lived through what, from news articles to a graph.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    parser.add_argument("--verbose", action="store_true", help="say more of what is done")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_extract(commands)
    _add_query(commands)
    _add_outputs(commands)
    _add_workshop(commands)
    return parser


def _command(commands: Commands, name: str, help: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(command=name)
    return parser


def _add_build(commands: Commands) -> None:
    parser = _command(
        commands, "build", "Read articles, find who said and lived through what, publish."
    )
    _sources(parser)
    _output_option(parser)
    parser.add_argument("--base", help="what the IRIs of the data begin with")
    parser.add_argument(
        "--license", metavar="IRI", help="the licence under which the graph is given away"
    )
    parser.add_argument(
        "--people", type=Path, metavar="FILE",
        help="a CSV of who is who: name, aliases, wikidata, same, different",
    )  # fmt: skip
    parser.add_argument(
        "--store", metavar="PATH|URL",
        help="another folder for the store, or a SPARQL 1.1 server that is to hold the graph too; "
        "fuseki+, rdf4j+ or virtuoso+ before the URL says what it is, else it is an Oxigraph",
    )  # fmt: skip
    parser = _command(commands, "remove", "Take articles back out of a graph.")
    parser.add_argument("articles", nargs="+", metavar="ARTICLE", help="an id, a source, or a URL")
    parser.add_argument("--store", metavar="URL", help="a server to take them back from too")
    _output_option(parser)


def _add_extract(commands: Commands) -> None:
    parser = _command(commands, "extract", "Print what is found in each article as JSON Lines.")
    _sources(parser)
    parser.add_argument("--text", action="store_true", help="with the articles' texts")
    parser.add_argument(
        "--explain", action="store_true",
        help="show each article with its quotations, who says them and why, for people to read",
    )  # fmt: skip
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="the same as a page of its own, for one article"
    )  # fmt: skip


def _add_query(commands: Commands) -> None:
    parser = _command(commands, "query", "Ask a graph in SPARQL, or by a shipped question.")
    _output_argument(parser)
    parser.add_argument("sparql", nargs="?", metavar="SPARQL", help="the query itself")
    parser.add_argument("--file", type=Path, help="a file that holds the query")
    parser.add_argument("--name", help="a shipped question")
    parser.add_argument("--list", action="store_true", help="list the shipped questions")
    parser.add_argument(
        "--param", action="append", default=[], type=_pair, metavar="NAME=VALUE",
        help="fill a parameter of the query",
    )  # fmt: skip
    parser.add_argument(
        "--format", default="", help="table, csv, tsv, json, xml; ttl, nt, … for graphs"
    )
    _limit_options(parser)


def _limit_options(parser: argparse.ArgumentParser) -> None:
    """Add what a query may take, and whom it may call."""
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS",
        help="how long a query may take (default 60; 0 for as long as it takes)",
    )  # fmt: skip
    parser.add_argument(
        "--rows", type=int, default=100_000, metavar="N",
        help="how many rows or triples it may give (default 100000; 0 for all)",
    )  # fmt: skip
    parser.add_argument(
        "--memory", type=int, default=2048, metavar="MB",
        help="how much memory it may take, on Linux (default 2048; 0 for all there is)",
    )  # fmt: skip
    parser.add_argument(
        "--allow-service", action="append", default=[], metavar="URL",
        help="an address that SERVICE may call; none by default",
    )  # fmt: skip


def _add_outputs(commands: Commands) -> None:
    parser = _command(commands, "export", "Write the whole graph in another format.")
    _output_argument(parser)
    parser.add_argument(
        "--format", required=True, metavar="FORMAT",
        help="ttl, trig, nt, nq, jsonld, rdfxml, annotations, graphml, gexf, csv, csv-nodes",
    )  # fmt: skip
    parser.add_argument(
        "--without-text", action="store_true",
        help="leave out the articles' bodies and sentences; the words of findings stay",
    )  # fmt: skip
    parser = _command(commands, "view", "Write the interactive page of a graph.")
    _output_argument(parser)
    parser.add_argument("--focus", metavar="NAME", help="a person to begin with")
    parser.add_argument(
        "--about", metavar="WORDS", default="", help="only what has these words, and its ties"
    )
    parser.add_argument(
        "--since", metavar="DATE", default="", help="only articles published on that day or later"
    )
    parser.add_argument(
        "--until", metavar="DATE", default="", help="only articles published up to that day"
    )
    parser.add_argument(
        "--top", metavar="N", type=int, default=0, help="only the N that matter most"
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    _add_sheets(commands)
    parser = _command(commands, "validate", "Check a graph against its shapes and texts.")
    _output_argument(parser)
    parser = _command(commands, "serve", "Serve a graph to this machine: SPARQL, and the pages.")
    _output_argument(parser)
    parser.add_argument(
        "--port", type=int, default=7878, metavar="N", help="(default 7878; 0 for any that is free)"
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    _limit_options(parser)


def _add_sheets(commands: Commands) -> None:
    for name, help, optional in (
        ("compare", "Show what each outlet kept, dropped and changed of statements.", True),
        ("conflicts", "Show what the articles disagree on, with their words.", True),
        ("people", "Show all that is known of somebody, and of whom it is not sure.", False),
    ):
        parser = _command(commands, name, help)
        _output_argument(parser)
        parser.add_argument(
            "name", nargs="?" if optional else None, default="", metavar="NAME",
            help="a name, or a part of one",
        )  # fmt: skip
        parser.add_argument("--format", default="table", choices=("table", "json", "csv", "html"))


def _add_workshop(commands: Commands) -> None:
    parser = _command(commands, "train", "Train the encoder's weights on annotated corpora.")
    parser.add_argument(
        "corpora", type=Path, help="a folder with the corpora in folders of their names"
    )
    parser.add_argument("output", type=Path, help="where checkpoints and weights go")
    parser.add_argument("--steps", type=int, default=6500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="weights or a checkpoint to start from")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"), help="default cpu")
    parser = _command(commands, "eval", "Measure quality on annotated corpora or gold.")
    parser.add_argument("path", type=Path, help="a corpus, a folder of corpora, or data/gold")
    parser.epilog = (
        "Corpora are known by the names of their folders: polnear, gum, ewt, uner-ewt, wikigold, "
        "btc, wnut17, litbank, ecbplus, meantime, gold. Their dev and test parts are measured."
    )
    parser.add_argument("--weights", type=Path, help="weights other than the package's")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser = _command(commands, "bench", "Measure speed on the sample stories.")
    parser.add_argument(
        "output", nargs="?", type=Path, metavar="OUTPUT",
        help="the folder of a built graph: how fast it is asked, exported and checked instead",
    )  # fmt: skip
    _command(commands, "doctor", "Say what is installed, what is missing and how to get it.")


def _sources(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, a glob, or - for stdin"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument(
        "--pipeline", metavar="NAME", help="an installed spaCy pipeline for syntax and names"
    )
    parser.add_argument(
        "--ontology", action="append", default=[], type=Path, metavar="FILE",
        help="event types and cues of your own, in Turtle",
    )  # fmt: skip
    parser.add_argument(
        "--any-language", action="store_true", help="keep articles that are not English"
    )
    parser.add_argument(
        "--map", action="append", default=[], type=_pair, metavar="COLUMN=NAME",
        help="what a CSV or JSON Lines file calls a column: text=body",
    )  # fmt: skip


def _output_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, default=Path("output"), metavar="FOLDER")


def _output_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("output", type=Path, metavar="OUTPUT", help="the folder of a built graph")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    return name, value
