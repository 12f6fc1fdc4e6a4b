"""Who takes part in an event, in which role: through the clause, a light verb, a genitive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.arguments import (
    Argument,
    arguments,
    has_child,
    own_subject,
    possessor,
    preposition_of,
)
from kg.extract.patterns import Match
from kg.extract.reading import Reading
from kg.extract.referents import Referents
from kg.knowledge import EventLexicon, MarkerKind, Slot, TriggerKind
from kg.model import EntityType, Participant

_ORDER = ("experiencer", "agent", "place", "other")
_WHERE = frozenset(("in", "at", "near", "outside", "off", "inside", "around", "on", "across"))
_SCENE = frozenset(("in", "by", "from", "during", "of"))
_CLAUSE = _SCENE | {
    "after",
    "following",
    "since",
    "with",
    "without",
    "before",
    "despite",
    "through",
    "for",
    "to",
}
_MEANWHILE = frozenset(("during", "in", "before", "at"))
_ABOUT = frozenset(("of", "for", "against", "on", "about", "to"))
"""What joins a person to what they only have to do with: an advocate `for` abortion."""
_OCCASION = frozenset(("when", "after", "as"))
_LIVING = frozenset((EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION))
NEGATED = frozenset(("nobody", "none", "no-one", "nothing", "neither"))
"""Words for no people at all."""
_MEASURES = frozenset(
    re.findall(
        r"\w+",
        "bag round course series number lot couple pair minute hour day week month year decade"
        " string spate bout set kind type form case wave spell period dose bit deal",
    )
)
_EXTENTS = frozenset(("word", "page", "line", "minute", "hour", "part", "character"))
"""What tells how long a text or a film is: an essay of 900 `words` published today."""
_SUFFERERS = frozenset(("victim", "survivor", "casualty"))
_IN_A_SCENE = frozenset(("be", "involve", "catch", "trap", "lose", "destroy", "strand", "escape"))
_ORDEALS = frozenset(
    re.findall(
        r"\w+",
        "battle fight struggle bout experience history ordeal recovery comeback return absence"
        " death diagnosis suffering",
    )
)
"""What somebody has or goes through by reason of something else: her `battle` with cancer."""
_RECEIVING = frozenset(("receive", "get", "await", "face", "need", "require"))
_SURELY = 1.0
"""Log odds beyond which a name is taken for a woman's or a man's."""
_HIGHEST = 4
_PERSON = frozenset(("person", ""))


@dataclass(frozen=True, slots=True)
class Setting:
    """How a trigger stands in its sentence.

    `predicate` carries its time and its modality: the light verb of a noun, else the trigger
    itself. `light` is "undergoing", "performing", "occurring", or "" where the verb is none.
    """

    predicate: int
    light: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A role, the token that names who has it, and why."""

    role: str
    token: int
    relation: str


def setting_of(referents: Referents, match: Match, lexicon: EventLexicon) -> Setting:
    """Return the verb that carries a nominal trigger, if it says no more than that it happens."""
    reading, head = referents.reading, match.head
    if reading.pos[head] not in ("NOUN", "PROPN") or has_child(reading, head, "cop"):
        return Setting(head)
    for _ in range(_HIGHEST):
        above = reading.head[head]
        joined = reading.rel[head] == "conj" and reading.pos[above] == "NOUN"
        if not (joined or _is_measured(referents, head)):
            break
        head = above
    return _light(referents, head, lexicon) or Setting(match.head)


def _is_measured(referents: Referents, noun: int) -> bool:
    """Whether a noun only says what there is so much of: weeks of `chemotherapy`."""
    reading = referents.reading
    return (
        reading.rel[noun] == "nmod"
        and reading.lemma[reading.head[noun]] in _MEASURES
        and preposition_of(reading, noun) == "of"
    )


def _light(referents: Referents, noun: int, lexicon: EventLexicon) -> Setting | None:
    reading = referents.reading
    verb, dep = reading.head[noun], reading.dep[noun]
    if reading.dep[noun] in ("acl:relcl", "acl") or reading.pos[verb] not in ("VERB", "AUX"):
        clause = _relative_verb(referents, noun)
        verb, dep = (clause, "obj") if clause is not None else (verb, dep)
    if reading.pos[verb] == "ADJ" and dep == "nsubj":
        return _occurrence(referents, verb, lexicon)
    if reading.pos[verb] not in ("VERB", "AUX"):
        return None
    lemma = reading.lemma[verb]
    if dep in ("obj", "nsubj:pass") or _is_suffered(referents, noun, verb):
        if lemma in lexicon.undergoing:
            return Setting(verb, "undergoing")
        if lemma in lexicon.performing:
            return Setting(verb, "performing")
    if dep in ("nsubj", "nsubj:pass"):
        return _occurrence(referents, verb, lexicon)
    return None


def _occurrence(referents: Referents, verb: int, lexicon: EventLexicon) -> Setting | None:
    """Return the verb that says that its subject happens: is due to `begin`, `takes` place."""
    reading = referents.reading
    for child in reading.children[verb]:
        if reading.rel[child] == "xcomp" and reading.lemma[child] in lexicon.occurring:
            return Setting(child, "occurring")
    expected = lexicon.modality_of.get((MarkerKind.ADJECTIVE, reading.lower[verb]))
    if reading.lemma[verb] in lexicon.occurring or expected:
        return Setting(verb, "occurring")
    return None


def _is_suffered(referents: Referents, noun: int, verb: int) -> bool:
    """Whether a noun is what one suffers `from`, goes `through`, lives `with`."""
    return referents.reading.rel[noun] == "obl" and (
        referents.reading.lemma[verb],
        preposition_of(referents.reading, noun),
    ) in (("suffer", "from"), ("go", "through"), ("live", "with"), ("carry", "out"))


def _relative_verb(referents: Referents, noun: int) -> int | None:
    """Return the verb of a relative clause about a noun: the stroke she `suffered`."""
    reading = referents.reading
    for child in reading.children[noun]:
        if reading.dep[child] == "acl:relcl" and not has_child(reading, child, "obj"):
            return child
    return None


# --- Roles --------------------------------------------------------------------------------------


def parts_of(
    referents: Referents, match: Match, setting: Setting, harmed: frozenset[int] = frozenset()
) -> tuple[Part, ...]:
    """Return who takes part in an event, by tokens; a token has one role.

    `harmed` holds the predicates that tell of what befalls people: who died when a bus crashed was
    in the crash.
    """
    found: dict[int, Part] = {}
    parts = sorted(
        _parts(referents, match, setting, harmed), key=lambda part: _ORDER.index(part.role)
    )
    for part in parts:
        if referents.reading.lower[part.token] not in NEGATED:
            found.setdefault(part.token, part)
    return tuple(found.values())


def _parts(
    referents: Referents, match: Match, setting: Setting, harmed: frozenset[int]
) -> Iterator[Part]:
    for slot, tokens in match.filled:
        if slot.role:
            relation = "subject" if slot.relation == "surface" else slot.relation
            yield from (Part(slot.role, token, relation) for token in tokens)
    if _is_people(referents, match):
        yield Part("experiencer", match.head, "named by the trigger")
    own = {slot.role for slot, _ in match.filled}
    named = {slot.role for slot, tokens in match.filled if tokens}
    taken = {slot.relation for slot, _ in match.filled}
    slots = [
        slot
        for slot in match.type.slots
        if (slot.role not in own or (slot.relation == "maker" and not named))
        and slot.relation not in taken
    ]
    known = _arguments_of_trigger(referents, match)
    experiencers = [token for slot, tokens in match.filled if slot.role for token in tokens]
    for slot in sorted(slots, key=lambda each: each.relation == "owner"):
        if slot.relation == "owner":
            owned = (*experiencers, *_governed(known, "of"))
            fillers = _owners(
                referents, (token for token in owned if _may_own(referents, match, token))
            )
        else:
            fillers = _fillers(referents, match, setting, slot, known, harmed)
        for token in fillers:
            if _fits_role(referents, token, slot):
                experiencers.append(token)
                yield Part(slot.role, token, slot.relation)
        if slot.relation == "scene":
            for token in _harmed_meanwhile(referents, match, harmed):
                yield Part(slot.role, token, slot.relation)
    yield from _places(referents, setting, known)


def _is_people(referents: Referents, match: Match) -> bool:
    """Whether a trigger itself stands for people: the `injured`, a murder `victim`."""
    lemma, known = referents.reading.lemma[match.head], referents.people.nouns
    suits = match.pattern.kind is not TriggerKind.NOUN or lemma in known
    return suits and referents.kind(match.head) == "person" and bool(referents.at(match.head))


def _arguments_of_trigger(referents: Referents, match: Match) -> tuple[Argument, ...]:
    reading = referents.reading
    known = arguments(reading, match.head)
    for token in match.tokens:
        if token != match.head and reading.pos[token] == "NOUN":
            known += tuple(
                argument
                for argument in arguments(reading, token)
                if argument.relation not in ("subject", "object", "surface")
            )
    return known


def _fillers(
    referents: Referents,
    match: Match,
    setting: Setting,
    slot: Slot,
    known: Sequence[Argument],
    harmed: frozenset[int],
) -> Iterator[int]:
    """Yield the tokens that stand where a slot of the type says."""
    reading = referents.reading
    relation = slot.relation
    nominal = reading.pos[match.head] in ("NOUN", "PROPN") and match.pattern.kind != "verb"
    if relation == "maker":
        yield from _maker(referents, match.head)
    elif relation == "possessor":
        owner = possessor(reading, match.head)
        if owner is not None and not _is_doer(referents, match, slot, known):
            yield from _rightful(referents, match, setting, slot, owner)
    elif nominal and relation in ("subject", "object", "sole"):
        yield from _of_light_verb(referents, setting, slot, match)
    elif relation == "clause":
        if slot.role != "agent" or not _is_merely_alleged(referents, match):
            yield from _subjects_around(referents, match, _CLAUSE)
    elif relation == "scene":
        yield from _subjects_around(referents, match, _SCENE, harmed)
    else:
        yield from _in_clause(known, relation)
    if nominal and relation == "clause":
        yield from _of_light_verb(referents, setting, slot, match)


def _rightful(
    referents: Referents, match: Match, setting: Setting, slot: Slot, owner: int
) -> Iterator[int]:
    """Yield a noun's possessor, or a light verb's subject that his or her may mean instead."""
    reading = referents.reading
    if setting.light in ("undergoing", "performing") and reading.lower[owner] in ("his", "her"):
        meant = set(referents.at(owner))
        for token in _of_light_verb(referents, setting, slot, match):
            own = referents.at(token)
            if own and meant.isdisjoint(own) and _may_mean(reading, owner, token):
                yield token
                return
    yield owner


def _is_doer(referents: Referents, match: Match, slot: Slot, known: Sequence[Argument]) -> bool:
    """Whether a possessor rather does what a noun tells of: his appointments, her care of Bo."""
    if slot.role != "experiencer":
        return False
    both = {each.relation for each in match.type.slots if each.role == "experiencer"}
    to_others = "of" in both and "subject" not in both and "owner" not in both
    if to_others and any(referents.kind(token) == "person" for token in _governed(known, "of")):
        return True
    return _are_done_by(referents.reading, match, slot)


def _are_done_by(reading: Reading, match: Match, slot: Slot) -> bool:
    """Whether several things of a kind are rather done by their possessor: his appointments."""
    has_agent = any(
        each.role == "agent" and each.relation == "subject" for each in match.type.slots
    )
    plural = reading.lower[match.head] != reading.lemma[match.head]
    return slot.role == "experiencer" and has_agent and plural


def _in_clause(known: Sequence[Argument], relation: str) -> Iterator[int]:
    relations = {argument.relation for argument in known}
    if relation == "sole":
        if "object" not in relations or "subject" not in relations:
            yield from _governed(known, "subject", "surface", "object")
    elif relation == "object":
        yield from _governed(known, "object", "surface")
    elif relation == "subject" and not ("surface" in relations and "object" in relations):
        yield from _governed(known, "subject", "surface")
    else:
        yield from _governed(known, relation)


def _governed(known: Iterable[Argument], *relations: str) -> Iterator[int]:
    return (argument.head for argument in known if argument.relation in relations)


def _of_light_verb(
    referents: Referents, setting: Setting, slot: Slot, match: Match
) -> Iterator[int]:
    """Yield a light verb's subject: who suffers it lives through it, who commits it is agent."""
    if setting.light not in ("undergoing", "performing"):
        return
    has_agent = any(
        each.role == "agent" and each.relation == "subject" for each in match.type.slots
    )
    role = "agent" if setting.light == "performing" and has_agent else "experiencer"
    if slot.role == role and not _is_received(referents, match, setting):
        for token in _light_subjects(referents, setting):
            if not _is_of_another(referents, match, token):
                yield token


def _light_subjects(referents: Referents, setting: Setting) -> Iterator[int]:
    return _governed(arguments(referents.reading, setting.predicate), "subject", "surface")


def _is_received(referents: Referents, match: Match, setting: Setting) -> bool:
    """Whether a light verb's subject only receives what others do: `got` an apology."""
    relations = {slot.relation for slot in match.type.slots if slot.role == "experiencer"}
    done = "from" in relations and "object" not in relations
    return done and referents.reading.lemma[setting.predicate] in _RECEIVING


def _is_of_another(referents: Referents, match: Match, subject: int) -> bool:
    """Whether what a clause tells of is somebody's other than its subject's: announced `Bo's` win.

    A pronoun that could be of the subject is.
    """
    owner = possessor(referents.reading, match.head)
    if owner is None or referents.kind(owner) not in _PERSON:
        return False
    theirs, own = referents.at(owner), referents.at(subject)
    apart = bool(theirs) and bool(own) and set(theirs).isdisjoint(own)
    return apart and not _may_mean(referents.reading, owner, subject)


def _may_mean(reading: Reading, pronoun: int, subject: int) -> bool:
    """Whether his or her may be of the subject, by what tells their genders."""
    lean = {"his": -1, "her": 1}.get(reading.lower[pronoun], 0)
    other = {"he": -1, "she": 1, "they": 0, "we": 0, "i": 0}.get(reading.lower[subject])
    if other is None:
        other = -lean if lean * reading.leanings[subject] < -_SURELY else lean
    return lean != 0 and lean == other


def _subjects_around(
    referents: Referents,
    match: Match,
    prepositions: frozenset[str],
    harmed: frozenset[int] | None = None,
) -> Iterator[int]:
    """Yield whom the clause around a nominal trigger befalls: `she` resigned after a stroke."""
    reading, noun = referents.reading, match.head
    if reading.pos[noun] not in ("NOUN", "PROPN") or possessor(reading, noun) is not None:
        return
    for _ in range(_HIGHEST):
        preposition = preposition_of(reading, noun)
        verb = reading.head[noun]
        if reading.rel[noun] not in ("obl", "nmod", "conj") or verb == noun:
            return
        if reading.pos[verb] in ("VERB", "ADJ", "AUX") and preposition in prepositions:
            if not (preposition in _MEANWHILE and _is_doing(referents, match, verb)):
                yield from _befallen(referents, verb, harmed)
            return
        if reading.rel[noun] == "nmod" and referents.kind(verb) == "person":
            suspect = harmed is not None and _has_doer(match)
            if reading.lemma[verb] in _SUFFERERS or (preposition not in _ABOUT and not suspect):
                yield verb
            return
        owner = possessor(reading, verb)
        if owner is not None:
            if reading.lemma[verb] in _ORDEALS and harmed is None:
                yield owner
            return
        noun = verb


def _is_doing(referents: Referents, match: Match, verb: int) -> bool:
    """Whether a clause tells what somebody did in court: held up the gun during the trial."""
    known = arguments(referents.reading, verb)
    return (
        "law" in match.type.within
        and any(a.relation == "object" for a in known)
        and any(a.relation == "subject" for a in known)
    )


def _befallen(referents: Referents, verb: int, harmed: frozenset[int] | None) -> Iterator[int]:
    """Yield whom a clause tells of: its object where that is somebody, else its subject.

    Who only says something meanwhile is not concerned: during the trial he said ….
    """
    reading = referents.reading
    beside = harmed is not None and verb not in harmed
    if has_child(reading, verb, "ccomp") or (beside and reading.lemma[verb] not in _IN_A_SCENE):
        return
    known = arguments(reading, verb)
    objects = [a.head for a in known if a.relation == "object" and _is_live(referents, a.head)]
    yield from objects or _governed(known, "subject", "surface")


def _has_doer(match: Match) -> bool:
    """Whether somebody does a deed to others: a man `in` it may be either."""
    return any(slot.role == "agent" for slot in match.type.slots)


def _maker(referents: Referents, verb: int) -> Iterator[int]:
    """Yield who made what a participle describes: in a letter posted on Monday, `she` wrote."""
    reading = referents.reading
    thing = reading.head[verb]
    if reading.rel[thing] == "nmod" and reading.lemma[thing] in _EXTENTS:
        thing = reading.head[thing]
    if reading.dep[verb] != "acl" or reading.pos[thing] != "NOUN":
        return
    owner, above = possessor(reading, thing), reading.head[thing]
    if owner is not None:
        yield owner
    elif reading.rel[thing] == "nmod" and preposition_of(reading, thing) == "in":
        yield from (above,) if referents.is_named(above) else ()
    elif reading.rel[thing] in ("obl", "obj") and _is_cue(reading, above):
        yield from _governed(arguments(reading, above), "subject")


def _is_cue(reading: Reading, token: int) -> bool:
    return has_child(reading, token, "ccomp") or any(
        cue.begin <= token < cue.end for cue in reading.cues
    )


def _harmed_meanwhile(referents: Referents, match: Match, harmed: frozenset[int]) -> Iterator[int]:
    """Yield whom the verb above harms that an event causes, or is the occasion of."""
    reading, head = referents.reading, match.head
    above, rel = reading.head[head], reading.rel[head]
    words = {reading.lower[child] for child in reading.children[head]}
    occasion = rel == "advcl" and not _OCCASION.isdisjoint(words)
    if above not in harmed or not (rel == "nsubj" or occasion):
        return
    relations = ("object",) if rel == "nsubj" else ("object", "surface", "subject")
    for argument in arguments(reading, above):
        if argument.relation in relations and referents.kind(argument.head) in _PERSON:
            yield argument.head


def _is_merely_alleged(referents: Referents, match: Match) -> bool:
    """Whether a crime is a fact but not who did it: charged with `the` murder of somebody."""
    reading, noun = referents.reading, match.head
    definite = has_child(reading, noun, "det", "nmod:poss") and not any(
        reading.lower[child] in ("a", "an") for child in reading.children[noun]
    )
    return definite and reading.lemma[reading.head[noun]] not in ("convict", "guilty", "commit")


def _is_live(referents: Referents, token: int) -> bool:
    return referents.kind(token) in _PERSON


def _may_own(referents: Referents, match: Match, token: int) -> bool:
    """Whether a possessor is concerned: of a birth a parent, nobody where `his mother` was born."""
    noun = referents.people.nouns.get(referents.reading.lemma[token])
    born = "birth" in (match.type.notation, *match.type.within)
    return not born or noun is None or noun.kinship in ("", "child")


def _owners(referents: Referents, tokens: Iterable[int]) -> Iterator[int]:
    """Yield the possessors of participants: the birth of `their` daughter."""
    for token in tokens:
        owner = possessor(referents.reading, token)
        if owner is not None:
            yield owner


def _fits_role(referents: Referents, token: int, slot: Slot) -> bool:
    kind = referents.kind(token)
    return kind in _PERSON if slot.kind == "person" else kind not in ("thing", "place")


def _places(referents: Referents, setting: Setting, known: Sequence[Argument]) -> Iterator[Part]:
    around = arguments(referents.reading, setting.predicate)
    for argument in dict.fromkeys((*known, *around)):
        if argument.relation in _WHERE and _is_place(referents, argument.head):
            yield Part("place", argument.head, argument.relation)


def _is_place(referents: Referents, token: int) -> bool:
    """Whether a token is a place one could point to: not `in hospital`, `in prison`."""
    reading = referents.reading
    return referents.kind(token) == "place" and (
        referents.is_named(token)
        or reading.pos[token] == "PROPN"
        or has_child(reading, token, "det", "nmod:poss")
    )


def participants_of(referents: Referents, parts: Iterable[Part]) -> tuple[Participant, ...]:
    """Return the participants that are entities of the article, each once, in order of role."""
    found: dict[str, Participant] = {}
    for part in parts:
        for id in _meant(referents, part.token):
            if part.role == "other" or part.role == "place" or referents.types[id] in _LIVING:
                found.setdefault(id, Participant(part.role, id))
    ordered = sorted(found.values(), key=lambda each: _ORDER.index(each.role))
    return tuple(ordered)


def _meant(referents: Referents, token: int) -> tuple[str, ...]:
    """Return whom a token refers to; of what somebody is, them: she is a `nurse` who …."""
    found = referents.at(token)
    if not found and has_child(referents.reading, token, "cop"):
        subject = own_subject(referents.reading, token)
        return referents.at(subject) if subject is not None else ()
    return found
