"""When an event happened: the words in its sentence that say so, by the tree, and their value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import has_child, preposition_of
from kg.extract.dates import Anchor, When, find_whens
from kg.extract.participants import Setting
from kg.extract.patterns import Match
from kg.extract.reading import Reading
from kg.extract.referents import head_of
from kg.model import Time

_HIGHEST = 6
_NOUNS = frozenset(("NOUN", "PROPN", "NUM", "PRON", "SYM"))
_VERBS = frozenset(("VERB", "AUX"))
_WITHIN = frozenset(("in", "during", "at", "by"))
"""What sets an event in another one, with its time: killed in a crash on Friday."""


_CAUSES = frozenset(("of", "from"))
"""What sets a cause, whose time is its own: died of cancer in 2019."""
_NO_TIME_OF_EVENTS = frozenset(("until", "till", "throughout"))
_NEAR = 12
"""Words within which a time after a trigger is its own, where the tree has it elsewhere."""


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
    tokens: set[int]

    def holds(self, token: int) -> bool:
        """Tell whether a token is one of the words that say when."""
        return token in self.tokens

    def of(self, sentence: int) -> Sequence[Dated]:
        """Return what a sentence says of time."""
        return self.by_sentence.get(sentence, ())


def calendar_of(reading: Reading, published: str) -> Calendar:
    """Return the words of an article that say when; `published` is an ISO 8601 date or ""."""
    calendar = Calendar(Anchor.of(published), {}, set())
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
        calendar.tokens.update(tokens)
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


def looks_ahead(calendar: Calendar, time: Time | None) -> bool:
    """Tell whether a time lies after the article's date: what is told of it is still to come."""
    anchor = calendar.anchor
    if time is None or not time.value or not anchor.precision:
        return False
    begin = time.value.strip("/").partition("/")[0]
    today = anchor.day.isoformat()[: 4 + 3 * (anchor.precision - 1)]
    return begin.isascii() and begin[: len(today)] > today[: len(begin)]


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
        if dated.when.groups.get("lead", "").lower() in _NO_TIME_OF_EVENTS:
            continue
        if dated.head in own or _is_apart(reading, dated.head, match.head):
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
    if governor in _carriers(reading, match.head, setting.predicate, dated.head):
        return 10 + len(dated.chain)
    if governor in _joined(reading, setting.predicate) and dated.head > governor:
        return 15 + len(dated.chain)
    elsewhere = governor in triggers and preposition_of(reading, match.head) in _CAUSES
    return 20 if not elsewhere and _follows(reading, dated.head, match, triggers) else None


def _is_apart(reading: Reading, when: int, head: int) -> bool:
    """Whether a semicolon stands between words of time and a trigger."""
    between = range(min(when, head), max(when, head))
    return any(reading.words[token] == ";" for token in between)


def _joined(reading: Reading, predicate: int) -> Iterator[int]:
    """Yield the verbs that share the subject or the auxiliary of one before them, and its time.

    She was arrested and charged `on Monday`; two were killed and ten injured `on Monday`.
    """
    for child in reading.children[predicate]:
        if reading.rel[child] == "conj" and reading.pos[child] in _VERBS:
            if not has_child(reading, child, "aux", "aux:pass", "cop", "nsubj"):
                yield child


def _follows(reading: Reading, when: int, match: Match, triggers: frozenset[int]) -> bool:
    """Whether words of time stand soon after a trigger, with no other clause between."""
    last = max(match.tokens)
    return 0 < when - last <= _NEAR and not any(
        reading.pos[token] in _VERBS or token in triggers or reading.words[token] in ";:"
        for token in range(last + 1, when)
    )


def _reports(reading: Reading, verb: int) -> bool:
    """Whether a verb is a cue: its time is the time of speaking."""
    cues = reading.cues
    at = bisect_left(cues, verb + 1, key=lambda chunk: chunk.begin) - 1
    held = at >= 0 and verb < cues[at].end
    return held or any(reading.rel[child] == "ccomp" for child in reading.children[verb])


def _carriers(reading: Reading, head: int, predicate: int, when: int) -> Iterable[int]:
    """Yield the verbs whose time is the event's too: killed `in` a crash, tried `to` flee.

    Joined verbs share what stands before the first of them: on Monday he was arrested and charged.
    """
    at = predicate
    for _ in range(_HIGHEST):
        above, rel = reading.head[at], reading.rel[at]
        if above == at:
            return
        if not _shares_time(reading, at, rel, at == head):
            return
        if rel == "conj" and reading.pos[at] in _VERBS and above < when < at:
            return
        yield above
        at = above


def _shares_time(reading: Reading, token: int, rel: str, is_trigger: bool) -> bool:
    """Whether a word's clause happens when the clause above does."""
    words = {reading.lower[child] for child in reading.children[token]}
    if rel == "advcl":
        return not words.isdisjoint(("when", "as", "while"))
    if rel in ("obl", "nmod"):
        return preposition_of(reading, token) in _WITHIN
    if is_trigger and rel in ("obj", "nsubj"):
        return rel == "nsubj" or not words.isdisjoint(("a", "an"))
    return rel in ("xcomp", "conj")
