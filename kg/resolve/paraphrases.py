"""Whether an indirect quotation renders words that another article quotes.

Two renderings are compared by their elements: the stems of their content words, and the people and
things that they name, whatever each article calls them. Rare elements tell most. A rendering is
sure only where nearly all that it says stands in the other, with the same negation and numbers.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from math import fsum, log
from typing import Any

from kg.model import Key, Mention, QuoteKind
from kg.resolve.stories import Stories
from kg.resolve.wording import words

SURE = 0.85
"""The part of what the shorter rendering says that must stand in the other to be sure."""
_LEAST = 3
"""How many elements two renderings must share to be sure, and one less to be worth telling."""
_SURE = ((SURE, _LEAST), (0.7, 6))
"""Which part and how many elements make sure: the more there are, the less must be all."""
LIKELY = 0.6
"""From this part on, it is worth telling."""
_LEAST_NAMELESS = 4
"""How many elements must be shared where not both speakers have a name."""

_NEGATING = "not no never nobody none nothing neither nor without"
_CLOSED_CLASS = """
    a an the this that these those here there and or but if then than as so because while when
    where who whom whose which what why how whether of to in on at by for from with about into
    over under after before between through during against up down out off again i you he she it
    we they me him her us them my your his its our their mine yours hers ours theirs myself
    yourself himself herself itself ourselves themselves am is are was were be been being have
    has had having do does did doing will would shall should can could may might must ought just
    only also too very more most much many some any all both each every other another own s t d
    m re ve ll well yes oh now still even ever yet
"""
_NEGATIONS = frozenset(_NEGATING.split())
_FUNCTION_WORDS = frozenset(_CLOSED_CLASS.split())
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|ers?|es|s|ly|e)$")

_CLAUSES = re.compile(r"[,.;:!?…]+|\s[-–—]\s|—")
_END = ""
"""Stands where a clause ends."""
_AT_HAND = 1 << 14
"""Quotations whose elements are kept unpacked for the next comparison."""

_NEGATED = {
    signs: frozenset(bool(sign) for sign in range(2) if signs >> sign & 1) for signs in range(1, 4)
}
"""Whether clauses are negated, by bits, of which the first is for those that are not."""

Element = str | int


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Two quotations of which one may render the other, and how much of the shorter both have."""

    left: Key
    right: Key
    cover: float
    is_sure: bool


class Elements:
    """What each quotation says, in elements, each of which has a number."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._quotes = stories.records.quotes
        self._number: dict[Element, int] = {}
        # No lru_cache on methods: it would keep all this for ever, since it holds its own holder.
        self._sets: dict[Key, frozenset[int]] = {}
        self._signs: dict[Key, Mapping[Element, frozenset[bool]]] = {}

    def of(self, key: Key) -> frozenset[int]:
        """Return what a quotation says, besides that its speaker says it."""
        if key not in self._sets:
            _make_room(self._sets)
            self._sets[key] = frozenset(self._held[key])
        return self._sets[key]

    def _clauses(self, key: Key) -> Mapping[Element, frozenset[bool]]:
        """Return each element of a quotation, and whether its clauses are negated."""
        if key not in self._signs:
            _make_room(self._signs)
            self._signs[key] = self._negated(key)
        return self._signs[key]

    @cached_property
    def _held(self) -> Mapping[Key, array[int]]:
        """Quotation → the numbers of its elements, packed."""
        number = self._number
        return {
            key: array("I", {number.setdefault(e, len(number)) for e in self._said(key)})
            for key in self._quotes
        }

    def _said(self, key: Key) -> Iterator[Element]:
        return (e for e in self._elements(key) if e != _END and e not in _NEGATIONS)

    def _negated(self, key: Key) -> Mapping[Element, frozenset[bool]]:
        found: defaultdict[Element, int] = defaultdict(int)
        clause: set[Element] = set()
        negated = False
        for element in (*self._elements(key), _END):
            if element == _END:
                for each in clause:
                    found[each] |= 1 << negated
                clause, negated = set(), False
            elif element in _NEGATIONS:
                negated = True
            else:
                clause.add(element)
        return {each: _NEGATED[signs] for each, signs in found.items()}

    def _elements(self, key: Key) -> Iterator[Element]:
        """Yield elements, negations and the ends of clauses, in order."""
        article, quote = self._stories.records.articles[key.article].article, self._quotes[key]
        own = {self._stories.of(key.article, id) for id in (quote.speaker, *quote.joint) if id}
        mentions = self._mentions.get(key.article, ())
        for piece in quote.content:
            at = piece.begin
            for mention, thing in mentions:
                if mention.span in piece and mention.span.begin >= at:
                    yield from _stems(article.text[at : mention.span.begin])
                    if thing not in own:
                        yield thing
                    at = mention.span.end
            yield from _stems(article.text[at : piece.end])
            yield _END

    @cached_property
    def _mentions(self) -> Mapping[str, list[tuple[Mention, int]]]:
        """Article → the mentions of things that have a name somewhere, in order, longest first."""
        found: dict[str, list[tuple[Mention, int]]] = {}
        for article, findings in self._stories.records.articles.items():
            things = ((e, self._stories.of(article, e.id)) for e in findings.entities)
            named = ((e, thing) for e, thing in things if self._stories.is_named(thing))
            pairs = [(mention, thing) for e, thing in named for mention in e.mentions]
            found[article] = sorted(pairs, key=lambda each: (each[0].span.begin, -each[0].span.end))
        return found

    @cached_property
    def _rarity(self) -> Sequence[float]:
        """How much each element tells, by its number, in (0, 1]."""
        every = self._held.values()
        counts = [0] * len(self._number)
        for held in every:
            for element in held:
                counts[element] += 1
        return [1 / (1 + log(count)) for count in counts]

    def cover(self, left: Key, right: Key) -> float:
        """Return which part of what the shorter of two says the other one says too, in [0, 1]."""
        shared = self._weight(self.of(left) & self.of(right))
        least = min(self._weight(self.of(left)), self._weight(self.of(right)))
        return shared / least if least else 0.0

    def _weight(self, elements: Iterable[int]) -> float:
        return fsum(self._rarity[element] for element in elements)

    def agree(self, left: Key, right: Key) -> bool:
        """Tell whether two say what they share with the same negation, and no other numbers."""
        one, other = self._clauses(left), self._clauses(right)
        if any(one[each].isdisjoint(other[each]) for each in one.keys() & other.keys()):
            return False
        numbers = [
            {each for each in found if isinstance(each, str) and each.isdecimal()}
            for found in (one, other)
        ]
        return not all(numbers) or not numbers[0].isdisjoint(numbers[1])

    def judged(self, left: Key, right: Key) -> Paraphrase | None:
        """Return what is to be held of two quotations, None where they share too little."""
        shared, cover = len(self.of(left) & self.of(right)), self.cover(left, right)
        if shared < _LEAST - 1 or cover < LIKELY or not self.agree(left, right):
            return None
        is_sure = any(cover >= part and shared >= least for part, least in _SURE)
        return Paraphrase(left, right, cover, is_sure)


def _make_room(kept: dict[Key, Any]) -> None:
    """Forget what is at hand once that is too much; what is compared next stands near."""
    if len(kept) >= _AT_HAND:
        kept.clear()


def _stems(text: str) -> Iterator[str]:
    for at, clause in enumerate(_CLAUSES.split(text)):
        if at:
            yield _END
        for word in words(clause):
            if word in _NEGATIONS:
                yield word
            elif word not in _FUNCTION_WORDS:
                yield _stem(word)


@lru_cache(1 << 16)
def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


Speakers = Mapping[Key, tuple[int, ...]]


def paraphrases(stories: Stories, elements: Elements, speakers: Speakers) -> Iterator[Paraphrase]:
    """Yield quotations in articles of one story of which one may render the other.

    They are of one speaker, or one of them is of nobody with a name. What two articles both quote
    word by word is no paraphrase.
    """
    for left, right in sorted(_candidates(stories, elements, speakers)):
        found = elements.judged(left, right)
        if found and not (speakers[left] and speakers[right]):
            shared = len(elements.of(left) & elements.of(right))
            found = found if found.is_sure and shared >= _LEAST_NAMELESS else None
        if found:
            yield found


def _candidates(
    stories: Stories, elements: Elements, speakers: Speakers
) -> Iterator[tuple[Key, Key]]:
    """Yield the quotations of two articles of one story that share something rare enough."""
    quotes = stories.records.quotes
    by_article: defaultdict[str, list[Key]] = defaultdict(list)
    for key in quotes:
        by_article[key.article].append(key)
    for article, own in by_article.items():
        for other in stories.beside(article):
            for left, right in product(own, by_article.get(other, ()) if article < other else ()):
                is_direct = quotes[left].kind is quotes[right].kind is QuoteKind.DIRECT
                if is_direct or quotes[left].affirmed != quotes[right].affirmed:
                    continue
                if speakers[left] != speakers[right] and speakers[left] and speakers[right]:
                    continue
                if len(elements.of(left) & elements.of(right)) >= _LEAST - 1:
                    yield left, right
