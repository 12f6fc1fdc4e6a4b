"""In which world a text places an event: as happened, negated, planned, possible, feared, generic.

It goes up from the event's predicate through the clauses that hold it. The nearest word that says
anything decides; a fact inside a possibility is a possibility. Method after FactBank (Saurí &
Pustejovsky, 2009), with the words as data in the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.arguments import (
    has_child,
    is_gerund,
    is_infinitive,
    is_participle,
    is_present,
    own_subject,
    preposition_of,
    surface_subject,
)
from kg.extract.genericity import generic_rule, is_nominal, is_presupposed
from kg.extract.participants import Part, Setting
from kg.extract.patterns import Match
from kg.extract.reading import Reading
from kg.extract.referents import Referents
from kg.extract.syntax import children
from kg.knowledge import EventLexicon, MarkerKind
from kg.model import Modality, Polarity

_HIGHEST = 8
_NOBODY = frozenset(("nobody", "none", "no-one", "neither", "nothing"))
_RANK = re.compile(r"first|second|third|\w+th|last|only|latest|\w+est")
_UNIT_OF_TIME = re.compile(
    r"hour|day|week|fortnight|month|year|decade|night|morning|afternoon|evening|weekend|summer|winter"
    r"|spring|autumn|season|\w+day|time"
)
_PLANNING_TO = frozenset(("go", "about", "due", "be"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_VERBS = frozenset(("VERB", "AUX"))
_HOLDING = _VERBS | _NOUNS | {"ADJ", "ADV"}
_HELD_TOGETHER = frozenset(
    ("xcomp", "ccomp", "advcl", "acl", "conj", "obj", "obl", "nmod", "csubj")
)
_THEREBY = frozenset(("thus", "thereby", "so", "effectively"))
_MEANS = "by"
_CONTINUING = frozenset(("of", "for", "from", "with", "in", "about", "against", _MEANS))
"""What ties a gerund to the verb above, of which it is but a part: accused `of` killing."""
_ELSEWHERE = frozenset(("advcl", "acl:relcl", "parataxis"))
_TEMPORAL = {
    **dict.fromkeys(("until", "till", "before", "after", "once"), "possible"),
    **dict.fromkeys(("when", "whenever"), "generic"),
}
"""What opens a clause whose present tense tells of no fact: until somebody dies, when we lose."""
_NEAR = 7
"""Words before a verb within which “if” is its own."""
_CASES = frozenset(("event", "case", "eventuality"))
_CONDITION = "under a condition"
"""The rule of an event that a condition decides, planned or not: promised to resign if …."""


_OFTEN = "time and again"
"""The rule of what recurs, unless something else places it: vowed to strike every week."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """Polarity and modality of an event, and the rule that found them."""

    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    rule: str = "asserted"


def factuality_of(
    referents: Referents,
    match: Match,
    setting: Setting,
    parts: tuple[Part, ...],
    lexicon: EventLexicon,
) -> Factuality:
    """Return in which world an event is placed."""
    judge = _Judge(referents, match, setting, lexicon)
    polarity, modality, rule = Polarity.POSITIVE, Modality.ACTUAL, "asserted"
    for found in judge.signs():
        if found.name == "negative":
            flipped = polarity is Polarity.NEGATIVE
            polarity = Polarity.POSITIVE if flipped else Polarity.NEGATIVE
            rule = found.rule if modality is Modality.ACTUAL else rule
        elif modality is Modality.ACTUAL or rule == _OFTEN or _outweighs(found):
            modality, rule = Modality(found.name), found.rule
    if modality is Modality.ACTUAL and polarity is Polarity.POSITIVE:
        generic = generic_rule(referents, match, setting, parts)
        if generic:
            modality, rule = Modality.GENERIC, generic
    return Factuality(polarity, modality, rule)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that places an event: a modality's name or "negative", and the rule.

    `hoped` marks what a whole clause is hoped or doubted: hopes that she `will` be back.
    """

    name: str
    rule: str
    hoped: bool = False


def _outweighs(sign: _Sign) -> bool:
    """Tell whether a word counts whatever a nearer one said."""
    return sign.name == "feared" or sign.rule == _CONDITION or sign.hoped


@dataclass(frozen=True, slots=True)
class _Judge:
    referents: Referents
    match: Match
    setting: Setting
    lexicon: EventLexicon

    @property
    def _reading(self) -> Reading:
        return self.referents.reading

    def _says(self, kind: MarkerKind, *words: str) -> str:
        """Return what the first of these words says as a marker of that kind, or ""."""
        known = self.lexicon.modality_of
        return next((known[kind, word] for word in words if (kind, word) in known), "")

    def signs(self) -> Iterator[_Sign]:
        """Yield what places the event, from the inside out."""
        reading = self._reading
        if is_nominal(reading, self.match.head):
            yield from self._around_noun(self.match.head)
            if self.setting.light:
                yield from self._own_sign(self.setting)
                yield from self._in_clause(self.setting.predicate)
                yield from self._above(self.setting.predicate)
            elif not is_presupposed(reading, self.match.head):
                yield from self._beside(self.match.head)
            else:
                yield from self._imagined(self.match.head)
                yield from self._wished(self.match.head)
            return
        verb = self._clause_of(self.match.head)
        if verb is not None:
            yield from self._in_clause(verb)
            yield from self._above(verb)

    def _clause_of(self, verb: int) -> int | None:
        """Return the predicate whose clause a trigger stands in; None where it only describes.

        A participle may describe what is itself the predicate: if `elected` mayor, she will ….
        """
        reading = self._reading
        if reading.dep[verb] != "amod":
            return verb
        noun = reading.head[verb]
        return noun if has_child(reading, noun, "cop", "mark") else None

    def _own_sign(self, setting: Setting) -> Iterator[_Sign]:
        """Yield what the verb says that carries the event: the vote is `set` for Thursday."""
        reading, verb = self._reading, setting.predicate
        found = self._says(MarkerKind.VERB, reading.lemma[verb]) or self._says(
            MarkerKind.ADJECTIVE, reading.lower[verb]
        )
        met = setting.light == "undergoing" and not is_present(reading, verb)
        if found and not met:
            yield _Sign(found, f"“{reading.lower[verb]}”")

    # A predicate and its own clause

    def _in_clause(self, verb: int) -> Iterator[_Sign]:
        """Yield what auxiliaries, adverbs, conjunctions and a negated subject say."""
        reading = self._reading
        own = set(self.match.tokens)
        if self._is_question(verb):
            yield _Sign("possible", "a question")
        if self._has_condition(verb) or self._is_after_if(verb):
            yield _Sign("conditional", _CONDITION)
        if self._is_to_be(verb):
            yield _Sign("planned", "“is to”")
        if self._is_subjunctive(verb) or self._is_stray_infinitive(verb):
            yield _Sign("possible", "a bare verb, asked for")
        if self._is_weighed(verb):
            yield _Sign("possible", "a gerund, of the present")
        if is_infinitive(reading, verb) and self._is_purpose(verb):
            yield _Sign("planned", "a purpose")
        for child in reading.children[verb]:
            if child not in own:
                yield from self._child(verb, child)
        if self._is_command(verb):
            yield _Sign("generic", "a request to the reader")

    def _is_weighed(self, verb: int) -> bool:
        """Whether a gerund is what a clause of the present speaks of: `electing` her is wise."""
        reading = self._reading
        subject = reading.rel[verb] == "csubj" and is_gerund(reading, verb)
        return subject and is_present(reading, reading.head[verb])

    def _is_purpose(self, verb: int) -> bool:
        """Whether an infinitive says what for: a plan to leave; not the first woman to win."""
        reading, above = self._reading, self._reading.head[verb]
        if any(reading.lower[child] == "whether" for child in reading.children[verb]):
            return False
        if reading.rel[verb] == "acl":
            words = {
                reading.lower[child]
                for child in reading.children[above]
                if reading.rel[child] in ("amod", "nummod", "advmod")
            }
            ranked = any(_RANK.fullmatch(word) for word in words)
            return not ranked and not self._says(MarkerKind.NOUN, reading.lemma[above])
        joined = reading.rel[verb] == "conj" and not is_infinitive(reading, above)
        return joined or reading.rel[verb] == "advcl"

    def _child(self, verb: int, child: int) -> Iterator[_Sign]:
        """Yield what one word that hangs on a predicate says."""
        word, rel = self._reading.lower[child], self._reading.rel[child]
        if word in _TEMPORAL and rel in ("mark", "advmod", "case"):
            if is_present(self._reading, verb):
                yield _Sign(_TEMPORAL[word], f"“{word}” before the present")
        if rel == "aux":
            yield from self._auxiliary(verb, child)
        elif rel in ("advmod", "cc", "discourse", "det"):
            found = self._says(MarkerKind.ADVERB, word)
            yield from [_Sign(found, f"“{word}”")] if found else []
        elif rel in ("mark", "case"):
            if word == "than" and is_gerund(self._reading, verb):
                yield _Sign("possible", "“than” before a gerund")
            reading = self._reading
            more = (reading.lower[each] for each in children(reading, child, "fixed"))
            whole = " ".join((word, *more))
            found = self._says(MarkerKind.CONJUNCTION, whole, word)
            yield from [_Sign(found, f"“{whole}” opens the clause")] if found else []
        elif rel in ("nsubj", "obj") and self._is_nobody(child):
            yield _Sign("negative", "nobody")
        elif rel == "obl" and self._is_recurring(child):
            yield _Sign("generic", _OFTEN)

    def _is_recurring(self, noun: int) -> bool:
        """Whether a noun says how often: sings there `every week`."""
        reading = self._reading
        often = any(reading.lower[child] in ("every", "each") for child in reading.children[noun])
        return often and _UNIT_OF_TIME.fullmatch(reading.lemma[noun]) is not None

    def _is_subjunctive(self, verb: int) -> bool:
        """Whether a clause asks for what it says: insisted that she `go` to hospital."""
        reading, subject = self._reading, own_subject(self._reading, verb)
        if subject is None or reading.rel[verb] != "ccomp" or not self._is_bare(verb):
            return False
        singular = reading.lower[subject] == reading.lemma[subject]
        noun = reading.pos[subject] in _NOUNS and singular
        return reading.lower[subject] in ("he", "she", "it") or noun

    def _is_stray_infinitive(self, verb: int) -> bool:
        """Whether a bare verb goes on with an infinitive, not with the past before it.

        She called on him to stop and `apologise`.
        """
        reading, above = self._reading, self._reading.head[verb]
        past = reading.pos[above] == "VERB" and is_participle(reading, above)
        return reading.rel[verb] == "conj" and past and self._is_bare(verb)

    def _is_bare(self, verb: int) -> bool:
        reading = self._reading
        if reading.pos[verb] != "VERB" or is_participle(reading, verb):
            return False
        helped = has_child(reading, verb, "aux", "aux:pass", "cop")
        bare = reading.lower[verb] == reading.lemma[verb]
        return bare and not helped and not is_infinitive(reading, verb)

    def _is_to_be(self, verb: int) -> bool:
        """Whether a form of be announces an infinitive: she is to resign."""
        reading = self._reading
        forms = {"is", "are", "was", "were", "'s", "'re"}
        return is_infinitive(reading, verb) and any(
            reading.lower[child] in forms and reading.rel[child] in ("aux", "cop")
            for child in reading.children[verb]
        )

    def _auxiliary(self, verb: int, aux: int) -> Iterator[_Sign]:
        reading = self._reading
        word = reading.lower[aux]
        if word == "'d" and any(
            reading.lower[child] in ("been", "already") for child in reading.children[verb]
        ):
            return
        found = self._says(MarkerKind.AUXILIARY, word)
        if found == "conditional" and self._is_reported(verb):
            yield _Sign("planned", f"“{word}” after a verb of the past")
        elif found:
            yield _Sign(found, f"“{word}”")

    def _is_reported(self, verb: int) -> bool:
        """Whether “would” is the reported form of “will”: said that he would resign."""
        reading = self._reading
        perfect = any(reading.lower[child] == "have" for child in reading.children[verb])
        return not perfect and reading.rel[verb] == "ccomp"

    def _has_condition(self, verb: int) -> bool:
        """Whether a clause hangs on another with “if”, or stands under “in the event (that)”."""
        reading, above = self._reading, self._reading.head[verb]
        noun = next((c for c in children(reading, above, "obl") if c < verb), above)
        if reading.rel[verb] in ("acl", "ccomp", "advcl") and reading.lemma[noun] in _CASES:
            return preposition_of(reading, noun) == "in"
        if reading.rel[verb] == "advcl" and self._is_within_condition(verb):
            return True
        return any(
            reading.rel[child] == "advcl"
            and any(
                self._says(MarkerKind.CONJUNCTION, reading.lower[mark]) == "conditional"
                for mark in reading.children[child]
            )
            for child in reading.children[verb]
        )

    def _is_within_condition(self, verb: int) -> bool:
        """Whether the “if” before an adverbial clause hangs on the clause above: if, when, …."""
        reading, above = self._reading, self._reading.head[verb]
        if has_child(reading, verb, "mark"):
            return False
        return any(
            reading.rel[child] == "mark"
            and child < verb < above
            and self._says(MarkerKind.CONJUNCTION, reading.lower[child]) == "conditional"
            for child in reading.children[above]
        )

    def _is_after_if(self, verb: int) -> bool:
        """Whether “if” stands a few words before a verb, where the tree has it elsewhere."""
        reading = self._reading
        for at in range(verb - 1, max(-1, verb - _NEAR), -1):
            if reading.pos[at] in ("VERB", "PUNCT"):
                return False
            if reading.lower[at] in ("if", "unless"):
                return reading.pos[at - 1] != "ADV" and reading.lower[at - 1] not in ("as", "even")
        return False

    def _is_nobody(self, token: int) -> bool:
        reading = self._reading
        return reading.lower[token] in _NOBODY or any(
            reading.lower[child] in ("no", "neither") and reading.rel[child] in ("det", "cc")
            for child in reading.children[token]
        )

    def _is_question(self, verb: int) -> bool:
        reading = self._reading
        return reading.head[verb] == verb and any(
            reading.words[child] == "?" for child in reading.children[verb]
        )

    def _is_command(self, verb: int) -> bool:
        """Whether a verb addresses the reader: a bare form without a subject at the top."""
        reading = self._reading
        top = verb
        for _ in range(_HIGHEST):
            if reading.rel[top] != "conj" or reading.head[top] == top:
                break
            top = reading.head[top]
        return (
            reading.pos[verb] == "VERB"
            and reading.head[top] == top
            and reading.lower[verb] == reading.lemma[verb]
            and surface_subject(reading, verb) is None
            and not has_child(reading, verb, "aux", "aux:pass")
        )

    # What holds the clause

    def _above(self, verb: int) -> Iterator[_Sign]:
        """Yield what the clauses above say of this one."""
        reading = self._reading
        for _ in range(_HIGHEST):
            governor, rel = reading.head[verb], reading.rel[verb]
            if self._is_bare_gerund(verb):
                yield from self._in_clause(governor)
                verb = governor
                continue
            if self._stands_apart(verb):
                return
            if rel == "conj":
                yield from self._shared_condition(governor)
                if own_subject(reading, verb) is not None or has_child(reading, verb, "aux"):
                    return
                yield from self._shared(governor)
                verb = governor
                continue
            if not self._is_means(verb):
                yield from self._governed(verb, governor, rel)
            if rel == "acl":
                yield from self._around_noun(governor)
                return
            if rel == "ccomp" or reading.pos[governor] not in _HOLDING:
                return
            if rel in ("xcomp", "acl", "advcl") or is_gerund(reading, verb):
                yield from self._in_clause(governor)
            verb = governor

    def _stands_apart(self, verb: int) -> bool:
        """Whether what holds a clause says nothing of whether it is so."""
        reading = self._reading
        apart = reading.dep[verb] in _ELSEWHERE and not self._continues(verb)
        return apart or reading.head[verb] == verb or reading.rel[verb] not in _HELD_TOGETHER

    def _is_bare_gerund(self, verb: int) -> bool:
        """Whether a gerund tells what another verb does: might reach ten, `barring` her."""
        reading = self._reading
        held = {reading.rel[child] for child in reading.children[verb] if child < verb}
        alone = {"mark", "case", "nsubj"}.isdisjoint(held) and not self._has_own_adverb(verb)
        return alone and reading.dep[verb] in ("advcl", "parataxis") and is_gerund(reading, verb)

    def _is_means(self, verb: int) -> bool:
        """Whether a gerund only says how: hopes to win `by attacking` them."""
        reading = self._reading
        marks = (reading.lower[child] for child in children(reading, verb, "mark"))
        return reading.rel[verb] == "advcl" and _MEANS in marks

    def _has_own_adverb(self, verb: int) -> bool:
        """Whether an adverb opens a clause that says more than what comes of the one above."""
        reading = self._reading
        opening = (c for c in children(reading, verb, "advmod") if c < verb)
        return any(reading.lower[child] not in _THEREBY for child in opening)

    def _continues(self, verb: int) -> bool:
        """Whether an adverbial clause is but a part of the verb above: accused of killing."""
        reading = self._reading
        return reading.dep[verb] == "advcl" and any(
            reading.lower[child] in _CONTINUING and reading.rel[child] in ("mark", "case")
            for child in reading.children[verb]
        )

    def _shared_condition(self, governor: int) -> Iterator[_Sign]:
        """Yield the condition that joined clauses share: if they win and she resigns."""
        reading = self._reading
        for child in reading.children[governor]:
            if reading.rel[child] == "mark" and reading.rel[governor] == "advcl":
                yield from self._child(governor, child)

    def _shared(self, governor: int) -> Iterator[_Sign]:
        """Yield what joined verbs share: may resign or retire, a plan to resign or retire."""
        reading = self._reading
        if is_infinitive(reading, governor) and self._is_purpose(governor):
            yield _Sign("planned", "a purpose")
        for child in reading.children[governor]:
            if reading.rel[child] == "aux":
                yield from self._auxiliary(governor, child)

    def _governed(self, verb: int, governor: int, rel: str) -> Iterator[_Sign]:
        """Yield what the word above says of the clause or noun that depends on it."""
        reading = self._reading
        lemma, lower, pos = reading.lemma[governor], reading.lower[governor], reading.pos[governor]
        if rel == "xcomp" and lemma in _PLANNING_TO and is_infinitive(reading, verb):
            yield _Sign("planned", f"“{lower} to”")
            return
        if rel == "ccomp" and lemma == "deny":
            yield _Sign("negative", "denied")
            return
        if rel == "ccomp" and reading.lemma[reading.head[governor]] in _ALLEGING:
            yield _Sign("possible", "alleged")
        if pos in _VERBS:
            if rel == "ccomp" and not self._doubts(governor):
                return
            if rel == "xcomp" and lemma == "have" and lower != "had":
                yield _Sign("planned", "“have to”")
            found = self._says(MarkerKind.VERB, *self._with_preposition(verb, lemma))
            if not found and (rel == "xcomp" or lemma not in _TELLING):
                found = self._says(MarkerKind.VERB, lemma)
        elif pos == "ADJ":
            found = self._says(MarkerKind.ADJECTIVE, lower)
        else:
            found = self._says(MarkerKind.NOUN, lemma)
        if found:
            yield _Sign(found, f"under “{lower}”", hoped=rel == "ccomp" and found == "possible")

    def _with_preposition(self, verb: int, lemma: str) -> Iterator[str]:
        """Yield a word with each preposition that ties a clause to it: `barred from` playing."""
        reading = self._reading
        for child in reading.children[verb]:
            if child < verb and reading.rel[child] in ("mark", "case"):
                yield f"{lemma} {reading.lower[child]}"

    def _doubts(self, verb: int) -> bool:
        """Whether a verb with a whole clause leaves open whether it is so; reporting does not."""
        found = self._says(MarkerKind.VERB, self._reading.lemma[verb])
        return found == "feared" or self._reading.lemma[verb] in _DOUBTING

    # A noun that names the event

    def _around_noun(self, noun: int) -> Iterator[_Sign]:
        reading = self._reading
        own = set(self.match.tokens)
        for child in reading.children[noun]:
            word = reading.lower[child]
            if child in own and reading.rel[child] != "case":
                continue
            if reading.rel[child] == "det" and word in ("no", "neither"):
                yield _Sign("negative", f"“{word}” {reading.lower[noun]}")
            elif self._is_adjective(child) and (found := self._says(MarkerKind.ADJECTIVE, word)):
                yield _Sign(found, f"“{word}” {reading.lower[noun]}")
            elif reading.rel[child] in ("advmod", "cc") and word in ("not", "nor", "neither"):
                yield _Sign("negative", f"“{word}”")
            elif reading.rel[child] == "case" and (
                found := self._says(MarkerKind.CONJUNCTION, word)
            ):
                yield _Sign(found, f"“{word}” {reading.lower[noun]}")

    def _is_adjective(self, child: int) -> bool:
        """Whether a word says of what kind a noun is: `alleged` theft, `non`-endorsement."""
        reading = self._reading
        if reading.dep[child] in ("amod", "acl"):
            return True
        return reading.rel[child] == "compound" and reading.words[child + 1 : child + 2] == ["-"]

    def _imagined(self, noun: int) -> Iterator[_Sign]:
        """Yield what “would” and “if” say of a noun: her appointment would make history."""
        reading, verb = self._reading, self._reading.head[noun]
        if reading.rel[noun] in ("nsubj", "obj"):
            for child in reading.children[verb]:
                if self._says(MarkerKind.CONJUNCTION, reading.lower[child]) == "conditional":
                    yield from self._child(verb, child)
        if self._is_reported(verb):
            return
        words = {reading.lower[c] for c in reading.children[verb] if reading.rel[c] == "aux"}
        if reading.rel[noun] == "nsubj" and "would" in words and "have" not in words:
            yield _Sign("conditional", "“would”")

    def _wished(self, noun: int) -> Iterator[_Sign]:
        """Yield what a word says whose object is yet to come: called for `her` release.

        What something is to be done to is there already: asked for the `verdict` to be reviewed.
        """
        reading, above = self._reading, self._reading.head[noun]
        if reading.rel[noun] not in ("obj", "obl", "nmod") or reading.lemma[above] not in _WISHING:
            return
        if any(c > noun and is_infinitive(reading, c) for c in children(reading, above, "xcomp")):
            return
        about = preposition_of(reading, noun) in ("", "for", "of", "on")
        if about and (reading.rel[noun] != "obl" or reading.lemma[above] in _WISHING_FOR):
            kind = MarkerKind.NOUN if reading.pos[above] in _NOUNS else MarkerKind.VERB
            found = self._says(kind, reading.lemma[above])
            yield from [_Sign(found, f"“{reading.lower[above]}” it")] if found else []

    def _beside(self, noun: int) -> Iterator[_Sign]:
        """Yield what the verb or noun says that an indefinite noun depends on: risk of a strike."""
        reading = self._reading
        for _ in range(_HIGHEST):
            if reading.rel[noun] != "conj" or reading.pos[reading.head[noun]] not in _NOUNS:
                break
            noun = reading.head[noun]
        governor, rel = reading.head[noun], reading.rel[noun]
        if governor == noun or rel not in ("obj", "obl", "nmod", "nsubj", "xcomp", "conj"):
            return
        if rel == "nsubj" and reading.pos[governor] not in ("ADJ",):
            yield from self._in_clause(governor)
            return
        yield from self._governed(noun, governor, rel)
        if reading.pos[governor] in _VERBS | {"ADJ"}:
            yield from self._in_clause(governor)
            yield from self._above(governor)
        elif reading.pos[governor] in _NOUNS:
            yield from self._around_noun(governor)


_ALLEGING = frozenset(("allege", "allegation", "rumour", "rumor"))
_WISHING_FOR = frozenset(
    re.findall(
        r"\w+", "call push campaign hope wish ask long press lobby plead pray wait plan prepare"
    )
)
"""Verbs that look ahead to what follows their preposition: campaigned for his release."""
_WISHING = _WISHING_FOR | frozenset(
    re.findall(
        r"\w+",
        "want seek demand urge request await expect anticipate schedule arrange postpone delay"
        " cancel avoid prevent avert block need require deserve recommend propose threaten consider"
        " contemplate hope chance bid prospect possibility preparation eve likelihood",
    )
)
"""Words whose object, even a definite one, has not come about: demanded his resignation."""
_TELLING = frozenset(("say", "report", "believe", "think", "claim", "call", "tell", "ask"))
"""Verbs that place in doubt only what is their infinitive: he is said to have resigned."""
_DOUBTING = frozenset(
    re.findall(
        r"\w+",
        "hope wish doubt expect suspect suppose imagine pretend assume plan threaten allege"
        " speculate wonder demand insist recommend propose ensure",
    )
)
"""Verbs whose whole clause is no more than possible."""
