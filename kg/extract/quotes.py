"""Drafts and their speakers → the quotations of the findings; marked words that nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.clusters import Cluster
from kg.extract.direct import Direct
from kg.extract.drafts import Draft, Unsaid, is_word, words
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.speakers import Spoken
from kg.knowledge import People
from kg.model import Quote, Span


def voices_of(reading: Reading, drafts: Iterable[Draft]) -> dict[int, int]:
    """Return the voice of each zone: a quotation's first passage stands for all of them."""
    of = {passage: draft.passages[0] for draft in drafts for passage in draft.passages}
    voices = {OUTSIDE: OUTSIDE}
    for zone in range(len(reading.passages)):
        voices[zone] = of.get(zone, voices[reading.around(zone)])
    return voices


def levels(reading: Reading, voices: Mapping[int, int]) -> Iterator[frozenset[int]]:
    """Yield the voices from the outermost inwards, those of one depth together."""
    depth = {OUTSIDE: 0}
    for zone in sorted(voices):
        voice = voices[zone]
        if voice not in depth:
            depth[voice] = depth[voices[reading.around(voice)]] + 1
    for number in range(max(depth.values()) + 1):
        yield frozenset(voice for voice, here in depth.items() if here == number)


def quotes_of(
    reading: Reading,
    spoken: Mapping[Draft, Spoken],
    ids: Mapping[Cluster, str],
) -> tuple[Quote, ...]:
    """Return the quotations in order of the text."""
    drafts = sorted(spoken, key=lambda draft: (draft.begin, -draft.content[-1].end))
    names = {draft: f"q{number}" for number, draft in enumerate(drafts, 1)}
    within = {draft: names[holder] for draft, holder in _around(drafts).items()}
    return tuple(
        _quote(reading, draft, spoken[draft], ids, names[draft], within.get(draft))
        for draft in drafts
    )


def _quote(
    reading: Reading,
    draft: Draft,
    spoken: Spoken,
    ids: Mapping[Cluster, str],
    name: str,
    within: str | None,
) -> Quote:
    site = draft.site
    return Quote(
        id=name,
        kind=draft.kind,
        content=tuple(sorted(draft.content)),
        cue=tuple(_cue(reading, draft)),
        source=tuple(_source(reading, draft, spoken)),
        speaker=_id(ids, spoken.speaker),
        joint=tuple(ids[each] for each in spoken.joint if each in ids) if spoken.speaker else (),
        act=site.act if site else "said",
        affirmed=site.affirmed if site else True,
        addressee=_id(ids, spoken.addressee),
        channel=_id(ids, spoken.channel),
        within=within,
        confidence=round(min(1.0, max(0.0, spoken.confidence)), 3),
        rule=spoken.rule,
        candidates=tuple(
            (ids[cluster], round(min(1.0, score), 3))
            for cluster, score in spoken.candidates
            if cluster in ids
        ),
    )


def _id(ids: Mapping[Cluster, str], cluster: Cluster | None) -> str | None:
    return ids.get(cluster) if cluster is not None else None


def _cue(reading: Reading, draft: Draft) -> Iterator[Span]:
    """Yield the words of the cue, those that touch as one."""
    tokens = sorted(draft.site.tokens) if draft.site else []
    begin = 0
    for at, token in enumerate(tokens):
        if at + 1 == len(tokens) or tokens[at + 1] > _next(reading, token):
            yield reading.span(tokens[begin], token + 1)
            begin = at + 1


def _next(reading: Reading, token: int) -> int:
    token += 1
    while token < len(reading) and reading.pos[token] == "SPACE":
        token += 1
    return token


def _source(reading: Reading, draft: Draft, spoken: Spoken) -> Iterator[Span]:
    """Yield the words that name the speaker, clear of the cue and of what is quoted."""
    if spoken.source is None or spoken.words is None:
        return
    begin, end = spoken.words
    taken = set(draft.site.tokens) if draft.site else set()
    taken.update(at for span in draft.content for at in reading.tokens(span))
    while end > spoken.source + 1 and not taken.isdisjoint(range(spoken.source + 1, end)):
        end -= 1
    while begin < spoken.source and not taken.isdisjoint(range(begin, spoken.source)):
        begin += 1
    while end > spoken.source + 1 and not is_word(reading, end - 1):
        end -= 1
    yield reading.span(begin, end)


def _around(drafts: Sequence[Draft]) -> dict[Draft, Draft]:
    """Return for each quotation the smallest one whose words hold its own."""
    found: dict[Draft, Draft] = {}
    pieces = sorted(
        ((span, draft) for draft in drafts for span in draft.content),
        key=lambda pair: (pair[0].begin, -pair[0].end, pair[1].begin),
    )
    open_pieces: list[tuple[Span, Draft]] = []
    for span, draft in pieces:
        while open_pieces and open_pieces[-1][0].end <= span.begin:
            open_pieces.pop()
        for around, holder in reversed(open_pieces):
            if holder is not draft and span in around and span != around:
                found.setdefault(draft, holder)
                break
        open_pieces.append((span, draft))
    return found


# --- Words in marks that nobody said --------------------------------------------------------------


def unsaid(
    reading: Reading, people: People, direct: Direct, drafts: Iterable[Draft]
) -> tuple[Unsaid, ...]:
    """Return the passages that are part of no quotation, each with the reason."""
    said = {passage for draft in drafts for passage in draft.passages}
    return tuple(
        Unsaid(place, _reason(reading, people, place))
        for place in range(len(reading.passages))
        if place not in said and direct.of(place) is None
    )


def _reason(reading: Reading, people: People, place: int) -> str:
    found = [at for piece in reading.passages[place].pieces for at in words(reading, piece)]
    if not found:
        return "no words"
    before = found[0] - 1
    while before >= 0 and not is_word(reading, before):
        before -= 1
    nearby = {reading.lemma[at] for at in range(max(0, before - 2), before + 1)}
    capital = all(reading.words[at][:1].isupper() for at in found if len(reading.words[at]) > 3)
    if capital and reading.words[found[0]][:1].isupper():
        return "the title of a work" if not nearby.isdisjoint(people.works) else "a name"
    return "words that are only set apart"
