"""How a passage in marks is tied to a cue: a tag behind it, a lead-in before it, a cue paragraph.

A tie is read off the words right beside a passage in its sentence. The encoder's attributions weigh
in where several cues stand there, or where what is in marks is only part of a content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.cues import Site, Sites, clause_of
from kg.extract.drafts import has_verb, has_words, is_word, last_visible, words
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import children, is_passive, subject
from kg.extract.units import Part, Unit
from kg.knowledge import CueKind
from kg.model import Attribution, Span

_SET_OFF = frozenset((",", ":", "—", "–", "-", "?", "!", ".", "…", ")"))
_AFTER_QUOTE = frozenset((",", "—", "–", "-", "(", "--"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "DET"))
_LONGEST_TAG = 30
"""Words between a passage and the cue of its tag."""
_LONGEST_ADDRESS = 8
"""Words between a cue and the passage that it leads to without a comma: the addressee."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a passage in its sentence: the words right beside it, and the sentences around."""

    unit: Unit
    at: int
    left: Part | None
    right: Part | None
    before: Unit | None
    after: Unit | None

    @property
    def part(self) -> Part:
        """The piece itself."""
        return self.unit.parts[self.at]

    @property
    def passage(self) -> int:
        """The place of the passage among the article's passages."""
        found = self.part.passage
        assert found is not None
        return found


def places_in(reading: Reading, units: Sequence[Unit]) -> Iterator[Place]:
    """Yield the pieces of passages in the sentences of a zone, in order."""

    def beside(unit: Unit, at: int) -> Part | None:
        if not 0 <= at < len(unit.parts):
            return None
        part = unit.parts[at]
        return part if part.passage is None and has_words(reading, part.begin, part.end) else None

    for number, unit in enumerate(units):
        before = units[number - 1] if number else None
        after = units[number + 1] if number + 1 < len(units) else None
        for at, part in enumerate(unit.parts):
            if part.passage is not None:
                yield Place(unit, at, beside(unit, at - 1), beside(unit, at + 1), before, after)


class Ties:
    """Finds the cue that a passage is tied to."""

    def __init__(self, reading: Reading, sites: Sites) -> None:
        self.reading = reading
        self.sites = sites
        self.links, self._over = _links(reading, sites)

    # Before

    def lead(self, place: Place) -> Site | None:
        """Return the cue before a passage that it leads to: `she said: “…”`."""
        reading, left = self.reading, place.left
        if left is None:
            return None
        sites = [
            s for s in self.sites.between(left.begin, left.end) if s.kind is not CueKind.PHRASE
        ]
        if not sites:
            return None
        site = sites[-1]
        last = last_visible(reading, left.begin, left.end)
        if reading.words[last] == ":":
            return site
        begin = max(site.tokens[-1], site.head) + 1
        if has_verb(reading, begin, last + 1) or site.kind in (CueKind.NOUN, CueKind.NAMING_VERB):
            return None
        if self.is_part_of_more(place):
            return None
        if reading.words[last] == "," and not self._has_preposition(place, site, begin, last):
            return site
        return site if self._leads_on(site, place, begin, left) else None

    def _has_preposition(self, place: Place, site: Site, begin: int, end: int) -> bool:
        """Whether a verb that only quotes has more to it: `starting with, “…”`."""
        if site.kind is not CueKind.QUOTING_VERB or site in self.links[place.passage]:
            return False
        return any(self.reading.pos[at] == "ADP" for at in range(begin, end))

    def _leads_on(self, site: Site, place: Place, begin: int, left: Part) -> bool:
        """Whether a cue leads to a passage without a comma, and to no more than the passage."""
        reading = self.reading
        if is_passive(reading, site.verb) or self.goes_beyond(place):
            return False
        between = [at for at in range(begin, left.end) if is_word(reading, at)]
        if len(between) > _LONGEST_ADDRESS or any(reading.lower[at] == "that" for at in between):
            return False
        if between and not self._is_address(site, between):
            return False
        return place.right is None or not self.goes_on(place)

    def _is_address(self, site: Site, between: Sequence[int]) -> bool:
        """Whether words between a cue and a passage name who is told, or how, no part of it."""
        reading = self.reading
        if all(reading.pos[at] == "ADV" for at in between):
            return True
        if not site.performs.addresses and reading.lower[between[0]] != "to":
            return False
        heads = {at for at in between if reading.head[at] not in between}
        return heads <= set(children(reading, site.head, "obj", "iobj", "obl", "advmod"))

    def is_part_of_more(self, place: Place) -> bool:
        """Tell whether the encoder takes a passage and words before it for one content."""
        reading, left = self.reading, place.left
        if left is None:
            return False
        outer = reading.passages[place.passage].outer
        for link in self._over[place.passage]:
            for span in link.content:
                begins = reading.begin[left.begin] <= span.begin < outer.begin - 1
                if begins and span.end > outer.begin and self._has_own_words(span, outer):
                    return True
        return False

    def _has_own_words(self, span: Span, outer: Span) -> bool:
        """Whether more than “that” stands before the marks in a content."""
        before = words(self.reading, Span(span.begin, outer.begin))
        return any(self.reading.lower[at] != "that" for at in before)

    def goes_beyond(self, place: Place) -> bool:
        """Tell whether the encoder's content goes on behind a passage that no punctuation ends."""
        reading, right = self.reading, place.right
        if right is None or self.closes(place):
            return False
        outer = reading.passages[place.passage].outer
        last = reading.end[right.end - 1]
        return any(
            outer.begin - 1 <= span.begin <= outer.begin + 1
            and outer.end < span.end <= last
            and any(True for _ in words(reading, Span(outer.end, span.end)))
            for link in self._over[place.passage]
            for span in link.content
        )

    def goes_on(self, place: Place) -> bool:
        """Tell whether the clause that a passage begins goes on: `said “every bolt” will …`."""
        reading = self.reading
        if place.right is None or self.closes(place):
            return False
        return reading.pos[place.right.begin] in ("AUX", "VERB", "PART")

    def closes(self, place: Place) -> bool:
        """Tell whether a passage ends with punctuation of its own, as what is spoken does."""
        piece = self.reading.passages[place.passage].pieces[place.part.piece]
        return not self.reading.text[piece.end - 1].isalnum()

    def is_set_off(self, place: Place) -> bool:
        """Tell whether the words before a passage are no part of the clause that it is in."""
        left = place.left
        if left is None:
            return True
        return self.reading.words[last_visible(self.reading, left.begin, left.end)] in _SET_OFF

    # Behind

    def tag(self, place: Place, right: Part | None) -> Site | None:
        """Return the cue of the tag behind a passage: `“…,” she said.`."""
        reading = self.reading
        if right is None or reading.words[right.begin] in (";", ":", ")"):
            return None
        if self.goes_beyond(place):
            return None
        best, best_score = None, 0.0
        for site in self.sites.between(right.begin, min(right.end, right.begin + _LONGEST_TAG)):
            if site.kind in (CueKind.NOUN, CueKind.NAMING_VERB):
                continue
            if site.kind is CueKind.QUOTING_VERB and self._describes(site.head):
                continue
            score = self._tag_score(place, right, site)
            if score > best_score:
                best, best_score = site, score
        return best

    def _describes(self, verb: int) -> bool:
        """Whether a verb only describes a noun: `“Nine Days”, which she wrote and many opened`."""
        reading = self.reading
        while reading.rel[verb] == "conj" and reading.head[verb] < verb:
            verb = reading.head[verb]
        return reading.dep[verb].startswith("acl")

    def _tag_score(self, place: Place, right: Part, site: Site) -> float:
        """Rate a cue behind a passage; 0 where it reports something else."""
        reading = self.reading
        linked = site in self.links[place.passage]
        comma = self.closes(place) or reading.words[right.begin] in _AFTER_QUOTE
        if not (linked and comma):
            if self._has_own_clause(right, site) or not self._has_performer(right, site):
                return 0.0
            if not comma and not linked and not self.is_bare(right, site):
                return 0.0
        score = 2.0 + linked + site.seen * 0.5
        score -= reading.dep[site.head].startswith("acl")
        score -= (site.head - right.begin) / _LONGEST_TAG
        if site.kind is CueKind.PHRASE:
            return score
        between = range(right.begin, min(site.tokens))
        return score - 0.5 * sum(
            reading.pos[at] == "VERB" and reading.dep[at] != "acl:relcl" for at in between
        )

    def _has_own_clause(self, right: Part, site: Site) -> bool:
        clause = clause_of(self.reading, site)
        return clause is not None and clause.end <= right.end

    def _has_performer(self, right: Part, site: Site) -> bool:
        """Whether who says it stands in the tag as well, before the cue or right behind it."""
        reading = self.reading
        found = subject(reading, site.verb)
        if site.kind is CueKind.PHRASE or (found and right.begin <= found.head < right.end):
            return True
        after = max(*site.tokens, site.head) + 1
        before = [at for at in range(right.begin, min(site.tokens)) if is_word(reading, at)]
        return (after < right.end and reading.pos[after] in _NOMINAL) or (
            bool(before) and reading.pos[before[-1]] in _NOMINAL
        )

    def is_bare(self, right: Part, site: Site) -> bool:
        """Tell whether words behind a passage are no more than a cue and who performs it."""
        others = (
            self.reading.pos[at] in ("VERB", "AUX") and at not in site.tokens
            for at in range(right.begin, right.end)
        )
        return right.end - right.begin <= _LONGEST_TAG // 2 and not any(others)

    def tag_sentence(self, place: Place) -> Site | None:
        """Return the cue of a tag that a full stop parts from its passage: `“Go!” Smith said.`."""
        after, reading = place.after, self.reading
        if after is None or after.paragraph != place.unit.paragraph or len(after.parts) > 1:
            return None
        right = after.parts[0]
        site = self.tag(place, right) if right.passage is None else None
        if site is None or clause_of(reading, site) is not None or not self.is_bare(right, site):
            return None
        objects = [c for c in children(reading, site.head, "obj") if c > site.head]
        return site if not objects or site.performs.addresses else None

    # From the paragraph before

    def block(self, place: Place) -> Site | None:
        """Return the cue of a paragraph that leads to the next one."""
        before, reading = place.before, self.reading
        if before is None or before.parts[-1].passage is not None:
            return None
        part = before.parts[-1]
        sites = [
            site
            for site in self.sites.between(part.begin, part.end)
            if site.kind not in (CueKind.PHRASE, CueKind.NOUN)
        ]
        if not sites:
            return None
        site = sites[-1]
        last = last_visible(reading, part.begin, part.end)
        if reading.words[last] == ":" or last in site.tokens:
            return site
        begin = max(site.tokens[-1], site.head) + 1
        return site if reading.words[last] == "," and not has_verb(reading, begin, last) else None

    def ends_with(self, unit: Unit, mark: str) -> bool:
        """Tell whether the words at the end of a sentence end with a mark."""
        part = unit.parts[-1]
        last = last_visible(self.reading, part.begin, part.end)
        return part.passage is None and self.reading.words[last].startswith(mark)


_BySite = defaultdict[int, dict[Site | None, Attribution]]


def _links(reading: Reading, sites: Sites) -> tuple[_BySite, defaultdict[int, list[Attribution]]]:
    """Return the encoder's attributions of each passage: by cue where they begin in it, and all."""
    begun: _BySite = defaultdict(dict)
    over: defaultdict[int, list[Attribution]] = defaultdict(list)
    for attribution in reading.attributions:
        site = sites.of(reading, attribution.cue)
        for span in attribution.content:
            last = None
            for at in words(reading, span):
                if reading.zone[at] == last:
                    continue
                for zone in _zones(reading, reading.zone[at]):
                    if last is None:
                        begun[zone].setdefault(site, attribution)
                    over[zone].append(attribution)
                last = reading.zone[at]
    return begun, over


def _zones(reading: Reading, zone: int) -> Iterator[int]:
    while zone != OUTSIDE:
        yield zone
        zone = reading.around(zone)
