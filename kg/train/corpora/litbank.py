"""LitBank (Bamman et al.): coreference, realis event triggers and quotations in novels."""

from __future__ import annotations

from pathlib import Path

from kg.parse.labels import MENTIONS
from kg.train.annotated import PARAGRAPH, Annotated, Noun
from kg.train.corpora.names import guessed_gaps

_TYPES = {"PER": "person", "ORG": "organization"} | dict.fromkeys(("GPE", "LOC", "FAC"), "place")
_AFTER = """
of in on at with to from for by who whom that which whose and or ( -- ; : as about where under
against upon near behind whither than like beyond between
"""
_DETERMINERS = "a an the his her their my our your its"
_TITLES = """
mr. mr mrs. mrs miss dr. dr sir lady lord captain squire madame monsieur aunt uncle father mother
king queen prince princess
"""
_AFTER_HEAD = frozenset(_AFTER.split())
_AFTER_COMMA = _AFTER_HEAD | frozenset(_DETERMINERS.split())
_BEFORE_NAME = frozenset(_DETERMINERS.split()) | frozenset(_TITLES.split()) | {"this", "that"}
_POSSESSIVE = {"'s", "’s", "'", "’"}


def read_litbank(folder: Path) -> list[Annotated]:
    """Read a part of LitBank. Only people, places, organizations and vehicles are annotated."""
    return [_text(path) for path in sorted(folder.glob("*.txt"))]


def _text(path: Path) -> Annotated:
    raw = path.read_text(encoding="utf-8")
    text = Annotated(path.stem, "litbank", [], [], starts=[], mentions=[], events=None)
    text.partial_mentions = text.coreference = True
    ends: list[int] = []
    assert text.starts is not None
    cursor = 0
    for line in raw.split("\n"):
        words = line.split()
        text.gaps += guessed_gaps(words)
        text.starts += [int(at == 0) for at in range(len(words))]
        for word in words:
            begin = raw.index(word, cursor)
            cursor = begin + len(word)
            text.words.append(word)
            text.offsets.append(begin)
            ends.append(cursor)
    _soften_paragraphs(text)
    text.mentions = _mentions(path, text, ends)
    text.realis = _realis(path, text)
    return text.check()


def _soften_paragraphs(text: Annotated) -> None:
    """A line is a sentence here, not a paragraph: what stands before it is unknown."""
    text.gaps = [0 if gap == PARAGRAPH and at else gap for at, gap in enumerate(text.gaps)]


def _standoff(path: Path) -> list[tuple[str, int, int]]:
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if columns[0].startswith("T") and len(columns) > 1:
            label, begin, end = columns[1].split(" ")[:3]
            rows.append((label, int(begin), int(end)))
    return rows


def _mentions(path: Path, text: Annotated, ends: list[int]) -> list[Noun]:
    starting = {offset: at for at, offset in enumerate(text.offsets)}
    ending = {offset: at + 1 for at, offset in enumerate(ends)}
    types: dict[tuple[int, int], int] = {}
    entities: dict[tuple[int, int], int] = {}
    numbers: dict[str, int] = {}
    for label, begin, end in _standoff(path.with_suffix(".coref.ann")):
        if begin not in starting or end not in ending:
            continue
        span = (starting[begin], ending[end])
        form, _, kind = label.partition("_")
        if form in {"PROP", "NOM", "PRON"} and kind.isupper():
            types[span] = MENTIONS.index(_TYPES.get(kind, "other"))
        else:
            entities[span] = numbers.setdefault(label, len(numbers))
    by_head: dict[int, Noun] = {}
    for (begin, end), type in sorted(types.items(), key=lambda item: item[0][0] - item[0][1]):
        head = guessed_head(text.words, begin, end)
        noun = Noun(begin, end, head, type, entities.get((begin, end), -1))
        if head >= 0:
            by_head.setdefault(head, noun)
    return sorted(by_head.values(), key=lambda noun: (noun.begin, noun.end))


def guessed_head(words: list[str], begin: int, end: int) -> int:
    """Return the head of a noun phrase without a parse, as UD has it; -1 for a coordination.

    It is the last word before what follows a head in English; of a name it is the first word after
    article and title.
    """
    core = next((at for at in range(begin + 1, end) if _ends_core(words, at, end)), end)
    if core < end and words[core].lower() in {"and", "or"} and words[begin][:1].isupper():
        return -1
    if core - begin > 1 and words[core - 1] in _POSSESSIVE:
        core -= 1
    head = core - 1
    while head > begin and words[head][:1].isupper() and _is_name_part(words[head - 1]):
        head -= 1
    return head


def _ends_core(words: list[str], at: int, end: int) -> bool:
    """Tell whether the head stands before `at`; a comma between adjectives does not end it."""
    if words[at] != ",":
        return words[at].lower() in _AFTER_HEAD
    return at + 1 == end or words[at + 1][:1].isupper() or words[at + 1].lower() in _AFTER_COMMA


def _is_name_part(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in _BEFORE_NAME


def _realis(path: Path, text: Annotated) -> list[int]:
    starting = {offset: at for at, offset in enumerate(text.offsets)}
    labels = [0] * len(text.words)
    for _, begin, _ in _standoff(path.with_suffix(".events.ann")):
        if begin in starting:
            labels[starting[begin]] = 1
    return labels
