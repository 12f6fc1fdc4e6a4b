"""The people of an article in the making, and whether two mentions may be of one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp

from kg.extract.mentions import Noun
from kg.extract.names import PersonName, is_nickname, is_short_form, is_tail, same_full_name
from kg.knowledge import People
from kg.model import EntityType, MentionKind

_SURE = 3.0
"""Votes for a gender that a title or a word of kinship is worth; a pronoun is worth one at most."""
_LEAST_VOTES = 0.8
_LEANING = 0.4
"""Votes for a gender that a unit of leaning is worth: no pronoun alone outvotes a sure one."""
_SLOPE = 1.0
"""How far the encoder's log odds are believed: names that it has not learnt make them bold."""
_STRONGEST = 4.0
"""Log odds beyond which a leaning counts no more."""
_NICKNAME = 0.3
"""How likely the encoder must find that a nickname is short for a name of other letters."""
_TELLING = 0.25
"""By how much the encoder must find one bearer of a surname likelier than another."""
_DOUBT = 0.5
"""Votes against a gender that a name may have before anything is resolved."""


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one thing, so far; `votes` are for its gender.

    `members` are the people of a group, `kin` the relatives that the text names as such.
    """

    number: int
    type: EntityType
    nouns: list[Noun] = field(default_factory=list)
    names: list[PersonName] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    votes: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    members: list[Cluster] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """What the text says of its gender, "" where it says nothing or both."""
        return _elected(self.votes["female"], self.votes["male"])

    @property
    def leaning(self) -> float:
        """Log odds that it is a woman rather than a man, as the encoder sees it.

        Its full names tell: a surname alone may be a given name of the other gender.
        """
        full = [noun.leaning for noun in self.nouns if noun.name is not None and noun.name.is_full]
        found = full or [
            noun.leaning for noun in self.nouns if noun.kind is not MentionKind.PRONOUN
        ]
        mean = sum(found) / len(found) if found else 0.0
        return max(-_STRONGEST, min(_STRONGEST, mean))

    @property
    def presumed(self) -> str:
        """The gender to go by when others are told from it: what the text says, and the leaning."""
        leaning = _LEANING * self.leaning
        return _elected(
            self.votes["female"] + max(0.0, leaning), self.votes["male"] + max(0.0, -leaning)
        )

    def likelihood(self, gender: str) -> float:
        """Return how well a gender suits it: 1 where it is likely, towards 0 where it is not."""
        if not gender or self.gender == gender:
            return 1.0
        leaning = self.leaning if gender == "female" else -self.leaning
        return min(1.0, 2 / (1 + exp(-_SLOPE * leaning)))

    @property
    def is_named(self) -> bool:
        """Whether a name is among its mentions."""
        return any(noun.kind is MentionKind.NAME for noun in self.nouns)

    @property
    def is_described(self) -> bool:
        """Whether more than pronouns refer to it."""
        return any(noun.kind is not MentionKind.PRONOUN for noun in self.nouns)

    @property
    def full_names(self) -> Sequence[PersonName]:
        """Its names of more than one part."""
        return [name for name in self.names if name.is_full]

    @property
    def surnames(self) -> frozenset[tuple[str, ...]]:
        """The surnames of its full names, hyphenated ones as a whole."""
        return frozenset(name.surname for name in self.full_names)

    def add(self, noun: Noun, weight: float = 1.0) -> None:
        """Put a mention in, with what it says of the gender."""
        self.nouns.append(noun)
        self.keys.add(noun.lemma)
        if noun.name is not None:
            self.names.append(noun.name)
        if noun.gender in ("female", "male"):
            pronoun = noun.kind is MentionKind.PRONOUN
            self.votes[noun.gender] += weight * self.likelihood(noun.gender) if pronoun else _SURE

    def remove(self, noun: Noun) -> None:
        """Take a mention out; what it said of the gender stays."""
        self.nouns.remove(noun)
        if noun.name is not None:
            self.names.remove(noun.name)

    def agrees(self, gender: str) -> bool:
        """Tell whether nothing speaks against a gender."""
        return not gender or not self.gender or self.gender == gender


def _elected(female: float, male: float) -> str:
    if max(female, male) < _LEAST_VOTES or female == male:
        return ""
    return "female" if female > male else "male"


class Clusters:
    """All clusters of an article; `of` gives that of each mention."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.all: list[Cluster] = []
        self.of: dict[Noun, Cluster] = {}

    def new(self, noun: Noun) -> Cluster:
        """Begin a cluster with a mention."""
        return self.put(noun, self.empty(noun.type))

    def empty(self, type: EntityType) -> Cluster:
        """Begin a cluster without a mention."""
        cluster = Cluster(len(self.all), type)
        self.all.append(cluster)
        return cluster

    def put(self, noun: Noun, cluster: Cluster, weight: float = 1.0) -> Cluster:
        """Add a mention to a cluster."""
        cluster.add(noun, weight)
        self.of[noun] = cluster
        return cluster


# --- Names ----------------------------------------------------------------------------------------


def cluster_names(clusters: Clusters, nouns: Iterable[Noun], hints: Hints) -> None:
    """Put the names of an article together: full names first, then what may be short for them."""
    names = [noun for noun in nouns if noun.kind is MentionKind.NAME]
    people = [noun for noun in names if noun.name is not None]
    by_surname: defaultdict[str, list[Cluster]] = defaultdict(list)
    for noun in people:
        if noun.name and noun.name.is_full:
            alike = by_surname[noun.name.parts[-1]]
            known = next(_with_same_name(alike, noun.name, clusters.people), None)
            known = known or next(_with_longer_name(alike, noun), None)
            cluster = _place(clusters, noun, known)
            if known is None:
                alike.append(cluster)
    by_part = _by_part(clusters)
    for noun in _surest_first(clusters, people):
        _place_short(clusters, noun, by_part, hints)
    _cluster_others(clusters, [noun for noun in names if noun.name is None])


def _surest_first(clusters: Clusters, people: Iterable[Noun]) -> list[Noun]:
    """Return the names of one part: given names, then surnames with a form of address, then bare.

    “Mr Lind” tells whom the article calls so; only then is it known whom “Lind” most likely means.
    """
    surnames = {surname for cluster in clusters.all for surname in cluster.surnames}
    short = [noun for noun in people if noun.name is not None and not noun.name.is_full]
    return sorted(
        short, key=lambda n: (n.name is not None and n.name.parts in surnames, not n.gender)
    )


def _place(clusters: Clusters, noun: Noun, known: Cluster | None) -> Cluster:
    return clusters.put(noun, known) if known else clusters.new(noun)


def _with_same_name(
    alike: Iterable[Cluster], name: PersonName, people: People
) -> Iterator[Cluster]:
    """Yield the clusters none of whose full names speaks against this one."""
    for cluster in alike:
        if all(same_full_name(other, name, people) for other in cluster.full_names):
            yield cluster


def _with_longer_name(alike: Iterable[Cluster], noun: Noun) -> Iterator[Cluster]:
    """Yield the clusters whose full name ends with this one and was given before.

    A child may bear the grandmother's whole name behind her own: whoever is introduced with an age
    is somebody else.
    """
    assert noun.name is not None
    for cluster in alike:
        if any(is_tail(noun.name, full) for full in cluster.full_names):
            if not noun.age and cluster.nouns[0].begin < noun.begin:
                yield cluster


def _by_part(clusters: Clusters) -> defaultdict[str, list[Cluster]]:
    """Return the clusters with a full name, by each part of it and each letter it begins with."""
    found: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters.all:
        for part in {part[:1] for name in cluster.full_names for part in name.parts}:
            found[part].append(cluster)
    return found


def _place_short(
    clusters: Clusters, noun: Noun, by_part: defaultdict[str, list[Cluster]], hints: Hints
) -> None:
    """Put a surname or a given name alone to the person it is short for, or to its likes."""
    name = noun.name
    assert name is not None
    people = clusters.people
    initials = {part[:1] for part in name.parts}
    nicknamed = {n[:1] for part in name.parts for n in people.nicknames.get(part, ())}
    candidates = {
        id(cluster): cluster for key in sorted(initials | nicknamed) for cluster in by_part[key]
    }
    fitting = [
        cluster
        for cluster in candidates.values()
        if cluster.agrees(name.gender)
        and cluster.presumed in ("", name.gender or cluster.presumed)
        and (cluster.presumed == name.gender or hints.agrees(cluster, name.gender))
        and _may_be_short(noun, cluster, clusters, hints)
    ]
    known = by_part["=" + " ".join(name.parts)]
    fitting += [c for c in known if c.agrees(name.gender)]
    if not fitting:
        known.append(clusters.new(noun))
        return
    clusters.put(noun, _likeliest(noun, fitting, clusters, hints))


def _may_be_short(noun: Noun, cluster: Cluster, clusters: Clusters, hints: Hints) -> bool:
    """Tell whether a name may be short for a cluster's, a nickname where the encoder agrees."""
    name = noun.name
    assert name is not None
    if any(is_short_form(name, full) for full in cluster.full_names):
        return True
    given = [full.parts[0] for full in cluster.full_names]
    known = any(is_nickname(name.parts[0], each, clusters.people) for each in given)
    return known and len(name.parts) == 1 and hints.score(noun, cluster, clusters) >= _NICKNAME


def _likeliest(noun: Noun, fitting: list[Cluster], clusters: Clusters, hints: Hints) -> Cluster:
    """Return whom a short form names of several: who was called so before, else by the encoder."""
    assert noun.name is not None
    name = noun.name

    def rank(cluster: Cluster) -> tuple[bool, bool, int, bool, int, int, int]:
        """Return what speaks for somebody, the weightiest reason first."""
        score = hints.score(noun, cluster, clusters)
        same = any(not set(name.offices).isdisjoint(other.offices) for other in cluster.names)
        named = any(other.begin < noun.begin for other in cluster.nouns)
        keyed = noun.lemma in cluster.keys
        form = _form(noun, cluster)
        called = sum(name.parts == other.parts for other in cluster.names)
        likely = int(score / _TELLING)
        return same, named, form, keyed, likely, called, -cluster.nouns[0].begin

    return max(fitting, key=rank) if len(fitting) > 1 else fitting[0]


def _form(noun: Noun, cluster: Cluster) -> int:
    """Return 1 where somebody is addressed so before, -1 where otherwise: “Mrs” is not “Ms”."""
    assert noun.name is not None
    forms = [
        name.title
        for other in cluster.nouns
        if (name := other.name) is not None and name.title and other.begin < noun.begin
    ]
    if not noun.name.gender or not forms:
        return 0
    return 1 if noun.name.title in forms else -1


class Hints:
    """What the encoder's antecedents say of names before anything is resolved."""

    def __init__(self, antecedents: dict[Noun, list[tuple[Noun, float]]]) -> None:
        self._antecedents = antecedents
        self._genders: defaultdict[Noun, defaultdict[str, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        for noun, others in antecedents.items():
            if noun.kind is MentionKind.PRONOUN and noun.gender:
                for other, score in others:
                    self._genders[other][noun.gender] += score

    def tell(self, noun: Noun, gender: str) -> None:
        """Take note that the words beside a name say its gender."""
        self._genders[noun][gender] = max(_SURE, self._genders[noun][gender])

    def score(self, noun: Noun, cluster: Cluster, clusters: Clusters) -> float:
        """Return how likely a mention refers to a cluster, by its antecedents in it."""
        others = self._antecedents.get(noun, ())
        return sum(score for other, score in others if clusters.of.get(other) is cluster)

    def agrees(self, cluster: Cluster, gender: str, *, doubt: float = _DOUBT) -> bool:
        """Tell whether the pronouns that point to a cluster speak for no other gender."""
        if not gender:
            return True
        other = "male" if gender == "female" else "female"
        votes = [self._genders[noun] for noun in cluster.nouns if noun in self._genders]
        return sum(v[other] - v[gender] for v in votes) <= doubt


# --- Organizations and places ---------------------------------------------------------------------


def _cluster_others(clusters: Clusters, nouns: Sequence[Noun]) -> None:
    """Put names of organizations, places and families together by their words and initials."""
    known: dict[tuple[EntityType, str], Cluster] = {}
    ordered = sorted(nouns, key=lambda noun: (-len(noun.lemma.split()), noun.begin))
    for noun in ordered:
        for key in _other_keys(noun):
            if (noun.type, key) in known:
                clusters.put(noun, known[noun.type, key])
                break
        else:
            cluster = clusters.new(noun)
            for key in (*_other_keys(noun), *_short_keys(noun)):
                known.setdefault((noun.type, key), cluster)


def _other_keys(noun: Noun) -> Iterator[str]:
    words = noun.lemma.split()
    if words[:1] == ["the"]:
        words = words[1:]
    yield " ".join(words)


def _short_keys(noun: Noun) -> Iterator[str]:
    """Yield what a name of several words may be called for short: initials, or its first words."""
    words = [word for word in noun.lemma.split() if word not in ("the", "of", "for", "and", "&")]
    if len(words) > 1 and noun.type is EntityType.ORGANIZATION:
        yield "".join(word[0] for word in words)
        yield " ".join(words[:-1])
