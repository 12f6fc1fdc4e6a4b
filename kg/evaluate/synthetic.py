"""Findings made up at random, as many as wanted, to measure how judging over articles grows.

News comes in stories that a few outlets tell: each has people of its own, beside some whom all the
news is about; its outlets quote the same words, cut, and report the same events. The same seed
gives the same findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kg.evaluate.writing import Text
from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Findings,
    Mention,
    MentionKind,
    Participant,
    Quote,
    QuoteKind,
    Time,
    digest,
)

_OUTLETS = 3
"""Articles that tell a story."""
_OWN, _KNOWN = 5, 2
"""People of a story's own, and those known from others in it."""
_FAMOUS = 200
_QUOTES, _EVENTS = 8, 4
_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "st", "th")
_VOWELS = ("a", "e", "i", "o", "u", "ei")
_CODAS = ("ck", "l", "ld", "m", "n", "nd", "r", "rn", "s", "t", "x")
_TYPES = ("arrest", "birth", "death", "meeting", "move", "resignation")


def articles(count: int, seed: int = 1) -> Iterator[Findings]:
    """Yield the findings of so many articles."""
    random = Random(seed)  # noqa: S311, no secret depends on it
    famous = [_name(random) for _ in range(_FAMOUS)]
    words = [_word(random) for _ in range(5000)]
    for number in range(0, count, _OUTLETS):
        story = _Story(random, famous, words)
        for outlet in range(min(_OUTLETS, count - number)):
            yield story.told(f"outlet-{outlet}", number + outlet)


def _word(random: Random) -> str:
    parts = (random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.randint(1, 2)))
    return "".join(parts) + random.choice(_CODAS)


def _name(random: Random) -> str:
    return f"{_word(random).capitalize()} {_word(random).capitalize()}"


class _Story:
    """What happened, to be told by several outlets."""

    def __init__(self, random: Random, famous: list[str], words: list[str]) -> None:
        self._random = random
        known = [famous[int(random.paretovariate(1)) % len(famous)] for _ in range(_KNOWN)]
        self._cast = list(dict.fromkeys([*known, *(_name(random) for _ in range(_OWN))]))
        sizes = [random.randint(5, 30) for _ in range(_QUOTES)]
        self._said = [
            (random.randrange(len(self._cast)), random.choices(words, k=size)) for size in sizes
        ]
        self._day = (
            f"20{random.randint(10, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        )
        self._happened = [
            (random.choice(_TYPES), random.randrange(len(self._cast))) for _ in range(_EVENTS)
        ]

    def told(self, outlet: str, number: int) -> Findings:
        """Return one outlet's article of it."""
        text = Text()
        text.put(f"{outlet} {number}", after="\n")
        entities = [self._entity(text, at, name) for at, name in enumerate(self._cast)]
        quotes = [self._quote(text, at, *said) for at, said in enumerate(self._said)]
        events = [self._event(text, at, *each) for at, each in enumerate(self._happened)]
        age = str(self._random.randint(30, 32))
        claim = Claim(entities[-1].id, "age", age, text.put(age, after="\n"))
        written = str(text)
        article = Article(
            digest(f"{number}")[:16],
            f"{number}.txt",
            written,
            published=self._day,
            publisher=outlet,
        )
        return Findings(article, tuple(entities), tuple(quotes), tuple(events), (claim,))

    def _entity(self, text: Text, at: int, name: str) -> Entity:
        """Return a person, whom one article in six calls by the surname alone."""
        shown = name.split()[-1] if self._random.random() < 1 / 6 else name
        mention = Mention(text.put(shown, after="\n"), MentionKind.NAME)
        return Entity(f"e{at}", EntityType.PERSON, shown, (mention,))

    def _quote(self, text: Text, at: int, speaker: int, words: list[str]) -> Quote:
        """Return a quotation, whole or cut, in its own words or told."""
        begin = self._random.randrange(max(len(words) // 2, 1))
        kept = words[begin:] if self._random.random() < 0.3 else words
        kind = QuoteKind.INDIRECT if self._random.random() < 0.3 else QuoteKind.DIRECT
        return Quote(f"q{at}", kind, (text.put(" ".join(kept), after="\n"),), speaker=f"e{speaker}")

    def _event(self, text: Text, at: int, kind: str, who: int) -> Event:
        part = Participant("experiencer", f"e{who}")
        time = (
            Time(text.put(self._day, after="\n"), self._day)
            if self._random.random() < 0.5
            else None
        )
        return Event(f"v{at}", kind, text.put(kind, after="\n"), (part,), time)
