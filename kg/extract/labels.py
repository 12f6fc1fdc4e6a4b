"""Trees in the older English labels of spaCy's own pipelines → Universal Dependencies.

Those label prepositions as heads of their nouns (`prep`, `pobj`) and copulas as heads of their
predicates; extraction reads `case` and `cop`. Trees that are universal already stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_NAMES = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "neg": "advmod",
    "agent": "case",
    "prep": "case",
    "intj": "discourse",
    "meta": "discourse",
    "oprd": "xcomp",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "quantmod": "advmod",
    "complm": "mark",
}
_OLDER = frozenset(("pobj", "dobj", "nsubjpass", "auxpass", "relcl", "poss", "agent", "pcomp"))
_PREPOSITIONS = frozenset(("prep", "agent"))
_NOUNS = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


_MADE = frozenset(("elected", "appointed", "named", "crowned", "declared", "proclaimed", "voted"))
_FAR = 40
"""Tokens from a verb to what hangs on it, at most."""
_REACH = 8
"""Tokens from a genitive to what it belongs to, at most."""


def universal(
    heads: Sequence[int], deps: Sequence[str], pos: Sequence[str]
) -> tuple[list[int], list[str]]:
    """Return heads and relations in Universal Dependencies; the root's relation is "root"."""
    deps = ["root" if heads[at] == at else dep for at, dep in enumerate(deps)]
    if _OLDER.isdisjoint(deps):
        return list(heads), deps
    heads = list(heads)
    older = list(deps)
    _turn_prepositions(heads, older, deps, pos)
    _turn_copulas(heads, older, deps)
    return heads, [_NAMES.get(dep, dep) for dep in deps]


def possessors(heads: list[int], deps: list[str], pos: Sequence[str]) -> None:
    """Mend a genitive that was read as a second subject of a verb: `Ann's` son left.

    A verb has one subject; a noun that is marked as a genitive belongs to the one after it.
    """
    marked = {heads[at] for at, dep in enumerate(deps) if dep == "case" and pos[at] == "PART"}
    for at in marked:
        if not deps[at].startswith("nsubj"):
            continue
        after = range(at + 1, min(at + _REACH, len(heads)))
        owned = next((n for n in after if heads[n] == heads[at] and deps[n] == deps[at]), None)
        if owned is not None and pos[owned] in _NOUNS:
            heads[at], deps[at] = owned, "nmod:poss"


def bare_subjects(heads: list[int], deps: list[str], pos: Sequence[str]) -> None:
    """Mend a title that was read as a subject beside its name's: `Retired` Gen. Lind said.

    A verb has one subject; a bare word right before a name describes it.
    """
    described = set(heads)
    for at, dep in enumerate(deps):
        if not dep.startswith("nsubj") or pos[at] not in ("PROPN", "ADJ", "VERB"):
            continue
        if at in described or heads[at] < at:
            continue
        after = range(at + 1, min(at + _REACH, heads[at]))
        name = next((n for n in after if heads[n] == heads[at]), None)
        if name is not None and deps[name] == dep and pos[name] == "PROPN":
            if all(_hangs_on(heads, between, name) for between in range(at + 1, name)):
                heads[at], deps[at] = name, "nmod:desc"


def joint_subjects(heads: list[int], deps: list[str]) -> None:
    """Join subjects of one verb that were read side by side: Ada `and I` would be there.

    A verb has one subject; one that “and” opens belongs to the one before it.
    """
    opened = {heads[at] for at, dep in enumerate(deps) if dep == "cc"}
    first: dict[tuple[int, str], int] = {}
    for at, dep in enumerate(deps):
        if dep.startswith("nsubj"):
            before = first.setdefault((heads[at], dep), at)
            if before != at and at in opened and at < heads[at]:
                heads[at], deps[at] = before, "conj"


def whole_clauses(heads: Sequence[int], deps: list[str], lower: Sequence[str]) -> None:
    """Mend a clause with “that” that was read as lacking its subject: denied `that he left`."""
    for at, dep in enumerate(deps):
        if dep == "mark" and lower[at] == "that" and deps[heads[at]] == "xcomp":
            deps[heads[at]] = "ccomp"


def restricted(
    heads: list[int], deps: Sequence[str], pos: Sequence[str], lower: Sequence[str]
) -> None:
    """Hang a clause that restricts on the noun that it can restrict, not on a bare name.

    An aide to Ada Lind `whom they hired`: a name needs no restriction, and a comma would part it.
    """
    indefinite = {
        heads[at] for at, dep in enumerate(deps) if dep == "det" and lower[at] in ("a", "an")
    }
    for at, word in enumerate(lower):
        clause = heads[at]
        if word not in ("who", "whom") or not at or deps[clause] != "acl:relcl":
            continue
        name = heads[clause]
        noun = heads[name]
        near = pos[at - 1] == "PROPN" and _hangs_on(heads, at - 1, name)
        if near and pos[name] == "PROPN" and deps[name] == "nmod" and noun in indefinite:
            heads[clause] = noun


def lost_subjects(heads: list[int], deps: list[str], pos: Sequence[str]) -> None:
    """Give a clause behind “and” the noun before its verb that was joined to a verb before.

    They win and `Ada` resigns: a noun is never joined to a verb.
    """
    subjects = {heads[at] for at, dep in enumerate(deps) if dep.startswith("nsubj")}
    for at, dep in enumerate(deps):
        verb = heads[at]
        if dep != "cc" or verb <= at + 1 or verb in subjects or pos[verb] != "VERB":
            continue
        for noun in range(at + 1, min(verb, at + _REACH)):
            joined = deps[noun] == "conj" and pos[heads[noun]] == "VERB" and heads[noun] < at
            if joined and pos[noun] in _NOUNS:
                heads[noun], deps[noun] = verb, "nsubj"
                break


def shared_conditions(heads: list[int], deps: list[str], lower: Sequence[str]) -> None:
    """Mend a clause that shares the condition before it: he runs if they win and she `resigns`.

    Where “and” follows a clause with “if” without a comma, it goes on with that clause.
    """
    conditions = {
        heads[at] for at, dep in enumerate(deps) if dep == "mark" and lower[at] in ("if", "unless")
    }
    subjects = {heads[at] for at, dep in enumerate(deps) if dep.startswith("nsubj")}
    for at, dep in enumerate(deps):
        verb = heads[at]
        if dep != "cc" or not at or verb not in subjects:
            continue
        if deps[verb] not in ("conj", "advcl") or verb in conditions:
            continue
        clause = at - 1
        for _ in range(_REACH):
            if clause in conditions or heads[clause] == clause:
                break
            clause = heads[clause]
        joined = deps[at - 1] != "punct" and clause in conditions and deps[clause] == "advcl"
        if joined and clause < at and _hangs_on(heads, clause, heads[verb]):
            heads[verb], deps[verb] = clause, "conj"


def infinitives(
    heads: Sequence[int], deps: Sequence[str], pos: list[str], lower: Sequence[str]
) -> None:
    """Mend a verb that was read as a noun behind “to”: they are about to `divorce`."""
    for at, dep in enumerate(deps):
        marked = dep == "mark" and lower[at] == "to" and pos[at] == "PART"
        if marked and heads[at] == at + 1 and pos[at + 1] == "NOUN":
            pos[at + 1] = "VERB"


def _hangs_on(heads: Sequence[int], at: int, top: int) -> bool:
    """Whether a token is below another in the tree, a few steps at most."""
    for _ in range(_REACH):
        if at == top or heads[at] == at:
            break
        at = heads[at]
    return at == top


def belated_subjects(heads: list[int], deps: list[str]) -> None:
    """Give a clause its subject, where it hangs on the verb above: `Ann said he knows`.

    A verb has one subject; a second one behind it belongs to what the verb leads to.
    """
    subjects: defaultdict[int, list[int]] = defaultdict(list)
    clauses: defaultdict[int, list[int]] = defaultdict(list)
    for at, head in enumerate(heads):
        if deps[at].startswith("nsubj"):
            subjects[head].append(at)
        elif deps[at] == "ccomp":
            clauses[head].append(at)
    for verb, found in subjects.items():
        late = [at for at in found if at > verb]
        clause = next((at for at in clauses[verb] if late and at > late[0]), None)
        if len(found) > len(late) > 0 and clause is not None and clause not in subjects:
            heads[late[0]] = clause


def early_subjects(heads: list[int], deps: list[str]) -> None:
    """Give the verb above its subject, where a clause below has two: `Aides` say Ann will go.

    A verb has one subject; a first one before the verb above belongs to that verb.
    """
    subjects: defaultdict[int, list[int]] = defaultdict(list)
    for at, head in enumerate(heads):
        if deps[at].startswith("nsubj"):
            subjects[head].append(at)
    for verb, found in subjects.items():
        above = heads[verb]
        if deps[verb] == "ccomp" and above not in subjects and len(found) > 1:
            if found[0] < above < found[1]:
                heads[found[0]], deps[found[0]] = above, "nsubj"


def early_marks(heads: list[int], deps: Sequence[str]) -> None:
    """Give the verb above the conjunction before it: `until` Ann is elected president."""
    marked = {heads[at] for at, dep in enumerate(deps) if dep == "mark"}
    for at, dep in enumerate(deps):
        below = heads[at]
        above = heads[below]
        if dep == "mark" and deps[below] == "xcomp" and at < above < below and above not in marked:
            heads[at] = above


def named_posts(
    heads: list[int], deps: list[str], pos: Sequence[str], lower: Sequence[str]
) -> None:
    """Mend “is elected mayor” where the post was read as what somebody is: she is `elected`.

    A noun without article behind such a participle says what somebody is made.
    """
    copulas = {heads[at]: at for at, dep in enumerate(deps) if dep == "cop"}
    articled = {heads[at] for at, dep in enumerate(deps) if dep in ("det", "nmod:poss", "nummod")}
    for post, copula in copulas.items():
        verb = post - 1
        made = pos[post] == "NOUN" and lower[verb] in _MADE and post not in articled
        if not made or not copula < verb or deps[verb] not in ("amod", deps[post]):
            continue
        if heads[verb] not in (post, heads[post]):
            continue
        heads[verb], deps[verb] = (verb if heads[post] == post else heads[post]), deps[post]
        for at in range(max(0, verb - _FAR), min(post + _FAR, len(heads))):
            if heads[at] == post and at != post and (at < verb or deps[at] == "punct"):
                heads[at] = verb
                deps[at] = {"nsubj": "nsubj:pass", "cop": "aux:pass"}.get(deps[at], deps[at])
        heads[post], deps[post] = verb, "xcomp"


def near_possessors(heads: list[int], deps: Sequence[str], pos: Sequence[str]) -> None:
    """Give a genitive the noun beside it, not one behind a preposition: `Ann's` fear of fire."""
    for case, noun in enumerate(heads):
        if deps[case] != "case" or pos[case] != "ADP":
            continue
        for at in range(case - 1, max(-1, case - _REACH), -1):
            if heads[at] == noun and deps[at] == "nmod:poss":
                owned = next((n for n in range(case - 1, at, -1) if pos[n] in _NOUNS), None)
                if owned is not None:
                    heads[at] = owned


def own_adjectives(heads: list[int], deps: Sequence[str]) -> None:
    """Give a possessor what stands behind its article: `the old` baker's wife."""
    articles = {heads[at]: at for at, dep in enumerate(deps) if dep == "det"}
    owners = {heads[at]: at for at, dep in enumerate(deps) if dep == "nmod:poss" and at in articles}
    for at, dep in enumerate(deps):
        owner = owners.get(heads[at])
        if dep == "amod" and owner is not None and articles[owner] < at < owner:
            heads[at] = owner


def _turn_prepositions(
    heads: list[int], older: Sequence[str], deps: list[str], pos: Sequence[str]
) -> None:
    """Make a noun the head of its preposition, and of all of several: “according to”."""
    above = list(heads)
    for at, dep in enumerate(older):
        case = above[at]
        if dep != "pobj" or older[case] not in _PREPOSITIONS:
            continue
        by = older[case] == "agent"
        while older[case] in _PREPOSITIONS and above[case] != case:
            heads[case], deps[case] = at, "case"
            case = above[case]
        heads[at] = case
        deps[at] = "obl:agent" if by else "nmod" if pos[case] in _NOUNS else "obl"


def _turn_copulas(heads: list[int], older: Sequence[str], deps: list[str]) -> None:
    """Make a predicate the head of its copula and of what hangs on it."""
    predicates = {heads[at]: at for at, dep in enumerate(older) if dep in ("attr", "acomp")}
    for at, head in enumerate(list(heads)):
        predicate = predicates.get(head, at)
        if predicate != at and at != head:
            heads[at] = predicate
    for copula, predicate in predicates.items():
        heads[predicate] = predicate if heads[copula] == copula else heads[copula]
        deps[predicate] = deps[copula]
        heads[copula], deps[copula] = predicate, "cop"
