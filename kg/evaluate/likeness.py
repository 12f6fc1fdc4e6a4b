"""Learns from ECB+'s train part how probable it is that two findings told alike are one.

    python -m kg.evaluate.likeness CORPORA kg/resolve/likeness.json

`CORPORA` holds `ecbplus` and `polnear`. How rare words are in news at large is counted over the
train parts of both; words of fewer than `_FEW` articles are left out. The weights are those of two
logistic regressions with a ridge (Newton's method), one over gold event triggers and one over gold
mentions of people, each laid on what extraction finds (`kg.evaluate.ecbplus`): all pairs in
neighbouring articles, whose gold chains tell which are one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.ecbplus import Told, owners, read, with_gold_events, with_gold_people
from kg.evaluate.texts import Reader
from kg.knowledge import Knowledge
from kg.model import Key
from kg.parse import load
from kg.rdf.knowledge import load_knowledge
from kg.resolve import likeness
from kg.resolve.likeness import Cast, Reports, Table, product_of
from kg.resolve.neighbours import Rarity, neighbours, words_in
from kg.resolve.people import cast_of
from kg.resolve.records import Records

_FEW = 8
"""Articles that must have a word for its rarity to be kept."""
_RIDGE = 3.0
_ROUNDS = 25
"""Steps of Newton's method; ten are enough."""

Floats = NDArray[np.float64]
Parts = Sequence[Reports] | Sequence[Cast]


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.likeness", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    parser.add_argument("file", type=Path, help="where to write: kg/resolve/likeness.json")
    options = parser.parse_args(arguments)
    told = list(read(options.corpora / "ecbplus" / "train.jsonl", Reader(load())))
    paths = sorted((options.corpora / "polnear" / "train" / "text").glob("*.txt"))
    other = (path.read_text(encoding="utf-8") for path in paths)
    options.file.write_text(written(learn(told, other)), encoding="utf-8")


def written(learnt: Mapping[str, Any]) -> str:
    """Return what was learnt as JSON, one word or weight a line."""
    return json.dumps(learnt, ensure_ascii=False, indent=1) + "\n"


def learn(told: Sequence[Told], other: Iterable[str]) -> dict[str, Any]:
    """Return the contents of `likeness.json`; `other` are further texts of news."""
    texts = {each.findings.article.id: each.findings.article.text for each in told}
    words = rarity([*texts.values(), *other])
    near = neighbours(texts, Rarity(**words))
    knowledge = load_knowledge()
    return {
        "words": words,
        "events": _weights(_pairs(map(_reports, told), near), likeness.EVENTS),
        "people": _weights(
            _pairs((_people(each, knowledge) for each in told), near), likeness.PEOPLE
        ),
    }


def rarity(texts: Sequence[str]) -> dict[str, Any]:
    """Return of how many of the texts each word is that is not too rare."""
    held = Counter(word for text in texts for word in set(words_in(text)))
    kept = {word: count for word, count in sorted(held.items()) if count >= _FEW}
    return {"articles": len(texts), "holding": kept}


Part = tuple[Any, NDArray[np.str_]]
"""The findings of an article as they compare, and the gold chain of each."""


def _reports(told: Told) -> Part:
    findings = with_gold_events(told)
    events = findings.events
    kinds = np.array([event.type for event in events])
    keys = tuple(Key(findings.article.id, event.id) for event in events)
    if not keys:
        return None, np.array([])
    senses = likeness.vectors([event.sense for event in events])
    return Reports(keys, kinds, senses), np.array([told.events[e.trigger] for e in events])


def _people(told: Told, knowledge: Knowledge) -> Part:
    findings = with_gold_people(told.findings, told)
    chains = {entity: told.people[span] for span, entity in reversed(owners(told).items())}
    records = Records.of([findings], knowledge)
    cast = cast_of(records, findings, (e for e in findings.entities if e.id in chains))
    return cast, np.array([chains[key.finding] for key in cast.keys] if cast else [])


def _pairs(
    parts: Iterable[Part], near: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[Table, NDArray[np.bool_]]]:
    """Yield the features of pairs, one article beside another, and which are one."""
    by_article = {part[0].keys[0].article: part for part in parts if part[0] and part[0].keys}
    for article, (own, chains) in sorted(by_article.items()):
        beside = near.get(article, {})
        for other in sorted(id for id in beside.keys() & by_article.keys() if id > article):
            theirs, their = by_article[other]
            table = own.compared(theirs, beside[other])
            yield (
                {name: values.ravel() for name, values in table.items()},
                (chains[:, None] == their[None, :]).ravel(),
            )


def _weights(
    pairs: Iterable[tuple[Table, NDArray[np.bool_]]], features: Sequence[str]
) -> dict[str, Any]:
    tables, answers = zip(*pairs, strict=True)
    table = {name: np.concatenate([each[name] for each in tables]) for name in features}
    products: list[tuple[str, ...]] = [(name,) for name in features]
    products += combinations_with_replacement(features, 2)
    columns = [product_of(table, names).astype(np.float64) for names in products]
    x, kept = _distinct(columns)
    bias, weights = logistic(x, np.concatenate(answers))
    named = {" ".join(products[at]): round(w, 4) for at, w in zip(kept, weights, strict=True)}
    return {"bias": round(bias, 4), "pairs": len(x), "weights": named}


def _distinct(columns: Sequence[Floats]) -> tuple[Floats, list[int]]:
    """Return the columns that say something and are not what another one says already."""
    kept: list[int] = []
    for at, column in enumerate(columns):
        if np.ptp(column) and not any(np.array_equal(column, columns[k]) for k in kept):
            kept.append(at)
    return np.stack([columns[at] for at in kept], axis=1), kept


def logistic(x: Floats, y: NDArray[np.bool_]) -> tuple[float, list[float]]:
    """Return bias and weights of the logistic regression of `y` on the columns of `x`."""
    mean, scale = x.mean(0), x.std(0)
    z = np.c_[np.ones(len(x)), (x - mean) / scale]
    ridge = np.diag([0.0, *[_RIDGE] * x.shape[1]])
    weights = np.zeros(z.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(z @ weights)))
        slope = z.T @ (chance - y) + ridge @ weights
        curve = (z * (chance * (1 - chance))[:, None]).T @ z + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[1:] / scale
    return float(weights[0] - own @ mean), [float(each) for each in own]


if __name__ == "__main__":
    main()
