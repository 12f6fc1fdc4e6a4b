"""Which words are names, and of what: the encoder's names, mended by what stands around them.

A name is cut or widened to its words, its titles and its nickname; one kind holds for all places of
one name in an article; what only describes is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kg.extract.drafts import is_word
from kg.extract.names import HYPHENS, LETTERS_AFTER, leading_titles, parse_name, plain
from kg.extract.nicknames import with_nicknames
from kg.extract.reading import Chunk, Reading
from kg.knowledge import People

GENITIVE = ("'s", "’s", "'", "’", "s'")
PLURAL = re.compile(r"[A-Z]\w+[^sui]s")
"""A capital word that stands for several: “Republicans”."""
_KINDS = frozenset(("person", "organization", "place"))
_SHORT, _CAPITALS, _LEAST_WORDS = 4, 0.8, 4
"""Longer words than this, which share of them with a capital, and how many make a headline."""


def name_chunks(reading: Reading, people: People, taken: set[int]) -> Iterator[Chunk]:
    """Yield the names of people, organizations and places that no token of `taken` is a part of.

    Tokens that are parts of names, but of none that is yielded, are noted in `taken`; those of a
    name that is yielded are to be noted there before the next one is asked for.
    """
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
        if label in _KINDS and taken.isdisjoint(range(chunk.begin, chunk.end)):
            yield Chunk(chunk.begin, chunk.end, label, chunk.head)
    yield from list(_missed(reading, people, labels, taken))


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
    several = chunk.label == "person" and PLURAL.fullmatch(word) and word not in within
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
            several = len(inside) == 1 and PLURAL.fullmatch(reading.words[noun.begin])
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
    while end > begin + 1 and reading.words[end - 1] in GENITIVE:
        end -= 1
    if chunk.label == "person":
        begin, end = _person_bounds(reading, people, begin, end)
    elif end < len(reading) and reading.words[end] in GENITIVE[:2] and not _owns(reading, head):
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
