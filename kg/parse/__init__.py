"""Articles → spaCy Docs that carry what the encoder sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import WeightsError
from kg.model import Article
from kg.parse.component import WEIGHTS
from kg.parse.encoder import Encoder
from kg.parse.extensions import register_extensions
from kg.parse.lemmas import add_lemmatizer
from kg.parse.runs import BoundedTokenizer


def load(pipeline: str | None = None, *, threads: int = 1) -> Language:
    """Return the pipeline: the project's own encoder, which needs no download.

    With `pipeline`, the name or folder of an installed spaCy pipeline, syntax and names come from
    that one and only quote roles, mentions, triggers and antecedents from the encoder. Raises
    WeightsError where it is not installed.
    """
    register_extensions()
    if pipeline is None:
        nlp = spacy.blank("en")
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
        nlp.add_pipe("witness_encoder", config={"threads": threads})
        add_lemmatizer(nlp)
    else:
        nlp = _installed(pipeline)
        nlp.add_pipe("witness_encoder", last=True, config={"threads": threads, "syntax": False})
    nlp.max_length = 20_000_000
    return nlp


def _installed(pipeline: str) -> Language:
    try:
        return spacy.load(pipeline)
    except OSError as error:
        raise WeightsError(
            f"the spaCy pipeline {pipeline!r} is not installed: install it, or leave out --pipeline"
        ) from error


def parse(articles: Iterable[Article], nlp: Language) -> Iterator[Doc]:
    """Yield a Doc for each article, in order; `doc._.article` is the article."""
    pairs = ((article.text, article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=8):
        doc._.article = article
        yield doc


def weights_version() -> str:
    """Return the version of the package's weights; raises WeightsError where they are missing."""
    return Encoder(WEIGHTS).version
