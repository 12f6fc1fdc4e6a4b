"""What the encoder calls the content of a cue, made to fit the text: mended by marks, cues and commas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.cues import Site, Sites
from kg.extract.direct import Direct
from kg.extract.drafts import has_verb, is_word
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import phrase, subject
from kg.extract.units import Unit, places
from kg.knowledge import CueKind
from kg.model import Span

TRAILING = frozenset(".,;:!?…—–- \n\t\r\u00a0\u200b\ufeff")
_LEADING = frozenset(",;:.—–- \n\t\r\u00a0\u200b\ufeff")
_ADDRESSING = frozenset(("told", "asked", "urged", "warned", "demanded", "promised", "wrote"))
_CLAUSE_OPENERS = frozenset(
    ("that", "whether", "if", "to", "not", "how", "why", "what", "when", "where", "who", "which")
)
_ABOUT_A_THING = frozenset(
    ("announced", "demanded", "promised", "denied", "declined", "criticised", "praised", "confirmed")
    + ("suggested", "warned", "claimed", "apologised", "threatened", "asked", "agreed", "admitted")
)
"""Acts whose content may be a mere noun: “announced a new captain”."""
_LONGEST_ASIDE = 14
_NAME_IN_MARKS = 3
"""Words in marks up to which a naming verb may only give a name."""
Tokens = tuple[int, int]


class Contents:
    """Turns spans of the encoder into contents: tokens [begin, end), whole passages and no half ones."""

    def __init__(
        self,
        reading: Reading,
        sites: Sites,
        direct: Direct,
        units: Mapping[int, Sequence[Unit]],
    ) -> None:
        self.reading = reading
        self.sites = sites
        self.direct = direct
        self.units = units.get(OUTSIDE, ())
        self.unit_of = places(reading, self.units)
        self._direct = bytearray(len(reading))
        for draft in direct.drafts:
            for passage in draft.passages:
                tokens = reading.tokens(reading.passages[passage].outer)
                self._direct[tokens.start : tokens.stop] = b"\1" * len(tokens)

    def pieces(self, content: Span, site: Site) -> Iterator[Tokens]:
        """Yield what of a content is no direct quotation, made to fit, in order."""
        for begin, end in self._outside(content):
            begin, end = self._whole_passages(begin, end)
            if begin <= site.head < end:
                continue
            begin = self._after_addressee(begin, end, site)
            end = self._before_other_cue(begin, end, site)
            begin, end = self.trimmed(begin, end)
            if any(is_word(self.reading, at) for at in range(begin, end)):
                yield begin, end

    def is_credible(self, piece: Tokens, site: Site) -> bool:
        """Tell whether words can be the content of a cue: a clause, words in marks, or its object."""
        begin, end = piece
        reading = self.reading
        marked = [at for at in range(begin, end) if reading.zone[at] != reading.zone[site.head]]
        if marked and site.kind is CueKind.NAMING_VERB:
            return not self.is_name([at for at in marked if is_word(reading, at)])
        if marked:
            return True
        if site.kind is CueKind.QUOTING_VERB:
            return False
        return has_verb(reading, begin, end) or site.act in _ABOUT_A_THING

    def is_name(self, marked: Sequence[int]) -> bool:
        """Tell whether words in marks are so short or capital that they may only name a thing."""
        capital = all(self.reading.words[at][:1].isupper() for at in marked)
        return capital or len(marked) < _NAME_IN_MARKS

    def distance(self, piece: Tokens, site: Site) -> int:
        """Return how many sentences lie between a content and its cue, 0 if they share one."""
        if self.reading.paragraph[piece[0]] != self.reading.paragraph[site.head]:
            return len(self.units)
        here, there = self.unit_of[site.head], self.unit_of[piece[0]]
        return abs(there - here) if here >= 0 and there >= 0 else 0

    # Bounds

    def _outside(self, content: Span) -> Iterator[Tokens]:
        """Yield the runs of tokens that stand in no direct quotation, paragraph by paragraph."""
        reading = self.reading
        begin = -1
        last = -1
        for at in reading.tokens(content):
            other = begin >= 0 and reading.paragraph[at] != reading.paragraph[begin]
            if self.is_direct(at) or other:
                if begin >= 0:
                    yield begin, last + 1
                begin = -1
            if not self.is_direct(at) and reading.pos[at] != "SPACE":
                begin, last = (at if begin < 0 else begin), at
        if begin >= 0:
            yield begin, last + 1

    def is_direct(self, at: int) -> bool:
        """Tell whether a token is part of a direct quotation, its marks included."""
        return bool(self._direct[at])

    def _whole_passages(self, begin: int, end: int) -> Tokens:
        reading = self.reading
        for at in (begin, end - 1):
            zone = reading.zone[at]
            while zone != OUTSIDE:
                tokens = reading.tokens(reading.passages[zone].outer)
                begin, end = min(begin, tokens.start), max(end, tokens.stop)
                zone = reading.around(zone)
        return begin, self._closed(begin, end)

    def _closed(self, begin: int, end: int) -> int:
        """Return the end behind the closing mark of a passage whose words all are there."""
        reading = self.reading
        zone = reading.zone[end - 1]
        if zone == OUTSIDE and end < len(reading) and reading.pos[end] == "PUNCT":
            return end
        return max(end, reading.tokens(reading.passages[zone].outer).stop) if zone >= 0 else end

    def _after_addressee(self, begin: int, end: int, site: Site) -> int:
        """Return where a content begins once it is clear who is told."""
        reading = self.reading
        if site.act not in _ADDRESSING or not site.head < begin <= site.head + 3:
            return begin
        for at in reading.children[site.head]:
            if begin <= at < end and reading.rel[at] in ("obj", "iobj", "obl", "nsubj"):
                after = phrase(reading, at)[1]
                if phrase(reading, at)[0] == begin and self._may_open(after, end, site):
                    return after
        return begin

    def _may_open(self, at: int, end: int, site: Site) -> bool:
        """Whether a clause may begin at a token behind the addressee."""
        if at >= end:
            return False
        if self.reading.lower[at] in _CLAUSE_OPENERS:
            return True
        return site.act == "told" and has_verb(self.reading, at, end)

    def _before_other_cue(self, begin: int, end: int, site: Site) -> int:
        """Return where a content ends before another cue of the same subject: “… and urged …”."""
        reading = self.reading
        for other in self.sites.between(begin + 1, end):
            if reading.rel[other.verb] == "conj" and reading.head[other.verb] == site.verb:
                first = min(other.tokens)
                while first > begin and (
                    reading.pos[first - 1] in ("AUX", "ADV", "PUNCT", "CCONJ")
                    or reading.words[first - 1] in ","
                ):
                    first -= 1
                return first if first > begin else end
        return end

    def trimmed(self, begin: int, end: int) -> Tokens:
        """Return the tokens without punctuation at their ends; quotation marks stay."""
        words = self.reading.words
        while begin < end and set(words[begin]) <= _LEADING:
            begin += 1
        while end > begin and set(words[end - 1]) <= TRAILING:
            end -= 1
        return begin, end

    # Asides

    def around_aside(self, pieces: list[Tokens], site: Site) -> list[Tokens]:
        """Add what stands on the other side of “…, she said, …” to a content.

        The words before an aside are left out where the tree hangs them on the cue: “In a
        statement, she said, …”.
        """
        aside = self._aside(site)
        if aside is None or len(pieces) != 1:
            return pieces
        (begin, end), unit = aside
        piece = pieces[0]
        if piece[0] >= end and unit.begin < begin:
            other = self.trimmed(unit.begin, begin)
            if self._is_of_cue(other, site):
                return pieces
        elif piece[1] <= begin and end < unit.end:
            other = self.trimmed(end, unit.end)
        else:
            return pieces
        if not any(is_word(self.reading, at) for at in range(*other)) or self._has_cue(other):
            return pieces
        if any(self.is_direct(at) for at in range(*other)):
            return pieces
        return sorted((piece, other))

    def _aside(self, site: Site) -> tuple[Tokens, Unit] | None:
        """Return the tokens of “, she said,” with its commas, and its sentence."""
        reading = self.reading
        found = subject(reading, site.verb)
        if found is None or self.unit_of[site.head] < 0:
            return None
        unit = self.units[self.unit_of[site.head]]
        low, high = phrase(reading, found.head)
        begin, end = min(low, *site.tokens), max(high, max(site.tokens) + 1)
        while end < unit.end and reading.pos[end] == "ADV":
            end += 1
        if end - begin > _LONGEST_ASIDE or begin <= unit.begin or end >= unit.end:
            return None
        if reading.words[begin - 1] not in ",—–" or reading.words[end] not in ",—–":
            return None
        return (begin - 1, end + 1), unit

    def _is_of_cue(self, tokens: Tokens, site: Site) -> bool:
        reading = self.reading
        heads = [at for at in range(*tokens) if not tokens[0] <= reading.head[at] < tokens[1]]
        return any(reading.head[at] == site.head for at in heads if is_word(reading, at))

    def _has_cue(self, tokens: Tokens) -> bool:
        return any(site.known for site in self.sites.between(*tokens))
