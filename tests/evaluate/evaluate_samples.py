"""A reader whose pipeline lays what a test says, and small files in the corpora's formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.symbols import DEP, HEAD, POS
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.evaluate.texts import Reader
from kg.model import Antecedent, Findings, Span
from kg.parse.extensions import register_extensions

Annotate = Callable[[Doc], None]
GROUPS = ("mentions", "triggers", "sources", "cues", "contents")


def oracle(*annotate: Annotate, found: Callable[[Doc], Findings] | None = None) -> Reader:
    """Return a reader that lays by these functions, and finds what `found` says, nothing else."""
    register_extensions()
    nlp = spacy.blank("en")

    def component(doc: Doc) -> Doc:
        for group in GROUPS:
            doc.spans[group] = []
        for lay in annotate:
            lay(doc)
        return doc

    nlp._components.append(("oracle", component))
    return Reader(nlp, found)


def tree(heads: Sequence[int], deps: Sequence[str], tags: Sequence[str]) -> Annotate:
    """Lay a tree by tokens: each one's head, its own place for a root."""

    def lay(doc: Doc) -> None:
        add = doc.vocab.strings.add
        rows = [
            (add(tag), add(dep), np.int64(head - at).view(np.uint64))
            for at, (head, dep, tag) in enumerate(zip(heads, deps, tags, strict=True))
        ]
        doc.from_array([POS, DEP, HEAD], np.asarray(rows, np.uint64))

    return lay


def spans(group: str, *wanted: tuple[str, str]) -> Annotate:
    """Lay spans by their words (the first place where they stand) and label."""

    def lay(doc: Doc) -> None:
        doc.spans[group] = [labelled(doc, words, label) for words, label in wanted]

    return lay


def names(*wanted: tuple[str, str]) -> Annotate:
    """Lay names by their words and label."""

    def lay(doc: Doc) -> None:
        doc.ents = [labelled(doc, words, label) for words, label in wanted]

    return lay


def antecedents(*wanted: tuple[str, str, float]) -> Annotate:
    """Lay (mention, antecedent, score) by words."""

    def lay(doc: Doc) -> None:
        doc._.antecedents = tuple(
            Antecedent(place(doc.text, mention), place(doc.text, antecedent), score)
            for mention, antecedent, score in wanted
        )

    return lay


def labelled(doc: Doc, words: str, label: str) -> TokenSpan:
    """Return some words of a Doc as a span."""
    span = place(doc.text, words)
    found = doc.char_span(span.begin, span.end, label=label)
    assert found is not None, words
    return found


def place(text: str, words: str) -> Span:
    """Return where words stand first in a text; `words#2` is the second place."""
    words, _, number = words.partition("#")
    begin = -1
    for _ in range(int(number or 1)):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file, with the folders around it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def conllu(*rows: str, comments: str = "") -> str:
    """Return a sentence from rows `form tag head relation [misc]`, numbered from 1.

    A row that begins with a range (`1-2`) is a multiword token: `1-2 form`.
    """
    lines = [comments] if comments else []
    number = 0
    for row in rows:
        first, *rest = row.split()
        if "-" in first and first.replace("-", "").isdigit():
            lines.append("\t".join([first, rest[0], *"_______", *(rest[1:] or ["_"])]))
            continue
        number += 1
        tag, head, relation, *misc = rest
        columns = [str(number), first, "_", tag, "_", "_", head, relation, "_", *(misc or ["_"])]
        lines.append("\t".join(columns))
    return "\n".join(lines) + "\n\n"
