"""Which language a text is in; English in case of doubt, so that no short text is lost."""

from __future__ import annotations

import math
import unicodedata

_SAMPLE = 20_000
_ENOUGH = 100
"""Letters below which names and numbers decide what a text looks like, so that none is judged."""
_MARGIN = 5.0
"""How much likelier than English another language must be: log-likelihoods over √bytes, which makes
texts of different lengths comparable. English news full of foreign names stays below 3, other
languages are above 10."""


def language_of(text: str, declared: str = "") -> str:
    """Return the code of the language of `text` (ISO 639-1 where there is one).

    `declared` decides for texts too short to be judged.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    latin = sum(char.isalpha() and _is_latin(char) for char in sample)
    if letters - latin <= letters / 2 and letters < _ENOUGH:
        return declared or "en"
    best, margin = _likeliest(sample)
    if margin > _MARGIN:
        return best
    if letters - latin > letters / 2:
        return declared if declared not in ("", "en") else "und"
    return "en"


def _is_latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith("LATIN")


def _likeliest(text: str) -> tuple[str, float]:
    """Return the likeliest language and by how much it is likelier than English."""
    import py3langid  # reading its model takes most of a second, which no other command should pay

    ranked = py3langid.rank(text)
    scores = dict(ranked)
    best, score = ranked[0]
    return best, float(score - scores["en"]) / math.sqrt(len(text.encode("utf-8", "replace")) or 1)
