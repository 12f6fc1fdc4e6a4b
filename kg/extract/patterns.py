"""Finds the patterns of the event types in a text: which words, with which slots filled.

A word of a pattern is met by a token whose lemma or form fits and which the tree ties to the words
met before, or which follows them directly in the line. Work per token is bounded by the patterns
that its own lemma is the key of, so it grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import Argument, arguments, has_child, possessor
from kg.extract.reading import Reading
from kg.extract.referents import Referents
from kg.knowledge import NUMBER, EventLexicon, EventType, Pattern, Slot, TriggerKind

_NUMBER = re.compile(r"\d+[-–:]\d+")
_TIME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:1\d|20)\d\d|weekend|morning|afternoon|evening"
    r"|\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november|december"
)
_SKIPPED = frozenset(("DET", "ADJ", "ADV", "PRON", "NUM", "PART", "AUX"))
"""What may stand between two words of a pattern in the line."""
_REACH = 4
_CASES = frozenset(("case", "mark", "det", "nummod", "amod", "cop", "compound", "advmod"))
_APART = frozenset(("conj", "parataxis", "acl:relcl", "appos", "punct", "cc", "ccomp", "advcl"))
_UNDER = frozenset(
    ("acl", "case", "aux", "cop", "amod", "compound", "nmod", "obl", "obj", "xcomp", "nsubj")
)
_INSIDE = frozenset(("compound", "nmod:poss", "amod"))
"""Relations in which a noun only qualifies another: baby in “baby weight”."""
_MOVABLE = frozenset(("obj", "nsubj:pass", "obl", "xcomp"))
"""What may stand on either side of its verb: they broke the record, the record was broken."""
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"))
_QUANTITIES = frozenset(("some", "many", "all", "both", "lot", "lots", "plenty", "deal", "half"))
_PERSON = frozenset(("person", ""))


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: its words' tokens in order of the pattern, and who fills its slots.

    `head` is the token that the others hang on; `filled` holds (slot, tokens) of the pattern.
    """

    type: EventType
    pattern: Pattern
    tokens: tuple[int, ...]
    head: int
    filled: tuple[tuple[Slot, tuple[int, ...]], ...]
    content: int
    """How many of the tokens are no mere function words."""

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What makes one match better than another of the same words: it says more."""
        needed = sum(1 for slot, tokens in self.filled if slot.kind and tokens)
        return len(self.tokens), self.content, needed, len(self.type.within)


def find_matches(referents: Referents, lexicon: EventLexicon) -> list[Match]:
    """Return the best match for each trigger of a text, in order of the text."""
    found = [
        best
        for token in range(len(referents.reading))
        if (best := _best(_matches_at(referents, lexicon, token))) is not None
    ]
    return _without_parts(found)


def _best(matches: Iterator[Match]) -> Match | None:
    return max(matches, key=lambda match: match.weight, default=None)


def _without_parts(matches: Sequence[Match]) -> list[Match]:
    """Drop what is but a word of a longer match that tells of the same: birth in “gave birth”."""
    taken: dict[int, list[EventType]] = {}
    kept = []
    for match in sorted(matches, key=lambda each: each.weight, reverse=True):
        if any(_akin(match.type, other) for other in taken.get(match.head, ())):
            continue
        kept.append(match)
        for token in match.tokens:
            taken.setdefault(token, []).append(match.type)
    return sorted(kept, key=lambda match: match.tokens)


def _akin(one: EventType, other: EventType) -> bool:
    return (
        one.notation == other.notation
        or one.notation in other.within
        or other.notation in one.within
    )


def _matches_at(referents: Referents, lexicon: EventLexicon, token: int) -> Iterator[Match]:
    reading = referents.reading
    if reading.pos[token] in ("SPACE", "PUNCT"):
        return
    for key in dict.fromkeys((*lemmas_of(reading, token),)):
        for type, pattern in lexicon.by_word.get(key, ()):
            if _may_head(reading, token, pattern):
                match = _match(referents, token, type, pattern)
                if match is not None and not _is_excluded(referents, match):
                    yield match


def lemmas_of(reading: Reading, token: int) -> tuple[str, ...]:
    """Return the forms by which a token is looked up: lemma, form, and the verb of a participle.

    A word of several tokens is looked up by its last one: `eclampsia` as “pre-eclampsia” too.
    """
    lower, lemma = reading.lower[token], reading.lemma[token]
    whole = _joined(reading, token)
    more = (whole + lemma,) if whole else ()
    if reading.pos[token] == "ADJ" and lower.endswith("ed"):
        return lemma, lower, lower[:-1], lower[:-2], lower[:-3], *more
    return (lemma, *more) if lemma == lower else (lemma, lower, *more)


def _joined(reading: Reading, token: int) -> str:
    """Return what hyphens join to a token from the left, up to its own first letter, or ""."""
    at = token
    while (
        at > 1
        and reading.words[at - 1] == "-"
        and reading.end[at - 2] == reading.begin[at - 1]
        and reading.end[at - 1] == reading.begin[at]
    ):
        at -= 2
    return "".join(reading.lower[at:token])


def _may_head(reading: Reading, token: int, pattern: Pattern) -> bool:
    """Tell whether the part of speech lets a token be the key of a pattern."""
    pos, rel = reading.pos[token], reading.rel[token]
    if rel == "amod" and _is_second_half(reading, token):
        return False
    if pattern.kind is TriggerKind.VERB:
        return pos in ("VERB", "AUX", "ADJ") and rel != "compound"
    if pattern.kind is TriggerKind.NOUN:
        return (pos == "NOUN" or (pos == "PROPN" and len(pattern.words) > 1)) and rel != "compound"
    clausal = any(slot.relation in ("subject", "object") for slot in pattern.slots)
    return not (clausal and pos in ("NOUN", "PROPN")) and rel != "compound"


def _is_second_half(reading: Reading, token: int) -> bool:
    """Whether a participle only ends an adjective: native-`born`, award-`winning`."""
    joined = bool(_joined(reading, token)) and reading.pos[token] in ("VERB", "ADJ")
    return joined and reading.pos[token - 2] in ("NOUN", "PROPN", "ADJ", "ADV", "NUM")


# --- Words ------------------------------------------------------------------------------------


def _match(referents: Referents, token: int, type: EventType, pattern: Pattern) -> Match | None:
    reading = referents.reading
    if pattern.kind is TriggerKind.NOUN:
        tokens = _compound(reading, token, pattern)
    else:
        tokens = _following(reading, token, pattern.words, 0, strict=True)
    if tokens is None:
        return None
    head = token if reading.pos[token] == "VERB" else _top(reading, tokens)
    if not _is_predicate(reading, token, head, pattern):
        return None
    slots = pattern.slots
    if _names_state(reading, token, head, pattern):
        slots = tuple(_as_state(slot) for slot in slots)
    filled = fill(referents, head, tokens, slots)
    if any(slot.kind and not filling for slot, filling in filled):
        return None
    content = sum(1 for at in tokens if reading.pos[at] in _CONTENT)
    return Match(type, pattern, tokens, head, filled, content)


def _names_state(reading: Reading, token: int, head: int, pattern: Pattern) -> bool:
    """Whether the subject of a passive form is what it is said of: is `engaged`, `got` married."""
    if reading.dep[token] == "aux:pass" and reading.head[token] == head:
        return True
    return reading.pos[token] == "VERB" and reading.lemma[token] not in pattern.key


def _as_state(slot: Slot) -> Slot:
    """Return the subject of a state that a participle names, seen as active: he is `engaged`."""
    return Slot("surface", slot.role, slot.kind) if slot.relation == "subject" else slot


def _is_predicate(reading: Reading, token: int, head: int, pattern: Pattern) -> bool:
    """Tell whether a phrase without a verb is what is said of its subject: he is `in hospital`."""
    needed = any(slot.relation == "subject" for slot in pattern.slots)
    if not needed or reading.pos[token] in ("VERB", "AUX"):
        return True
    return has_child(reading, head, "nsubj", "cop") or reading.rel[head] in ("xcomp", "acl", "amod")


def _compound(reading: Reading, token: int, pattern: Pattern) -> tuple[int, ...] | None:
    """Return the tokens of a noun of several words, which stand side by side."""
    at, found = token, [token]
    for word in reversed(pattern.words[:-1]):
        at -= 1
        if at >= 0 and reading.words[at] in "-–":
            at -= 1
        if at < 0 or not _fits(reading, at, word):
            return None
        found.append(at)
    return tuple(reversed(found))


def _following(
    reading: Reading, token: int, words: Sequence[frozenset[str]], start: int, *, strict: bool
) -> tuple[int, ...] | None:
    """Return tokens for all words where `token` is the one at `start`, in order of the words.

    With `strict` no noun counts that only qualifies another.
    """
    found = {start: token}
    for place in (*range(start + 1, len(words)), *range(start - 1, -1, -1)):
        step = 1 if place > start else -1
        anchor = found[place - step]
        at = _tied(reading, words[place], found, anchor, step, strict)
        if at is None:
            return None
        found[place] = at
    if strict and any(_describes_other(reading, at, found.values()) for at in found.values()):
        return None
    return tuple(found[place] for place in range(len(words)))


def _describes_other(reading: Reading, token: int, found: Collection[int]) -> bool:
    """Whether an adjective is of a noun that is none of the pattern's: went on a `public` rant."""
    adjective = reading.pos[token] == "ADJ" and reading.dep[token] == "amod"
    return adjective and len(found) > 1 and reading.head[token] not in found


def _tied(
    reading: Reading,
    word: frozenset[str],
    found: dict[int, int],
    anchor: int,
    step: int,
    strict: bool,
) -> int | None:
    """Return the token that fits a word and is tied to what is found, the nearest of several."""
    taken = set(found.values())
    candidates = (*_by_tree(reading, taken, strict), *_by_line(reading, anchor, step))
    fitting = [
        at
        for at in dict.fromkeys(candidates)
        if at not in taken
        and _fits(reading, at, word)
        and _is_in_order(reading, at, anchor, step)
        and not _is_of_time(reading, at)
        and not (strict and (_qualifies(reading, at, taken) or _is_elsewhere(reading, at, taken)))
    ]
    return min(fitting, key=lambda at: (abs(at - anchor), at), default=None)


def _is_of_time(reading: Reading, token: int) -> bool:
    """Whether a preposition only says when: fired `on` Saturday."""
    return (
        reading.pos[token] == "ADP"
        and reading.rel[token] == "case"
        and _TIME.fullmatch(reading.lower[reading.head[token]]) is not None
    )


def _is_in_order(reading: Reading, token: int, anchor: int, step: int) -> bool:
    """Whether a token stands on its side of another one, or the grammar may have moved it there."""
    if (token - anchor) * step > 0:
        return True
    moved = reading.dep[token] in _MOVABLE and reading.head[token] == anchor
    described = reading.rel[anchor] == "acl" and reading.head[anchor] == token
    return (moved or described) and reading.pos[anchor] == "VERB"


def _by_tree(reading: Reading, taken: set[int], strict: bool) -> Iterator[int]:
    for token in taken:
        for child in reading.children[token]:
            if reading.dep[child] not in _APART or (not strict and reading.rel[child] == "advcl"):
                yield child
                yield from (
                    at
                    for at in reading.children[child]
                    if reading.rel[at] in _CASES or reading.dep[at] == "nmod:poss"
                )
                yield from _counted(reading, child)
        if reading.rel[token] in _UNDER:
            yield reading.head[token]


def _counted(reading: Reading, token: int) -> Iterator[int]:
    """Yield what a number counts or an adverb is measured in: `twins` in “one of their twins”."""
    if reading.pos[token] == "ADV":
        yield from (at for at in reading.children[token] if reading.rel[at] == "obl")
    if reading.pos[token] == "NUM" or reading.lower[token] in _QUANTITIES:
        yield from (at for at in reading.children[token] if reading.rel[at] == "nmod")


def _by_line(reading: Reading, anchor: int, step: int) -> Iterator[int]:
    """Yield the words next to `anchor`, past those that only qualify."""
    at = anchor + step
    for _ in range(_REACH):
        if not 0 <= at < len(reading) or reading.sentence[at] != reading.sentence[anchor]:
            return
        yield at
        if reading.pos[at] not in _SKIPPED:
            return
        at += step


def _qualifies(reading: Reading, token: int, taken: set[int]) -> bool:
    """Whether a word only says which: `baby` weight, they lost `her` ring."""
    noun = reading.pos[token] in ("NOUN", "PROPN") or reading.lower[token] == "her"
    return noun and reading.dep[token] in _INSIDE and reading.head[token] not in taken


def _is_elsewhere(reading: Reading, token: int, taken: set[int]) -> bool:
    """Whether a preposition that is none of the pattern's sets a noun off: won `after` the race."""
    if reading.rel[token] != "obl" or reading.pos[token] not in ("NOUN", "PROPN"):
        return False
    if any(reading.head[child] == token for child in taken):
        return False
    cases = [child for child in reading.children[token] if reading.rel[child] == "case"]
    return bool(cases) and taken.isdisjoint(cases)


def _fits(reading: Reading, token: int, word: frozenset[str]) -> bool:
    lower, lemma = reading.lower[token], reading.lemma[token]
    if lower in word or lemma in word:
        return True
    if NUMBER in word and lower[0].isdigit():
        return _NUMBER.fullmatch("".join(reading.lower[token : token + 3])) is not None
    before = _joined(reading, token)
    return bool(before) and not word.isdisjoint((before + lemma, before + lower))


def _top(reading: Reading, tokens: Sequence[int]) -> int:
    """Return the token that the others hang on."""
    within = set(tokens)
    tops = [token for token in tokens if reading.head[token] not in within - {token}]
    verbs = [token for token in tops if reading.pos[token] in ("VERB", "NOUN", "ADJ")]
    return (verbs or tops or list(tokens))[0]


# --- Slots ------------------------------------------------------------------------------------


def fill(
    referents: Referents, head: int, tokens: Sequence[int], slots: Sequence[Slot]
) -> tuple[tuple[Slot, tuple[int, ...]], ...]:
    """Return for each slot the tokens that fill it and are of its kind."""
    if not slots:
        return ()
    reading = referents.reading
    known = arguments(reading, head)
    for token in tokens:
        if token != head and reading.pos[token] in ("NOUN", "PROPN", "VERB"):
            known += tuple(a for a in arguments(reading, token) if a.relation not in _CLAUSAL)
    owners = tuple(owner for token in tokens if (owner := possessor(reading, token)) is not None)
    return tuple(
        (slot, tuple(at for at in _fillers(slot, known, owners) if _is_kind(referents, at, slot)))
        for slot in slots
    )


_CLAUSAL = frozenset(("subject", "object", "surface"))


def _fillers(slot: Slot, known: Sequence[Argument], owners: Sequence[int]) -> Iterator[int]:
    wanted = slot.relation.split("|")
    if slot.relation in ("owner", "possessor"):
        yield from owners
    for argument in known:
        either = slot.relation in ("subject", "object") and argument.relation == "surface"
        state = slot.relation == "surface" and argument.relation in ("subject", "object")
        if argument.relation in wanted or either or state:
            yield argument.head


def _is_kind(referents: Referents, token: int, slot: Slot) -> bool:
    if not slot.kind:
        return True
    kind, reading = referents.kind(token), referents.reading
    if slot.kind == "person":
        return kind in _PERSON
    if slot.kind == "name":
        return kind in _PERSON and (referents.is_named(token) or reading.pos[token] == "PROPN")
    if slot.kind == "party":
        return kind in _PERSON or kind == "organization"
    if slot.kind == "thing":
        return kind not in _PERSON and kind != "organization"
    return kind == slot.kind


# --- Exclusions -------------------------------------------------------------------------------


def _is_excluded(referents: Referents, match: Match) -> bool:
    """Tell whether an exclusion of the type is met around one of the match's words."""
    return any(
        _meets(referents, match, exclusion, place)
        for exclusion in match.type.exclusions
        for place in range(len(exclusion.words))
    )


def _meets(referents: Referents, match: Match, exclusion: Pattern, place: int) -> bool:
    reading = referents.reading
    for token in match.tokens:
        if not _fits(reading, token, exclusion.words[place]):
            continue
        tokens = _following(reading, token, exclusion.words, place, strict=False)
        if tokens is not None:
            filled = fill(referents, _top(reading, tokens), tokens, exclusion.slots)
            if all(filling for slot, filling in filled if slot.kind):
                return True
    return False
