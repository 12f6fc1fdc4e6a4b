"""What people do and are: occupation, role, and to whom they belong by it.

Ann Lund, a `baker`     Mayor Ann Lund     Norvik Bank's director     she `runs a bakery`
she works for `Norvik Bank`     he was hired as `coach`     Bo Ek, `defending`, said
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.arguments import has_child, is_gerund, is_present, own_subject, preposition_of
from kg.extract.descriptions import Phrase, describes, is_pair
from kg.extract.ground import LIKELY, SURE, WEAK, Ground
from kg.extract.origins import home, place_after
from kg.knowledge import PersonNoun
from kg.model import Claim

LEADING = frozenset(("lead", "run", "head", "chair", "manage"))
WORKING = frozenset(("work", "serve"))
APPOINTING = frozenset(("appoint", "elect", "name", "hire", "employ", "engage", "install"))
_RUNNING = frozenset(("run", "own", "manage", "keep"))
_HONORIFICS = frozenset(("mr", "mrs", "ms", "miss", "mr.", "mrs.", "ms.", "lord", "lady"))
_FORMER = frozenset(("former", "ex", "erstwhile", "onetime", "one-time", "retired"))
_UNREAL = frozenset(
    re.findall(
        r"[\w-]+",
        "potential would-be aspiring prospective possible likely alleged supposed so-called fake",
    )
)
"""What says that somebody is not, or not surely, what the noun says."""
_BELONGING = frozenset(("of", "for", "at", "with", "from"))
_OF_A_KIND = frozenset(("compound", "amod", "punct"))
_OF_NO_OCCASION = frozenset(("nsubj", "obj", "punct", "conj", "cc", "mark"))
_REACH = 5
"""Tokens from “former” to its noun, an organization's name between them."""
_POINTING = frozenset(("this", "that", "these", "those"))


# --- Noun phrases ---------------------------------------------------------------------------------


def of_noun(
    ground: Ground, subject: str, phrase: Phrase, *, own: bool = True, past: bool = False
) -> Iterator[Claim]:
    """Yield the occupation or role that a noun phrase gives, and to whom one belongs by it.

    `own` tells whether the phrase is what somebody is called, not what is said of them; what was so
    (`past`) is no belonging any more.
    """
    noun = noun_of(ground, phrase)
    begin, end = _value(ground, phrase)
    former = begin < phrase.value_begin or ground.reading.lower[begin] in _FORMER
    sure = WEAK if own and _is_echo(ground, subject, phrase) else SURE
    if not (past or former):
        yield from _belonging(ground, subject, phrase, noun, sure)
    if noun is None or phrase.noun is None or noun.kinship or not noun.property:
        return
    if _is_honorific(ground, phrase.value_begin) or _is_of_something(ground, phrase, noun):
        return
    if not _UNREAL.isdisjoint(ground.reading.lower[phrase.begin : phrase.noun]):
        return
    client = _client(ground, phrase)
    if client:
        yield ground.of_words(subject, "role", begin, client, sure)
    else:
        yield ground.of_words(subject, noun.property, begin, end, sure)
    if not (past or former):
        yield from _employer(ground, subject, phrase, sure)


def noun_of(ground: Ground, phrase: Phrase) -> PersonNoun | None:
    """Return what is known of the noun of a phrase, by itself or with the word before it.

    A word that is a term with the one behind it is none by itself: the `attorney` general.
    """
    reading, nouns, at = ground.reading, ground.people.nouns, phrase.noun
    if at is None or (at + 1 < len(reading) and is_pair(reading, ground.people, at + 1)):
        return None
    joined = f"{reading.lower[at - 2]}-{reading.lower[at]}" if at > 1 else ""
    if reading.words[at - 1] == "-" and joined in nouns:
        return nouns[joined]
    pair = " ".join(reading.lower[max(0, at - 1) : at + 1])
    return nouns.get(pair) or nouns.get(reading.lemma[at])


def _value(ground: Ground, phrase: Phrase) -> tuple[int, int]:
    """Return the tokens of a phrase's value; who was something is called no less than `former`.

    An organization's name in it is no part of it: Norvik Bank `Director`.
    """
    reading = ground.reading
    for at in range(phrase.begin, phrase.noun or phrase.begin):
        if reading.lower[at] in _FORMER:
            return min(at, phrase.value_begin), phrase.value_end
    begin = phrase.value_begin
    for at in range(max(0, begin - _REACH), begin):
        if reading.lower[at] in _FORMER and reading.head[at] in (
            phrase.noun,
            reading.head[phrase.noun or 0],
        ):
            return at, phrase.value_end
    for chunk in reading.names:
        if chunk.label == "organization" and begin < chunk.end <= (phrase.noun or 0):
            begin = chunk.end
    return begin, phrase.value_end


def _is_honorific(ground: Ground, token: int) -> bool:
    """Whether a title is but the second word of an address: Mrs `Justice` Hale."""
    return token > 0 and ground.reading.lower[token - 1] in _HONORIFICS


def _is_of_something(ground: Ground, phrase: Phrase, noun: PersonNoun) -> bool:
    """Whether a noun stands for nobody's calling: the `mayor`'s office, the `author` of that boast.

    A noun that more often stands for things is an occupation only where nothing belongs to it.
    """
    reading, at = ground.reading, phrase.noun
    assert at is not None
    above = reading.head[at]
    if reading.dep[at] == "nmod:poss" and reading.lemma[above] in ground.people.organizations:
        return True
    tied = (child for child in reading.children[at] if reading.rel[child] == "nmod")
    behind = [child for child in tied if preposition_of(reading, child) == "of"]
    pointed = any(reading.lower[d] in _POINTING for c in behind for d in reading.children[c])
    return pointed or bool(behind and noun.ambiguous and noun.property == "occupation")


def _is_echo(ground: Ground, subject: str, phrase: Phrase) -> bool:
    """Whether a phrase may only take up who somebody is: `the singer`, her `doctor`.

    What a nameless person is called says who is meant, and no more: `a new captain`.
    """
    reading, noun = ground.reading, phrase.noun
    if noun is None:
        return False
    named = {id for at in range(phrase.begin, phrase.end) for id in ground.referents.at(at)}
    if subject not in ground.referents.named:
        return subject in named
    terms = 2 if is_pair(reading, ground.people, noun) else 1
    if phrase.value_end - phrase.value_begin > terms:
        return False
    alone = reading.rel[noun] not in ("appos", "flat", "compound", "root")
    alone = alone and reading.dep[noun] != "nmod:desc"
    return alone and subject in named and not has_child(reading, noun, "cop", "appos", "flat")


def _client(ground: Ground, phrase: Phrase) -> int:
    """Return where the person ends whom an advocate is for: the `barrister for Ann`; 0 if none."""
    reading, at = ground.reading, phrase.value_end
    advocate = phrase.noun is not None and reading.lemma[phrase.noun] in ground.people.advocates
    if not advocate or at + 1 >= phrase.end or reading.lower[at] != "for":
        return 0
    end = at + 1
    while end < phrase.end and ground.meant(end) and reading.pos[end] == "PROPN":
        end += 1
    return end if end > at + 1 else 0


# --- Belonging ------------------------------------------------------------------------------------


def _belonging(
    ground: Ground, subject: str, phrase: Phrase, noun: PersonNoun | None, sure: float
) -> Iterator[Claim]:
    """Yield where somebody lives, or whom they work for: `of` Leeds, for `Norvik Bank`."""
    reading = ground.reading
    for at in range(phrase.begin, phrase.end - 1):
        if reading.pos[at] not in ("ADP", "SCONJ"):
            continue
        if phrase.noun is None and at > phrase.begin:
            return
        preposition = reading.lower[at]
        begin, end = _organization_after(ground, at, phrase.end)
        if begin < end:
            calling = noun is not None and bool(noun.property)
            if preposition in _BELONGING and (preposition != "of" or noun is None or calling):
                yield ground.affiliation(subject, begin, end, sure)
            return
        if preposition in ("of", "from", "in") and _is_place(ground, at, phrase.end):
            yield from home(ground, subject, phrase, at)
            return
        if noun is not None and noun.speaks_for and preposition == "for":
            yield from _spoken_for(ground, subject, reading.head[at], sure)
            return


def of_address(ground: Ground, subject: str, phrase: Phrase) -> Iterator[Claim]:
    """Yield what a phrase without a noun says: Ann Lund, `of Leeds`, `for Bo Ek`."""
    yield from _belonging(ground, subject, phrase, None, SURE)
    yield from _for_somebody(ground, subject, phrase)


def _is_place(ground: Ground, preposition: int, before: int) -> bool:
    begin = preposition + 1
    while begin < before and ground.reading.pos[begin] == "DET":
        begin += 1
    return begin < place_after(ground, begin, before)[1]


def _organization_after(ground: Ground, preposition: int, before: int) -> tuple[int, int]:
    """Return the tokens of the organization named behind a preposition; empty where none is."""
    reading = ground.reading
    begin = preposition + 1
    starts = {chunk.begin: chunk.end for chunk in reading.names}
    while begin < before and begin not in starts and reading.pos[begin] in ("DET", "ADJ"):
        begin += 1
    end = begin
    while end < before and (
        reading.pos[end] == "PROPN"
        or (end > begin and reading.words[end] in ("of", "-", "’s", "&"))
    ):
        end += 1
    end = max(end, starts.get(begin, end))
    kinds = {ground.referents.kind(token) for token in range(begin, end)}
    return (begin, end) if "organization" in kinds else (begin, begin)


def _spoken_for(ground: Ground, subject: str, head: int, sure: float) -> Iterator[Claim]:
    """Yield for which body without a name somebody speaks: a spokesman for `the mayor's office`."""
    if ground.reading.pos[head] == "NOUN" and ground.is_organization(head):
        yield ground.affiliation(subject, *ground.name_around(head), sure)


def _for_somebody(ground: Ground, subject: str, phrase: Phrase) -> Iterator[Claim]:
    """Yield for whom an advocate speaks: Ann Lund, `for Bo Ek`, said ….

    Between commas, with a verb of saying right behind: else it may be for anything.
    """
    reading = ground.reading
    said = any(cue.begin == phrase.end + 1 for cue in reading.cues)
    if not said or reading.lower[phrase.begin] != "for" or reading.words[phrase.end] != ",":
        return
    people = [ground.meant(at) for at in range(phrase.begin + 1, phrase.end)]
    if people and all(ids and subject not in ids for ids in people):
        yield ground.of_words(subject, "role", phrase.begin, phrase.end, LIKELY)


def _employer(ground: Ground, subject: str, phrase: Phrase, sure: float) -> Iterator[Claim]:
    """Yield for whom somebody is what they are: `Norvik Bank`'s director, `its` leader."""
    reading, noun = ground.reading, phrase.noun
    assert noun is not None
    for child in reading.children[noun]:
        named = reading.dep[child] == "compound" and reading.pos[child] == "PROPN"
        if (named or reading.dep[child] == "nmod:poss") and child < noun:
            if ground.referents.kind(child) == "organization":
                begin, end = ground.name_around(child, before=noun)
                yield ground.affiliation(subject, begin, end, sure)


# --- Predicates -----------------------------------------------------------------------------------


def of_bearer(ground: Ground, name: int) -> Iterator[Claim]:
    """Yield what a sentence says of whom it names last: whose `owner` is Ida Holm."""
    reading, subject = ground.reading, own_subject(ground.reading, name)
    if subject is None and reading.rel[name] == "appos" and reading.head[name] < name:
        subject = reading.head[name]
    if subject is None or reading.pos[name] != "PROPN" or reading.pos[subject] != "NOUN":
        return
    known = set(ground.referents.at(subject)) - set(ground.referents.at(name))
    if known & ground.referents.named:
        return
    for person in ground.meant(name):
        phrase = Phrase.around(reading, ground.people, subject)
        yield from of_noun(ground, person, phrase, own=False)


def works(ground: Ground, verb: int) -> Iterator[Claim]:
    """Yield whom somebody leads or works for, in the present: she `runs` the trust.

    Also for whom they lead something: she leads the inquiry for the board.
    """
    reading = ground.reading
    if not is_present(reading, verb):
        return
    for child in reading.children[verb]:
        if reading.rel[child] == "obj" and reading.lemma[verb] in LEADING:
            yield from _leads(ground, verb, child)
        elif reading.rel[child] == "obl" and reading.lemma[verb] == "work":
            within = preposition_of(reading, child) in ("for", "at")
            if within and ground.referents.kind(child) == "organization":
                yield from _all_belong(ground, verb, child)


def _leads(ground: Ground, verb: int, led: int) -> Iterator[Claim]:
    reading = ground.reading
    if ground.referents.kind(led) == "organization" or _is_the_body(ground, led):
        yield from _all_belong(ground, verb, led)
        if reading.lemma[verb] in ground.people.nouns:
            for subject in ground.subjects(verb):
                yield ground.claim(subject, "role", reading.lemma[verb], verb, verb + 1)
    for child in reading.children[led]:
        behind = reading.rel[child] == "nmod" and preposition_of(reading, child) == "for"
        if behind and ground.referents.kind(child) == "organization":
            yield from _all_belong(ground, verb, child)


def _is_the_body(ground: Ground, noun: int) -> bool:
    """Whether a noun stands for one organization that is known: `the supporters’` trust."""
    reading = ground.reading
    return ground.is_organization(noun) and any(
        reading.lower[child] == "the" or reading.dep[child] == "nmod:poss"
        for child in reading.children[noun]
    )


def _all_belong(ground: Ground, verb: int, body: int) -> Iterator[Claim]:
    begin, end = ground.name_around(body)
    for subject in ground.subjects(verb):
        yield ground.affiliation(subject, begin, end)


def trade(ground: Ground, verb: int) -> Iterator[Claim]:
    """Yield what somebody does for a living: she `runs a bakery`, I `sell carpets`."""
    reading = ground.reading
    objects = [child for child in reading.children[verb] if reading.rel[child] == "obj"]
    if len(objects) != 1 or objects[0] < verb or not is_present(reading, verb):
        return
    (thing,) = objects
    words = {reading.lower[child] for child in reading.children[thing]}
    if reading.lemma[verb] in _RUNNING:
        fits = "a" in words or "an" in words
        fits = fits and reading.lemma[thing] in ground.people.establishments
    else:
        fits = reading.lemma[verb] in ground.people.trades and _is_any(ground, verb, thing)
    subjects = ground.subjects(verb)
    if fits and len(subjects) == 1:
        words_of = ground.text(verb + 1, thing + 1)
        value = f"{_third_person(reading.lower[verb])} {words_of}"
        yield ground.claim(subjects[0], "occupation", value, verb, thing + 1, LIKELY)


def _is_any(ground: Ground, verb: int, thing: int) -> bool:
    """Whether a verb has things of a kind as its object, on no occasion: sells `carpets`."""
    reading = ground.reading
    plural = reading.pos[thing] == "NOUN" and reading.lower[thing] != reading.lemma[thing]
    own = {reading.rel[child] for child in reading.children[thing]}
    rest = {reading.rel[child] for child in reading.children[verb]}
    return plural and own <= _OF_A_KIND and rest <= _OF_NO_OCCASION


def _third_person(verb: str) -> str:
    if verb.endswith("s"):
        return verb
    return f"{verb}es" if verb.endswith(("ch", "sh", "x", "o")) else f"{verb}s"


def of_post(ground: Ground, verb: int) -> Iterator[Claim]:
    """Yield as what somebody works or is appointed: works as a `nurse`, was elected `mayor`."""
    reading = ground.reading
    for child in reading.children[verb]:
        post = reading.rel[child] == "obl" and preposition_of(reading, child) == "as"
        named = reading.rel[child] == "xcomp" and reading.lemma[verb] in APPOINTING
        if child > verb and (post or named) and describes(reading, ground.people, child):
            if not has_child(reading, child, "cop", "mark"):
                phrase = Phrase.around(reading, ground.people, child)
                for subject in _appointed(ground, verb):
                    yield from of_noun(ground, subject, phrase, own=False, past=True)


def _appointed(ground: Ground, verb: int) -> tuple[str, ...]:
    reading = ground.reading
    if reading.lemma[verb] in WORKING or has_child(reading, verb, "aux:pass", "nsubj:pass"):
        return ground.subjects(verb)
    objects = [child for child in reading.children[verb] if reading.rel[child] == "obj"]
    return tuple(id for at in objects for id in ground.meant(at))


def appears(ground: Ground, verb: int) -> Iterator[Claim]:
    """Yield in which part an advocate appears in court: Bo Ek, `defending`, said …."""
    reading = ground.reading
    if reading.lemma[verb] not in ground.people.appearing or not is_gerund(reading, verb):
        return
    if verb < 2 or verb + 1 >= len(reading) or reading.words[verb - 1] != ",":
        return
    if reading.words[verb + 1] not in (",", ".") or verb - 2 not in _reach(ground, verb):
        return
    for subject in ground.meant(verb - 2) or ground.meant(reading.head[verb - 2]):
        yield ground.of_words(subject, "role", verb, verb + 1)


def _reach(ground: Ground, verb: int) -> range:
    """Return the tokens of the name that a participle stands behind."""
    reading = ground.reading
    above = reading.head[verb]
    named = above if reading.rel[verb] == "acl" else own_subject(reading, above)
    if named is None or not ground.meant(named):
        return range(0)
    return range(named, verb - 1)
