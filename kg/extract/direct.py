"""Direct quotations: what passages in marks are said, and which cue reports each.

Marks decide where direct words begin and end. What stands around them in their sentence decides
whether they are said: a cue after them (a tag), a cue before them (a lead-in), a dash and a name, a
cue paragraph before them. The encoder's contents help where none of these is clear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.cues import Site, Sites, clause_of
from kg.extract.drafts import Draft, How, has_verb, has_words, is_word, last_visible, words
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import children, is_passive, subject
from kg.extract.units import Part, Unit
from kg.knowledge import CueKind
from kg.model import Attribution, QuoteKind

_DASHES = frozenset(("—", "–", "-", "--", "―"))
_JOINTS = frozenset(("and", "or", "but", "then", "&"))
_SET_OFF = frozenset((",", ":", "—", "–", "-", "?", "!", ".", "…", ")"))
_AFTER_QUOTE = frozenset((",", "—", "–", "-", "(", "--"))
_LONGEST_TAG = 30
"""Words between a passage and the cue of its tag."""
_LONGEST_ADDRESS = 8
"""Words between a cue and the passage that it leads to without a comma: the addressee."""
_FULL = 6
"""Words of a passage that is a sentence of its own although nothing introduces it."""


_BySite = defaultdict[int, dict[Site | None, Attribution]]


class Direct:
    """Finds the direct quotations of an article, zone by zone.

    `drafts` are what is found, `embedded` the passages that stand inside a clause: part of an
    indirect quotation, or nothing that was said.
    """

    def __init__(
        self, reading: Reading, sites: Sites, units: Mapping[int, Sequence[Unit]]
    ) -> None:
        self.reading = reading
        self.sites = sites
        self.drafts: list[Draft] = []
        self.embedded: dict[int, Unit] = {}
        self._of: dict[int, Draft] = {}
        self._tags: dict[tuple[int, int], int] = {}
        self._links, self._over = _links(reading, sites)
        for zone in sorted(units):
            self._zone(units[zone])
        for passage in self._of:
            self.embedded.pop(passage, None)

    def of(self, passage: int) -> Draft | None:
        """Return the quotation that a passage belongs to, None where it is none."""
        return self._of.get(passage)

    def _zone(self, units: Sequence[Unit]) -> None:
        previous: Draft | None = None
        for number, unit in enumerate(units):
            after = units[number + 1] if number + 1 < len(units) else None
            before = units[number - 1] if number else None
            for at, part in enumerate(unit.parts):
                if part.passage is None:
                    continue
                found = self._read_part(unit, at, part, before, after, previous)
                previous = found or previous

    # One passage in its sentence

    def _read_part(
        self,
        unit: Unit,
        at: int,
        part: Part,
        before: Unit | None,
        after: Unit | None,
        previous: Draft | None,
    ) -> Draft | None:
        """Return the quotation that a passage belongs to, None where it is no direct one."""
        assert part.passage is not None
        left, right = self._beside(unit, at, -1), self._beside(unit, at, 1)
        site, how = self._tie(unit, part, left, right, before, after)
        known = self._of.get(part.passage)
        joined = known or self._joined(unit, at, part, site, how, left, before)
        if joined is not None:
            self._join(joined, part.passage, site, how)
            return joined
        if how is None:
            if left is None and right is None and self._may_stand_alone(part):
                return self._begin(unit, part, None, How.FREE, previous)
            return self._loose(unit, part, left, right, previous)
        return self._begin(unit, part, site, how, previous)

    def _tie(
        self,
        unit: Unit,
        part: Part,
        left: Part | None,
        right: Part | None,
        before: Unit | None,
        after: Unit | None,
    ) -> tuple[Site | None, How | None]:
        """Return the cue of a passage and how it is tied to it."""
        lead = self._lead(left, part, right) if left else None
        if lead is not None:
            return lead, How.LED
        tag = self._tag(unit, part, right) if right else None
        if tag is not None and (left is None or self._is_set_off(unit, part, left)):
            return tag, How.TAGGED
        if left is None and right is None and after is not None:
            tag = self._tag_sentence(part, unit, after)
            if tag is not None:
                return tag, How.TAGGED
        if left and self.reading.words[last_visible(self.reading, left.begin, left.end)] == ":":
            return None, How.COLON
        if left is None and before is not None and self._begins_paragraph(unit, part, before):
            site = self._block(before)
            if site is not None:
                return site, How.BLOCK
            if self._ends_with(before, ":"):
                return None, How.COLON
        return None, None

    def _beside(self, unit: Unit, at: int, step: int) -> Part | None:
        """Return the words right before or after a part, None where there are none."""
        at += step
        if 0 <= at < len(unit.parts):
            part = unit.parts[at]
            if part.passage is None and has_words(self.reading, part.begin, part.end):
                return part
        return None

    def _is_set_off(self, unit: Unit, part: Part, left: Part) -> bool:
        """Whether the words before a passage are no part of the same clause."""
        if self.reading.words[last_visible(self.reading, left.begin, left.end)] in _SET_OFF:
            return True
        at = unit.parts.index(left)
        return at > 0 and unit.parts[at - 1].passage in self._of

    def _lead(self, left: Part, part: Part, right: Part | None) -> Site | None:
        """Return the cue before a passage that it leads to: `she said: “…”`."""
        reading = self.reading
        last = last_visible(reading, left.begin, left.end)
        sites = [
            site
            for site in self.sites.between(left.begin, left.end)
            if site.kind is not CueKind.PHRASE and not self._is_taken(site, left)
        ]
        if not sites:
            return None
        site = sites[-1]
        begin = max(site.tokens[-1], site.head) + 1
        if reading.words[last] == ":":
            return site
        if has_verb(reading, begin, last + 1) or site.kind is CueKind.NOUN:
            return None
        if reading.words[last] == ",":
            return site
        if is_passive(reading, site.verb) or self._is_part_of_more(part, left):
            return None
        between = [at for at in range(begin, left.end) if is_word(reading, at)]
        if len(between) > _LONGEST_ADDRESS or any(reading.lower[at] == "that" for at in between):
            return None
        if between and not self._is_address(site, between):
            return None
        if right is not None and self._goes_on(right, part):
            return None
        return site

    def _is_address(self, site: Site, between: Sequence[int]) -> bool:
        """Whether words between a cue and a passage name who is told, or how, no part of it."""
        reading = self.reading
        if all(reading.pos[at] == "ADV" for at in between):
            return True
        if site.act not in ("told", "asked", "urged", "warned") and reading.lower[between[0]] != "to":
            return False
        heads = {at for at in between if reading.head[at] not in between}
        return all(
            reading.rel[at] in ("obj", "iobj", "obl", "nsubj", "advmod") for at in heads
        ) and heads <= set(children(reading, site.head, "obj", "iobj", "obl", "advmod"))

    def _is_part_of_more(self, part: Part, left: Part) -> bool:
        """Whether the encoder takes a passage and words before it for one content."""
        assert part.passage is not None
        outer = self.reading.passages[part.passage].outer
        begin = self.reading.begin[left.begin]
        return any(
            begin <= span.begin < outer.begin - 1 and span.end > outer.begin
            for link in self._links_over(part.passage)
            for span in link.content
        )

    def _links_over(self, passage: int) -> Sequence[Attribution]:
        return self._over[passage]

    def _goes_on(self, right: Part, part: Part) -> bool:
        """Whether the clause that a passage begins goes on after it: `said “every bolt” will …`."""
        reading = self.reading
        first = right.begin
        if reading.pos[first] in ("PUNCT", "CCONJ", "ADP", "SCONJ", "ADV"):
            return False
        return reading.pos[first] in ("AUX", "VERB", "PART") and not self._closes(part)

    def _closes(self, part: Part) -> bool:
        """Whether a passage ends with punctuation of its own, as sentences and spoken words do."""
        assert part.passage is not None
        piece = self.reading.passages[part.passage].pieces[part.piece]
        return not self.reading.text[piece.end - 1].isalnum()

    def _tag(self, unit: Unit, part: Part, right: Part) -> Site | None:
        """Return the cue of the tag after a passage: `“…,” she said.`."""
        reading = self.reading
        if reading.words[right.begin] in (";", ":", ")"):
            return None
        best, best_score = None, 0.0
        for site in self.sites.between(right.begin, min(right.end, right.begin + _LONGEST_TAG)):
            if site.kind is CueKind.NOUN or self._is_taken(site, right):
                continue
            score = self._tag_score(part, right, site)
            if score > best_score:
                best, best_score = site, score
        return best

    def _tag_score(self, part: Part, right: Part, site: Site) -> float:
        """Rate a cue after a passage; 0 where it reports something else."""
        reading = self.reading
        assert part.passage is not None
        clause = clause_of(reading, site)
        own = clause is not None and clause.end <= right.end and has_words(
            reading, clause.begin, clause.end
        )
        linked = site in self._links[part.passage]
        comma = self._closes(part) or reading.words[right.begin] in _AFTER_QUOTE
        if own and not (linked and comma):
            return 0.0
        if not comma and not linked and not self._is_bare_tag(right, site):
            return 0.0
        if not (linked and comma) and not self._has_performer(right, site):
            return 0.0
        score = 2.0 + linked + site.seen * 0.5
        score -= 1.0 * reading.dep[site.head].startswith("acl")
        score -= (site.head - right.begin) / _LONGEST_TAG
        verbs = [
            at
            for at in range(right.begin, min(site.tokens))
            if reading.pos[at] == "VERB" and reading.dep[at] != "acl:relcl"
        ]
        return score - 0.5 * len(verbs) if not site.kind is CueKind.PHRASE else score

    def _has_performer(self, right: Part, site: Site) -> bool:
        """Whether who says it stands in the tag as well, before the cue or right after it."""
        reading = self.reading
        found = subject(reading, site.verb)
        if found is not None and right.begin <= found.head < right.end:
            return True
        if site.kind is CueKind.PHRASE:
            return True
        after = max(*site.tokens, site.head) + 1
        nouns = ("NOUN", "PROPN", "PRON", "DET")
        before = [at for at in range(right.begin, min(site.tokens)) if is_word(reading, at)]
        return (after < right.end and reading.pos[after] in nouns) or (
            bool(before) and reading.pos[before[-1]] in nouns
        )

    def _is_bare_tag(self, right: Part, site: Site) -> bool:
        """Whether words after a passage are no more than a cue and who performs it."""
        others = [
            at
            for at in range(right.begin, right.end)
            if self.reading.pos[at] in ("VERB", "AUX") and at not in site.tokens
        ]
        return not others and right.end - right.begin <= _LONGEST_TAG // 2

    def _tag_sentence(self, part: Part, unit: Unit, after: Unit) -> Site | None:
        """Return the cue of a tag that a full stop parts from its passage: `“Go!” Smith said.`."""
        if after.paragraph != unit.paragraph or after.parts[0].passage is not None:
            return None
        right = after.parts[0]
        site = self._tag(after, part, right)
        if site is None or len(after.parts) > 1 and self._ends_with(after, ":", of=right):
            return None
        if clause_of(self.reading, site) is not None or not self._is_bare_tag(right, site):
            return None
        if any(self.reading.rel[c] == "obj" for c in self.reading.children[site.head] if c > site.head):
            if site.act not in ("told", "asked", "urged", "warned"):
                return None
        assert part.passage is not None
        self._tags[after.zone, after.number] = part.passage
        return site

    def _is_taken(self, site: Site, part: Part) -> bool:
        """Whether a cue before or after a passage has words of its own beside it."""
        if site.kind is CueKind.QUOTING_VERB:
            return False
        return not site.known and site.kind is CueKind.NOUN

    def _begins_paragraph(self, unit: Unit, part: Part, before: Unit) -> bool:
        return part is unit.parts[0] and unit.paragraph == before.paragraph + 1

    def _block(self, before: Unit) -> Site | None:
        """Return the cue of a paragraph that leads to the next one."""
        reading = self.reading
        last = last_visible(reading, before.begin, before.end)
        words_part = before.parts[-1]
        if words_part.passage is not None:
            return None
        sites = [s for s in self.sites.between(words_part.begin, words_part.end)]
        sites = [s for s in sites if s.kind not in (CueKind.PHRASE, CueKind.NOUN)]
        if not sites:
            return None
        site = sites[-1]
        if reading.words[last] == ":" or last in site.tokens:
            return site
        begin = max(site.tokens[-1], site.head) + 1
        return site if reading.words[last] == "," and not has_verb(reading, begin, last) else None

    def _ends_with(self, unit: Unit, mark: str, of: Part | None = None) -> bool:
        part = of or unit.parts[-1]
        last = last_visible(self.reading, part.begin, part.end)
        return part.passage is None and self.reading.words[last].startswith(mark)

    # Putting pieces together

    def _joined(
        self,
        unit: Unit,
        at: int,
        part: Part,
        site: Site | None,
        how: How | None,
        left: Part | None,
        before: Unit | None,
    ) -> Draft | None:
        """Return the quotation that a passage is a further piece of, None where it is a new one."""
        neighbour = self._neighbour(unit, at, 1)
        if neighbour is not None:
            draft = self._of.get(neighbour)
            if draft is not None and (site is None or site is draft.site or draft.site is None):
                return draft
        if left is not None:
            across = self._neighbour(unit, at, 2)
            draft = self._of.get(across) if across is not None else None
            if draft is not None and self._is_interrupted(draft, left, site):
                return draft
            return None
        if how in (None, How.FREE) and before is not None and at == 0:
            return self._goes_on_after(unit, before)
        return None

    def _neighbour(self, unit: Unit, at: int, steps: int) -> int | None:
        return unit.parts[at - steps].passage if at >= steps else None

    def _is_interrupted(self, draft: Draft, left: Part, site: Site | None) -> bool:
        """Whether the words between two passages only interrupt one quotation."""
        if draft.site is None:
            joint = [a for a in range(left.begin, left.end) if is_word(self.reading, a)]
            return all(self.reading.lower[a] in _JOINTS for a in joint)
        inside = left.begin <= draft.site.head < left.end
        return inside and (site is None or site is draft.site) and draft.how is How.TAGGED

    def _goes_on_after(self, unit: Unit, before: Unit) -> Draft | None:
        """Return the quotation of the sentence before, which a passage right behind it continues."""
        if before.paragraph != unit.paragraph:
            return None
        passages = [part.passage for part in before.parts if part.passage is not None]
        if (before.zone, before.number) in self._tags:
            passages = [self._tags[before.zone, before.number]]
        if not passages:
            return None
        draft = self._of.get(passages[-1])
        if draft is None or draft.kind is not QuoteKind.DIRECT:
            return None
        return draft

    def _join(self, draft: Draft, passage: int, site: Site | None, how: How | None) -> None:
        if draft.site is None and site is not None and how is not None:
            draft.site, draft.how = site, how
        if passage not in draft.passages:
            draft.passages.append(passage)
            draft.content.extend(self.reading.passages[passage].pieces)
        self._of[passage] = draft

    def _begin(
        self, unit: Unit, part: Part, site: Site | None, how: How, previous: Draft | None
    ) -> Draft:
        assert part.passage is not None
        pieces = list(self.reading.passages[part.passage].pieces)
        link = next(iter(self._links_of(part.passage, site)), None)
        draft = Draft(
            QuoteKind.DIRECT, pieces, unit.zone, unit.paragraph, how, site, unit, link, [part.passage]
        )
        draft.follows = previous
        self.drafts.append(draft)
        self._of[part.passage] = draft
        return draft

    def _links_of(self, passage: int, site: Site | None) -> Sequence[Attribution]:
        links = self._links[passage]
        if site in links:
            return [links[site]]
        return [] if site is not None else list(links.values())

    # What no cue is tied to

    def _loose(
        self,
        unit: Unit,
        part: Part,
        left: Part | None,
        right: Part | None,
        previous: Draft | None,
    ) -> Draft | None:
        """Judge a passage that no cue is tied to but that has words beside it."""
        reading = self.reading
        assert part.passage is not None
        if right is not None and left is None:
            source = self._dash(right)
            if source is not None:
                draft = self._begin(unit, part, None, How.DASH, previous)
                draft.source = source
                return draft
        size = sum(1 for piece in reading.passages[part.passage].pieces for _ in words(reading, piece))
        alone = (left is None or self._ends_with(unit, ",", of=left)) and self._closes(part)
        if alone and size >= _FULL and not (right and self._goes_on(right, part)):
            return self._begin(unit, part, None, How.FREE, previous)
        self.embedded[part.passage] = unit
        return None

    def _dash(self, right: Part) -> int | None:
        """Return who a dash behind a passage names: `“A fine hire.” – Mayor …`."""
        reading = self.reading
        if reading.words[right.begin] not in _DASHES or has_verb(reading, right.begin, right.end):
            return None
        for at in range(right.begin + 1, right.end):
            if is_word(reading, at):
                return at if reading.words[at][:1].isupper() else None
        return None

    def _may_stand_alone(self, part: Part) -> bool:
        """Whether a passage that is a sentence by itself is one that is said, not a heading."""
        assert part.passage is not None
        pieces = self.reading.passages[part.passage].pieces
        found = [at for piece in pieces for at in words(self.reading, piece)]
        if self._closes(part) and len(found) > 1:
            return True
        return len(found) >= _FULL and not all(self.reading.words[at][:1].isupper() for at in found)


def _links(
    reading: Reading, sites: Sites
) -> tuple[_BySite, defaultdict[int, list[Attribution]]]:
    """Return the encoder's attributions of each passage: by cue where they begin in it, and all."""
    begun: _BySite = defaultdict(dict)
    over: defaultdict[int, list[Attribution]] = defaultdict(list)
    for attribution in reading.attributions:
        site = sites.of(reading, attribution.cue)
        for span in attribution.content:
            first = True
            last = OUTSIDE
            for at in words(reading, span):
                zone = reading.zone[at]
                if first:
                    for around in _zones(reading, zone):
                        begun[around].setdefault(site, attribution)
                first = False
                if zone != last:
                    for around in _zones(reading, zone):
                        over[around].append(attribution)
                last = zone
    return begun, over


def _zones(reading: Reading, zone: int) -> Iterator[int]:
    while zone != OUTSIDE:
        yield zone
        zone = reading.around(zone)
