"""Names of people taken apart, and whether two of them may be one person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.knowledge import People, Title

HYPHENS = frozenset(("-", "‐", "‑"))
_LEAST_PREFIX = 4
"""Letters of a given name that are a short form of it."""
_LEAST_CLIP = 3
"""The same where somebody is called by nothing else, if two more follow: Eric is no Erica."""
LETTERS_AFTER = frozenset(("kc", "qc", "mp", "md", "phd", "obe", "mbe", "cbe", "esq"))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, in lower case; `parts` are the words between title and suffix.

    `title` holds the title's words, `gender` what it says. The last `last` parts are the surname,
    with its particles; a name of a surname's length alone may be a given name as well.
    """

    parts: tuple[str, ...]
    title: tuple[str, ...] = ()
    suffix: str = ""
    gender: str = ""
    offices: tuple[str, ...] = ()
    """What its titles stand for: “cllr” and “councillor” for the same."""
    last: int = 1

    @property
    def is_full(self) -> bool:
        """Whether it holds more than a surname or a given name."""
        return len(self.parts) > self.last

    @property
    def surname(self) -> tuple[str, ...]:
        """The last part with the particles before it: (“van”, “der”, “kolk”)."""
        return self.parts[-self.last :]


def plain(word: str) -> str:
    """Return a word of a name as it is compared: lower case, no dots, one kind of apostrophe."""
    return word.lower().replace("’", "'").replace(".", "").strip("'\"“”‘")


def parse_name(words: Sequence[str], people: People) -> PersonName:
    """Take a name apart."""
    parts = _joined([part for part in (plain(word) for word in words) if part and part != ","])
    suffix, parts = _generation(parts, people)
    titles, length = leading_titles(parts, people)
    if length == len(parts):
        titles, length = _but_the_last(parts, people)
    rest = parts[length:]
    while len(rest) > 1 and (rest[-1] in people.suffixes or rest[-1] in LETTERS_AFTER):
        suffix = rest[-1] if rest[-1] in people.suffixes else suffix
        rest = rest[:-1]
    gender = next((title.gender for title in titles if title.gender), "")
    offices = tuple(title.office for title in titles if title.office)
    last = 1
    while last < len(rest) and rest[-last - 1] in people.particles:
        last += 1
    return PersonName(tuple(rest), tuple(parts[:length]), suffix, gender, offices, last)


def _but_the_last(parts: Sequence[str], people: People) -> tuple[list[Title], int]:
    """Return the titles of a name of nothing but titles: “Mr King” is called King, no more."""
    titles, length = leading_titles(parts[:-1], people)
    return (titles, length) if length == len(parts) - 1 else ([], 0)


def _generation(parts: list[str], people: People) -> tuple[str, list[str]]:
    """Return what tells parent and child apart, and the name without it: “Lind the elder”."""
    told = people.elders | people.juniors
    if len(parts) > 2 and parts[-2] == "the" and parts[-1] in told:
        return parts[-1], parts[:-2]
    if len(parts) > 2 and parts[0] == "the" and parts[1] in told:
        return parts[1], parts[2:]
    return "", parts


def _joined(parts: list[str]) -> list[str]:
    """Join what a tokenizer has cut at a hyphen."""
    found: list[str] = []
    for part in parts:
        if found and (part[0] in HYPHENS or found[-1][-1] in HYPHENS):
            found[-1] += part
        else:
            found.append(part)
    return found


def leading_titles(parts: Sequence[str], people: People) -> tuple[list[Title], int]:
    """Return a name's titles, and how many words they have with what stands before them.

    An office may be more than its last word: “Deputy Fire Chief”; the name's last word is none.
    """
    titles: list[Title] = []
    length, at = 0, 0
    while at < len(parts):
        found, size = _title_at(parts, at, people)
        if found is None:
            at += 1
        elif at == length or (not found.gender and at + size < len(parts)):
            titles.append(found)
            length = at = at + size
        else:
            at += size
    return titles, length


def _title_at(parts: Sequence[str], at: int, people: People) -> tuple[Title | None, int]:
    for size in (3, 2, 1):
        found = people.titles.get(tuple(parts[at : at + size]))
        if found is not None and at + size <= len(parts):
            return found, size
    return None, 0


def is_given_name(short: str, given: str, people: People) -> bool:
    """Tell whether one given name may stand for another: itself, a short form, an initial."""
    return is_same_given_name(short, given) or is_nickname(short, given, people)


def is_same_given_name(short: str, given: str) -> bool:
    """Tell whether a given name is another by its letters: itself, its beginning, its initial."""
    if min(len(short), len(given)) == 1:
        return short[0] == given[0]
    return short == given or (len(short) >= _LEAST_PREFIX and given.startswith(short))


def is_nickname(short: str, given: str, people: People) -> bool:
    """Tell whether a given name is a short form of another, or of the same as the other."""
    names = people.nicknames
    return (
        given in names.get(short, ())
        or short in names.get(given, ())
        or not names.get(short, frozenset()).isdisjoint(names.get(given, frozenset()))
    )


def same_full_name(left: PersonName, right: PersonName, people: People) -> bool:
    """Tell whether two full names may be one person's: any part may speak against it."""
    if left.surname != right.surname:
        return False
    if left.suffix != right.suffix:
        return False
    if left.gender and right.gender and left.gender != right.gender:
        return False
    if not is_given_name(left.parts[0], right.parts[0], people):
        return False
    middles = [name.parts[1 : -name.last] for name in (left, right)]
    if all(middles):
        return is_given_name(middles[0][0], middles[1][0], people)
    return True


def is_tail(short: PersonName, full: PersonName) -> bool:
    """Tell whether a name ends a longer one, which it may stand for: “Suu Kyi”."""
    length = len(short.parts)
    return length < len(full.parts) and full.parts[-length:] == short.parts


def is_short_form(short: PersonName, full: PersonName) -> bool:
    """Tell whether a name may be a short form of a full one: its surname, or its given name.

    Nicknames that share no letters are left to the encoder: two people may be called Jack and John.
    """
    if short.gender and full.gender and short.gender != full.gender:
        return False
    if short.suffix and full.suffix and short.suffix != full.suffix:
        return False
    if short.parts in (full.surname, full.surname[-1:]):
        return True
    if len(short.parts) > 1:
        return _is_contained(short.parts, full.parts)
    one, other = short.parts[0], full.parts[0]
    clipped = len(one) >= _LEAST_CLIP and len(other) - len(one) > 1 and other.startswith(one)
    return clipped or (is_same_given_name(one, other) and len(one) > 1)


def _is_contained(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the parts of a name stand in another in their order."""
    rest = iter(full)
    return all(part in rest for part in short)
