"""Who is one person over articles, and who never is."""

import pytest
from resolve_stories import Findings, Happened, Said, labels, people, told, unsure

from kg.model import Article, Entity, EntityType, Key, Mention, MentionKind, Span, digest
from kg.rdf.knowledge import load_knowledge
from kg.resolve import resolve

ESSAY = "I kept the small blue coat on its hook for a whole year after she was gone."
LAST = "Nobody tells you how loud a quiet house can be when you come home to it."


def pair(left: str, right: str, **more: object) -> tuple[Findings, Findings]:
    return told("A", {"p1": left}, **more), told("B", {"p1": right}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Ann Lee", "Ann Lee", id="full name"),
        pytest.param("Ann Lee", "ANN LEE", id="capitals"),
        pytest.param("Zoë Núñez", "Zoe Nunez", id="accents"),
        pytest.param("Ms Ann Lee", "Dr. Ann Lee", id="titles"),
        pytest.param("Ann Marie Lee", "Ann Lee", id="a middle name"),
    ],
)
def test_one_person(left: str, right: str) -> None:
    assert people(*pair(left, right)) == [["A:p1", "B:p1"]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("Lee", "Lee", id="bare surnames"),
        pytest.param("Lee", "Ann Lee", id="bare surname and full name"),
        pytest.param("Ann", "Ann", id="bare first names"),
        pytest.param("Ann", "Ann Lee", id="bare first name and full name"),
        pytest.param("Mr Lee", "Mr Lee", id="titled surnames"),
        pytest.param("Tom Lee", "Tim Lee", id="brothers"),
        pytest.param("Tom Lee Jr.", "Tom Lee Sr.", id="son and father"),
        pytest.param("Tom A. Lee", "Tom B. Lee", id="middle initials"),
        pytest.param("T. Lee", "T. Lee", id="an initial is no given name"),
    ],
)
def test_names_that_join_nobody(left: str, right: str) -> None:
    assert people(*pair(left, right)) == []


def test_anonymous_people_never_merge() -> None:
    left = told("A", {"p1_": "an official", "p2": "Ann Lee"}, [Said(ESSAY, "p1_")])
    right = told("B", {"p1_": "an official", "p2": "Ann Lee"}, [Said(ESSAY, "p1_")])
    assert people(left, right) == [["A:p2", "B:p2"]]


def test_two_full_names_in_one_article_are_two() -> None:
    left = told("A", {"p1": "Tom Lee", "p2": "Tom A. Lee"})
    right = told("B", {"p1": "Tom Lee"})
    assert people(left, right) == [["A:p1", "B:p1"]]


def test_a_name_between_two_that_exclude_each_other_joins_neither() -> None:
    first = told("A", {"p1": "Tom A. Lee"})
    second = told("B", {"p1": "Tom B. Lee"})
    between = told("C", {"p1": "Tom Lee"})
    assert people(first, second, between) == []
    assert unsure(first, second, between) == [("A:p1", "C:p1"), ("B:p1", "C:p1")]


def test_two_generations_of_one_name() -> None:
    old = told("A", {"p1": "Tom Lee"}, claims=[("p1", "age", "71")], published="2024-03-01")
    young = told("B", {"p1": "Tom Lee"}, claims=[("p1", "age", "38")], published="2024-04-01")
    again = told("C", {"p1": "Tom Lee"}, claims=[("p1", "age", "39")], published="2025-04-01")
    ageless = told("D", {"p1": "Tom Lee"})
    assert people(old, young, again, ageless) == [["B:p1", "C:p1"]]
    assert unsure(old, young, again, ageless) == [("A:p1", "D:p1"), ("B:p1", "D:p1")]


def test_a_wrong_age_parts_nobody_from_the_company_they_keep() -> None:
    beside = {"p2": "Di Fox", "p3": "Ed Orr"}
    right = told("A", {"p1": "Tom Lee", **beside}, claims=[("p1", "age", "71")], published="2024")
    wrong = told("B", {"p1": "Tom Lee", **beside}, claims=[("p1", "age", "31")], published="2024")
    assert ["A:p1", "B:p1"] in people(right, wrong)
    kin = {"p2": "Ann Lee", "p3": "Bo Lee"}
    father = told("A", {"p1": "Tom Lee", **kin}, claims=[("p1", "age", "71")], published="2024")
    son = told("B", {"p1": "Tom Lee", **kin}, claims=[("p1", "age", "31")], published="2024")
    assert ["A:p1", "B:p1"] not in people(father, son), "father and son have the same family"


def test_one_age_in_many_articles_tells_little() -> None:
    known = [told(str(at), {"p1": "Tom J. Lee"}) for at in range(12)]
    known.append(told("A", {"p1": "Tom J. Lee"}, claims=[("p1", "age", "31")], published="2024"))
    other = told("B", {"p1": "Tom Lee"}, claims=[("p1", "age", "71")], published="2024")
    (group,) = people(*known, other)
    assert "B:p1" in group
    assert people(known[-1], other) == []


def test_whoever_speaks_is_no_infant() -> None:
    said = [Said(ESSAY, "p1")]
    old = told("A", {"p1": "Tom Lee"}, said, claims=[("p1", "age", "71")], published="2024")
    one = told("B", {"p1": "Tom Lee"}, said, claims=[("p1", "age", "1")], published="2024")
    assert people(old, one) == [["A:p1", "B:p1"]]


KIN = [("p1", "spouse", "p2")]
MOVE = [Happened("move", {"experiencer": ["p1", "p2"]})]
SHARED = [Said(ESSAY, "p1")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            told("A", {"p1": "Ann Lee", "p2": "Bo"}, claims=KIN),
            told("B", {"p1": "Ann Lee", "p2": "Bo Ray"}, claims=KIN),
            id="kin of one person",
        ),
        pytest.param(
            told("A", {"p1": "Ann Lee", "p2": "Bo"}, [Said(ESSAY, "p2")]),
            told("B", {"p1": "Ann Lee", "p2": "Bo Ray"}, [Said(ESSAY, "p2")]),
            id="the same words",
        ),
        pytest.param(
            told("A", {"p1": "Ann Lee", "p2": "Bo"}, [Said(f"{ESSAY} Bo wept.", "p1")]),
            told("B", {"p1": "Ann Lee", "p2": "Bo"}, [Said(f"{ESSAY} Bo wept.", "p1")]),
            id="named in the same words",
        ),
        pytest.param(
            told("A", {"p1": "Ann Lee", "p2": "Bo"}, SHARED, beside=True),
            told("B", {"p1": "Ann Lee", "p2": "Bo Ray"}, SHARED, beside=True),
            id="next to one person in one story",
        ),
        pytest.param(
            told("A", {"p1": "Ann Lee", "p2": "Bo"}, SHARED, MOVE),
            told("B", {"p1": "Ann Lee", "p2": "Bo Ray"}, SHARED, MOVE),
            id="living through one thing in one story",
        ),
    ],
)
def test_a_first_name_joins_through_company(left: Findings, right: Findings) -> None:
    assert people(left, right) == [["A:p1", "B:p1"], ["A:p2", "B:p2"]]


def test_company_is_found_round_by_round() -> None:
    """Cy is known by Bo, who is known by Ann."""
    claims = [("p1", "spouse", "p2"), ("p2", "sibling", "p3")]
    left = told("A", {"p1": "Ann Lee", "p2": "Bo", "p3": "Cy"}, claims=claims)
    right = told("B", {"p1": "Ann Lee", "p2": "Bo Ray", "p3": "Cy"}, claims=claims)
    assert people(left, right) == [["A:p1", "B:p1"], ["A:p2", "B:p2"], ["A:p3", "B:p3"]]


def test_mere_company_is_not_enough() -> None:
    """A first name in a story with the same people may still be somebody else's."""
    cast = {f"p{n}": name for n, name in enumerate(("Ann Lee", "Di Fox", "Ed Orr", "Flo Kay"), 1)}
    left = told("A", {**cast, "p9": "Bo"}, SHARED)
    right = told("B", {**cast, "p9": "Bo Ray"}, SHARED)
    assert ["A:p9", "B:p9"] not in people(left, right)
    assert unsure(left, right) == [("A:p9", "B:p9")]


def test_one_first_name_in_one_story_is_one_person() -> None:
    left = told("A", {"p1": "Ann Lee", "p2": "Di Fox", "p3": "Bo"}, SHARED)
    right = told("B", {"p1": "Ann Lee", "p2": "Di Fox", "p3": "Bo"}, SHARED)
    assert ["A:p3", "B:p3"] in people(left, right)


def test_a_surname_that_fits_two_joins_neither() -> None:
    left = told("A", {"p1": "Ann Lee", "p2": "Orr"}, SHARED, claims=[("p1", "sibling", "p2")])
    right = told(
        "B",
        {"p1": "Ann Lee", "p2": "Bo Orr", "p3": "Cy Orr"},
        SHARED,
        claims=[("p1", "sibling", "p2"), ("p1", "sibling", "p3")],
    )
    assert people(left, right) == [["A:p1", "B:p1"]]
    assert unsure(left, right) == [("A:p2", "B:p2"), ("A:p2", "B:p3")]


def test_the_same_words_do_not_join_other_names() -> None:
    assert people(*pair("Ann Lee", "Bo Ray", said=[Said(ESSAY, "p1")])) == []


def test_reasons_are_told() -> None:
    left = told("A", {"p1": "Ann Lee", "p2": "Bo"}, SHARED)
    right = told("B", {"p1": "Ann Lee", "p2": "Bo Ray"}, SHARED)
    (match,) = resolve([left, right]).unsure
    assert {each.reason for each in match.evidence} == {
        "“bo” fits “bo ray”",
        "their articles share “i kept the small blue coat …”",
        "both are named beside Ann Lee",
    }


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        pytest.param({"o1": "Harbour Line"}, {"o1": "the Harbour Line"}, True, id="an article"),
        pytest.param({"o1": "Lee & Co."}, {"o1": "Lee and Co"}, True, id="an ampersand"),
        pytest.param({"l1": "São Pedro"}, {"l1": "Sao Pedro"}, True, id="an accent"),
        pytest.param({"o1": "Harbour"}, {"l1": "Harbour"}, False, id="a company and a place"),
        pytest.param({"g1_": "the jury"}, {"g1_": "the jury"}, False, id="a description"),
        pytest.param({"g1": "the Lees"}, {"g1": "the Lees"}, True, id="a group with a name"),
    ],
)
def test_other_things(left: dict[str, str], right: dict[str, str], is_one: bool) -> None:
    assert bool(people(told("A", left), told("B", right))) is is_one


def test_every_entity_is_in_one_cluster_with_its_fullest_name() -> None:
    left = told("A", {"p1": "Ann Lee", "p2_": "a man", "o1": "Lee Ltd"})
    right = told("B", {"p1": "Ann Marie Lee", "o1": "Lee Ltd"})
    resolution = resolve([left, right])
    assert labels(resolution) == ["Ann Marie Lee", "Lee Ltd", "a man"]
    members = [key for each in resolution.entities for key in each.members]
    assert len(members) == len(set(members)) == 5
    assert len({each.id for each in resolution.entities}) == 3


SEA = [Said(ESSAY, "p1")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("St Bede’s", "St Bede's Hospital", id="what it is is left out"),
        pytest.param("Athletic", "Port Ames Athletic", id="where it is is left out"),
        pytest.param("FC Port Ames", "Port Ames", id="a designator"),
        pytest.param("Harbour Safety Board", "HSB", id="initials"),
        pytest.param("The Union of Deckhands", "U.D.", id="initials without small words"),
    ],
)
def test_an_organization_by_a_shorter_name(left: str, right: str) -> None:
    knowledge, names = load_knowledge(), (("A", left), ("B", right))
    story = [told(outlet, {"p1": "Ann Lee", "o1": name}, SEA) for outlet, name in names]
    apart = [told(outlet, {"o1": name}) for outlet, name in names]

    def joined(found: list[Findings]) -> bool:
        clusters = resolve(found, knowledge=knowledge).entities
        return any(len(each.members) > 1 and each.members[0].finding == "o1" for each in clusters)

    assert joined(story)
    assert not joined(apart), "only in articles of one story"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({"o1": "Athletic"}, {"o1": "Ames Athletic", "o2": "Wick Athletic"}, id="2"),
        pytest.param({"o1": "the Board"}, {"o1": "Harbour Safety Board"}, id="any board"),
        pytest.param({"o1": "Port Ames"}, {"o1": "Port Ames Echo"}, id="a town and its paper"),
        pytest.param({"o1": "HSB"}, {"o1": "Harbour Council"}, id="other initials"),
        pytest.param({"o1": "Lee Ltd", "o2": "Lee"}, {"o1": "Lee", "o2": "Lee Ltd"}, id="two"),
    ],
)  # fmt: skip
def test_organizations_that_are_not_sure_to_be_one(
    left: dict[str, str], right: dict[str, str]
) -> None:
    found = [told("A", {"p1": "Ann Lee", **left}, SEA), told("B", {"p1": "Ann Lee", **right}, SEA)]
    name = {Key(f.article.id, e.id): e.name for f in found for e in f.entities}
    for each in resolve(found, knowledge=load_knowledge()).entities:
        assert len({name[key] for key in each.members}) == 1


def test_initials_that_an_article_defines_are_one_everywhere() -> None:
    defining = told("A", {"o1": "Harbour Safety Board"})
    text = defining.article.text.replace("Board is", "Board (HSB) is")
    at = text.index("HSB")
    both = Findings(
        Article(defining.article.id, "A", text),
        (
            *defining.entities,
            Entity("o2", EntityType.ORGANIZATION, "HSB",
                   (Mention(Span(at, at + 3), MentionKind.NAME),)),
        ),
    )  # fmt: skip
    other = told("B", {"o1": "HSB"})
    assert people(both, other) == [["A:o1", "A:o2", "B:o1"]]


def test_a_rare_surname_in_one_story() -> None:
    cast = {f"p{n}": name for n, name in enumerate(("Di Fox", "Ed Orr", "Flo Kay"), 3)}
    left = told("A", {"p1": "Ann Lee", "p2": "Dr Quill", **cast}, SEA)
    right = told("B", {"p1": "Ann Lee", "p2": "Bo Quill", **cast}, SEA)
    assert ["A:p2", "B:p2"] in people(left, right)
    other = told("C", {"p9": "Cy Quill"})
    assert ["A:p2", "B:p2"] not in people(left, right, other), "there is another of the name"


def test_a_family_name_alone_possibly_means_whom_it_usually_means() -> None:
    often = [told(outlet, {"p1": "Ann Lee", "p2": "Cy Orr"}) for outlet in "ABC"]
    alone = told("D", {"p1": "Lee", "p2": "Di Fox"})
    assert people(*often, alone)[0] == ["A:p1", "B:p1", "C:p1"]
    assert [right for _, right in unsure(*often, alone)] == ["D:p1"]
    others = [told(outlet, {"p1": "Bo Lee", "p2": "Ed Ray"}) for outlet in "EF"]
    assert unsure(*often, *others, alone) == [], "it may be either"
    assert unsure(*often[:2], alone) == [], "two articles tell no habit"


def test_a_context_is_of_whom_most_articles_have_in_it() -> None:
    """One article takes another Bo for her husband, and three have the right one."""
    right = [
        told(outlet, {"p1": "Ann Lee", "p2": "Bo Lee"}, claims=KIN) for outlet in ("A", "B", "C")
    ]
    slip = told("D", {"p1": "Ann Lee", "p2": "Bo Moss"}, claims=KIN)
    short = told("E", {"p1": "Ann Lee", "p2": "Bo"}, claims=KIN)
    assert people(short, slip) == [["D:p1", "E:p1"], ["D:p2", "E:p2"]]
    assert people(*right, slip, short)[1:] == [["A:p2", "B:p2", "C:p2", "E:p2"]]


def described(outlet: str, *called: tuple[str, MentionKind], anonymous: bool = False) -> Findings:
    """Return an article on one person, who is called these in it."""
    text, mentions = f"{outlet} reports. ", []
    for words, kind in called:
        mentions.append(Mention(Span(len(text), len(text) + len(words)), kind))
        text += f"{words} was seen. "
    name = max((words for words, kind in called if anonymous or kind is MentionKind.NAME), key=len)
    entity = Entity("p1", EntityType.PERSON, name, tuple(mentions), anonymous=anonymous)
    return Findings(Article(digest(text)[:16], outlet, text), (entity,))


NAME, NOMINAL = MentionKind.NAME, MentionKind.NOMINAL


@pytest.mark.parametrize(
    "overlooked",
    [
        pytest.param(described("A", ("Ann Lee", NOMINAL), ("Lee", NAME)), id="the rest is named"),
        pytest.param(described("A", ("Ms. Ann Lee", NOMINAL), anonymous=True), id="no other name"),
    ],
)
def test_a_description_that_is_a_name_elsewhere_is_one(overlooked: Findings) -> None:
    assert people(overlooked, described("B", ("Ann Lee", NAME))) == [["A:p1", "B:p1"]]
    assert people(overlooked, described("B", ("Jo Lee", NAME))) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("Vice President", NAME), ("Vice President", NAME), id="an office alone"),
        pytest.param(("vice president", NOMINAL), ("Vice President", NAME), id="a description"),
        pytest.param(("will power", NOMINAL), ("Will Power", NAME), id="small letters"),
    ],
)
def test_what_is_no_name_joins_nobody(
    left: tuple[str, MentionKind], right: tuple[str, MentionKind]
) -> None:
    both = (
        described(outlet, called, anonymous=called[1] is NOMINAL)
        for outlet, called in (("A", left), ("B", right))
    )
    found = resolve(tuple(both), knowledge=load_knowledge())
    assert [len(each.members) for each in found.entities] == [1, 1]
