"""Who does what to whom: the arguments of a predicate, as if its clause were active and complete.

A predicate is a token: a verb, an adjective or a noun with a copula, or a noun that names an event.
Passives are turned round; what a clause leaves out is taken from the clause around it (control,
coordination, participles, relative clauses).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kg.extract.reading import Reading

_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM"))
_VERBS = frozenset(("VERB", "AUX"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose", "where"))
_NAMING = frozenset(("NOUN", "PROPN"))
_SUBJECTS = frozenset(("nsubj", "csubj"))
_CLAUSES = frozenset(("advcl", "acl", "xcomp", "ccomp", "conj", "parataxis", "csubj"))
_OBJECT_CONTROL = frozenset(("of", "for", "from"))
"""What joins a gerund to a verb with an object: accused him `of` killing."""
_SUBJECT_CONTROL = frozenset(("promise", "vow", "threaten", "pledge", "swear", "agree"))
_WATCHING = frozenset(
    re.findall(
        r"\w+",
        "observe watch see hear witness monitor oversee film record photograph describe discuss"
        " study oppose support favour favor criticise criticize condemn praise ban allow permit"
        " prohibit encourage recommend suggest propose",
    )
)
"""Verbs whose subject does not do what a gerund after them says: observed `voting`."""
_MODALS = frozenset(("may", "might", "could", "would", "should", "must", "can", "'d", "ought"))
_DASHES = frozenset(("-", "–", "—", "--"))
_HIGHEST = 6


class Voice(Enum):
    """How a verb's surface subject takes part."""

    ACTIVE = "active"
    PASSIVE = "passive"
    EITHER = "either"
    """A participle whose auxiliary would have to be shared: “was arrested and charged”."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A token that heads an argument, and its relation in the active clause.

    `relation` is "subject", "object", "surface" (a subject that may be either), or a preposition.
    """

    relation: str
    head: int


def arguments(reading: Reading, predicate: int) -> tuple[Argument, ...]:
    """Return the arguments of a predicate, those that “and” joins each for itself.

    What is joined on the other side of the predicate is not: Ann, who signed it, and Bob; nor what
    is joined to a noun that a participle describes: the `wounded` man and Bob.
    """
    alone = reading.dep[predicate] == "amod"
    found = dict.fromkeys(
        Argument(argument.relation, head)
        for argument in _arguments(reading, predicate)
        for head in ((argument.head,) if alone else companions(reading, argument.head))
        if (head < predicate) == (argument.head < predicate)
    )
    return tuple(found)


def _arguments(reading: Reading, predicate: int) -> Iterator[Argument]:
    voice = voice_of(reading, predicate)
    surface = surface_subject(reading, predicate)
    if surface is not None:
        yield Argument(_RELATION_OF_SURFACE[voice], surface)
    yield from _objects(reading, predicate, surface)
    for child in reading.children[predicate]:
        if reading.rel[child] in ("obl", "nmod") and reading.dep[child] != "nmod:poss":
            by_agent = reading.dep[child] == "obl:agent"
            preposition = "by" if by_agent else preposition_of(reading, child)
            if preposition == "by" and voice is not Voice.ACTIVE:
                yield Argument("subject", child)
            if preposition:
                yield Argument(preposition, child)


_RELATION_OF_SURFACE = {
    Voice.ACTIVE: "subject",
    Voice.PASSIVE: "object",
    Voice.EITHER: "surface",
}


def _objects(reading: Reading, predicate: int, surface: int | None) -> Iterator[Argument]:
    own = False
    for child in reading.children[predicate]:
        if reading.rel[child] in ("obj", "iobj"):
            own = True
            head = described_by(reading, child) if is_relative(reading, child) else child
            if head is not None:
                yield Argument("object", head)
    gap = antecedent(reading, predicate)
    if (
        not own
        and gap is not None
        and surface not in (None, gap)
        and _takes_gap(reading, predicate)
    ):
        yield Argument("object", gap)


def _takes_gap(reading: Reading, verb: int) -> bool:
    """Whether a relative clause has its noun as object: no relative word has a part in it."""
    return reading.pos[verb] == "VERB" and not any(
        is_relative(reading, child) for child in reading.children[verb]
    )


def companions(reading: Reading, head: int) -> Iterator[int]:
    """Yield a noun and those that “and” or a comma joins to it, one by one or in a chain."""
    yield head
    for child in reading.children[head]:
        joined = reading.rel[child] == "conj" or _begins_list(reading, child)
        if joined and reading.pos[child] in _NOUNS and not _is_set_off(reading, child):
            yield from companions(reading, child)


def _is_set_off(reading: Reading, noun: int) -> bool:
    """Whether a dash and no “and” parts a noun from the one before: it says who that was."""
    own = [child for child in reading.children[noun] if child < noun]
    if any(reading.rel[child] == "cc" for child in own):
        return False
    return any(reading.words[child] in _DASHES for child in own)


def _begins_list(reading: Reading, noun: int) -> bool:
    """Whether what looks like an apposition is one of a list: my aunt, `Bo` and I."""
    return reading.rel[noun] == "appos" and any(
        reading.rel[child] == "conj" for child in reading.children[noun]
    )


def preposition_of(reading: Reading, noun: int) -> str:
    """Return the preposition before a noun phrase, lower-case, or ""."""
    for _ in range(_HIGHEST):
        for child in reading.children[noun]:
            if reading.rel[child] == "case" and child < noun:
                return reading.lower[child]
        if reading.rel[noun] != "conj":
            break
        noun = reading.head[noun]
    return ""


def has_child(reading: Reading, head: int, *deps: str) -> bool:
    """Tell whether a token has a child in one of these relations, with subtype."""
    return any(reading.dep[child] in deps for child in reading.children[head])


# --- Voice ----------------------------------------------------------------------------------------


def voice_of(reading: Reading, verb: int) -> Voice:
    """Return the voice of a verb; of anything else it is active."""
    if has_child(reading, verb, "nsubj:pass", "aux:pass", "obl:agent"):
        return Voice.PASSIVE
    if not _is_bare_participle(reading, verb):
        return Voice.PASSIVE if _is_gapped(reading, verb) else Voice.ACTIVE
    rel, dep = reading.rel[verb], reading.dep[verb]
    if dep in ("acl", "amod") or (rel == "advcl" and not has_child(reading, verb, "mark")):
        return Voice.PASSIVE
    if rel == "conj" and _shares_passive(reading, verb):
        return Voice.EITHER
    return Voice.ACTIVE


def is_befallen(reading: Reading, verb: int) -> bool:
    """Tell whether a verb is passive and says neither by whom nor by what."""
    if voice_of(reading, verb) is not Voice.PASSIVE or has_child(reading, verb, "obl:agent"):
        return False
    return not any(
        reading.rel[child] == "obl" and preposition_of(reading, child) == "by"
        for child in reading.children[verb]
    )


def _is_bare_participle(reading: Reading, verb: int) -> bool:
    return (
        reading.pos[verb] in ("VERB", "ADJ")
        and is_participle(reading, verb)
        and not has_child(reading, verb, "obj", "aux", "cop", "nsubj")
    )


def _is_gapped(reading: Reading, verb: int) -> bool:
    """Whether a participle with a subject leaves out its auxiliary: one was killed, two injured."""
    return (
        reading.rel[verb] == "conj"
        and is_participle(reading, verb)
        and not has_child(reading, verb, "obj", "aux", "cop")
        and has_child(reading, reading.head[verb], "nsubj:pass", "aux:pass")
    )


def _shares_passive(reading: Reading, verb: int) -> bool:
    """Whether one of the verbs that a verb is joined to is passive."""
    for _ in range(_HIGHEST):
        if reading.rel[verb] != "conj":
            return reading.dep[verb] in ("acl", "amod")
        verb = reading.head[verb]
        if has_child(reading, verb, "nsubj:pass", "aux:pass"):
            return True
    return False


def is_gerund(reading: Reading, verb: int) -> bool:
    """Tell whether a verb ends in -ing."""
    return reading.lower[verb].endswith("ing") and reading.lemma[verb] != reading.lower[verb]


def is_participle(reading: Reading, verb: int) -> bool:
    """Tell whether a form may be a past participle."""
    lower = reading.lower[verb]
    return not lower.endswith(("ing", "s")) and (
        lower != reading.lemma[verb] or lower in _UNCHANGED
    )


_UNCHANGED = frozenset(
    re.findall(
        r"\w+",
        "hit hurt shot put cut beat let set shut split broadcast cast forecast upset shed spread"
        " quit cost read bet bid rid",
    )
)


def is_infinitive(reading: Reading, verb: int) -> bool:
    """Tell whether a verb stands with “to”."""
    return any(
        reading.lower[child] == "to" and reading.rel[child] in ("mark", "aux")
        for child in reading.children[verb]
    )


def is_present(reading: Reading, verb: int) -> bool:
    """Tell whether a clause speaks of the present; the perfect speaks of the past.

    A form that is the same in both is of the past where its subject would ask for an -s.
    """
    finite = [
        reading.lower[child]
        for child in reading.children[verb]
        if reading.rel[child] in ("aux", "cop")
    ]
    if finite:
        return finite[0] in ("is", "are", "am", "do", "does", "'re", "'s", "'m", "can")
    lower, lemma = reading.lower[verb], reading.lemma[verb]
    if lower in _PRESENT:
        return True
    if lower in _UNCHANGED and _is_singular(reading, own_subject(reading, verb)):
        return False
    return (reading.pos[verb] == "VERB" and lower in (lemma, lemma + "s", lemma + "es")) or (
        reading.pos[verb] == "VERB" and lower.endswith("ies") and lemma.endswith("y")
    )


_PRESENT = frozenset(("is", "are", "am", "has", "does"))


def _is_singular(reading: Reading, subject: int | None) -> bool:
    """Tell whether a subject is one thing or person, of whom a verb in the present has an -s."""
    if subject is None or any(reading.rel[child] == "conj" for child in reading.children[subject]):
        return False
    if reading.pos[subject] == "PRON":
        return reading.lower[subject] in ("he", "she", "it")
    alone = reading.lower[subject] == reading.lemma[subject]
    return reading.pos[subject] in ("NOUN", "PROPN") and alone


def is_prospective(reading: Reading, verb: int) -> bool:
    """Tell whether a clause looks ahead: an infinitive, or a modal without a perfect."""
    auxiliaries = {
        reading.lower[child] for child in reading.children[verb] if reading.rel[child] == "aux"
    }
    if "have" in auxiliaries:
        return False
    return is_infinitive(reading, verb) or not _MODALS.isdisjoint(auxiliaries)


# --- Subjects -------------------------------------------------------------------------------------


def surface_subject(reading: Reading, predicate: int) -> int | None:
    """Return the subject as the sentence has it, or that of the clause the predicate leans on."""
    for _ in range(_HIGHEST):
        own = own_subject(reading, predicate)
        if own is not None:
            return own
        found, predicate = _lean(reading, predicate)
        if found is not None or predicate < 0:
            return found
    return None


def own_subject(reading: Reading, predicate: int) -> int | None:
    """Return the nominal subject in the predicate's own clause; of a relative word, its noun."""
    every = [
        child
        for child in reading.children[predicate]
        if reading.rel[child] in _SUBJECTS and reading.pos[child] in _NOUNS | {"DET", "ADJ", "X"}
    ]
    found = [child for child in every if reading.dep[child] != "nsubj:outer"] or (
        every if is_infinitive(reading, predicate) else []
    )
    if not found:
        return _raised(reading, predicate)
    subject = found[0]
    if len(found) > 1 and found[1] == subject + 1 and reading.pos[found[1]] in _NAMING:
        subject = found[1]
    return described_by(reading, subject) if is_relative(reading, subject) else subject


def _raised(reading: Reading, predicate: int) -> int | None:
    """Return the subject before a verb that the tree gives to its complement: elected mayor."""
    for child in reading.children[predicate]:
        if reading.rel[child] == "xcomp" and reading.pos[child] in ("NOUN", "ADJ"):
            for subject in reading.children[child]:
                if reading.rel[subject] == "nsubj" and subject < predicate:
                    return subject
    return None


def is_relative(reading: Reading, token: int) -> bool:
    """Tell whether a token is a relative pronoun in a relative clause."""
    return reading.lower[token] in _RELATIVE and described_by(reading, token) is not None


def described_by(reading: Reading, pronoun: int) -> int | None:
    """Return the noun that a relative pronoun stands for; of `who` even where no tree says it."""
    above = reading.head[pronoun]
    if reading.dep[pronoun] == "nmod:poss" and reading.lower[pronoun] == "whose":
        above = reading.head[above]
    noun = antecedent(reading, above)
    if noun is not None or reading.lower[pronoun] not in ("who", "whom"):
        return noun
    at = pronoun - 1
    if at > 0 and reading.words[at] == ",":
        at -= 1
    if at < 0 or reading.pos[at] not in ("NOUN", "PROPN", "NUM"):
        return None
    for _ in range(_HIGHEST):
        above = reading.head[at]
        if above >= pronoun or above == at or reading.pos[above] not in ("NOUN", "PROPN"):
            break
        at = above
    return at


def relative_clause(reading: Reading, verb: int) -> int:
    """Return the head of the relative clause that a verb is in, or -1."""
    for _ in range(_HIGHEST):
        if reading.dep[verb] == "acl:relcl":
            return verb
        if reading.rel[verb] not in ("conj", "xcomp") or reading.head[verb] == verb:
            return -1
        verb = reading.head[verb]
    return -1


def antecedent(reading: Reading, verb: int) -> int | None:
    """Return the noun that a relative clause describes, None where `verb` is in none."""
    clause = relative_clause(reading, verb)
    return reading.head[clause] if clause >= 0 else None


def _lean(reading: Reading, verb: int) -> tuple[int | None, int]:
    """Return the subject that the clause above gives, or the predicate to go on with (or -1)."""
    governor, rel, dep = reading.head[verb], reading.rel[verb], reading.dep[verb]
    if governor == verb:
        return None, -1
    if dep == "acl:relcl":
        return governor, -1
    if rel in ("acl", "amod"):
        return _described(reading, verb, governor), -1
    if rel in ("advcl", "xcomp", "ccomp", "obl", "obj", "nmod"):
        if rel == "ccomp" and not is_gerund(reading, verb):
            return None, -1
        if rel == "obj" and reading.lemma[governor] in _WATCHING:
            return None, -1
        controller = _controller(reading, verb, governor)
        return controller, governor if controller is None else -1
    if rel == "conj" and reading.pos[governor] in _VERBS | {"ADJ", "NOUN"}:
        return None, governor
    if rel == "parataxis" and governor < verb and reading.pos[governor] in _VERBS:
        return None, governor
    return None, -1


def _described(reading: Reading, verb: int, noun: int) -> int | None:
    """Return who a participle or an infinitive beside a noun is about: `the man` arrested."""
    if reading.pos[noun] not in _NOUNS:
        return None
    linked = is_infinitive(reading, verb) or (
        is_gerund(reading, verb) and has_child(reading, verb, "mark")
    )
    if not linked or reading.pos[noun] in ("PROPN", "PRON"):
        return noun
    return possessor(reading, noun) or _bearer(reading, noun)


def _bearer(reading: Reading, noun: int) -> int | None:
    """Return whose plan, right or attempt a noun is by its clause: `she` announced a plan.

    What is given to somebody is for them to use: gave `them` money to invest.
    """
    governor = reading.head[noun]
    given = (child for child in reading.children[governor] if reading.rel[child] == "iobj")
    recipient = next(given, None) if reading.rel[noun] == "obj" else None
    if recipient is not None:
        return recipient
    if reading.rel[noun] in ("obj", "obl", "nsubj") and reading.pos[governor] in _VERBS:
        return surface_subject(reading, governor) if reading.rel[noun] != "nsubj" else noun
    return noun


def _controller(reading: Reading, verb: int, governor: int) -> int | None:
    """Return the object of the clause above whose doing this is: forced `him` to resign."""
    if reading.lemma[governor] in _SUBJECT_CONTROL or reading.pos[governor] not in _VERBS:
        return None
    tied = any(
        reading.lower[child] in _OBJECT_CONTROL and reading.rel[child] in ("mark", "case")
        for child in reading.children[verb]
    )
    if reading.rel[verb] != "xcomp" and not tied:
        return None
    objects = [
        child for child in reading.children[governor] if reading.rel[child] in ("obj", "iobj")
    ]
    return objects[0] if objects else None


def possessor(reading: Reading, noun: int) -> int | None:
    """Return whose a noun is, as a genitive before it says: `her` miscarriage."""
    for child in reading.children[noun]:
        if reading.dep[child] == "nmod:poss":
            return child
    return None
