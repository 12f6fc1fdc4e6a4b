"""The Doc's own attributes, `doc._.article`, `.attributions`, `.antecedents` and `.leanings`.

They are kept in `doc.user_data` as plain lists and strings, so that a Doc can be written to bytes
and go from process to process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from spacy.tokens import Doc

from kg.model import Antecedent, Article, Attribution, Span

Pairs = Iterable[tuple[int, int]]


def register_extensions() -> None:
    """Declare the attributes; harmless to repeat."""
    for name, getter, setter in (
        ("article", _article, _set_article),
        ("attributions", _attributions, _set_attributions),
        ("antecedents", _antecedents, _set_antecedents),
        ("leanings", _leanings, _set_leanings),
    ):
        Doc.set_extension(name, getter=getter, setter=setter, force=True)


def _article(doc: Doc) -> Article | None:
    kept = doc.user_data.get("kg_article")
    return None if kept is None else Article(text=doc.text, **kept)


def _set_article(doc: Doc, article: Article) -> None:
    kept = asdict(article)
    if kept.pop("text") != doc.text:
        raise ValueError(f"the Doc is not of the text of {article.source}")
    doc.user_data["kg_article"] = kept


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.begin, span.end) for span in spans]


def _spans(pairs: Pairs) -> tuple[Span, ...]:
    return tuple(Span(begin, end) for begin, end in pairs)


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    kept: list[Any] = doc.user_data.get("kg_attributions", [])
    return tuple(
        Attribution(_spans(content), _spans(cue), _spans(source), score)
        for content, cue, source, score in kept
    )


def _set_attributions(doc: Doc, found: Iterable[Attribution]) -> None:
    doc.user_data["kg_attributions"] = [
        (_pairs(x.content), _pairs(x.cue), _pairs(x.source), x.score) for x in found
    ]


def _antecedents(doc: Doc) -> tuple[Antecedent, ...]:
    kept: list[Any] = doc.user_data.get("kg_antecedents", [])
    return tuple(
        Antecedent(Span(*mention), Span(*antecedent), score) for mention, antecedent, score in kept
    )


def _set_antecedents(doc: Doc, found: Iterable[Antecedent]) -> None:
    doc.user_data["kg_antecedents"] = [(*_pairs((x.mention, x.antecedent)), x.score) for x in found]


def _leanings(doc: Doc) -> tuple[float, ...]:
    """Return for each token the log odds that it refers to a woman rather than a man."""
    return tuple(doc.user_data.get("kg_leanings", ()))


def _set_leanings(doc: Doc, found: Iterable[float]) -> None:
    doc.user_data["kg_leanings"] = list(found)
