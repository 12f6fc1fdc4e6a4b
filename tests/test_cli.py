"""The command: exit codes, where output goes, and that everything it offers is documented."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from kg import build
from kg.arguments import command_line
from kg.cli import COMMANDS, main
from kg.publish import export
from kg.query import named_queries
from kg.rdf.vocabulary import KG, SCHEMA
from kg.resources import folder
from kg.store import open_store
from tests.newsroom import story, write_stories

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    build(write_stories(place / "in", 3), output=place / "out")
    return place / "out"


def test_help_leads_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert "kg build articles/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["doctor"], 0, id="all is there"),
        pytest.param(["frobnicate"], 2, id="no such command"),
        pytest.param(["build"], 2, id="nothing to build"),
        pytest.param(["query", "nowhere", "ASK {}"], 1, id="no graph"),
        pytest.param(["build", "nowhere.txt", "-o", "{tmp}/out"], 3, id="some inputs failed"),
        pytest.param(["build", "x.csv", "--map", "text", "-o", "{tmp}/out"], 2, id="bad mapping"),
    ],
)
def test_exit_codes(arguments: list[str], status: int, tmp_path: Path) -> None:
    assert run(*[argument.replace("{tmp}", str(tmp_path)) for argument in arguments]) == status


def test_errors_are_one_line_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "nowhere", "ASK {}") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: nowhere: ")


def test_ends_quietly_when_nobody_reads_on(built: Path) -> None:
    export = [sys.executable, "-m", "kg", "export", str(built), "--format", "nq"]
    with subprocess.Popen(export, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="no such signal on this system")
def test_a_broken_connection_does_not_end_the_process() -> None:
    assert run("doctor") == 0
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN


def test_extract_prints_json_lines_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(story(1), encoding="utf-8")
    assert run("extract", tmp_path, "--text") == 0
    (line,) = capsys.readouterr().out.splitlines()
    row = json.loads(line)
    text = row["article"]["text"]
    words = [text[begin:end] for quote in row["quotes"] for begin, end in quote["content"]]
    assert "We found cracks in two of the pillars," in words


def test_query_by_words_name_file_and_parameter(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s a kg:Article }"
    assert run("query", built, count, "--format", "csv") == 0
    assert capsys.readouterr().out.split() == ["n", "3"]
    assert (
        run(
            "query",
            built,
            "--name",
            "who-said-what",
            "--param",
            "person=Mensah",
            "--format",
            "json",
        )
        == 0
    )
    rows = json.loads(capsys.readouterr().out)["results"]["bindings"]
    assert {row["who"]["value"] for row in rows} == {"Kwame Mensah"}
    (tmp_path / "q.rq").write_text("ASK { ?s a kg:Article }", encoding="utf-8")
    assert run("query", built, "--file", tmp_path / "q.rq", "--format", "table") == 0
    assert capsys.readouterr().out == "yes\n"
    assert run("query", built) == 1
    assert "--list" in capsys.readouterr().err


def test_a_query_may_not_change_or_fetch(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("DROP ALL", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"):
        assert run("query", built, query) == 1
        assert capsys.readouterr().err.startswith("kg: ")


def test_limits_and_services_can_be_set(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    assert run("query", built, everything, "--rows", "5") == 1
    assert "more than 5 rows" in capsys.readouterr().err
    assert run("query", built, everything, "--rows", "0", "--timeout", "0", "--memory", "0") == 0
    assert capsys.readouterr().out
    call = "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }"
    assert run("query", built, call, "--allow-service", "http://b.example/") == 1
    assert "allowed are, spelt out as an IRI: http://b.example/" in capsys.readouterr().err


@pytest.mark.parametrize("format", ["ttl", "trig", "nt", "nq", "jsonld", "rdfxml"])
def test_exports_that_rdflib_reads(
    built: Path, format: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("export", built, "--format", format) == 0
    data = capfdbinary.readouterr().out
    name = {"ttl": "turtle", "nq": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}.get(
        format, format
    )
    found = rdflib.Dataset().parse(io.BytesIO(data), format=name)
    plain = rdflib.Graph().parse(built / "graph.ttl")
    assert {triple[:3] for triple in found.quads()} == set(plain)


@pytest.mark.parametrize("format", ["graphml", "gexf", "csv", "csv-nodes"])
def test_exports_as_a_drawing(built: Path, format: str) -> None:
    out = io.BytesIO()
    export(built, format, out)
    data = out.getvalue()
    assert b"Ingrid Solberg" in data or format == "csv"
    if format == "graphml":
        assert networkx.read_graphml(io.BytesIO(data)).number_of_edges()
    if format == "gexf":
        assert networkx.read_gexf(io.BytesIO(data)).number_of_nodes()


@pytest.mark.parametrize("format", ["ttl", "trig", "nt", "nq", "jsonld", "rdfxml", "annotations"])
def test_articles_can_be_left_out(
    built: Path, format: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for option, whole in (((), True), (("--without-text",), False)):
        assert run("export", built, "--format", format, *option) == 0
        data = capfdbinary.readouterr().out
        assert b"We found cracks in two of the pillars" in data
        assert (b"articleBody" in data) is (whole and format != "annotations")


@pytest.mark.parametrize("format", ["graphml", "gexf", "csv"])
def test_sentences_can_be_left_out_of_drawings(built: Path, format: str) -> None:
    for text in (True, False):
        out = io.BytesIO()
        export(built, format, out, text=text)
        assert b"We found cracks in two of the pillars" in out.getvalue()
        assert (b"was injured in an accident at the bridge in 2019" in out.getvalue()) is text


def test_the_licence_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = write_stories(tmp_path / "in", 1), tmp_path / "out"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert run("build", source, "-o", output, "--license", "CC BY") == 1
    assert "'CC BY': is no IRI" in capsys.readouterr().err
    for options in (("--license", licence), ()):
        assert run("build", source, "-o", output, *options) == 0
        told = (output / "void.ttl").read_text(encoding="utf-8")
        assert told.count(f"dcterms:license <{licence}>") == 3, "the data set and its two files"


def test_annotations_are_json_with_the_articles_words(built: Path) -> None:
    out = io.BytesIO()
    export(built, "annotations", out)
    page = json.loads(out.getvalue())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    words = [
        place["selector"][1]["exact"]
        for each in page["items"]
        for place in each["target"].get("items", [each["target"]])
    ]
    assert "We found cracks in two of the pillars," in words


def test_unknown_format_names_those_there_are(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", built, "--format", "docx") == 1
    assert "gexf" in capsys.readouterr().err


def test_view_and_validate(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("view", built, "--focus", "Ingrid Solberg") == 0
    assert capsys.readouterr().out.strip().endswith("graph.html")
    assert run("view", built) == 0
    assert run("validate", built) == 0


@pytest.mark.parametrize("format", ["table", "json", "csv", "html"])
def test_sheets_of_people(built: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("people", built, "Mensah", "--format", format) == 0
    found = capsys.readouterr().out
    assert "Kwame Mensah" in found
    assert "Nobody has to be afraid." in found
    assert "Ingrid Solberg" not in found


def test_sheets_of_nothing(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("compare", "conflicts"):
        assert run(command, built) == 0
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == ("", "nothing found\n")
        assert run(command, built, "Nobody Atall") == 1
        assert "kg query" in capsys.readouterr().err


def test_a_table_of_people_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(story(1), encoding="utf-8")
    table = tmp_path / "who.csv"
    table.write_text("name,aliases,wikidata\nKwame K. Mensah,Kwame Mensah,Q1\n", encoding="utf-8")
    assert run("build", tmp_path / "a.txt", "--people", table, "-o", tmp_path / "out") == 0
    assert run("build", tmp_path / "a.txt", "-o", tmp_path / "out") == 0
    capsys.readouterr()
    assert run("people", tmp_path / "out", "Mensah") == 0
    assert "wikidata: Q1" in capsys.readouterr().out
    table.write_text("name,aliases\nA,B\nC,B\n", encoding="utf-8")
    assert run("build", tmp_path / "a.txt", "--people", table, "-o", tmp_path / "out") == 1
    assert "line 3: “B” already stands for A (line 2)" in capsys.readouterr().err


PLANTED = {
    "a wrong offset": (KG.begin, "the words of a span are not those of the article's text"),
    "a wrong speaker": (KG.speaker, "a speaker is an entity of the same article"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_validate_tells_what_is_wrong_and_where(
    built: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = shutil.copytree(built, tmp_path / "out")
    predicate, message = PLANTED[name]
    with open_store(output / "store") as store:
        graph, other = store.articles()[:2]
        quads = list(store.quads(graph))
        right = next(quad for quad in quads if quad.predicate == predicate)
        moved = isinstance(right.object, Literal) and Literal(int(right.object.value) + 1)
        value = moved or chain_of(list(store.quads(other)))
        wrong = Quad(right.subject, predicate, value, graph)
        store.put(graph, [quad for quad in quads if quad != right] + [wrong])
    assert run("validate", output) == 1
    said = capsys.readouterr()
    line = next(line for line in said.out.splitlines() if message in line)
    article = graph.value.replace("/graph/article/", "/article/")
    assert line.startswith(f"violation: {article} at ")
    assert "violation" in said.err


def test_validate_warns_of_what_makes_no_graph_wrong(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = shutil.copytree(built, tmp_path / "out")
    with open_store(output / "store") as store:
        graph = store.articles()[0]
        quads = [quad for quad in store.quads(graph) if quad.predicate != SCHEMA.datePublished]
        article = next(quad.subject for quad in quads if quad.object == KG.Article)
        store.put(graph, [*quads, Quad(article, SCHEMA.datePublished, Literal("one day"), graph)])
    assert run("validate", output) == 0
    said = capsys.readouterr()
    assert said.out.startswith("warning: ")
    assert said.err == "1 warning\n"


def chain_of(quads: list[Quad]) -> NamedNode:
    found = next(quad.subject for quad in quads if quad.object == KG.CoreferenceChain)
    assert isinstance(found, NamedNode)
    return found


def test_every_command_is_run_and_in_the_readme() -> None:
    taken = next(each.choices for each in command_line()._actions if each.metavar == "COMMAND")
    assert list(taken) == list(COMMANDS)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"kg {name}" not in readme] == []


def test_every_shipped_query_is_documented() -> None:
    listed = (folder("ontology") / "queries" / "README.md").read_text(encoding="utf-8")
    for query in named_queries():
        assert f"`{query.name}` | {query.title}" in listed
