"""Two short articles on one event, their findings and what is judged over them, made by hand."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

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
from kg.rdf.concepts import Concept
from kg.rdf.quads import Concepts, Run, article_quads, resolution_quads, run_quads

BASE = "https://example.org/data/"
RUN = Run(version="0.1.0", weights="abc123", ontology="def456", pipeline="witness_encoder")
ACTS = ("said", "asked", "told", "wrote", "thought", "denied", "declined", "warned")
TYPES = ("fire", "birth", "arrest", "move", "death")
ASSERTIVE = ("said", "told", "wrote", "warned")
CONCEPTS = Concepts(
    event_types={
        name: Concept(NamedNode(f"https://w3id.org/witness/event-types#{name}"), name, name)
        for name in TYPES
    },
    acts={
        name: Concept(
            NamedNode(f"https://w3id.org/witness/cues#{name}"),
            name,
            name,
            asserts=name in ASSERTIVE,
        )
        for name in ACTS
    },
)

COURIER = Article(
    id="00000000000000c1",
    source="courier.txt",
    title="Mill burns in Orrin",
    url="https://courier.example/mill?id=1#top",
    published="2024-03-13",
    publisher="The Orrin Courier",
    author="A. Reporter",
    text=(
        "“We lost the mill,” Ida Varga, 34, said on Tuesday, “and nobody warned us.” "
        "Her mother, Vera Varga, denied that the fire was set. "
        "The council said it will not move the school."
    ),
)
HERALD = Article(
    id="00000000000000e2",
    source="herald.txt",
    published="2024-03",
    publisher="Herald",
    text=(
        "The mill at Orrin burned down on 12 March. Varga, 36, said: “We lost the mill.”\n\n"
        "Ida Varga has not been arrested, police said."
    ),
)


def place(article: Article, words: str, *, after: str = "") -> Span:
    """The first place of `words` in the article's text, at or after `after`."""
    begin = article.text.index(words, article.text.index(after))
    return Span(begin, begin + len(words))


def entity(
    article: Article, id: str, type: EntityType, *words: tuple[str, MentionKind], **more: object
) -> Entity:
    mentions = tuple(Mention(place(article, text), kind) for text, kind in words)
    return Entity(id, type, words[0][0], mentions, **more)  # type: ignore[arg-type]


NAME, NOMINAL, PRONOUN = MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN


def courier() -> Findings:
    here = COURIER
    return Findings(
        here,
        entities=(
            entity(
                here,
                "e1",
                EntityType.PERSON,
                ("Ida Varga", NAME),
                ("Her", PRONOUN),
                gender="female",
            ),
            entity(here, "e2", EntityType.PERSON, ("Vera Varga", NAME), ("Her mother", NOMINAL)),
            entity(here, "e3", EntityType.ORGANIZATION, ("The council", NOMINAL)),
        ),
        quotes=(
            Quote(
                "q1",
                QuoteKind.DIRECT,
                (place(here, "We lost the mill,"), place(here, "and nobody warned us.")),
                cue=(place(here, "said"),),
                source=(place(here, "Ida Varga, 34"),),
                speaker="e1",
                confidence=0.97,
                rule="subject of the cue",
            ),
            Quote(
                "q2",
                QuoteKind.INDIRECT,
                (place(here, "that the fire was set"),),
                cue=(place(here, "denied"),),
                speaker="e2",
                act="denied",
                affirmed=False,
            ),
            Quote(
                "q3",
                QuoteKind.INDIRECT,
                (place(here, "it will not move the school"),),
                cue=(place(here, "said", after="The council"),),
                speaker="e3",
            ),
        ),
        events=(
            Event(
                "v1",
                "fire",
                place(here, "lost the mill"),
                (Participant("experiencer", "e1"),),
                Time(place(here, "on Tuesday"), "2024-03-12"),
                reported_in="q1",
                more=(place(here, "fire"),),
            ),
            Event(
                "v2",
                "move",
                place(here, "move"),
                (Participant("experiencer", "e1"), Participant("agent", "e3")),
                polarity=Polarity.NEGATIVE,
                modality=Modality.PLANNED,
                reported_in="q3",
            ),
        ),
        claims=(
            Claim("e1", "age", "34", place(here, "34")),
            Claim("e1", "parent", "mother", place(here, "Her mother"), object="e2"),
        ),
    )


def herald() -> Findings:
    here = HERALD
    return Findings(
        here,
        entities=(
            entity(here, "e1", EntityType.PERSON, ("Ida Varga", NAME), ("Varga", NAME)),
            entity(here, "e2", EntityType.PLACE, ("Orrin", NAME)),
            entity(here, "e3", EntityType.GROUP, ("police", NOMINAL), anonymous=True),
        ),
        quotes=(
            Quote(
                "q1",
                QuoteKind.DIRECT,
                (place(here, "We lost the mill."),),
                cue=(place(here, "said"),),
                speaker="e1",
                confidence=0.9,
            ),
            Quote(
                "q2",
                QuoteKind.INDIRECT,
                (place(here, "Ida Varga has not been arrested"),),
                cue=(place(here, "said", after="police"),),
                candidates=(("e3", 0.5), ("e1", 0.1)),
            ),
        ),
        events=(
            Event(
                "v1",
                "fire",
                place(here, "burned down"),
                (Participant("place", "e2"), Participant("agent", "e3")),
                Time(place(here, "12 March"), "2024-03-12"),
            ),
            Event(
                "v2",
                "arrest",
                place(here, "arrested"),
                (Participant("experiencer", "e1"),),
                polarity=Polarity.NEGATIVE,
                reported_in="q2",
            ),
        ),
        claims=(Claim("e1", "age", "36", place(here, "36")),),
    )


WIRE = Article(
    id="00000000000000a3",
    source="wire.txt",
    text=(
        "Ida Varga, a mother of three, told the Wire through the council that she might leave if"
        " “they say ‘move’ again” and if the mill burns or dies, as mills do."
    ),
)


def wire() -> Findings:
    """What the other two leave out: mixed and nested quotations, further modalities."""
    here = WIRE
    worlds = (Modality.POSSIBLE, Modality.CONDITIONAL, Modality.GENERIC, Modality.FEARED)
    triggers = ("leave", "burns", "dies", "move")
    return Findings(
        here,
        entities=(
            entity(here, "e1", EntityType.PERSON, ("Ida Varga", NAME)),
            entity(here, "e2", EntityType.ORGANIZATION, ("the Wire", NAME)),
            entity(here, "e3", EntityType.ORGANIZATION, ("the council", NOMINAL)),
        ),
        quotes=(
            Quote(
                "q1",
                QuoteKind.MIXED,
                (place(here, "she might leave if “they say ‘move’ again”"),),
                cue=(place(here, "told"),),
                speaker="e1",
                act="told",
                addressee="e2",
                channel="e3",
            ),
            Quote("q2", QuoteKind.DIRECT, (place(here, "move"),), within="q1"),
        ),
        events=tuple(
            Event(f"v{at}", "move", place(here, trigger), modality=modality)
            for at, (trigger, modality) in enumerate(zip(triggers, worlds, strict=True))
        ),
        claims=(Claim("e1", "children", "3", place(here, "three")),),
    )


C, H = COURIER.id, HERALD.id


def resolution() -> Resolution:
    return Resolution(
        entities=(
            Cluster("ida-varga", "Ida Varga", (Key(C, "e1"), Key(H, "e1")), 1, ("varga",)),
            Cluster("vera-varga", "Vera Varga", (Key(C, "e2"),)),
            Cluster("the-council", "The council", (Key(C, "e3"),)),
            Cluster("orrin", "Orrin", (Key(H, "e2"),)),
            Cluster("police", "police", (Key(H, "e3"),)),
        ),
        statements=(
            Cluster(
                "s1",
                "We lost the mill, and nobody warned us.",
                (Key(C, "q1"), Key(H, "q1")),
            ),
            Cluster("s2", "that the fire was set", (Key(C, "q2"),)),
            Cluster("s3", "it will not move the school", (Key(C, "q3"),)),
            Cluster("s4", "Ida Varga has not been arrested", (Key(H, "q2"),)),
        ),
        events=(
            Cluster("fire-1", "fire at the mill", (Key(C, "v1"), Key(H, "v1"))),
            Cluster("move-1", "move", (Key(C, "v2"),)),
            Cluster("arrest-1", "arrest of Ida Varga", (Key(H, "v2"),)),
        ),
        unsure=(
            Match(
                Key(C, "e2"),
                Key(H, "e1"),
                Verdict.UNSURE,
                0.4,
                (Evidence(0.3, "same surname"), Evidence(-0.2, "other given name")),
            ),
        ),
        contradictions=(Contradiction("age", Key(C, "0"), Key(H, "0"), "34 against 36"),),
        sources=(
            Cluster("statement-of-ida", "Ida Varga's statement", (Key(C, "q1"), Key(H, "q1"))),
        ),
        identities=(("ida-varga", "Q42"),),
    )


def articles() -> tuple[Findings, Findings]:
    return courier(), herald()


def sample_quads() -> list[Quad]:
    """The whole sample graph: two articles, what is judged over them, and the run."""
    both = articles()
    quads = [q for each in both for q in article_quads(each, BASE, concepts=CONCEPTS, run=RUN)]
    quads += resolution_quads(both, resolution(), BASE, concepts=CONCEPTS, run=RUN)
    return quads + run_quads(RUN, BASE) + CONCEPTS.quads(BASE)
