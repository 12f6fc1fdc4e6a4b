"""Reads event types, the words that trigger them and those that colour them, from Turtle.

The notation of patterns and roles is explained at the top of `ontology/event-types.ttl`. Every
mistake is an OntologyError that names the file, the line where it can be found, the term and the
remedy.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.knowledge import (
    NUMBER,
    PLACES,
    EventLexicon,
    EventType,
    Marker,
    MarkerKind,
    Pattern,
    Slot,
    TriggerKind,
)

SCHEME = "https://w3id.org/witness/event-types"
_KG = "https://w3id.org/witness/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

_TRIGGERS = {
    "triggerVerb": TriggerKind.VERB,
    "triggerNoun": TriggerKind.NOUN,
    "triggerPhrase": TriggerKind.PHRASE,
}
_ROLES = {"experiencerRole": "experiencer", "agentRole": "agent"}
_LIGHT = ("undergoingVerb", "performingVerb", "occurringVerb")
_MARKERS = {f"marker{kind.value.capitalize()}": kind for kind in MarkerKind}
_MODALITIES = ("Negative", "Planned", "Possible", "Conditional", "Generic", "Feared")
_OF_TYPES = (*_TRIGGERS, "exclusion", "looseTrigger", *_ROLES)
_TERMS = (*_OF_TYPES, *_LIGHT, *_MARKERS)

_SLOT = re.compile(
    r"\[(?P<role>experiencer|agent|place|other)?(?::(?P<kind>person|name|party|organization|thing|place))?\]"
    r"(?P<owner>['’]s)?"
)
_WORD = re.compile(r"[^\s\[\]|]+(?:\|[^\s\[\]|]+)*")
_PLACE = re.compile(r"(?P<relation>[a-z]+)(?::(?P<kind>person|thing|place))?")
_PREPOSITIONS = frozenset(
    re.findall(
        r"\w+",
        "about after against among around as at before behind between by during for from in into of"
        " off on onto out over through to toward towards under upon with within without",
    )
)


def read_event_types(*paths: Path) -> EventLexicon:
    """Read the event types of all these files as one; later files may add to earlier types.

    Raises OntologyError where a file cannot be read or says what makes no sense.
    """
    concepts: dict[str, _Concept] = {}
    for path in paths:
        _Source(path).gather(concepts)
    types = {iri: each for iri, each in concepts.items() if each.is_type}
    _check_notations(types.values())
    scheme = concepts.get(SCHEME, _Concept(SCHEME))
    undergoing, performing, occurring = (frozenset(scheme.texts(term)) for term in _LIGHT)
    return EventLexicon(
        types=tuple(_event_type(each, types) for each in types.values()),
        undergoing=undergoing,
        performing=performing,
        occurring=occurring,
        markers=tuple(_markers(concepts)),
    )


# --- What the files say -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """One file, for its statements and for the place of a mistake in it."""

    path: Path

    def gather(self, concepts: dict[str, _Concept]) -> None:
        """Add what the file says of event types, modalities and the scheme."""
        for triple in self._triples():
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, NamedNode):
                continue
            concept = concepts.setdefault(subject.value, _Concept(subject.value))
            if predicate.startswith(_KG):
                self._check_term(subject.value, predicate.removeprefix(_KG), value)
            concept.add(predicate, value, self)

    def error(self, problem: str, *, at: str = "") -> OntologyError:
        """Return the error for a problem with the text `at`, whose line is looked up."""
        return OntologyError(f"{self.path}{self._line(at)}: {problem}")

    def _triples(self) -> Iterator[Triple]:
        try:
            for quad in parse(path=self.path, format=RdfFormat.TURTLE):
                yield quad.triple
        except OSError as error:
            raise OntologyError(
                f"{self.path}: {error.strerror or error}: name a Turtle file that can be read"
            ) from error
        except SyntaxError as error:
            line = f", line {error.lineno}" if error.lineno else ""
            raise OntologyError(f"{self.path}{line}: {error.msg}: correct the Turtle") from error

    def _check_term(self, subject: str, term: str, value: object) -> None:
        about_events = subject == SCHEME or term.startswith(("trigger", "marker"))
        if term in _TERMS:
            if not isinstance(value, Literal) or not value.value.strip():
                raise self.error(
                    f'kg:{term} of <{subject}> must be words, such as kg:{term} "resign"@en',
                    at=f"kg:{term}",
                )
            self._check_bearer(subject, term)
        elif about_events or difflib.get_close_matches(term, _OF_TYPES, 1, 0.85):
            close = difflib.get_close_matches(term, _TERMS, 1, 0.5) or ["triggerVerb"]
            raise self.error(
                f"kg:{term} is no term for event types: did you mean kg:{close[0]}?",
                at=f"kg:{term}",
            )

    def _check_bearer(self, subject: str, term: str) -> None:
        name = subject.removeprefix(_KG)
        if term in _MARKERS and name not in _MODALITIES:
            allowed = ", ".join(f"kg:{each}" for each in _MODALITIES)
            raise self.error(
                f"kg:{term} stands on <{subject}>: it belongs on one of {allowed}", at=f"kg:{term}"
            )
        if term in _LIGHT and subject != SCHEME:
            raise self.error(
                f"kg:{term} stands on <{subject}>: it belongs on <{SCHEME}>", at=f"kg:{term}"
            )

    def _line(self, text: str) -> str:
        """Return where `text` stands, or nothing; only called when there is a mistake to tell."""
        if not text:
            return ""
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        found = next((number for number, line in enumerate(lines, 1) if text in line), 0)
        return f", line {found}" if found else ""


@dataclass(slots=True)
class _Concept:
    """What the files say of one subject, with the file that says it."""

    iri: str
    said: defaultdict[str, list[tuple[str, _Source]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, predicate: str, value: object, source: _Source) -> None:
        """Note a statement; a literal by its text, everything else by its IRI."""
        if isinstance(value, Literal | NamedNode):
            name = predicate.removeprefix(_KG) if predicate.startswith(_KG) else predicate
            self.said[name].append((value.value, source))

    @property
    def is_type(self) -> bool:
        """Whether it is a type of events: it is in the scheme or has a trigger."""
        schemes = [value for value, _ in self.said.get(_SKOS + "inScheme", ())]
        return SCHEME in schemes or any(term in self.said for term in _OF_TYPES)

    @property
    def source(self) -> _Source:
        """The file that spoke of it first."""
        return next(iter(self.said.values()))[0][1]

    def texts(self, term: str) -> list[str]:
        """Return the values of a term, in lower case, each once."""
        return list(dict.fromkeys(value.strip().lower() for value, _ in self.said.get(term, ())))

    def one(self, term: str, *, needed: str = "") -> str:
        """Return the first value of a SKOS term, or ""; raises OntologyError where it is needed."""
        values = self.said.get(_SKOS + term, ())
        if not values and needed:
            raise self.source.error(
                f"the event type <{self.iri}> has no skos:{term}: add {needed}", at=_local(self.iri)
            )
        return values[0][0] if values else ""


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


# --- Types ------------------------------------------------------------------------------------


def _check_notations(types: Iterable[_Concept]) -> None:
    seen: dict[str, _Concept] = {}
    for each in types:
        notation = each.one("notation", needed='skos:notation "my-type"')
        first = seen.setdefault(notation, each)
        if first is not each:
            raise each.source.error(
                f"<{each.iri}> and <{first.iri}> have the same skos:notation {notation!r}:"
                " give one of them another",
                at=f'"{notation}"',
            )


def _event_type(each: _Concept, types: Mapping[str, _Concept]) -> EventType:
    patterns = tuple(
        pattern for term, kind in _TRIGGERS.items() for pattern in _patterns(each, term, kind)
    )
    exclusions = tuple(_exclusions(each, patterns))
    return EventType(
        notation=each.one("notation"),
        iri=each.iri,
        label=each.one("prefLabel", needed='skos:prefLabel "My type"@en'),
        definition=each.one("definition"),
        within=tuple(types[iri].one("notation") for iri in _broader(each, types)),
        patterns=patterns,
        exclusions=exclusions,
        slots=tuple(_type_slots(each)),
        loose=frozenset(_loose(each, patterns)),
    )


def _loose(each: _Concept, patterns: Iterable[Pattern]) -> Iterator[str]:
    """Yield the words that may be figures of speech; raises OntologyError for one of no trigger."""
    known = {word for pattern in patterns for word in pattern.key}
    for word in each.texts("looseTrigger"):
        if word not in known:
            raise each.source.error(
                f"kg:looseTrigger {word!r} of <{each.iri}> begins none of its triggers: correct it"
                " or add the trigger",
                at=word,
            )
        yield word


def _broader(each: _Concept, types: Mapping[str, _Concept]) -> list[str]:
    """Return the IRIs of all broader types, the nearest first."""
    found: list[str] = []
    level = [each.iri]
    while level:
        above = [
            (value, types[iri])
            for iri in level
            for value, _ in types[iri].said.get(_SKOS + "broader", ())
        ]
        for value, below in above:
            if value not in types:
                raise below.source.error(
                    f"<{below.iri}> has the skos:broader <{value}>, which is no event type:"
                    " correct it or define that type",
                    at=_local(value),
                )
            if value == each.iri:
                raise each.source.error(
                    f"<{each.iri}> is broader than itself: take one skos:broader away",
                    at=_local(each.iri),
                )
        level = [value for value, _ in above if value not in found]
        found += dict.fromkeys(level)
    return found


def _type_slots(each: _Concept) -> Iterator[Slot]:
    for term, role in _ROLES.items():
        for text, source in each.said.get(term, ()):
            match = _PLACE.fullmatch(text.strip())
            if not match or match["relation"] not in (*PLACES, *_PREPOSITIONS):
                raise source.error(
                    f"kg:{term} {text!r} is no place in a sentence: use one of {', '.join(PLACES)}"
                    ' or a preposition, with ":person" behind it where only people fit',
                    at=f'"{text}"',
                )
            yield Slot(match["relation"], role, match["kind"] or "")


def _patterns(each: _Concept, term: str, kind: TriggerKind) -> Iterator[Pattern]:
    for text, source in each.said.get(term, ()):
        try:
            yield pattern_of(text, kind)
        except ValueError as error:
            raise source.error(f"kg:{term} {text!r}: {error}", at=f'"{text}"') from error


def _exclusions(each: _Concept, triggers: Iterable[Pattern]) -> Iterator[Pattern]:
    """Yield the exclusions; one that shares no word with a trigger could never be met."""
    known = frozenset(word for pattern in triggers for place in pattern.words for word in place)
    patterns = _patterns(each, "exclusion", TriggerKind.PHRASE)
    for pattern, (text, source) in zip(patterns, each.said.get("exclusion", ()), strict=True):
        if all(known.isdisjoint(place) for place in pattern.words):
            raise source.error(
                f"kg:exclusion {text!r} has no word of a trigger of {each.one('notation')!r}:"
                " write the trigger's lemma in it, or drop it",
                at=f'"{text}"',
            )
        yield pattern


def pattern_of(text: str, kind: TriggerKind) -> Pattern:
    """Compile a pattern; raises ValueError, in words for people, where its notation is wrong."""
    words: list[frozenset[str]] = []
    slots: list[Slot] = []
    for part in text.replace("’", "'").split():
        slot = _SLOT.fullmatch(part)
        if slot:
            relation = _relation(slot["owner"] is not None, words)
            slots.append(Slot(relation, slot["role"] or "", slot["kind"] or ""))
        elif _WORD.fullmatch(part):
            words.append(frozenset(part.lower().split("|")))
        else:
            raise ValueError(
                f"{part!r} is neither a word, words joined by |, nor a place such as"
                " [experiencer], [agent:person] or [:thing]"
            )
    if not any(NUMBER not in word for word in words):
        raise ValueError("a pattern needs a word: write the lemma of its head")
    if slots and kind is not TriggerKind.PHRASE:
        raise ValueError("places in brackets belong in a kg:triggerPhrase")
    return Pattern(kind, tuple(words), tuple(slots))


def _relation(owner: bool, before: list[frozenset[str]]) -> str:
    if owner:
        return "owner" if before else "possessor"
    if not before:
        return "subject"
    prepositions = sorted(before[-1] & _PREPOSITIONS)
    return "|".join(prepositions) if len(prepositions) == len(before[-1]) else "object"


# --- Words of modality --------------------------------------------------------------------------


def _markers(concepts: Mapping[str, _Concept]) -> Iterator[Marker]:
    for name in _MODALITIES:
        concept = concepts.get(_KG + name)
        if concept is None:
            continue
        for term, kind in _MARKERS.items():
            for word in concept.texts(term):
                yield Marker(kind, word.replace("’", "'"), name.lower())
