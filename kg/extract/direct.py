"""Direct quotations: what passages in marks are said, and which belong together.

Marks decide where direct words begin and end; `ties` decides which cue reports them. Passages
around one cue, and those that follow each other without a word between, are pieces of one
quotation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.cues import Site, Sites
from kg.extract.drafts import Draft, How, has_verb, is_title, is_word, last_visible, words
from kg.extract.reading import Reading
from kg.extract.syntax import subject
from kg.extract.ties import Place, Ties, places_in
from kg.extract.typography import LABEL, MARKS, Family
from kg.extract.units import DASHES, Part, Unit
from kg.knowledge import CueKind
from kg.model import Attribution, QuoteKind, Span

_JOINTS = frozenset(("and", "or", "but", "then", "&"))
_FULL = 6
"""Words of a passage that is a sentence of its own although nothing introduces it."""


class Direct:
    """Finds the direct quotations of an article, zone by zone."""

    def __init__(self, reading: Reading, sites: Sites, units: Mapping[int, Sequence[Unit]]) -> None:
        self.reading = reading
        self.ties = Ties(reading, sites)
        self.drafts: list[Draft] = []
        self._of: dict[int, Draft] = {}
        self._tags: dict[tuple[int, int], int] = {}
        """Sentences that are the tag of the passage before."""
        for zone in sorted(units):
            for place in places_in(reading, units[zone]):
                self._read(place)

    def of(self, passage: int) -> Draft | None:
        """Return the quotation that a passage belongs to, None where it is none."""
        return self._of.get(passage)

    def _read(self, place: Place) -> None:
        """Make a passage a quotation, a piece of one, or leave it."""
        site, how = self._tie(place)
        joined = self._of.get(place.passage) or self._joined(place, site, how)
        if joined is not None:
            self._join(joined, place.passage, site, how)
        elif how is not None:
            self._begin(place, site, how)
        elif place.left is None and place.right is None:
            if self._may_stand_alone(place):
                self._begin(place, None, How.FREE)
        else:
            self._judge(place)

    def _tie(self, place: Place) -> tuple[Site | None, How | None]:
        """Return the cue of a passage and how it is tied to it."""
        ties = self.ties
        if (site := ties.lead(place)) and not self._is_sung(place, site):
            return site, How.LED
        if (site := ties.tag(place, place.right)) and self._is_set_off(place):
            title = self._is_sung(place, site) or self._is_title(place)
            return (None, None) if title else (site, How.TAGGED)
        alone = place.left is None and place.right is None
        if alone and (site := ties.tag_sentence(place)):
            assert place.after is not None
            self._tags[place.after.zone, place.after.number] = place.passage
            return site, How.TAGGED
        if place.left and self._last_word(place.left.begin, place.left.end) == ":":
            return None, How.COLON
        if self._begins_paragraph(place):
            if site := ties.block(place):
                return site, How.BLOCK
            if place.before and ties.ends_with(place.before, ":"):
                return None, How.COLON
        return None, None

    def _is_set_off(self, place: Place) -> bool:
        """Whether a tag behind a passage reports the passage alone, not the words before it too."""
        before = place.unit.parts[place.at - 2].passage if place.at >= 2 else None
        alone = self.ties.is_set_off(place) and not self.ties.is_part_of_more(place)
        return alone or before in self._of

    def _is_sung(self, place: Place, site: Site) -> bool:
        """Whether words in marks name what is sung or read: `sang “The Boats Come Home”`."""
        return site.kind is CueKind.QUOTING_VERB and self._is_capital(place.passage)

    def _is_title(self, place: Place) -> bool:
        """Whether words in marks before a cue name a work: `In her book, “Our Boats,” she …`."""
        return place.left is not None and self._is_capital(place.passage)

    def _is_capital(self, passage: int) -> bool:
        """Whether words in marks have capitals as titles and headings do."""
        pieces = self.reading.passages[passage].pieces
        return is_title(self.reading, [at for piece in pieces for at in words(self.reading, piece)])

    def _last_word(self, begin: int, end: int) -> str:
        return self.reading.words[last_visible(self.reading, begin, end)]

    def _begins_paragraph(self, place: Place) -> bool:
        if place.at or place.before is None:
            return False
        return place.unit.paragraph == place.before.paragraph + 1

    # Pieces of one quotation

    def _joined(self, place: Place, site: Site | None, how: How | None) -> Draft | None:
        """Return the quotation that a passage is a further piece of, None where it is a new one."""
        parts = place.unit.parts
        if place.at and parts[place.at - 1].passage is not None:
            draft = self._of.get(parts[place.at - 1].passage or 0)
            if draft is not None and (site is None or draft.site in (None, site)):
                return draft
        if place.left is not None:
            across = parts[place.at - 2].passage if place.at >= 2 else None
            draft = self._of.get(across) if across is not None else None
            return draft if draft is not None and self._is_interrupted(draft, place, site) else None
        if how is None and place.at == 0 and place.before is not None:
            return self._goes_on_after(place.unit, place.before)
        return None

    def _is_interrupted(self, draft: Draft, place: Place, site: Site | None) -> bool:
        """Whether the words between two passages only interrupt one quotation.

        Words in marks that no comma sets off are none of it where they have a capital, which is a
        name's (said on Harbour FM's “At Six”), or where they end a clause that the tag goes on to.
        """
        left = place.left
        assert left is not None
        if not self.ties.is_set_off(place):
            capital = self.reading.words[place.part.begin][:1].isupper()
            begin = draft.site.head + 1 if draft.site is not None else left.begin
            if capital or has_verb(self.reading, begin, left.end):
                return False
        if draft.site is None:
            between = [at for at in range(left.begin, left.end) if is_word(self.reading, at)]
            return all(self.reading.lower[at] in _JOINTS for at in between)
        inside = left.begin <= draft.site.head < left.end
        return inside and site in (None, draft.site) and draft.how is How.TAGGED

    def _goes_on_after(self, unit: Unit, before: Unit) -> Draft | None:
        """Return the quotation of the sentence before, if a passage right behind continues it."""
        if before.paragraph != unit.paragraph:
            return None
        tagged = self._tags.get((before.zone, before.number))
        if tagged is None and self._is_reply(unit, before):
            return None
        marked = [part.passage for part in before.parts if part.passage is not None]
        last = tagged if tagged is not None else (marked[-1] if marked else None)
        return self._of.get(last) if last is not None else None

    def _is_reply(self, unit: Unit, before: Unit) -> bool:
        """Whether a passage opens right where another has closed: `“When?” “Now.”`."""
        left, right = before.parts[-1].passage, unit.parts[0].passage
        if left is None or right is None or left == right:
            return False
        one, other = self.reading.passages[left], self.reading.passages[right]
        return one.closed and other.opened and one.family is other.family is not Family.BLOCK

    def _join(self, draft: Draft, passage: int, site: Site | None, how: How | None) -> None:
        if draft.site is None and site is not None and how is not None:
            draft.site, draft.how = site, how
        if passage not in draft.passages:
            draft.passages.append(passage)
            draft.content.extend(self.reading.passages[passage].pieces)
        self._of[passage] = draft

    def _begin(self, place: Place, site: Site | None, how: How) -> Draft:
        pieces = list(self.reading.passages[place.passage].pieces)
        source = self._label(pieces) if site is None else None
        how = How.LABEL if source is not None else how
        unit, link = place.unit, self._link(place.passage, site)
        draft = Draft(QuoteKind.DIRECT, pieces, unit.zone, unit.paragraph, how, site, unit, link)
        draft.passages.append(place.passage)
        draft.source = source
        self.drafts.append(draft)
        self._of[place.passage] = draft
        return draft

    def _label(self, pieces: list[Span]) -> int | None:
        """Take a speaker's name off the front of what is said: `ANN LEE: …`; return its token."""
        match = LABEL.match(self.reading.text, pieces[0].begin, pieces[0].end)
        if match is None or match.end() >= pieces[0].end:
            return None
        token = self.reading.tokens(pieces[0]).start
        pieces[0] = Span(match.end(), pieces[0].end)
        return token

    def _link(self, passage: int, site: Site | None) -> Attribution | None:
        links = self.ties.links[passage]
        return links.get(site) if site is not None else next(iter(links.values()), None)

    # What no cue is tied to

    def _judge(self, place: Place) -> None:
        """Judge a passage that no cue is tied to but that has words beside it."""
        left, right = place.left, place.right
        if right is not None and left is None:
            source = self._dash(right.begin, right.end)
            if source is not None:
                self._begin(place, None, How.DASH).source = source
                return
        pieces = self.reading.passages[place.passage].pieces
        size = sum(1 for piece in pieces for _ in words(self.reading, piece))
        alone = left is None or self._last_word(left.begin, left.end) == ","
        if self.ties.is_part_of_more(place) or not self.ties.closes(place) or size < _FULL:
            return
        if alone:
            draft = self._begin(place, None, How.FREE)
            source = self._performer(left) if left is not None else None
            if source is not None:
                draft.source, draft.how = source, How.LINKED

    def _performer(self, left: Part) -> int | None:
        """Return who does what the words before a passage end with: `Ann, who wired, “…”`."""
        reading = self.reading
        verb = left.end - 1
        while verb > left.begin and not is_word(reading, verb):
            verb -= 1
        found = subject(reading, verb) if reading.pos[verb] == "VERB" else None
        return found.head if found is not None else None

    def _dash(self, begin: int, end: int) -> int | None:
        """Return who a dash behind a passage names: `“A fine hire.” – Mayor …`."""
        reading = self.reading
        if reading.words[begin].strip("".join(MARKS)) not in DASHES or has_verb(
            reading, begin, end
        ):
            return None
        for at in range(begin + 1, end):
            if is_word(reading, at):
                return at if reading.words[at][:1].isupper() else None
        return None

    def _may_stand_alone(self, place: Place) -> bool:
        """Whether a passage that is a sentence by itself is one that is said, not a heading."""
        pieces = self.reading.passages[place.passage].pieces
        found = [at for piece in pieces for at in words(self.reading, piece)]
        if self._is_capital(place.passage):
            return False
        if self.ties.closes(place) and len(found) > 1:
            return True
        return len(found) >= _FULL and not all(self.reading.words[at][:1].isupper() for at in found)
