"""Literals: what stands in them comes back from every syntax and from the store."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.rdf import literals
from kg.rdf.vocabulary import XSD

ANY = st.text(st.characters(codec=None), max_size=30)
NODE = NamedNode("https://example.org/x")


def in_the_store(literal: Literal) -> Literal:
    store = Store()
    store.add(Quad(NODE, NODE, literal))
    value = next(iter(store)).object
    assert isinstance(value, Literal)
    return value


@given(ANY)
def test_what_is_replaced_leaves_offsets_as_they_are(text: str) -> None:
    assert len(literals.safe(text)) == len(text)


@given(ANY)
def test_text_survives_every_syntax(text: str) -> None:
    literal = literals.text(text)
    quad = Quad(NODE, NODE, literal)
    for syntax in (
        *(RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS),
        *(RdfFormat.JSON_LD, RdfFormat.RDF_XML),
    ):
        item = quad if syntax.supports_datasets else quad.triple
        back = list(parse(serialize([item], format=syntax), format=syntax))
        assert [each.object for each in back] == [literal], syntax
    assert in_the_store(literal) == literal


@pytest.mark.parametrize("char", ["\0", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_replaced(char: str) -> None:
    assert literals.text(f"a{char}b").value == "a\ufffdb"


@pytest.mark.parametrize(
    "text", ["a\tb\r\nc", "\x7f\x85\u2028", "\u202e", "🙂", "e\u0301", "\ufeff"]
)
def test_what_xml_can_hold_is_kept(text: str) -> None:
    assert literals.text(text).value == text


def test_a_line_is_one() -> None:
    assert literals.line("  a\n\n b\u00a0c ").value == "a b c"
    assert literals.line("abcdef", limit=4).value == "abc…"
    assert literals.line("abc def", limit=5).value == "abc…"
    assert literals.line("abcd", limit=4).value == "abcd"


@given(st.floats(-1, 1))
def test_decimals_come_back_from_the_store(value: float) -> None:
    literal = literals.decimal(value)
    assert in_the_store(literal) == literal
    assert float(literal.value) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (1, "1"), (0.97, "0.97"), (0.1 + 0.2, "0.3"), (-0.00001, "0"), (1 / 3, "0.3333")],
)
def test_decimals_are_canonical(value: float, written: str) -> None:
    assert literals.decimal(value) == Literal(written, datatype=XSD.decimal)


@pytest.mark.parametrize(
    ("value", "written", "datatype"),
    [
        ("2020", "2020", "gYear"),
        ("2020-10", "2020-10", "gYearMonth"),
        ("2020-10-28", "2020-10-28", "date"),
        ("2020-10-28T10:00", "2020-10-28T10:00:00", "dateTime"),
        ("2020-10-28T10:00:00+00:00", "2020-10-28T10:00:00Z", "dateTime"),
        ("2020-10-28T10:00:00.500-0500", "2020-10-28T10:00:00.5-05:00", "dateTime"),
        (" 2020-10-28 ", "2020-10-28", "date"),
        ("2020-02-30", "2020-02-30", "string"),
        ("2020-13", "2020-13", "string"),
        ("0000", "0000", "string"),
        ("2020-10-28T10:00+23:59", "2020-10-28T10:00+23:59", "string"),
        ("last week", "last week", "string"),
    ],
)
def test_dates_are_as_coarse_as_they_are(value: str, written: str, datatype: str) -> None:
    literal = literals.date(value)
    assert literal == Literal(written, datatype=XSD[datatype])
    assert in_the_store(literal) == literal


def test_a_run_needs_a_whole_time() -> None:
    assert literals.date_time("2026-01-31T12:00:00Z").datatype == XSD.dateTime
    with pytest.raises(ValueError, match="'2026-01-31' is no date-time"):
        literals.date_time("2026-01-31")
