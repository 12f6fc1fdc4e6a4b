"""The words that name who performs an act: the source of a cue, and whom it addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.cues import Site
from kg.extract.drafts import Draft, How
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import agent, children, is_bare_participle, is_passive, possessor, subject
from kg.knowledge import CueKind

_NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
_TO = frozenset(("to",))
_BY = frozenset(("by", "from"))
_FARTHEST = 10
"""Words between a cue and a source that only stands beside it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The head of the words that name a speaker; `rule` says why, `weight` how sure."""

    head: int
    rule: str
    weight: float


def source_of(reading: Reading, draft: Draft) -> Source | None:
    """Return the words that name the speaker of a quotation, None where there are none.

    The rules are tried in order of how sure they are; what the encoder links to the quotation
    confirms a rule, and stands in where there is none.
    """
    seen = encoder_source(reading, draft)
    if draft.source is not None:
        return Source(draft.source, draft.how.words, 0.95)
    if draft.site is not None and _is_done_to_its_subject(reading, draft.site):
        return None
    for found in _rules(reading, draft):
        if seen is None or found.head in seen or found.weight >= 0.9:
            return found
    if seen is not None:
        return Source(head_of(reading, seen), "the encoder's source of the cue", 0.8)
    return next(_rules(reading, draft), None)


def _is_done_to_its_subject(reading: Reading, site: Site) -> bool:
    """Whether the text names whom words reach, not whose they are: “the court heard”."""
    if site.kind is CueKind.HEARING_VERB:
        return True
    if site.kind in (CueKind.PHRASE, CueKind.NOUN) or agent(reading, site.verb) is not None:
        return False
    if is_passive(reading, site.verb):
        return site.performs.addresses
    return site.performs.addresses and is_bare_participle(reading, site.verb)


def _rules(reading: Reading, draft: Draft) -> Iterator[Source]:
    """Yield what each rule finds, the surest first."""
    site = draft.site
    if site is None:
        if draft.how is How.COLON:
            yield from _of_colon(reading, draft)
        return
    if site.kind is CueKind.PHRASE:
        yield from _of_phrase(reading, site)
    elif site.kind is CueKind.NOUN:
        yield from _of_noun(reading, site)
    else:
        yield from _of_verb(reading, site)
        if draft.how is How.TAGGED:
            yield from _beside(reading, site)


def _of_verb(reading: Reading, site: Site) -> Iterator[Source]:
    if is_passive(reading, site.verb):
        by = agent(reading, site.verb)
        if by is not None:
            yield Source(by, "who did it, after “by”", 0.9)
        return
    found = subject(reading, site.verb)
    if found is not None and found.head not in site.tokens:
        own = found.rule == "subject of the cue"
        described = reading.dep[site.verb] == "acl"
        yield Source(found.head, found.rule, 0.97 if own else 0.85 if described else 0.9)


def _of_phrase(reading: Reading, site: Site) -> Iterator[Source]:
    last = site.tokens[-1]
    noun = reading.head[site.head]
    if noun > last and reading.pos[noun] in _NOUNS:
        yield Source(noun, "after the phrase that reports", 0.97)
    for at in range(last + 1, min(last + 1 + _FARTHEST, len(reading))):
        if reading.pos[at] in _NOUNS and not last < reading.head[at] < at + _FARTHEST:
            yield Source(at, "after the phrase that reports", 0.85)
            return


def _of_noun(reading: Reading, site: Site) -> Iterator[Source]:
    owner = possessor(reading, site.head)
    if owner is not None:
        yield Source(owner, "whose word it is", 0.89)
    for at in children(reading, site.head, "nmod"):
        if any(reading.lower[c] in _BY for c in reading.children[at]):
            yield Source(at, "whose word it is", 0.89)
    verb = reading.head[site.head]
    if reading.rel[site.head] in ("obj", "obl") and not is_passive(reading, verb):
        found = subject(reading, verb)
        if found is not None:
            yield Source(found.head, "who gives the word", 0.8)


def _of_colon(reading: Reading, draft: Draft) -> Iterator[Source]:
    """The subject of the sentence before a colon: `Fans were quick to respond: “…”`."""
    if draft.unit is None:
        return
    tokens = reading.tokens(draft.content[0])
    end = tokens.start - 1
    while end > 0 and reading.pos[end] in ("PUNCT", "SPACE"):
        end -= 1
    begin = max(draft.unit.begin, 0) if draft.unit.begin < end else end - 30
    for at in range(end, max(-1, begin - 1), -1):
        if reading.pos[at] == "VERB" and reading.zone[at] == draft.zone:
            found = subject(reading, at)
            if found is not None:
                yield Source(found.head, "subject of the sentence before the colon", 0.8)
                return


def _beside(reading: Reading, site: Site) -> Iterator[Source]:
    """The noun between a passage and its cue, or right behind the cue."""
    zone = reading.zone[site.head]
    after = max(*site.tokens, site.head) + 1
    for at in range(after, min(after + _FARTHEST, len(reading))):
        if reading.zone[at] != zone or reading.pos[at] in ("PUNCT", "ADP", "VERB", "SCONJ"):
            break
        if reading.pos[at] in _NOUNS:
            yield Source(_top(reading, at, after, at + _FARTHEST), "right behind the cue", 0.8)
            return
    first = min(site.tokens)
    for at in range(first - 1, max(-1, first - _FARTHEST), -1):
        if reading.zone[at] != zone:
            return
        if reading.pos[at] in _NOUNS:
            yield Source(_top(reading, at, at - _FARTHEST, first), "right before the cue", 0.8)
            return


def _top(reading: Reading, at: int, begin: int, end: int) -> int:
    """Return the head of the noun phrase that a noun is part of, within some tokens."""
    for _ in range(3):
        head = reading.head[at]
        nominal = reading.rel[at] in ("compound", "flat", "nmod", "amod", "appos", "conj")
        if head == at or not nominal or reading.pos[head] not in _NOUNS:
            return at
        if not begin <= head < end:
            return at
        at = head
    return at


# --- The encoder's source -------------------------------------------------------------------------


def encoder_source(reading: Reading, draft: Draft) -> range | None:
    """Return the tokens that the encoder takes for the source of a quotation."""
    if draft.link is None or not draft.link.source:
        return None
    tokens = reading.tokens(draft.link.source[0])
    if not tokens or draft.zone != OUTSIDE:
        return None
    if reading.zone[tokens.start] != draft.zone:
        return None
    return tokens


def head_of(reading: Reading, tokens: range) -> int:
    """Return the head of some words: the first noun that hangs on a word outside, or on none."""
    outer = [at for at in tokens if reading.head[at] not in tokens or reading.head[at] == at]
    free = [at for at in tokens if not list(children(reading, at, "case"))]
    nouns = [at for at in (*outer, *free, *tokens) if reading.pos[at] in _NOUNS]
    return nouns[0] if nouns else tokens.start


# --- Whom it addresses ----------------------------------------------------------------------------


def addressee_of(reading: Reading, draft: Draft) -> int | None:
    """Return the head of the words that name who is told or asked, None where there are none."""
    site = draft.site
    if site is None or site.kind in (CueKind.PHRASE, CueKind.NOUN):
        return None
    if site.performs.addresses and _is_done_to_its_subject(reading, site):
        found = subject(reading, site.verb)
        return found.head if found is not None else None
    inside = {at for span in draft.content for at in reading.tokens(span)}
    for at in children(reading, site.head, "iobj", "obj", "obl"):
        if at in inside or at < site.head or reading.zone[at] != reading.zone[site.head]:
            continue
        case = {reading.lower[c] for c in children(reading, at, "case")}
        if (reading.rel[at] in ("obj", "iobj") and site.performs.addresses) or case & _TO:
            return at
    return _between(reading, site, min(inside)) if site.performs.addresses and inside else None


def _between(reading: Reading, site: Site, content: int) -> int | None:
    """Return the noun that stands between a cue and what it reports."""
    begin = max(*site.tokens, site.head) + 1
    if not begin < content <= begin + _FARTHEST:
        return None
    if any(reading.pos[at] in ("VERB", "AUX", "ADP", "PUNCT") for at in range(begin, content)):
        return None
    nouns = [at for at in range(begin, content) if reading.pos[at] in _NOUNS]
    return _top(reading, nouns[0], begin, content) if nouns else None


def channel_of(reading: Reading, draft: Draft) -> Iterator[int]:
    """Yield the heads of what stands at a cue with “to”, “on”, “in”: perhaps the channel."""
    site = draft.site
    if site is None or site.kind in (CueKind.PHRASE, CueKind.NOUN):
        return
    for at in children(reading, site.head, "obl", "obj", "iobj"):
        if at > site.head and reading.zone[at] == reading.zone[site.head]:
            yield at
            yield from children(reading, at, "nmod")
