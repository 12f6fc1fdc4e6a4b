"""Reads words that report and words for people, the project's and a user's own, into nouns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import OntologyError
from kg.knowledge import Act, Cue, CueKind, CueLexicon, Kinship, People, PersonNoun, Title

KG = "https://w3id.org/witness/ontology#"
CUE = "https://w3id.org/witness/cues#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

_KINDS = {
    KG + "cueVerb": CueKind.VERB,
    KG + "quotingVerb": CueKind.QUOTING_VERB,
    KG + "refusingVerb": CueKind.REFUSING_VERB,
    KG + "namingVerb": CueKind.NAMING_VERB,
    KG + "idleVerb": CueKind.IDLE_VERB,
    KG + "hearingVerb": CueKind.HEARING_VERB,
    KG + "cueNoun": CueKind.NOUN,
    KG + "cuePhrase": CueKind.PHRASE,
}
_NOUNS = {KG + "personNoun": "", KG + "femaleNoun": "female", KG + "maleNoun": "male"}
_TITLES = {KG + "personTitle": "", KG + "femaleTitle": "female", KG + "maleTitle": "male"}
_KIN = (KG + "inverseKinship", KG + "claimProperty", KG + "singleKin")

_FLAGS = ("asserts", "rejects", "addresses", "takesNoun")
"""What is true or false of an act."""

_SCHEMES: Mapping[str, tuple[str, ...]] = {
    # scheme: what its concepts may have
    "acts": (*_KINDS, *(KG + flag for flag in _FLAGS)),
    "kinship": (*_NOUNS, *_KIN),
    "person-nouns": (*_NOUNS, KG + "speaksFor", KG + "mayBeThing", KG + "claimProperty"),
    "titles": tuple(_TITLES),
    "name-parts": (KG + "word",),
    "given-names": (KG + "shortForm",),
    "word-lists": (KG + "word",),
}
_OURS = frozenset(name for names in _SCHEMES.values() for name in names)
_LISTS = (
    *(
        "organizations",
        "documents",
        "groups",
        "couples",
        "outlets",
        "namesakes",
        "teasers",
        "works",
        "things",
    ),
    *("nationalities", "designators", "clients", "advocates", "representing"),
    *("appearing", "establishments", "trades"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What cue files hold."""

    acts: Mapping[str, Act]
    cues: CueLexicon
    people: People


@dataclass(slots=True)
class _Concept:
    """What the files say of one concept: property → values, and the file that first names it."""

    iri: str
    file: Path
    values: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    booleans: dict[str, bool] = field(default_factory=dict)

    @property
    def scheme(self) -> str:
        """The scheme it is in, by its local name, or ""."""
        for scheme in self.values.get(_SKOS + "inScheme", ()):
            name = scheme.removeprefix(CUE)
            if name in _SCHEMES:
                return name
        return ""

    def error(self, problem: str) -> OntologyError:
        """Return an error that names the file and the concept."""
        return OntologyError(f"{self.file}: <{self.iri}> {problem}")

    def one(self, name: str) -> str:
        """Return the only value of a SKOS property; raises OntologyError where it has none."""
        values = self.values.get(_SKOS + name)
        if not values:
            raise self.error(f"has no skos:{name}: add one")
        return values[0]

    def flag(self, name: str) -> bool:
        """Return the value of a boolean property, False where it has none."""
        return self.booleans.get(KG + name, False)

    def words(self, name: str) -> Iterator[tuple[str, ...]]:
        """Yield the words of a property, each split at blanks, in lower case."""
        for value in self.values.get(name, ()):
            words = tuple(value.lower().split())
            if not words:
                raise self.error(f"has an empty {_short(name)}: write the word or drop it")
            yield words


def read_words(*paths: Path) -> Words:
    """Read Turtle files; a later file adds words to the concepts of an earlier one.

    Raises OntologyError where one is no Turtle or a concept lacks what it must have.
    """
    concepts = _concepts(paths)
    for concept in concepts.values():
        _check(concept)
    by_scheme: defaultdict[str, list[_Concept]] = defaultdict(list)
    for concept in concepts.values():
        by_scheme[concept.scheme].append(concept)
    acts = {act.notation: act for act in map(_act, by_scheme["acts"])}
    cues = tuple(sorted(_cues(by_scheme["acts"]), key=lambda cue: (cue.words, cue.kind)))
    return Words(acts, CueLexicon(cues), _people(by_scheme))


def _concepts(paths: Iterable[Path]) -> dict[str, _Concept]:
    found: dict[str, _Concept] = {}
    for path in paths:
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode):
                    iri = quad.subject.value
                    concept = found.setdefault(iri, _Concept(iri, path))
                    _note(concept, quad.predicate.value, quad.object)
        except SyntaxError as error:
            raise OntologyError(f"{path}: {error}: correct the Turtle there") from error
        except OSError as error:
            raise OntologyError(f"{path}: {error}: name a Turtle file that can be read") from error
    return {
        iri: concept
        for iri, concept in found.items()
        if concept.scheme or iri.startswith(CUE) or not _OURS.isdisjoint(concept.values)
    }


def _note(concept: _Concept, name: str, value: object) -> None:
    if isinstance(value, Literal) and value.datatype.value == _BOOLEAN:
        concept.booleans[name] = value.value in ("true", "1")
        concept.values[name].append(value.value)
    elif isinstance(value, NamedNode | Literal):
        concept.values[name].append(value.value)


def _check(concept: _Concept) -> None:
    ours = [name for name in concept.values if name.startswith(KG)]
    if not concept.scheme:
        if ours:
            raise concept.error(
                f"has {_short(ours[0])} but is in no scheme of cues: correct its name, or give it "
                f"skos:inScheme with one of {', '.join('cue:' + name for name in _SCHEMES)}"
            )
        return
    for name in ours:
        if name not in _SCHEMES[concept.scheme]:
            known = ", ".join(map(_short, _SCHEMES[concept.scheme]))
            raise concept.error(
                f"has {_short(name)}, which cue:{concept.scheme} lacks: use {known}"
            )
    for name in (*_FLAGS, "singleKin", "speaksFor", "mayBeThing"):
        if KG + name in concept.values and KG + name not in concept.booleans:
            raise concept.error(f"has a kg:{name} that is no boolean: write true or false")


def _short(iri: str) -> str:
    return "kg:" + iri.removeprefix(KG)


# --- Acts -----------------------------------------------------------------------------------------


def _act(concept: _Concept) -> Act:
    if KG + "asserts" not in concept.booleans:
        raise concept.error("has no kg:asserts: say whether its content is put forward as so")
    return Act(
        notation=concept.one("notation"),
        iri=concept.iri,
        label=concept.one("prefLabel"),
        definition=concept.one("definition"),
        asserts=concept.flag("asserts"),
        rejects=concept.flag("rejects"),
        addresses=concept.flag("addresses"),
        takes_noun=concept.flag("takesNoun"),
    )


def _cues(concepts: Iterable[_Concept]) -> Iterator[Cue]:
    seen: dict[tuple[tuple[str, ...], CueKind], _Concept] = {}
    for concept in concepts:
        for name, kind in _KINDS.items():
            for words in concept.words(name):
                first = seen.setdefault((words, kind), concept)
                if first is not concept:
                    raise concept.error(
                        f"and <{first.iri}> share the {_short(name)} {' '.join(words)!r}: "
                        "keep it in one of them"
                    )
                yield Cue(words, kind, concept.one("notation"))


# --- People ---------------------------------------------------------------------------------------


def _people(schemes: Mapping[str, list[_Concept]]) -> People:
    kinship = {each.notation: each for each in map(_kinship, schemes.get("kinship", ()))}
    for concept in schemes.get("kinship", ()):
        inverse = kinship[concept.one("notation")].inverse
        if inverse not in kinship:
            raise concept.error(f"has the inverse {inverse!r}, which is no notation of cue:kinship")
    concepts = [*schemes.get("kinship", ()), *schemes.get("person-nouns", ())]
    words = {
        concept.one("notation"): frozenset(" ".join(words) for words in concept.words(KG + "word"))
        for concept in (*schemes.get("word-lists", ()), *schemes.get("name-parts", ()))
    }
    return People(
        nouns=_all_nouns(concepts),
        kinship=kinship,
        titles={
            title.words: title for each in schemes.get("titles", ()) for title in _titles(each)
        },
        suffixes=words.get("suffixes", frozenset()),
        particles=words.get("particles", frozenset()),
        elders=words.get("elders", frozenset()),
        juniors=words.get("juniors", frozenset()),
        nicknames=_nicknames(schemes.get("given-names", ())),
        **{name: words.get(name, frozenset()) for name in _LISTS},
    )


def _all_nouns(concepts: Iterable[_Concept]) -> dict[str, PersonNoun]:
    """Return all nouns by lemma; of several concepts with one the first counts."""
    found: dict[str, PersonNoun] = {}
    ambiguous: set[str] = set()
    for concept in concepts:
        for noun in _nouns(concept):
            found.setdefault(noun.lemma, noun)
            if concept.flag("mayBeThing"):
                ambiguous.add(noun.lemma)
    return {
        lemma: replace(noun, ambiguous=lemma in ambiguous) for lemma, noun in sorted(found.items())
    }


def _kinship(concept: _Concept) -> Kinship:
    inverse = concept.values.get(KG + "inverseKinship")
    if not inverse:
        raise concept.error("has no kg:inverseKinship: name the relation seen from the other side")
    return Kinship(
        concept.one("notation"),
        inverse[0],
        next(iter(concept.values.get(KG + "claimProperty", ())), ""),
        concept.flag("singleKin"),
    )


def _nouns(concept: _Concept) -> Iterator[PersonNoun]:
    is_kin = concept.scheme == "kinship"
    kin, told = concept.one("notation") if is_kin else "", concept.flag("speaksFor")
    value_of = next(iter(concept.values.get(KG + "claimProperty", ())), "")
    for name, gender in _NOUNS.items():
        for words in concept.words(name):
            value = "" if is_kin else value_of
            yield PersonNoun(" ".join(words), gender, kin, told, property=value)


def _titles(concept: _Concept) -> Iterator[Title]:
    office = "" if concept.one("notation") == "forms-of-address" else concept.one("notation")
    for name, gender in _TITLES.items():
        for words in concept.words(name):
            yield Title(words, gender, office)


def _nicknames(concepts: Iterable[_Concept]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for words in concept.words(KG + "shortForm"):
            found[" ".join(words)].add(concept.one("prefLabel").lower())
    return {short: frozenset(names) for short, names in sorted(found.items())}
