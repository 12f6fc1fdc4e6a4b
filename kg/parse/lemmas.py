"""Lemmas by rule: WordNet's tables as spaCy has them, for the parts of speech the encoder gives."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.lookups import Lookups

_TABLES = Path(__file__).parent / "tables"
_NAMES = ("lemma_rules", "lemma_exc", "lemma_index")

_CLUSTER = re.compile(r"[^aeiou]{2}e")
"""Ends like “singe”, whose forms are far rarer than those of “sing”."""

_AUXILIARIES = {
    **dict.fromkeys(
        ("am", "is", "are", "was", "were", "been", "being", "'m", "'re", "’m", "’re"), "be"
    ),
    **dict.fromkeys(("has", "had", "having", "'ve", "’ve"), "have"),
    **dict.fromkeys(("does", "did", "done", "doing"), "do"),
    **dict.fromkeys(("gets", "got", "gotten", "getting"), "get"),
}


def add_lemmatizer(nlp: Language) -> None:
    """Add spaCy's rule lemmatizer for English, with its tables from the package."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lookups = Lookups()
    for name in _NAMES:
        with gzip.open(_TABLES / f"en_{name}.json.gz", "rt", encoding="utf-8") as file:
            lookups.add_table(name, _mended(name, json.load(file)))
    lemmatizer.initialize(lookups=lookups)  # type: ignore[attr-defined]


def _mended(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """Return a table in which “hoped” is of “hope”, not “hop”: spaCy keeps the last rule that fits.

    Verbs that double their last letter have their forms among the exceptions.
    """
    if name == "lemma_rules":
        table["verb"] = sorted(table["verb"], key=lambda rule: rule[1] == "e")
    elif name == "lemma_index":
        verbs = set(table["verb"])
        table["verb"] = [
            verb
            for verb in table["verb"]
            if not (verb[:-1] in verbs and _CLUSTER.fullmatch(verb[-3:]))
        ]
    else:
        table["aux"] = {form: [lemma] for form, lemma in _AUXILIARIES.items()}
    return table
