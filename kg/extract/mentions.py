"""Where an article refers to people and to others who speak: names, descriptions, pronouns.

Names come from the Doc's entities, mended by titles, suffixes and the other places where the same
name stands; descriptions from the encoder's mentions and the ontology's nouns for people; pronouns
from the closed class. Bounds come from the tree.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from kg.extract.drafts import is_word
from kg.extract.names import HYPHENS, LETTERS_AFTER, PersonName, leading_titles, parse_name, plain
from kg.extract.nicknames import with_nicknames
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
_SHORT, _CAPITALS, _LEAST_WORDS = 4, 0.8, 4
"""Longer words than this, which share of them with a capital, and how many make a headline."""
_GENITIVE = ("'s", "’s", "'", "’", "s'")
_PLURAL = re.compile(r"[A-Z]\w+[^sui]s")
"""A capital word that stands for several: “Republicans”."""
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
    taken.update(_affiliations(reading))
    chunks = [chunk for chunk in (_mended(reading, people, c) for c in _chunks(reading)) if chunk]
    chunks = with_nicknames(reading, chunks)
    longer = [c for c in chunks if c.end - c.begin > 1]
    within = {reading.words[at] for c in longer for at in range(c.begin, c.end)}
    chunks = [c for c in chunks if not _is_common(reading, people, c, within)]
    chunks = _shortened(reading, chunks)
    chunks = [_by_its_words(reading, people, chunk) for chunk in chunks]
    labels = _settled(reading, people, chunks)
    for chunk in chunks:
        label = labels.get(_voted(reading, people, chunk), chunk.label)
        if label == "person" and _is_thing(reading, people, chunk):
            taken.update(range(chunk.begin, chunk.end))
            continue
        if label == "person":
            chunk = _untaken(reading, chunk, taken)
        if label in _TYPES and taken.isdisjoint(range(chunk.begin, chunk.end)):
            noun = _name(reading, people, chunk, _TYPES[label])
            taken.update(range(noun.begin, noun.end))
            yield noun
    for chunk in list(_missed(reading, people, labels, taken)):
        noun = _name(reading, people, chunk, EntityType.PERSON)
        taken.update(range(noun.begin, noun.end))
        yield noun


def _untaken(reading: Reading, chunk: Chunk, taken: set[int]) -> Chunk:
    """Return a name without what belongs to one before it: “Quarry Union President Ann Lee”."""
    begin = chunk.begin
    while begin < chunk.end - 1 and begin in taken:
        begin += 1
    if begin == chunk.begin:
        return chunk
    return Chunk(begin, chunk.end, chunk.label, _head(reading, begin, chunk.end))


def _is_common(reading: Reading, people: People, chunk: Chunk, within: Set[str]) -> bool:
    """Whether a name is but a word of kinship, or for people of a kind: “Dad”, “Republicans”.

    `within` are the words of longer names: “Masters” is a surname beside “Ann Masters”.
    """
    if chunk.end > chunk.begin + 1:
        return False
    known = people.nouns.get(reading.lower[chunk.begin])
    kin = known is not None and bool(known.kinship)
    word = reading.words[chunk.begin]
    several = chunk.label == "person" and _PLURAL.fullmatch(word) and word not in within
    return kin or bool(several and word.lower().removesuffix("s") in people.nouns)


def _affiliations(reading: Reading) -> Iterator[int]:
    """Yield the tokens that tell a politician's party in brackets: “(R)”, “(D-Ohio)”."""
    words = reading.words
    for at in range(1, len(reading) - 1):
        if words[at - 1] == "(" and len(words[at]) == 1 and words[at].isupper():
            if words[at + 1] == ")" or words[at + 1] in HYPHENS:
                end = at + 1
                while end < min(at + _SHORT, len(reading)) and is_word(reading, end + 1):
                    end += 1
                yield from range(at, end + 1)


def _by_its_words(reading: Reading, people: People, chunk: Chunk) -> Chunk:
    """Return a name; “The Osmere Post” and “Lind Foundation” are no person's, whatever is seen.

    With “The” it may stand for several people: “The Linds”.
    """
    last, size = reading.lower[chunk.end - 1], chunk.end - chunk.begin
    kinds = (people.organizations | people.outlets) - people.namesakes
    thing = size > 2 and reading.words[chunk.begin] == "The" and not last.endswith("s")
    thing = thing and reading.lower[chunk.begin + 1] not in people.elders | people.juniors
    thing = thing or (size == 1 and not last.endswith("s") and _has_article(reading, chunk))
    if chunk.label == "person" and (thing or (size > 1 and last in kinds)):
        return Chunk(chunk.begin, chunk.end, "organization", chunk.head)
    return chunk


def _has_article(reading: Reading, chunk: Chunk) -> bool:
    """Whether “the” is a name's own, as in “the Kremlin”: no single person's name has one."""
    article = chunk.begin - 1
    return article >= 0 and reading.lower[article] == "the" and reading.head[article] == chunk.head


def _shortened(reading: Reading, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the names, those of people in headlines cut to words that name people in the text.

    Where every word has a capital, a name seems to go on: “Ada Lind Slams City Bank”.
    """
    headlines = {at: in_capitals(reading, chunk.begin) for at, chunk in enumerate(chunks)}
    known = {
        word
        for at, chunk in enumerate(chunks)
        if chunk.label == "person" and not headlines[at]
        for word in reading.words[chunk.begin : chunk.end]
    }
    return [
        _longest_run(reading, chunk, known) if headlines[at] and chunk.label == "person" else chunk
        for at, chunk in enumerate(chunks)
    ]


def _longest_run(reading: Reading, chunk: Chunk, known: set[str]) -> Chunk:
    runs = [
        (begin, end)
        for begin in range(chunk.begin, chunk.end)
        for end in range(begin + 1, chunk.end + 1)
        if known.issuperset(reading.words[begin:end])
    ]
    if not runs:
        return chunk
    begin, end = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    return Chunk(begin, end, chunk.label, _head(reading, begin, end))


def in_capitals(reading: Reading, at: int) -> bool:
    """Tell whether a token stands in a paragraph whose longer words all begin with a capital."""
    block = reading.paragraphs[reading.paragraph[at]]
    words = [word for word in reading.text[block.begin : block.end].split() if len(word) > _SHORT]
    capital = sum(not word.islower() for word in words)
    return len(words) >= _LEAST_WORDS and capital >= _CAPITALS * len(words)


def _is_thing(reading: Reading, people: People, chunk: Chunk) -> bool:
    """Whether the noun before a name says that it is no person's: `the ferry Marie …`."""
    at = chunk.begin - 1
    return at >= 0 and reading.pos[at] in ("NOUN", "PROPN") and reading.lemma[at] in people.things


def _chunks(reading: Reading) -> Iterator[Chunk]:
    """Yield the Doc's names, and capitalised mentions that the encoder calls people."""
    yield from reading.names
    named = {at for chunk in reading.names for at in range(chunk.begin, chunk.end)}
    for noun in reading.nouns:
        inside = range(noun.begin, noun.end)
        if noun.label == "person" and named.isdisjoint(inside) and noun.end - noun.begin <= 4:
            several = len(inside) == 1 and _PLURAL.fullmatch(reading.words[noun.begin])
            capital = (reading.words[at][:1].isupper() for at in inside)
            if not several and all(capital) and all(reading.pos[at] == "PROPN" for at in inside):
                named.update(inside)
                yield noun


def _mended(reading: Reading, people: People, chunk: Chunk) -> Chunk | None:
    """Return a name without marks and letters after it, with title and suffix, or None.

    A genitive's ending is none of the name, unless the name itself ends with it: “at St Kenelm’s”.
    """
    begin, end = chunk.begin, chunk.end
    while begin < end and not is_word(reading, begin):
        begin += 1
    while end > begin and not is_word(reading, end - 1):
        end -= 1
    if begin == end or not any(_may_name(word) for word in reading.words[begin:end]):
        return None
    begin, end = _across_hyphens(reading, begin, end)
    head = _head(reading, begin, end)
    while end > begin + 1 and reading.words[end - 1] in _GENITIVE:
        end -= 1
    if chunk.label == "person":
        begin, end = _person_bounds(reading, people, begin, end)
    elif end < len(reading) and reading.words[end] in _GENITIVE[:2] and not _owns(reading, head):
        end += 1
    return Chunk(begin, end, chunk.label, _head(reading, begin, end))


def _may_name(word: str) -> bool:
    """Whether a word may be part of a name: a capital, a figure or a handle is in it."""
    return word != word.lower() or not word[0].isalpha() or word == word.upper()


def _owns(reading: Reading, head: int) -> bool:
    return reading.dep[head] == "nmod:poss"


def _across_hyphens(reading: Reading, begin: int, end: int) -> tuple[int, int]:
    """Return the bounds of a name with what a tokenizer has cut off at a hyphen."""
    words, glued = reading.words, reading.begin
    while end + 1 < len(reading) and words[end] in HYPHENS and words[end + 1][:1].isupper():
        if reading.end[end - 1] != glued[end] or reading.end[end] != glued[end + 1]:
            break
        end += 2
    while begin > 1 and words[begin - 1] in HYPHENS and words[begin - 2][:1].isupper():
        if reading.end[begin - 2] != glued[begin - 1] or reading.end[begin - 1] != glued[begin]:
            break
        begin -= 2
    return begin, end


def _person_bounds(reading: Reading, people: People, begin: int, end: int) -> tuple[int, int]:
    """Return the bounds of a person's name: title and suffix in, letters and descriptions out."""
    while end < len(reading) and plain(reading.words[end]) in people.suffixes:
        if reading.zone[end] != reading.zone[begin]:
            break
        end += 1
    while end - begin > 2 and plain(reading.words[end - 1]) in LETTERS_AFTER:
        end -= 1
    while end - begin > 2 and _only_describes(reading, people, begin):
        begin += 1
    return _with_generation(reading, people, _title_begin(reading, people, begin), end)


def _with_generation(reading: Reading, people: People, begin: int, end: int) -> tuple[int, int]:
    """Return a name's bounds with what tells parent and child apart: “the younger Lind”."""
    told, lower = people.elders | people.juniors, reading.lower
    if lower[end : end + 1] == ["the"] and not told.isdisjoint(lower[end + 1 : end + 2]):
        if reading.pos[end + 2 : end + 3] not in (["NOUN"], ["PROPN"], ["ADJ"]):
            return begin, end + 2
    if begin > 1 and lower[begin - 2] == "the" and lower[begin - 1] in told:
        return begin - 2, end
    return begin, end


def _only_describes(reading: Reading, people: People, at: int) -> bool:
    """Whether a name's first word is a capital noun before it: “Whistleblower Grace …”."""
    word = plain(reading.words[at])
    return word in people.nouns and (word,) not in people.titles


def _title_begin(reading: Reading, people: People, begin: int) -> int:
    """Return where a name begins with the title and office before it."""
    at = begin
    while at > 0 and _may_be_title(reading, at - 1, begin):
        at -= 1
    while at < begin:
        parts = [plain(word) for word in reading.words[at:begin]]
        _, length = leading_titles([*parts, "-"], people)
        if length == len(parts):
            return at
        at += 1
    return begin


def _may_be_title(reading: Reading, at: int, name: int) -> bool:
    if reading.pos[at] not in ("PROPN", "NOUN", "ADJ") or name - at > 5:
        return False
    same = reading.zone[at] == reading.zone[name] and reading.sentence[at] == reading.sentence[name]
    return same and reading.words[at][:1].isupper()


def _head(reading: Reading, begin: int, end: int) -> int:
    """Return the token of a span that hangs on a word outside, the first of several."""
    for at in range(begin, end):
        if not begin <= reading.head[at] < end or reading.head[at] == at:
            return at
    return begin


def _key(reading: Reading, chunk: Chunk) -> str:
    return " ".join(plain(word) for word in reading.words[chunk.begin : chunk.end])


def _voted(reading: Reading, people: People, chunk: Chunk) -> str:
    """Return what a name counts as: a person's without its titles."""
    if chunk.label != "person":
        return _key(reading, chunk)
    return " ".join(parse_name(reading.words[chunk.begin : chunk.end], people).parts)


def _settled(reading: Reading, people: People, chunks: Iterable[Chunk]) -> dict[str, str]:
    """Return for each name the kind of thing that it is called most often in the article."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for chunk in chunks:
        votes[_voted(reading, people, chunk)][chunk.label] += 1
    order = ("person", "organization", "place")
    return {
        key: max(
            count, key=lambda label: (count[label], -order.index(label) if label in order else -9)
        )
        for key, count in votes.items()
    }


def _missed(
    reading: Reading, people: People, labels: Mapping[str, str], taken: set[int]
) -> Iterator[Chunk]:
    """Yield further places of the words of people's names."""
    parts = {
        part
        for key, label in labels.items()
        if label == "person"
        for part in parse_name(key.split(), people).parts
        if len(part) > 2 and part not in people.particles
    }
    at = 0
    while at < len(reading):
        end = at
        while (
            end < len(reading)
            and end not in taken
            and reading.pos[end] == "PROPN"
            and reading.words[end][:1].isupper()
            and plain(reading.words[end]) in parts
        ):
            end += 1
        if end > at:
            yield Chunk(_title_begin(reading, people, at), end, "person", _head(reading, at, end))
        at = max(end, at + 1)


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
        if reading.words[at] in _GENITIVE:
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
        reading.pos[at] == "PROPN" and _PLURAL.fullmatch(reading.words[at]) is not None
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
