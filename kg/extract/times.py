"""When an event happened: the words in its sentence that say so, by the tree, and their value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import preposition_of
from kg.extract.dates import Anchor, When, find_whens
from kg.extract.participants import Setting
from kg.extract.patterns import Match
from kg.extract.reading import Reading
from kg.extract.referents import head_of
from kg.model import Time

_HIGHEST = 6
_NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "SYM"))
_VERBS = frozenset(("VERB", "AUX"))
_WITHIN = frozenset(("in", "during", "of", "at", "after", "following", "by", "from"))
"""What sets an event in, or right after, another one: killed in a crash on Friday."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that say when, the token that heads them, and what they hang on, from the inside out.

    `before` is the value of the words that said when last before, in this sentence or the one
    before it.
    """

    when: When
    head: int
    chain: tuple[int, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All words of an article that say when, by sentence, and the date they count from."""

    anchor: Anchor
    by_sentence: dict[int, list[Dated]]

    def of(self, sentence: int) -> Sequence[Dated]:
        """Return what a sentence says of time."""
        return self.by_sentence.get(sentence, ())


def calendar_of(reading: Reading, published: str) -> Calendar:
    """Return the words of an article that say when; `published` is an ISO 8601 date or ""."""
    calendar = Calendar(Anchor.of(published), {})
    last: tuple[int, str] = (-2, "")
    for when in find_whens(reading.text):
        tokens = reading.tokens(when.span)
        head = head_of(reading, tokens)
        if head is None:
            continue
        sentence = reading.sentence[head]
        before = last[1] if sentence - last[0] <= 1 else ""
        dated = Dated(when, head, tuple(_chain(reading, head, tokens)), before)
        calendar.by_sentence.setdefault(sentence, []).append(dated)
        last = sentence, when.value(calendar.anchor, before=before) or before
    return calendar


def _chain(reading: Reading, head: int, tokens: range) -> Iterator[int]:
    """Yield what the words hang on, up to the first verb."""
    at = head
    for _ in range(_HIGHEST):
        above = reading.head[at]
        if above == at:
            return
        if above not in tokens:
            yield above
            if reading.pos[above] in _VERBS or reading.rel[above] == "root":
                return
        at = above


def time_of(
    reading: Reading,
    calendar: Calendar,
    match: Match,
    setting: Setting,
    triggers: frozenset[int],
    *,
    future: bool,
) -> Time | None:
    """Return when an event happened as its own sentence says; None where it does not.

    `triggers` holds the heads of all events: what hangs on another event is that one's time.
    """
    dated = _best(reading, calendar, match, setting, triggers)
    if dated is None:
        return None
    value = dated.when.value(calendar.anchor, future=future, before=dated.before)
    return Time(dated.when.span, value)


def _best(
    reading: Reading,
    calendar: Calendar,
    match: Match,
    setting: Setting,
    triggers: frozenset[int],
) -> Dated | None:
    own = {*match.tokens, setting.predicate}
    ranked = []
    for dated in calendar.of(reading.sentence[match.head]):
        if dated.head in own or any(token in own for token in reading.tokens(dated.when.span)):
            continue
        rank = _rank(reading, dated, match, setting, own, triggers)
        if rank is not None:
            ranked.append((rank, abs(dated.head - match.head), dated.head, dated))
    return min(ranked, key=lambda item: item[:3])[3] if ranked else None


def _rank(
    reading: Reading,
    dated: Dated,
    match: Match,
    setting: Setting,
    own: set[int],
    triggers: frozenset[int],
) -> int | None:
    """Return how closely words of time belong to an event, 0 the closest; None if they do not."""
    for place, token in enumerate(dated.chain):
        if token in own:
            return place
        if token in triggers and reading.pos[token] in _NOUNS:
            return None
    governor = dated.chain[-1] if dated.chain else -1
    if governor < 0 or _reports(reading, governor):
        return None
    if governor in _carriers(reading, match.head, setting.predicate):
        return 10 + len(dated.chain)
    return None


def _reports(reading: Reading, verb: int) -> bool:
    """Whether a verb is a cue: its time is the time of speaking."""
    cues = reading.cues
    at = bisect_left(cues, verb + 1, key=lambda chunk: chunk.begin) - 1
    held = at >= 0 and verb < cues[at].end
    return held or any(reading.rel[child] == "ccomp" for child in reading.children[verb])


def _carriers(reading: Reading, head: int, predicate: int) -> Iterable[int]:
    """Yield the verbs whose time is the event's too: killed `in` a crash, tried `to` flee."""
    at = predicate
    for _ in range(_HIGHEST):
        above, rel = reading.head[at], reading.rel[at]
        if above == at:
            return
        nominal = rel in ("obl", "nmod") and preposition_of(reading, at) in _WITHIN
        if not (nominal or rel in ("xcomp", "conj") or (rel == "nsubj" and at == head)):
            return
        if rel == "conj" and reading.pos[at] in _VERBS and above > at:
            return
        yield above
        at = above
