"""Statements that several articles carry, word by word against the fullest wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Cluster, Key, QuoteKind
from kg.sheets.alignment import align, extent, shared
from kg.sheets.register import Register
from kg.sheets.sheet import Cell, Compared, Sheet, listed, support

_ALONE = "only here"
"""Said of a rendering that has hardly a word in common with any other."""
_PART = 0.3
"""The part of a rendering that must stand in another wording for the two to be compared."""
COLUMNS = ("outlet", "date", "rendered", "difference", "words", "article")


def compared(register: Register, name: str = "") -> tuple[Sheet, ...]:
    """Return a sheet for each statement of several articles, those of most articles first.

    With `name`, only statements of people who are called so.
    """
    wanted = {each.id for each in register.people(name)} if name else set()
    several = (each for each in register.resolution.statements if len(_articles(each)) > 1)
    sheets = (
        _sheet(register, each)
        for each in sorted(several, key=lambda each: (-len(_articles(each)), each.label, each.id))
        if not name or wanted & {who.id for key in each.members for who in register.speakers(key)}
    )
    return tuple(sheets)


def _articles(cluster: Cluster) -> set[str]:
    return {key.article for key in cluster.members}


def _sheet(register: Register, statement: Cluster) -> Sheet:
    who = _who(register, statement)
    count = len(_articles(statement))
    title = f"{who or 'Somebody'}: {support(count, statement.independent)}"
    about: tuple[tuple[str, Cell], ...] = (
        ("who", who),
        ("statement", statement.label),
        ("articles", count),
        ("independent sources", statement.independent or count),
        ("id", statement.id),
    )
    return Sheet("statement", title, about, COLUMNS, tuple(_rows(register, statement)))


def _who(register: Register, statement: Cluster) -> str:
    """Return who speaks, by names; by descriptions where nobody is named."""
    speakers = [each for key in statement.members for each in register.speakers(key)]
    named = [each for each in speakers if register.is_named(each)]
    return listed(each.label for each in named or speakers)


def _rows(register: Register, statement: Cluster) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each rendering of a statement in an article, in order of their days."""
    renderings = sorted(
        _renderings(register, statement),
        key=lambda keys: (register.day(keys[0]), register.outlet(keys[0]), keys),
    )
    for keys in renderings:
        parts = _parts(register, keys)
        own = " ".join(parts)
        held = _fuller(register, statement, keys, own)
        found = align(held, parts)
        difference = _ALONE if held == own != statement.label else _difference(found)
        kinds = listed(register.quotes[key].kind.value for key in keys)
        first = keys[0]
        yield (
            register.outlet(first), register.day(first), kinds,
            difference, found, register.place(first),
        )  # fmt: skip


def _fuller(register: Register, statement: Cluster, keys: list[Key], words: str) -> str:
    """Return what a rendering is to be held against: the fullest wording, where it has part in it.

    An outlet may quote as one what another quotes in parts of which none holds all: then it is the
    quotation elsewhere that has most of it; and where none has, the words themselves.
    """
    if shared(statement.label, words) >= _PART:
        return statement.label
    elsewhere = (key for key in statement.members if key.article != keys[0].article)
    others = {" ".join(register.words(key)) for key in elsewhere}
    best = max(sorted(others), key=lambda each: shared(each, words), default="")
    return best if shared(best, words) >= _PART else words


def _renderings(register: Register, statement: Cluster) -> Iterator[list[Key]]:
    """Yield the quotations that together render a statement in an article.

    What renders the same words twice, and what is paraphrased beside the words, stands apart.
    """
    groups: defaultdict[tuple[str, bool], list[tuple[Key, range]]] = defaultdict(list)
    in_order = sorted(statement.members, key=lambda key: register.quotes[key].content)
    for key in in_order:
        is_told = register.quotes[key].kind is QuoteKind.INDIRECT
        held = extent(statement.label, " ".join(register.words(key)))
        groups[key.article, is_told].append((key, held))
    for group in groups.values():
        yield from _apart(group)


def _apart(group: list[tuple[Key, range]]) -> Iterator[list[Key]]:
    own: list[Key] = []
    taken: list[range] = []
    for key, held in group:
        if any(held.start < other.stop - 1 and other.start < held.stop - 1 for other in taken):
            yield own
            own, taken = [], []
        own.append(key)
        taken.append(held)
    yield own


def _parts(register: Register, keys: Iterable[Key]) -> list[str]:
    """Return the pieces of all quotations, in the order of the text."""
    pieces = {
        (piece, register.article(key)[piece])
        for key in keys
        for piece in register.quotes[key].content
    }
    return [text for _, text in sorted(pieces)]


def _difference(found: Compared) -> str:
    """Return in a word how a wording differs from the fullest one."""
    if not found.differs:
        return "none"
    kinds = {each.change.value for each in found.pieces}
    if {"dropped", "added"} <= kinds:
        words = "changed"
    else:
        words = next((kind for kind in ("dropped", "added") if kind in kinds), "")
    return " and ".join(filter(None, (words, "reordered" if found.reordered else "")))
