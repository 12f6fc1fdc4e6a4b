"""When an event happened: the words in its sentence that say so, by the tree, and their value."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kg.edtf import period
from kg.extract.arguments import has_child, is_gerund, is_participle, preposition_of
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
_SOURCES = frozenset(("from", "about"))
"""What sets a thing beside an event that has a time of its own."""
_NAMED_YEAR = frozenset(("y", "year", "told", "gone", "which"))
_SOON = timedelta(days=92)
_NO_TIME_OF_EVENTS = frozenset(("until", "till", "throughout"))
_REMEMBERED = 5
"""Sentences over which `three days earlier` and `the following year` know from when."""
_YEARLESS = frozenset(("day", "days", "month", "stretch", "months", "end"))
_OF_TODAY = frozenset(("weekday", "this_day", "this_daytime", "period", "ago"))
"""Words that count from the day of writing: a text with them is news, not a life."""
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
    base: int = -1
    """What a distance is counted from, where the words go on with it: two days before he `fell`."""
    unsure: bool = False
    """Whether the year may be that of the article or that of the sentence before."""


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
    whens = find_whens(reading.text)
    today = any(when.kind in _OF_TODAY for when in whens)
    last = _Last(-_REMEMBERED, "", -1)
    for when in whens:
        tokens = reading.tokens(when.span)
        head = head_of(reading, _own(reading, tokens))
        if head is None:
            continue
        chain = tuple(_chain(reading, head, tokens))
        sentence = reading.sentence[head]
        before, unsure = _before(reading, when, chain, sentence, last, today)
        base = _base(reading, when, tokens)
        dated = Dated(when, head, chain, before, base, unsure)
        calendar.by_sentence.setdefault(sentence, []).append(dated)
        calendar.tokens.update(tokens)
        if "y" in when.groups or not chain or not _reports(reading, chain[-1]):
            value = when.value(calendar.anchor, before=before) or before
            main = chain[-1] if chain and "y" in when.groups else -1
            last = _Last(sentence, value, main)
    return calendar


@dataclass(frozen=True, slots=True)
class _Last:
    """The words that said when last: their sentence, their value, and the verb of a named year."""

    sentence: int
    value: str
    verb: int


def _before(
    reading: Reading, when: When, chain: Sequence[int], sentence: int, last: _Last, today: bool
) -> tuple[str, bool]:
    """Return the value that words may count from, and whether their year is open.

    A month or a day without a year goes on in the year named before, in a text that never counts
    from the day it was written; in one that does (`today`), both may be meant after a sentence
    whose main clause has a year of its own.
    """
    distance = sentence - last.sentence
    if when.kind not in _YEARLESS or "y" in when.groups or "which" in when.groups:
        reach = _REMEMBERED if when.kind in ("later", "neighbour", "told_weekday") else 1
        return (last.value if distance <= reach else ""), False
    if not today:
        return (last.value if distance <= _REMEMBERED else ""), False
    verbs = (last.verb, chain[-1] if chain else -1)
    return "", distance == 1 and all(at >= 0 and reading.rel[at] == "root" for at in verbs)


def _own(reading: Reading, tokens: range) -> range:
    """Return words of time without a preposition that is another word's: before `Friday's` game."""
    if (
        len(tokens) > 1
        and reading.rel[tokens[0]] == "case"
        and reading.head[tokens[0]] not in tokens
    ):
        return tokens[1:]
    return tokens


def _base(reading: Reading, when: When, tokens: range) -> int:
    """Return what follows a distance as its conjunction or preposition says, -1 where nothing."""
    joins = when.is_distance and reading.rel[tokens[-1]] in ("mark", "case")
    return reading.head[tokens[-1]] if joins else -1


def _verb_above(reading: Reading, at: int) -> int:
    """Return the verb that a clause hangs on, be it by a noun: died three `days` before he left."""
    above = reading.head[at]
    while reading.pos[above] in ("NOUN", "NUM", "PROPN") and reading.head[above] != above:
        above = reading.head[above]
    return above


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
        return _at_a_distance(reading, calendar, {*match.tokens, setting.predicate}, match.head)
    if dated.unsure:
        return Time(dated.when.span)
    return Time(dated.when.span, _value(reading, calendar.anchor, dated, match.head, future=future))


def _value(reading: Reading, anchor: Anchor, dated: Dated, head: int, *, future: bool) -> str:
    """Return what words of time mean beside a trigger.

    A noun has no tense: a day without a year is the next one where that is near, the 8 November
    vote.
    """
    when = dated.when.bare() if _qualifies(reading, dated.head) else dated.when
    value = when.value(anchor, future=future, before=dated.before)
    yearless = when.kind in ("day", "month") and _NAMED_YEAR.isdisjoint(when.groups)
    inside = reading.pos[head] in _NOUNS and head in dated.chain[:1]
    if not (yearless and inside) or dated.before or anchor.precision < 3:
        return value
    ahead = when.value(anchor, future=True)
    near = period(ahead)
    soon = near is not None and near.first - anchor.day <= _SOON
    return ahead if soon else value


def _at_a_distance(reading: Reading, calendar: Calendar, own: set[int], head: int) -> Time | None:
    """Return when something was that a sentence sets so far before or after what it dates."""
    here = calendar.of(reading.sentence[head])
    for distance in here:
        if distance.base < 0:
            continue
        above = _verb_above(reading, distance.base)
        before = distance.when.groups["way"] == "before"
        for event, other, later in (
            (distance.base, above, before), (above, distance.base, not before),
        ):  # fmt: skip
            known = (each.when for each in here if each.base < 0 and other in each.chain)
            value = next((when.value(calendar.anchor) for when in known), "")
            if event in own and value:
                return Time(distance.when.span, distance.when.away_from(value, later=later))
    return None


def _qualifies(reading: Reading, head: int) -> bool:
    """Whether words of time qualify a noun, whose the preposition is: before `Friday's` game."""
    return reading.dep[head] in ("nmod:poss", "compound") and reading.pos[head] != "NUM"


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
        if dated.base >= 0 or dated.head in own or _is_of_a_thing(reading, dated, own):
            continue
        if _is_apart(reading, dated.head, match.head):
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
    if governor not in triggers and _is_of_deed(reading, governor, setting.predicate):
        return 16
    if _is_of_neighbour(reading, dated, setting.predicate):
        return 17 + len(dated.chain)
    if governor in _meanwhile(reading, setting.predicate):
        return 18 + len(dated.chain)
    elsewhere = governor in triggers and preposition_of(reading, match.head) in _CAUSES
    return 20 if not elsewhere and _follows(reading, dated.head, match, triggers) else None


def _is_of_a_thing(reading: Reading, dated: Dated, own: set[int]) -> bool:
    """Whether words of time only say which thing is meant: papers from `his 1995` return.

    What has a day for its name is no time at all: `9/11` families.
    """
    noun = dated.chain[0] if dated.chain else -1
    inside = reading.rel[dated.head] in ("compound", "nummod", "amod", "nmod") and noun not in own
    named = dated.when.kind == "nine_eleven" or preposition_of(reading, noun) in _SOURCES
    return inside and noun > dated.head and named


def _is_apart(reading: Reading, when: int, head: int) -> bool:
    """Whether a semicolon stands between words of time and a trigger."""
    between = range(min(when, head), max(when, head))
    return any(reading.words[token] == ";" for token in between)


def _joined(reading: Reading, predicate: int) -> Iterator[int]:
    """Yield the verbs that share the subject or the auxiliary of one before them, and its time.

    She was arrested and charged `on Monday`; two were killed and ten injured `on Monday`.
    """
    helped = has_child(reading, predicate, "aux", "aux:pass")
    for child in reading.children[predicate]:
        if reading.rel[child] == "conj" and reading.pos[child] in _VERBS:
            if helped and not is_participle(reading, child):
                continue
            if not has_child(reading, child, "aux", "aux:pass", "cop", "nsubj"):
                yield child


def _is_of_deed(reading: Reading, verb: int, predicate: int) -> bool:
    """Whether a verb only says for what something was done: cleared of `taking` it last month."""
    tied = {reading.lower[c] for c in reading.children[verb] if reading.rel[c] in ("mark", "case")}
    return (
        reading.head[verb] == predicate
        and reading.rel[verb] in ("advcl", "obl", "xcomp")
        and is_gerund(reading, verb)
        and not tied.isdisjoint(("of", "for", "from"))
    )


def _is_of_neighbour(reading: Reading, dated: Dated, predicate: int) -> bool:
    """Whether words of time belong to the clause before, which happened then, too."""
    if _is_when(reading, dated.head, predicate):
        return True
    before, governor = _contrasted(reading, predicate), dated.chain[-1]
    own = before >= 0 and (governor == before or _is_of_deed(reading, governor, before))
    return own and dated.head < predicate


def _contrasted(reading: Reading, predicate: int) -> int:
    """Return the verb whose time one shares that “but” sets against it, -1 where there is none.

    Cleared of murder `last month` but found guilty of theft: it has no auxiliary of its own.
    """
    above = reading.head[predicate]
    cc = (reading.lower[c] for c in reading.children[predicate] if reading.rel[c] == "cc")
    bare = is_participle(reading, predicate) and not has_child(
        reading, predicate, "aux", "aux:pass", "cop", "nsubj", "nsubj:pass"
    )
    shared = reading.rel[predicate] == "conj" and has_child(reading, above, "aux:pass")
    return above if bare and shared and "but" in cc else -1


def _is_when(reading: Reading, time: int, predicate: int) -> bool:
    """Whether a clause with “when” stands right behind words of time, whatever it hangs on.

    Two were hurt `on Thursday` when a ferry rammed a pier, officials said.
    """
    for child in reading.children[predicate]:
        if reading.lower[child] == "when" and time < child < predicate:
            between = range(time + 1, child)
            return all(reading.head[t] == time or reading.pos[t] == "NOUN" for t in between)
    return False


def _meanwhile(reading: Reading, predicate: int) -> Iterator[int]:
    """Yield the verbs of clauses that say when, by what happened then: hurt when it `fell`."""
    for child in reading.children[predicate]:
        if reading.rel[child] == "advcl" and child > predicate:
            words = {reading.lower[each] for each in reading.children[child]}
            if not words.isdisjoint(("when", "while")):
                yield child


def _follows(reading: Reading, when: int, match: Match, triggers: frozenset[int]) -> bool:
    """Whether words of time stand soon after a trigger, with no other clause between.

    What an apposition says is its own: four in ten, a fall `since the 1990s`.
    """
    last = max(match.tokens)
    if reading.rel[reading.head[when]] == "appos" and reading.head[when] > last:
        return False
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
