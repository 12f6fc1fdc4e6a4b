"""A small story in two outlets, found by hand, for the tests of network and page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import (
    Article,
    Claim,
    Cluster,
    Contradiction,
    Entity,
    EntityType,
    Event,
    Evidence,
    Findings,
    Key,
    Match,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Time,
    Verdict,
)

NAME, NOMINAL, PRONOUN = MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN

POST = """\
Swimmer tells of rescue

Zoë Lindqvist, 34, was rescued from Lake Ammer on Tuesday after her boat capsized.

“I thought of my sister, and then of nothing at all,” Lindqvist said. “The cold was louder.”

Police said that Lindqvist would be charged next week. “She did nothing wrong,” they say."""

WIRE = """\
The 36-year-old Zoe Lindqvist told reporters: "I thought of my sister and then of nothing."

Her sister, Maud Lindqvist, denied that the boat was old. The swimmer was not injured."""


@dataclass(frozen=True)
class Words:
    """Finds words in a text; `nth` tells which of several."""

    text: str

    def __call__(self, words: str, nth: int = 0) -> Span:
        begin = -1
        for _ in range(nth + 1):
            begin = self.text.index(words, begin + 1)
        return Span(begin, begin + len(words))


def post(text: str = POST) -> Findings:
    at = Words(text)
    article = Article(
        id="aaaaaaaaaaaaaaaa",
        source="post.txt",
        text=text,
        title="Swimmer tells of rescue",
        url="https://post.example/rescue",
        published="2024-03-14",
        publisher="The Ammer Post",
    )
    zoe = Entity(
        "e1",
        EntityType.PERSON,
        "Zoë Lindqvist",
        (
            Mention(at("Zoë Lindqvist"), NAME),
            Mention(at("her boat"), PRONOUN),
            Mention(at("Lindqvist", 1), NAME),
            Mention(at("Lindqvist", 2), NAME),
            Mention(at("She"), PRONOUN),
        ),
        gender="female",
    )
    police = Entity("e2", EntityType.ORGANIZATION, "Police", (Mention(at("Police"), NAME),))
    sister = Entity("e3", EntityType.PERSON, "my sister", (Mention(at("my sister"), NOMINAL),))
    lake = Entity("e4", EntityType.PLACE, "Lake Ammer", (Mention(at("Lake Ammer"), NAME),))
    return Findings(
        article,
        (zoe, police, sister, lake),
        (
            Quote(
                "q1",
                QuoteKind.DIRECT,
                (
                    at("I thought of my sister, and then of nothing at all,"),
                    at("The cold was louder."),
                ),
                cue=(at("said"),),
                source=(at("Lindqvist", 1),),
                speaker="e1",
                rule="the surname beside the cue",
                confidence=0.97,
            ),
            Quote(
                "q2",
                QuoteKind.INDIRECT,
                (at("that Lindqvist would be charged next week"),),
                cue=(at("said", 1),),
                source=(at("Police"),),
                speaker="e2",
            ),
            Quote(
                "q3",
                QuoteKind.DIRECT,
                (at("She did nothing wrong,"),),
                candidates=(("e2", 0.4), ("e3", 0.2)),
                confidence=0.4,
            ),
        ),
        (
            Event(
                "v1",
                "rescue",
                at("rescued"),
                (Participant("experiencer", "e1"), Participant("place", "e4")),
                time=Time(at("on Tuesday"), "2024-03-12"),
            ),
            Event(
                "v2",
                "charge",
                at("charged"),
                (Participant("agent", "e2"), Participant("experiencer", "e1")),
                modality=Modality.PLANNED,
                reported_in="q2",
            ),
        ),
        (Claim("e1", "age", "34", at("34")), Claim("e1", "sibling", "", at("my sister"), "e3")),
    )


def wire(text: str = WIRE) -> Findings:
    at = Words(text)
    article = Article(
        id="bbbbbbbbbbbbbbbb",
        source="wire.txt",
        text=text,
        title="Swimmer safe",
        url="https://wire.example/safe",
        published="2024-03-15",
        publisher="Northern Wire",
    )
    zoe = Entity(
        "e1",
        EntityType.PERSON,
        "Zoe Lindqvist",
        (Mention(at("Zoe Lindqvist"), NAME), Mention(at("The swimmer"), NOMINAL)),
        gender="female",
    )
    maud = Entity(
        "e2",
        EntityType.PERSON,
        "Maud Lindqvist",
        (Mention(at("Her sister"), NOMINAL), Mention(at("Maud Lindqvist"), NAME)),
        gender="female",
    )
    press = Entity("e3", EntityType.GROUP, "reporters", (Mention(at("reporters"), NOMINAL),))
    return Findings(
        article,
        (zoe, maud, press),
        (
            Quote(
                "q1",
                QuoteKind.DIRECT,
                (at("I thought of my sister and then of nothing."),),
                cue=(at("told"),),
                source=(at("The 36-year-old Zoe Lindqvist"),),
                speaker="e1",
                act="told",
                addressee="e3",
            ),
            Quote(
                "q2",
                QuoteKind.INDIRECT,
                (at("that the boat was old"),),
                cue=(at("denied"),),
                source=(at("Maud Lindqvist"),),
                speaker="e2",
                act="denied",
                affirmed=False,
            ),
        ),
        (
            Event(
                "v1",
                "injury",
                at("injured"),
                (Participant("experiencer", "e1"),),
                polarity=Polarity.NEGATIVE,
            ),
        ),
        (Claim("e1", "age", "36", at("36-year-old")),),
    )


POST_ID, WIRE_ID = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"


def resolution() -> Resolution:
    """What is judged over both: one swimmer, one statement, two ages, and perhaps one sister."""
    return Resolution(
        entities=(
            Cluster("zoe", "Zoë Lindqvist", (Key(POST_ID, "e1"), Key(WIRE_ID, "e1"))),
            Cluster("maud", "Maud Lindqvist", (Key(WIRE_ID, "e2"),)),
        ),
        statements=(
            Cluster(
                "sister",
                "I thought of my sister, and then of nothing at all, The cold was louder.",
                (Key(POST_ID, "q1"), Key(WIRE_ID, "q1")),
            ),
        ),
        events=(Cluster("rescue", "rescued", (Key(POST_ID, "v1"),)),),
        unsure=(
            Match(
                Key(POST_ID, "e3"),
                Key(WIRE_ID, "e2"),
                Verdict.UNSURE,
                0.6,
                (Evidence(0.6, "both are her sister"),),
            ),
        ),
        contradictions=(
            Contradiction("age", Key(POST_ID, "0"), Key(WIRE_ID, "0"), "34 against 36 years old"),
        ),
        sources=(Cluster("talk", "a talk", (Key(POST_ID, "q1"), Key(WIRE_ID, "q1"))),),
    )


def story() -> tuple[Sequence[Findings], Resolution]:
    return (post(), wire()), resolution()


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"onload="alert(2)" x="',
    "<img src=x onerror=alert(3)>",
    'href="javascript:alert(4)"',
    "javascript:alert(5)",
    "\u202eevil\u202c gnp.exe",
    "{{ 7*7 }} {% raw %} ${alert(6)}",
    "-->\u2028]]>&lt;b&gt;",
)


def hostile() -> tuple[Sequence[Findings], Resolution]:
    """An article whose every word, name and address wants to be more than text."""
    text = "\n\n".join(f"{words} said: “{words}” of {words} 1999" for words in HOSTILE)
    at = Words(text)
    entities, quotes, events, claims = [], [], [], []
    for number, words in enumerate(HOSTILE):
        paragraph = text.index(f"{words} said: ")
        spans = [Span(begin, begin + len(words)) for begin in _places(text, words, paragraph)]
        entities.append(Entity(f"e{number}", EntityType.PERSON, words, (Mention(spans[0], NAME),)))
        quotes.append(
            Quote(f"q{number}", QuoteKind.DIRECT, (spans[1],), speaker=f"e{number}", rule=words)
        )
        events.append(
            Event(f"v{number}", words, spans[2], (Participant("experiencer", f"e{number}"),))
        )
        claims.append(Claim(f"e{number}", words, words, at("1999", number)))
    article = Article(
        id="cccccccccccccccc",
        source=HOSTILE[0],
        text=text,
        title=HOSTILE[2],
        url="javascript:alert(7)",
        published=HOSTILE[1],
        publisher=HOSTILE[0],
        author=HOSTILE[3],
    )
    findings = Findings(article, tuple(entities), tuple(quotes), tuple(events), tuple(claims))
    return (findings,), Resolution()


def _places(text: str, words: str, start: int) -> tuple[int, int, int]:
    first = text.index(words, start)
    second = text.index(words, first + len(words))
    return first, second, text.index(words, second + len(words))
