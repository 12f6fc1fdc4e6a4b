"""What articles tell that cannot both hold, of dates, deaths, posts, kin and ages; and what can."""

from __future__ import annotations

import dataclasses

import pytest
from resolve_stories import Findings, Happened, Said, told

from kg.knowledge import Exclusions, Knowledge
from kg.model import Modality, Span
from kg.rdf.knowledge import load_knowledge
from kg.resolve import resolve

CAST = {"p1": "Ann Lee", "p2": "Bo Ray", "p3": "Cy Orr", "p4_": "a widow"}
KNOWLEDGE = load_knowledge()

Told = tuple[str, str, str]


def found(*articles: Findings) -> list[Told]:
    """Return what the articles disagree on: property, the sides in order, and whose they are."""
    outlets = {each.article.id: each.article.source for each in articles}
    return [
        (
            each.property,
            " against ".join(sorted(each.reason.partition(",")[0].split(" against "))),
            " ".join(sorted(outlets[key.article] for key in (each.left, each.right))),
        )
        for each in resolve(articles, knowledge=KNOWLEDGE).contradictions
    ]


# --- Events ---------------------------------------------------------------------------------------


def lived(
    type: str, time: str, who: str | list[str] = "p1", *, when: str = "", named: bool = True
) -> Happened:
    return Happened(type, {"experiencer": who}, time, when=when, named=named)


def reported(outlet: str, *happened: Happened, published: str = "") -> Findings:
    return told(outlet, CAST, happened=happened, published=published)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(
            lived("death", "2024-03-02"), lived("death", "2024-03-05"),
            ("date of death", "2024-03-02 against 2024-03-05", "A B"), id="two days of one death",
        ),
        pytest.param(
            lived("death", "2019"), lived("death", "2024-03"),
            ("date of death", "2019 against 2024-03", "A B"), id="nobody dies twice",
        ),
        pytest.param(
            lived("suicide", "2024-03-02"), lived("death", "2024-04"),
            ("date of death", "2024-03-02 against 2024-04", "A B"), id="a narrower type",
        ),
        pytest.param(
            lived("birth", "2024-10-04", when="October 4"),
            lived("birth", "2024-10-05", when="5 October"),
            ("date of birth", "2024-10-04 against 2024-10-05", "A B"), id="two numbered days",
        ),
        pytest.param(
            lived("marriage", "2024-06-01", ["p1", "p2"]),
            lived("marriage", "2024-06-08", ["p1", "p2"]),
            ("date of marriage", "2024-06-01 against 2024-06-08", "A B"), id="one couple",
        ),
        pytest.param(
            lived("suicide", ""), lived("killing", ""),
            ("cause of death", "killing against suicide", "A B"), id="by own hand or another's",
        ),
    ],
)  # fmt: skip
def test_events_on_which_articles_disagree(left: Happened, right: Happened, expected: Told) -> None:
    assert found(reported("A", left), reported("B", right)) == [expected]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(lived("death", "2024-03-02"), lived("death", "2024-03"), id="in the month"),
        pytest.param(
            lived("death", "2024-03-02", when="late on Saturday"),
            lived("death", "2024-03-03", when="on Sunday"),
            id="days beside each other in words",
        ),
        pytest.param(lived("death", "2024-03-02"), lived("death", "2024-03-05", "p2"), id="others"),
        pytest.param(
            lived("death", "2024-03-02"), lived("death", "2024-03-05", ["p1", "p2"]), id="more died"
        ),
        pytest.param(
            lived("death", "2024-03-02"), lived("death", "2024-03-05", named=False),
            id="told of by a pronoun",
        ),
        pytest.param(
            lived("death", "2024-03-02", "p4_"), lived("death", "2024-03-05", "p4_"), id="nameless"
        ),
        pytest.param(lived("birth", "2022-03-02"), lived("birth", "2024-03-05"), id="two births"),
        pytest.param(lived("birth", "2023"), lived("birth", "2024-03-05"), id="maybe two births"),
        pytest.param(lived("arrest", "2024-03-02"), lived("arrest", "2024-03-05"), id="arrests"),
        pytest.param(lived("death", ""), lived("killing", ""), id="a killing is a death"),
        pytest.param(lived("death", "soon"), lived("death", "2024-03-05"), id="no date"),
    ],
)  # fmt: skip
def test_events_that_can_both_have_been(left: Happened, right: Happened) -> None:
    assert found(reported("A", left), reported("B", right)) == []


@pytest.mark.parametrize("modality", [each for each in Modality if each is not Modality.ACTUAL])
def test_what_did_not_happen_has_no_date(modality: Modality) -> None:
    feared = dataclasses.replace(lived("death", "2024-03-05"), modality=modality.value)
    assert found(reported("A", lived("death", "2024-03-02")), reported("B", feared)) == []


def test_who_tells_both_corrects_and_is_not_counted() -> None:
    both = reported("A", lived("death", "2024-03-02"), lived("death", "2024-03-05"))
    assert found(both, reported("B", lived("death", "2024-03-05"))) == []


def test_each_report_is_held_against_one_of_every_other_date() -> None:
    days = ("02", "02", "05", "05", "09")
    articles = [
        reported(outlet, lived("death", f"2024-03-{day}"))
        for outlet, day in zip("ABCDE", days, strict=True)
    ]
    told_of = {outlet for _, _, outlets in found(*articles) for outlet in outlets.split()}
    assert told_of == set("ABCDE")
    assert len(found(*articles)) <= 8


def test_without_knowledge_nothing_excludes_anything() -> None:
    articles = [reported("A", lived("suicide", "")), reported("B", lived("killing", ""))]
    assert resolve(articles, knowledge=Knowledge()).contradictions == ()
    assert not Exclusions().exclude("first mate", "deckhand")


# --- Posts ----------------------------------------------------------------------------------------


def called(outlet: str, *posts: str, published: str = "2024-03-01", kind: str = "role") -> Findings:
    claims = [("p1", kind, post) for post in posts]
    return told(outlet, CAST, claims=claims, published=published)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("deckhand", "first mate", id="two posts"),
        pytest.param("Pharmacist", "pharmacy assistant", id="capitals"),
        pytest.param("tenor", "bass-baritone", id="voices"),
    ],
)
def test_posts_on_which_articles_disagree(left: str, right: str) -> None:
    articles = called("A", left), called("B", right)
    assert found(*articles) == [("role", " against ".join(sorted((left, right))), "A B")]


def test_an_occupation_and_a_role_may_exclude_each_other() -> None:
    articles = called("A", "deckhand", kind="occupation"), called("B", "bosun")
    assert found(*articles) == [("role", "bosun against deckhand", "A B")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(called("A", "first mate"), called("B", "chief mate"), id="one post"),
        pytest.param(called("A", "deckhand"), called("B", "pharmacist"), id="two ladders"),
        pytest.param(called("A", "baker"), called("B", "mayor"), id="on no ladder"),
        pytest.param(called("A", "former deckhand"), called("B", "first mate"), id="former"),
        pytest.param(
            called("A", "deckhand", published="2022"), called("B", "first mate"), id="years between"
        ),
        pytest.param(called("A", "deckhand", "first mate"), called("B", "deckhand"), id="promoted"),
    ],
)
def test_posts_that_somebody_may_have(left: Findings, right: Findings) -> None:
    assert found(left, right) == []


# --- Kin and ages ---------------------------------------------------------------------------------


def related(outlet: str, whom: str, *, named: bool = True, before: str = "") -> Findings:
    """Return an article that names Ann Lee's husband; or one that says “her”, or “her first”."""
    made = told(outlet, CAST, claims=[("p1", "spouse", whom)])
    if named and not before:
        return made
    (claim,) = made.claims
    ann, *others = made.entities
    beside = ann.mentions[-1]
    apart = dataclasses.replace(ann, mentions=ann.mentions[:-1])
    if before:
        begin = claim.evidence.begin
        text = made.article.text[:begin] + before + made.article.text[begin:]
        article = dataclasses.replace(made.article, text=text)
        moved = dataclasses.replace(claim, evidence=_moved(claim.evidence, len(before)))
        return dataclasses.replace(made, article=article, claims=(moved,))
    assert beside.span.end < claim.evidence.begin
    return dataclasses.replace(made, entities=(apart, *others))


def _moved(span: Span, by: int) -> Span:
    return Span(span.begin + by, span.end + by)


def test_whose_husband_somebody_is() -> None:
    (told_of,) = found(related("A", "p2"), related("B", "p3"))
    assert told_of == ("spouse", "Bo Ray against Cy Orr", "A B")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(related("B", "p3", named=False), id="her husband: whose?"),
        pytest.param(related("B", "p3", before="first "), id="her first husband"),
        pytest.param(related("B", "p3", before="late "), id="her late husband"),
    ],
)
def test_a_husband_of_another_time_or_woman_is_no_disagreement(other: Findings) -> None:
    assert found(related("A", "p2"), other) == []


def aged(outlet: str, age: str, *said: Said, published: str = "2024-03-01") -> Findings:
    return told(outlet, CAST, said, claims=[("p1", "age", age)], published=published)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(aged("A", "34"), aged("B", "36"), id="two years"),
        pytest.param(aged("A", "34"), aged("B", "39"), id="five years"),
        pytest.param(aged("A", "2"), aged("B", "3", published="2024-03-02"), id="infants"),
    ],
)
def test_ages_on_which_articles_disagree(left: Findings, right: Findings) -> None:
    assert [each[0] for each in found(left, right)] == ["age"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(aged("A", "34"), aged("B", "71"), id="a bystander's"),
        pytest.param(
            aged("A", "1", Said("It will rain before the evening.", "p1")), aged("B", "3"),
            id="no age: who speaks is no infant",
        ),
    ],
)  # fmt: skip
def test_a_number_that_is_another_s_age_or_none(left: Findings, right: Findings) -> None:
    assert found(left, right) == []
