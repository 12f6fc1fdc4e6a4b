"""Whether a text speaks of one happening or of what happens in general.

families suffer miscarriage · when you lose a baby · parents who have lost a child
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.arguments import (
    has_child,
    is_gerund,
    is_infinitive,
    is_present,
    possessor,
    preposition_of,
    relative_clause,
)
from kg.extract.participants import Part, Setting
from kg.extract.patterns import Match
from kg.extract.reading import Reading
from kg.extract.referents import Referents

NO_ARTICLE = "a noun without article"
"""The rule by which a noun names only a kind of event: miscarriage is common."""

_ANYBODY = frozenset(("you", "your", "one", "everyone", "everybody", "anyone", "anybody"))
_SPECIFIC = frozenset(("the", "this", "that", "these", "those", "both"))
_INDEFINITE = frozenset(("a", "an", "any", "every", "each", "no", "some", "another"))
_DEFINITE = frozenset(("the", "this", "that", "her", "his", "their", "my", "our", "your", "its"))
_NAMING = frozenset(("flat", "compound", "appos"))
_VERBS = frozenset(("VERB", "AUX"))


def generic_rule(
    referents: Referents, match: Match, setting: Setting, parts: tuple[Part, ...]
) -> str:
    """Return the rule by which an event is no single happening, or ""."""
    reading, head = referents.reading, match.head
    nominal = is_nominal(reading, head)
    if nominal and is_presupposed(reading, head):
        return ""
    tokens = [part.token for part in parts if part.role in ("experiencer", "agent")]
    doers = [part.token for part in parts if part.role == "agent"]
    if doers and is_present(reading, setting.predicate):
        if all(reading.lower[token] in _ANYBODY for token in doers):
            return "anybody"
        if all(_is_kind_of_people(reading, setting.predicate, token) for token in doers):
            return "people of a kind"
    if _is_custom(referents, match, tokens):
        return "what we do"
    if any(_is_specific(referents, token) for token in tokens):
        return ""
    if not tokens:
        bare = nominal and _is_bare(reading, head) and not _has_acted(reading, head)
        return NO_ARTICLE if bare else ""
    return _rule_of_people(reading, setting.predicate, tokens)


def _is_custom(referents: Referents, match: Match, tokens: Sequence[int]) -> bool:
    """Whether “we” and a bare present say what is done time and again: we `vote` for people.

    What is done by saying it is done once: we apologise.
    """
    reading, head = referents.reading, match.head
    bare = reading.pos[head] == "VERB" and reading.lower[head] == reading.lemma[head]
    if not bare or is_infinitive(reading, head) or "communication" in match.type.within:
        return False
    if not all(reading.lower[token] == "we" for token in tokens) or not tokens:
        return False
    return is_present(reading, head) and not has_child(reading, head, "aux", "aux:pass")


def _rule_of_people(reading: Reading, predicate: int, tokens: list[int]) -> str:
    if any(reading.lower[token] in _ANYBODY for token in tokens):
        return "anybody"
    if is_present(reading, predicate):
        return "people in general, in the present"
    if all(_is_kind_of_people(reading, predicate, token) for token in tokens):
        return "people of a kind"
    if all(_is_indefinite(reading, token) for token in tokens):
        return "" if _is_past(reading, predicate) else "anybody"
    return ""


def is_nominal(reading: Reading, head: int) -> bool:
    """Tell whether a trigger is a noun that names its event, and no predicate."""
    return reading.pos[head] in ("NOUN", "PROPN") and not has_child(reading, head, "cop")


def is_presupposed(reading: Reading, noun: int) -> bool:
    """Tell whether a noun is definite, and so taken for granted whatever the verb says."""
    return possessor(reading, noun) is not None or any(
        reading.rel[child] == "det" and reading.lower[child] in _DEFINITE
        for child in reading.children[noun]
    )


def _has_acted(reading: Reading, noun: int) -> bool:
    """Whether a bare noun has done something: fire destroyed the school."""
    return reading.rel[noun] == "nsubj" and _is_past(reading, reading.head[noun])


def _is_specific(referents: Referents, token: int) -> bool:
    reading = referents.reading
    if reading.lower[token] in _ANYBODY:
        return False
    if reading.pos[token] in ("PROPN", "PRON") or referents.is_named(token):
        return True
    if _is_share(reading, token):
        return False
    return any(
        reading.lower[child] in _SPECIFIC
        or reading.dep[child] in ("nmod:poss", "nummod")
        or (reading.pos[child] == "PROPN" and reading.rel[child] in _NAMING)
        for child in reading.children[token]
    )


def _is_share(reading: Reading, token: int) -> bool:
    """Whether a number only says how many of all: one baby `in thirteen`."""
    return any(
        reading.rel[child] == "nmod"
        and reading.pos[child] == "NUM"
        and preposition_of(reading, child) == "in"
        for child in reading.children[token]
    )


def _is_kind_of_people(reading: Reading, predicate: int, token: int) -> bool:
    """Whether a relative clause only says of which kind: parents who lost a child."""
    clause = relative_clause(reading, predicate)
    plural = reading.lower[token] != reading.lemma[token] or reading.lower[token] == "people"
    bare = plural and _is_bare(reading, token)
    described = clause >= 0 and reading.head[clause] == token
    governor = reading.head[token]
    return bare and described and (governor == token or not _is_past(reading, governor))


def _is_indefinite(reading: Reading, token: int) -> bool:
    return any(reading.lower[child] in _INDEFINITE for child in reading.children[token])


def _is_past(reading: Reading, verb: int) -> bool:
    if is_gerund(reading, verb) and not has_child(reading, verb, "aux"):
        return False
    return not is_present(reading, verb) and reading.pos[verb] in _VERBS


def _is_bare(reading: Reading, noun: int) -> bool:
    return not any(
        reading.rel[child] in ("det", "nummod") or reading.dep[child] == "nmod:poss"
        for child in reading.children[noun]
    )
