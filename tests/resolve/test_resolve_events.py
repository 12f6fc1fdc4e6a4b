"""Which reports are one event, where articles disagree, and what they draw on."""

from dataclasses import replace

import pytest
from resolve_stories import Findings, Happened, Said, events, told, unsure

from kg.resolve import resolve

CAST = {"p1": "Ann Lee", "p2": "Bo Ray", "p3": "Cy Orr", "l1": "Port Ames", "p4": "Di Fox"}
WORDS = "We have looked at every bolt of it, and we would do so again tomorrow."


def reported(outlet: str, *happened: Happened, published: str = "") -> Findings:
    return told(outlet, CAST, happened=happened, published=published)


def one(type: str = "arrest", who: str | list[str] = "p1", **more: str) -> Happened:
    return Happened(type, {"experiencer": who}, **more)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(one(), one(), id="no time"),
        pytest.param(one(time="2024-03-12"), one(time="2024-03-12"), id="one day"),
        pytest.param(one(time="2024-03-12"), one(time="2024-03"), id="a day in the month"),
        pytest.param(one(time="2024-03-12"), one(time="2024-03-13"), id="midnight between"),
        pytest.param(one(who=["p1", "p2"]), one(who="p1"), id="one of a couple"),
        pytest.param(
            Happened("fire", {"place": "l1"}, "2024-03-12"),
            Happened("fire", {"place": "l1"}, "2024-03"),
            id="a place and a time",
        ),
    ],
)
def test_one_event(left: Happened, right: Happened) -> None:
    assert events(reported("A", left), reported("B", right)) == [["A:v1", "B:v1"]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(one("arrest"), one("release"), id="two types"),
        pytest.param(one(who="p1"), one(who="p2"), id="two people"),
        pytest.param(one(who=["p1", "p2"]), one(who=["p1", "p3"]), id="one mother, two children"),
        pytest.param(one(time="2024-03-12"), one(time="2024-05-02"), id="two days"),
        pytest.param(one(time="2023"), one(time="2024-05-02"), id="two years"),
    ],
)
def test_two_events(left: Happened, right: Happened) -> None:
    assert events(reported("A", left), reported("B", right)) == []


def test_an_article_tells_its_events_apart() -> None:
    twice = reported("A", one(time="2024-03-12"), one(time="2024-03-12"))
    assert events(twice) == []


def test_a_report_that_fits_two_joins_neither() -> None:
    twice = reported("A", one("birth", ["p1", "p2"]), one("birth", ["p1", "p3"]))
    again = reported("B", one("birth", "p1"))
    assert events(twice, again) == []
    assert unsure(twice, again) == [("A:v1", "B:v1"), ("A:v2", "B:v1")]


def test_time_tells_which_of_two() -> None:
    twice = reported("A", one("birth", time="2021-02"), one("birth", time="2024-03-12"))
    again = reported("B", one("birth", time="2024-03"))
    assert events(twice, again) == [["A:v2", "B:v1"]]


STORY = {"p8": "Di Fox", "p9": "Ed Orr"}


def nameless(outlet: str, *happened: Happened, words: str = WORDS) -> Findings:
    return told(outlet, {"p1": "Ann Lee", **STORY}, [Said(words, "p1")], happened)


def test_what_happened_to_nobody_with_a_name() -> None:
    meeting = Happened("meeting", {}, "2024-03-12")
    assert events(nameless("A", meeting), nameless("B", meeting)) == [["A:v1", "B:v1"]]
    fire = Happened("fire", {})
    assert events(nameless("A", fire), nameless("B", fire)) == []
    assert unsure(nameless("A", fire), nameless("B", fire)) == [("A:v1", "B:v1")]
    apart = [told(outlet, {}, happened=[meeting]) for outlet in "AB"]
    assert events(*apart) == [], "articles of two stories"
    twice = nameless("A", meeting, Happened("meeting", {}))
    assert events(twice, nameless("B", meeting)) == [], "there are two of the kind"
    general = Happened("meeting", {}, "2024-03-12", modality="generic")
    assert events(nameless("A", general), nameless("B", general)) == []


def test_articles_of_two_stories_need_more() -> None:
    left = told("A", {"p1": "Ann Lee"}, happened=[one("meeting")], published="2024-03-01")
    right = told("B", {"p1": "Ann Lee"}, happened=[one("meeting")], published="2024-09-01")
    assert events(left, right) == []


def test_events_are_called_by_type_and_people() -> None:
    left, right = reported("A", one("hospital-stay", ["p1", "p2"])), reported("B")
    assert [each.label for each in resolve([left, right]).events] == [
        "hospital stay: Ann Lee, Bo Ray"
    ]


# --- Disagreements --------------------------------------------------------------------------------


def claimed(outlet: str, property: str, value: str, published: str = "") -> Findings:
    return told(outlet, CAST, claims=[("p1", property, value)], published=published)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        pytest.param(("age", "34"), ("age", "36"), "34 against 36 years old", id="no dates"),
        pytest.param(
            ("age", "34", "2024-03-01"),
            ("age", "35", "2024-03-04"),
            "34 against 35 years old, 3 days apart",
            id="hardly a birthday between",
        ),
        pytest.param(
            ("age", "36", "2023-03-01"),
            ("age", "34", "2024-03-01"),
            "36 against 34 years old, 366 days apart",
            id="younger a year later",
        ),
        pytest.param(("children", "two"), ("children", "3"), "2 against 3", id="children"),
        pytest.param(("spouse", "p2"), ("spouse", "p3"), "Bo Ray against Cy Orr", id="spouses"),
    ],
)
def test_disagreements(left: tuple[str, ...], right: tuple[str, ...], reason: str) -> None:
    articles = [claimed("A", *left), claimed("B", *right)]
    (found,) = resolve(articles).contradictions
    first = "A" if found.left.article == articles[0].article.id else "B"
    if first == "B":
        before, _, rest = reason.partition(" against ")
        after, _, tail = rest.partition(" years") if "years" in rest else (rest, "", "")
        reason = f"{after} against {before}" + (f" years{tail}" if tail else "")
    assert found.reason == reason
    assert found.property == left[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("age", "34"), ("age", "34"), id="the same age"),
        pytest.param(("age", "34", "2024-03-01"), ("age", "35", "2025-02-01"), id="a year later"),
        pytest.param(("age", "34", "2024-03-01"), ("age", "35", "2024-09-01"), id="half a year"),
        pytest.param(("age", "about 30"), ("age", "34"), id="no number"),
        pytest.param(("children", "two", "2020"), ("children", "3", "2024"), id="years between"),
        pytest.param(("occupation", "baker"), ("occupation", "mayor"), id="may be both"),
    ],
)
def test_no_disagreement(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    assert resolve([claimed("A", *left), claimed("B", *right)]).contradictions == ()


def related(outlet: str, who: str, kin: str, whom: str) -> Findings:
    return told(outlet, CAST, claims=[(who, kin, whom)])


@pytest.mark.parametrize(
    ("left", "right", "reasons"),
    [
        pytest.param(("p1", "spouse", "p2"), ("p1", "sibling", "p2"), {"kinship"}, id="kinds"),
        pytest.param(("p1", "parent", "p2"), ("p2", "parent", "p1"), {"kinship"}, id="both ways"),
        pytest.param(("p1", "parent", "p2"), ("p2", "child", "p1"), set(), id="said twice"),
        pytest.param(("p1", "sibling", "p2"), ("p1", "sibling", "p3"), set(), id="two siblings"),
        pytest.param(("p1", "parent", "p2"), ("p1", "parent", "p3"), set(), id="two parents"),
    ],
)
def test_kinship(left: tuple[str, ...], right: tuple[str, ...], reasons: set[str]) -> None:
    found = resolve([related("A", *left), related("B", *right)]).contradictions
    assert {each.property for each in found} == reasons


def test_two_mothers() -> None:
    articles = [related("A", "p1", "parent", "p2"), related("B", "p1", "parent", "p3")]
    mothers = [
        replace(each, entities=tuple(replace(one, gender="female") for one in each.entities))
        for each in articles
    ]
    (found,) = resolve(mothers).contradictions
    assert found.property == "parent"
    assert set(found.reason.split(" against ")) == {"Bo Ray", "Cy Orr"}


def test_many_articles_on_two_values_are_few_contradictions() -> None:
    articles = [claimed(f"{place}", "age", "34" if place % 2 else "36") for place in range(20)]
    found = resolve(articles).contradictions
    assert len(found) < 20
    told_of = {key for each in found for key in (each.left, each.right)}
    assert len(told_of) == 20


# --- Sources --------------------------------------------------------------------------------------

OTHER = "The sea had made up its mind about that pier long before any of us did."


def drawn(outlet: str, *said: str, channel: str | None = None) -> Findings:
    cast = {"p1": "Ann Lee", "o1": "Longreads"}
    return told(outlet, cast, [Said(words, "p1", channel=channel) for words in said])


def test_articles_that_share_words_draw_on_one_source() -> None:
    left, right = drawn("A", WORDS, OTHER), drawn("B", OTHER, WORDS)
    (source,) = resolve([left, right]).sources
    assert source.label == "Words of Ann Lee"
    assert len(source.members) == 4


def test_a_source_is_called_by_its_channel() -> None:
    left = drawn("A", WORDS, "And then it was over.", channel="o1")
    right = drawn("B", WORDS, channel="o1")
    (source,) = resolve([left, right]).sources
    assert source.label == "Ann Lee on Longreads"
    assert len(source.members) == 3, "with what one article alone quotes from it"


def test_two_speeches_are_two_sources() -> None:
    articles = [drawn("A", WORDS), drawn("B", WORDS, OTHER), drawn("C", OTHER)]
    assert len(resolve(articles).sources) == 2


def test_no_source_without_shared_words() -> None:
    assert resolve([drawn("A", WORDS, channel="o1"), drawn("B", OTHER, channel="o1")]).sources == ()


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        pytest.param("two divers", "the two divers", True, id="described alike"),
        pytest.param("two divers", "two fishermen", False, id="described otherwise"),
        pytest.param("a diver", "the diver", False, id="by one word"),
    ],
)
def test_what_happens_to_people_described_alike(left: str, right: str, is_one: bool) -> None:
    def article(outlet: str, who: str) -> Findings:
        cast = {"p1": "Ann Lee", "p2": "Bo Ray", "p3_": who}
        return told(outlet, cast, [], [Happened("rescue", {"experiencer": "p3_"})])

    assert (events(article("A", left), article("B", right)) == [["A:v1", "B:v1"]]) is is_one


def test_weeks_apart_only_a_story_or_a_time_makes_a_doubt() -> None:
    first = told(
        "A", {"p1": "Ann Lee", "p2": "Bo Ray"}, [], [one("speech")], published="2024-03-01"
    )
    for published, is_doubtful in (("2024-03-09", True), ("2024-04-09", False)):
        other = told(
            "B", {"p1": "Ann Lee", "p3": "Cy Orr"}, [], [one("speech")], published=published
        )
        assert (unsure(first, other) == [("A:v1", "B:v1")]) is is_doubtful


def test_what_somebody_does_in_many_articles_is_no_doubt() -> None:
    """Candidates campaign every day: that two papers tell of it does not make it one event."""
    every = [told(f"{number}", {"p1": "Ann Lee"}, [], [one("campaign")]) for number in range(14)]
    assert unsure(*every) == []
    assert len(unsure(*every[:2])) == 1
