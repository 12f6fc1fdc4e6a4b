"""Figures of corpora and of gold, as `kg eval` gives them.

A corpus is known by its folder's name; what is measured, and how, stands in the docstring of the
module that measures it:

    polnear             kg.evaluate.quotations   folders `attributions` and `text`
    ewt                 kg.evaluate.syntax       a CoNLL-U file
    gum                 kg.evaluate.gum          CoNLL-U files
    uner-ewt            kg.evaluate.words        an IOB2 file; a folder `ewt` beside it
    wikigold btc wnut17 kg.evaluate.words        CoNLL columns
    litbank             kg.evaluate.litbank      texts with brat standoff and quotations
    ecbplus             kg.evaluate.words, .ecbplus  JSON Lines
    meantime            kg.evaluate.meantime     XML
    gold                kg.evaluate.stories      gold XML, as in data/gold

The part `dev` of a corpus is measured, or `test` where there is one: a folder or a file that has
the word in its name. With both, NAME is the test part and NAME/dev the other. Without parts the
whole folder is measured; but of BTC, f is the dev and h the test part, and of WikiGold as one file,
each fifth text (those that training leaves out) is.

All shares are in [0, 1]. `words_per_second` counts what went through the whole pipeline on one
thread, extraction not included; `peak_mb` is the most memory that the process held meanwhile, in MB
of 10⁶ bytes (on systems other than Linux since it began).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import KgError
from kg.evaluate.ecbplus import cross_document_figures
from kg.evaluate.gum import gum_figures
from kg.evaluate.litbank import litbank_figures
from kg.evaluate.meantime import meantime_figures
from kg.evaluate.memory import forget_peak, peak_mb
from kg.evaluate.parts import GOLD, Part, corpus_parts, named, parts_of
from kg.evaluate.quotations import polnear_figures
from kg.evaluate.stories import Miss, story_figures
from kg.evaluate.syntax import syntax_figures
from kg.evaluate.texts import Reader
from kg.evaluate.words import CORE, ecbplus_figures, names_figures
from kg.parse import load
from kg.parse.component import make_encoder
from kg.parse.lemmas import add_lemmatizer
from kg.train import corpora

log = logging.getLogger(__name__)

HELD_OUT = 5
"""Each fifth text of WikiGold is left out of training (`kg.train.mix`)."""


class Figures(dict[str, dict[str, float]]):
    """Corpus → figure → value, and what was missed in gold, for people to read."""

    misses: tuple[Miss, ...] = ()


def figures(path: Path, *, weights: Path | None = None) -> Figures:
    """Measure a corpus, a part of one, a folder of corpora, or gold.

    `weights` is a folder, None for the package's. Raises KgError where there is nothing to measure.
    """
    parts = list(parts_of(path, MEASURES))
    if not parts:
        raise KgError(
            f"{path}: neither a corpus ({', '.join(MEASURES)}) with a part dev or test, "
            "nor a folder of such, nor gold: see kg eval --help"
        )
    nlp = pipeline(weights)
    found = Figures()
    for key, part in named(parts):
        log.info("measuring %s in %s", key, part.paths[0])
        forget_peak()
        reader = Reader(nlp)
        if part.corpus == GOLD:
            measured, found.misses = story_figures(part.folder, reader)
        else:
            measured = MEASURES[part.corpus](part, reader)
        measured["words_per_second"] = reader.words_per_second
        measured["peak_mb"] = peak_mb()
        found[key] = {name: round(value, 4) for name, value in measured.items()}
    return found


def pipeline(weights: Path | None) -> Language:
    """Return the pipeline with other weights than the package's, or with those."""
    if weights is None:
        return load()
    nlp = spacy.blank("en")
    assert make_encoder  # its import registers the component
    nlp.add_pipe("witness_encoder", config={"weights": str(weights)})
    add_lemmatizer(nlp)
    nlp.max_length = 20_000_000
    return nlp


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures as a table, shares in percent, and what was missed in gold."""
    width = max((len(name) for row in figures.values() for name in row), default=0)
    lines = []
    for corpus, row in figures.items():
        lines.append(corpus)
        lines += [f"  {name:{width}} {_shown(name, value):>9}" for name, value in row.items()]
    for miss in getattr(figures, "misses", ()):
        lines.append(str(miss))
    return "\n".join(lines)


def _shown(name: str, value: float) -> str:
    if name in {"words_per_second", "peak_mb", "quotes_too_many"}:
        return f"{value:,.0f}"
    return f"{100 * value:.1f}"


# --- How each is measured -------------------------------------------------------------------------


def _polnear(part: Part, reader: Reader) -> dict[str, float]:
    part.files(".ann")
    return polnear_figures(part.folder, reader)


def _ewt(part: Part, reader: Reader) -> dict[str, float]:
    return syntax_figures(part.files(".conllu"), reader)


def _gum(part: Part, reader: Reader) -> dict[str, float]:
    return gum_figures(part.files(".conllu"), reader)


def _uner(part: Part, reader: Reader) -> dict[str, float]:
    """The sentences' documents and paragraphs, and the blanks, stand in EWT."""
    (names,) = part.files(".iob2")
    folder = part.home / "ewt"
    parts = corpus_parts(folder) if folder.is_dir() else ()
    syntax = [path for other in parts if other.name == part.name for path in other.files(".conllu")]
    if not syntax:
        raise KgError(f"{names}: the part of EWT that it annotates is not in {folder}")
    return names_figures(corpora.read_ewt(syntax[0], names), reader, CORE)


def _wikigold(part: Part, reader: Reader) -> dict[str, float]:
    texts = [text for path in part.files(".txt", ".conll") for text in corpora.read_wikigold(path)]
    if not part.name:
        texts = texts[::HELD_OUT]
    return names_figures(texts, reader)


def _btc(part: Part, reader: Reader) -> dict[str, float]:
    texts = [text for path in part.files(".conll") for text in corpora.read_btc(path)]
    return names_figures(texts, reader, CORE)


def _wnut17(part: Part, reader: Reader) -> dict[str, float]:
    files = part.files(".conll", ".annotated")
    return names_figures([text for path in files for text in corpora.read_wnut17(path)], reader)


def _litbank(part: Part, reader: Reader) -> dict[str, float]:
    part.files(".coref.ann")
    return litbank_figures(part.folder, reader)


def _ecbplus(part: Part, reader: Reader) -> dict[str, float]:
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    (path,) = part.files(".jsonl")
    judge = partial(resolve, knowledge=load_knowledge())
    return {
        **ecbplus_figures(corpora.read_ecbplus(path), reader),
        **cross_document_figures(path, reader, judge),
    }


def _meantime(part: Part, reader: Reader) -> dict[str, float]:
    from kg.rdf.knowledge import load_knowledge
    from kg.resolve import resolve

    judge = partial(resolve, knowledge=load_knowledge())
    return meantime_figures(part.files(".xml"), reader, judge)


Measure = Callable[[Part, Reader], dict[str, float]]

MEASURES: Mapping[str, Measure] = {
    "polnear": _polnear,
    "ewt": _ewt,
    "gum": _gum,
    "uner-ewt": _uner,
    "wikigold": _wikigold,
    "btc": _btc,
    "wnut17": _wnut17,
    "litbank": _litbank,
    "ecbplus": _ecbplus,
    "meantime": _meantime,
}
