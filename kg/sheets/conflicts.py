"""What articles disagree on, each claim with its outlet, its day and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.model import Claim, Cluster, Contradiction, Key, Span
from kg.sheets.register import Register
from kg.sheets.sheet import Cell, Sheet, support

COLUMNS = ("says", "outlet", "date", "as told by", "words", "article")


def disputed(register: Register, name: str = "") -> tuple[Sheet, ...]:
    """Return a sheet for each property of somebody on which articles disagree.

    With `name`, only of people who are called so.
    """
    wanted = {each.id for each in register.people(name)} if name else set()
    groups: defaultdict[tuple[str, str], list[Contradiction]] = defaultdict(list)
    subjects: dict[str, Cluster] = {}
    for found in register.resolution.contradictions:
        subject = _subject(register, found)
        subjects[subject.id] = subject
        groups[subject.id, found.property].append(found)
    ordered = sorted(groups.items(), key=lambda each: (subjects[each[0][0]].label, each[0]))
    return tuple(
        _sheet(register, subjects[id], property, found)
        for (id, property), found in ordered
        if not name or id in wanted
    )


def _subject(register: Register, found: Contradiction) -> Cluster:
    """Return whom both sides are about; of events that nobody lived through, the event."""
    left, right = (_subjects(register, key) for key in (found.left, found.right))
    ids = {each.id for each in right}
    return next((each for each in left if each.id in ids), left[0])


def _subjects(register: Register, key: Key) -> list[Cluster]:
    """Return whom a claim is about, or who lived through what a report tells of, and that event."""
    event = register.events.get(key)
    if event is None:
        return [register.thing[Key(key.article, _claim(register, key).subject)]]
    lived = (part.entity for part in event.participants if part.role == "experiencer")
    return [*(register.thing[Key(key.article, entity)] for entity in lived), register.event[key]]


def _claim(register: Register, key: Key) -> Claim:
    return register.findings[key.article].claims[int(key.finding)]


def _sheet(
    register: Register, subject: Cluster, property: str, found: list[Contradiction]
) -> Sheet:
    keys = sorted({key for each in found for key in (each.left, each.right)})
    articles = len({key.article for key in keys})
    independent = register.independent(subject, keys)
    about: tuple[tuple[str, Cell], ...] = (
        ("who", subject.label),
        ("about", property),
        ("why", "; ".join(sorted({each.reason for each in found}))),
        ("articles", articles),
        ("independent sources", independent),
        ("id", subject.id),
    )
    title = f"{subject.label}, {property}: {support(articles, independent)}"
    return Sheet("disagreement", title, about, COLUMNS, tuple(_rows(register, found[0], keys)))


def _rows(register: Register, found: Contradiction, keys: list[Key]) -> Iterator[tuple[Cell, ...]]:
    rows = (_row(register, found, key) for key in keys)
    yield from sorted(rows, key=lambda row: (str(row[0]), str(row[2]), str(row[1]), str(row[4])))


def _row(register: Register, found: Contradiction, key: Key) -> tuple[Cell, ...]:
    says, quote, span = _claimed(register, found, key)
    told_by = register.speakers(Key(key.article, quote)) if quote else ()
    return (
        says, register.outlet(key), register.day(key), ", ".join(each.label for each in told_by),
        register.around(key, span.begin, span.end), register.place(key),
    )  # fmt: skip


def _claimed(register: Register, found: Contradiction, key: Key) -> tuple[str, str | None, Span]:
    """Return what a claim says, in which quotation, and where; of a report, when or what it was."""
    event = register.events.get(key)
    if event and event.time and found.is_of_time():
        return event.time.value, event.reported_in, event.time.span
    if event:
        return event.type.replace("-", " "), event.reported_in, event.trigger
    claim = _claim(register, key)
    says = register.label(Key(key.article, claim.object)) if claim.object else claim.value
    return says, claim.reported_in, claim.evidence
