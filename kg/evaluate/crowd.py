"""Graphs as large as one likes, of made-up people, to see how the page fares with them.

Each town has two papers. Everybody in it says something of a neighbour and moves house, and both
papers tell of it: three nodes for each of the `people`, and ties enough to make a town hang
together. Towns know nothing of each other. The same numbers give the same findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.evaluate.writing import Text
from kg.model import (
    Article,
    Cluster,
    Entity,
    EntityType,
    Event,
    Findings,
    Key,
    Mention,
    MentionKind,
    Participant,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Time,
)

PAPERS = ("Post", "Echo")
_FIRST = ("Ada", "Ben", "Cleo", "Dov", "Edda", "Femi", "Gwen", "Hal", "Ida", "Jun", "Kit", "Lou")
_BEGIN = ("Bar", "Col", "Den", "Fal", "Gor", "Hen", "Kal", "Lin", "Mor", "Nor", "Pel", "Ros")
_END = ("by", "dale", "ford", "grim", "ham", "kin", "land", "mond", "ner", "ric", "ston", "wick")


def crowd(towns: int, people: int) -> tuple[Sequence[Findings], Resolution]:
    """Return the findings of two papers for each town, and who and what is the same in both."""
    findings = [_paper(town, paper, people) for town in range(towns) for paper in range(2)]
    return findings, Resolution(
        entities=tuple(_same(towns, people, "e", name)),
        statements=tuple(_same(towns, people, "q", _words)),
        events=tuple(_same(towns, people, "v", lambda *_: "moved house")),
    )


def name(town: int, number: int) -> str:
    """Return what somebody is called, as nobody else is in the first 144 towns."""
    first, rest = _FIRST[number % 12], number // 12
    town_name = f"{_BEGIN[town // 12 % 12]}{_END[town % 12]}"
    return f"{first} {_BEGIN[rest % 12]}{_END[rest // 12 % 12]} {town_name}"


def _words(town: int, number: int) -> str:
    return f"I saw {name(town, number + 1)} at door {number} of {town} when the rain came,"


def _same(
    towns: int, people: int, kind: str, label: Callable[[int, int], str]
) -> Iterator[Cluster]:
    for town in range(towns):
        for number in range(people):
            keys = tuple(Key(_id(town, paper), f"{kind}{number}") for paper in range(2))
            yield Cluster(f"{kind}-{town}-{number}", label(town, number), keys)


def _id(town: int, paper: int) -> str:
    return f"{town:08x}{paper:08x}"


def _paper(town: int, paper: int, people: int) -> Findings:
    text = Text()
    mentions: list[list[Mention]] = [[] for _ in range(people)]
    quotes, events = [], []
    for number in range(people):
        mentions[number].append(Mention(text.put(name(town, number)), MentionKind.NAME))
        text.put(" ")
        events.append(_moved(text, number, 1 + (town + number) % 28))
        text.put(". “")
        quotes.append(_said(text, town, number, mentions))
    article = Article(
        id=_id(town, paper),
        source=f"{town}-{paper}.txt",
        text=str(text),
        title=f"Town {town}: who moved house",
        published=f"2024-05-{1 + town % 28:02}",
        publisher=f"Town {town} {PAPERS[paper]}",
    )
    entities = tuple(
        Entity(f"e{number}", EntityType.PERSON, name(town, number), tuple(mentions[number]))
        for number in range(people)
    )
    return Findings(article, entities, tuple(quotes), tuple(events))


def _moved(text: Text, number: int, day: int) -> Event:
    trigger = text.put("moved house")
    text.put(" on ")
    time = Time(text.put(f"{day} April 2024"), f"2024-04-{day:02}")
    part = Participant("experiencer", f"e{number}")
    return Event(f"v{number}", "move", trigger, (part,), time=time, confidence=0.9)


def _said(text: Text, town: int, number: int, mentions: Sequence[list[Mention]]) -> Quote:
    begin = text.put("I saw ").begin
    neighbour = text.put(name(town, number + 1))
    if number + 1 < len(mentions):
        mentions[number + 1].append(Mention(neighbour, MentionKind.NAME))
    rest = text.put(f" at door {number} of {town} when the rain came,")
    text.put("” ")
    source = text.put(name(town, number))
    mentions[number].append(Mention(source, MentionKind.NAME))
    text.put(" ")
    cue = text.put("said")
    text.put(".\n\n")
    return Quote(
        f"q{number}",
        QuoteKind.DIRECT,
        (Span(begin, rest.end),),
        (cue,),
        (source,),
        f"e{number}",
        confidence=0.9,
    )
