"""Doc → Findings: who is who, who said what, what happened to whom, and what is claimed of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.blocks import with_blocks
from kg.extract.cast import Cast
from kg.extract.claims import find_claims
from kg.extract.cues import find_cues
from kg.extract.direct import Direct
from kg.extract.drafts import Draft, Unsaid
from kg.extract.entities import cast_of
from kg.extract.events import find_events
from kg.extract.indirect import find_indirect
from kg.extract.mending import with_closed_marks
from kg.extract.mentions import find_mentions
from kg.extract.people import Casting
from kg.extract.quotes import levels, quotes_of, unsaid, voices_of
from kg.extract.reading import OUTSIDE, Reading, read
from kg.extract.senses import Senses, with_senses
from kg.extract.sources import Source, addressee_of, channel_of, source_of
from kg.extract.speakers import Speaking
from kg.extract.units import places, units
from kg.knowledge import Knowledge
from kg.model import Article, Findings, Quote, QuoteKind


@dataclass(frozen=True, slots=True)
class Heard:
    """Who said what in one article, and what stands in marks without being said."""

    reading: Reading
    cast: Cast
    quotes: tuple[Quote, ...]
    unsaid: tuple[Unsaid, ...]


def extract(doc: Doc, knowledge: Knowledge) -> Findings:
    """Return what one article says; depends on nothing but the Doc and the linguistic knowledge."""
    article = doc._.article
    heard = listen(doc, knowledge, article.text, publisher=article.publisher)
    entities, quotes = heard.cast.entities, heard.quotes
    members, kin, reading = heard.cast.members, heard.cast.kin, heard.reading
    events = find_events(
        doc,
        entities,
        quotes,
        knowledge,
        members=members,
        reading=reading,
        published=article.published,
    )
    claims = find_claims(
        doc, entities, quotes, knowledge, kin=kin, members=members, reading=reading
    )
    entities, events = with_senses(Senses(doc, reading), entities, events)
    return Findings(article, entities, quotes, events, claims)


def listen(
    doc: Doc, knowledge: Knowledge, text: str | None = None, *, publisher: str = ""
) -> Heard:
    """Return who is who and who said what: first the words, then who is who, then the speakers."""
    reading = read(doc, text)
    sites = find_cues(reading, knowledge)
    reading = with_blocks(with_closed_marks(reading, sites), sites)
    sentences = units(reading)
    direct = Direct(reading, sites, sentences)
    drafts = [*direct.drafts, *find_indirect(reading, sites, direct, sentences)]
    sources = {draft: source_of(reading, draft) for draft in drafts}
    voices = voices_of(reading, drafts)
    wanted = [source.head for source in sources.values() if source is not None]
    wanted += [at for draft in drafts for at in _addressed(reading, draft)]
    mentions = find_mentions(reading, knowledge, wanted)
    numbers = places(reading, sentences.get(OUTSIDE, ()))
    uttered = _uttered(reading, sources)
    casting = Casting(reading, knowledge, mentions, voices, numbers, uttered)
    speaking = Speaking(reading, knowledge, casting, drafts, sources, publisher)
    for level in levels(reading, voices):
        casting.resolve(level)
        speaking.decide(level)
    spoken = speaking.spoken.values()
    used = {c for s in spoken for c in (s.speaker, s.addressee, s.channel, *s.joint)}
    used |= {c for s in spoken for c, _ in s.candidates}
    cast, ids = cast_of(casting, (cluster for cluster in used if cluster is not None))
    quotes = quotes_of(reading, speaking.spoken, ids)
    return Heard(reading, cast, quotes, unsaid(reading, knowledge.people, direct, drafts))


def _uttered(
    reading: Reading, sources: Mapping[Draft, Source | None]
) -> Mapping[int, Sequence[range]]:
    """Return the tokens in marks that each source is the source of, by its head."""
    found: defaultdict[int, list[range]] = defaultdict(list)
    for draft, source in sources.items():
        if source is not None and draft.kind is QuoteKind.DIRECT:
            found[source.head] += [reading.tokens(span) for span in draft.content]
    return found


def _addressed(reading: Reading, draft: Draft) -> list[int]:
    head = addressee_of(reading, draft)
    return [*([head] if head is not None else []), *channel_of(reading, draft)]


__all__ = ["Article", "Heard", "extract", "listen"]
