"""What claims about people are read from, and how one is made: its words, its quotation, its value.

Each kind of claim has a module of its own: `ages`, `callings` (occupation, role, affiliation),
`origins` (nationality, home) and `relatives`; `claims` joins them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.extract.arguments import companions, own_subject, surface_subject
from kg.extract.reading import Reading
from kg.extract.referents import Referents
from kg.knowledge import Knowledge, People
from kg.model import Claim, EntityType, Span

SURE, LIKELY, WEAK = 0.9, 0.75, 0.6
"""How sure a claim is: its words say so, its sentence does, or they may only take up somebody."""

_OUTSIDE_NAMES = frozenset(("DET", "ADP", "SCONJ", "CCONJ", "PUNCT"))


@dataclass(frozen=True, slots=True)
class Ground:
    """Who is meant where, what words mean, the quotation of each token, and names by id."""

    referents: Referents
    knowledge: Knowledge
    quotes: Mapping[int, str]
    names: Mapping[str, str]

    @property
    def reading(self) -> Reading:
        """The words of the article."""
        return self.referents.reading

    @property
    def people(self) -> People:
        """The words for people."""
        return self.knowledge.people

    def text(self, begin: int, end: int) -> str:
        """Return the text of the tokens [begin, end)."""
        return self.reading.text[self.reading.begin[begin] : self.reading.end[end - 1]]

    def claim(
        self, subject: str, name: str, value: str, begin: int, end: int, sure: float = SURE
    ) -> Claim:
        """Return a claim whose evidence is the tokens [begin, end)."""
        evidence = self.reading.span(begin, end)
        return Claim(subject, name, value, evidence, None, self.quotes.get(begin), sure)

    def claim_in_text(self, subject: str, name: str, value: str, span: Span) -> Claim:
        """Return a claim whose evidence is some code points, be they whole tokens or not."""
        tokens = self.reading.tokens(span)
        quote = self.quotes.get(tokens.start) if len(tokens) else None
        return Claim(subject, name, value, span, None, quote, SURE)

    def of_words(self, subject: str, name: str, begin: int, end: int, sure: float = SURE) -> Claim:
        """Return a claim whose value is its very words, the tokens [begin, end)."""
        return self.claim(subject, name, self.text(begin, end), begin, end, sure)

    def of_other(
        self, subject: str, name: str, other: str, begin: int, end: int, sure: float = LIKELY
    ) -> Claim:
        """Return a claim whose value is somebody else."""
        claim = self.claim(subject, name, self.names[other], begin, end, sure)
        return replace(claim, object=other)

    def affiliation(self, subject: str, begin: int, end: int, sure: float = SURE) -> Claim:
        """Return a claim that somebody belongs to what the tokens [begin, end) name."""
        claim = self.of_words(subject, "affiliation", begin, end, sure)
        ids = [id for token in range(begin, end) for id in self.referents.at(token)]
        organizations = [id for id in ids if self.referents.types[id] is EntityType.ORGANIZATION]
        return replace(claim, object=organizations[0]) if organizations else claim

    def is_person(self, id: str) -> bool:
        """Tell whether an entity is one person."""
        return self.referents.types[id] is EntityType.PERSON

    def meant(self, noun: int) -> tuple[str, ...]:
        """Return the people that a token stands for: the architect `Noor Halabi`."""
        return tuple(id for id in self.referents.at(noun) if self.is_person(id))

    def subjects(self, predicate: int) -> tuple[str, ...]:
        """Return the people that a predicate says something of."""
        subject = own_subject(self.reading, predicate)
        if subject is None and self.reading.dep[predicate] == "acl":
            subject = self.reading.head[predicate]
        elif subject is None and self.reading.rel[predicate] == "conj":
            subject = surface_subject(self.reading, predicate)
        heads = companions(self.reading, subject) if subject is not None else ()
        return tuple(dict.fromkeys(id for head in heads for id in self.meant(head)))

    def is_organization(self, token: int) -> bool:
        """Tell whether a token stands for an organization, by name or by its noun: the `trust`."""
        return self.referents.kind(token) == "organization" or (
            self.reading.pos[token] in ("NOUN", "PROPN")
            and self.reading.lemma[token] in self.people.organizations
        )

    def name_around(
        self, token: int, *, after: int = 0, before: int | None = None
    ) -> tuple[int, int]:
        """Return the tokens of the name that holds a token, or of the noun with what qualifies it.

        Nothing outside of the tokens [after, before) counts, and no article.
        """
        before = len(self.reading) if before is None else before
        chunks = [c for c in self.reading.names if c.begin <= token < c.end]
        if chunks:
            begin, end = max(chunks[0].begin, after), min(chunks[0].end, before)
        else:
            begin, end = max(self.reading.first[token], after), token + 1
        while begin < token and self.reading.pos[begin] in _OUTSIDE_NAMES:
            begin += 1
        return begin, end
