"""Reads what cannot both hold of one person, the project's and a user's own, into nouns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import OntologyError
from kg.knowledge import EventType, Exclusions

_KG = "https://w3id.org/witness/ontology#"
_POST, _WITHIN, _EXCLUDES = (_KG + name for name in ("post", "notAgainWithin", "excludes"))


def read_exclusions(types: Iterable[EventType], *paths: Path) -> Exclusions:
    """Read what these files say of posts, and of the event types that there are.

    Raises OntologyError where a file cannot be read or says what makes no sense.
    """
    notations = {each.iri: each.notation for each in types}
    posts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    days: dict[str, int] = {}
    apart: set[frozenset[str]] = set()
    for path in paths:
        for subject, name, value in _said(path):
            if name == _POST:
                _add_post(posts[subject], _words(path, subject, value))
            elif name == _WITHIN:
                days[_notation(path, notations, subject)] = _number(path, subject, value)
            elif name == _EXCLUDES:
                ends = subject, value.value if isinstance(value, NamedNode) else str(value)
                apart.add(frozenset(_notation(path, notations, end) for end in ends))
    return Exclusions(_by_word(posts), days, frozenset(apart))


def _said(path: Path) -> Iterator[tuple[str, str, object]]:
    """Yield subject, predicate and object of what a file says of things that have an IRI."""
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, quad.predicate.value, quad.object
    except SyntaxError as error:
        raise OntologyError(f"{path}: {error}: correct the Turtle there") from error
    except OSError as error:
        raise OntologyError(f"{path}: {error}: name a Turtle file that can be read") from error


def _add_post(ladder: dict[str, int], words: Iterable[str]) -> None:
    number = len(set(ladder.values()))
    for each in words:
        ladder.setdefault(each, number)


def _words(path: Path, subject: str, value: object) -> tuple[str, ...]:
    text = value.value if isinstance(value, Literal) else ""
    words = tuple(" ".join(part.casefold().split()) for part in text.split("|"))
    if not all(words):
        raise OntologyError(
            f'{path}: <{subject}> has a kg:post without words: write "mate|officer"'
        )
    return words


def _number(path: Path, subject: str, value: object) -> int:
    text = value.value if isinstance(value, Literal) else ""
    if not text.isdecimal():
        raise OntologyError(
            f"{path}: <{subject}> has a kg:notAgainWithin that is no number of days: write 60"
        )
    return int(text)


def _notation(path: Path, notations: Mapping[str, str], iri: str) -> str:
    if iri not in notations:
        raise OntologyError(
            f"{path}: <{iri}> is no event type: correct it, or give it triggers and a skos:notation"
        )
    return notations[iri]


def _by_word(posts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for ladder, words in sorted(posts.items()):
        for word, number in words.items():
            found[word][ladder] = number
    return dict(found)
