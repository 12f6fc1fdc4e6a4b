"""A quotation in the making: what is put forward, and the cue that reports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kg.extract.cues import Site
from kg.extract.reading import Reading
from kg.extract.units import Unit
from kg.model import Attribution, QuoteKind, Span

_SMALL = 4
"""Letters of a word that titles write small: “of”, “the”."""


class How(Enum):
    """How the words of a quotation are tied to a cue; the value is how sure that tie is."""

    TAGGED = "a cue beside the marks", 0.97
    LED = "a cue leads in", 0.96
    BLOCK = "a cue leads in from the paragraph before", 0.92
    COLON = "a colon leads in", 0.75
    DASH = "a dash or a line of its own names the speaker", 0.9
    LABEL = "the paragraph opens with the speaker's name", 0.85
    LINKED = "the encoder links it to a cue", 0.8
    FREE = "words in marks without a cue", 0.6
    CLAUSE = "the cue's clause", 0.85
    CONTENT = "the encoder's content of the cue", 0.9

    def __init__(self, words: str, weight: float) -> None:
        self.words = words
        self.weight = weight


@dataclass(slots=True, eq=False)
class Draft:
    """A quotation without a speaker yet.

    `content` is in order; `zone` is where its cue stands, or would stand; `passages` are those that
    it is made of; `source` is the head of the words that name the speaker, where they are found
    without the cue.
    """

    kind: QuoteKind
    content: list[Span]
    zone: int
    paragraph: int
    how: How
    site: Site | None = None
    unit: Unit | None = None
    link: Attribution | None = None
    passages: list[int] = field(default_factory=list)
    source: int | None = None

    @property
    def begin(self) -> int:
        """Where its words begin."""
        return self.content[0].begin


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Words in marks that are no quotation, and why."""

    passage: int
    reason: str


def has_words(reading: Reading, begin: int, end: int) -> bool:
    """Tell whether any of the tokens [begin, end) is a word."""
    return any(is_word(reading, at) for at in range(begin, end))


def is_word(reading: Reading, at: int) -> bool:
    """Tell whether a token is more than punctuation and blanks."""
    return reading.pos[at] not in ("SPACE", "PUNCT") and any(c.isalnum() for c in reading.words[at])


def words(reading: Reading, span: Span) -> Iterator[int]:
    """Yield the tokens of a span that are words."""
    return (at for at in reading.tokens(span) if is_word(reading, at))


def is_title(reading: Reading, tokens: Sequence[int]) -> bool:
    """Tell whether words have capitals as titles and headings do: all but the small ones."""
    found = [reading.words[at] for at in tokens]
    great = [word for word in found if word[0].isupper()]
    small = (word for word in found if word[0].islower())
    return len(great) > 2 and all(len(word) < _SMALL for word in small)


def last_visible(reading: Reading, begin: int, end: int) -> int:
    """Return the last of the tokens [begin, end) that is no blank, or `begin`."""
    for at in range(end - 1, begin, -1):
        if reading.pos[at] != "SPACE":
            return at
    return begin


def has_verb(reading: Reading, begin: int, end: int) -> bool:
    """Tell whether any of the tokens is a verb."""
    return any(reading.pos[at] in ("VERB", "AUX") for at in range(begin, end))
