"""A text with the annotations that a corpus has of it, by word; what a corpus lacks stays None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.parse.labels import GAPS, NAMES, ROLES

IGNORE = -1
"""A word whose label does not count."""

GLUED, SPACE, PARAGRAPH = GAPS.index("glued"), GAPS.index("space"), GAPS.index("paragraph")


@dataclass(frozen=True, slots=True)
class Noun:
    """A mention by words: [begin, end), its syntactic head, its type (index in `labels.MENTIONS`).

    `entity` is the same for mentions of one entity in a text; -1 where that is not annotated.
    """

    begin: int
    end: int
    head: int
    type: int
    entity: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution by words: pieces of content, cue and source, each [begin, end)."""

    content: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Annotated:
    """One text and the layers that its corpus annotates. All lists are as long as `words`.

    `names` and `roles` hold bit sets of the labels allowed for a word, so that a corpus which
    annotates only some types teaches nothing about the others. `heads` holds the index of a word's
    syntactic head in the text, itself for a root, IGNORE where unknown. `annotators` are other
    versions of the same text by other people.
    """

    id: str
    corpus: str
    words: list[str]
    gaps: list[int]
    roles: list[int] | None = None
    links: list[Link] = field(default_factory=list)
    names: list[int] | None = None
    silver: list[int] | None = None
    """Names that a machine found, where they can be trusted; bit sets as in `names`."""
    upos: list[int] | None = None
    heads: list[int] | None = None
    deps: list[int] | None = None
    starts: list[int] | None = None
    mentions: list[Noun] | None = None
    partial_mentions: bool = False
    coreference: bool = False
    """Whether mentions of one entity are known as such, in `mentions` or, of some, in `chains`."""
    chains: dict[int, int] | None = None
    """Word → the person or organization that it tells of, where only some mentions are annotated.

    Of nested mentions the smallest counts; what other words tell of is not known.
    """
    events: list[int] | None = None
    realis: list[int] | None = None
    people: dict[int, int] = field(default_factory=dict)
    """Words of people's names → 0 for a first word, 1 for a later one: what may be replaced."""
    annotators: list[Annotated] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    """Where each word begins in the corpus's own text, where it has one."""

    def check(self) -> Annotated:
        """Return itself; raises ValueError if a layer's length is not the text's."""
        for name in (
            "gaps",
            "roles",
            "names",
            "silver",
            "upos",
            "heads",
            "deps",
            "starts",
            "events",
            "realis",
        ):
            layer = getattr(self, name)
            if layer is not None and len(layer) != len(self.words):
                raise ValueError(f"{self.corpus}/{self.id}: layer {name} has {len(layer)} labels")
        return self

    def copy(self, **changes: object) -> Annotated:
        """Return a copy with some layers exchanged."""
        return replace(self, **changes)  # type: ignore[arg-type]


def name_bits(*labels: str) -> int:
    """Return the bit set of these labels of `labels.NAMES`."""
    return sum(1 << NAMES.index(label) for label in labels)


_GENITIVE = frozenset({"'s", "’s", "'", "’"})


def without_genitive(words: Sequence[str], span: tuple[int, int]) -> tuple[int, int]:
    """Return a mention [begin, end) without a genitive mark at its end."""
    begin, end = span
    return (begin, end - 1) if end - begin > 1 and words[end - 1] in _GENITIVE else span


ANY_NAME = (1 << len(NAMES)) - 1
ANY_ROLE = (1 << len(ROLES)) - 1


def bio_bits(tags: list[str], types: dict[str, str | None], outside: tuple[str, ...]) -> list[int]:
    """Return bit sets for tags in IOB1 or IOB2.

    `types` maps a corpus's types to PERSON, ORG, LOC, MISC, or to None where the word's label must
    not count; `outside` are the labels that a word tagged O may truly have.
    """
    bits: list[int] = []
    before = "O"
    for tag in tags:
        prefix, _, kind = tag.partition("-")
        if prefix == "O" or kind in {"", "O"}:
            bits.append(name_bits(*outside))
            before = "O"
            continue
        ours = types[kind]
        begins = prefix == "B" or before != kind
        bits.append(ANY_NAME if ours is None else name_bits(f"{'B' if begins else 'I'}-{ours}"))
        before = kind
    return bits


def people_in(names: list[int]) -> dict[int, int]:
    """Return the words of people's names: 0 for a name's first word, 1 for a later one."""
    first, later = name_bits("B-PERSON"), name_bits("I-PERSON")
    return {at: int(bits == later) for at, bits in enumerate(names) if bits in (first, later)}
