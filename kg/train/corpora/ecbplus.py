"""ECB+ (Cybulska & Vossen, 2014): events in news and who takes part, in annotated sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.train.annotated import IGNORE, Annotated
from kg.train.corpora.names import guessed_gaps


def read_ecbplus(path: Path) -> list[Annotated]:
    """Read a part of ECB+; a word is an event if it is the first of an ACTION mention.

    Its mentions of people and organizations are those that take part in annotated events.
    """
    with path.open(encoding="utf-8") as lines:
        return [_text(json.loads(line)) for line in lines]


def _text(raw: dict[str, object]) -> Annotated:
    sentences: list[list[str]] = raw["sentences"]  # type: ignore[assignment]
    annotated = set(raw["annotated_sentences"])  # type: ignore[call-overload]
    text = Annotated(str(raw["doc"]), "ecbplus", [], [], events=[], starts=None)
    begins: list[int] = []
    assert text.events is not None
    for number, words in enumerate(sentences):
        begins.append(len(text.words))
        text.words += words
        text.gaps += guessed_gaps(words)
        text.events += [0 if number in annotated else IGNORE] * len(words)
    for mention in raw["mentions"]:  # type: ignore[attr-defined]
        if "ACTION" in mention["type"] and mention["sentence"] in annotated:
            _mark(text.events, begins[mention["sentence"]], mention["tokens"])
    text.coreference, text.chains = True, _chains(raw, annotated, begins)
    return text.check()


def _chains(raw: dict[str, object], annotated: set[int], begins: list[int]) -> dict[int, int]:
    numbers: dict[str, int] = {}
    found: dict[int, int] = {}
    mentions: list[dict[str, Any]] = raw["mentions"]  # type: ignore[assignment]
    for mention in sorted(mentions, key=lambda each: -len(each["tokens"])):
        if "HUMAN" in mention["type"] and mention["sentence"] in annotated:
            entity = numbers.setdefault(mention["chain"], len(numbers))
            begin = begins[mention["sentence"]]
            found.update((begin + token, entity) for token in mention["tokens"])
    return found


def _mark(events: list[int], begin: int, tokens: list[int]) -> None:
    """Mark the first word as the trigger; the others of a longer mention do not count."""
    events[begin + tokens[0]] = 1
    for token in tokens[1:]:
        events[begin + token] = IGNORE
