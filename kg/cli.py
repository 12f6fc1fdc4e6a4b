"""The command `kg`: the only place that prints or exits.

Progress and logs go to stderr, data to stdout. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done
but some inputs failed, 130 interrupted, 141 nobody reads the output.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.model import Findings
    from kg.query import Limits
    from kg.sheets import Sheet

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

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kg` with these arguments (those of the process by default) and exit."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.WARNING,
        format="%(levelname)s: %(message)s",
        stream=sys.stderr,
    )
    try:
        status = options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `kg query … | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor what is left over
        status = 141
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        status = 1
    except KeyboardInterrupt:
        print("kg: interrupted; what was finished is kept, run again to go on", file=sys.stderr)
        status = 130
    sys.exit(status)


# --- Commands -----------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from kg.build import build

    report = build(
        *options.sources,
        output=options.output,
        jobs=options.jobs,
        pipeline=options.pipeline,
        ontology=options.ontology,
        base=options.base,
        license=options.license,
        any_language=options.any_language,
        columns=dict(options.map),
        people=options.people,
        store=options.store,
        progress=partial(_progress, "articles read"),
        sent=partial(_progress, "graphs sent"),
    )
    _say(
        f"{report.articles} articles in {report.output}: "
        f"{report.new} new, {report.removed} replaced"
    )
    return _failed(report.failed, f"; see {report.output / 'failed.jsonl'}")


def _remove(options: argparse.Namespace) -> int:
    from kg.build import remove

    report = remove(*options.articles, output=options.output, store=options.store)
    _say(f"{report.removed} taken back, {report.articles} left in {report.output}")
    return 0


def _extract(options: argparse.Namespace) -> int:
    from kg.build import extract

    shown: dict[Path, str] = {}
    failed: list[InputError] = []
    for item in extract(
        *options.sources,
        jobs=options.jobs,
        pipeline=options.pipeline,
        ontology=options.ontology,
        any_language=options.any_language,
        columns=dict(options.map),
    ):
        if isinstance(item, InputError):
            failed.append(item)
        else:
            _print_findings(item, options, shown)
    return _failed(tuple(failed), "")


def _print_findings(
    findings: Findings, options: argparse.Namespace, written: dict[Path, str]
) -> None:
    """Print what is found in an article, explain it, or write its page; a page holds one only."""
    import shutil

    from kg.findings_json import to_json
    from kg.view.explain import explained, explained_page

    if options.html is not None:
        if options.html in written:
            raise KgError(f"--html is for one article: {written[options.html]} is there already")
        options.html.write_text(explained_page(findings), encoding="utf-8", errors="replace")
        written[options.html] = findings.article.source
    if options.explain:
        colour = sys.stdout.isatty()
        width = min(100, shutil.get_terminal_size().columns) if colour else 100
        print(explained(findings, width=width, colour=colour), flush=True)
    elif options.html is None:
        print(to_json(findings, text=options.text), flush=True)


def _query(options: argparse.Namespace) -> int:
    import shutil

    from kg.build import open_graph
    from kg.query import from_words, named_queries, write

    if options.list:
        for query in named_queries():
            print(f"{query.name:32} {query.title}")
        return 0
    values = {name: from_words(words) for name, words in options.param}
    with open_graph(
        options.output, limits=_limits(options), services=options.allow_service
    ) as graph:
        if options.name:
            result = graph.ask(options.name, **values)
        else:
            result = graph.query(_sparql(options), **values)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        sys.stdout.write(write(result, options.format, prefixes=graph.prefixes, width=width))
    return 0


def _limits(options: argparse.Namespace) -> Limits:
    from kg.query import Limits

    return Limits(
        seconds=options.timeout or None,
        rows=options.rows or None,
        memory=options.memory * 2**20 or None,
    )


def _sparql(options: argparse.Namespace) -> str:
    if options.sparql:
        return str(options.sparql)
    if not options.file:
        raise KgError("no query: give one in quotes, or --file, or --name (--list names them)")
    try:
        return str(options.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{options.file}: cannot be read as a query ({error})") from error


def _export(options: argparse.Namespace) -> int:
    from kg.publish import export

    export(Path(options.output), options.format, sys.stdout.buffer, text=not options.without_text)
    return 0


def _view(options: argparse.Namespace) -> int:
    import webbrowser

    from kg.publish import write_view
    from kg.view.excerpt import Wanted

    wanted = Wanted(about=options.about, since=options.since, until=options.until, top=options.top)
    path = write_view(Path(options.output), focus=options.focus, wanted=wanted)
    print(path)
    if options.open:
        webbrowser.open(path.resolve().as_uri())
    return 0


def _compare(options: argparse.Namespace) -> int:
    from kg.publish import shared_statements

    return _show(shared_statements(options.output, options.name), options)


def _conflicts(options: argparse.Namespace) -> int:
    from kg.publish import disagreements

    return _show(disagreements(options.output, options.name), options)


def _people(options: argparse.Namespace) -> int:
    from kg.publish import portrait

    return _show(portrait(options.output, options.name), options)


def _show(sheets: Sequence[Sheet], options: argparse.Namespace) -> int:
    import shutil

    from kg.sheets import written

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    sys.stdout.write(written(sheets, options.format, width=width))
    if not sheets:
        _say("nothing found")
    return 0


def _validate(options: argparse.Namespace) -> int:
    from kg.publish import validate

    found: Counter[str] = Counter()
    for problem in validate(Path(options.output)):
        print(problem, flush=True)
        found[problem.severity.value] += 1
    _say(", ".join(f"{number} {kind}s" for kind, number in sorted(found.items())) or "no violation")
    return 1 if found["violation"] else 0


def _serve(options: argparse.Namespace) -> int:
    import webbrowser

    try:
        from kg.serve import serve
        from kg.serving import ServedGraph
    except ImportError as error:
        raise KgError(f"{error.name} is missing: pip install 'witness-kg[serve]'") from error

    def ready(address: str) -> None:
        """Say where the server is, and show it where that is asked for."""
        _say(
            f"{address} is the reading room, {address}query takes questions, {address}sparql is "
            "for programs; Ctrl+C ends it"
        )
        if options.open:
            webbrowser.open(address)

    limits, services = _limits(options), options.allow_service
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C: how a service is ended
    served = ServedGraph(Path(options.output), limits=limits, services=services)
    with served as site, suppress(KeyboardInterrupt):
        serve(site, options.port, ready=ready)
    _say("ended")
    return 0


def _train(options: argparse.Namespace) -> int:
    try:
        from kg.train.run import train
    except ImportError as error:
        raise KgError(f"{error.name} is missing: pip install 'witness-kg[train]'") from error
    train(
        options.corpora, options.output, steps=options.steps, seed=options.seed, start=options.start
    )
    return 0


def _eval(options: argparse.Namespace) -> int:
    try:
        from kg.evaluate.run import figures, table
    except ImportError as error:
        raise KgError(f"{error.name} is missing: pip install 'witness-kg[evaluate]'") from error
    found = figures(options.path, weights=options.weights)
    if options.json:
        import json

        print(json.dumps(found, indent=1, sort_keys=True))
    else:
        print(table(found))
    return 0


def _bench(options: argparse.Namespace) -> int:
    from kg.evaluate.bench import figures, figures_of_graph, machine
    from kg.folder import opened

    print(machine())
    measured = figures_of_graph(opened(options.output).store) if options.output else figures()
    for figure in measured:
        print(figure, flush=True)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from kg.doctor import check

    lines = list(check())
    for line in lines:
        print(line)
    return 0 if all(line.well for line in lines) else 1


# --- What is said on the way --------------------------------------------------------------------


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _progress(what: str, done: int, of: int) -> None:
    """A line that moves on a terminal; elsewhere a line now and then."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of} {what}", end="\n" if done == of else "", file=sys.stderr)
    elif done == of or done % max(1, of // 10) == 0:
        _say(f"{done} of {of} {what}")


def _failed(failed: Sequence[InputError], where: str) -> int:
    for error in failed:
        _say(f"left out: {error}")
    if failed:
        _say(f"{len(failed)} inputs left out{where}")
    return 3 if failed else 0


# --- Arguments ----------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
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


Commands = argparse._SubParsersAction  # argparse has no public name for it


def command_names() -> tuple[str, ...]:
    """Return the names of all commands."""
    for action in _parser()._actions:
        if isinstance(action, Commands):
            return tuple(action.choices)
    return ()


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, run: Command, help: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(command=run)
    return parser


def _add_build(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "build", _build, "Read articles, find who said and lived through what, publish."
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
    parser = _command(commands, "remove", _remove, "Take articles back out of a graph.")
    parser.add_argument("articles", nargs="+", metavar="ARTICLE", help="an id, a source, or a URL")
    parser.add_argument("--store", metavar="URL", help="a server to take them back from too")
    _output_option(parser)


def _add_extract(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "extract", _extract, "Print what is found in each article as JSON Lines."
    )
    _sources(parser)
    parser.add_argument("--text", action="store_true", help="with the articles' texts")
    parser.add_argument(
        "--explain", action="store_true",
        help="show each article with its quotations, who says them and why, for people to read",
    )  # fmt: skip
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="the same as a page of its own, for one article"
    )  # fmt: skip


def _add_query(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "query", _query, "Ask a graph in SPARQL, or by a shipped question.")
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


def _add_outputs(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "export", _export, "Write the whole graph in another format.")
    _output_argument(parser)
    parser.add_argument(
        "--format", required=True, metavar="FORMAT",
        help="ttl, trig, nt, nq, jsonld, rdfxml, annotations, graphml, gexf, csv, csv-nodes",
    )  # fmt: skip
    parser.add_argument(
        "--without-text", action="store_true",
        help="leave out the articles' bodies and sentences; the words of findings stay",
    )  # fmt: skip
    parser = _command(commands, "view", _view, "Write the interactive page of a graph.")
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
    parser = _command(
        commands, "validate", _validate, "Check a graph against its shapes and texts."
    )
    _output_argument(parser)
    parser = _command(
        commands, "serve", _serve, "Serve a graph to this machine: SPARQL, and the pages."
    )
    _output_argument(parser)
    parser.add_argument(
        "--port", type=int, default=7878, metavar="N", help="(default 7878; 0 for any that is free)"
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    _limit_options(parser)


def _add_sheets(commands: Commands[argparse.ArgumentParser]) -> None:
    for name, run, help, optional in (
        (
            "compare",
            _compare,
            "Show what each outlet kept, dropped and changed of statements.",
            True,
        ),
        ("conflicts", _conflicts, "Show what the articles disagree on, with their words.", True),
        (
            "people",
            _people,
            "Show all that is known of somebody, and of whom it is not sure.",
            False,
        ),
    ):
        parser = _command(commands, name, run, help)
        _output_argument(parser)
        parser.add_argument(
            "name", nargs="?" if optional else None, default="", metavar="NAME",
            help="a name, or a part of one",
        )  # fmt: skip
        parser.add_argument("--format", default="table", choices=("table", "json", "csv", "html"))


def _add_workshop(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "train", _train, "Train the encoder's weights on annotated corpora."
    )
    parser.add_argument(
        "corpora", type=Path, help="a folder with the corpora in folders of their names"
    )
    parser.add_argument("output", type=Path, help="where checkpoints and weights go")
    parser.add_argument("--steps", type=int, default=6500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="weights or a checkpoint to start from")
    parser = _command(commands, "eval", _eval, "Measure quality on annotated corpora or gold.")
    parser.add_argument("path", type=Path, help="a corpus, a folder of corpora, or data/gold")
    parser.epilog = (
        "Corpora are known by the names of their folders: polnear, gum, ewt, uner-ewt, wikigold, "
        "btc, wnut17, litbank, ecbplus, meantime, gold. Their dev and test parts are measured."
    )
    parser.add_argument("--weights", type=Path, help="weights other than the package's")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser = _command(commands, "bench", _bench, "Measure speed on the sample stories.")
    parser.add_argument(
        "output", nargs="?", type=Path, metavar="OUTPUT",
        help="the folder of a built graph: how fast it is asked, exported and checked instead",
    )  # fmt: skip
    _command(
        commands, "doctor", _doctor, "Say what is installed, what is missing and how to get it."
    )


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
