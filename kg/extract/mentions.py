"""Where an article refers to people and to others who speak: names, descriptions, pronouns.

Names come from the Doc's entities, mended by titles, suffixes and the other places where the same
name stands; descriptions from the encoder's mentions and the ontology's nouns for people; pronouns
from the closed class. Bounds come from the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.extract.name_chunks import GENITIVE, PLURAL, name_chunks
from kg.extract.names import PersonName, parse_name, plain
from kg.extract.reading import Chunk, Reading
from kg.extract.syntax import is_plural, phrase
from kg.knowledge import EventLexicon, Knowledge, People, PersonNoun, TriggerKind
from kg.model import EntityType, MentionKind

PRONOUNS: Mapping[str, tuple[int, str, bool]] = {
    # word: person, gender, plural
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (1, "", False)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (1, "", True)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), (2, "", False)),
    **dict.fromkeys(("he", "him", "his", "himself"), (3, "male", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), (3, "female", False)),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), (3, "", True)),
    **dict.fromkeys(("it", "its", "itself"), (3, "neuter", False)),
}
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_INDEFINITE = frozenset(
    ("a", "an", "one", "another", "some", "two", "three", "four", "five", "six")
)
_ANY = frozenset(("any", "every", "no", "each", "whatever", "whose"))
_SEVERAL = frozenset(("each", "all", "both", "most", "few", "many", "some", "several", "none"))
_QUANTIFIERS = frozenset(
    (
        "nobody",
        "anybody",
        "everybody",
        "somebody",
        "someone",
        "anyone",
        "everyone",
        "none",
        "most",
        "few",
        "many",
        "some",
        "several",
        "all",
        "both",
        "half",
        "three",
        "two",
        "four",
    )
)
_GRADES = ("er", "est")
"""How adjectives end that tell one from another: “the younger”, “the latter”, “the tallest”."""
_ORDINALS = frozenset(("first", "second", "third", "last", "next", "same", "only", "late"))
_AGED = re.compile(r"\d{1,3}(?:-?(?:year|yr|yo|y/o)s?(?:-old)?)?", re.IGNORECASE)
_TYPES = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANIZATION,
    "place": EntityType.PLACE,
}


@dataclass(slots=True, eq=False)
class Noun:
    """One mention: the tokens [begin, end) and what its words alone say of whom it refers to.

    `person` is 1, 2 or 3 in a pronoun, 0 elsewhere. `whose` is the head of a possessor;
    `description` the ontology's noun, where it has one; `definite` whether it points back; `age`
    the years that it gives or that stand behind it between commas; `marks` the capital words before
    its noun, which tell one from another (“the Green nominee”), `restricted` whether a clause does
    (“the mother who gave birth”); `leaning` the log odds, in the
    encoder's eyes, that it refers to a woman rather than a man.
    """

    begin: int
    end: int
    head: int
    kind: MentionKind
    type: EntityType
    name: PersonName | None = None
    gender: str = ""
    plural: bool = False
    person: int = 0
    definite: bool = False
    indefinite: bool = False
    whose: int | None = None
    description: PersonNoun | None = None
    lemma: str = ""
    age: str = ""
    leaning: float = 0.0
    marks: frozenset[str] = frozenset()
    restricted: bool = False


def find_mentions(reading: Reading, knowledge: Knowledge, wanted: Iterable[int]) -> list[Noun]:
    """Return the mentions of an article in order, those that begin together the longer first.

    `wanted` are the heads of noun phrases that must be there whatever they are: sources of
    quotations and those addressed.
    """
    people = knowledge.people
    taken: set[int] = set()
    names = list(_names(reading, people, taken))
    heads = {at for at in wanted if at not in taken}
    happenings = _happenings(knowledge.events)
    nouns = [
        *_descriptions(reading, people, happenings, taken, heads),
        *_pronouns(reading, taken, heads),
    ]
    return sorted((*names, *nouns), key=lambda noun: (noun.begin, -noun.end, noun.head))


@cache
def _happenings(lexicon: EventLexicon) -> frozenset[str]:
    """Return the nouns that tell of events, which are no people: “manslaughter”."""
    return frozenset(
        word
        for each in lexicon.types
        for pattern in each.patterns
        if pattern.kind is TriggerKind.NOUN
        for word in pattern.key
    )


# --- Names ----------------------------------------------------------------------------------------


def _names(reading: Reading, people: People, taken: set[int]) -> Iterator[Noun]:
    """Yield the names, and note in `taken` the tokens that are parts of names."""
    for chunk in name_chunks(reading, people, taken):
        noun = _name(reading, people, chunk, _TYPES[chunk.label])
        taken.update(range(noun.begin, noun.end))
        yield noun


def _name(reading: Reading, people: People, chunk: Chunk, type: EntityType) -> Noun:
    words = reading.words[chunk.begin : chunk.end]
    noun = Noun(chunk.begin, chunk.end, chunk.head, MentionKind.NAME, type)
    noun.lemma = " ".join(plain(word) for word in words)
    noun.age = age_of(reading, chunk.head) or _age_behind(reading, chunk.end)
    if type is EntityType.PERSON:
        noun.name = parse_name(words, people)
        noun.gender = noun.name.gender
        given = chunk.begin + len(noun.name.title)
        noun.leaning = reading.leanings[given if noun.name.is_full else chunk.head]
        before = reading.lower[chunk.begin - 1] if chunk.begin else ""
        if (
            before == "the"
            and words[-1].endswith("s")
            and reading.head[chunk.begin - 1] == chunk.head
        ):
            noun.type, noun.plural, noun.name = EntityType.GROUP, True, None
            noun.begin -= 1
    return noun


# --- Descriptions ---------------------------------------------------------------------------------


_THINGS = frozenset(
    (
        "what",
        "whatever",
        "which",
        "whichever",
        "this",
        "that",
        "something",
        "anything",
        "nothing",
        "everything",
        "there",
    )
)
"""Pronouns that stand for no person: a closed class."""


def _descriptions(
    reading: Reading,
    people: People,
    happenings: frozenset[str],
    taken: set[int],
    wanted: set[int],
) -> Iterator[Noun]:
    seen = {chunk.head: chunk.label for chunk in reading.nouns}
    for at in range(len(reading)):
        if at in taken or reading.pos[at] not in ("NOUN", "ADJ", "NUM", "PROPN", "DET", "PRON"):
            continue
        if reading.lower[at] in PRONOUNS or reading.lower[at] in _THINGS:
            continue
        if reading.words[at] in GENITIVE:
            continue
        if at not in wanted and reading.pos[at] in ("PRON", "DET"):
            continue
        label = "" if reading.lemma[at] in happenings else seen.get(at, "")
        type = _type(reading, people, at, label, at in wanted)
        if type is not None and (at in wanted or _is_mention(reading, at, taken)):
            yield _description(reading, people, at, type)


def _type(reading: Reading, people: People, at: int, label: str, wanted: bool) -> EntityType | None:
    """Return what kind of thing a noun stands for, None where it is not looked for."""
    lemma = reading.lemma[at]
    plural = is_plural(reading, at)
    if not wanted and (reading.lower[at] in _QUANTIFIERS or _is_any(reading, at)):
        return None
    if lemma in people.groups and (reading.pos[at] == "NOUN" or wanted):
        return EntityType.GROUP
    plural = plural or (reading.pos[at] == "NUM" and not is_aged(reading, at))
    plural = plural or _is_kind(reading, at) or _is_share(reading, people, at)
    plural = plural or (
        reading.pos[at] == "PROPN" and PLURAL.fullmatch(reading.words[at]) is not None
    )
    if reading.words[at][:1].isupper() and reading.lower[at] in people.outlets:
        return EntityType.ORGANIZATION
    if _describes_person(reading, people, at, label) or _may_be_person(people, lemma, label):
        return EntityType.GROUP if plural else EntityType.PERSON
    if not wanted:
        return None
    if lemma in people.organizations or label == "organization":
        return EntityType.ORGANIZATION
    if lemma in people.documents:
        return EntityType.DOCUMENT
    if reading.pos[at] in ("PRON", "DET", "NUM", "ADJ"):
        several = plural or reading.pos[at] == "NUM" or reading.lower[at] in _SEVERAL
        return EntityType.GROUP if several else EntityType.PERSON
    return EntityType.PLACE if label == "place" else EntityType.OTHER


def _is_kind(reading: Reading, at: int) -> bool:
    """Whether an adjective with “the” stands for all of a kind: “the rich”, not “the former”."""
    if reading.pos[at] != "ADJ" or is_aged(reading, at) or reading.lower[at].endswith(_GRADES):
        return False
    ordinal = reading.lower[at] in _ORDINALS
    return not ordinal and any(reading.lower[c] == "the" for c in reading.children[at])


def _is_share(reading: Reading, people: People, at: int) -> bool:
    """Whether a noun only counts several: “the top 1 percent of taxpayers”, “a host of players”."""
    if reading.pos[at] != "NOUN" or person_noun(reading, people, at) is not None:
        return False
    return any(
        reading.rel[child] == "nmod"
        and is_plural(reading, child)
        and any(reading.lower[c] == "of" for c in reading.children[child])
        for child in reading.children[at]
    )


def _is_any(reading: Reading, at: int) -> bool:
    """Whether a noun stands for no one in particular: “any parent”, “one baby in thirteen”."""
    return any(
        reading.lower[c] in _ANY
        if reading.rel[c] == "det"
        else reading.pos[c] == "NUM" and any(reading.lower[g] == "in" for g in reading.children[c])
        for c in reading.children[at]
    )


def _may_be_person(people: People, lemma: str, label: str) -> bool:
    return label == "person" and not _speaks(people, lemma)


def _speaks(people: People, lemma: str) -> bool:
    return lemma in people.organizations or lemma in people.documents


def person_noun(reading: Reading, people: People, at: int) -> PersonNoun | None:
    """Return what the ontology knows of a noun, of two words before one."""
    lemma = reading.lemma[at]
    if at and reading.head[at - 1] == at:
        known = people.nouns.get(f"{reading.lower[at - 1]} {lemma}")
        if known is not None:
            return known
    return people.nouns.get(lemma) or people.nouns.get(reading.lower[at])


def _describes_person(reading: Reading, people: People, at: int, label: str) -> bool:
    if reading.pos[at] not in ("NOUN", "PROPN"):
        return is_aged(reading, at)
    known = person_noun(reading, people, at)
    if known is not None and (known.ambiguous and reading.has_encoder):
        person = label == "person" or _is_joined_to_person(reading, people, at)
        return person and not _is_owned_part(reading, at)
    return known is not None or is_aged(reading, at)


def _is_joined_to_person(reading: Reading, people: People, at: int) -> bool:
    """Whether “and” joins a noun to one for people alone: “the model and author”."""
    joined = [child for child in reading.children[at] if reading.rel[child] == "conj"]
    known = [person_noun(reading, people, other) for other in joined]
    return any(each is not None and not each.ambiguous for each in known)


def _is_owned_part(reading: Reading, at: int) -> bool:
    """Whether a pronoun owns what is more likely a part of the body: “her head”."""
    return any(
        reading.dep[c] == "nmod:poss" and reading.pos[c] == "PRON" for c in reading.children[at]
    )


def is_aged(reading: Reading, at: int) -> bool:
    """Tell whether a token ends “the 36-year-old” or “the 34yo”."""
    if reading.lower[at] not in ("old", "yo") and not reading.lower[at].endswith(("-old", "yo")):
        return False
    begin = at
    while begin and reading.end[begin - 1] == reading.begin[begin] and at - begin < 4:
        begin -= 1
    word = reading.text[reading.begin[begin] : reading.end[at]]
    return _AGED.fullmatch(word) is not None and not word.isdigit()


def age_of(reading: Reading, at: int) -> str:
    """Return the years in “a 36-year-old man”, or in “Ann Lee, 36,”; "" where there are none."""
    for aged in (at, *(child for child in reading.children[at] if child < at)):
        if is_aged(reading, aged):
            begin = aged
            while begin and reading.end[begin - 1] == reading.begin[begin] and aged - begin < 4:
                begin -= 1
            years = reading.text[reading.begin[begin] : reading.end[aged]]
            return "".join(c for c in years if c.isdigit())
    for child in reading.children[at]:
        if reading.rel[child] in ("appos", "nummod", "amod") and child > at:
            if reading.words[child].isdigit() and len(reading.words[child]) < 4:
                return reading.words[child]
    return ""


def _age_behind(reading: Reading, end: int) -> str:
    """Return the years between commas or in brackets right behind a name, "" where there are none.

    It goes by the line: a parser often hangs them on something else.
    """
    if end + 2 >= len(reading) or reading.words[end] not in (",", "("):
        return ""
    years, closed = reading.words[end + 1], reading.words[end + 2] in (",", ")", ".", ";")
    return years if closed and years.isdigit() and len(years) < 4 else ""


def _reflexive_gender(reading: Reading, at: int) -> str:
    """Return the gender that the same clause gives its subject: “… kept it to herself”."""
    if reading.rel[at] != "nsubj":
        return ""
    verb = reading.head[at]
    for word in range(verb, reading.last[verb] + 1):
        if reading.lower[word] in ("himself", "herself") and reading.zone[word] == reading.zone[at]:
            return PRONOUNS[reading.lower[word]][1]
    return ""


def _is_mention(reading: Reading, at: int, taken: set[int]) -> bool:
    """Whether a noun refers: no predicate, no part of a compound, no bare word before a name."""
    dep = reading.dep[at]
    if dep in ("compound", "nmod:desc", "flat", "fixed", "goeswith"):
        return False
    if reading.pos[at] in ("ADJ", "NUM") and reading.rel[at] in ("amod", "nummod"):
        return False
    if any(reading.rel[child] == "cop" for child in reading.children[at]) or _is_bare_kin(
        reading, at
    ):
        return False
    following = at + 1
    if following in taken and not any(
        reading.rel[child] in ("det", "nmod") for child in reading.children[at]
    ):
        return reading.head[following] != at and reading.head[at] not in taken
    return True


def _is_bare_kin(reading: Reading, at: int) -> bool:
    """Whether a singular noun has no article, as of people in general: “mother and child”."""
    if is_plural(reading, at) or reading.words[at][:1].isupper() or reading.pos[at] != "NOUN":
        return False
    return not any(
        reading.rel[child] in ("det", "nmod", "nummod", "amod", "compound")
        for child in reading.children[at]
    )


def _description(reading: Reading, people: People, at: int, type: EntityType) -> Noun:
    begin, end = phrase(reading, at)
    noun = Noun(begin, end, at, MentionKind.NOMINAL, type, lemma=reading.lemma[at])
    noun.description = person_noun(reading, people, at)
    if noun.description and " " in noun.description.lemma:
        noun.lemma = noun.description.lemma
    noun.gender = noun.description.gender if noun.description else ""
    noun.plural = type is EntityType.GROUP
    noun.gender = noun.gender or _reflexive_gender(reading, at)
    noun.leaning = reading.leanings[at] if type is EntityType.PERSON else 0.0
    noun.age = age_of(reading, at)
    noun.marks = frozenset(
        reading.lower[each]
        for each in range(begin, at)
        if reading.head[each] == at
        and reading.pos[each] in ("ADJ", "PROPN")
        and reading.words[each][:1].isupper()
        and reading.dep[each] != "nmod:poss"
    )
    for child in reading.children[at]:
        word = reading.lower[child]
        if reading.rel[child] in ("det", "nummod", "amod") and child < at:
            noun.definite = noun.definite or word in _DEFINITE
            noun.indefinite = noun.indefinite or word in _INDEFINITE
        elif reading.dep[child] == "nmod:poss":
            noun.whose = None if _is_of_title(reading, child, at) else child
            noun.definite = True
    noun.restricted = any(
        reading.dep[each] == "acl:relcl" and "," not in reading.words[at : reading.first[each] + 1]
        for each in reading.children[at]
    )
    if noun.whose is None and noun.description is not None and noun.description.kinship:
        noun.whose = _of(reading, at)
    return noun


def _is_of_title(reading: Reading, owner: int, head: int) -> bool:
    """Whether a possessor is part of a title between article and noun: “the Ann’s Diner star”.

    A person’s name has no article, and what is somebody’s is no capital word. Nothing has an
    article beside a possessor: whichever the tree gives it to, it is the title's.
    """
    articles = (c for at in (owner, head) for c in reading.children[at] if reading.rel[c] == "det")
    if reading.pos[owner] != "PROPN" or not any(article < owner for article in articles):
        return False
    return any(reading.words[at][:1].isupper() for at in range(reading.last[owner] + 1, head))


def _of(reading: Reading, at: int) -> int | None:
    """Return whose relative a noun is: “the mother of Ann”."""
    for child in reading.children[at]:
        if reading.rel[child] == "nmod" and child > at and reading.pos[child] in ("PROPN", "PRON"):
            if any(reading.lower[c] == "of" for c in reading.children[child]):
                return child
    return None


# --- Pronouns -------------------------------------------------------------------------------------


def _pronouns(reading: Reading, taken: set[int], wanted: set[int]) -> Iterator[Noun]:
    for at in range(len(reading)):
        form = PRONOUNS.get(reading.lower[at])
        if form is None or at in taken or reading.words[at] in ("US", "IT", "ITS", "Mine"):
            continue
        person, gender, plural = form
        if gender == "neuter" and at not in wanted:
            continue
        type = EntityType.GROUP if plural else EntityType.PERSON
        noun = Noun(at, at + 1, at, MentionKind.PRONOUN, type, gender=gender, plural=plural)
        noun.person, noun.lemma = person, reading.lower[at]
        yield noun
