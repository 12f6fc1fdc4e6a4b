"""Where an article reports words or thoughts: cues, their acts, whether they were performed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kg.extract.reading import SAYING, Chunk, Reading
from kg.extract.syntax import (
    child,
    children,
    is_infinitive,
    is_passive,
    is_unreal,
    negation,
    subject,
)
from kg.knowledge import Act, Cue, CueKind, Knowledge, People
from kg.model import Span

_VERBS = frozenset((CueKind.VERB, CueKind.QUOTING_VERB, CueKind.NAMING_VERB, CueKind.HEARING_VERB))
_CONDITIONAL = frozenset((CueKind.REFUSING_VERB, CueKind.HEARING_VERB))
"""Kinds that report only under conditions of their own, whatever the encoder sees."""
_WITHHOLDING = frozenset(("would", "wo", "could", "will"))
"""Auxiliaries that, with “not”, make saying a refusal to say."""
_OF_NOUNS = frozenset(("nsubj", "obj", "iobj", "obl", "nmod", "compound"))
"""Relations of what is a noun indeed, although some verb looks like it: “enacted rules”."""
_SHORT_OF = frozenset(("to", "of", "from"))
_UNKNOWN_ACT = "said"
_KNOWING = frozenset(("know", "understand", "recognise", "recognize", "learn", "see", "discover"))
"""What is held, not said; cues only where the encoder sees one: “you know” is none."""
_CONJUNCTIONS = frozenset(("that", "whether", "if", "how", "why"))
_LEAVING_OPEN = frozenset(("say", "tell", "disclose", "reveal", "specify", "explain", "clarify"))
"""What, if it is not done, leaves open when or whether: `did not say when`."""
_CIRCUMSTANCES = frozenset(("if", "when", "where"))
_QUESTIONS = frozenset(("where", "when", "what", "who", "which", "how", "why"))


@dataclass(frozen=True, slots=True)
class Site:
    """One place where a cue stands.

    `head` is the verb or noun that reports, or a phrase's first word; `tokens` are the words of the
    cue, its negation included. `verb` is the verb whose subject performs the act: “declined” in
    “declined to say”. `known` is False where only the encoder takes it for a cue; `seen` tells
    whether the encoder does.
    """

    head: int
    tokens: tuple[int, ...]
    kind: CueKind
    performs: Act
    affirmed: bool
    verb: int
    known: bool = True
    seen: bool = False

    @property
    def act(self) -> str:
        """The notation of the act."""
        return self.performs.notation


@dataclass(frozen=True, slots=True)
class Sites:
    """All cues of an article, in order of their heads, and which of them each token belongs to."""

    all: tuple[Site, ...]
    by_token: Mapping[int, Site]

    def between(self, begin: int, end: int) -> Iterator[Site]:
        """Yield those whose heads are among the tokens [begin, end)."""
        for at in range(begin, end):
            site = self.by_token.get(at)
            if site is not None and site.head == at:
                yield site

    def of(self, reading: Reading, spans: tuple[Span, ...]) -> Site | None:
        """Return the cue that the encoder's spans hold, None where they hold none."""
        for span in spans:
            tokens = reading.tokens(span)
            for at in reversed(tokens):
                site = self.by_token.get(at)
                if site is not None and site.head in tokens:
                    return site
        return None


def find_cues(reading: Reading, knowledge: Knowledge) -> Sites:
    """Return the cues of an article: those that the ontology knows, and those the encoder sees."""
    seen = {at for chunk in reading.cues for at in range(chunk.begin, chunk.end)}
    found: dict[int, Site] = {}
    for at in range(len(reading)):
        if reading.pos[at] in ("SPACE", "PUNCT"):
            continue
        site = _site(reading, knowledge, at, at in seen)
        if site is not None:
            found.setdefault(site.head, site)
    _absorb_refused(found)
    _refuse_joined(reading, found)
    for chunk in reading.cues:
        if found.keys().isdisjoint(range(chunk.begin, chunk.end)):
            for site in _unknown(reading, knowledge, chunk):
                found[site.head] = site
    ordered = tuple(found[at] for at in sorted(found))
    by_token = {at: site for site in ordered for at in site.tokens}
    return Sites(ordered, by_token | {site.head: site for site in ordered})


def _absorb_refused(found: dict[int, Site]) -> None:
    """Drop the verbs of saying that a refusal has taken into its cue."""
    for site in list(found.values()):
        if site.kind is CueKind.REFUSING_VERB:
            for at in site.tokens:
                if at != site.head:
                    found.pop(at, None)


def _refuse_joined(reading: Reading, found: dict[int, Site]) -> None:
    """Take for refused what “or” joins to what is: `refused to pay or explain why`."""
    refusals = {site.verb: site for site in found.values() if site.kind is CueKind.REFUSING_VERB}
    for at, site in list(found.items()):
        if site.kind not in _VERBS or reading.rel[at] != "conj":
            continue
        first = reading.head[at]
        refusal = refusals.get(reading.head[first]) if reading.rel[first] == "xcomp" else None
        if refusal is not None and child(reading, at, "nsubj") is None and first != refusal.head:
            found[at] = replace(site, performs=refusal.performs, affirmed=False)


def _site(reading: Reading, knowledge: Knowledge, at: int, seen: bool) -> Site | None:
    known = knowledge.cues.by_word
    for cue in (*known.get(reading.lemma[at], ()), *_phrases(known, reading.lower[at])):
        tokens = _matched(reading, at, cue)
        if not tokens or not _fits(reading, knowledge.people, at, cue, seen):
            continue
        if cue.kind is CueKind.IDLE_VERB:
            return None
        if cue.kind is CueKind.REFUSING_VERB:
            refusal = _refusal(reading, knowledge, at, cue, seen)
            if refusal is not None:
                return refusal
            continue
        return _performed(reading, knowledge, at, tokens, cue, seen)
    return None


def _phrases(known: Mapping[str, tuple[Cue, ...]], word: str) -> Iterator[Cue]:
    return (cue for cue in known.get(word, ()) if cue.kind is CueKind.PHRASE)


def _matched(reading: Reading, at: int, cue: Cue) -> tuple[int, ...]:
    """Return the words of the cue that begins at a token, or nothing."""
    if cue.kind is CueKind.PHRASE:
        end = at + len(cue.words)
        return tuple(range(at, end)) if tuple(reading.lower[at:end]) == cue.words else ()
    tokens = [at]
    for word in cue.words[1:]:
        nearby = range(tokens[-1] + 1, min(tokens[-1] + 3, len(reading)))
        particles = [c for c in reading.children[at] if reading.dep[c] == "compound:prt"]
        match = next((t for t in (*nearby, *particles) if reading.lower[t] == word), None)
        if match is None or match in tokens or _is_elsewhere(reading, match, at):
            return ()
        tokens.append(match)
    return tuple(tokens)


def _is_elsewhere(reading: Reading, particle: int, verb: int) -> bool:
    """Whether a preposition belongs to a noun that is no part of the cue: “told one of them”."""
    noun = reading.head[particle]
    if reading.rel[particle] != "case" or noun < particle:
        return False
    return reading.rel[noun] == "nmod" and reading.head[noun] in range(verb + 1, particle)


def _is_addressed(reading: Reading, people: People, at: int) -> bool:
    """Whether who hears is a court or the like, to whom things are said."""
    found = subject(reading, at)
    return found is not None and reading.lemma[found.head] in people.organizations | people.groups


def _is_state(reading: Reading, at: int) -> bool:
    """Whether a verb says how somebody is, not what they think: “she feels alone”."""
    return any(
        reading.pos[each] == "ADJ" and child(reading, each, "cop", "mark", "nsubj") is None
        for each in children(reading, at, "xcomp")
        if each > at
    )


def _fits(reading: Reading, people: People, at: int, cue: Cue, seen: bool) -> bool:
    """Tell whether a token has the part of speech that a cue asks for."""
    pos = reading.pos[at]
    if cue.kind is CueKind.PHRASE:
        return True
    if cue.kind is CueKind.NOUN:
        return pos == "NOUN"
    if reading.rel[at] == "amod" or reading.dep[at] == "compound":
        return False
    if cue.kind is CueKind.HEARING_VERB and not _is_addressed(reading, people, at):
        return False
    if cue.act == "thought" and _is_state(reading, at):
        return False
    if seen and pos == "NOUN":
        return reading.rel[at] not in _OF_NOUNS
    return pos == "VERB" or reading.lower[at] in SAYING or (seen and pos in ("ADJ", "AUX"))


def _performed(
    reading: Reading, knowledge: Knowledge, at: int, tokens: tuple[int, ...], cue: Cue, seen: bool
) -> Site:
    """Return the site of a cue with what its negation and modality make of the act."""
    act = knowledge.acts[cue.act]
    if cue.kind not in _VERBS:
        return Site(at, tokens, cue.kind, act, not act.rejects, at, seen=seen)
    affirmed = not (act.rejects or is_unreal(reading, at))
    no = negation(reading, at)
    if no is not None:
        affirmed = False
        auxiliaries = [a for a in children(reading, at, "aux") if a < no]
        tokens = tuple(sorted({*auxiliaries[-1:], no, *tokens}))
        if any(reading.lower[a] in _WITHHOLDING for a in auxiliaries) and _is_plain(cue):
            act = knowledge.acts.get("declined", act)
    head = tokens[-1] if tokens[-1] > at and reading.pos[tokens[-1]] == "VERB" else at
    return Site(head, tokens, cue.kind, act, affirmed, at, seen=seen)


def _is_plain(cue: Cue) -> bool:
    return cue.kind is CueKind.VERB and cue.act in ("said", "told", "confirmed", "explained")


def _refusal(reading: Reading, knowledge: Knowledge, at: int, cue: Cue, seen: bool) -> Site | None:
    """Return the site of a refusal: of the act of saying that hangs on it, else of what it is."""
    inner, act = _complement(reading, at), knowledge.acts[cue.act]
    if inner is None or is_passive(reading, inner):
        return None
    for said in knowledge.cues.by_word.get(reading.lemma[inner], ()):
        words = _matched(reading, inner, said) if said.kind in _VERBS else ()
        if words:
            to = [t for t in range(at + 1, inner) if reading.lower[t] in (*_SHORT_OF, *cue.words)]
            tokens = tuple(sorted({at, *to, *words}))
            return Site(inner, tokens, cue.kind, act, False, at, seen=seen)
    return Site(at, (at,), cue.kind, act, False, at, seen=seen)


def _complement(reading: Reading, at: int) -> int | None:
    """Return the verb that hangs on a refusal, by the tree or right behind “to”."""
    for inner in children(reading, at, "xcomp", "advcl", "ccomp", "obl"):
        if inner > at and reading.pos[inner] == "VERB":
            return inner
    after = at + 2
    if after < len(reading) and reading.lower[at + 1] == "to" and reading.pos[after] == "VERB":
        return after
    return None


def _unknown(reading: Reading, knowledge: Knowledge, chunk: Chunk) -> Iterator[Site]:
    """Yield the site of a cue that only the encoder sees: its verb, else its noun."""
    known, thinking = knowledge.cues.by_word, knowledge.acts["thought"]
    if any(
        cue.kind in _CONDITIONAL and len(cue.words) == 1
        for at in range(chunk.begin, chunk.end)
        for cue in known.get(reading.lemma[at], ())
    ):
        return
    for pos, kind in (("VERB", CueKind.VERB), ("NOUN", CueKind.NOUN)):
        heads = [at for at in range(chunk.begin, chunk.end) if reading.pos[at] == pos]
        if heads:
            head = chunk.head if chunk.head in heads else heads[-1]
            particles = (c for c in reading.children[head] if reading.dep[c] == "compound:prt")
            tokens = (head, *particles)
            affirmed = not is_unreal(reading, head) and negation(reading, head) is None
            knows = reading.lemma[head] in _KNOWING
            performs = thinking if knows else knowledge.acts[_UNKNOWN_ACT]
            site = Site(head, tokens, kind, performs, affirmed, head, known=False, seen=True)
            yield replace(site, performs=thinking) if _is_intended(reading, site) else site
            return


def _is_intended(reading: Reading, site: Site) -> bool:
    """Whether a verb that is no cue has an infinitive: what is planned or wanted, not said."""
    clause = clause_of(reading, site)
    return clause is not None and clause.infinitive


# --- What a cue holds, by the tree ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens [begin, end) that a cue reports, by the tree; `mark` is its conjunction, or ""."""

    begin: int
    end: int
    mark: str
    infinitive: bool


def clause_of(reading: Reading, site: Site) -> Clause | None:
    """Return the clause that hangs on a cue, None where there is none."""
    head = site.head
    wanted = ("ccomp", "xcomp", "advcl") if site.kind is not CueKind.NOUN else ("acl", "ccomp")
    for at in children(reading, head, *wanted):
        if at < head or reading.zone[at] != reading.zone[head]:
            continue
        infinitive = is_infinitive(reading, at)
        opener = _opener(reading, at, site)
        circumstance = reading.rel[at] == "advcl" and opener in _CIRCUMSTANCES
        if circumstance and not _is_asked(reading, site, opener):
            continue
        if reading.rel[at] == "ccomp" or infinitive or opener:
            begin = max(head + 1, reading.first[at])
            return Clause(begin, _clause_end(reading, site, at), opener, infinitive)
    return None


def _is_asked(reading: Reading, site: Site, opener: str) -> bool:
    """Whether “if” or “when” opens what a cue leaves open rather than a circumstance of it."""
    if site.act == "asked" or (site.act == "thought" and opener in _CONJUNCTIONS):
        return True
    return not site.affirmed and reading.lemma[site.head] in _LEAVING_OPEN


def _opener(reading: Reading, at: int, site: Site) -> str:
    """Return the word that makes a clause one that is reported: that, whether, how; "" for none."""
    for each in reading.children[at]:
        word = reading.lower[each]
        if each < at and word in _CONJUNCTIONS and reading.rel[each] == "mark":
            return word
        near = each == max(*site.tokens, site.head) + 1 and site.kind is not CueKind.NOUN
        if each < at and word in _QUESTIONS and (near or site.act in ("asked", "told")):
            return word
    return ""


def _clause_end(reading: Reading, site: Site, at: int) -> int:
    """Return where a clause ends, with what follows it without a comma and hangs on the cue."""
    end = reading.last[at] + 1
    for other in children(reading, site.head, "advcl", "ccomp", "xcomp"):
        if reading.first[other] == end and reading.zone[other] == reading.zone[site.head]:
            end = reading.last[other] + 1
    return end
