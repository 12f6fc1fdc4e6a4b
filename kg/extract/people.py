"""Who is who in an article: names, descriptions and pronouns put together.

Names come first, over the whole article. Then, from the outermost voice inwards, descriptions and
pronouns in order of the text: what the tree says (appositions, relatives by their possessor), what
the encoder's antecedents say, vetoed by gender and number, and who was mentioned last. The first
person inside a quotation is its speaker, so that a voice is read once its speaker is known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.antecedents import antecedents, by_token, predicates
from kg.extract.beside import Beside
from kg.extract.cast import Kin
from kg.extract.clients import represented
from kg.extract.clusters import Cluster, Clusters, Hints, cluster_names
from kg.extract.introductions import introduced, mentioned
from kg.extract.kin import Relatives, tells_generation
from kg.extract.leads import named_after_lead
from kg.extract.mentions import Noun, is_aged
from kg.extract.reading import OUTSIDE, Reading
from kg.extract.sections import sections, teasers
from kg.extract.syntax import children, companions, subject
from kg.knowledge import Knowledge
from kg.model import EntityType, MentionKind

_PRONOUN_THRESHOLD = 0.4
_NOUN_THRESHOLD = 0.4
_TOLD_APART = 0.9
"""The same for who a clause tells from others: “the woman who found the key”."""
_RECENCY = 0.1
"""What being mentioned last, as a subject, is worth beside the encoder's probabilities."""
_WINDOW = 6
"""Mentions back to look for whom a pronoun may refer to, where the encoder has no say."""
_FAR = 3
"""Sentences after which somebody mentioned is no longer at hand."""
_DECAY = 0.6
"""What a mention one sentence further back is worth."""
_SUBJECT = 1.6
_CENTRE = 2.0
"""What the subject of the sentence before is worth for a subject (Grosz et al., 1995)."""
_GOVERNING = 0.5
"""What being the subject of the clause around it is worth for the subject of a clause."""
_INTRODUCED = 0.5
"""What being the subject of the sentence before a quotation is worth for its source."""
_NEXT = 1
"""Paragraphs from that sentence to the quotation, at most."""
_FADING = 0.97
"""What a pronoun as antecedent is worth for each sentence that lies between."""
_UNKNOWN_GENDER = 0.85
"""What a person whose gender is not known is worth beside one for whom the pronoun fits."""
_NAMELESS = 0.8
_OTHER_VOICE = 0.5
_PROTAGONIST = 0.8
"""What being the one whom all mentions so far are of is worth for an epithet."""
_OFFICE = 0.4
"""The same for what tells one from others, as an office does: it is rather somebody new."""
_LEAST_MENTIONS = 3
_AGED = 0.7
"""What being mentioned last is worth for “the 34-year-old”, who is hardly ever somebody new."""
_PLAIN = 0.4
"""The same for “the woman”, “the suspect”."""
_OCCUPIED = 0.25
"""The same for “the singer”."""
_MOST = 1.5
"""How many times as often somebody must be told of to be meant by a bare surname."""
_PAIR = 0.8
_MISLED = 0.4
"""Votes of pronouns against a gender that a relative of the same surname may have."""
_LESSER = frozenset(("vice", "deputy", "assistant", "former", "ex", "acting"))
_OWN_OFFICE = 0.4
"""The same for who is spoken of by office in the quotation that the pronoun is the source of."""
_REFLEXIVE = ("self", "selves")
_PEOPLE = (EntityType.PERSON, EntityType.GROUP)


class Casting:
    """Puts the mentions of an article together.

    `voices` gives the voice of each zone: the passage of the innermost quotation that holds it, or
    `OUTSIDE`; `sentences` the number of the sentence that each token stands in, a quotation
    counting as part of the sentence that reports it; `uttered` the tokens in marks that the words
    headed by a token are the source of; `speakers` whom each voice belongs to and
    `addressees` whom it speaks to, as far as known.
    """

    def __init__(
        self,
        reading: Reading,
        knowledge: Knowledge,
        nouns: Sequence[Noun],
        voices: Mapping[int, int],
        sentences: Sequence[int],
        uttered: Mapping[int, Sequence[range]] | None = None,
    ) -> None:
        self.reading = reading
        self.uttered = uttered or {}
        self.sentences = sentences
        self.people = knowledge.people
        self.nouns = nouns
        self.voices = voices
        self.speakers: dict[int, Cluster] = {}
        self.addressees: dict[int, Cluster] = {}
        self.clusters = Clusters(knowledge.people)
        self.confidence: dict[Noun, float] = {}
        self.candidates: dict[Noun, tuple[tuple[Cluster, float], ...]] = {}
        self.by_token = by_token(nouns)
        self.teasers = teasers(reading, knowledge.people)
        self.sections = sections(reading)
        self.antecedents = {
            noun: [pair for pair in pairs if self._is_in_reach(pair[0], noun)]
            for noun, pairs in antecedents(reading, self.by_token).items()
        }
        self.relatives = Relatives(reading, knowledge.people)
        self.beside = Beside(reading, self.by_token)
        self.hints = Hints(self.antecedents)
        self._hint_at_genders()
        cluster_names(self.clusters, nouns, self.hints)
        self._predicates = predicates(reading)
        self._seen: list[Noun] = []
        self._teller: Cluster | None = None

    def _hint_at_genders(self) -> None:
        """Let names have the gender of what they stand beside: “her husband, Bo”."""
        for noun in self.nouns:
            if noun.kind is MentionKind.NOMINAL and noun.gender:
                for name in self.beside.apposed(noun):
                    if name.name is not None:
                        self.hints.tell(name, noun.gender)

    def at(self, token: int) -> Cluster | None:
        """Return the cluster that a token refers to, None where it is none or not yet known."""
        noun = self.by_token.get(token)
        return self.clusters.of.get(noun) if noun is not None else None

    def voice(self, noun: Noun) -> int:
        """Return in whose voice a mention stands."""
        zone = self.reading.zone[noun.head]
        return self.voices.get(zone, OUTSIDE)

    def resolve(self, voices: frozenset[int]) -> None:
        """Put the mentions in these voices to their clusters, in order of the text.

        A line that leads to something else is no part of the story: what stands in it is not taken
        up after it.
        """
        self._seen = [noun for noun in self.nouns if noun in self.clusters.of]
        place = 0
        before: list[Noun] = []
        for noun in self.nouns:
            while place < len(self._seen) and self._seen[place].begin <= noun.begin:
                if self._is_in_reach(self._seen[place], noun):
                    before.append(self._seen[place])
                place += 1
            while before and not self._is_in_reach(before[-1], noun):
                before.pop()
            if self.voice(noun) not in voices:
                continue
            if noun.name is not None:
                self._tell_generations(noun, before)
            elif noun not in self.clusters.of:
                self._resolve(noun, before)
                if noun in self.clusters.of:
                    before.append(noun)
        for nameless, named in self.relatives.reunited():
            self._unite(nameless, named)

    def _tell_generations(self, noun: Noun, before: Sequence[Noun]) -> None:
        """Put a surname to the parent or the child of that name: “Lind senior”."""
        assert noun.name is not None
        if noun.name.is_full:
            return
        if not noun.name.suffix:
            if not noun.name.title:
                self._prefer_told_of(noun, before)
            return
        bearers = [c for c in self.clusters.all if noun.name.parts in c.surnames]
        meant = self.relatives.of_generation(noun.name, bearers)
        if meant is not None and meant is not self.clusters.of[noun]:
            self.move(noun, meant, 1.0)

    def _prefer_told_of(self, noun: Noun, before: Sequence[Noun]) -> None:
        """Put a bare surname of several people to the one whom the text so far tells of most.

        Whom it calls by the given name alone it does not call by the surname.
        """
        told = Counter(self.clusters.of[o] for o in before if self.voice(o) == OUTSIDE)
        bearers = [c for c in self.clusters.all if noun.name and noun.name.parts in c.surnames]
        if len(bearers) < 2 or self.clusters.of[noun] not in bearers:
            return
        best, other = sorted(bearers, key=lambda c: (-told[c], c.number))[:2]
        earlier = [each for each in best.nouns if each.begin < noun.begin]
        first_names = any(_is_given_name(each, best) for each in earlier)
        if not first_names and told[best] > _MOST * told[other] + 1:
            if best is not self.clusters.of[noun]:
                self.move(noun, best, 1.0)

    def _unite(self, nameless: Cluster, named: Cluster) -> None:
        """Put the mentions of one to another who turned out to be the same."""
        for noun in list(nameless.nouns):
            self.move(noun, named, self.confidence.get(noun, 1.0))
        for known in (self.speakers, self.addressees):
            known.update({at: named for at, each in known.items() if each is nameless})
        for cluster in self.clusters.all:
            cluster.members = [named if each is nameless else each for each in cluster.members]

    def _is_in_reach(self, other: Noun, noun: Noun) -> bool:
        """Tell whether a mention may be taken up by another.

        One in a teaser only within it, and by a pronoun only one in the same section.
        """
        there, here = (self.reading.paragraph[each.head] for each in (other, noun))
        if noun.kind is MentionKind.PRONOUN and self.sections[there] != self.sections[here]:
            return False
        return there == here or there not in self.teasers

    def _resolve(self, noun: Noun, before: Sequence[Noun]) -> None:
        if noun in self.clusters.of:
            return
        if noun.kind is MentionKind.PRONOUN:
            self._resolve_pronoun(noun, before)
        else:
            self._resolve_description(noun, before)

    # Pronouns

    def _resolve_pronoun(self, noun: Noun, before: Sequence[Noun]) -> None:
        if noun.person == 1:
            speaker = self.speakers.get(self.voice(noun)) or self._narrator(noun)
            if speaker and (not noun.plural or speaker.type is not EntityType.PERSON):
                self._put(noun, speaker, 1.0)
            return
        if noun.person == 2:
            addressee = self.addressees.get(self.voice(noun))
            if addressee is not None and addressee.type is EntityType.PERSON:
                self._put(noun, addressee, 0.9)
            return
        ranked = self._ranked(noun, before)
        if noun.plural and (not ranked or ranked[0][0].type is not EntityType.GROUP):
            pair = self._pair_at_hand(noun, before)
            if pair is not None:
                self._put(noun, pair, _PAIR)
                return
        if ranked and ranked[0][1] >= _PRONOUN_THRESHOLD:
            self._put(noun, *ranked[0])
            self.candidates[noun] = tuple(ranked[:3])
        elif ranked:
            self.candidates[noun] = tuple(ranked[:3])

    def _narrator(self, noun: Noun) -> Cluster | None:
        """Return who tells the story, where “I said” stands outside of marks, as in an essay.

        In an interview printed without marks “I” is now one, now the other.
        """
        if self.voice(noun) != OUTSIDE or noun.plural:
            return None
        if self._teller is None and any(
            (said := self.by_token.get(at)) is not None
            and said.person == 1
            and self.reading.zone[at] == OUTSIDE
            for at in self.uttered
        ):
            self._teller = self.clusters.empty(EntityType.PERSON)
        return self._teller

    def move(self, noun: Noun, cluster: Cluster, confidence: float) -> None:
        """Put a mention to another cluster, where more is known than when it was resolved."""
        self.clusters.of[noun].remove(noun)
        self._put(noun, cluster, confidence)

    def _pair_at_hand(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return the two people just named together as a group: `Ann and Bo … they`."""
        near = [
            o for o in before[-_WINDOW:] if self.sentences[noun.begin] - self.sentences[o.begin] < 3
        ]
        pair = self._pair(near)
        if pair is None:
            return None
        for cluster in self.clusters.all:
            if cluster.members == pair:
                return cluster
        group = self.clusters.empty(EntityType.GROUP)
        group.members.extend(pair)
        return group

    def _put(self, noun: Noun, cluster: Cluster, confidence: float) -> None:
        self.clusters.put(noun, cluster, confidence)
        self.confidence[noun] = confidence

    def _ranked(self, noun: Noun, before: Sequence[Noun]) -> list[tuple[Cluster, float]]:
        """Return whom a mention may refer to, with probabilities, the likeliest first."""
        scores: defaultdict[Cluster, float] = defaultdict(float)
        known = self.antecedents.get(noun, ())
        for other, score in known:
            cluster = self.clusters.of.get(other)
            if cluster is not None:
                gap = max(0, self.sentences[noun.begin] - self.sentences[other.begin])
                pronoun = other.kind is MentionKind.PRONOUN
                scores[cluster] += score * (_FADING**gap if pronoun else 1.0)
        recent = self._recent(noun, before)
        for cluster, share in recent.items():
            scores[cluster] += share * (_RECENCY if known else 1.0)
        for cluster, share in self._above(noun).items():
            scores[cluster] += _GOVERNING * share
        for cluster, share in self._introduced(noun).items():
            scores[cluster] += _INTRODUCED * share
        fitting = {
            c: s * c.likelihood(noun.gender) * (_OWN_OFFICE if self._is_spoken_of(noun, c) else 1.0)
            for c, s in scores.items()
            if self._may_be(noun, c)
        }
        total = sum(fitting.values())
        if noun.kind is not MentionKind.PRONOUN:
            total = max(1.0, total)
        ranked = [(cluster, score / total) for cluster, score in fitting.items()]
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0].number))

    def _above(self, noun: Noun) -> dict[Cluster, float]:
        """Return the subject of the clause that a subject's clause hangs on, with a share of 1."""
        reading = self.reading
        verb = reading.head[noun.head]
        if reading.rel[noun.head] != "nsubj" or reading.rel[verb] not in ("advcl", "ccomp"):
            return {}
        above = subject(reading, reading.head[verb])
        cluster = self.at(above.head) if above is not None else None
        if cluster is None or above is None or above.head > noun.head:
            return {}
        return {cluster: 1.0}

    def _is_name(self, token: int) -> bool:
        return self.by_token[token].kind is MentionKind.NAME if token in self.by_token else False

    def _introduced(self, noun: Noun) -> dict[Cluster, float]:
        """Return whom the sentence before a quotation tells of, for the source of the quotation."""
        reading, zone = self.reading, self.reading.zone[noun.head]
        for tokens in self.uttered.get(noun.head, ()):
            before = mentioned(reading, tokens, zone) if tokens.start < noun.begin else []
            if (
                not before
                or reading.paragraph[tokens.start] > reading.paragraph[before[-1]] + _NEXT
            ):
                continue
            head = introduced(reading, tokens, zone)
            if head is not None and any(at != head for at in companions(reading, head)):
                continue
            named = [head] if head is not None and self._is_name(head) else before
            named = [at for at in named if self._is_name(at)]
            named = [at for at in named if self._is_in_reach(self.by_token[at], noun)]
            found = {c: 1.0 for at in named if (c := self.at(at))}
            people = {c: share for c, share in found.items() if c.type is EntityType.PERSON}
            if len(people) == 1:
                return people
        return {}

    def _recent(self, noun: Noun, before: Sequence[Noun]) -> dict[Cluster, float]:
        """Return who was mentioned last and fits, each with a share of 1."""
        found: dict[Cluster, float] = {}
        for other in reversed(before[-4 * _WINDOW :]):
            cluster = self.clusters.of[other]
            if cluster in found or not self._may_be(noun, cluster) or other.begin >= noun.begin:
                continue
            gap = max(0, self.sentences[noun.begin] - self.sentences[other.begin])
            if gap > _FAR and (found or noun.plural):
                break
            found[cluster] = self._presence(noun, other, cluster, gap) * _DECAY**gap
            if len(found) == _WINDOW:
                break
        total = sum(found.values())
        return {cluster: weight / total for cluster, weight in found.items()}

    def _presence(self, noun: Noun, other: Noun, cluster: Cluster, gap: int) -> float:
        """Return how much an earlier mention stands out for one after it."""
        weight = _SUBJECT if self._is_subject(other) else 1.0
        if weight > 1.0 and gap == 1 and self.reading.rel[noun.head] == "nsubj":
            weight = _CENTRE
        if noun.gender and not cluster.presumed:
            weight *= _UNKNOWN_GENDER
        if other.kind is MentionKind.NOMINAL and not cluster.is_named:
            weight *= _NAMELESS
        return weight if self.voice(other) == self.voice(noun) else weight * _OTHER_VOICE

    def _is_subject(self, noun: Noun) -> bool:
        """Whether a mention is a subject, or joined to one by “and”."""
        rel, head = self.reading.rel, noun.head
        if rel[head] == "conj":
            head = self.reading.head[head]
        return rel[head] == "nsubj"

    def _may_be(self, noun: Noun, cluster: Cluster) -> bool:
        """Tell whether number, gender, voice and clause allow a mention to refer to a cluster."""
        if noun.gender == "neuter":
            return cluster.type not in _PEOPLE
        if noun.kind is MentionKind.PRONOUN:
            if noun.plural and cluster.type is EntityType.PERSON:
                return False
            if not noun.plural and cluster.type is not EntityType.PERSON:
                return False
        elif noun.type in _PEOPLE and cluster.type is not noun.type:
            return False
        if cluster.type is EntityType.PLACE or not cluster.agrees(noun.gender):
            return False
        if noun.kind is MentionKind.PRONOUN and cluster is self.speakers.get(self.voice(noun)):
            return False
        if any(self.is_named_in(cluster, tokens) for tokens in self.uttered.get(noun.head, ())):
            return False
        if self._is_told_apart(noun, cluster):
            return False
        return not self._is_bound(noun, cluster)

    def _is_told_apart(self, noun: Noun, cluster: Cluster) -> bool:
        """Whether words before the same noun tell two apart: the Green nominee, the Labour one."""
        return bool(noun.marks) and any(
            other.marks and other.lemma == noun.lemma and noun.marks.isdisjoint(other.marks)
            for other in cluster.nouns
        )

    def _is_spoken_of(self, noun: Noun, cluster: Cluster) -> bool:
        """Whether the words that a mention is the source of speak of the cluster by its office."""
        names = [each for each in cluster.nouns if each.name is not None]
        return any(
            self._is_titled(other, name)
            for tokens in self.uttered.get(noun.head, ())
            for at in tokens
            if (other := self.by_token.get(at)) is not None
            and other.kind is MentionKind.NOMINAL
            and other.definite
            for name in names
        )

    def is_named_in(self, cluster: Cluster, tokens: range) -> bool:
        """Tell whether somebody is named among some tokens: they hardly name themselves."""
        return any(noun.begin in tokens and noun.kind is MentionKind.NAME for noun in cluster.nouns)

    def _is_bound(self, noun: Noun, cluster: Cluster) -> bool:
        """Whether the clause has the cluster in another part: `she` in “she told her”.

        Nobody is a possession of their own: `his` in “his father”.
        """
        reading = self.reading
        if reading.dep[noun.head] == "nmod:poss":
            return self.at(reading.head[noun.head]) is cluster
        if noun.lemma.endswith(_REFLEXIVE):
            return False
        verb = reading.head[noun.head]
        if reading.rel[noun.head] not in ("obj", "iobj", "obl", "nsubj") or verb == noun.head:
            return False
        parts = set(children(reading, verb, "nsubj", "obj", "iobj", "obl"))
        above = subject(reading, verb)
        if above is not None and reading.rel[noun.head] != "nsubj":
            parts.add(above.head)
        return any(other != noun.head and self.at(other) is cluster for other in parts)

    # Descriptions

    def _resolve_description(self, noun: Noun, before: Sequence[Noun]) -> None:
        found = (
            self._named_beside(noun) or self._relative(noun, before) or self._client(noun, before)
        )
        if found is None and noun.age:
            found = self._of_age(noun, before)
        if found is None:
            found = self._after_lead(noun)
        if found is None and noun.definite and noun.whose is None and not noun.restricted:
            if not tells_generation(noun, self.reading, self.people):
                found = self._described_before(noun, before)
            found = found or self.relatives.standing(noun)
        if found is None and not noun.indefinite:
            found = self._couple(noun, before)
        if found is not None:
            self._put(noun, found, 1.0)
        else:
            self._likely_or_new(noun, before)
        self._resolve_owner(noun, before)
        self.relatives.note(noun, self.clusters.of[noun], self._possessors(noun))

    def _likely_or_new(self, noun: Noun, before: Sequence[Noun]) -> None:
        """Put a description to whom it most likely means, to somebody new where none is likely."""
        if not noun.indefinite and noun.whose is None:
            ranked = self._linked(noun)
            if noun.definite and noun.type is EntityType.PERSON and not noun.restricted:
                ranked = self._with_protagonist(noun, ranked, before)
                if self._is_epithet(noun):
                    ranked = self._with_present(noun, ranked, before)
            if ranked and ranked[0][1] >= (_TOLD_APART if noun.restricted else _NOUN_THRESHOLD):
                self._put(noun, *ranked[0])
                self.candidates[noun] = tuple(ranked[:3])
                return
        self.clusters.new(noun)

    def _linked(self, noun: Noun) -> list[tuple[Cluster, float]]:
        """Return whom the encoder links a mention to, with probabilities, the likeliest first."""
        scores: defaultdict[Cluster, float] = defaultdict(float)
        for other, score in self.antecedents.get(noun, ()):
            cluster = self.clusters.of.get(other)
            if cluster is not None and self._may_be(noun, cluster):
                scores[cluster] += score * cluster.likelihood(noun.gender)
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0].number))

    def _with_protagonist(
        self, noun: Noun, ranked: list[tuple[Cluster, float]], before: Sequence[Noun]
    ) -> list[tuple[Cluster, float]]:
        """Raise the person that most of the text so far is about: whom epithets are for."""
        scores = defaultdict(float, ranked)
        counts: Counter[Cluster] = Counter()
        for other in before:
            cluster = self.clusters.of[other]
            if cluster.type is EntityType.PERSON and cluster.is_named:
                counts[cluster] += 1
        total = sum(counts.values())
        for cluster, count in counts.most_common(1):
            if self._may_be(noun, cluster) and total >= _LEAST_MENTIONS:
                weight = _OFFICE if self._is_distinct(noun) else _PROTAGONIST
                scores[cluster] += weight * count / total
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0].number))

    def _is_distinct(self, noun: Noun) -> bool:
        """Whether a description tells somebody from others: an office, a party, words behind it."""
        office = noun.description is not None and noun.description.property == "role"
        behind = (c for c in self.reading.children[noun.head] if noun.head < c < noun.end)
        return office or bool(noun.marks) or any(self.reading.rel[c] != "conj" for c in behind)

    def _is_epithet(self, noun: Noun) -> bool:
        """Whether a definite description says no more than what somebody at hand is like.

        An office is rather somebody new (“the mayor”), as is whoever more words tell apart.
        """
        if self._is_known_by_now(noun):
            return True
        if noun.whose is not None or noun.end != noun.head + 1:
            return False
        return noun.description is not None and noun.description.property != "role"

    def _is_known_by_now(self, noun: Noun) -> bool:
        """Whether nobody new is described so: “the 34-year-old”, “the mother of two”."""
        if noun.end == noun.head + 1:
            return is_aged(self.reading, noun.head)
        own, pos = range(noun.head + 1, noun.end), self.reading.pos
        counts = len(own) == 2 and pos[own[0]] == "ADP" and pos[own[1]] == "NUM"
        return counts and noun.description is not None and bool(noun.description.kinship)

    def _with_present(
        self, noun: Noun, ranked: list[tuple[Cluster, float]], before: Sequence[Noun]
    ) -> list[tuple[Cluster, float]]:
        """Raise those mentioned last, of whom an epithet tells more."""
        scores = defaultdict(float, ranked)
        aged = self._is_known_by_now(noun)
        plain = noun.description is None or not noun.description.property
        weight = _AGED if aged else _PLAIN if plain else _OCCUPIED
        for cluster, share in self._recent(noun, before).items():
            if cluster.is_named or aged:
                scores[cluster] += weight * share
        for cluster, share in self._introduced(noun).items():
            if self._may_be(noun, cluster):
                scores[cluster] += _INTRODUCED * share
        if aged and scores:
            total = sum(scores.values())
            scores = defaultdict(float, {c: score / total for c, score in scores.items()})
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0].number))

    def _named_beside(self, noun: Noun) -> Cluster | None:
        """Return whom the words beside a description name."""
        called = self.beside.called(noun)
        for other in (*self.beside.apposed(noun), *([called] if called else [])):
            cluster = self.clusters.of.get(other)
            if cluster is not None and self._fits(noun, cluster):
                return cluster
        return None

    def _after_lead(self, noun: Noun) -> Cluster | None:
        """Return the protagonist whom a lead tells of and the next paragraph names."""
        name = named_after_lead(self.reading, noun, self.nouns, self.antecedents)
        cluster = self.clusters.of.get(name) if name is not None else None
        fits = cluster is not None and self._fits(noun, cluster)
        return cluster if fits and cluster and cluster.likelihood(noun.gender) == 1.0 else None

    def _of_age(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return who is said to have the same age: `Ann Lee, 38, … the 38-year-old`.

        News tells of “a 38-year-old woman” before it names her, if it names but one of that age.
        """
        for other in reversed(before):
            if other.age == noun.age and self._fits(noun, self.clusters.of[other]):
                return self.clusters.of[other]
        if noun.plural or not noun.indefinite:
            return None
        named = [n for n in self.nouns if n.name and n.age == noun.age and n.begin > noun.end]
        found = list(dict.fromkeys(self.clusters.of[other] for other in named))
        if len(found) != 1 or any(each.begin < noun.begin for each in found[0].nouns):
            return None
        apart = self.sentences[named[0].begin] > self.sentences[noun.begin]
        return found[0] if apart and self._fits(noun, found[0]) else None

    def _fits(self, noun: Noun, cluster: Cluster) -> bool:
        return cluster.type is noun.type and cluster.agrees(noun.gender)

    def _possessors(self, noun: Noun) -> list[Cluster]:
        """Return whose relative a description is, one by one where it is of several."""
        if noun.whose is None:
            speaker = self.speakers.get(self.voice(noun)) if self._is_own_kin(noun) else None
            return [speaker] if speaker and speaker.type is EntityType.PERSON else []
        owner = self.at(noun.whose)
        if owner is None:
            return []
        others = [self.at(at) for at in companions(self.reading, noun.whose)]
        return list(owner.members) or [each for each in others if each is not None] or [owner]

    def _is_own_kin(self, noun: Noun) -> bool:
        """Whether a word of kinship is used as a name, as of one's own parents: “Dad is ill”."""
        bare = noun.end == noun.begin + 1 and not noun.plural and noun.description is not None
        return bare and self.reading.words[noun.head][:1].isupper() and noun.whose is None

    def _relative(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return the relative who is meant: `her mother`, once known, stays the same."""
        if noun.description is None or not noun.description.kinship:
            return None
        self._resolve_owner(noun, before)
        owners = self._possessors(noun)
        if not owners:
            return None
        return self.relatives.find(noun, owners) or self._of_family(noun, owners, before)

    def _client(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return whom “his client” means, said of somebody's lawyer."""
        if noun.lemma not in self.people.clients or noun.whose is None or noun.plural:
            return None
        self._resolve_owner(noun, before)
        advocate = self.at(noun.whose)
        return represented(self.reading, self.people, advocate, self.at) if advocate else None

    def _resolve_owner(self, noun: Noun, before: Sequence[Noun]) -> None:
        whose = self.by_token.get(noun.whose) if noun.whose is not None else None
        if whose is not None and whose not in self.clusters.of:
            self._resolve(whose, before)

    def _of_family(
        self, noun: Noun, owners: Sequence[Cluster], before: Sequence[Noun]
    ) -> Cluster | None:
        """Return the one person with the owner’s surname, those named before coming first."""
        fitting = [
            c
            for c in self.clusters.all
            if c.names
            and c.presumed in ("", noun.gender)
            and self.hints.agrees(c, noun.gender, doubt=_MISLED)
        ]
        near = [self.clusters.of[o] for o in before if o.name and self.clusters.of[o] in fitting]
        far = fitting
        return self.relatives.of_family(noun, owners, near) or self.relatives.of_family(
            noun, owners, far
        )

    def _described_before(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return who was called the same before, by description or title, the last of several."""
        for other in reversed(before):
            cluster = self.clusters.of[other]
            if cluster.type is not noun.type or not cluster.agrees(noun.gender):
                continue
            if self._is_told_apart(noun, cluster):
                continue
            if other.kind is MentionKind.NOMINAL and _says_the_same(other, noun):
                if not (other.indefinite and noun.begin < other.begin):
                    return cluster
            if other.name is not None and self._is_titled(noun, other):
                return cluster
            if noun.lemma in self._predicates.get(other.head, ()):
                return cluster
        return self._titled(noun)

    def _titled(self, noun: Noun) -> Cluster | None:
        """Return the only person whom the article gives the title anywhere: “the captain”."""
        named = (other for other in self.nouns if other.name is not None)
        found = {self.clusters.of[other]: None for other in named if self._is_titled(noun, other)}
        fitting = [cluster for cluster in found if self._fits(noun, cluster)]
        return fitting[0] if len(fitting) == 1 else None

    def _is_titled(self, noun: Noun, name: Noun) -> bool:
        """Whether a name was given with the office or the noun that a description repeats."""
        assert name.name is not None
        lesser = self._is_lesser(name.begin - 5, name.begin) or any(
            word in _LESSER for word in name.name.title
        )
        if self._is_lesser(noun.begin, noun.head) != lesser:
            return False
        title = self.people.titles.get(tuple(noun.lemma.split()))
        if title is not None and title.office and name.name.offices:
            return title.office in name.name.offices
        return noun.lemma in (*name.name.title, *self._beside(name))

    def _is_lesser(self, begin: int, end: int) -> bool:
        """Whether words before a title make another of it: no vice president is the president."""
        while end > max(0, begin) and self.reading.pos[end - 1] in ("NOUN", "ADJ", "PROPN"):
            end -= 1
            if self.reading.lower[end] in _LESSER:
                return True
        return False

    def _beside(self, name: Noun) -> Iterator[str]:
        """Yield the nouns that stand before a name without an article: `singer Lena Ost`."""
        at = name.begin - 1
        if at >= 0 and self.reading.pos[at] == "NOUN" and at not in self.by_token:
            if self.reading.head[at] in range(name.begin, name.end) or (
                self.reading.head[name.head] == at
            ):
                yield self.reading.lemma[at]

    def _couple(self, noun: Noun, before: Sequence[Noun]) -> Cluster | None:
        """Return the two people whom “the couple” means, as a group of its own."""
        if noun.whose is not None or not self._is_two(noun):
            return None
        for other in reversed(before):
            cluster = self.clusters.of[other]
            if len(cluster.members) == 2:
                return cluster
        pair = self._pair(before)
        if pair is None:
            return None
        group = self.clusters.new(noun)
        group.members.extend(pair)
        return group

    def _is_two(self, noun: Noun) -> bool:
        """Whether a description is of two people: “the couple”, “the two”, “both men”."""
        words = self.reading.lower[noun.begin : noun.end]
        if noun.lemma in self.people.couples or words[:1] == ["both"]:
            return True
        return noun.lemma == "two" and words[:1] == ["the"] and self._is_all(noun)

    def _is_all(self, noun: Noun) -> bool:
        """Whether nothing tells a description's people from others: “the two of them”, no more."""
        own = range(noun.begin, noun.end)
        return all(self.reading.pos[at] in ("DET", "NUM", "NOUN", "ADP", "PRON") for at in own)

    def _pair(self, before: Sequence[Noun]) -> list[Cluster] | None:
        """Return the two people last joined by “and” or by marriage."""
        for other in reversed(before):
            found = [self.at(at) for at in companions(self.reading, other.head)]
            pair = [each for each in found if each is not None and each.type is EntityType.PERSON]
            if len(pair) == 2 and pair[0] is not pair[1]:
                return pair
            partner = self.relatives.partner(self.clusters.of[other])
            if partner is not None:
                return [self.clusters.of[other], partner]
        return None

    # What comes out

    def kin(self, ids: Mapping[Cluster, str]) -> tuple[Kin, ...]:
        """Return the relations that the text names, between entities that have an id."""
        return self.relatives.found(ids)


def _is_given_name(noun: Noun, cluster: Cluster) -> bool:
    """Whether a mention is somebody's given name, with neither surname nor title."""
    name = noun.name
    if name is None or name.is_full or name.title or name.suffix:
        return False
    return name.parts not in cluster.surnames


def _says_the_same(left: Noun, right: Noun) -> bool:
    """Whether two descriptions are of one meaning: the same noun, or “mum” and “mother”."""
    if left.lemma == right.lemma:
        return True
    one, two = left.description, right.description
    if one is None or two is None or not one.kinship or left.whose or right.whose:
        return False
    return (one.kinship, one.gender) == (two.kinship, two.gender)
