import datetime as dt
from decimal import Decimal

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.query import from_words
from kg.query.guard import check
from kg.query.tokens import text, tokens

XSD = "http://www.w3.org/2001/XMLSchema#"
NAME, AGE = NamedNode("urn:name"), NamedNode("urn:age")


@pytest.fixture(scope="module")
def people() -> Store:
    store = Store()
    for number in range(5):
        person = NamedNode(f"urn:p{number}")
        store.add(Quad(person, NAME, Literal(f"Name {number}")))
        store.add(Quad(person, AGE, Literal(30 + number)))
    return store


def answers(store: Store, query: str, **values: object) -> list[tuple[str, ...]]:
    found = store.query(check(query, values).text)
    return sorted(tuple(str(cell.value) if cell else "" for cell in row) for row in found)


@pytest.mark.parametrize(
    ("query", "values", "expected"),
    [
        ("SELECT ?p { ?p <urn:name> ?x }", {"x": "Name 3"}, [("urn:p3",)]),
        ("SELECT ?p { ?p <urn:name> ?x. }", {"x": "Name 3"}, [("urn:p3",)]),
        ("SELECT ?p { ?p <urn:name> $x }", {"x": "Name 3"}, [("urn:p3",)]),
        ("SELECT ?p ?x { ?p <urn:name> ?x }", {"x": "Name 3"}, [("urn:p3", "Name 3")]),
        ("SELECT * { ?p <urn:name> ?x }", {"x": "Name 3"}, [("urn:p3",)]),
        ("SELECT (?x AS ?y) { <urn:p1> <urn:name> ?n }", {"x": "v"}, [("v",)]),
        ("SELECT ?p { ?p <urn:age> ?a FILTER(?a >= ?x) }", {"x": 34}, [("urn:p4",)]),
        ("SELECT ?p { ?p <urn:age> ?a FILTER(?a>?x&&?x>1) }", {"x": 33}, [("urn:p4",)]),
        (
            "SELECT ?p { { SELECT ?p ?x { ?p <urn:name> ?n FILTER(CONTAINS(?n, ?x)) } } }",
            {"x": "3"},
            [("urn:p3",)],
        ),
        (
            "SELECT ?p { ?p <urn:age> ?a FILTER NOT EXISTS { ?q <urn:age> ?b FILTER(?b > ?x) } }",
            {"x": 33},
            [],
        ),
        ("SELECT ?p { ?p <urn:age> ?a FILTER(BOUND(?x) && ?a = 30) }", {"x": 1}, [("urn:p0",)]),
        (
            "SELECT (COUNT(?p) AS ?n) { ?p <urn:age> ?a } GROUP BY ?x HAVING (COUNT(?p) > ?x)",
            {"x": 4},
            [("5",)],
        ),
        ("SELECT ?a { ?p <urn:age> ?a } ORDER BY ?x ?a LIMIT 1", {"x": 1}, [("30",)]),
        ("SELECT ?a { ?x <urn:age> ?a }", {"x": NamedNode("urn:p2")}, [("32",)]),
        ("SELECT ?a { ?x <urn:age> ?a }", {"x": rdflib.URIRef("urn:p2")}, [("32",)]),
        ("SELECT ?p { ?p <urn:age> ?x }", {"x": rdflib.Literal(32)}, [("urn:p2",)]),
        ("SELECT ?a { ?x <urn:age> ?a }", {"x": "urn:p2"}, []),
        ("SELECT ?p { VALUES ?x { 31 } ?p <urn:age> ?x }", {}, [("urn:p1",)]),
        ("SELECT ?p { VALUES ?x { 31 } ?p <urn:age> ?x }", {"x": 32}, [("urn:p2",)]),
        ("SELECT ?p { VALUES ?x { 31 } ?p <urn:age> ?x }", {"x": "32"}, [("urn:p2",)]),
        ("SELECT ?a { VALUES ?x{<urn:p0>}?x <urn:age> ?a }", {"x": "urn:p2"}, [("32",)]),
        ("SELECT ?a { VALUES ?x { <urn:p0> } ?x <urn:age> ?a }", {"x": "<urn:p2>"}, [("32",)]),
        ('SELECT ?x { VALUES ?x { "" } }', {"x": "12"}, [("12",)]),
        ("SELECT ?x { VALUES ?x { false } }", {"x": "True"}, [("true",)]),
        ("SELECT ?x { VALUES ?x { UNDEF } }", {"x": "words"}, [("words",)]),
        (f'SELECT ?x {{ VALUES ?x {{ "2020-01-01"^^<{XSD}date> }} }}', {"x": "2021-02-03"},
         [("2021-02-03",)]),
        (
            "SELECT ?x ?y { { VALUES ?x { 1 } VALUES ?y { 2 } } UNION { VALUES ?x { 3 } } }",
            {"x": 7},
            [("7", ""), ("7", "2")],
        ),
    ],
)  # fmt: skip
def test_values_take_the_place_of_variables(
    people: Store, query: str, values: dict[str, object], expected: list[tuple[str, ...]]
) -> None:
    assert answers(people, query, **values) == expected


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("words", '"words"'),
        (7, f'"7"^^<{XSD}integer>'),
        (True, f'"true"^^<{XSD}boolean>'),
        (0.5, f'"0.5"^^<{XSD}double>'),
        (Decimal("0.50"), f'"0.50"^^<{XSD}decimal>'),
        (dt.date(2020, 9, 1), f'"2020-09-01"^^<{XSD}date>'),
        (dt.datetime(2020, 9, 1, 12), f'"2020-09-01T12:00:00"^^<{XSD}dateTime>'),
        (Literal("Wort", language="de"), '"Wort"@de'),
        (rdflib.Literal("Wort", lang="de"), '"Wort"@de'),
        (rdflib.Literal("2020-09", datatype=XSD + "gYearMonth"), f'"2020-09"^^<{XSD}gYearMonth>'),
        (NamedNode("urn:x"), "<urn:x>"),
    ],
)
def test_values_become_terms_of_their_type(value: object, term: str) -> None:
    checked = check("SELECT * { ?s ?p ?x }", {"x": value})
    assert " ".join(checked.text.split()) == f"SELECT * {{ ?s ?p {term} }}"


INJECTIONS = (
    '" } . SERVICE <http://x.example/> { ?a ?b ?c } #',
    '"@en ; <urn:p> "',
    "\\\" } DROP ALL #",
    '\\u0022 } DROP ALL #',
    "'''",
    '"""',
    "\n} ; DROP ALL",
    "\r # \x00",
    "?y",
    "<urn:x>",
    "{ ?s ?p ?o }",
)  # fmt: skip


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_value_is_one_string_whatever_it_holds(value: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NAME, Literal(value)))
    store.add(Quad(NamedNode("urn:t"), NAME, Literal("other")))
    for query in (
        "SELECT ?s { ?s <urn:name> ?x }",
        'SELECT ?s { VALUES ?x { "" } ?s <urn:name> ?x }',
    ):
        assert answers(store, query, x=value) == [("urn:s",)]


@given(value=st.text())
def test_any_text_is_found_as_it_is(value: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NAME, Literal(value)))
    assert answers(store, "SELECT ?s { ?s <urn:name> ?x }", x=value) == [("urn:s",)]


@given(value=st.text())
def test_strings_survive_being_taken_apart_and_put_together(value: str) -> None:
    once = text(tokens(str(Literal(value))))
    assert text(tokens(once)) == once
    (row,) = Store().query(f"SELECT ({once} AS ?x) {{}}")
    assert row[0] == Literal(value)


@pytest.mark.parametrize(
    ("query", "values", "message"),
    [
        ("SELECT ?s { ?s ?p ?o }", {"x": 1}, r"no variable \?x; it has \?o, \?p, \?s"),
        ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) }", {"x": 1}, r"the query binds \?x itself"),
        ("SELECT (1 AS ?x) { ?s ?p ?o }", {"x": 1}, r"the query binds \?x itself"),
        ("SELECT ?s { VALUES (?s ?x) { (1 2) } }", {"x": 1}, r"the query binds \?x itself"),
        ("SELECT ?s { VALUES ?x { 1 } }", {"x": "one"}, "'one' is not of the kind of 1"),
        ("SELECT ?s { VALUES ?x { true } }", {"x": "maybe"}, "not of the kind of true"),
        ("SELECT ?s { VALUES ?x { <urn:a> } }", {"x": "a b"}, "not of the kind of <urn:a>"),
        ("SELECT ?s { ?s ?p ?x }", {"x": [1]}, "no RDF term .*instead of a list"),
        ("SELECT ?s { ?s ?p ?x }", {"x": None}, "no RDF term"),
        ("SELECT ?s { ?s ?p ?x }", {"x": "\ud800"}, "no RDF term"),
        ("SELECT ?s { ?s ?p ?x }", {"x": BlankNode()}, "no RDF term"),
        ("SELECT ?s { ?s ?p ?x }", {"x": rdflib.BNode()}, "no RDF term"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit_are_told_why(
    query: str, values: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        check(query, values)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Mara", "Mara"),
        ("<https://example.org/p>", NamedNode("https://example.org/p")),
        ("<b>bold</b>", "<b>bold</b>"),
        ("<b>", "<b>"),
        ("7", "7"),
        ("", ""),
    ],
)
def test_words_of_a_command_line_are_strings_or_iris(words: str, value: object) -> None:
    assert from_words(words) == value
