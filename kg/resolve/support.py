"""How many independent sources stand behind what several articles tell.

Articles that pass on the same words of one speaker draw on one primary source. For what that
speaker said, and for what is told of the speaker, they count once, however many they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import Cluster, Key
from kg.resolve.components import Sets
from kg.resolve.stories import Stories

_Finding = tuple[Key, Key | None, set[int]]
"""Where a finding is, the quotation that it is or stands in, and the things it is about."""


class Support:
    """The primary sources: which quotations are of each, and which articles have whose words."""

    def __init__(self, stories: Stories, sources: Iterable[Cluster]) -> None:
        self._stories = stories
        self._source_of: dict[Key | None, int] = {}
        self._own: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
        for number, source in enumerate(sources):
            speakers = set(self._speaking(source))
            for key in source.members:
                self._source_of[key] = number
                for speaker in speakers:
                    self._own[key.article, speaker].add(number)

    def _speaking(self, source: Cluster) -> Iterator[int]:
        quotes = self._stories.records.quotes
        for key in source.members:
            speakers = (quotes[key].speaker, *quotes[key].joint)
            yield from (self._stories.of(key.article, id) for id in speakers if id)

    def entities(self, clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
        """Count the sources of what is known of people, organizations and the like."""
        return tuple(
            self._counted(each, ((key, None, {number}) for key in each.members))
            for number, each in enumerate(clusters)
        )

    def statements(self, clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
        """Count the sources of each statement."""
        nobody: set[int] = set()
        return tuple(
            self._counted(each, ((key, key, nobody) for key in each.members)) for each in clusters
        )

    def events(self, clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
        """Count the sources of each event: who tells of themselves, in whatever words, is one."""
        return tuple(self._counted(each, map(self._report, each.members)) for each in clusters)

    def _report(self, key: Key) -> _Finding:
        event = self._stories.records.events[key]
        quote = Key(key.article, event.reported_in) if event.reported_in else None
        things = {self._stories.of(key.article, part.entity) for part in event.participants}
        return key, quote, things

    def _counted(self, cluster: Cluster, findings: Iterable[_Finding]) -> Cluster:
        """Count a cluster's articles, those that draw on one source for it as one."""
        articles = sorted({key.article for key in cluster.members})
        place = {article: at for at, article in enumerate(articles)}
        sets = Sets(len(articles))
        first: dict[int, int] = {}
        for key, quote, things in findings:
            at = place[key.article]
            for source in self._relevant(key.article, quote, things):
                sets.join(first.setdefault(source, at), at)
        return replace(cluster, independent=len(sets.groups()))

    def _relevant(self, article: str, quote: Key | None, things: set[int]) -> Iterator[int]:
        """Yield the sources that a finding rests on: whose words it is, or who is concerned."""
        if quote in self._source_of:
            yield self._source_of[quote]
        for thing in things:
            yield from self._own.get((article, thing), ())
