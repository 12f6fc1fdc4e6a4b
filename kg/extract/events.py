"""Who lived through what: the events of an article, with participants, time, and modality.

The lexicon of event types proposes (`patterns`), the encoder's view of the trigger disposes; then
come who takes part (`participants`), in which world the event is placed (`factuality`), and when it
happened (`times`). Tellings of the same event become one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from spacy.tokens import Doc

from kg.extract.arguments import is_befallen, is_present, is_prospective, possessor
from kg.extract.factuality import Factuality, factuality_of
from kg.extract.figures import Telling, literal
from kg.extract.genericity import NO_ARTICLE, is_nominal, is_presupposed
from kg.extract.participants import NEGATED, Part, Setting, participants_of, parts_of, setting_of
from kg.extract.patterns import Match, find_matches
from kg.extract.reading import Chunk, Reading, read
from kg.extract.referents import Referents, referents_of
from kg.extract.sameness import akin, concerned, merged
from kg.extract.syntax import is_infinitive
from kg.extract.times import Calendar, calendar_of, looks_ahead, time_of
from kg.knowledge import EventLexicon, Knowledge, TriggerKind
from kg.model import Article, Entity, Event, Modality, Polarity, Quote, Span, Time

NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})

_SURE, _LIKELY, _WEAK = 0.9, 0.75, 0.5
_TITLE = 9
"""Words that the title of a work has at most."""
_GAP = 4
"""Words of a trigger that stand further apart do not make one trigger."""
_HEADLINE = 0.6
"""Share of capitalised words above which a sentence is a heading, where capitals mean nothing."""


def find_events(
    doc: Doc,
    entities: Sequence[Entity],
    quotes: Sequence[Quote],
    knowledge: Knowledge,
    *,
    members: Mapping[str, Sequence[str]] = NOBODY,
    reading: Reading | None = None,
    published: str | None = None,
) -> tuple[Event, ...]:
    """Return the events of an article in order of their first trigger.

    `members` gives the people of a group where they are known: both of a couple live through what
    the couple does. `reading` and `published`, the article's date, spare asking the Doc again.
    """
    reading = reading or read(doc)
    referents = referents_of(reading, entities, quotes, knowledge.people, members)
    finder = _Finder(
        referents,
        knowledge.events,
        calendar_of(reading, _published(doc) if published is None else published),
        _seen(doc),
        quotes_by_token(reading, quotes),
        headings_of(reading),
    )
    return merged(finder.events(), quotes, knowledge.events)


def _published(doc: Doc) -> str:
    """Return the date of a Doc's article, "" where it has none."""
    article = doc._.article if Doc.has_extension("article") else None
    return article.published if isinstance(article, Article) else ""


def _seen(doc: Doc) -> Mapping[int, str] | None:
    """Return the encoder's label for each token that it takes for a trigger; None without it."""
    if "triggers" not in doc.spans:
        return None
    return {token.i: span.label_ for span in doc.spans["triggers"] for token in span}


@dataclass(frozen=True, slots=True)
class _Finder:
    referents: Referents
    lexicon: EventLexicon
    calendar: Calendar
    seen: Mapping[int, str] | None
    quotes: Mapping[int, str]
    headings: frozenset[int]

    def events(self) -> list[Event]:
        """Return every telling of an event by itself."""
        matches = [each for each in find_matches(self.referents, self.lexicon) if self._holds(each)]
        heads = frozenset(match.head for match in matches)
        harmed = frozenset(match.head for match in matches if _harms(match))
        found: list[Telling] = []
        for match in matches:
            event = self._event(match, heads, harmed)
            if event is not None:
                event = self._resumed(event, match, found)
                sentence = self.referents.reading.sentence[match.head]
                befallen = is_befallen(self.referents.reading, match.head)
                found.append(Telling(event, match, sentence, befallen))
        return literal(found, self.referents.named)

    def _holds(self, match: Match) -> bool:
        reading = self.referents.reading
        return not (
            _is_title(reading, match, self.headings)
            or _has_wrong_object(self.referents, match)
            or _is_rejected(reading, match)
        )

    def _resumed(self, event: Event, match: Match, before: Sequence[Telling]) -> Event:
        """Return an event with the people of the one before that it takes up: `the` trial."""
        if event.participants or not _takes_up(self.referents.reading, match.head):
            return event
        for other in (telling.event for telling in reversed(before)):
            if akin(other.type, event.type, self.lexicon) and _is_fact(other):
                if concerned(other):
                    return replace(event, participants=other.participants)
        return event

    def _event(self, match: Match, heads: frozenset[int], harmed: frozenset[int]) -> Event | None:
        reading = self.referents.reading
        setting = setting_of(self.referents, match, self.lexicon)
        parts = self._without_times(parts_of(self.referents, match, setting, harmed))
        if not self._is_told(match, setting, parts):
            return None
        fact = factuality_of(self.referents, match, setting, parts, self.lexicon)
        if fact.rule == NO_ARTICLE:
            return None
        time = self._time(match, setting, heads, fact)
        if looks_ahead(self.calendar, time) and _may_be_ahead(reading, setting, fact):
            fact = Factuality(fact.polarity, Modality.PLANNED, "the present, of a time to come")
        trigger = _trigger(reading, match, heads)
        return Event(
            id="",
            type=match.type.notation,
            trigger=trigger,
            participants=participants_of(self.referents, parts),
            time=time,
            polarity=fact.polarity,
            modality=fact.modality,
            reported_in=self.quotes.get(match.head),
            confidence=self._confidence(match, parts),
            rule=_rule(match, parts, fact),
        )

    def _time(
        self, match: Match, setting: Setting, heads: frozenset[int], fact: Factuality
    ) -> Time | None:
        reading, actual = self.referents.reading, fact.modality is Modality.ACTUAL
        if fact.modality is Modality.GENERIC:
            return None
        predicate = setting.predicate
        if not setting.light and is_nominal(reading, predicate):
            predicate, actual = reading.head[predicate], False
        elif actual and is_infinitive(reading, predicate):
            predicate = reading.head[predicate]  # “was forced to resign” is as past as the forcing
        ahead = fact.modality is Modality.PLANNED or (
            is_present(reading, predicate) if actual else is_prospective(reading, predicate)
        )
        ahead = ahead or (reading.pos[match.head] == "NOUN" and _is_to_come(reading, predicate))
        return time_of(reading, self.calendar, match, setting, heads, future=ahead)

    def _without_times(self, parts: Sequence[Part]) -> tuple[Part, ...]:
        """Drop a place that is a time: in May."""
        return tuple(
            part for part in parts if part.role != "place" or not self.calendar.holds(part.token)
        )

    def _is_told(self, match: Match, setting: Setting, parts: Sequence[Part]) -> bool:
        """Tell whether words tell of a happening at all, and not only name the kind of thing."""
        reading = self.referents.reading
        concerned = [part for part in parts if part.role in ("experiencer", "agent")]
        if match.pattern.kind is TriggerKind.VERB or reading.pos[match.head] not in (
            "NOUN",
            "PROPN",
        ):
            return _suits(self.referents, match, concerned)
        if concerned:
            suspect = all(part.role == "agent" and part.relation == "clause" for part in concerned)
            return not suspect or _is_proven(reading, match.head)
        if "life" in match.type.within:
            return setting.light == "undergoing"
        definite = self._is_of_a_thing(match.head) or any(
            reading.rel[child] == "det" and reading.lower[child] not in ("any", "every", "each")
            for child in reading.children[match.head]
        )
        subject = reading.rel[match.head] == "nsubj" and self._is_seen(match) != ""
        return definite or subject or setting.light == "occurring"

    def _is_of_a_thing(self, noun: int) -> bool:
        """Tell whether a genitive that is no person says which one: `Monday's` meeting."""
        owner = possessor(self.referents.reading, noun)
        if owner is None or self.calendar.holds(owner):
            return owner is not None
        return self.referents.kind(owner) in ("thing", "place", "organization")

    def _is_seen(self, match: Match) -> str | None:
        """Return the encoder's label for a match, "" where it sees no event, None without it."""
        if self.seen is None:
            return None
        labels = [self.seen[token] for token in (match.head, *match.tokens) if token in self.seen]
        return labels[0] if labels else ""

    def _confidence(self, match: Match, parts: Sequence[Part]) -> float:
        seen = self._is_seen(match)
        sure = {None: _LIKELY, "": _WEAK, "actual": _SURE}.get(seen, _LIKELY)
        return sure if parts else round(sure - 0.2, 2)


def _is_to_come(reading: Reading, verb: int) -> bool:
    """Tell whether a clause says what will be: she will use Monday's meeting."""
    return any(reading.lower[child] in _WILL for child in reading.children[verb])


def _may_be_ahead(reading: Reading, setting: Setting, fact: Factuality) -> bool:
    """Tell whether what is told as a fact may lie ahead: a present, or a noun: Friday's game."""
    bare = not setting.light and is_nominal(reading, setting.predicate)
    return fact.modality is Modality.ACTUAL and (bare or is_present(reading, setting.predicate))


def _takes_up(reading: Reading, noun: int) -> bool:
    """Tell whether a noun may mean what was told before: `the` trial, not Spain's first trial."""
    if not is_nominal(reading, noun) or possessor(reading, noun) is not None:
        return False
    described = (c for c in reading.children[noun] if reading.rel[c] in ("amod", "nummod"))
    ranked = any(_ANOTHER.fullmatch(reading.lower[child]) for child in described)
    return is_presupposed(reading, noun) and not ranked


_ANOTHER = re.compile(
    r"first|second|third|\w+th|next|last|new|other|previous|earlier|further|\w+est"
)


def _harms(match: Match) -> bool:
    return match.type.notation in _HARM


_HARM = frozenset(("death", "injury", "killing", "rescue", "hospital-stay", "evacuation"))


def _suits(referents: Referents, match: Match, concerned: Sequence[Part]) -> bool:
    """Tell whether a verb tells of its type of those it has: people die, engines do not."""
    slots = [slot for slot in match.type.slots if slot.role == "experiencer"]
    if concerned or not slots or not all(slot.kind == "person" for slot in slots):
        return True
    reading = referents.reading
    if any(reading.lower[child] in NEGATED for child in reading.children[match.head]):
        return True
    if any(slot.kind == "thing" and tokens for slot, tokens in match.filled):
        return True
    return not match.filled and not _has_arguments(referents, match)


def _is_proven(reading: Reading, noun: int) -> bool:
    """Tell whether a court has found that a deed was done: convicted him of theft and `robbery`."""
    for _ in range(_HIGHEST):
        if reading.rel[noun] != "conj":
            break
        noun = reading.head[noun]
    above = reading.head[noun]
    if reading.rel[noun] not in ("obl", "nmod") or reading.lemma[above] not in _CONVICTING:
        return False
    return not is_prospective(reading, above)


_HIGHEST = 4
_WILL = frozenset(("will", "'ll", "shall"))
_CONVICTING = frozenset(("convict", "guilty"))
_CLEARING = frozenset(("acquit", "clear", "exonerate", "absolve"))
_REJECTING = frozenset(("deny", "dispute"))


def _is_rejected(reading: Reading, match: Match) -> bool:
    """Tell whether a deed is what somebody is cleared of or denies: not guilty of `murder`."""
    if "conflict" not in match.type.within or reading.rel[match.head] == "root":
        return False
    above = reading.head[match.head]
    if reading.lemma[above] in _REJECTING:
        return reading.rel[match.head] in ("obj", "xcomp", "ccomp")
    if reading.rel[match.head] not in ("obl", "nmod", "advcl", "xcomp", "ccomp", "acl"):
        return False
    if reading.lemma[above] == "guilty":
        return any(reading.lower[child] == "not" for child in reading.children[above])
    return reading.lemma[above] in _CLEARING


def _is_fact(event: Event) -> bool:
    return event.polarity is Polarity.POSITIVE and event.modality is Modality.ACTUAL


def _has_arguments(referents: Referents, match: Match) -> bool:
    reading = referents.reading
    return any(reading.rel[child] in ("nsubj", "obj") for child in reading.children[match.head])


def _has_wrong_object(referents: Referents, match: Match) -> bool:
    """Tell whether a verb that tells of its event without an object has one."""
    relations = {slot.relation for slot in match.type.slots}
    if match.pattern.kind is not TriggerKind.VERB or "sole" not in relations:
        return False
    reading = referents.reading
    objects = [child for child in reading.children[match.head] if reading.rel[child] == "obj"]
    subjects = [child for child in reading.children[match.head] if reading.rel[child] == "nsubj"]
    return "object" not in relations and bool(objects) and bool(subjects)


def _is_title(reading: Reading, match: Match, headings: frozenset[int]) -> bool:
    """Tell whether the trigger stands in a name or in the title of a work."""
    head = match.head
    if any(chunk.begin <= head < chunk.end for chunk in _long_names(reading, head)):
        return True
    capital = reading.words[head][:1].isupper() and not reading.words[head].isupper()
    first = head == 0 or reading.sentence[head - 1] != reading.sentence[head]
    if not capital or first:
        return False
    if reading.words[head - 1] in "“\"‘'":
        return _is_work(reading, head)
    return reading.sentence[head] not in headings


def _is_work(reading: Reading, first: int) -> bool:
    """Tell whether the words after an opening mark are a title: “`Murder` on the Dancefloor”."""
    end = first + 1
    while end < min(first + _TITLE, len(reading)) and reading.words[end] not in "”\"’'":
        end += 1
    words = [word for word in reading.words[first:end] if len(word) > 3 and word.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _long_names(reading: Reading, token: int) -> Iterable[Chunk]:
    """Yield the name of several words, if any, that may hold a token."""
    at = bisect_right(reading.names, token, key=lambda chunk: chunk.begin) - 1
    if at >= 0 and reading.names[at].end - reading.names[at].begin > 1:
        yield reading.names[at]


def headings_of(reading: Reading) -> frozenset[int]:
    """Return the sentences most of whose words begin with a capital, where it means nothing."""
    words: Counter[int] = Counter()
    capitals: Counter[int] = Counter()
    for token, sentence in enumerate(reading.sentence):
        if reading.pos[token] not in ("PUNCT", "SPACE"):
            words[sentence] += 1
            capitals[sentence] += reading.words[token][:1].isupper()
    return frozenset(
        each for each in words if words[each] > 3 and capitals[each] >= _HEADLINE * words[each]
    )


def _trigger(reading: Reading, match: Match, heads: frozenset[int]) -> Span:
    """Return the words of a trigger, from its first to its last, without a preposition at the end.

    An object that grammar has moved before its verb stays outside: the essay that she `posted`. So
    does the trigger of another event: `killed` in a crash.
    """
    first = match.tokens[0] if reading.pos[match.tokens[0]] == "VERB" else min(match.tokens)
    tokens = sorted(token for token in match.tokens if token >= first)
    others = (at for at in range(1, len(tokens)) if tokens[at] in heads - {match.head})
    tokens = tokens[: next(others, len(tokens))]
    tokens = _together(tokens, match.head)
    while len(tokens) > 1 and reading.pos[tokens[-1]] in ("ADP", "SCONJ", "DET", "PRON"):
        if reading.rel[tokens[-1]] == "compound":
            break
        tokens.pop()
    return reading.span(tokens[0], tokens[-1] + 1)


def _together(tokens: Sequence[int], head: int) -> list[int]:
    """Return the words of a trigger that stand near each other, those around its head."""
    gaps = [at for at in range(1, len(tokens)) if tokens[at] - tokens[at - 1] > _GAP]
    parts = [list(tokens[a:b]) for a, b in pairwise((0, *gaps, len(tokens)))]
    return next((part for part in parts if head in part), parts[0])


def quotes_by_token(reading: Reading, quotes: Sequence[Quote]) -> dict[int, str]:
    """Return the id of the innermost quote that holds each token."""
    pieces = [(piece, quote.id) for quote in quotes for piece in quote.content]
    found: dict[int, str] = {}
    for piece, id in sorted(pieces, key=lambda pair: (pair[0].begin - pair[0].end, pair)):
        found |= dict.fromkeys(reading.tokens(piece), id)
    return found


def _rule(match: Match, parts: Sequence[Part], fact: Factuality) -> str:
    words = " ".join("|".join(sorted(word)[:1]) for word in match.pattern.words)
    roles = ", ".join(dict.fromkeys(f"{part.role} as {part.relation}" for part in parts))
    return "; ".join(filter(None, (f"{match.pattern.kind} {words}", roles, fact.rule)))
