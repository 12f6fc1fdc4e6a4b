"""Texts of corpora as Docs, from raw text or from gold words, with a clock.

Speed counts the words (tokens but white space) that went through the whole pipeline, on one thread,
and the seconds they took there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from kg.model import Article, Findings, Span, digest
from kg.parse.component import WitnessEncoder
from kg.parse.encoder import Encoder
from kg.train.annotated import GLUED, PARAGRAPH, SPACE, Annotated

_OPENING = frozenset("“‘([{«") | {"``", "`", "$", "£", "€", "#"}
_CLOSING = frozenset(".,;:!?%)]}»”’") | {"''", "...", "…"}
_CLITICS = frozenset(
    f"{mark}{letters}" for mark in "'’" for letters in ("s", "re", "ve", "ll", "d", "m")
) | {"n't", "n’t"}


WordSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """Gold words in a Doc that went through the pipeline.

    `places` holds the token of each word, `words` the word of each token that is one.
    """

    doc: Doc
    places: list[int]
    words: dict[int, int]

    def word_span(self, mention: TokenSpan) -> WordSpan:
        """Return the words [begin, end) of some tokens that begin and end with one."""
        return self.words[mention.start], self.words[mention.end - 1] + 1

    def span(self, begin: int, end: int) -> Span:
        """Return the code points of the words [begin, end)."""
        first, last = self.doc[self.places[begin]], self.doc[self.places[end - 1]]
        return Span(first.idx, last.idx + len(last))


@dataclass(slots=True)
class Reader:
    """The pipeline, and a clock that counts what goes through it.

    `extraction` is what finds things in a Doc; None for the package's, with the shipped knowledge.
    """

    nlp: Language
    extraction: Callable[[Doc], Findings] | None = None
    words: int = 0
    seconds: float = 0.0

    def read(self, text: str, source: str = "text") -> Doc:
        """Return the Doc of a raw text, with an Article of it."""
        doc = self._timed(text)
        doc._.article = Article(digest(doc.text)[:16], source, doc.text)
        return doc

    def read_article(self, article: Article) -> Doc:
        """Return the Doc of an article."""
        doc = self._timed(article.text)
        doc._.article = article
        return doc

    def lay(self, text: Annotated) -> Laid:
        """Return gold words, with what stands between them, as a Doc with an Article of it."""
        tokens: list[str] = []
        spaces: list[bool] = []
        places: list[int] = []
        for at, word in enumerate(text.words):
            if at and text.gaps[at] == PARAGRAPH:
                tokens.append("\n\n")
                spaces.append(False)
            places.append(len(tokens))
            tokens.append(word)
            following = text.gaps[at + 1] if at + 1 < len(text.words) else GLUED
            spaces.append(following not in (GLUED, PARAGRAPH))
        doc = self._timed(Doc(self.nlp.vocab, words=tokens, spaces=spaces))
        doc._.article = Article(digest(doc.text)[:16], text.id, doc.text)
        return Laid(doc, places, {place: at for at, place in enumerate(places)})

    def _timed(self, text: str | Doc) -> Doc:
        begin = perf_counter()
        doc = self.nlp(text)
        self.seconds += perf_counter() - begin
        self.words += sum(not token.is_space for token in doc)
        return doc

    def find(self, doc: Doc) -> Findings:
        """Return what extraction finds in a Doc."""
        if self.extraction is None:
            self.extraction = shipped_extraction()
        return self.extraction(doc)

    @property
    def encoder(self) -> Encoder:
        """The encoder itself."""
        component = self.nlp.get_pipe("witness_encoder")
        assert isinstance(component, WitnessEncoder)
        return component.encoder

    @property
    def words_per_second(self) -> float:
        """The speed so far."""
        return self.words / self.seconds if self.seconds else 0.0


def shipped_extraction() -> Callable[[Doc], Findings]:
    """Return extraction with the shipped knowledge, which is read here."""
    from kg.extract import extract
    from kg.rdf.knowledge import load_knowledge

    knowledge = load_knowledge()
    return lambda doc: extract(doc, knowledge)


def natural_gaps(words: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Return what stands between the words of a text that is there only as tokens.

    Blanks, but none before closing marks and clitics and none after opening marks. Straight marks
    take turns; one that begins a sentence (`starts`) opens.
    """
    gaps: list[int] = []
    opened = {'"': False, "'": False}
    glue = False
    for at, word in enumerate(words):
        opens = word in _OPENING
        closes = word in _CLOSING or word in _CLITICS
        if word in opened:
            before = "" if starts[at] or not at else words[at - 1]
            opens = not before or (not opened[word] and not _is_genitive(word, before))
            closes = not opens
            if opens or not _is_genitive(word, before):
                opened[word] = opens
        gaps.append(PARAGRAPH if not at else GLUED if glue or closes else SPACE)
        glue = opens
    return gaps


def _is_genitive(mark: str, before: str) -> bool:
    """Tell whether a straight single mark is the apostrophe of a plural (`the boys ' mother`)."""
    return mark == "'" and before[-1:] == "s"
