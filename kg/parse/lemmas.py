"""Lemmas by rule: WordNet's tables as spaCy has them, for the parts of speech the encoder gives."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from spacy.language import Language
from spacy.lookups import Lookups

_TABLES = Path(__file__).parent / "tables"
_NAMES = ("lemma_rules", "lemma_exc", "lemma_index")


def add_lemmatizer(nlp: Language) -> None:
    """Add spaCy's rule lemmatizer for English, with its tables from the package."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lookups = Lookups()
    for name in _NAMES:
        with gzip.open(_TABLES / f"en_{name}.json.gz", "rt", encoding="utf-8") as file:
            lookups.add_table(name, json.load(file))
    lemmatizer.initialize(lookups=lookups)  # type: ignore[attr-defined]
