"""Which language a text is in; English in case of doubt, so that no short text is lost."""

from __future__ import annotations

import math
import unicodedata

_SAMPLE = 20_000
_ENOUGH = 40
"""Letters in words that are no names, below which nothing is judged."""
_MARGIN = 8.0
"""How much likelier than English another language must be: log-likelihoods over √bytes, which makes
texts of different lengths comparable. A sentence of another language is above 13, English at 0."""


def language_of(text: str, declared: str = "") -> str:
    """Return the code of the language of `text` (ISO 639-1 where there is one), "und" if unknown.

    `declared` decides for texts too short to be judged.
    """
    sample = _without_names(text[:_SAMPLE])
    letters = [char for char in sample if char.isalpha()]
    if 2 * sum(map(_is_latin, letters)) < len(letters):
        best, _ = _likeliest(sample)
        return next((code for code in (declared, best) if code not in ("", "en")), "und")
    if len(letters) < _ENOUGH:
        return declared or "en"
    best, margin = _likeliest(sample)
    return best if margin > _MARGIN else "en"


def _without_names(text: str) -> str:
    """Leave out capitalised words: names look like the language that they come from."""
    return " ".join(word for word in text.split() if not word[:1].isupper())


def _is_latin(char: str) -> bool:
    return char < "\u0250" or unicodedata.name(char, "").startswith("LATIN")


def _likeliest(text: str) -> tuple[str, float]:
    """Return the likeliest language and by how much it is likelier than English."""
    import py3langid  # reading its model takes most of a second, which no other command should pay

    ranked = py3langid.rank(text)
    best, score = ranked[0]
    size = len(text.encode("utf-8", "replace")) or 1
    return best, float(score - dict(ranked)["en"]) / math.sqrt(size)
