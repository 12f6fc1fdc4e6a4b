"""Names in CoNLL columns: WikiGold (Wikipedia), BTC (tweets), WNUT17 (emerging names)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.train.annotated import ANY_NAME, GLUED, PARAGRAPH, SPACE, Annotated, bio_bits, people_in

_CONLL: dict[str, str | None] = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_WNUT: dict[str, str | None] = {
    "person": "PERSON",
    "location": "LOC",
    "corporation": "ORG",
    "group": None,
    "product": "MISC",
    "creative-work": "MISC",
}
_HANDLE = re.compile(r"[@#]\w|https?:|www\.")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]%’']|'s|n't|''")
_PER_TEXT = 12
_NEW_ARTICLE = "-DOCSTART-"


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        columns = line.split()
        if len(columns) >= 2:
            rows.append((columns[0], columns[-1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def guessed_gaps(words: list[str]) -> list[int]:
    """Return gaps for a text that is only there as tokens: blanks except before closing marks."""
    return [
        PARAGRAPH if at == 0 else GLUED if _NO_SPACE_BEFORE.fullmatch(word) else SPACE
        for at, word in enumerate(words)
    ]


def _texts(
    path: Path, corpus: str, types: dict[str, str | None], outside: tuple[str, ...]
) -> list[Annotated]:
    """Join a dozen sentences to a text of paragraphs; handles and links do not count.

    Where a file tells its articles apart, each of them is a text.
    """
    texts: list[Annotated] = []
    in_articles = False
    for number, rows in enumerate(_sentences(path)):
        opens = rows[0][0] == _NEW_ARTICLE
        in_articles = in_articles or opens
        if opens or (not in_articles and number % _PER_TEXT == 0):
            texts.append(Annotated(f"{path.stem}-{number}", corpus, [], [], names=[]))
        if opens:
            continue
        words = [word for word, _ in rows]
        bits = bio_bits([tag for _, tag in rows], types, outside)
        text = texts[-1]
        assert text.names is not None
        text.words += words
        text.gaps += guessed_gaps(words)
        text.names += [
            ANY_NAME if _HANDLE.match(w) else b for w, b in zip(words, bits, strict=True)
        ]
    for text in texts:
        text.people = people_in(text.names or [])
    return [text.check() for text in texts]


def read_wikigold(path: Path) -> list[Annotated]:
    """Read WikiGold (all four types; IOB1)."""
    return _texts(path, "wikigold", _CONLL, ("O",))


def read_btc(path: Path) -> list[Annotated]:
    """Read a part of the Broad Twitter Corpus, which has no MISC: O may be MISC there."""
    return _texts(path, "btc", _CONLL, ("O", "B-MISC", "I-MISC"))


def read_wnut17(path: Path) -> list[Annotated]:
    """Read a part of WNUT17; its groups (bands, teams, firms) do not say which type they are."""
    return _texts(path, "wnut17", _WNUT, ("O",))
