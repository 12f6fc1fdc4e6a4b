"""Organizations under several names: with and without what they are, cut short, or as initials.

Equal names are one anywhere. A shorter form of a name is one with it only in articles of one story,
where nothing else has that form; one article that names both tells them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from kg.knowledge import People
from kg.model import EntityType, Evidence, Key
from kg.resolve.components import Link, join
from kg.resolve.names import fold
from kg.resolve.records import Records
from kg.resolve.stories import Stories

Words = tuple[str, ...]

_WORD = re.compile(r"[\w&]+(?:['’]\w+)*")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "at", "to", "de", "&"})
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,6}")
_SELDOM = 10
"""Articles beyond which a short form may stand for too many."""
_EQUAL, _DEFINED, _SHORT = 0.92, 0.95, 0.78


@dataclass(frozen=True, slots=True)
class Form:
    """A name of an organization as it compares; `core` is without what only says what it is."""

    words: Words
    core: Words
    initials: str = ""

    def fits(self, other: Form) -> str:
        """Return how two names may be one organization's, "" where they cannot."""
        if self.core == other.core:
            return "but for what it is"
        if self.initials or other.initials:
            return "as initials" if _stands_for(self, other) or _stands_for(other, self) else ""
        short, long = sorted((self, other), key=lambda each: len(each.words))
        return "cut short" if _is_cut(short, long) else ""


def form(name: str, people: People) -> Form:
    """Return an organization's name as it compares."""
    words = tuple(re.sub(r"['’]s?$|['’]", "", word) for word in _WORD.findall(fold(name)))
    words = words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words
    kept = tuple(word for word in words if word not in people.designators)
    is_short = _INITIALS.fullmatch(name.strip().removeprefix("the ").removeprefix("The "))
    return Form(words, kept or words, name.replace(".", "").split()[-1] if is_short else "")


def _stands_for(short: Form, long: Form) -> bool:
    letters = "".join(word[0] for word in long.words if word not in _SMALL)
    return len(letters) > 1 and short.initials.casefold() == letters


def _is_cut(short: Form, long: Form) -> bool:
    size = len(short.words)
    return 0 < size < len(long.words) and short.words in (long.words[:size], long.words[-size:])


@dataclass(frozen=True, slots=True)
class Called:
    """What an organization is called; `defined` are the names that some article says are one."""

    forms: frozenset[Form]
    defined: frozenset[tuple[Form, Form]] = frozenset()

    def veto(self, other: Called, *, meet: bool) -> str:
        """Return why the two cannot be one, "" where they can."""
        pairs = list(product(sorted(self.forms, key=str), sorted(other.forms, key=str)))
        if any(not one.fits(two) for one, two in pairs):
            return "other names"
        is_defined = any(pair in self.defined or pair[::-1] in self.defined for pair in pairs)
        if meet and not is_defined:
            return "one article tells them apart"
        return ""

    def joined(self, other: Called) -> Called:
        """Return what the two are called as one."""
        return Called(self.forms | other.forms, self.defined | other.defined)


@dataclass(frozen=True, slots=True)
class Body:
    """Entities that are one organization, and what it is called."""

    members: tuple[Key, ...]
    articles: frozenset[str]
    traits: Called


def bodies(
    records: Records, stories: Stories, groups: Sequence[tuple[Key, ...]]
) -> list[tuple[Key, ...]]:
    """Join groups of entities of equal names that are one organization by other forms of them."""
    places = [at for at, group in enumerate(groups) if _is_body(records, group)]
    defined = _defined(records, [groups[at] for at in places])
    parties = [_body(records, groups[at], defined) for at in places]
    found = join(parties, _links(records, stories, parties))
    joined = [
        tuple(sorted(k for at in group for k in parties[at].members)) for group in found.groups
    ]
    rest = set(range(len(groups))) - set(places)
    return [*(groups[at] for at in sorted(rest)), *joined]


def _is_body(records: Records, group: tuple[Key, ...]) -> bool:
    key = group[0]
    return key in records.named and records.entities[key].type is EntityType.ORGANIZATION


def _body(records: Records, group: tuple[Key, ...], defined: frozenset[tuple[Form, Form]]) -> Body:
    people = records.knowledge.people
    forms = frozenset(form(records.entities[key].name, people) for key in group)
    own = frozenset(pair for pair in defined if not forms.isdisjoint(pair))
    return Body(tuple(sorted(group)), frozenset(key.article for key in group), Called(forms, own))


def _defined(records: Records, groups: Iterable[tuple[Key, ...]]) -> frozenset[tuple[Form, Form]]:
    """Return the names and initials of which some article says that they are one: “… (…)”."""
    people = records.knowledge.people
    ends: dict[tuple[str, int], Form] = {}
    begins: dict[tuple[str, int], Form] = {}
    for key in (key for group in groups for key in group):
        own = form(records.entities[key].name, people)
        for mention in records.entities[key].mentions:
            ends[key.article, mention.span.end] = own
            if own.initials:
                begins[key.article, mention.span.begin] = own
    return frozenset(
        (ends[article, begin - 2], short)
        for (article, begin), short in begins.items()
        if records.articles[article].article.text[begin - 2 : begin] == " ("
        and (article, begin - 2) in ends
        and short.fits(ends[article, begin - 2])
    )


def _links(records: Records, stories: Stories, parties: Sequence[Body]) -> Iterator[Link]:
    for left, right in sorted(_pairs(parties)):
        one, other = parties[left], parties[right]
        pairs = list(
            product(sorted(one.traits.forms, key=str), sorted(other.traits.forms, key=str))
        )
        ways = {one.fits(two): (one, two) for one, two in pairs}
        ways.pop("", None)
        for way, pair in sorted(ways.items()):
            worth = _worth(records, stories, way, pair, (one, other))
            if worth:
                reason = f"“{' '.join(pair[0].words)}” is “{' '.join(pair[1].words)}” {way}"
                yield Link(left, right, worth, (Evidence(worth, reason),))
                break


def _pairs(parties: Sequence[Body]) -> set[tuple[int, int]]:
    """Return the pairs that begin or end with one word, or of which one may be the initials."""
    blocks: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for place, body in enumerate(parties):
        for each in body.traits.forms:
            blocks["begin", each.core[0]].add(place)
            blocks["begin", each.words[0]].add(place)
            blocks["end", each.words[-1]].add(place)
            letters = "".join(word[0] for word in each.words if word not in _SMALL)
            blocks["initials", each.initials.casefold() or letters].add(place)
    return {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}


def _worth(
    records: Records,
    stories: Stories,
    way: str,
    pair: tuple[Form, Form],
    bodies: tuple[Body, Body],
) -> float:
    """Return how sure it is that two names are of one organization, 0 where they are not."""
    if pair in bodies[0].traits.defined or pair[::-1] in bodies[0].traits.defined:
        return _DEFINED
    if way == "cut short" and _says_little(records.knowledge.people, *pair):
        return 0.0
    if min(len(body.articles) for body in bodies) > _SELDOM or not _of_one_story(stories, *bodies):
        return 0.0
    return _EQUAL if way == "but for what it is" else _SHORT


def _says_little(people: People, one: Form, other: Form) -> bool:
    """Tell whether a short form may be anybody's: “the board”, or a town for its newspaper."""
    short, long = sorted((one, other), key=lambda each: len(each.words))
    if short.words == long.words[: len(short.words)]:
        return not set(long.words[len(short.words) :]) <= people.organizations
    return set(short.words) <= people.organizations


def _of_one_story(stories: Stories, one: Body, other: Body) -> bool:
    left, right = (sorted(body.articles)[: 3 * _SELDOM] for body in (one, other))
    return any(stories.share(a, b) for a, b in product(left, right))
