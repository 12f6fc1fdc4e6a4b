"""Gold: what a careful reader finds in an article, from one XML file to `Findings`.

The format and the rules of annotation stand in `data/gold/README.md`. Offsets are computed from the
marks in `<text>`, which change no character of the article. Every error names the file, the id at
fault and the remedy.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element, ParseError, parse

from kg.errors import KgError
from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Findings,
    Mention,
    MentionKind,
    Modality,
    Participant,
    Polarity,
    Quote,
    QuoteKind,
    Span,
    Time,
    digest,
)


class GoldError(KgError):
    """A gold file is malformed; names the file, the id at fault and the remedy."""


@dataclass(frozen=True, slots=True)
class Gold:
    """What is in one article, and what its findings share with the story's other articles.

    Entities have the same id throughout a story; quotes, events and claims do not, and the mappings
    give the id that they share.
    """

    story: str
    findings: Findings
    statements: Mapping[str, str]
    """Quote's id → id of its statement."""
    events: Mapping[str, str]
    """Event's id → id of the event over all articles of the story."""
    disagreements: Mapping[int, str]
    """Claim's place in `findings.claims` → id shared by the claims that cannot all hold."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The notations of event types and acts that gold may use; None where anything goes."""

    event_types: frozenset[str] | None = None
    acts: frozenset[str] | None = None


ANYTHING = Rules()

PROPERTIES = (
    *("age", "occupation", "role", "nationality", "home", "affiliation", "children"),
    *("spouse", "parent", "child", "sibling"),
)
ROLES = ("experiencer", "agent", "place", "other")
GENDERS = ("", "female", "male")

_ATTRIBUTES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # element: (attributes that it must have, attributes that it may have)
    "gold": (("article", "story"), ("title", "url", "published", "publisher", "author")),
    "entities": ((), ()),
    "entity": (("id", "type", "name"), ("gender", "anonymous")),
    "quotes": ((), ()),
    "quote": (
        ("id", "kind", "statement"),
        ("speaker", "joint", "act", "affirmed", "addressee", "channel", "within"),
    ),
    "events": ((), ()),
    "event": (("id", "type", "event"), ("polarity", "modality", "time", "in")),
    "participant": (("role", "entity"), ()),
    "claims": ((), ()),
    "claim": (("id", "subject", "property"), ("value", "object", "in", "disagrees")),
    "text": ((), ()),
    "m": (("e", "k"), ()),
    "q": (("id",), ()),
    "cue": (("q",), ()),
    "src": (("q",), ()),
    "t": (("v",), ()),
    "when": (("v",), ()),
    "c": (("id",), ()),
}

_DEFINITION = {
    # mark: the element that defines what it refers to
    "m": "entity",
    "q": "quote",
    "cue": "quote",
    "src": "quote",
    "t": "event",
    "when": "event",
    "c": "claim",
}
_MARK = {"entity": "m", "quote": "q", "event": "t", "claim": "c"}
"""The mark without which what is defined would be nowhere in the text."""

_DATE = r"\d{3}[\dX](-[\dX]{2}(-[\dX]{2}(T\d{2}:\d{2}(:\d{2})?)?)?)?[?~%]?"
_EDTF = re.compile(rf"{_DATE}|({_DATE}|\.\.)?/({_DATE}|\.\.)?")
"""What news needs of EDTF (ISO 8601-2): dates, seasons, unknown digits, intervals, doubt."""


def read_gold(path: Path, *, rules: Rules = ANYTHING) -> Gold:
    """Read one gold file; raises GoldError where it is malformed or breaks `rules`."""
    return _Reader(path, rules).read()


def read_gold_folder(folder: Path, *, rules: Rules = ANYTHING) -> tuple[Gold, ...]:
    """Read every gold file below `folder`, in the order of their paths.

    Raises GoldError where there is none, where one is malformed, or where an id stands for
    different entities in the articles of a story.
    """
    paths = sorted(folder.rglob("*.xml"))
    if not paths:
        raise GoldError(f"{folder}: no *.xml below this folder: name the one that holds the gold")
    golds = tuple(read_gold(path, rules=rules) for path in paths)
    _check_shared_ids(golds)
    return golds


def _check_shared_ids(golds: Iterable[Gold]) -> None:
    seen: dict[tuple[str, str], tuple[Entity, str]] = {}
    for gold in golds:
        source = gold.findings.article.source
        for entity in gold.findings.entities:
            first, where = seen.setdefault((gold.story, entity.id), (entity, source))
            if (first.type, first.name) != (entity.type, entity.name):
                raise GoldError(
                    f"{source}: {entity.id} is the {entity.type} {entity.name!r}, but in {where} "
                    f"it is the {first.type} {first.name!r}: an id means one thing in a story"
                )


# --- One file -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark in the text: its tag, the id it refers to, and its kind if it is a mention."""

    tag: str
    id: str
    span: Span
    kind: str = ""


_Choice = TypeVar("_Choice", bound=StrEnum)


class _Reader:
    """Reads one file; holds what its checks and messages need."""

    def __init__(self, path: Path, rules: Rules) -> None:
        self._path = path
        self._rules = rules
        self._items: dict[str, dict[str, Element]] = {}
        self._marks: defaultdict[tuple[str, str], list[_Mark]] = defaultdict(list)

    def read(self) -> Gold:
        """Return what the file holds; raises GoldError where it breaks a rule, naming the place."""
        root = self._root()
        self._items = {tag: self._definitions(root, tag) for tag in _MARK}
        text = self._text(self._only(root, "text"))
        self._check_each_is_marked()
        quotes, events, claims = (self._all(tag) for tag in ("quote", "event", "claim"))
        findings = Findings(
            self._article(root, text),
            tuple(self._entity(item) for item in self._all("entity")),
            tuple(self._quote(item) for item in quotes),
            tuple(self._event(item) for item in events),
            tuple(self._claim(item) for item in claims),
        )
        groups = {place: item.get("disagrees", "") for place, item in enumerate(claims)}
        return Gold(
            root.attrib["story"],
            findings,
            {item.attrib["id"]: item.attrib["statement"] for item in quotes},
            {item.attrib["id"]: item.attrib["event"] for item in events},
            {place: group for place, group in groups.items() if group},
        )

    def _error(self, problem: str) -> GoldError:
        return GoldError(f"{self._path}: {problem}")

    # The elements, and what they are allowed to say

    def _root(self) -> Element:
        try:
            root = parse(self._path).getroot()  # noqa: S314 (files of the project's own)
        except ParseError as error:
            raise self._error(
                f"{error}: correct the XML there (in <text>, & is &amp; and < is &lt;)"
            ) from error
        if root.tag != "gold":
            raise self._error(f"the root is <{root.tag}>: it must be <gold>")
        for element in root.iter():
            self._check_attributes(element)
        return root

    def _check_attributes(self, element: Element) -> None:
        if element.tag not in _ATTRIBUTES:
            raise self._error(
                f"unknown element <{element.tag}>: use one of {', '.join(_ATTRIBUTES)}"
            )
        must, may = _ATTRIBUTES[element.tag]
        for name in must:
            if not element.get(name):
                raise self._error(f'{_tag(element)} has no {name}: add {name}="…"')
        for name in element.attrib.keys() - {*must, *may}:
            known = ", ".join((*must, *may)) or "no attribute"
            raise self._error(f"{_tag(element)} has the unknown attribute {name}: it takes {known}")

    def _only(self, root: Element, tag: str) -> Element:
        found = root.findall(tag)
        if len(found) != 1:
            raise self._error(f"<gold> has {len(found)} elements <{tag}>: it must have one")
        return found[0]

    def _definitions(self, root: Element, tag: str) -> dict[str, Element]:
        items: dict[str, Element] = {}
        for item in root.iterfind(f"*/{tag}"):
            if items.setdefault(item.attrib["id"], item) is not item:
                raise self._error(f"two <{tag}> have the id {item.attrib['id']}: rename one")
        return items

    def _all(self, tag: str) -> tuple[Element, ...]:
        return tuple(self._items[tag].values())

    def _choice(self, kind: type[_Choice], value: str, where: str) -> _Choice:
        try:
            return kind(value)
        except ValueError as error:
            raise self._error(f"{where}: {value!r} is none of {', '.join(kind)}") from error

    def _one_of(self, allowed: Iterable[str] | None, value: str, where: str) -> str:
        if allowed is not None and value not in allowed:
            raise self._error(f"{where}: {value!r} is none of {', '.join(sorted(allowed))}")
        return value

    def _flag(self, item: Element, name: str, default: str) -> bool:
        where = f"{name} of {_tag(item)}"
        return self._one_of(("true", "false"), item.get(name, default), where) == "true"

    def _known(self, tag: str, id: str | None, where: str) -> None:
        if id is not None and id not in self._items[tag]:
            raise self._error(
                f"{where} refers to {id!r}, which is no {tag}: define it or correct the id"
            )

    # The text and its marks

    def _text(self, element: Element) -> str:
        text = self._walk(element, 0)
        for marks in self._marks.values():
            marks.sort(key=lambda mark: mark.span)
        return text

    def _walk(self, element: Element, begin: int) -> str:
        """Note the marks inside `element`, which begins at `begin`, and return its text."""
        text = element.text or ""
        for child in element:
            inside = self._walk(child, begin + len(text))
            self._note(child, begin + len(text), inside)
            text += inside + (child.tail or "")
        return text

    def _note(self, element: Element, begin: int, inside: str) -> None:
        if element.tag not in _DEFINITION:
            raise self._error(f"<{element.tag}> stands in <text>: only marks do")
        key = element.attrib[_ATTRIBUTES[element.tag][0][0]]
        where = f"{_tag(element)} over {inside!r}"
        self._known(_DEFINITION[element.tag], key, where)
        if not inside or inside != inside.strip():
            raise self._error(
                f"{where}, at {begin}, is empty or has white space at an end: move the tag"
            )
        mark = _Mark(element.tag, key, Span(begin, begin + len(inside)), element.get("k", ""))
        self._marks[mark.tag, mark.id].append(mark)

    def _check_each_is_marked(self) -> None:
        for tag, mark in _MARK.items():
            for key in self._items[tag]:
                if (mark, key) not in self._marks:
                    raise self._error(
                        f"<{tag}> {key} has no <{mark}> in <text>: mark its words or drop it"
                    )

    def _spans(self, tag: str, id: str) -> tuple[Span, ...]:
        return tuple(mark.span for mark in self._marks.get((tag, id), ()))

    # The findings

    def _article(self, root: Element, text: str) -> Article:
        url = root.get("url", "")
        return Article(
            id=hashlib.sha256(url.encode()).hexdigest()[:16] if url else digest(text)[:16],
            source=root.attrib["article"],
            text=text,
            url=url,
            title=root.get("title", ""),
            published=root.get("published", ""),
            publisher=root.get("publisher", ""),
            author=root.get("author", ""),
        )

    def _entity(self, item: Element) -> Entity:
        key, where = item.attrib["id"], _tag(item)
        return Entity(
            key,
            self._choice(EntityType, item.attrib["type"], where),
            item.attrib["name"],
            tuple(
                Mention(mark.span, self._choice(MentionKind, mark.kind, f"a mention of {key}"))
                for mark in self._marks["m", key]
            ),
            self._one_of(GENDERS, item.get("gender", ""), where),
            self._flag(item, "anonymous", "false"),
        )

    def _quote(self, item: Element) -> Quote:
        key, where = item.attrib["id"], _tag(item)
        joint = tuple(item.get("joint", "").split())
        for entity in (item.get("speaker"), item.get("addressee"), item.get("channel"), *joint):
            self._known("entity", entity, where)
        self._known("quote", item.get("within"), where)
        return Quote(
            id=key,
            kind=self._choice(QuoteKind, item.attrib["kind"], where),
            content=self._spans("q", key),
            cue=self._spans("cue", key),
            source=self._spans("src", key),
            speaker=item.get("speaker"),
            joint=joint,
            act=self._one_of(self._rules.acts, item.get("act", "said"), where),
            affirmed=self._flag(item, "affirmed", "true"),
            addressee=item.get("addressee"),
            channel=item.get("channel"),
            within=item.get("within"),
        )

    def _event(self, item: Element) -> Event:
        key, where = item.attrib["id"], _tag(item)
        self._known("quote", item.get("in"), where)
        trigger, *more = self._spans("t", key)
        return Event(
            id=key,
            type=self._one_of(self._rules.event_types, item.attrib["type"], where),
            trigger=trigger,
            participants=tuple(self._participant(part, where) for part in item),
            time=self._time(item),
            polarity=self._choice(Polarity, item.get("polarity", "positive"), where),
            modality=self._choice(Modality, item.get("modality", "actual"), where),
            reported_in=item.get("in"),
            more=tuple(more),
        )

    def _participant(self, item: Element, where: str) -> Participant:
        self._known("entity", item.attrib["entity"], where)
        return Participant(
            self._one_of(ROLES, item.attrib["role"], where),
            item.attrib["entity"],
        )

    def _time(self, item: Element) -> Time | None:
        words, value, where = self._spans("when", item.attrib["id"]), item.get("time"), _tag(item)
        if value and not _EDTF.fullmatch(value):
            raise self._error(
                f"{where}: {value!r} is no EDTF date: write 2024-03-12, 2024-03 or 2024-21"
            )
        if value and not words:
            raise self._error(f"{where} has a time but no <when>: mark the words that say when")
        return Time(words[0], value or "") if words else None

    def _claim(self, item: Element) -> Claim:
        where = _tag(item)
        for entity in (item.attrib["subject"], item.get("object")):
            self._known("entity", entity, where)
        self._known("quote", item.get("in"), where)
        return Claim(
            subject=item.attrib["subject"],
            property=self._one_of(PROPERTIES, item.attrib["property"], where),
            value=self._value(item, where),
            evidence=self._spans("c", item.attrib["id"])[0],
            object=item.get("object"),
            reported_in=item.get("in"),
        )

    def _value(self, item: Element, where: str) -> str:
        """Return the claim's value; where it is an entity and nothing else is said, its name."""
        if "value" in item.attrib:
            return item.attrib["value"]
        if "object" in item.attrib:
            return self._items["entity"][item.attrib["object"]].attrib["name"]
        raise self._error(f"{where} has neither a value nor an object: add one")


def _tag(element: Element) -> str:
    """Return how messages name an element: its tag and its own id or the one it refers to."""
    must = _ATTRIBUTES[element.tag][0]
    return f"<{element.tag}> {element.get(must[0], '')}".rstrip() if must else f"<{element.tag}>"
