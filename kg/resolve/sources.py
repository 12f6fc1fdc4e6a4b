"""Which articles draw on one primary source: they pass on the same words of one speaker.

An essay, a speech, a post or a statement to the press shows in several of its passages, or through
one channel that the articles name. Articles that draw on it are not independent of each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from kg.model import Cluster, Key
from kg.resolve.clusters import cluster
from kg.resolve.components import Sets
from kg.resolve.stories import Stories

_MANY = 20


def sources(stories: Stories, statements: Iterable[Cluster]) -> tuple[Cluster, ...]:
    """Return the primary sources that at least two articles draw on, with their quotations."""
    shared = [each for each in statements if _speaks_in_several(stories, each)]
    sets = Sets(len(shared))
    for places in _together(stories, shared).values():
        for left, right in pairwise(sorted(places)):
            sets.join(left, right)
    found = (
        _source(stories, [key for place in group for key in shared[place].members])
        for group in sets.groups()
    )
    return tuple(sorted(found, key=lambda each: each.members))


def _speaks_in_several(stories: Stories, statement: Cluster) -> bool:
    """Tell whether at least two articles have the speaker's own words of a statement."""
    verbatim = (key for key in statement.members if key in stories.echoes.passages)
    return len({key.article for key in verbatim}) > 1


def _together(stories: Stories, shared: list[Cluster]) -> dict[tuple[object, ...], set[int]]:
    """Return the statements that one speaker makes in the same two articles."""
    found: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for place, statement in enumerate(shared):
        articles = sorted({key.article for key in statement.members})
        pairs = combinations(articles, 2) if len(articles) <= _MANY else pairwise(articles)
        speaker = _speaker(stories, statement)
        for pair in pairs:
            found[(speaker, *pair)].add(place)
    return dict(found)


def _speaker(stories: Stories, statement: Cluster) -> int | None:
    speakers = Counter(
        stories.of(key.article, speaker)
        for key in statement.members
        if (speaker := stories.records.quotes[key].speaker)
    )
    return min(speakers, key=lambda thing: (-speakers[thing], thing)) if speakers else None


def _source(stories: Stories, keys: list[Key]) -> Cluster:
    """Return a source with all that its articles quote from it, named by speaker and channel."""
    articles, own = {key.article for key in keys}, stories.records.content
    channels = Counter(_through(stories, keys))
    if channels:
        channel = min(channels, key=lambda thing: (-channels[thing], thing))
        speakers = {stories.of(key.article, s) for key in keys if (s := _by(stories, key))}
        keys = [*keys, *_also(stories, articles, channel, speakers)]
        return cluster(_label(stories, keys, stories.clusters[channel].label), keys, own)
    return cluster(_label(stories, keys, ""), keys, own)


def _by(stories: Stories, key: Key) -> str | None:
    return stories.records.quotes[key].speaker


def _through(stories: Stories, keys: Iterable[Key]) -> Iterator[int]:
    for key in keys:
        channel = stories.records.quotes[key].channel
        if channel:
            yield stories.of(key.article, channel)


def _also(stories: Stories, articles: set[str], channel: int, speakers: set[int]) -> Iterator[Key]:
    """Yield what else the articles quote from the speakers through the channel."""
    for article in sorted(articles):
        for quote in stories.records.articles[article].quotes:
            key = Key(article, quote.id)
            is_through = channel in _through(stories, [key])
            if is_through and quote.speaker and stories.of(article, quote.speaker) in speakers:
                yield key


def _label(stories: Stories, keys: Iterable[Key], channel: str) -> str:
    speakers = sorted(
        {stories.clusters[stories.of(k.article, s)].label for k in keys if (s := _by(stories, k))}
    )
    who = ", ".join(speakers) or "somebody"
    return f"{who} on {channel}" if channel else f"Words of {who}"
