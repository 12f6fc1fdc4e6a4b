"""Clusters → the entities of the findings, and the cast that the other chapters read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.extract.cast import Cast
from kg.extract.clusters import Cluster
from kg.extract.drafts import is_word
from kg.extract.mentions import Noun
from kg.extract.name_chunks import in_capitals
from kg.extract.people import Casting
from kg.extract.reading import Reading
from kg.model import Entity, EntityType, Mention, MentionKind

_LONGEST_NAME = 12
"""Words of a description that may serve as a name."""
_ALWAYS = (EntityType.PERSON, EntityType.GROUP)


def cast_of(casting: Casting, used: Iterable[Cluster]) -> tuple[Cast, Mapping[Cluster, str]]:
    """Return the cast of an article, with the id of each cluster that is in it.

    All people are, groups and named organizations and places, and whoever is `used` by a quotation.
    Ids count in order of the first mention.
    """
    needed = set(used)
    kept = [c for c in casting.clusters.all if c.nouns and (c in needed or _is_kept(c))]
    kept += [m for c in kept for m in c.members if m not in kept]
    for cluster in kept:
        cluster.nouns.sort(key=lambda noun: (noun.begin, -noun.end))
    kept.sort(key=lambda cluster: (cluster.nouns[0].begin, -cluster.nouns[0].end, cluster.number))
    ids = {cluster: f"e{number}" for number, cluster in enumerate(kept, 1)}
    names = _names(casting, kept)
    entities = tuple(_entity(casting.reading, c, ids[c], names[c]) for c in kept)
    referents = {
        at: ids[casting.clusters.of[noun]]
        for at, noun in casting.by_token.items()
        if casting.clusters.of.get(noun) in ids
    }
    members = {ids[c]: tuple(ids[m] for m in c.members) for c in kept if c.members}
    return Cast(entities, referents, members, casting.kin(ids)), ids


def _is_kept(cluster: Cluster) -> bool:
    return cluster.is_named or cluster.type in _ALWAYS


def _entity(reading: Reading, cluster: Cluster, id: str, name: str) -> Entity:
    spans = {reading.span(noun.begin, noun.end): noun.kind for noun in cluster.nouns}
    mentions = tuple(Mention(span, kind) for span, kind in sorted(spans.items()))
    gender = cluster.gender if cluster.type is EntityType.PERSON else ""
    return Entity(id, cluster.type, name, mentions, gender, anonymous=not cluster.is_named)


def _names(casting: Casting, clusters: Iterable[Cluster]) -> dict[Cluster, str]:
    found: dict[Cluster, str] = {}
    for cluster in clusters:
        found[cluster] = _name(casting, cluster)
    return found


def _name(casting: Casting, cluster: Cluster) -> str:
    """Return the fullest name that stands in running text, or the best description."""
    reading = casting.reading
    names = [noun for noun in cluster.nouns if noun.kind is MentionKind.NAME]
    if names:
        running = [noun for noun in names if not in_capitals(reading, noun.begin)]
        best = max(running or names, key=lambda noun: (_fullness(noun), -noun.begin))
        return _without_title(reading, best)
    nominal = [noun for noun in cluster.nouns if noun.kind is MentionKind.NOMINAL]
    if not nominal:
        if cluster.nouns[0].person == 1:
            return "we" if cluster.nouns[0].plural else "I"
        return _text(reading, cluster.nouns[0].begin, cluster.nouns[0].end)
    best = max(nominal, key=lambda noun: (noun.end - noun.begin, -noun.begin))
    end = best.end if best.end - best.begin <= _LONGEST_NAME else best.head + 1
    return _of_owner(casting, best) or _text(reading, best.begin, end)


def _fullness(noun: Noun) -> tuple[int, int]:
    return (len(noun.name.parts), 1) if noun.name else (noun.end - noun.begin, 0)


def _without_title(reading: Reading, noun: Noun) -> str:
    begin = noun.begin + (len(noun.name.title) if noun.name else 0)
    if begin >= noun.end:
        begin = noun.begin
    return _text(reading, begin, noun.end)


def _of_owner(casting: Casting, noun: Noun) -> str:
    """Return “Ann Lee’s mother” for “her mother”, "" where it is nobody's who has a name."""
    whose = casting.by_token.get(noun.whose) if noun.whose is not None else None
    owner = casting.clusters.of.get(whose) if whose is not None else None
    if whose is None or owner is None or not owner.is_named:
        return ""
    reading = casting.reading
    begin = whose.end if whose.begin < noun.head else noun.head
    while begin < noun.head and not is_word(reading, begin):
        begin += 1
    if begin < noun.head and reading.rel[begin] == "case":
        begin += 1
    end = noun.end if whose.begin < noun.head else noun.head + 1
    return f"{_name(casting, owner)}’s {_text(reading, begin, end)}"


def _text(reading: Reading, begin: int, end: int) -> str:
    return " ".join(reading.text[reading.begin[begin] : reading.end[end - 1]].split())
