"""Annotated corpora, each format known by its folder's name; see each reader for its traps."""

from kg.train.corpora.conllu import read_ewt, read_gum
from kg.train.corpora.ecbplus import read_ecbplus
from kg.train.corpora.litbank import read_litbank
from kg.train.corpora.names import read_btc, read_wikigold, read_wnut17
from kg.train.corpora.polnear import read_polnear

__all__ = [
    "read_btc",
    "read_ecbplus",
    "read_ewt",
    "read_gum",
    "read_litbank",
    "read_polnear",
    "read_wikigold",
    "read_wnut17",
]
