"""Indirect and mixed quotations: the clauses that cues report.

Where the encoder marks the content of a cue, its bounds are taken once `contents` has mended them.
Without an encoder, and inside direct quotations, where it was never taught to look, the tree gives
the clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.contents import Contents, Tokens
from kg.extract.cues import Clause, Site, Sites, clause_of
from kg.extract.direct import Direct
from kg.extract.drafts import Draft, How, is_word
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import children, is_infinitive, phrase, subject
from kg.extract.units import Unit
from kg.knowledge import CueKind
from kg.model import Attribution, QuoteKind, Span

_LEAST_SCORE = 0.3
_SURE_SCORE = 0.8
"""How sure the encoder must be of a cue that the ontology does not know, or of one farther off."""
_NEXT_SCORE = 0.95
"""The same for a content in the sentence after the one of its cue."""
_LEAST_WORDS = 2
_LEAST_INFINITIVE = 3
"""Words of an infinitive that says something: “claims to be” does not."""
_THINKING = frozenset(("think", "guess", "suppose", "hope", "believe", "feel", "know", "wish"))
_SELVES = frozenset(("i", "we"))
_HEARERS = _SELVES | {"you"}
_FILLING = _THINKING | {"mean", "see"}
_ENDS = frozenset((".", "!", "?", "…", ";"))
_THIS = frozenset(("it", "this", "that"))


def find_indirect(
    reading: Reading, sites: Sites, direct: Direct, units: Mapping[int, Sequence[Unit]]
) -> list[Draft]:
    """Return the indirect and mixed quotations of an article."""
    finder = _Indirect(reading, sites, direct, Contents(reading, sites, direct, units))
    for attribution in reading.attributions:
        finder.take(attribution)
    for site in sites.all:
        finder.take_clause(site)
    return finder.drafts


class _Indirect:
    def __init__(self, reading: Reading, sites: Sites, direct: Direct, contents: Contents) -> None:
        self.reading = reading
        self.sites = sites
        self.direct = direct
        self.contents = contents
        self.drafts: list[Draft] = []
        self._quoting = frozenset(draft.site.head for draft in direct.drafts if draft.site)
        self._used = set(self._quoting)
        self._covered: set[int] = set()
        """Tokens of contents that are taken."""

    # The encoder's contents

    def take(self, attribution: Attribution) -> None:
        """Make quotations of what the encoder attributes to one cue."""
        site = self.sites.of(self.reading, attribution.cue)
        if site is None or not self._is_credible(attribution, site):
            return
        pieces = [p for content in attribution.content for p in self.contents.pieces(content, site)]
        near = [piece for piece in pieces if self.contents.distance(piece, site) == 0]
        near = self.contents.around_aside(self.contents.standing(near, site), site)
        if near and self.contents.are_credible(near, site):
            self._begin(near, site, How.CONTENT, attribution)
        for piece in pieces:
            if self.contents.distance(piece, site) != 1 or attribution.score < _NEXT_SCORE:
                continue
            if self.contents.is_credible(piece, site):
                self._begin([piece], site, How.CONTENT, attribution)

    def _is_credible(self, attribution: Attribution, site: Site) -> bool:
        if attribution.score < _LEAST_SCORE or self.reading.zone[site.head] != OUTSIDE:
            return False
        if site.known:
            return True
        if is_infinitive(self.reading, site.verb) and self.reading.rel[site.verb] == "advcl":
            return False  # a purpose, perhaps never done: “came to discuss …”
        return attribution.score >= _SURE_SCORE and clause_of(self.reading, site) is not None

    def _begin(
        self, pieces: list[Tokens], site: Site, how: How, link: Attribution | None = None
    ) -> None:
        reading = self.reading
        zone = reading.zone[site.head]
        tokens = [at for piece in pieces for at in range(*piece)]
        if sum(is_word(reading, at) for at in tokens) < _LEAST_WORDS:
            return
        within = site.head in self._covered or site.kind is CueKind.PHRASE
        if zone == OUTSIDE and not within and not self._covered.isdisjoint(tokens):
            return
        inner = {reading.zone[at] for at in tokens if is_word(reading, at)}
        content = [span for piece in pieces for span in self._spans(piece, zone)]
        known = how is How.CLAUSE and any(self.direct.of(z) for z in inner - {zone, OUTSIDE})
        if not content or known:
            return
        kind = QuoteKind.MIXED if inner - {zone} else QuoteKind.INDIRECT
        place = reading.paragraph[tokens[0]]
        draft = Draft(kind, content, zone, place, how, site, link=link)
        draft.passages = sorted(inner - {zone, OUTSIDE})
        if len(inner) == 1 and draft.passages:
            draft.kind = QuoteKind.DIRECT
            draft.content = list(reading.passages[draft.passages[0]].pieces)
        self._covered.update(tokens if zone == OUTSIDE else ())
        self._used.add(site.head)
        self.drafts.append(draft)

    def _spans(self, piece: Tokens, zone: int) -> list[Span]:
        """Return the code points of some tokens, within the pieces of the passage around them."""
        span = self.reading.stripped(self.reading.span(*piece))
        if zone == OUTSIDE:
            return [span]
        return [
            Span(max(span.begin, each.begin), min(span.end, each.end))
            for each in self.reading.passages[zone].pieces
            if span.overlaps(each)
        ]

    # The tree's clauses

    def take_clause(self, site: Site) -> None:
        """Make a quotation of the clause of a cue that nothing else is tied to."""
        if site.head in self._used or not self._may_report(site) or self._is_compared(site):
            return
        clause = clause_of(self.reading, site)
        found: list[Tokens] = []
        if site.kind is CueKind.PHRASE:
            found = self._around(self.reading.head[site.head], self._is_set_off(site))
        elif site.kind is CueKind.NAMING_VERB:
            found = self._named(site)
        elif self._is_imperative(site):
            return
        elif clause is not None:
            found = [(clause.begin, clause.end)] if self._is_sure(site, clause) else []
        elif site.kind is CueKind.REFUSING_VERB:
            found = self._refused(site)
        elif site.kind is CueKind.VERB:
            found = self._beside(site)
        pieces = [piece for pair in found for piece in self._runs(pair, site)]
        if pieces:
            self._begin(pieces, site, How.CLAUSE)

    def _may_report(self, site: Site) -> bool:
        reading = self.reading
        if not site.known or site.kind is CueKind.QUOTING_VERB:
            return False
        if reading.zone[site.head] != OUTSIDE:
            return True
        if site.kind is CueKind.PHRASE:
            return True
        if site.head in self._covered:
            clause = clause_of(reading, site)
            if clause is None or subject(reading, site.verb) is None:
                return False
            return clause.mark == "that" or site.act != "thought"
        return site.seen or not reading.has_encoder or self._holds_marks(site)

    def _holds_marks(self, site: Site) -> bool:
        """Whether the clause of a verb of saying, with a subject, holds words in marks."""
        clause = clause_of(self.reading, site)
        if clause is None or site.kind is not CueKind.VERB or site.act == "thought":
            return False
        if subject(self.reading, site.verb) is None:
            return False
        zones = {self.reading.zone[at] for at in range(clause.begin, clause.end)}
        return bool(zones - {OUTSIDE})

    def _is_imperative(self, site: Site) -> bool:
        reading = self.reading
        if site.kind is CueKind.NOUN:
            return False
        bare = reading.lower[site.head] == reading.lemma[site.head]
        if not bare or reading.rel[site.head] == "xcomp":
            return False
        found = subject(reading, site.verb)
        return found is None or self._is_addressed(site, found.head)

    def _is_addressed(self, site: Site, noun: int) -> bool:
        """Whether what looks like the subject is spoken to: `“Mr Moss, tell me what …”`."""
        reading = self.reading
        several = any(True for _ in children(reading, noun, "conj"))
        parted = reading.words[site.head - 1] == "," and noun < site.head
        return parted and reading.pos[noun] == "PROPN" and not several

    def _is_compared(self, site: Site) -> bool:
        """Whether a cue only stands in a comparison: `as rich as he says he is`."""
        reading, verb = self.reading, site.verb
        if reading.rel[verb] not in ("advcl", "acl"):
            return False
        marks = {reading.lower[at] for at in children(reading, verb, "mark", "case")}
        return "than" in marks or (
            "as" in marks and reading.pos[reading.head[verb]] in ("ADJ", "ADV")
        )

    def _is_sure(self, site: Site, clause: Clause) -> bool:
        """Whether a clause is what a cue reports: not a hedge like “I think”, not a purpose."""
        reading = self.reading
        if reading.zone[site.head] != OUTSIDE and self._is_put_before(site):
            return False
        if clause.infinitive and clause.end - clause.begin < _LEAST_INFINITIVE:
            return False
        if self._is_of_an_object(site, clause):
            return False
        if self.contents.is_of_a_noun((clause.begin, clause.end), site):
            return False
        if site.kind is CueKind.NOUN:
            return clause.mark == "that"
        return not clause.infinitive or site.act not in ("said", "thought", "explained", "added")

    def _is_of_an_object(self, site: Site, clause: Clause) -> bool:
        """Whether the cue has another object: `tells so many lies that …`, `said it, she left`."""
        reading = self.reading
        for at in children(reading, site.head, "obj"):
            if not site.head < at < clause.begin:
                continue
            if reading.lower[at] in _THIS and not clause.mark and site.act == "said":
                return True
            below = range(reading.first[at], reading.last[at] + 1)
            if any(reading.lower[each] in ("so", "such") for each in below):
                return True
        return False

    def _is_put_before(self, site: Site) -> bool:
        """Whether words in marks only open what the speaker says: “I think”, “I can tell you”."""
        reading = self.reading
        found = subject(reading, site.verb)
        thinks = reading.lemma[site.head] in _THINKING
        if found is None:
            return thinks
        present = reading.lower[site.head] == reading.lemma[site.head]
        return present and reading.lower[found.head] in (_HEARERS if thinks else _SELVES)

    def _beside(self, site: Site) -> list[Tokens]:
        """Return the words around “…, she said, …” where the cue hangs on what it reports."""
        reading = self.reading
        head = site.head
        main = reading.head[head]
        if subject(reading, site.verb) is None or self._has_object(site):
            return []
        if reading.rel[head] == "parataxis" and reading.zone[main] == reading.zone[head]:
            return self._around(head)
        left = [c for c in children(reading, head, "ccomp", "parataxis") if c < head]
        if not left or self._is_parted(reading.last[left[-1]], head):
            return []
        if self._is_hedge(left[-1]):
            return []
        return [(reading.first[left[-1]], reading.last[left[-1]] + 1)]

    def _has_object(self, site: Site) -> bool:
        """Whether a cue has said what it reports: `he tweeted that`, `she added the words “…”`."""
        found = children(self.reading, site.head, "obj")
        return not site.performs.addresses and any(at > site.head for at in found)

    def _is_hedge(self, verb: int) -> bool:
        """Whether a clause only opens or fills what somebody says: “you know”, “I mean”."""
        found = subject(self.reading, verb)
        hearer = found is not None and self.reading.lower[found.head] in _HEARERS
        return hearer and self.reading.lemma[verb] in _FILLING

    def _is_parted(self, begin: int, end: int) -> bool:
        """Whether a sentence ends between two tokens."""
        return any(self.reading.words[at] in (".", "!", "?", ";") for at in range(begin, end))

    def _is_set_off(self, site: Site) -> bool:
        """Whether a phrase ends a sentence behind a comma, so that it is about all of it."""
        reading = self.reading
        begin, end = min(site.tokens), reading.last[reading.head[site.head]] + 1
        ends = end >= len(reading) or reading.words[end] in _ENDS
        return ends and begin > 0 and reading.words[begin - 1] == ","

    def _around(self, inner: int, whole: bool = False) -> list[Tokens]:
        """Return the clause that some words hang on, or the `whole` sentence, without them."""
        reading = self.reading
        main = reading.head[inner]
        while whole and reading.head[main] != main:
            if reading.zone[reading.head[main]] != reading.zone[inner]:
                break
            main = reading.head[main]
        if main == inner or reading.zone[main] != reading.zone[inner]:
            return []
        begin, end = reading.first[inner], reading.last[inner] + 1
        outer = ((reading.first[main], begin), (end, reading.last[main] + 1))
        return [pair for pair in outer if pair[0] < pair[1]]

    def _refused(self, site: Site) -> list[Tokens]:
        """Return the object of what is refused: `refused to rule out a second vote`."""
        if site.head == site.verb or site.act == "said":
            return []
        found = [at for at in children(self.reading, site.head, "obj") if at > site.head]
        return [phrase(self.reading, found[0])] if found else []

    def _named(self, site: Site) -> list[Tokens]:
        """Return what a naming verb puts to something: `called the sentence “an insult to …”`."""
        reading = self.reading
        unit = self.contents.unit_of[site.head]
        if unit < 0:
            return []
        for part in self.contents.units[unit].parts:
            if part.passage is None or part.begin < site.head:
                continue
            marked = [at for at in range(part.begin, part.end) if is_word(reading, at)]
            if self.contents.is_name(marked):
                return []
            outer = reading.tokens(reading.passages[part.passage].outer)
            return [(max(site.tokens) + 1, outer.stop)]
        return []

    def _runs(self, pair: Tokens, site: Site) -> list[Tokens]:
        """Return the part of some tokens that stands with the cue, in its zone and paragraph."""
        reading = self.reading
        zone = reading.zone[site.head]
        run = [
            at
            for at in range(*pair)
            if reading.pos[at] != "SPACE"
            and reading.inside(at, zone)
            and reading.paragraph[at] == reading.paragraph[site.head]
            and (reading.zone[at] == zone or not self._is_said(reading.zone[at], zone))
        ]
        if not run or run[0] <= site.head <= run[-1]:
            return []
        begin, end = self.contents.trimmed(run[0], run[-1] + 1)
        if begin >= end or self._holds_used(begin, end):
            return []
        return [(begin, end)]

    def _holds_used(self, begin: int, end: int) -> bool:
        """Whether a cue with a direct quotation of its own stands among some tokens."""
        return any(site.head in self._quoting for site in self.sites.between(begin, end))

    def _is_said(self, here: int, zone: int) -> bool:
        """Whether a passage inside a zone is a direct quotation, or stands in one."""
        while here not in (zone, OUTSIDE):
            if self.direct.of(here) is not None:
                return True
            here = self.reading.around(here)
        return False
