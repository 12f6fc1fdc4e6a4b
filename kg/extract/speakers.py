"""Who says each quotation: the words that name the speaker, and whom they refer to.

Each way to a speaker is a rule with a weight; the confidence of a quotation is the product of how
sure its words, its source and its referent are. Below a threshold the speaker stays open, with
candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.extract.clusters import Cluster
from kg.extract.drafts import Draft, How
from kg.extract.introductions import introduced
from kg.extract.mentions import Noun
from kg.extract.people import Casting
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.sources import Source, addressee_of, channel_of, encoder_source, head_of
from kg.extract.syntax import companions, full_phrase
from kg.knowledge import CueKind, Knowledge
from kg.model import EntityType, MentionKind, QuoteKind

_THRESHOLD = 0.5
_NOBODY = frozenset(
    (
        "nobody",
        "none",
        "no-one",
        "noone",
        "neither",
        "nothing",
        "anyone",
        "anybody",
        "whoever",
        "'s",
    )
)
"""Pronouns that stand for no one who can be said to have spoken: “let's say” is said by none."""
_RELATIVE = frozenset(("who", "which", "that", "whom"))
"""They stand for whom the words before name; where those are not found, nobody is."""
_SPEAKING = (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)
_CHANNELS = (EntityType.ORGANIZATION, EntityType.OTHER)

_SAME_PARAGRAPH = 0.92
_NEXT_PARAGRAPH = 0.75
_LATER_PARAGRAPH = 0.45
_SENTENCE_BEFORE = 0.7
_LINKED = 0.85
_NOT_YET = 0.35
"""What a source counts for that only a later paragraph names."""
_ANSWER = 0.65
_CERTAIN = 0.7
"""How sure a source must be to stay as it is whoever spoke before."""
_GOES_ON = 0.15
_CONTINUES = 0.4
"""What having spoken last is worth beside “she continued”."""


@dataclass(slots=True)
class Spoken:
    """Who says a quotation, to whom, by what channel.

    `source` is the head of the words that name the speaker, `words` the tokens [begin, end).
    """

    speaker: Cluster | None = None
    joint: list[Cluster] = field(default_factory=list)
    source: int | None = None
    words: tuple[int, int] | None = None
    addressee: Cluster | None = None
    channel: Cluster | None = None
    confidence: float = 0.0
    rule: str = ""
    candidates: tuple[tuple[Cluster, float], ...] = ()


class Speaking:
    """Decides on the speakers of an article's quotations, voice by voice."""

    def __init__(
        self,
        reading: Reading,
        knowledge: Knowledge,
        casting: Casting,
        drafts: Iterable[Draft],
        sources: Mapping[Draft, Source | None],
        publisher: str = "",
    ) -> None:
        self.reading = reading
        self.people = knowledge.people
        self.casting = casting
        self.drafts = sorted(drafts, key=lambda draft: draft.begin)
        self.sources = sources
        self.publisher = publisher.lower()
        self.spoken: dict[Draft, Spoken] = {}
        self._decided: defaultdict[int, list[Draft]] = defaultdict(list)

    def decide(self, voices: frozenset[int]) -> None:
        """Decide on the quotations that stand in these voices, in order of the text."""
        for draft in self.drafts:
            voice = self.casting.voices.get(draft.zone, OUTSIDE)
            if voice in voices and draft not in self.spoken:
                spoken = self._decide(draft)
                self.spoken[draft] = spoken
                self._decided[draft.zone].append(draft)
                for passage in draft.passages[:1]:
                    if spoken.speaker is not None:
                        self.casting.speakers[passage] = spoken.speaker
                    if spoken.addressee is not None:
                        self.casting.addressees[passage] = spoken.addressee

    def _decide(self, draft: Draft) -> Spoken:
        source = self.sources.get(draft)
        spoken = Spoken(confidence=draft.how.weight, rule=draft.how.words)
        if source is not None and (draft.site is not None or draft.how is not How.FREE):
            self._from_source(draft, source, spoken)
        elif draft.site is None or draft.how in (How.FREE, How.COLON):
            self._from_company(draft, spoken)
        self._address(draft, spoken)
        if spoken.speaker is not None and spoken.confidence < _THRESHOLD:
            spoken.candidates = ((spoken.speaker, spoken.confidence), *spoken.candidates)
            spoken.speaker, spoken.joint = None, []
        return spoken

    # A source

    def _from_source(self, draft: Draft, source: Source, spoken: Spoken) -> None:
        """Take whom the words of the source refer to, and those joined to them by “and”."""
        reading = self.reading
        spoken.source = source.head
        spoken.words = self._words(draft, source.head)
        spoken.rule = f"{draft.how.words}; {source.rule}"
        if reading.lower[source.head] in _NOBODY | _RELATIVE:
            return
        noun = self.casting.by_token.get(source.head)
        if noun is not None:
            self._weigh(draft, noun)
        cluster = self.casting.at(source.head)
        if cluster is None:
            options = self.casting.candidates.get(noun, ()) if noun is not None else ()
            spoken.candidates = options
            return
        sure = self.casting.confidence.get(noun, 1.0) if noun is not None else 1.0
        known = 1.0 if draft.site is None or draft.site.known else 0.9
        spoken.speaker = cluster
        spoken.confidence = draft.how.weight * source.weight * known * sure
        joint = [self.casting.at(at) for at in companions(reading, source.head)]
        if cluster.members and not cluster.is_described:
            joint = [*cluster.members]
            spoken.speaker = cluster.members[0]
        for other in joint:
            if other is not None and other not in (spoken.speaker, *spoken.joint):
                spoken.joint.append(other)

    def _weigh(self, draft: Draft, noun: Noun) -> None:
        """Weigh a doubtful source again: who spoke just before most likely goes on speaking."""
        options = self.casting.candidates.get(noun, ())
        sure = self.casting.confidence.get(noun, 0.0)
        previous = self._previous(draft)
        if not options or sure >= _CERTAIN or previous is None:
            return
        speaker = self.spoken[previous].speaker
        goes_on = draft.site is not None and draft.site.kind is CueKind.QUOTING_VERB
        reach, bonus = (3, _CONTINUES) if goes_on else (1, _GOES_ON)
        near = draft.paragraph - self._last_paragraph(previous) <= reach
        if speaker is None or not near:
            return
        scores = {c: s + (bonus if c is speaker else 0.0) for c, s in options}
        best = max(scores, key=lambda cluster: (scores[cluster], -cluster.number))
        share = scores[best] / sum(scores.values())
        if noun not in self.casting.clusters.of:
            self.casting.clusters.put(noun, best, share)
        elif self.casting.clusters.of[noun] is not best:
            self.casting.move(noun, best, share)
        self.casting.confidence[noun] = max(share, scores[best] if scores[best] < 1 else share)

    def _words(self, draft: Draft, head: int) -> tuple[int, int]:
        """Return the tokens of a source: the phrase, and the whole of a name in it.

        Where the encoder sees the source too, its bounds are taken.
        """
        seen = encoder_source(self.reading, draft)
        if seen is not None and head in seen:
            begin, end = seen.start, seen.stop
        else:
            begin, end = full_phrase(self.reading, head)
        noun = self.casting.by_token.get(head)
        if noun is not None:
            begin, end = min(begin, noun.begin), max(end, noun.end)
        return begin, end

    # No source

    def _from_company(self, draft: Draft, spoken: Spoken) -> None:
        """Take the speaker that the text around a quotation speaks for, by all reasons together."""
        reasons: dict[Cluster, list[tuple[float, str]]] = {}
        own = [self.reading.tokens(span) for span in draft.content]
        for cluster, weight, rule in self._company(draft):
            if any(self.casting.is_named_in(cluster, tokens) for tokens in own):
                continue
            reasons.setdefault(cluster, []).append((weight, rule))
        ranked = sorted(
            ((_together(w for w, _ in found), cluster) for cluster, found in reasons.items()),
            key=lambda pair: (-pair[0], pair[1].number),
        )
        if not ranked:
            return
        spoken.confidence, spoken.speaker = ranked[0]
        rules = [rule for _, rule in sorted(reasons[spoken.speaker], reverse=True)]
        spoken.rule = "; ".join((draft.how.words, *rules))
        spoken.candidates = tuple((cluster, weight) for weight, cluster in ranked[1:])
        self._name_source(draft, spoken)

    def _name_source(self, draft: Draft, spoken: Spoken) -> None:
        """Take the encoder's source for the words that name the speaker, where it is the same."""
        seen = encoder_source(self.reading, draft)
        if seen is not None and self.casting.at(head_of(self.reading, seen)) is spoken.speaker:
            spoken.source, spoken.words = head_of(self.reading, seen), (seen.start, seen.stop)

    def _company(self, draft: Draft) -> Iterator[tuple[Cluster, float, str]]:
        previous = self._previous(draft)
        before = self._sentence_before(draft, previous)
        if previous is not None and self._is_reply(draft, previous):
            yield from self._replying(draft, previous)
            return
        if previous is not None:
            speaker = self.spoken[previous].speaker
            gap = draft.paragraph - self._last_paragraph(previous)
            weight = (_SAME_PARAGRAPH, _NEXT_PARAGRAPH)[gap] if gap < 2 else _LATER_PARAGRAPH
            if speaker is not None:
                if before is not None and before is not speaker:
                    weight *= 0.6
                if gap and self._mark(draft) != self._mark(previous):
                    weight *= 0.6
                yield speaker, weight, "it goes on after words of the same speaker"
        if before is not None:
            yield before, _SENTENCE_BEFORE, "subject of the sentence before"
        for cluster, score in self._linked(draft):
            yield cluster, _LINKED * score, "the encoder's source"

    def _mark(self, draft: Draft) -> str:
        """Return the mark that opens a quotation: who goes on speaking is quoted alike."""
        passages = [self.reading.passages[each] for each in draft.passages[:1]]
        return "".join(self.reading.text[each.outer.begin] for each in passages if each.opened)

    def _previous(self, draft: Draft) -> Draft | None:
        """Return the quotation before, direct or not, that stands in the same voice."""
        known = self._decided[draft.zone]
        return known[-1] if known else None

    def _is_reply(self, draft: Draft, previous: Draft) -> bool:
        """Whether a quotation opens where another has closed, so that somebody else speaks."""
        between = self.reading.text[previous.content[-1].end : draft.begin]
        return draft.paragraph == self._last_paragraph(previous) and not any(
            character.isalnum() for character in between
        )

    def _replying(self, draft: Draft, previous: Draft) -> Iterator[tuple[Cluster, float, str]]:
        """Yield who may answer the quotation before: whom it speaks to, and who spoke before it."""
        spoken = self.spoken[previous]
        known = self._decided[draft.zone]
        earlier = self.spoken[known[-2]].speaker if len(known) > 1 else None
        if spoken.addressee is not None and spoken.addressee.type is EntityType.PERSON:
            yield spoken.addressee, _ANSWER, "it answers words spoken to the same person"
        if earlier is not None and earlier is not spoken.speaker:
            yield earlier, _ANSWER, "it answers, as before"

    def _last_paragraph(self, draft: Draft) -> int:
        tokens = self.reading.tokens(draft.content[-1])
        return self.reading.paragraph[tokens.start] if tokens else draft.paragraph

    def _sentence_before(self, draft: Draft, previous: Draft | None) -> Cluster | None:
        """Return the person that the sentence right before is about, in the same paragraph."""
        reading = self.reading
        tokens = reading.tokens(draft.content[0])
        floor = reading.tokens(previous.content[-1]).stop if previous is not None else 0
        head = introduced(reading, tokens, draft.zone, floor)
        if head is None or reading.paragraph[head] != draft.paragraph:
            return None
        cluster = self.casting.at(head) if reading.zone[head] == draft.zone else None
        return cluster if cluster and cluster.type is EntityType.PERSON else None

    def _linked(self, draft: Draft) -> Iterator[tuple[Cluster, float]]:
        """Yield whom the encoder's source means: the head of its words, else who is named first."""
        if draft.link is None or not draft.link.source:
            return
        tokens = self.reading.tokens(draft.link.source[0])
        heads = [head_of(self.reading, tokens)] if tokens else []
        for at in (*heads, *tokens):
            cluster = self.casting.at(at)
            if cluster is not None and self.reading.zone[at] == draft.zone:
                later = self.reading.paragraph[at] > self._last_paragraph(draft)
                yield cluster, draft.link.score * (_NOT_YET if later else 1.0)
                return

    # To whom, by what

    def _address(self, draft: Draft, spoken: Spoken) -> None:
        head = addressee_of(self.reading, draft)
        if head is not None:
            cluster = self.casting.at(head)
            if cluster is not None and cluster.type in _SPEAKING and cluster is not spoken.speaker:
                spoken.addressee = cluster
        if draft.kind is not QuoteKind.INDIRECT or draft.site is not None:
            spoken.channel = next(self._channels(draft, spoken), None)

    def _channels(self, draft: Draft, spoken: Spoken) -> Iterator[Cluster]:
        inside = {at for span in draft.content for at in self.reading.tokens(span)}
        for at in channel_of(self.reading, draft):
            noun = self.casting.by_token.get(at)
            if noun is None or at in inside or noun not in self.casting.clusters.of:
                continue
            cluster = self.casting.clusters.of[noun]
            if (
                cluster.type in _CHANNELS
                and self._is_outlet(noun)
                and cluster is not spoken.speaker
            ):
                yield cluster

    def _is_outlet(self, noun: Noun) -> bool:
        if noun.kind is not MentionKind.NAME:
            return False
        return noun.lemma == self.publisher or not self.people.outlets.isdisjoint(
            noun.lemma.split()
        )


def _together(weights: Iterable[float]) -> float:
    """Return how sure several independent reasons make something (noisy or)."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1.0 - weight
    return 1.0 - doubt
