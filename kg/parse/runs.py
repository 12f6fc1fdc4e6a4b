"""Tokens of texts with endless runs of marks, in time that grows with their length.

spaCy's tokenizer takes marks off a run without white space one by one and looks at all that is left
each time: a hundred thousand marks in a row would take it hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

_LONGEST = 300
"""Characters without white space that are read as one run; longer ones are read in parts."""

_LONG_RUN = re.compile(rf"\S{{{_LONGEST + 1},}}")


class BoundedTokenizer:
    """A tokenizer that cuts long runs before the one it stands for sees them."""

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; a run is only cut where it is longer than any word."""
        if _LONG_RUN.search(text) is None:
            return self.tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        begin = 0
        for end in [*_cuts(text), len(text)]:
            part = self.tokenizer(text[begin:end])
            words += [token.text for token in part]
            spaces += [bool(token.whitespace_) for token in part]
            begin = end
        return Doc(part.vocab, words, spaces)

    def __getattr__(self, name: str) -> Any:
        """Return what else the tokenizer can do: keep itself, explain, be asked for its rules."""
        if name == "tokenizer":
            raise AttributeError(name)
        return getattr(self.tokenizer, name)


def _cuts(text: str) -> list[int]:
    return [
        at
        for run in _LONG_RUN.finditer(text)
        for at in range(run.start() + _LONGEST, run.end(), _LONGEST)
    ]
