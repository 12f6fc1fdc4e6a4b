"""Docs built by hand in a compact notation, so that a test shows the tree it is about.

    tree("Ann|PROPN|nsubj|2 resigned|VERB|root|0|resign .|PUNCT|punct|2")

A token is word|part of speech|relation|head|lemma; heads count from 1 and 0 is the root; the lemma
may be left out where it is the word in lower case. Blanks stand between words as in English.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.model import Article, Entity, EntityType, Mention, MentionKind, Quote, QuoteKind
from kg.model import Span as Range
from kg.parse.component import register_extensions

_GLUED = frozenset((".", ",", ";", ":", "?", "!", ")", "”", "’s", "'s", "n't", "n’t", "%"))
_OPENING = frozenset(("“", "("))
_PRONOUNS = frozenset(
    ("he", "she", "they", "him", "her", "his", "their", "them", "i", "we", "my", "our", "it", "who")
)


@lru_cache(maxsize=1)
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


def tree(notation: str, *, published: str = "2020-10-28", triggers: str | None = None) -> Doc:
    """Return a Doc of one sentence per root; `triggers` names those that the encoder would see."""
    rows = [token.split("|") for token in notation.split()]
    words = [row[0] for row in rows]
    spaces = [
        at + 1 < len(words) and words[at + 1] not in _GLUED and word not in _OPENING
        for at, word in enumerate(words)
    ]
    heads = [int(row[3]) - 1 if row[3] != "0" else at for at, row in enumerate(rows)]
    register_extensions()
    doc = Doc(
        _vocab(),
        words=words,
        spaces=spaces,
        pos=[row[1] for row in rows],
        deps=["ROOT" if row[2] == "root" else row[2] for row in rows],
        heads=heads,
        lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in rows],
    )
    doc._.article = Article(id="a", source="a.txt", text=doc.text, published=published)
    if triggers is not None:
        seen = set(triggers.split())
        doc.spans["triggers"] = [
            Span(doc, token.i, token.i + 1, label="actual") for token in doc if token.text in seen
        ]
    return doc


def entity(
    doc: Doc, id: str, *texts: str, type: EntityType = EntityType.PERSON, gender: str = ""
) -> Entity:
    """Return an entity with one mention for each text, in the order of the Doc."""
    mentions, begin = [], 0
    for text in texts:
        begin = doc.text.index(text, begin)
        kind = MentionKind.NOMINAL if type is EntityType.GROUP else _kind(text)
        mentions.append(Mention(Range(begin, begin + len(text)), kind))
        begin += 1
    return Entity(id, type, texts[0], tuple(mentions), gender)


def _kind(text: str) -> MentionKind:
    if text.lower() in _PRONOUNS:
        return MentionKind.PRONOUN
    return MentionKind.NAME if text[0].isupper() and " " not in text[:4] else MentionKind.NOMINAL


def quote(doc: Doc, content: str, speaker: str | None, *, joint: Sequence[str] = ()) -> Quote:
    """Return a direct quote whose content is a text of the Doc."""
    begin = doc.text.index(content)
    return Quote(
        "q1",
        QuoteKind.DIRECT,
        (Range(begin, begin + len(content)),),
        speaker=speaker,
        joint=tuple(joint),
    )
