"""IRIs: from content alone, valid whatever the ids, and never two things under one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdf_samples import BASE, COURIER

from kg.model import Claim, EntityType, Key, Match, Span, Verdict
from kg.rdf.iris import check_base, encode, hashed, iris_of, web

ANY = st.text(st.characters(codec=None), min_size=1, max_size=12)


def test_a_span_is_named_as_rfc_5147_names_it() -> None:
    node = iris_of(BASE).article(COURIER.id).span(Span(12, 30))
    assert node == NamedNode(f"{BASE}article/{COURIER.id}#char=12,30")


@pytest.mark.parametrize(
    "base",
    ["http://a.example/", "https://w3id.org/witness/data/", "urn:news:", "https://a.example/x/y"],
)
def test_a_base_ends_in_a_slash(base: str) -> None:
    assert check_base(base) == base.rstrip("/") + "/"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "news",
        "/news/",
        "http://a.example/#",
        "http://a.example/?q=",
        "http://a b/",
        "https:<x>",
    ],
)
def test_what_is_no_base_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match=r"absolute IRI|IRI"):
        iris_of(base)


@given(ANY)
def test_any_id_makes_a_valid_iri(name: str) -> None:
    iris = iris_of(BASE)
    article = iris.article(name)
    for node in (
        *(article.node, article.graph, article.chain(name), article.quotation(name)),
        *(article.report(name), article.candidate(name, name), iris.statement(name)),
        *(iris.event(name), iris.source(name), iris.time(name), iris.claim_property(name)),
        iris.entity(EntityType.PERSON, name),
    ):
        assert NamedNode(node.value) == node
        assert node.value.isascii()


@given(ANY, ANY)
def test_different_ids_make_different_iris(one: str, other: str) -> None:
    iris = iris_of(BASE)
    assert (iris.statement(one) == iris.statement(other)) == (one == other)


@given(st.lists(ANY, min_size=1, max_size=3), st.lists(ANY, min_size=1, max_size=3))
def test_hashes_tell_parts_apart(one: list[str], other: list[str]) -> None:
    assert (hashed(*one) == hashed(*other)) == (one == other)


def test_dots_do_not_climb() -> None:
    assert encode("..") == "%2E%2E"
    assert encode("a.b") == "a.b"


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(ValueError, match="empty id"):
        encode("")


def test_a_claim_is_named_by_what_it_says() -> None:
    article = iris_of(BASE).article("a")
    claim = Claim("e1", "age", "34", Span(0, 2))
    assert article.claim(claim) == article.claim(
        Claim("e1", "age", "34", Span(0, 2), None, None, 0.5)
    )
    assert article.claim(claim) != article.claim(Claim("e1", "age", "36", Span(0, 2)))
    assert article.claim(claim) != article.claim(Claim("e1", "age", "34", Span(0, 3)))


def test_a_match_is_named_by_its_findings() -> None:
    iris = iris_of(BASE)
    left, right = Key("a", "e1"), Key("b", "e1")
    match = Match(left, right, Verdict.UNSURE, 0.4)
    assert iris.match(match) == iris.match(Match(left, right, Verdict.SAME, 0.9))
    assert iris.match(match) != iris.match(Match(left, Key("b", "e2"), Verdict.UNSURE, 0.4))


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/%C3%A9", "https://a.example/%C3%A9"),
        ("https://a.example/#a#b", "https://a.example/#a%23b"),
        ("https://a.example/<script>", "https://a.example/%3Cscript%3E"),
        ("https://a.example/[x]", "https://a.example/%5Bx%5D"),
        ("HTTPS://A.example/", "HTTPS://A.example/"),
    ],
)
def test_urls_become_iris(url: str, iri: str) -> None:
    assert web(url) == NamedNode(iri)


@pytest.mark.parametrize("url", ["", "x.html", "javascript:alert(1)", "file:///x", "http://"])
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert web(url) is None


@given(st.text(st.characters(codec=None), max_size=30))
def test_any_url_is_an_iri_or_none(rest: str) -> None:
    node = web("http://" + rest)
    assert node is None or NamedNode(node.value) == node
