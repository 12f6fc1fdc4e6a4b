"""Which quotations are of one utterance: shared words of one speaker, whatever each article cut.

The same words by different speakers are two statements. A quotation whose speaker has no name goes
with the named speaker of its words if there is one only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, compress, pairwise

from kg.model import Cluster, Evidence, Key, Match, QuoteKind, Verdict
from kg.resolve.clusters import cluster
from kg.resolve.components import Sets
from kg.resolve.entities import plain
from kg.resolve.paraphrases import SURE, Elements, Paraphrase, paraphrases
from kg.resolve.stories import Stories
from kg.resolve.wording import LONG, Overlap, overlap, words

Speaker = tuple[int, ...]
"""The things that speak together; () where nobody with a name does."""

_NESTED = 0.75
"""How alike two quotations inside quotations of one statement must be."""
_PARAPHRASE = 0.74
"""How probable a paraphrase can be at most that is not sure."""
_MANY = 40
"""Pairs beyond which not everything is compared with everything."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Every quotation in one cluster, and those of which it is not sure that they are of one."""

    clusters: tuple[Cluster, ...]
    unsure: tuple[Match, ...]


def resolve_statements(stories: Stories) -> Statements:
    """Judge which quotations are of one statement; every quotation is in one."""
    judge = _Judge(stories)
    judge.join_own_words()
    judge.join_described()
    judge.join_nameless()
    unsure = judge.join_paraphrases()
    judge.join_nested()
    return Statements(
        tuple(sorted(judge.clusters(), key=lambda each: each.members)),
        tuple(match for match in unsure if judge.are_two(match.left, match.right)),
    )


class _Judge:
    """The statements as far as known."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._quotes = stories.records.quotes
        self._keys = tuple(self._quotes)
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._sets = Sets(len(self._keys))
        self._speaker = {key: self._speaker_of(key) for key in self._keys}
        self._elements = Elements(stories)

    def _speaker_of(self, key: Key) -> Speaker:
        quote = self._quotes[key]
        ids = (quote.speaker, *quote.joint) if quote.speaker else ()
        things = {self._stories.of(key.article, id) for id in ids if id}
        return tuple(sorted(things)) if all(map(self._stories.is_named, things)) else ()

    def _join(self, left: Key, right: Key) -> None:
        if self._quotes[left].affirmed == self._quotes[right].affirmed:
            self._sets.join(self._place[left], self._place[right])

    # The words of one speaker

    def join_own_words(self) -> None:
        """Join the quotations of each speaker that share their words."""
        echoes = self._stories.echoes
        held = [self._by_speaker(keys) for keys in echoes.places]
        for text, speakers in zip(echoes.texts, held, strict=True):
            equal = Overlap(len(text), 1.0, 1.0, max(len(text) - 1, 0))
            for speaker in speakers:
                self._join_pairs(_within(speakers[speaker]), equal)
        for echo in echoes.echoes:
            left, right = held[echo.left], held[echo.right]
            for speaker in left.keys() & right.keys():
                self._join_pairs(_across(left[speaker], right[speaker]), echo.overlap)

    def _by_speaker(self, keys: Iterable[Key]) -> dict[Speaker, list[Key]]:
        found: defaultdict[Speaker, list[Key]] = defaultdict(list)
        for key in keys:
            if self._speaker[key] and not self._is_told_by_itself(key):
                found[self._speaker[key]].append(key)
        return dict(found)

    def _is_told_by_itself(self, key: Key) -> bool:
        """Tell whether a quotation is told by its own speaker: “I said that …”, she said."""
        holder = self._quotes[key].within
        while holder:
            outer = Key(key.article, holder)
            if self._speaker[outer] == self._speaker[key]:
                return True
            holder = self._quotes[outer].within
        return False

    def _is_held_in(self, key: Key, other: Key) -> bool:
        """Tell whether a quotation stands inside one of the statement of another."""
        holder = self._quotes[key].within
        return bool(holder) and not self.are_two(Key(key.article, str(holder)), other)

    def _join_pairs(self, pairs: Iterable[tuple[Key, Key]], shared: Overlap) -> None:
        for left, right in pairs:
            if self._is_one(left, right, shared):
                self._join(left, right)

    def _is_one(self, left: Key, right: Key, shared: Overlap) -> bool:
        """Long shared words are enough; of few words all, and only in articles of one story."""
        if shared.is_long and shared.is_close:
            return True
        if not shared.is_whole or not self._stories.share(left.article, right.article):
            return False
        return left.article != right.article or shared.is_long

    # Words of speakers without a name

    def join_described(self) -> None:
        """Join words in marks of speakers whom articles of one story describe word for word alike.

        “Two jurors” of one trial are the same two; “a spokesman” may be anybody's.
        """
        echoes = self._stories.echoes
        for keys in compress(echoes.places, echoes.verbatim):
            told: defaultdict[tuple[str, bool], list[Key]] = defaultdict(list)
            for key in keys:
                described = self._described(key)
                if len(described.split()) > 1:
                    told[described, self._quotes[key].affirmed].append(key)
            for alike in told.values():
                for left, right in _within(alike):
                    if left.article != right.article:
                        self._join_in_one_story(left, right)

    def _join_in_one_story(self, left: Key, right: Key) -> None:
        if self._stories.share(left.article, right.article):
            self._join(left, right)

    def _described(self, key: Key) -> str:
        """Return how an article describes a speaker without a name, "" for one who has one."""
        quote = self._quotes[key]
        if self._speaker[key] or quote.speaker is None or quote.joint:
            return ""
        return plain(self._stories.records.entities[Key(key.article, quote.speaker)].name)

    def join_nameless(self) -> None:
        """Join long words of nobody in particular with the one named speaker of them, if any."""
        echoes = self._stories.echoes
        near: defaultdict[Key, set[Key]] = defaultdict(set)
        own = [a and len(b) >= LONG for a, b in zip(echoes.verbatim, echoes.texts, strict=True)]
        for keys in compress(echoes.places, own):
            self._note(near, keys, keys)
        for echo in echoes.echoes:
            if own[echo.left] and own[echo.right] and echo.overlap.is_close:
                self._note(near, echoes.places[echo.left], echoes.places[echo.right])
        for key, others in sorted(near.items()):
            speakers = {self._speaker[other] for other in others} - {()}
            for other in sorted(others) if len(speakers) < 2 else ():
                self._join(key, other)

    def _note(
        self, near: defaultdict[Key, set[Key]], left: Iterable[Key], right: Iterable[Key]
    ) -> None:
        for one, other in _across(tuple(left), tuple(right)):
            for nameless, beside in ((one, other), (other, one)):
                within = self._quotes[nameless].within or self._quotes[beside].within
                if nameless != beside and not self._speaker[nameless] and not within:
                    near[nameless].add(beside)

    # What renders the words of another article

    def join_paraphrases(self) -> list[Match]:
        """Join renderings that are sure; return those that may be of one statement.

        What renders two statements of an article, or words of two speakers, renders neither.
        """
        found = [
            each
            for each in paraphrases(self._stories, self._elements, self._speaker)
            if not any(self._is_held_in(*pair) for pair in _both_ways(each))
        ]
        rivals: defaultdict[tuple[Key, str], set[int]] = defaultdict(set)
        voices = self._voices()
        heard: defaultdict[Key, set[Speaker]] = defaultdict(set)
        for each in found:
            for key, other in _both_ways(each) if each.is_sure else ():
                place = self._sets.find(self._place[other])
                rivals[key, other.article].add(place)
                heard[key] |= voices[place] | voices[self._sets.find(self._place[key])]
        doubtful: list[Paraphrase] = []
        for each in found:
            pairs = _both_ways(each)
            is_clear = all(len(rivals[key, other.article]) == 1 for key, other in pairs)
            if each.is_sure and is_clear and all(len(heard[key]) < 2 for key, _ in pairs):
                self._join_voices(voices, each.left, each.right)
            else:
                doubtful.append(each)
        return [_doubt(each) for each in doubtful]

    def _voices(self) -> dict[int, set[Speaker]]:
        """Return the named speakers of each statement so far."""
        found: defaultdict[int, set[Speaker]] = defaultdict(set)
        for key, place in self._place.items():
            found[self._sets.find(place)] |= {self._speaker[key]} - {()}
        return found

    def _join_voices(self, voices: dict[int, set[Speaker]], left: Key, right: Key) -> None:
        """Join two statements unless that would put words of one speaker into another's mouth."""
        places = self._sets.find(self._place[left]), self._sets.find(self._place[right])
        together = voices[places[0]] | voices[places[1]]
        if len(together) < 2:
            self._join(left, right)
            voices[self._sets.find(places[0])] = together

    def are_two(self, left: Key, right: Key) -> bool:
        """Tell whether two quotations are of two statements."""
        return self._sets.find(self._place[left]) != self._sets.find(self._place[right])

    # Quotations inside quotations

    def join_nested(self) -> None:
        """Join quotations within those of one statement: each outlet quotes them along with it."""
        inside: defaultdict[int, list[Key]] = defaultdict(list)
        for key, quote in self._quotes.items():
            if quote.within:
                holder = self._place[Key(key.article, quote.within)]
                inside[self._sets.find(holder)].append(key)
        for keys in inside.values():
            for left, right in combinations(keys[:_MANY], 2):
                if self._is_one_inside(left, right):
                    self._join(left, right)

    def _is_one_inside(self, left: Key, right: Key) -> bool:
        one, other = self._speaker[left], self._speaker[right]
        if one and other and one != other:
            return False
        content = self._stories.records.content
        if overlap(words(content(left)), words(content(right))).window >= _NESTED:
            return True
        shared = len(self._elements.of(left) & self._elements.of(right))
        is_said = self._elements.cover(left, right) >= SURE and shared > 1
        return is_said and self._elements.agree(left, right)

    # What comes of it

    def clusters(self) -> Iterator[Cluster]:
        """Yield the statements."""
        for group in self._sets.groups():
            keys = [self._keys[place] for place in group]
            yield _statement(self._stories, keys)


def _both_ways(found: Paraphrase) -> tuple[tuple[Key, Key], tuple[Key, Key]]:
    return (found.left, found.right), (found.right, found.left)


def _doubt(found: Paraphrase) -> Match:
    """Return the doubt whether two renderings are of one statement."""
    reason = Evidence(round(found.cover, 6), "what the shorter says stands in the other")
    worth = round(min(found.cover * _PARAPHRASE, _PARAPHRASE), 6)
    left, right = sorted((found.left, found.right))
    return Match(left, right, Verdict.UNSURE, worth, (reason,))


def _within(keys: list[Key]) -> Iterable[tuple[Key, Key]]:
    """Pair all with all, or many each with the next."""
    return combinations(keys, 2) if len(keys) ** 2 <= 2 * _MANY else pairwise(keys)


def _across(
    left: list[Key] | tuple[Key, ...], right: list[Key] | tuple[Key, ...]
) -> set[tuple[Key, Key]]:
    """Pair every one of `left` and of `right` with somebody, without pairing all with all."""
    if len(left) * len(right) <= _MANY:
        return {(one, other) for one in left for other in right}
    return {(one, right[0]) for one in left} | {(left[0], other) for other in right}


def _statement(stories: Stories, keys: list[Key]) -> Cluster:
    """Return a statement, called by its fullest wording: the speaker's own words before others."""
    records = stories.records
    rank = {QuoteKind.DIRECT: 0, QuoteKind.MIXED: 1, QuoteKind.INDIRECT: 2}
    contents = {key: records.content(key) for key in keys}
    best = min(
        keys, key=lambda key: (rank[records.quotes[key].kind], -len(contents[key]), contents[key])
    )
    return cluster(contents[best], keys, contents.__getitem__)
