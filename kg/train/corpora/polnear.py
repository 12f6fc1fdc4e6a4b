"""PolNeAR (Newell, Margolin & Ruths, LREC 2018): attributions in political news, brat standoff."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from pathlib import Path

from spacy.language import Language

from kg.parse.labels import ROLES
from kg.train.annotated import ANY_ROLE, GLUED, PARAGRAPH, SPACE, Annotated, Link
from kg.train.corpora.silver import mark_silver, mend, read_silver

_ROLES = {"Source": "SOURCE", "Cue": "CUE", "Content": "CONTENT"}
_ANNOTATOR = re.compile(r"_[0-9a-z]{4}$")
Pieces = tuple[tuple[int, int], ...]


def read_polnear(folder: Path, nlp: Language) -> list[Annotated]:
    """Read a part of PolNeAR, tokenized by `nlp`; other annotators' versions as `annotators`."""
    versions: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        versions[_ANNOTATOR.sub("", path.stem)].append(path)
    silver = read_silver(folder / "silver-ner.jsonl.gz")
    texts = []
    for name, paths in sorted(versions.items()):
        plain = _tokenized(name, folder / "text" / f"{name}.txt", nlp)
        mark_silver(plain, silver.get(f"{name}.txt", []))
        first, *others = [_with_roles(plain, path) for path in paths]
        first.annotators = others
        texts.append(first.check())
    mend(texts)
    return texts


def _tokenized(name: str, path: Path, nlp: Language) -> Annotated:
    with path.open(encoding="utf-8", newline="") as file:
        raw = file.read()
    return tokenized(name, "polnear", raw, nlp)


def tokenized(name: str, corpus: str, raw: str, nlp: Language) -> Annotated:
    """Return the words of a raw text, without white space, with what stands before each."""
    text = Annotated(name, corpus, [], [])
    gap = PARAGRAPH
    for token in nlp.make_doc(raw):
        if token.is_space:
            gap = PARAGRAPH if "\n" in token.text else max(gap, SPACE)
            continue
        text.words.append(token.text)
        text.gaps.append(gap)
        text.offsets.append(token.idx)
        gap = SPACE if token.whitespace_ else GLUED
    return text


def standoff(path: Path) -> list[tuple[str, dict[str, list[tuple[int, int]]]]]:
    """Return each attribution of a brat file: role → its pieces by code points."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if columns[0].startswith("T") and len(columns) > 1:
            _, _, offsets = columns[1].partition(" ")
            pieces = [piece.split() for piece in offsets.split(";")]
            if all(len(p) == 2 and p[0].isdigit() and p[1].isdigit() for p in pieces):
                spans[columns[0]] = [(int(begin), int(end)) for begin, end in pieces]
        elif columns[0].startswith("E") and len(columns) > 1:
            roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for argument in columns[1].split():
                role, _, id = argument.partition(":")
                roles[role.rstrip("0123456789")] += spans.get(id, [])
            found.append((columns[1].split(":")[0], dict(roles)))
    return found


def _with_roles(plain: Annotated, path: Path) -> Annotated:
    text = plain.copy(roles=[1] * len(plain.words), links=[], annotators=[])
    assert text.roles is not None
    for _, roles in standoff(path):
        pieces = {
            role: tuple(sorted({words_in(text, *span) for span in roles.get(role, [])} - {(0, 0)}))
            for role in _ROLES
        }
        for role, spans in pieces.items():
            for begin, end in spans:
                label(text.roles, begin, end, _ROLES[role])
        if pieces["Content"]:
            text.links.append(Link(pieces["Content"], pieces["Cue"], pieces["Source"]))
    return text


def words_in(text: Annotated, begin: int, end: int) -> tuple[int, int]:
    """Return the words that begin in [begin, end) of the raw text, or (0, 0) if there are none."""
    first, last = bisect_left(text.offsets, begin), bisect_left(text.offsets, end)
    if first and text.offsets[first - 1] + len(text.words[first - 1]) > begin:
        first -= 1
    return (first, last) if first < last else (0, 0)


def label(roles: list[int], begin: int, end: int, role: str) -> None:
    """Write a role over words as bit sets; what is left of a piece that it cuts begins anew."""
    for at in range(begin, end):
        roles[at] = 1 << ROLES.index(f"{'B' if at == begin else 'I'}-{role}")
    cut = ROLES[roles[end].bit_length() - 1] if end < len(roles) else ""
    if cut.startswith("I-") and cut[2:] != role:
        roles[end] = 1 << ROLES.index(f"B-{cut[2:]}")


__all__ = ["ANY_ROLE", "read_polnear", "standoff", "tokenized", "words_in"]
