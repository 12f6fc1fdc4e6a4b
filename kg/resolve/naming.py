"""Whether a finding stands beside the name of whom it is of, and not beside a word for them.

What pronouns and descriptions refer to is the least sure of all that is found. Where articles seem
to contradict each other, such a slip is more probable than a disagreement of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Key, Mention, MentionKind, Span
from kg.resolve.records import Records

_NEAR = 40
"""Characters between a name and the words that say something of its bearer."""
_GENITIVE = ("", "'s", "’s", "'", "’")
_ENDS = frozenset(".;:?!\n")


def is_named_beside(records: Records, entity: Key, words: Span) -> bool:
    """Tell whether a name of an entity stands near these words, in the same clause or so."""
    text = records.articles[entity.article].article.text
    return any(
        _ENDS.isdisjoint(text[begin:end])
        for mention in _near(records, entity, words)
        if mention.kind is MentionKind.NAME
        for begin, end in [_between(mention.span, words)]
    )


def is_possessed(records: Records, entity: Key, words: Span) -> bool:
    """Tell whether a mention of an entity as possessor stands directly before these words.

    “his first wife” and “her late husband” are of another time: a word stands between.
    """
    text = records.articles[entity.article].article.text
    return any(
        mention.span.end <= words.begin
        and text[mention.span.end : words.begin].strip() in _GENITIVE
        for mention in _near(records, entity, words)
    )


def _near(records: Records, entity: Key, words: Span) -> Iterator[Mention]:
    for mention in records.entities[entity].mentions:
        begin, end = _between(mention.span, words)
        if end - begin <= _NEAR:
            yield mention


def _between(one: Span, other: Span) -> tuple[int, int]:
    """Return the range between two spans, empty where they overlap."""
    begin, end = min(one.end, other.end), max(one.begin, other.begin)
    return (begin, end) if begin < end else (end, end)
