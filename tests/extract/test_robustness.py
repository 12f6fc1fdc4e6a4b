"""No text is too strange: no exception, spans inside, direct words verbatim, linear work."""

from __future__ import annotations

import sys
from functools import lru_cache
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extract import Heard, extract, listen
from kg.extract.typography import passages
from kg.knowledge import Knowledge
from kg.model import Antecedent, Article, Attribution, Findings, QuoteKind
from kg.model import Span as Range
from kg.parse.component import register_extensions
from kg.rdf.knowledge import load_knowledge

WORDS = (
    *(
        "she",
        "he",
        "I",
        "we",
        "you",
        "they",
        "her",
        "his",
        "said",
        "says",
        "told",
        "asked",
        "wrote",
    ),
    *("according", "to", "that", "whether", "did", "not", "declined", "would", "may", "and", "the"),
    *("mother", "spokesman", "for", "report", "couple", "Ann", "Lee", "Lee-Ray", "O’Neill", "Mrs"),
    *(
        "Dr.",
        "van",
        "der",
        "Jr.",
        "34",
        "34-year-old",
        "BBC",
        "claim",
        "of",
        "by",
        "called",
        "U.S.",
    ),
)
PUNCTUATION = (
    *('"', "“", "”", "„", "‘", "’", "'", "``", "''", "«", "»", "‹", "›", "“‘", "’”"),
    *(".", ",", ":", ";", "?", "!", "…", "—", "–", "-", "(", ")", "..."),
)
STRANGE = ("\u200b", "\u00a0", "\ufeff", "\u202e", "😹", "e\u0301", "\u0000", "İ", "ß", "漢字")
BLANKS = (" ", "\n", "\n\n", "\t", "  ", "\r\n", "\u2028", "")

TEXTS = st.lists(
    st.tuples(st.sampled_from((*WORDS, *PUNCTUATION, *STRANGE)), st.sampled_from(BLANKS)),
    max_size=60,
).map(lambda parts: "".join(word + blank for word, blank in parts))


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    return load_knowledge()


@lru_cache(maxsize=1)
def blank() -> Language:
    register_extensions()
    return spacy.blank("en")


def check(found: Findings | Heard, text: str) -> None:
    entities = found.entities if isinstance(found, Findings) else found.cast.entities
    for entity in entities:
        assert all(mention.span.end <= len(text) for mention in entity.mentions)
    for quote in found.quotes:
        for piece in quote.content:
            words = text[piece.begin : piece.end]
            assert words == words.strip()
            assert any(character.isalnum() for character in words)
        assert all(one.end <= two.begin for one, two in pairwise(quote.content))


@given(text=TEXTS)
def test_any_marks_blanks_and_characters(text: str) -> None:
    for passage in passages(text):
        assert passage.outer.end <= len(text)
        for piece in passage.pieces:
            assert piece in passage.outer
            assert text[piece.begin : piece.end].strip() == text[piece.begin : piece.end]


@given(data=st.data(), text=TEXTS)
def test_any_tree_and_any_roles(data: st.DataObject, text: str) -> None:
    """Not even a Doc whose every annotation is wrong makes extraction fail."""
    plain = blank().make_doc(text)
    count = len(plain)
    heads = [data.draw(st.integers(0, max(0, at - 1))) if at else 0 for at in range(count)]
    doc = Doc(
        blank().vocab,
        words=[token.text for token in plain],
        spaces=[bool(token.whitespace_) for token in plain],
        pos=[data.draw(st.sampled_from(POS)) for _ in plain],
        deps=[data.draw(st.sampled_from(DEPS)) for _ in plain],
        heads=heads,
        lemmas=[token.text.lower() for token in plain],
    )
    spans = st.tuples(st.integers(0, count), st.integers(1, 8))
    for key, label in (("mentions", "person"), ("cues", "CUE"), ("contents", "CONTENT")):
        drawn = data.draw(st.lists(spans, max_size=4))
        doc.spans[key] = [Span(doc, b, min(b + n, count), label) for b, n in drawn if b < count]
    ranges = st.tuples(st.integers(0, max(0, len(text) - 1)), st.integers(1, 30)).map(
        lambda pair: Range(pair[0], max(pair[0] + 1, min(len(text), sum(pair))))
    )
    if text:
        one = st.lists(ranges, max_size=2).map(tuple)
        many = st.lists(ranges, min_size=1, max_size=2).map(tuple)
        doc._.attributions = tuple(
            data.draw(st.lists(st.builds(Attribution, many, one, one, st.floats(0, 1)), max_size=3))
        )
        doc._.antecedents = tuple(
            data.draw(st.lists(st.builds(Antecedent, ranges, ranges, st.floats(0, 1)), max_size=3))
        )
    check(listen(doc, knowledge()), text)


POS = ("NOUN", "PROPN", "PRON", "VERB", "AUX", "ADP", "DET", "PUNCT", "ADJ", "CCONJ", "NUM")
DEPS = (
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl"),
    *("acl:relcl", "parataxis", "conj", "cc", "appos", "flat", "compound", "nmod", "nmod:poss"),
    *("det", "case", "mark", "aux", "aux:pass", "advmod", "punct", "cop", "amod", "root"),
)


@given(text=TEXTS)
def test_the_whole_pipeline(text: str, nlp: Language) -> None:
    doc = nlp(text)
    doc._.article = Article(id="a", source="a.txt", text=text)
    check(extract(doc, knowledge()), text)


def test_a_pipeline_without_an_encoder() -> None:
    """Marks alone give direct quotations; nothing more can be known."""
    doc = blank()("“We are ready,” she said. The ‘temporary’ bridge is shut.")
    heard = listen(doc, knowledge())
    assert [quote.kind for quote in heard.quotes] == [QuoteKind.DIRECT]
    assert len(heard.unsaid) == 1


@pytest.mark.parametrize(
    "piece", ['"', "“", "”", "'", "\"'", "“a” ", "“a ", "‘a ", "a” ", "’ “b ", '"a\n\n', '\u200b"']
)
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Counted in calls, not in time: a text of marks costs a fixed number for each of them."""
    counts = []
    for size in (2_000, 8_000):
        text = piece * (size // len(piece))
        counts.append(_calls(text))
    assert counts[1] <= 5 * counts[0] + 1000


def _calls(text: str) -> int:
    total = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal total
        total += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        passages(text)
    finally:
        sys.setprofile(before)
    return total
