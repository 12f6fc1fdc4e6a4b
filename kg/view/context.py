"""The words around a finding: the sentence it stands in, and the mention next to it.

Findings carry no sentences, and the page shows each piece of evidence within its own. A sentence
here ends at a full stop, question or exclamation mark that is followed by a capital, a digit or an
opening mark, and always at a line break; titles and initials do not end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.model import Span

REACH = 700
"""How far, in code points, a sentence may reach beyond the words on either side."""

_CLOSING = r"[\"”’»')\]]*"
_OPENING = r"[\"“‘«'(\[]*"
_BREAK = re.compile(rf"[.!?…]{_CLOSING}\s+(?={_OPENING}[^\W_a-z])|\n+")
_NO_END = re.compile(
    r"\b(?:[^\W\d_]|Mrs?|Ms|Dr|St|Jr|Sr|Prof|Gen|Col|Lt|Sgt|Capt|Rev|Hon|Gov|Sen|Rep|vs|No)\.\s*$"
)

_LONGEST = 12
"""How far back a title or an initial can begin before the end that it is not."""


def sentence(text: str, spans: Sequence[Span]) -> Span:
    """Return the sentence or sentences of `text` that hold all of `spans`, without outer blanks."""
    first, last = min(span.begin for span in spans), max(span.end for span in spans)
    floor, roof = max(0, first - REACH), min(len(text), last + REACH)
    ends = _ends(text, floor, roof)
    begin = max((end for end in ends if end <= first), default=floor)
    end = min((end for end in ends if end >= last), default=roof)
    while begin < first and text[begin].isspace():
        begin += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def _ends(text: str, floor: int, roof: int) -> list[int]:
    """Return where sentences end between `floor` and `roof`, each behind its blanks."""
    breaks = (match.end() for match in _BREAK.finditer(text, floor, roof))
    return [end for end in breaks if text[end - 1] == "\n" or not _is_title(text, floor, end)]


def _is_title(text: str, floor: int, end: int) -> bool:
    return _NO_END.search(text, max(floor, end - _LONGEST), end) is not None


def nearest(spans: Iterable[Span], to: Span, *, within: Span) -> Span | None:
    """Return the one of `spans` that lies inside `within` and closest to `to`."""
    inside = (span for span in spans if span in within)
    return min(inside, key=lambda span: (_distance(span, to), span), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(one.begin - other.end, other.begin - one.end, 0)
