"""The user's own table of people: what it says goes, and what is wrong with it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from resolve_stories import Findings, Said, several, told

from kg.errors import PeopleError
from kg.model import Resolution
from kg.resolve import read_rulings, resolve

ESSAY = "I kept the small blue coat on its hook for a whole year after she was gone."


def ruled(tmp_path: Path, table: str, *findings: Findings) -> Resolution:
    file = tmp_path / "people.csv"
    file.write_text(table, encoding="utf-8")
    return resolve(findings, rulings=read_rulings(file))


def together(resolution: Resolution, findings: list[Findings]) -> list[list[str]]:
    """Return who is one, as outlet:entity."""
    return several(findings, resolution.entities)


@pytest.mark.parametrize(
    ("table", "left", "right"),
    [
        pytest.param("name,aliases\nAnn Lee,Nan Orr\n", "Ann Lee", "Nan Orr", id="another name"),
        pytest.param("name,aliases\nAnn Lee,Lee\n", "Ann Lee", "Ms Lee", id="a bare surname"),
        pytest.param("name,aliases\nAnn Lee,Ms Lee\n", "Ann Lee", "Ms Lee", id="with her title"),
        pytest.param("name,same\nAnn Lee,Ann B. Lee\n", "Ann C. Lee", "Ann Lee", id="as it was"),
        pytest.param("name;aliases\nAnn Lee;Nan|Annie\n", "Ann Lee", "Annie", id="semicolons"),
        pytest.param("name\taliases\nAnn Lee\tNan; Annie\n", "Ann Lee", "Nan", id="tabs"),
        pytest.param(
            "\ufeffNAME,Aliases\n\nann lee,nan\n", "Ann Lee", "Nan", id="a byte order mark"
        ),
    ],
)
def test_names_of_one_person(tmp_path: Path, table: str, left: str, right: str) -> None:
    findings = [told("A", {"p1": left}), told("B", {"p1": right})]
    assert together(ruled(tmp_path, table, *findings), findings) == [["A:p1", "B:p1"]]


def test_a_title_tells_whom_a_surname_means(tmp_path: Path) -> None:
    table = "name,aliases\nAnn Lee,Mrs Lee\nTom Lee,Mr Lee\n"
    findings = [
        told("A", {"p1": "Ann Lee", "p2": "Tom Lee"}),
        told("B", {"p1": "Mrs. Lee"}),
        told("C", {"p1": "Mr. Lee"}),
        told("D", {"p1": "Lee"}),
    ]
    found = together(ruled(tmp_path, table, *findings), findings)
    assert found == [["A:p1", "B:p1"], ["A:p2", "C:p1"]]


def test_different_by_name(tmp_path: Path) -> None:
    findings = [told("A", {"p1": "Tom Lee"}), told("B", {"p1": "Thomas Lee"})]
    both = [told("A", {"p1": "Tom A. Lee"}), told("B", {"p1": "Tom Lee"})]
    assert together(resolve(both), both) == [["A:p1", "B:p1"]]
    table = "name,different\nTom A. Lee,Tom Lee\n"
    resolution = ruled(tmp_path, table, *both)
    assert together(resolution, both) == []
    assert resolution.unsure == (), "no doubt is left"
    assert (
        together(ruled(tmp_path, "name,different\nTom Lee,Thomas Lee\n", *findings), findings) == []
    )


def test_two_who_are_different_from_one_may_be_the_same(tmp_path: Path) -> None:
    findings = [
        told("A", {"p1": "Tom Lee"}),
        told("B", {"p1": "Tom C. Lee"}),
        told("C", {"p1": "Tom Carl Lee"}),
    ]
    table = "name,different\nTom Lee,Tom C. Lee; Tom Carl Lee\n"
    assert resolve(findings[1:]).unsure or together(resolve(findings[1:]), findings[1:])
    alone = together(resolve(findings[1:]), findings[1:])
    assert together(ruled(tmp_path, table, *findings), findings) == alone


def test_one_name_of_two_people_is_split_by_addresses(tmp_path: Path) -> None:
    findings = [told(outlet, {"p1": "Tom Lee"}) for outlet in "ABC"]
    assert together(resolve(findings), findings) == [["A:p1", "B:p1", "C:p1"]]
    senator = f"name,different\nTom Lee,{findings[1].article.id}#p1\n"
    resolution = ruled(tmp_path, senator, *findings)
    assert together(resolution, findings) == [["A:p1", "C:p1"]]
    iri = f"https://w3id.org/witness/data/article/{findings[1].article.id}#chain=p1"
    for address in ("B#p1", iri):
        again = ruled(tmp_path, f"name,different\nTom Lee,{address}\n", *findings)
        assert again == resolution, address


def test_the_table_outweighs_vetoes(tmp_path: Path) -> None:
    """She was married between two articles, and one of them gives her age wrong."""
    left = told("A", {"p1": "Ann Lee"}, claims=[("p1", "age", "31")], published="2024-03-01")
    right = told("B", {"p1": "Ann Orr"}, claims=[("p1", "age", "61")], published="2024-03-02")
    third = told("C", {"p1": "Ann Orr", "p2": "Ann Lee"})
    findings = [left, right, third]
    resolution = ruled(tmp_path, "name,same\nAnn Orr,Ann Lee\n", *findings)
    assert together(resolution, findings) == [["A:p1", "B:p1", "C:p1", "C:p2"]]
    assert [each.reason for each in resolution.contradictions] in (
        ["31 against 61 years old, 1 day apart"], ["61 against 31 years old, 1 day apart"],
    )  # fmt: skip


def test_others_still_join_whom_the_table_means(tmp_path: Path) -> None:
    findings = [told("A", {"p1": "Ann Lee"}), told("B", {"p1": "Ann Marie Lee"})]
    resolution = ruled(tmp_path, "name,aliases\nAnn Lee,Nan Orr\n", *findings)
    assert together(resolution, findings) == [["A:p1", "B:p1"]]


def test_the_tables_name_and_item_are_the_persons(tmp_path: Path) -> None:
    table = "name,aliases,wikidata,note\nAnn Lee,Ann Marie Lee,{},the baker\nBo Ray,,Q7,\n"
    findings = [told("A", {"p1": "Ann Marie Lee"}), told("B", {"p1": "Cy Orr"})]
    for written in ("Q42", "https://www.wikidata.org/wiki/Q42"):
        resolution = ruled(tmp_path, table.format(written), *findings)
        labels = {each.id: each.label for each in resolution.entities}
        ((id, item),) = resolution.identities
        assert (labels[id], item) == ("Ann Lee", "Q42")


def test_order_does_not_matter(tmp_path: Path) -> None:
    findings = [told(outlet, {"p1": "Tom Lee"}, [Said(ESSAY, "p1")]) for outlet in "ABC"]
    table = f"name,different\nTom Lee,{findings[0].article.id}#p1\n"
    assert ruled(tmp_path, table, *findings) == ruled(tmp_path, table, *reversed(findings))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("", "line 1: “name” is missing from the first line", id="empty"),
        pytest.param("nick,name\n", "line 1: “nick” is no column: there are name", id="column"),
        pytest.param("name,name\n", "line 1: “name” is the head of two columns", id="twice"),
        pytest.param("name,aliases\nA Lee,B,C\n", "line 2: “C” stands in no column", id="too many"),
        pytest.param("name,aliases\n\n,Nan\n", "line 3: “Nan” stands in a row", id="nobody"),
        pytest.param("name,wikidata\nA Lee,42\n", "line 2: “42” is no item of Wikidata", id="item"),
        pytest.param(
            "name,wikidata\nA Lee,Q4\nB Lee,Q4\n",
            "line 3: Q4 stands for A Lee (line 2) as well: make one row",
            id="one item, two people",
        ),
        pytest.param(
            "name,aliases\nAnn Lee,Lee\nTom Lee,Lee\n",
            "line 3: “Lee” already stands for Ann Lee (line 2): keep it in one place only",
            id="one name, two people",
        ),
        pytest.param(
            "name,aliases,different\nAnn Lee,Nan,Nan\n",
            "line 2: “Nan” is Ann Lee and not Ann Lee",
            id="the same and not",
        ),
        pytest.param('name\n"A\x00', "", id="a zero byte"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, table: str, message: str) -> None:
    if "\x00" in table:
        assert ruled(tmp_path, table, told("A", {"p1": "Ann Lee"})).identities == ()
        return
    with pytest.raises(PeopleError) as caught:
        ruled(tmp_path, table, told("A", {"p1": "Ann Lee"}))
    assert f"people.csv, {message}" in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name\nZoë\n".encode("latin-1"))
    with pytest.raises(PeopleError, match=r"latin\.csv: is not in UTF-8 \(byte 7\): save it as"):
        read_rulings(tmp_path / "latin.csv")
    with pytest.raises(PeopleError, match=r"none\.csv: cannot be read \(No such file"):
        read_rulings(tmp_path / "none.csv")


# --- How many sources -----------------------------------------------------------------------------

OTHER = "Nobody tells you how loud a quiet house can be when you come home to it."


def test_articles_that_share_words_are_one_source() -> None:
    cast = {"p1": "Ann Lee", "p2": "Bo Ray"}
    left = told("A", cast, [Said(ESSAY, "p1")])
    right = told("B", cast, [Said(ESSAY, "p1")])
    own = told("C", cast, [Said(OTHER, "p1")])
    resolution = resolve([left, right, own])
    counted = {each.label: (len(each.members), each.independent) for each in resolution.entities}
    assert counted == {"Ann Lee": (3, 2), "Bo Ray": (3, 3)}
    said = {each.label: (len(each.members), each.independent) for each in resolution.statements}
    assert said == {ESSAY: (2, 1), OTHER: (1, 1)}
