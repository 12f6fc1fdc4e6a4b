"""What the encoder calls the content of a cue, mended by marks, cues and commas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.cues import Site, Sites
from kg.extract.direct import Direct
from kg.extract.drafts import has_verb, is_title, is_word
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.syntax import children, full_phrase, is_infinitive, is_passive, phrase, subject
from kg.extract.typography import MARKS
from kg.extract.units import Unit, places
from kg.knowledge import CueKind
from kg.model import Span

TRAILING = frozenset(".,;:!?…—–- \n\t\r\u00a0\u200b\ufeff")
_LEADING = frozenset(",;:.—–- \n\t\r\u00a0\u200b\ufeff")
_CLAUSE_OPENERS = frozenset(
    ("that", "whether", "if", "to", "not", "how", "why", "what", "when", "where", "who", "which")
)
_THAT_OPENERS = frozenset(("that", "whether"))
_TO_OPENERS = frozenset(("that", "whether", "if", "to"))
_LONGEST_ADDRESS = 8
"""Words at the beginning of a content that may still say who is told."""
_RELATIVE = frozenset(("who", "whom"))
_OBJECTS = frozenset(("obj", "iobj", "obl", "nmod"))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
_TOPICAL = frozenset(("about", "on", "over", "of"))
_OF_A_THING = frozenset(("criticised", "praised"))
"""Acts whose object is what they speak of, not what they say: “praised the fire brigade”."""
_NOT = frozenset(("not", "never"))
_LEADING_ON = frozenset(("VERB", "ADP", "SCONJ", "DET"))
_ANSWERED = frozenset(("to", "for", "with", "at", "against"))
_PLAIN = frozenset(("said", "explained", "added", "claimed", "wrote", "admitted"))
"""Acts that report what is so, not what shall be done."""
_ANYTHING = frozenset(("something", "anything", "nothing", "everything", "so", "it"))
_FREE = frozenset(("what", "whatever", "whoever", "whichever"))
_ASIDE = frozenset(("to", "while", "when", "after", "before", "until", "since", "because"))
_WHEN = frozenset(("when", "while", "after", "before", "until"))
_LONGEST_ASIDE = 14
_NAME_IN_MARKS = 3
"""Words in marks up to which a naming verb may only give a name."""
Tokens = tuple[int, int]


class Contents:
    """Turns spans of the encoder into contents: tokens [begin, end), no half passages."""

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
        self._used = {draft.site.head for draft in direct.drafts if draft.site}
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
            begin = self._with_negation(self._after_addressee(begin, end, site), site)
            end = self._within_clause(begin, self._before_other_cue(begin, end, site), site)
            begin, end = self.trimmed(begin, end)
            if any(is_word(self.reading, at) for at in range(begin, end)):
                yield begin, end

    def are_credible(self, pieces: Sequence[Tokens], site: Site) -> bool:
        """Tell whether all words together can be the content of a cue."""
        if site.head in self._used or any(self._is_around(piece, site) for piece in pieces):
            return False
        if len(pieces) > 1:
            return any(has_verb(self.reading, *piece) for piece in pieces)
        return all(self.is_credible(piece, site) for piece in pieces)

    def _is_around(self, piece: Tokens, site: Site) -> bool:
        """Whether a piece is of the clause that a cue stands in: `what he says` is a lie."""
        reading, verb = self.reading, site.verb
        if self._is_gapped(piece, site):
            return True
        if reading.dep[verb] == "acl:relcl":
            return reading.pos[piece[0]] in ("AUX", "VERB") and self._aside(site) is None
        inside = reading.rel[verb] == "advcl" and piece[0] <= reading.head[verb] < piece[1]
        return inside and any(reading.lower[c] in _WHEN for c in reading.children[verb])

    def _is_gapped(self, piece: Tokens, site: Site) -> bool:
        """Whether a clause lacks what a word before the cue stands for: `what she says it does`."""
        reading = self.reading
        first = reading.first[site.verb]
        inside = site.head < piece[0] <= reading.last[site.verb]
        return inside and first < site.head and reading.lower[first] in _FREE

    def is_credible(self, piece: Tokens, site: Site) -> bool:
        """Tell whether words can be a cue's content: a clause, words in marks, or its object."""
        reading = self.reading
        found = [at for at in range(*piece) if is_word(reading, at)]
        marked = [at for at in found if reading.zone[at] != reading.zone[site.head]]
        if site.head in self._used or self._is_undergone(piece, site):
            return False
        if self._is_of_another(piece, site):
            return False
        if site.kind is CueKind.NAMING_VERB and marked:
            return not self.is_name(marked)
        if site.kind is CueKind.QUOTING_VERB:
            return bool(marked) and not self.is_name(marked)
        if len(marked) * 2 > len(found) or self._opens_marked(found, marked):
            return True
        if self._is_anything(piece) or self._is_consent(piece, site):
            return False
        if site.kind is CueKind.NOUN and self._is_topic(piece):
            return False
        if site.act in _OF_A_THING:
            return reading.lower[piece[0]] in _THAT_OPENERS
        if self._is_clause(piece, site):
            return True
        about = site.performs.takes_noun and site.kind is not CueKind.NOUN
        return about and not is_passive(reading, site.verb) and not self._is_topic(piece)

    def _is_of_another(self, piece: Tokens, site: Site) -> bool:
        """Whether a clause is what another word has, not the cue."""
        others = (self.is_of_a_noun, self._is_purpose, self._is_under_another, self._is_cut)
        return any(is_of(piece, site) for is_of in others)

    def is_of_a_noun(self, piece: Tokens, site: Site) -> bool:
        """Tell whether a clause describes a noun, or is somebody else's word.

        “Warnings `that have made her famous`”, “replied to Ann's claim `that it rains`”.
        """
        reading = self.reading
        begin = piece[0]
        if reading.lower[begin] in _RELATIVE and reading.pos[begin - 1] in ("NOUN", "PROPN"):
            return True
        if reading.lower[begin] != "that":
            return False
        if self._is_owned(begin - 1):
            return True
        for at in self._outer(piece):
            if reading.head[at] >= begin or not reading.dep[at].startswith("acl"):
                continue
            if site.kind is CueKind.NOUN:
                performers = children(reading, at, "nsubj", "csubj", "expl")
                if not any(each != begin for each in performers):
                    return True
            elif reading.dep[at] == "acl:relcl":
                return True
        return False

    def _is_owned(self, noun: int) -> bool:
        """Whether a noun is what somebody answers to, and another's: “replied to Ann's claim”."""
        reading = self.reading
        if noun < 0 or reading.pos[noun] != "NOUN":
            return False
        to = any(reading.lower[c] in _ANSWERED for c in children(reading, noun, "case"))
        return to and any(reading.dep[at] == "nmod:poss" for at in range(reading.first[noun], noun))

    def _is_cut(self, piece: Tokens, site: Site) -> bool:
        """Whether words only lead to a quotation of its own: `a few questions, including “…”`."""
        reading = self.reading
        end = piece[1]
        while end < len(reading) and not is_word(reading, end) and not self.is_direct(end):
            end += 1
        if end >= len(reading) or not self.is_direct(end) or end < site.head:
            return False
        return reading.pos[piece[1] - 1] in _LEADING_ON

    def _is_under_another(self, piece: Tokens, site: Site) -> bool:
        """Whether a clause is the object of a verb in what describes the cue.

        “Answered by using it to prove `that it rains`”.
        """
        reading = self.reading
        outer = [at for at in self._outer(piece) if reading.rel[at] in ("ccomp", "xcomp")]
        if not outer:
            return False
        verb = reading.head[outer[0]]
        if verb in site.tokens or not site.head < verb < piece[0]:
            return False
        while verb not in (site.head, site.verb, reading.head[verb]):
            if reading.rel[verb] in ("advcl", "acl"):
                return True
            verb = reading.head[verb]
        return False

    def _is_purpose(self, piece: Tokens, site: Site) -> bool:
        """Whether words say only how or why: “answered by `using` it `to show …`”."""
        reading = self.reading
        begin, end = piece
        if any(reading.lower[c] == "by" and c < begin for c in children(reading, begin, "mark")):
            return True
        if reading.lower[begin] != "to" or site.act not in _PLAIN or begin < site.head:
            return False
        verb = reading.head[begin]
        if not begin < verb < end or not is_infinitive(reading, verb):
            return False
        return reading.head[verb] != site.head or reading.rel[verb] not in ("xcomp", "ccomp", "obj")

    def _is_anything(self, piece: Tokens) -> bool:
        """Whether words only stand for something that is said: `proposed something else`."""
        outer = self._outer(piece)
        return bool(outer) and all(self.reading.lower[at] in _ANYTHING for at in outer)

    def _outer(self, piece: Tokens) -> list[int]:
        """Return the words of a piece that hang on a word outside, or on none."""
        begin, end = piece
        reading = self.reading
        return [
            at
            for at in range(begin, end)
            if is_word(reading, at)
            and (not begin <= reading.head[at] < end or reading.head[at] == at)
        ]

    def _is_topic(self, piece: Tokens) -> bool:
        """Whether words are only what a cue is about: “agreed with her about `the winner`”."""
        reading = self.reading
        before = piece[0] - 1
        inside = range(*piece)
        return any(
            reading.lower[c] in _TOPICAL and (c in inside or c == before)
            for at in inside
            if reading.head[at] not in inside
            for c in reading.children[at]
            if reading.rel[c] in ("case", "mark")
        )

    def _opens_marked(self, found: Sequence[int], marked: Sequence[int]) -> bool:
        """Whether words open with several in marks: `reported “two hundred cases” in the north`."""
        opens = len(marked) >= _NAME_IN_MARKS and marked[0] == found[0]
        return opens and marked == found[: len(marked)] and not self.is_name(marked)

    def _is_consent(self, piece: Tokens, site: Site) -> bool:
        """Whether somebody only says yes to a thing: “agreed to `an interview`”."""
        before = self.reading.lower[piece[0] - 1]
        return site.act == "agreed" and "to" in (before, self.reading.lower[piece[0]])

    def _is_clause(self, piece: Tokens, site: Site) -> bool:
        """Whether words are a clause and not a mere noun with what describes it."""
        reading = self.reading
        begin, end = piece
        if reading.lower[begin] in _CLAUSE_OPENERS:
            return True
        outer = [at for at in range(begin, end) if not begin <= reading.head[at] < end]
        if any(reading.rel[at] == "ccomp" and reading.head[at] == site.head for at in outer):
            return True
        if not has_verb(reading, begin, end):
            return False
        objects = [at for at in outer if reading.rel[at] in _OBJECTS and reading.pos[at] in _NOUNS]
        verbs = [
            at for at in outer if reading.pos[at] in ("VERB", "AUX") and not self._is_aside(at)
        ]
        held = any(reading.head[at] == site.head for at in objects)
        return bool(verbs) or not held

    def _is_aside(self, verb: int) -> bool:
        """Whether a verb only tells when or what for: “mentioned it `while driving`”."""
        if self.reading.rel[verb] != "advcl":
            return False
        marks = children(self.reading, verb, "mark", "case", "advmod")
        return any(self.reading.lower[at] in _ASIDE for at in marks)

    def _is_undergone(self, piece: Tokens, site: Site) -> bool:
        """Whether words are the subject of a passive cue: “the singer was criticised”."""
        if not is_passive(self.reading, site.verb):
            return False
        found = subject(self.reading, site.verb)
        return found is not None and piece[0] <= found.head < piece[1]

    def is_name(self, marked: Sequence[int]) -> bool:
        """Tell whether words in marks are so short or capital that they may only name a thing."""
        capital = all(self.reading.words[at][:1].isupper() for at in marked)
        return capital or len(marked) < _NAME_IN_MARKS or is_title(self.reading, marked)

    def standing(self, pieces: list[Tokens], site: Site) -> list[Tokens]:
        """Return the pieces without a mere noun before the cue that no comma parts from it.

        “Five people … to have died” is no content of “are said”: they are only its subject.
        """
        if len(pieces) < 2:
            return pieces
        words = self.reading.words
        pieces = [piece for piece in pieces if not self._is_work(piece)]
        return [
            (begin, end)
            for begin, end in pieces
            if begin > site.head
            or has_verb(self.reading, begin, end)
            or (end < len(words) and not is_word(self.reading, end))
        ]

    def _is_work(self, piece: Tokens) -> bool:
        """Whether a piece is no more than the title of a work, in marks."""
        found = [at for at in range(*piece) if is_word(self.reading, at)]
        marked = all(self.reading.zone[at] != OUTSIDE for at in found)
        return marked and is_title(self.reading, found)

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
        return begin, self._closed(end)

    def _closed(self, end: int) -> int:
        """Return the end behind the closing mark of a passage whose words all are there."""
        reading = self.reading
        zone = reading.zone[end - 1]
        if zone == OUTSIDE and end < len(reading) and reading.pos[end] == "PUNCT":
            return end
        return max(end, reading.tokens(reading.passages[zone].outer).stop) if zone >= 0 else end

    def _after_addressee(self, begin: int, end: int, site: Site) -> int:
        """Return where a content begins once it is clear who is told, and when."""
        reading = self.reading
        if reading.lower[begin] in _RELATIVE and reading.dep[reading.head[begin]] == "acl:relcl":
            return min(end, reading.last[reading.head[begin]] + 1)
        if not site.head < begin <= site.head + 3:
            return begin
        if site.performs.addresses:
            for at in reading.children[site.head]:
                if begin <= at < end and reading.rel[at] in ("obj", "iobj", "obl", "nsubj"):
                    low, after = phrase(reading, at)
                    if low == begin and self._may_open(after, end, site):
                        begin = after
        return self._at_opener(begin, end, site)

    def _with_negation(self, begin: int, site: Site) -> int:
        """Return where a content begins with the “not” of its infinitive: `asked not to be …`."""
        lower = self.reading.lower
        before = begin - 1
        if lower[begin] == "to" and lower[before] in _NOT and before not in site.tokens:
            return before
        return begin

    def _may_open(self, at: int, end: int, site: Site) -> bool:
        """Whether a clause may begin at a token behind the addressee."""
        if at >= end:
            return False
        if self.reading.lower[at] in _CLAUSE_OPENERS:
            return True
        return site.act == "told" and has_verb(self.reading, at, end)

    def _at_opener(self, begin: int, end: int, site: Site) -> int:
        """Return the conjunction near a content's beginning, where only nouns stand before it."""
        reading = self.reading
        openers = _TO_OPENERS if site.performs.addresses else _THAT_OPENERS
        for at in range(begin, min(begin + _LONGEST_ADDRESS, end)):
            if at > begin and reading.lower[at] in openers and reading.pos[at] != "ADP":
                relative = reading.dep[reading.head[at]] == "acl:relcl"
                if relative:
                    return begin
                return at - 1 if reading.lower[at - 1] == "not" and at - 1 > begin else at
            if reading.pos[at] in ("VERB", "AUX") or reading.words[at] in ",;:":
                return begin
        return begin

    def _before_other_cue(self, begin: int, end: int, site: Site) -> int:
        """Return where a content ends before another cue of the same subject: “… and urged …”."""
        reading = self.reading
        for other in self.sites.between(begin + 1, end):
            if reading.rel[other.verb] == "conj" and reading.head[other.verb] == site.verb:
                first = min(other.tokens)
                while first > begin and (
                    reading.pos[first - 1] in ("AUX", "ADV", "PUNCT", "CCONJ")
                    and not set(reading.words[first - 1]) <= MARKS
                ):
                    first -= 1
                return first if first > begin else end
        return end

    def _within_clause(self, begin: int, end: int, site: Site) -> int:
        """Return where a content in a relative clause ends: `…, who says she left, is …`."""
        reading = self.reading
        last = reading.last[site.verb] + 1
        if reading.dep[site.verb] == "acl:relcl" and begin < last < end:
            return last if reading.words[last] == "," else end
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

        What stands before a semicolon, or before “, and” with a clause of its own, is none of it.
        """
        aside = self._aside(site)
        if aside is None:
            return pieces
        (begin, end), unit = aside
        low = self._clause_begin(unit.begin, begin)
        pieces = [(max(piece[0], low), piece[1]) for piece in pieces if piece[1] > low]
        if len(pieces) != 1 or not (pieces[0][0] >= end or pieces[0][1] <= begin):
            return pieces
        before = pieces[0][0] >= end
        other = self.trimmed(low, begin) if before else self.trimmed(end, unit.end)
        if self._may_be_added(other):
            return sorted((pieces[0], other))
        return pieces

    def _may_be_added(self, piece: Tokens) -> bool:
        tokens = range(*piece)
        if not any(is_word(self.reading, at) for at in tokens):
            return False
        if any(self.is_direct(at) for at in tokens):
            return False
        return not any(site.known and site.seen for site in self.sites.between(*piece))

    def _clause_begin(self, begin: int, end: int) -> int:
        """Return where the clause that goes on behind an aside begins before it."""
        reading = self.reading
        for at in range(end - 1, begin, -1):
            if reading.words[at] == ";":
                return at + 1
            if reading.pos[at] == "CCONJ" and reading.words[at - 1] == ",":
                if has_verb(reading, begin, at) and not has_verb(reading, at, end):
                    return at + 1
        return begin

    def _aside(self, site: Site) -> tuple[Tokens, Unit] | None:
        """Return the tokens of “, she said,” with its commas, and its sentence."""
        reading = self.reading
        found = subject(reading, site.verb)
        if found is None or self.unit_of[site.head] < 0:
            return None
        unit = self.units[self.unit_of[site.head]]
        low, high = full_phrase(reading, found.head)
        begin, end = min(low, *site.tokens), max(high, max(site.tokens) + 1)
        for at in reading.children[site.head]:
            if reading.rel[at] in ("obj", "iobj", "obl") and reading.first[at] == end:
                end = reading.last[at] + 1
        if end - begin > _LONGEST_ASIDE or begin <= unit.begin or end >= unit.end:
            return None
        if reading.words[begin - 1] not in ",—–" or reading.words[end] not in ",—–":
            return None
        return (begin - 1, end + 1), unit
