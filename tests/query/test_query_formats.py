import csv
import io
import json
import unicodedata
import xml.dom.minidom

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.errors import QueryError
from kg.query import GRAPHS, TABLES, Answer, Table, Triples, write
from kg.query.columns import NARROWEST, aligned, columns, visible
from kg.query.formats import from_tsv, to_tsv

KG = "https://w3id.org/witness/ontology#"
PREFIXES = {"kg": KG, "schema": "https://schema.org/", "unused": "urn:unused:"}
TABLE = Table(
    ("who", "said", "times"),
    (
        (NamedNode(KG + "Ida"), Literal('“We lost it,”\n"all"', language="en"), Literal(2)),
        (NamedNode("https://example.org/a/b"), None, Literal(11)),
    ),
)
TRIPLES = Triples(
    (
        Triple(NamedNode(KG + "a"), NamedNode(KG + "said"), Literal("line\nbreak")),
        Triple(NamedNode(KG + "b"), NamedNode("https://schema.org/name"), Literal("é\r")),
    )
)


def test_a_table_is_aligned_with_numbers_flush_right() -> None:
    assert write(TABLE, "table", prefixes=PREFIXES) == (
        "who                      said                 times\n"
        "-----------------------  -------------------  -----\n"
        'kg:Ida                   “We lost it,”⏎"all"      2\n'
        "https://example.org/a/b                          11\n"
    )


def test_a_table_fits_the_width_it_is_given() -> None:
    assert write(TABLE, width=40) == (
        "who              said              times\n"
        "---------------  ----------------  -----\n"
        'https://w3id.o…  “We lost it,”⏎"…      2\n'
        "https://exampl…                       11\n"
    )


def test_an_empty_table_keeps_its_head() -> None:
    assert write(Table(("who", "said"), ())) == "who  said\n---  ----\n"


def test_csv_tsv_json_and_xml_are_those_of_sparql() -> None:
    rows = list(csv.reader(io.StringIO(write(TABLE, "csv"), newline="")))
    assert rows[0] == ["who", "said", "times"]
    assert rows[1] == [KG + "Ida", '“We lost it,”\n"all"', "2"]
    assert rows[2] == ["https://example.org/a/b", "", "11"]
    assert write(TABLE, "tsv").splitlines()[1].split("\t") == [
        f"<{KG}Ida>",
        '"“We lost it,”\\n\\"all\\""@en',
        "2",
    ]
    found = json.loads(write(TABLE, "json"))
    assert found["head"]["vars"] == ["who", "said", "times"]
    assert found["results"]["bindings"][0]["said"] == {
        "type": "literal",
        "xml:lang": "en",
        "value": '“We lost it,”\n"all"',
    }
    assert set(found["results"]["bindings"][1]) == {"who", "times"}
    document = xml.dom.minidom.parseString(write(TABLE, "xml"))  # noqa: S318 - our own
    assert len(document.getElementsByTagName("result")) == 2


@pytest.mark.parametrize("value", [True, False])
def test_answers_are_written_in_every_format(value: bool) -> None:
    said = str(value).lower()
    assert write(Answer(value)) == ("yes\n" if value else "no\n")
    assert write(Answer(value), "csv") == write(Answer(value), "tsv") == said + "\n"
    assert json.loads(write(Answer(value), "json"))["boolean"] is value
    assert f"<boolean>{said}</boolean>" in write(Answer(value), "xml")
    assert bool(Answer(value)) is value


@pytest.mark.parametrize("format", GRAPHS)
def test_triples_are_written_in_every_format(format: str) -> None:
    written = write(TRIPLES, format, prefixes=PREFIXES)
    quads = pyoxigraph.parse(written.encode(), format=GRAPHS[format])
    assert {quad.triple for quad in quads} == set(TRIPLES)
    assert written == write(TRIPLES, format, prefixes=dict(reversed(PREFIXES.items())))
    assert written.endswith("\n")


def test_turtle_is_the_default_for_triples_and_declares_what_it_uses() -> None:
    written = write(TRIPLES, prefixes=PREFIXES)
    assert list(pyoxigraph.parse(written.encode(), format=RdfFormat.TURTLE))
    assert written.startswith(
        f"@prefix kg: <{KG}> .\n@prefix schema: <https://schema.org/> .\nkg:a"
    )


@pytest.mark.parametrize("format", GRAPHS)
def test_no_triples_are_written_too(format: str) -> None:
    assert list(pyoxigraph.parse(write(Triples(()), format).encode(), format=GRAPHS[format])) == []


@pytest.mark.parametrize(
    ("result", "format", "message"),
    [
        (TABLE, "ttl", "no triples: ttl is not for them, choose table, csv, tsv, json or xml"),
        (Answer(True), "nq", "gives no triples"),
        (TRIPLES, "csv", "gives triples: csv is not for them, choose ttl, nt, jsonld"),
        (TABLE, "pdf", "no format 'pdf'; there are table, .* or nq"),
        (TRIPLES, "pdf", "no format 'pdf'"),
    ],
)  # fmt: skip
def test_a_format_that_does_not_fit_is_told_those_that_do(
    result: Table | Answer | Triples, format: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        write(result, format)


def test_every_format_has_a_name_of_its_own() -> None:
    assert not TABLES.keys() & GRAPHS.keys()


CELLS = st.one_of(
    st.none(),
    st.text().map(Literal),
    st.integers().map(Literal),
    st.text(alphabet="abc/", min_size=1).map(lambda words: NamedNode("urn:" + words)),
)


@given(rows=st.lists(st.tuples(CELLS, CELLS)))
def test_tsv_loses_nothing(rows: list[tuple[Literal | NamedNode | None, ...]]) -> None:
    table = Table(("a", "b"), tuple(rows))
    assert from_tsv(to_tsv(table)) == table


# --- Columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("", 0),
        ("日本語", 6),
        ("ｗｉｄｅ", 8),
        ("한국", 4),
        ("cafe\u0301", 4),
        ("נָ", 1),
        ("a\u200bb", 2),
        ("naïve", 5),
        ("😀", 2),
    ],
)
def test_text_is_as_wide_as_a_terminal_shows_it(text: str, width: int) -> None:
    assert columns(text) == width


def test_wide_text_is_aligned_and_cut_by_columns() -> None:
    lines = aligned(("a", "b"), [("日本語", "x"), ("ab", "y")], (False, False), None).splitlines()
    assert lines == ["a       b", "------  -", "日本語  x", "ab      y"]
    cut = aligned(("a",), [("日本語日本語日本語",)], (False,), 10).splitlines()
    assert cut[-1] == "日本語日…"
    assert columns(cut[-1]) <= 10


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two⏎lines"),
        ("two\r\nlines", "two⏎lines"),
        ("a\ttab", "a tab"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\u202eevil", "\\u202eevil"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("bell\a", "bell\\u0007"),
        ("\x9b31m", "\\u009b31m"),
        ("a\u00a0b\u2003c", "a\u00a0b\u2003c"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\ufeffx", "\\ufeffx"),
    ],
)  # fmt: skip
def test_what_would_move_the_cursor_or_turn_the_text_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(text=st.text())
def test_no_cell_leaves_its_line_or_commands_the_terminal(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Zl", "Zp", "Cs"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(rows=st.lists(st.tuples(st.text(), st.text())), width=st.integers(0, 100))
def test_lines_are_as_wide_as_they_may_be(rows: list[tuple[str, str]], width: int) -> None:
    written = aligned(("first", "second"), rows, (False, True), width)
    lines = written.split("\n")[:-1]
    assert len(lines) == len(rows) + 2
    assert all(columns(line) <= max(width, 2 * NARROWEST + 2) for line in lines)


def test_a_table_prints_as_the_command_prints_it() -> None:
    table = Table(("who", "n"), ((Literal("Ida"), Literal(1)), (None, Literal(22))))
    assert str(table) == write(table) == "who   n\n---  --\nIda   1\n     22\n"
