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
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.arguments import command_line
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.model import Findings
    from kg.query import Limits
    from kg.sheets import Sheet


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kg` with these arguments (those of the process by default) and exit."""
    options = command_line().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.WARNING,
        format="%(levelname)s: %(message)s",
        stream=sys.stderr,
    )
    try:
        status = COMMANDS[options.command](options)
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
        f"{_counted(report.articles, 'article')} in {report.output}: "
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
    counts = (_counted(number, kind) for kind, number in sorted(found.items()))
    _say(", ".join(counts) or "no violation")
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
        options.corpora,
        options.output,
        steps=options.steps,
        seed=options.seed,
        start=options.start,
        device=options.device,
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


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "remove": _remove,
    "extract": _extract,
    "query": _query,
    "export": _export,
    "view": _view,
    "compare": _compare,
    "conflicts": _conflicts,
    "people": _people,
    "validate": _validate,
    "serve": _serve,
    "train": _train,
    "eval": _eval,
    "bench": _bench,
    "doctor": _doctor,
}
"""What each command of `kg.arguments` runs; returns the exit code."""


# --- What is said on the way --------------------------------------------------------------------


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _progress(what: str, done: int, of: int) -> None:
    """A line that moves on a terminal; elsewhere a line now and then."""
    if sys.stderr.isatty():
        print(f"\r{done} of {of} {what}", end="\n" if done == of else "", file=sys.stderr)
    elif done == of or done % max(1, of // 10) == 0:
        _say(f"{done} of {of} {what}")


def _failed(failed: Sequence[InputError], where: str) -> int:
    """Say how many inputs were left out; each was told of with its reason when it was."""
    if failed:
        _say(f"{_counted(len(failed), 'input')} left out{where}")
    return 3 if failed else 0
