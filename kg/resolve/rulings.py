"""What users rule about people in a table of their own (`people.csv`); it outweighs any reason.

Each row is one person: the name that the graph shall show, further names of theirs, their item in
Wikidata, and who else is the same or not the same. Two rows are two people. A person is meant by a
name, wherever an article calls somebody so, or by an address, `ARTICLE#ENTITY`, for the one whom a
single article tells of: what splits people of one name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from kg.errors import PeopleError
from kg.knowledge import People
from kg.model import Article, Key
from kg.resolve.names import Name, fold, parse_name

COLUMNS = ("name", "aliases", "wikidata", "same", "different", "note")
"""The columns of the table; only `name` must be there, and `note` is read by people alone."""

_ITEM = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(?P<item>Q[1-9]\d*)")
_ADDRESS = re.compile(r"(?P<article>\S+)#(?:chain=)?(?P<entity>[\w.-]+)")
_SEVERAL = re.compile(r"[;|]")

Sign = Name | Key | str
"""What a person is meant by: a name, an address, or the folded words of what is no name."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One row of the table: who somebody is, and who they are not; cells as written.

    `item` is an identifier of Wikidata (Q42), or "".
    """

    line: int
    name: str
    others: tuple[str, ...] = ()
    item: str = ""
    different: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """All by which the person is meant."""
        return (self.name, *self.others)


@dataclass(frozen=True)
class Rulings:
    """The rows of a table; empty where the user has none."""

    rows: tuple[Ruling, ...] = ()
    file: str = field(default="", compare=False)

    def laid_over(self, articles: Iterable[Article], people: People) -> Ruled:
        """Return whom the rows mean among the people of these articles.

        Raises PeopleError where one name or address stands for two people.
        """
        ids = _ids_of(articles)
        signs = [_signs(row.written, ids, people) for row in self.rows]
        meant = self._meant(signs)
        apart: set[frozenset[int]] = set()
        for place, row in enumerate(self.rows):
            for written in row.different:
                sign = _sign(written, ids, people)
                other = meant.setdefault(sign, len(self.rows) + len(meant))
                if other == place:
                    raise self._error(row.line, written, f"is {row.name} and not {row.name}")
                apart.add(frozenset({place, other}))
        return Ruled(self.rows, meant, frozenset(apart), people)

    def _meant(self, signs: list[dict[Sign, str]]) -> dict[Sign, int]:
        meant: dict[Sign, int] = {}
        for place, row in enumerate(self.rows):
            for sign, written in signs[place].items():
                if sign in meant:
                    first = self.rows[meant[sign]]
                    problem = f"already stands for {first.name} (line {first.line})"
                    raise self._error(row.line, written, problem)
                meant[sign] = place
        return meant

    def _error(self, line: int, written: str, problem: str) -> PeopleError:
        remedy = "keep it in one place only, or tell the two apart by addresses (ARTICLE#ENTITY)"
        return PeopleError(f"{self.file or 'people'}, line {line}: “{written}” {problem}: {remedy}")


@dataclass(frozen=True)
class Ruled:
    """Whom the rows of a table mean: the number of each is its place among them.

    Numbers beyond the rows stand for those who are only said to be different from one.
    """

    rows: tuple[Ruling, ...] = ()
    meant: Mapping[Sign, int] = field(default_factory=dict)
    apart: frozenset[frozenset[int]] = frozenset()
    people: People = field(default_factory=People)

    def number(self, key: Key, name: str) -> int | None:
        """Return the number of the person whom an article calls so, None where no row has them."""
        if key in self.meant:
            return self.meant[key]
        return next((self.meant[sign] for sign in self._forms(name) if sign in self.meant), None)

    def _forms(self, name: str) -> Iterator[Sign]:
        """Yield a name as its row may have it: with the title's gender, then without any title."""
        parsed = parse_name(name, self.people)
        yield fold(" ".join(name.split()))
        if parsed:
            if parsed.titled:
                yield _without_title(parsed, keep_gender=True)
            yield _without_title(parsed, keep_gender=False)

    def exclude(self, left: Iterable[int], right: Iterable[int]) -> bool:
        """Tell whether the table says that two people are two."""
        return any(self._are_two(one, other) for one in left for other in right)

    def _are_two(self, one: int, other: int) -> bool:
        both_have_rows = one != other and max(one, other) < len(self.rows)
        return both_have_rows or frozenset({one, other}) in self.apart

    @cached_property
    def addresses(self) -> frozenset[Key]:
        """The addresses that the table holds."""
        return frozenset(sign for sign in self.meant if isinstance(sign, Key))


def _signs(written: Iterable[str], ids: Mapping[str, str], people: People) -> dict[Sign, str]:
    return {_sign(each, ids, people): each for each in written}


def _sign(written: str, ids: Mapping[str, str], people: People) -> Sign:
    address = _ADDRESS.fullmatch(written)
    if address:
        article = address["article"]
        return Key(ids.get(article, article.rpartition("/article/")[2]), address["entity"])
    name = parse_name(written, people)
    return _without_title(name, keep_gender=True) if name else fold(written)


def _without_title(name: Name, *, keep_gender: bool) -> Name:
    """Return a name as it is looked up: of a title only whom it can stand before."""
    gender = name.gender if keep_gender and not name.is_full else ""
    return Name(name.family, name.given, name.middle, name.suffix, gender=gender)


def _ids_of(articles: Iterable[Article]) -> dict[str, str]:
    """Return each article's id by all that it may be called: its id, URL, and source."""
    return {
        name: article.id
        for article in articles
        for name in (article.source, article.url, article.id)
        if name
    }


# --- The file -------------------------------------------------------------------------------------


def read_rulings(path: Path) -> Rulings:
    """Read a user's table: CSV in UTF-8 with a head, cells of several values parted by ; or |.

    Raises PeopleError with file, line, value and remedy where it is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"{path}: is not in UTF-8 (byte {error.start}): save it as “CSV UTF-8”"
        raise PeopleError(problem) from error
    except OSError as error:
        problem = f"{path}: cannot be read ({error.strerror}): give the path of a CSV file"
        raise PeopleError(problem) from error
    return _Table(str(path), text).rulings()


class _Table:
    """A table of people as it is written."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        first = text.partition("\n")[0]
        self._delimiter = next((mark for mark in ",;\t" if mark in first), ",")
        self._several = re.compile(r"\|") if self._delimiter == ";" else _SEVERAL
        self._lines = csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter)

    def rulings(self) -> Rulings:
        """Return the rows, checked one by one and against each other."""
        try:
            columns = self._head()
            rows = tuple(row for cells in self._lines if (row := self._row(columns, cells)))
        except csv.Error as error:
            raise self._error("", f"is no CSV ({error}): save it again as CSV") from error
        self._check_items(rows)
        return Rulings(rows, self._file)

    def _head(self) -> list[str]:
        columns = [cell.strip().casefold() for cell in next(self._lines, [])]
        known = ", ".join(COLUMNS)
        for column in columns:
            if column not in COLUMNS:
                raise self._error(column, f"is no column: there are {known}")
            if columns.count(column) > 1:
                raise self._error(column, "is the head of two columns: keep one")
        if "name" not in columns:
            raise self._error("name", f"is missing from the first line: the columns are {known}")
        return columns

    def _row(self, columns: list[str], cells: list[str]) -> Ruling | None:
        if not any(cell.strip() for cell in cells):
            return None
        if len(cells) > len(columns):
            extra = cells[len(columns)]
            raise self._error(extra, "stands in no column: put cells with commas in double quotes")
        row = dict(zip(columns, (" ".join(cell.split()) for cell in cells), strict=False))
        if not row["name"]:
            what = next(cell for cell in row.values() if cell)
            raise self._error(what, "stands in a row without a name: fill in the first column")
        others = dict.fromkeys(chain(self._parts(row, "aliases"), self._parts(row, "same")))
        others.pop(row["name"], None)
        different = self._parts(row, "different")
        line, item = self._lines.line_num, self._item(row.get("wikidata", ""))
        return Ruling(line, row["name"], tuple(others), item, different)

    def _parts(self, row: Mapping[str, str], column: str) -> tuple[str, ...]:
        parts = (part.strip() for part in self._several.split(row.get(column, "")))
        return tuple(part for part in parts if part)

    def _item(self, written: str) -> str:
        found = _ITEM.fullmatch(written)
        if written and not found:
            raise self._error(written, "is no item of Wikidata: write it like Q42")
        return found["item"] if found else ""

    def _check_items(self, rows: Iterable[Ruling]) -> None:
        lines: dict[str, Ruling] = {}
        for row in rows:
            first = lines.setdefault(row.item, row) if row.item else row
            if first is not row:
                where = f"{self._file}, line {row.line}"
                raise PeopleError(
                    f"{where}: {row.item} stands for {first.name} (line {first.line}) as well: "
                    "make one row of the two, or correct the item"
                )

    def _error(self, value: str, problem: str) -> PeopleError:
        line = max(self._lines.line_num, 1)
        return PeopleError(f"{self._file}, line {line}: “{value}” {problem}")
