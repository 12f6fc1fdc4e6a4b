"""Tags, trees and sentences of CoNLL-U corpora (EWT, GUM).

`upos`, `uas`, `las`: the gold words go through the pipeline; sentences, tags and trees are its own.
Arcs count over all words, punctuation too; a relation is right with its subtype (`nsubj:pass`).

`las_raw`, `sentence_f1`: the raw text, as its words' `SpaceAfter` and its paragraphs give it, goes
through the whole pipeline. A word is the same where it covers the same characters (white space
aside, as the CoNLL 2018 scorer has it); an arc is right if word, head and relation are. The F1
counts all words of both sides. A sentence start is right at the same character. Multiword tokens
are split where their parts spell them (`don't`), and are one word otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.tokens import Doc

from kg.evaluate.scores import Count
from kg.evaluate.texts import Reader
from kg.parse.labels import DEPS, UPOS
from kg.train.annotated import GLUED, PARAGRAPH, SPACE, Annotated
from kg.train.corpora.conllu import add_sentence, sentences, words_of


def read_syntax(path: Path) -> list[Annotated]:
    """Read the documents of a CoNLL-U file, each sentence with what truly stands before it."""
    texts: list[Annotated] = []
    space = True
    for sentence in sentences(path):
        if sentence.new_document or not texts:
            name = sentence.new_document or path.stem
            texts.append(Annotated(name, path.stem, [], [], upos=[], heads=[], deps=[], starts=[]))
        text, begin = texts[-1], len(texts[-1].words)
        words = words_of(sentence)
        add_sentence(text, sentence, words)
        if begin and text.gaps[begin] != PARAGRAPH:
            text.gaps[begin] = SPACE if space else GLUED
        space = words[-1].space_after
    return [text.check() for text in texts]


class SyntaxFigures:
    """Counts texts on gold words and on raw text."""

    def __init__(self) -> None:
        self.upos, self.uas, self.las = Count(), Count(), Count()
        self.las_raw, self.sentences = Count(), Count()

    def add(self, text: Annotated, reader: Reader, laid: Doc | None = None) -> None:
        """Count one text; `laid` are its gold words, where they have gone through before."""
        doc = reader.lay(text).doc if laid is None else laid
        gold = gold_arcs(text)
        ours = arcs_of(doc)
        self.upos.add(
            enumerate(token.pos_ for token in doc if not token.is_space),
            enumerate(UPOS[tag] for tag in text.upos or ()),
        )
        self.uas.add(((at, head) for at, head, _ in ours), ((at, head) for at, head, _ in gold))
        self.las.add(ours, gold)
        self._add_raw(text, reader.read(doc.text, text.id), gold)

    def _add_raw(self, text: Annotated, doc: Doc, gold: Sequence[Arc]) -> None:
        ranges = _word_ranges(text.words)
        found = _word_ranges([token.text for token in doc if not token.is_space])
        self.las_raw.add(
            ((found[at], found[head], relation) for at, head, relation in arcs_of(doc)),
            ((ranges[at], ranges[head], relation) for at, head, relation in gold),
        )
        places = [token for token in doc if not token.is_space]
        self.sentences.add(
            (found[at][0] for at, token in enumerate(places) if token.is_sent_start),
            (ranges[at][0] for at, start in enumerate(text.starts or ()) if start),
        )

    def figures(self) -> dict[str, float]:
        """Return the figures so far."""
        return {
            "upos": self.upos.f1,
            "uas": self.uas.f1,
            "las": self.las.f1,
            "las_raw": self.las_raw.f1,
            "sentence_f1": self.sentences.f1,
        }


Arc = tuple[int, int, str]
"""A word, its head (itself for a root) and the relation."""


def gold_arcs(text: Annotated) -> list[Arc]:
    """Return the gold tree by words."""
    assert text.heads is not None and text.deps is not None
    return [
        (at, head, DEPS[dep])
        for at, (head, dep) in enumerate(zip(text.heads, text.deps, strict=True))
    ]


def arcs_of(doc: Doc) -> list[Arc]:
    """Return the tree of a Doc by words, white space not counted."""
    words = [token for token in doc if not token.is_space]
    place = {token.i: at for at, token in enumerate(words)}
    return [
        (at, place.get(token.head.i, at), "root" if token.dep_ == "ROOT" else token.dep_)
        for at, token in enumerate(words)
    ]


def _word_ranges(words: Iterable[str]) -> list[tuple[int, int]]:
    """Return what each word covers of the text without its white space."""
    ranges: list[tuple[int, int]] = []
    end = 0
    for word in words:
        begin, end = end, end + len("".join(word.split()))
        ranges.append((begin, end))
    return ranges


def syntax_figures(paths: Iterable[Path], reader: Reader) -> dict[str, float]:
    """Return the figures of CoNLL-U files."""
    figures = SyntaxFigures()
    for path in paths:
        for text in read_syntax(path):
            figures.add(text, reader)
    return figures.figures()
