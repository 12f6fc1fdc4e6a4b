"""Findings and resolutions made up by hypothesis: any text, any ids, references that hold."""

from __future__ import annotations

from hypothesis import strategies as st
from rdf_samples import ACTS, TYPES

from kg.model import (
    Article,
    Claim,
    Cluster,
    Contradiction,
    Entity,
    EntityType,
    Event,
    Evidence,
    Findings,
    Key,
    Match,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Time,
    Verdict,
)

texts = st.text(max_size=60) | st.text(st.characters(codec=None), max_size=20)
"""Any text, lone surrogates and control characters among it."""

labels = texts.map(lambda text: f"x{text}")
ids = st.text(st.characters(codec=None), min_size=1, max_size=6)
confidences = st.floats(0, 1)
dates = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2024-02-30", "2024-02-29T10:00:00Z"])
times = st.sampled_from(["", "2024-02", "19XX", "2024-02-01/2024-03", "../2024", "soon", "2024-21"])
urls = st.sampled_from(["", "https://a.example/é?q=<b> c#d#e", "file:///etc/passwd", "nonsense"])
bodies = st.text(min_size=8, max_size=80) | st.text(
    st.characters(codec=None), min_size=8, max_size=80
)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    begin = draw(st.integers(0, length - 1))
    return Span(begin, draw(st.integers(begin + 1, length)))


def optional(strategy: st.SearchStrategy[str], names: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy if names else st.none()


@st.composite
def entities(draw: st.DrawFn, id: str, length: int) -> Entity:
    mention = st.builds(Mention, spans(length), st.sampled_from(MentionKind))
    return Entity(
        id,
        draw(st.sampled_from(EntityType)),
        draw(texts),
        tuple(draw(st.lists(mention, min_size=1, max_size=3))),
        draw(st.sampled_from(["", "female", "male"])),
        draw(st.booleans()),
    )


@st.composite
def quotes(draw: st.DrawFn, id: str, length: int, known: list[str], earlier: list[str]) -> Quote:
    names = st.sampled_from(known) if known else st.nothing()
    others = st.sampled_from(earlier) if earlier else st.nothing()
    candidates = st.lists(names, max_size=2, unique=True) if known else st.just([])
    return Quote(
        id,
        draw(st.sampled_from(QuoteKind)),
        tuple(sorted(draw(st.lists(spans(length), min_size=1, max_size=3)))),
        cue=tuple(draw(st.lists(spans(length), max_size=2))),
        source=tuple(draw(st.lists(spans(length), max_size=1))),
        speaker=draw(optional(names, known)),
        joint=tuple(draw(candidates)),
        act=draw(st.sampled_from(ACTS)),
        affirmed=draw(st.booleans()),
        addressee=draw(optional(names, known)),
        channel=draw(optional(names, known)),
        within=draw(optional(others, earlier)),
        confidence=draw(confidences),
        rule=draw(texts),
        candidates=tuple((name, draw(confidences)) for name in draw(candidates)),
    )


@st.composite
def events(draw: st.DrawFn, id: str, length: int, known: list[str], quoted: list[str]) -> Event:
    roles = st.sampled_from(["experiencer", "agent", "place", "other"])
    names = st.sampled_from(known) if known else st.nothing()
    part = st.builds(Participant, roles, names)
    return Event(
        id,
        draw(st.sampled_from(TYPES)),
        draw(spans(length)),
        tuple(draw(st.lists(part, max_size=3))) if known else (),
        draw(st.none() | st.builds(Time, spans(length), times)),
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from(Modality)),
        draw(optional(st.sampled_from(quoted) if quoted else st.nothing(), quoted)),
        tuple(draw(st.lists(spans(length), max_size=2))),
        draw(confidences),
        draw(texts),
    )


@st.composite
def claims(draw: st.DrawFn, length: int, known: list[str], quoted: list[str]) -> Claim:
    names = st.sampled_from(known)
    return Claim(
        draw(names),
        draw(st.sampled_from(["age", "spouse", "parent", "home", "hair"])),
        draw(st.text(min_size=1, max_size=8)),
        draw(spans(length)),
        draw(optional(names, known)),
        draw(optional(st.sampled_from(quoted) if quoted else st.nothing(), quoted)),
        draw(confidences),
    )


def claim_identity(claim: Claim) -> tuple[object, ...]:
    return (
        claim.subject,
        claim.property,
        claim.value,
        claim.evidence,
        claim.object,
        claim.reported_in,
    )


@st.composite
def findings(draw: st.DrawFn, article: str = "a1") -> Findings:
    body = draw(bodies)
    known = draw(st.lists(ids, max_size=3, unique=True))
    quoted = draw(st.lists(ids, max_size=3, unique=True))
    happened = draw(st.lists(ids, max_size=2, unique=True))
    length = len(body)
    claim = st.lists(claims(length, known, quoted), max_size=3, unique_by=claim_identity)
    return Findings(
        Article(
            article,
            draw(texts),
            body,
            draw(texts),
            draw(urls),
            draw(dates),
            draw(texts),
            draw(texts),
        ),
        tuple(draw(entities(id, length)) for id in known),
        tuple(draw(quotes(id, length, known, quoted[:at])) for at, id in enumerate(quoted)),
        tuple(draw(events(id, length, known, quoted)) for id in happened),
        tuple(draw(claim)) if known else (),
    )


@st.composite
def clusters(draw: st.DrawFn, keys: list[Key], labels: st.SearchStrategy[str]) -> list[Cluster]:
    """Any partition of some of the keys."""
    groups: dict[int, list[Key]] = {}
    for key in keys:
        groups.setdefault(draw(st.integers(0, len(keys))), []).append(key)
    groups.pop(0, None)
    return [Cluster(f"c{at}", draw(labels), tuple(sorted(group))) for at, group in groups.items()]


@st.composite
def matches(draw: st.DrawFn, keys: list[Key]) -> list[Match]:
    pairs = [(left, right) for left in keys for right in keys if left < right]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    evidence = st.builds(Evidence, st.floats(-1, 1), texts)
    return [
        Match(
            left,
            right,
            draw(st.sampled_from(Verdict)),
            draw(confidences),
            tuple(draw(st.lists(evidence, max_size=2))),
        )
        for left, right in pairs
        if (left, right) in chosen
    ]


@st.composite
def resolved(draw: st.DrawFn) -> tuple[list[Findings], Resolution]:
    """Findings of up to three articles, and any judgement over them."""
    names = draw(st.lists(st.sampled_from(["a1", "a2", "a3"]), max_size=3, unique=True))
    found = [draw(findings(name)) for name in names]
    entity_keys = [Key(each.article.id, entity.id) for each in found for entity in each.entities]
    quote_keys = [Key(each.article.id, quote.id) for each in found for quote in each.quotes]
    event_keys = [Key(each.article.id, event.id) for each in found for event in each.events]
    claim_keys = sorted(
        Key(each.article.id, str(at)) for each in found for at in range(len(each.claims))
    )
    pairs = [(left, right) for left in claim_keys for right in claim_keys if left < right]
    disputed = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return found, Resolution(
        entities=tuple(draw(clusters(entity_keys, labels))),
        statements=tuple(draw(clusters(quote_keys, labels))),
        events=tuple(draw(clusters(event_keys, labels))),
        unsure=tuple(draw(matches(entity_keys)) + draw(matches(quote_keys))),
        contradictions=tuple(Contradiction("age", *pair, "a reason") for pair in disputed),
        sources=tuple(draw(clusters(sorted({*quote_keys, *entity_keys}), labels))),
    )
