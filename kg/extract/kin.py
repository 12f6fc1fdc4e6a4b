"""Relatives as handles: “her mother” is a person of her own, and the same one each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.extract.cast import Kin
from kg.extract.clusters import Cluster
from kg.extract.mentions import Noun
from kg.extract.names import PersonName
from kg.extract.reading import Reading
from kg.knowledge import People
from kg.model import EntityType, Span

_PARTNERS = ("spouse", "partner")
_FAMILY = frozenset(("parent", "child", "spouse", "sibling"))
"""Relations within which a surname is mostly shared."""
_ONE_OF_MANY = frozenset(("one", "another", "other", "elder", "older", "younger", "eldest"))


class Relatives:
    """Who is whose relative, as far as the text has said it."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people
        self._of: defaultdict[tuple[Cluster, str], list[Cluster]] = defaultdict(list)
        self._said: list[tuple[Cluster, str, Cluster, Span]] = []

    def find(self, noun: Noun, owners: Sequence[Cluster]) -> Cluster | None:
        """Return the relative of somebody that a description means, None where it is a new one."""
        assert noun.description is not None
        kinship = self._people.kinship[noun.description.kinship]
        for owner in owners:
            known = [c for c in self._known(owner, kinship.notation) if self._fits(noun, c)]
            if len(known) == 1 or (known and kinship.single):
                return known[-1] if not self._is_another(noun) else None
        return None

    def _known(self, owner: Cluster, notation: str) -> list[Cluster]:
        """Return somebody's relatives: those the text names, else those that follow from them.

        The parents of a sibling and the spouse of a parent are one's parents.
        """
        known = self._of[owner, notation]
        if notation != "parent":
            return known
        parents = [*known, *(p for s in self._of[owner, "sibling"] for p in self._of[s, "parent"])]
        wed = [s for parent in parents for s in self._of[parent, "spouse"] if s is not owner]
        return list(dict.fromkeys((*parents, *wed)))

    def of_family(
        self, noun: Noun, owners: Sequence[Cluster], named: Iterable[Cluster]
    ) -> Cluster | None:
        """Return the only one of the people `named` who has the owner's surname and fits.

        “His wife” of Jonas Lind is Ada Lind, where she is the only woman of that name at hand and
        nothing else is known of the two.
        """
        assert noun.description is not None
        kinship = self._people.kinship[noun.description.kinship]
        notation = kinship.notation
        if notation not in _FAMILY or not noun.gender or self._is_another(noun):
            return None
        for owner in owners:
            surnames = {s for each in self._house(owner) for s in each.surnames}
            found = [
                cluster
                for cluster in dict.fromkeys(named)
                if not surnames.isdisjoint(cluster.surnames)
                and cluster not in owners
                and self._fits(noun, cluster)
                and (kinship.single or cluster.presumed == noun.gender)
                and self._relation(owner, cluster) in ("", notation)
            ]
            if len(found) == 1:
                return found[0]
        return None

    def standing(self, noun: Noun) -> Cluster | None:
        """Return the only one who is told of as such a relative: “the son” of a father named.

        Of several generations “the older man” is the only parent, “the younger one” the only child.
        A word for women and men alike is none: “the child” is anybody's.
        """
        told = _generation(noun, self._reading, self._people)
        if told is None and noun.gender and noun.description and noun.description.kinship:
            told = self._people.kinship[noun.description.kinship].notation
        found = [c for (_, notation), known in self._of.items() if notation == told for c in known]
        fitting = list(dict.fromkeys(c for c in found if self._fits(noun, c)))
        return fitting[0] if len(fitting) == 1 else None

    def of_generation(self, name: PersonName, bearers: Sequence[Cluster]) -> Cluster | None:
        """Return the parent or the child whom “Lind senior” or “the younger Lind” tells apart.

        `bearers` are the people of that surname; a relative of theirs may be known by a given name.
        """
        notation = _of_suffix(name.suffix, self._people)
        inverse = {"parent": "child", "child": "parent"}.get(notation)
        told = [c for b in bearers for c in self._of[b, notation]] + [
            b for b in bearers if inverse and self._of[b, inverse]
        ]
        fitting = [c for c in dict.fromkeys(told) if c.agrees(name.gender)]
        return fitting[0] if len(fitting) == 1 else None

    def _house(self, owner: Cluster) -> Sequence[Cluster]:
        """Return somebody, or where no surname is given, the nearest relatives that have one."""
        if owner.surnames:
            return (owner,)
        return [each for notation in sorted(_FAMILY) for each in self._of[owner, notation]]

    def _relation(self, owner: Cluster, other: Cluster) -> str:
        """Return what somebody is said to be to another, "" where nothing is said."""
        for (each, notation), known in self._of.items():
            if each is owner and other in known:
                return notation
        return ""

    def _fits(self, noun: Noun, cluster: Cluster) -> bool:
        return cluster.type is noun.type and cluster.agrees(noun.gender)

    def _is_another(self, noun: Noun) -> bool:
        words = self._reading.lower[noun.begin : noun.end]
        return not _ONE_OF_MANY.isdisjoint(words)

    def note(self, noun: Noun, cluster: Cluster, owners: Sequence[Cluster]) -> None:
        """Keep that a description calls somebody the relative of others, and the inverse."""
        if noun.description is None or not noun.description.kinship:
            return
        kinship = self._people.kinship[noun.description.kinship]
        evidence = self._reading.span(noun.head, noun.head + 1)
        for owner in owners:
            if owner is cluster:
                continue
            self._said.append((owner, kinship.notation, cluster, evidence))
            self._know(owner, kinship.notation, cluster)
            if cluster.type is EntityType.PERSON and owner.type is EntityType.PERSON:
                self._know(cluster, kinship.inverse, owner)

    def _know(self, owner: Cluster, notation: str, relative: Cluster) -> None:
        known = self._of[owner, notation]
        if relative not in known:
            known.append(relative)

    def reunited(self) -> list[tuple[Cluster, Cluster]]:
        """Return who was told of as a relative before the text named them, with the one named.

        “His wife” is Ada, once the text says that Ada's husband is he, unless it names two.
        """
        found: dict[Cluster, Cluster] = {}
        for (owner, notation), known in list(self._of.items()):
            named = [each for each in self._known(owner, notation) if each.is_named]
            for nameless in known:
                fitting = [c for c in named if c.type is nameless.type and _may_be(nameless, c)]
                if nameless.nouns and not nameless.is_named and len(fitting) == 1:
                    found.setdefault(nameless, fitting[0])
        for nameless, one in found.items():
            self._rename(nameless, one)
        return list(found.items())

    def _rename(self, nameless: Cluster, named: Cluster) -> None:
        """Let what is known of one hold for another."""
        self._said = [
            (named if o is nameless else o, n, named if c is nameless else c, e)
            for o, n, c, e in self._said
        ]
        for (owner, notation), known in list(self._of.items()):
            for each in known:
                self._know(
                    named if owner is nameless else owner,
                    notation,
                    named if each is nameless else each,
                )
            if owner is nameless:
                del self._of[owner, notation]
            elif nameless in known:
                self._of[owner, notation].remove(nameless)

    def partner(self, cluster: Cluster) -> Cluster | None:
        """Return the only spouse or partner that the text gives somebody."""
        found = [each for notation in _PARTNERS for each in self._of[cluster, notation]]
        return found[0] if len(found) == 1 else None

    def found(self, ids: Mapping[Cluster, str]) -> tuple[Kin, ...]:
        """Return what the text says, between clusters that have an id."""
        kin = {
            Kin(ids[owner], notation, ids[other], evidence)
            for owner, notation, other, evidence in self._said
            if owner in ids and other in ids and ids[owner] != ids[other]
        }
        return tuple(sorted(kin))


def _of_suffix(word: str, people: People) -> str:
    """Return what a word that tells generations apart makes of somebody, "" for any other."""
    return "parent" if word in people.elders else "child" if word in people.juniors else ""


def _generation(noun: Noun, reading: Reading, people: People) -> str | None:
    """Return the generation that a description tells apart: “the older man”, None for others."""
    if noun.whose is not None or (noun.description is not None and noun.description.kinship):
        return None
    own = (reading.lower[at] for at in range(noun.begin, noun.end) if reading.head[at] == noun.head)
    return next((found for word in own if (found := _of_suffix(word, people))), None)


def tells_generation(noun: Noun, reading: Reading, people: People) -> bool:
    """Tell whether a description tells an older person from a younger one: “the older man”."""
    return _generation(noun, reading, people) is not None


def _may_be(nameless: Cluster, named: Cluster) -> bool:
    """Whether gender allows a relative to be somebody who is named as one."""
    return not nameless.gender or named.gender in ("", nameless.gender)
