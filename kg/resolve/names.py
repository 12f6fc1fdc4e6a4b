"""Personal names: their parts, and whether two of them may belong to one person.

Names only propose. What decides against is a veto: another suffix, another given name, another
middle name. A name of one word (`bare`) is never a key by itself, since it may be anybody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from kg.knowledge import People
from kg.model import Evidence

_SUFFIXES = frozenset({"jr", "junior", "sr", "senior", "ii", "iii", "iv", "v"})
_SPELLED = {"junior": "jr", "senior": "sr"}
_HONORIFICS = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female", "mx": "", "dr": ""}
"""The titles that any name may have, for callers who know no others."""

_LONG_ENOUGH = 5
"""Letters of a given name for one of them to be a slip."""
_IN_MARKS = re.compile(r"[(\[“\"‘'«].*?[)\]”\"’'»](?=\s|$)")
_GENITIVE = re.compile(r"['’]s?$")
_INITIALS = re.compile(r"(?:\w\.){2,}|\w\.(?=\w\.)")
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A personal name without its titles, folded: no capitals, accents or dots.

    `given` and `middle` are empty where the name is of one word, which then stands in `family` and
    may be a given name just as well, unless a title goes before it (`titled`).
    """

    family: str
    given: str = ""
    middle: tuple[str, ...] = ()
    suffix: str = ""
    titled: bool = False
    gender: str = ""

    @property
    def is_full(self) -> bool:
        """Whether there is a given name and a family name."""
        return bool(self.given)

    @property
    def is_distinct(self) -> bool:
        """Whether the name says more than an initial and a family name."""
        return len(self.given) > 1 or bool(self.given and self.middle)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...], str]:
        """What two spellings of one full name have in common."""
        return self.family, self.given, self.middle, self.suffix


@dataclass(frozen=True, slots=True)
class Fit:
    """How two names go together: not at all (`veto` says why), or with evidence for one person."""

    veto: str = ""
    evidence: tuple[Evidence, ...] = ()


def fold(text: str) -> str:
    """Return `text` without capitals, accents and the marks that spellings differ in."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in plain if not unicodedata.combining(char))


def parse_name(text: str, people: People) -> Name | None:
    """Return the parts of a personal name; None where `text` holds no word, or only an office."""
    words = _words(text)
    titles = len(words)
    words, gender = _without_titles(words, people)
    titled = len(words) < titles
    suffix = ""
    while len(words) > 1 and words[-1] in people.suffixes | _SUFFIXES:
        suffix = words.pop()
    if not words or (len(words) > 1 and tuple(words) in people.titles):
        return None
    begin = _family_begin(words, people)
    family = " ".join(words[begin:])
    return Name(
        family=family,
        given=words[0] if begin else "",
        middle=tuple(words[1:begin]),
        suffix=_SPELLED.get(suffix, suffix),
        titled=titled,
        gender=gender,
    )


def _words(text: str) -> list[str]:
    """Split into folded words: “George H.W. Bush’s” → george, h, w, bush."""
    text = _GENITIVE.sub("", _IN_MARKS.sub(" ", text).strip())
    text = _INITIALS.sub(lambda found: found[0].replace(".", " "), fold(text))
    return [re.sub(r"['’]", "", word.strip("-'’")) for word in _WORD.findall(text)]


def _without_titles(words: list[str], people: People) -> tuple[list[str], str]:
    gender = ""
    while len(words) > 1:
        longest = next((n for n in (3, 2, 1) if n < len(words) and _title(words[:n], people)), 0)
        if not longest:
            break
        title = people.titles.get(tuple(words[:longest]))
        gender = gender or (title.gender if title else _HONORIFICS.get(words[0], ""))
        words = words[longest:]
    return words, gender


def _title(words: list[str], people: People) -> bool:
    return tuple(words) in people.titles or (len(words) == 1 and words[0] in _HONORIFICS)


def _family_begin(words: list[str], people: People) -> int:
    """Return where the family name begins: at its first particle, else at the last word."""
    for place in range(1, len(words) - 1):
        if words[place] in people.particles:
            return place
    return len(words) - 1


# --- Two names ------------------------------------------------------------------------------------


def fit(left: Name, right: Name, people: People) -> Fit:
    """Return whether two names may be one person's, and what the names alone say for it."""
    if not (left.is_full and right.is_full):
        return _fit_bare(left, right, people)
    for veto in (_family_veto(left, right), _suffix_veto(left, right)):
        if veto:
            return Fit(veto)
    given = _given_evidence(left.given, right.given, people)
    if given is None:
        doubt = _doubtful_given(left, right)
        return Fit(evidence=doubt) if doubt else Fit(f"given names {left.given} and {right.given}")
    if veto := _middle_veto(left.middle, right.middle):
        return Fit(veto)
    found = [given]
    found += _middle_evidence(left.middle, right.middle)
    if left.suffix != right.suffix:
        found.append(Evidence(-0.3, f"only one is {left.suffix or right.suffix}"))
    if left.family != right.family:
        found.append(Evidence(-0.3, "only part of the family name is shared"))
    return Fit(evidence=tuple(found))


def _fit_bare(left: Name, right: Name, people: People) -> Fit:
    """Fit names of which at least one is of one word, which is never enough for one person."""
    bare, other = (left, right) if not left.is_full else (right, left)
    forms = family_forms(other)
    if not bare.titled and not other.titled:
        forms |= {other.given or other.family}
    if bare.family == other.family and not other.is_full:
        return Fit(evidence=(Evidence(0.3, f"both are called “{written(bare)}”"),))
    if bare.family in forms:
        return Fit(evidence=(Evidence(0.0, f"“{written(bare)}” fits “{written(other)}”"),))
    short = given_forms(bare.family, people) & given_forms(other.given or other.family, people)
    if short and not (bare.titled or other.titled):
        what = f"“{written(bare)}” may be a form of “{written(other)}”"
        return Fit(evidence=(Evidence(-0.4, what),))
    return Fit(f"{written(bare)} is no part of {written(other)}")


def _family_veto(left: Name, right: Name) -> str:
    if family_forms(left) & family_forms(right):
        return ""
    return f"family names {left.family} and {right.family}"


def family_forms(name: Name) -> frozenset[str]:
    """Return a family name whole, without its particles, and each half of a double one."""
    last = name.family.rpartition(" ")[2]
    return frozenset({name.family, last, *(part for part in last.split("-") if len(part) > 2)})


def given_forms(given: str, people: People) -> frozenset[str]:
    """Return a given name and the full forms that it may be short for."""
    return frozenset({given}) | people.nicknames.get(given, frozenset())


def _suffix_veto(left: Name, right: Name) -> str:
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return f"suffixes {left.suffix} and {right.suffix}"
    return ""


def _middle_veto(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if sorted("".join(left)) == sorted("".join(right)):
        return ""
    for one, other in zip(left, right, strict=False):
        if not (one == other or _is_initial(one, other) or _is_initial(other, one)):
            return f"middle names {one} and {other}"
    return ""


def _middle_evidence(left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Evidence]:
    """Yield what tells against two middle names that do not exclude each other."""
    if "".join(left) == "".join(right):
        return
    if not (left and right):
        yield Evidence(-0.1, "only one has a middle name")
    elif sorted("".join(left)) == sorted("".join(right)):
        yield Evidence(-0.3, "the middle names are in another order")
    elif len(left) != len(right):
        yield Evidence(-0.3, "only one has a further middle name")
    else:
        yield Evidence(-0.1, "only one has the middle names in full")


def _is_initial(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


def _given_evidence(left: str, right: str, people: People) -> Evidence | None:
    if left == right:
        return Evidence(0.9 if len(left) > 1 else 0.4, f"full name with {left}")
    if left.replace("-", "") == right.replace("-", ""):
        return Evidence(0.85, f"{left} is {right} in another spelling")
    if _is_initial(left, right) or _is_initial(right, left):
        return Evidence(0.4, f"{left} may stand for {right}")
    if given_forms(left, people) & given_forms(right, people):
        return Evidence(0.6, f"{left} and {right} are forms of one given name")
    short, long = sorted((left, right), key=len)
    if len(short) > 2 and long.startswith(short):
        return Evidence(0.45, f"{short} may be short for {long}")
    return None


def _doubtful_given(left: Name, right: Name) -> tuple[Evidence, ...]:
    """Return what speaks for two given names being one person's without ever being enough.

    It may be misspelt, or somebody may go by the middle name or by initials.
    """
    for short, long in ((left, right), (right, left)):
        if _is_made_of_initials(short.given, long):
            reason = f"{short.given} may be the initials of {written(long)}"
            return Evidence(0.7, reason), Evidence(-0.3, "the given names differ")
        goes_by = short.given in long.middle[:1] and len(short.given) > 1
        if goes_by and not _middle_veto(short.middle, long.middle[1:]):
            reason = f"{written(long)} may go by {short.given}"
            return Evidence(0.7, reason), Evidence(-0.3, "only one has the name before it")
    both = left.given, right.given
    if _middle_veto(left.middle, right.middle):
        return ()
    if min(map(len, both)) >= _LONG_ENOUGH and Levenshtein.distance(*both) == 1:
        reason = f"{left.given} may be {right.given} misspelt"
        return Evidence(0.7, reason), Evidence(-0.3, "the given names differ in a letter")
    return ()


def _is_made_of_initials(given: str, name: Name) -> bool:
    """Tell whether a given name is put together of initials: J.T. for John Thomas, Cal of C.A.L."""
    parts = (name.given, *name.middle)
    letters = "".join(part[0] for part in parts)
    return len(parts) > 1 and given in (letters, letters + name.family[0])


def written(name: Name) -> str:
    """Return a name in words, for reasons that people read."""
    return " ".join(filter(None, (name.given, *name.middle, name.family, name.suffix)))
