"""What the tree says: a phrase's words, a verb's subject, what is negated or only possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading

_BEFORE_NOUN = frozenset(("det", "amod", "compound", "nummod", "nmod", "flat", "advmod", "obl"))
_AFTER_NOUN = frozenset(
    ("nmod", "flat", "fixed", "nummod", "compound", "amod", "advmod", "goeswith")
)
_NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
_HEADS = frozenset(("NOUN", "PROPN", "VERB"))
_SUBJECTS = frozenset(("nsubj", "csubj"))
_OBJECTS = frozenset(("obj", "iobj"))
_NEGATIONS = frozenset(("not", "n't", "never", "nt", "neither", "nor"))
_NOBODY = frozenset(("nobody", "none", "no-one", "neither", "nothing"))
_MODALS = frozenset(
    ("may", "might", "could", "would", "should", "will", "shall", "'ll", "'d", "wo")
)
_ABLE = frozenset(("can", "ca", "must"))
"""Modals that, of the speaker's own saying, only open it: “I must say”, “we can confirm”."""
_SELVES = frozenset(("i", "we"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_UNREAL = frozenset(("if", "unless", "whether"))
_PROMISING = frozenset(("promise", "vow", "threaten", "pledge", "swear"))
"""Verbs whose infinitive is the subject's own doing even beside an object."""
_OBLIGED = frozenset(("has", "have"))
_PLANNING = frozenset(
    (
        "expect",
        "plan",
        "intend",
        "want",
        "hope",
        "like",
        "need",
        "wish",
        "try",
        "seek",
        "due",
        "set",
        "likely",
        "prepare",
        "ready",
        "fail",
        "love",
        "free",
        "refuse",
        "decline",
    )
)
"""What an act hangs on that has not been performed."""
_LETTING = frozenset(("go", "let", "get", "try", "plan"))
"""What, where it is negated, leaves undone what hangs on it."""
_REQUESTING = frozenset(
    (
        *("ask", "dare", "urge", "challenge", "invite", "encourage", "order", "press", "pressure"),
        *("beg", "implore", "tell", "instruct", "advise", "call", "require", "demand", "forbid"),
        *("remind", "warn", "expect", "want"),
    )
)
"""What an act hangs on that somebody else is to perform, and has perhaps not."""
_NAMING = frozenset(("call", "name", "nickname", "dub", "know"))
_SEVERAL = frozenset(
    (
        *("they", "them", "we", "us", "these", "those", "others"),
        *("both", "some", "many", "all", "most", "several", "few", "each"),
    )
)
_HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """Who performs what a verb says; `passive` where it is done to them; `rule` says how found."""

    head: int
    passive: bool
    rule: str


def phrase(reading: Reading, head: int) -> tuple[int, int]:
    """Return the tokens [begin, end) of a noun phrase, from its determiner to its last word.

    What identifies it belongs to it (“the mother of two”), not relative clauses, appositions, and
    what commas set off.
    """
    begin, end = head, _phrase_end(reading, head)
    for child in reading.children[head]:
        if child < head and reading.rel[child] in _BEFORE_NOUN:
            begin = min(begin, reading.first[child])
    for child in reading.children[head]:
        if child < head and reading.rel[child] not in _BEFORE_NOUN:
            begin = max(begin, min(head, reading.last[child] + 1))
    return _within_zone(reading, head, begin, end)


def _phrase_end(reading: Reading, head: int) -> int:
    end = head + 1
    for child in reading.children[head]:
        if child < head:
            continue
        rel, dep = reading.rel[child], reading.dep[child]
        if rel == "case" and reading.dep[head] != "nmod:poss" and child == end:
            end = child + 1
        if rel == "case" or (rel == "punct" and reading.words[child] in "-–"):
            continue
        if (
            reading.pos[head] == "NOUN"
            and reading.pos[child] == "PROPN"
            and rel in ("flat", "compound")
        ):
            break
        if dep == "acl" and reading.lemma[child] in _NAMING:
            break
        if not (rel in _AFTER_NOUN or dep == "acl" or _shares_determiner(reading, head, child)):
            break
        between = range(end, reading.first[child])
        if any(reading.words[at] in ",;:()—" or reading.pos[at] in _HEADS for at in between):
            break
        end = max(end, _clause_end(reading, child) if dep == "acl" else _phrase_end(reading, child))
    return end


def _clause_end(reading: Reading, head: int) -> int:
    """Return the end of a participle's clause, up to a comma."""
    for at in range(head, reading.last[head] + 1):
        if reading.words[at] in ",;:":
            return at
    return reading.last[head] + 1


def _shares_determiner(reading: Reading, head: int, child: int) -> bool:
    """“The model and cookbook author” is one person."""
    if reading.rel[child] != "conj" or reading.pos[child] != "NOUN" or reading.pos[head] != "NOUN":
        return False
    has = [
        any(
            reading.rel[c] == "det" or reading.dep[c] == "nmod:poss" for c in reading.children[noun]
        )
        for noun in (head, child)
    ]
    return has == [True, False] and not is_plural(reading, head) and not is_plural(reading, child)


def _within_zone(reading: Reading, head: int, begin: int, end: int) -> tuple[int, int]:
    zone = reading.zone[head]
    while begin < head and not reading.inside(begin, zone):
        begin += 1
    while end > head + 1 and not reading.inside(end - 1, zone):
        end -= 1
    return begin, end


def full_phrase(reading: Reading, head: int) -> tuple[int, int]:
    """Return a noun phrase with its appositions and companions, without relative clauses."""
    begin, end = phrase(reading, head)
    for child in reading.children[head]:
        rel, dep = reading.rel[child], reading.dep[child]
        if child < head or rel in ("case", "punct", "cc"):
            continue
        if dep == "acl:relcl" or rel not in (
            "appos",
            "conj",
            "nummod",
            "nmod",
            "flat",
            "acl",
            "amod",
        ):
            break
        begin, end = begin, max(end, full_phrase(reading, child)[1])
    begin, end = _within_zone(reading, head, begin, end)
    while end > head + 1 and reading.pos[end - 1] in ("PUNCT", "SPACE"):
        end -= 1
    return begin, end


def is_plural(reading: Reading, head: int) -> bool:
    """Tell whether a noun stands for several."""
    lower = reading.lower[head]
    if reading.pos[head] == "NOUN":
        several = lower != reading.lemma[head] or lower in ("people", "police")
        return several or any(
            reading.lower[c] not in ("one", "1") for c in children(reading, head, "nummod")
        )
    return lower in _SEVERAL


def companions(reading: Reading, head: int) -> Iterator[int]:
    """Yield the heads of the noun phrases that “and” joins to this one, itself first."""
    yield head
    for child in reading.children[head]:
        if reading.rel[child] == "conj" and reading.pos[child] in ("NOUN", "PROPN", "PRON"):
            if not _shares_determiner(reading, head, child):
                yield child


def children(reading: Reading, head: int, *rels: str) -> Iterator[int]:
    """Yield the children in one of these relations (without subtypes)."""
    for child in reading.children[head]:
        if reading.rel[child] in rels:
            yield child


def child(reading: Reading, head: int, *rels: str) -> int | None:
    """Return the first child in one of these relations, None where there is none."""
    return next(children(reading, head, *rels), None)


# --- Who does it ----------------------------------------------------------------------------------


def subject(reading: Reading, verb: int) -> Subject | None:
    """Return the subject of a verb: its own, or that of the clause it leans on."""
    rule = "subject of the cue"
    for _ in range(_HIGHEST):
        own = _own_subject(reading, verb)
        if own is not None:
            passive = reading.dep[own] == "nsubj:pass"
            described = (
                reading.dep[verb].startswith("acl") and reading.pos[reading.head[verb]] in _NOUNS
            )
            if reading.lower[own] in _RELATIVE and described:
                return Subject(reading.head[verb], passive, "the cue describes its subject")
            return Subject(own, passive, rule)
        governor, rel, dep = reading.head[verb], reading.rel[verb], reading.dep[verb]
        if governor == verb or reading.zone[governor] != reading.zone[verb]:
            return None
        if dep.startswith("acl"):
            if reading.pos[governor] in _NOUNS:
                return Subject(governor, False, "the cue describes its subject")
        elif rel == "xcomp" or (rel == "advcl" and is_infinitive(reading, verb)):
            controller = _controller(reading, governor)
            if controller is not None:
                return Subject(controller, False, "object of the verb above the cue")
        elif rel not in ("conj", "advcl"):
            return None
        rule = "subject of the clause around the cue"
        verb = governor
    return None


def _own_subject(reading: Reading, verb: int) -> int | None:
    found = None
    for candidate in children(reading, verb, *_SUBJECTS):
        if reading.zone[candidate] == reading.zone[verb] and reading.pos[candidate] != "VERB":
            if found is None or abs(candidate - verb) < abs(found - verb):
                found = candidate
    return found


def is_infinitive(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is an infinitive with “to”."""
    return any(reading.lower[c] == "to" for c in children(reading, verb, "mark", "aux"))


def _controller(reading: Reading, governor: int) -> int | None:
    """Return the object whose doing an infinitive is: “asked me to say”, “called on Ann to …”."""
    if reading.lemma[governor] in _PROMISING or reading.pos[governor] not in ("VERB", "AUX"):
        return None
    found = child(reading, governor, *_OBJECTS)
    if found is None:
        found = next((c for c in children(reading, governor, "obl") if _is_on(reading, c)), None)
    return found if found is not None and reading.zone[found] == reading.zone[governor] else None


def _is_on(reading: Reading, noun: int) -> bool:
    return any(reading.lower[c] in ("on", "upon") for c in children(reading, noun, "case"))


def agent(reading: Reading, verb: int) -> int | None:
    """Return the noun after “by” that performs a passive verb."""
    for candidate in children(reading, verb, "obl"):
        by = any(reading.lower[c] == "by" for c in reading.children[candidate])
        if reading.dep[candidate] == "obl:agent" or (by and is_passive(reading, verb)):
            return candidate
    return None


def is_passive(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is passive."""
    return any(reading.dep[c] in ("nsubj:pass", "aux:pass") for c in reading.children[verb])


def is_bare_participle(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is a past participle that hangs on a clause: “Asked how, she …”."""
    if reading.rel[verb] not in ("advcl", "acl") or reading.dep[verb] == "acl:relcl":
        return False
    inflected = reading.lower[verb] != reading.lemma[verb] and not reading.lower[verb].endswith(
        "ing"
    )
    parts = (reading.rel[c] for c in reading.children[verb] if c < verb)
    return inflected and not {"nsubj", "aux", "mark"} & set(parts)


def possessor(reading: Reading, noun: int) -> int | None:
    """Return whose a noun is: “her mother”, “Ann's claim”; with “of” where that is all there is."""
    for candidate in reading.children[noun]:
        if reading.dep[candidate] == "nmod:poss":
            return candidate
    for candidate in children(reading, noun, "nmod"):
        if candidate > noun and any(reading.lower[c] == "of" for c in reading.children[candidate]):
            return candidate
    return None


# --- Whether it is done ---------------------------------------------------------------------------


def negation(reading: Reading, verb: int) -> int | None:
    """Return the word that negates a verb itself, None where there is none."""
    for at in reading.children[verb]:
        if reading.lower[at] in _NEGATIONS and reading.rel[at] in ("advmod", "cc", "det", "aux"):
            return at
    return None


def is_unreal(reading: Reading, verb: int) -> bool:
    """Tell whether what a verb says is put as possible, planned, or a condition only."""
    for _ in range(_HIGHEST):
        for at in reading.children[verb]:
            word = reading.lower[at]
            if reading.rel[at] == "aux" and word in _MODALS:
                return word != "'d" or not _is_past(reading, verb)
            if reading.rel[at] == "aux" and word in _ABLE:
                return not _is_own(reading, verb)
            if reading.rel[at] == "mark" and word in _UNREAL and reading.rel[verb] == "advcl":
                return True
            if reading.rel[at] == "nsubj" and is_nobody(reading, at):
                return True
        governor = reading.head[verb]
        purpose = reading.rel[verb] == "advcl" and is_infinitive(reading, verb)
        if governor == verb or not (purpose or reading.rel[verb] in ("xcomp", "conj")):
            return False
        if reading.rel[verb] == "xcomp" and (
            reading.lemma[governor] in _PLANNING
            or reading.lower[governor] in _OBLIGED
            or _is_yet(reading, verb, governor)
            or _is_requested(reading, verb, governor)
            or (reading.lemma[governor] in _LETTING and negation(reading, governor) is not None)
        ):
            return True
        if reading.rel[verb] == "conj" and _own_subject(reading, verb) is not None:
            return False
        verb = governor
    return False


def is_nobody(reading: Reading, noun: int) -> bool:
    """Tell whether a subject stands for no one, or not for all: “no official”, “not everyone”."""
    if reading.lower[noun] in _NOBODY:
        return True
    return any(
        reading.lower[at] in ("no", "not") and reading.rel[at] in ("det", "advmod", "cc")
        for at in reading.children[noun]
        if at < noun
    )


def _is_own(reading: Reading, verb: int) -> bool:
    """Whether a verb is the speaker's own doing, here and now: its subject is “I” or “we”."""
    found = subject(reading, verb)
    return found is not None and reading.lower[found.head] in _SELVES


def _is_requested(reading: Reading, verb: int, governor: int) -> bool:
    """Whether an infinitive is what somebody else is asked to do: “dared him to say”."""
    if reading.lemma[governor] not in _REQUESTING or not is_infinitive(reading, verb):
        return False
    return _controller(reading, governor) is not None


def _is_yet(reading: Reading, verb: int, governor: int) -> bool:
    """Whether something has `yet to` be done."""
    yet = (c for at in (verb, governor) for c in reading.children[at] if reading.lower[c] == "yet")
    return any(governor <= at < verb for at in yet) and is_infinitive(reading, verb)


def _is_past(reading: Reading, verb: int) -> bool:
    """Whether “'d” before this form is “had”."""
    return reading.lower[verb] != reading.lemma[verb]
