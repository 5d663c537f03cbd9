"""From a word in a sentence to the parties it stands for."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from onrecord.identify import groups
from onrecord.identify.gazetteer import FormKind, Match, find
from onrecord.identify.people import People, Person, offices, sentence_text
from onrecord.model import Party, PartyKind, Sentence, Token
from onrecord.model.candidate import Place

Fits = Callable[[Place], bool]
PartyTest = Callable[[Party], bool]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BACK = 8  # sentences searched for what a pronoun or a bare office stands for
_DEPTH = 6  # a chain of references longer than this is no reference


class Names:
    """All names of one document, and what its pronouns and descriptions stand for.

    ``speaker_at`` tells who speaks the words at a place, for *we* and *I*; None outside quotations.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.matches: list[tuple[Match, ...]] = [find(sentence) for sentence in sentences]
        self._at: list[dict[int, Match]] = [
            {index: match for match in found for index in range(match.first, match.last + 1)} for found in self.matches
        ]
        self.people = People(sentences, self.matches)
        self._quoted = list(_quoted(sentences))
        self._memory: dict[tuple[int, int], tuple[Party, ...]] = {}
        self.speakers: dict[int, list[tuple[int, int, Place | None]]] = {}

    @functools.cached_property
    def main_party(self) -> Party | None:
        """The state told of most: what a bare "the administration" falls back on."""
        counts = Counter(
            match.form.party
            for found in self.matches
            for match in found
            if match.form.kind is FormKind.LEADER and match.form.party.kind is PartyKind.STATE
        )
        return min(counts, key=lambda party: (-counts[party], party.id)) if counts else None

    def token(self, place: Place) -> Token:
        """The word at a place."""
        return self.sentences[place.sentence].tokens[place.token]

    def match(self, place: Place) -> Match | None:
        """The name of a party that covers this word, if any."""
        return self._at[place.sentence].get(place.token)

    def parties(self, place: Place, depth: int = 0) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by this word stands for; () when it is none."""
        key = (place.sentence, place.token)
        if key not in self._memory:
            if depth > _DEPTH:
                return ()
            self._memory[key] = ()  # a reference that leads back to itself stands for nothing
            self._memory[key] = self._resolve(place, depth)
        return self._memory[key]

    def _resolve(self, place: Place, depth: int) -> tuple[Party, ...]:
        own = self._single(place, depth)
        sentence, token = self.sentences[place.sentence], self.token(place)
        joined = list(own)
        for other in sentence.below(token, "conj", "appos"):
            listed = other.dep == "conj" or self._listed(place, other)
            if listed and other.pos in {"NOUN", "PROPN", "NUM", "ADJ"}:
                joined.extend(p for p in self.parties(Place(place.sentence, other.index), depth + 1) if p not in joined)
        return tuple(joined)

    def _listed(self, place: Place, other: Token) -> bool:
        """Whether an apposition is the second of a list that the parser missed: "Germany, Italy, and Spain"."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        both = self.match(place), self.match(Place(place.sentence, other.index))
        more = any(True for _ in sentence.below(token, "conj"))
        return more and all(match is not None and match.form.kind is FormKind.NAME for match in both)

    def _single(self, place: Place, depth: int) -> tuple[Party, ...]:
        sentence, token = self.sentences[place.sentence], self.token(place)
        counted = groups.counted(sentence, token)
        if counted is None and (token.pos == "PRON" or token.tag == "PRP$"):
            return self._pronoun(place, depth)
        match = self._at[place.sentence].get(token.index)
        person = self.person(place)
        if person is not None:
            return (person.party,) if person.party else ()
        if counted is not None:
            return self._counted(place, counted, depth)
        if match is not None and match.form.person is None and not self._qualifies(place, match):
            return (match.form.party,)
        return self._office(place, depth)

    def _qualifies(self, place: Place, match: Match) -> bool:
        """Whether the match is only part of a longer name that is not the state's ("Paris Agreement")."""
        token = self.token(place)
        return token.index > match.last

    def person(self, place: Place) -> Person | None:
        """The person named by the words around this one, if it heads a personal name."""
        span = self.people.names[place.sentence].get(place.token)
        if span is None:
            return None
        sentence = self.sentences[place.sentence]
        return self.people.find(sentence_text(sentence, *span).split())

    def is_person(self, name: str) -> bool:
        """Whether a speaker's name is a person's of this document."""
        return self.people.find(name.split()) is not None

    def _counted(self, place: Place, counted: groups.Counted, depth: int) -> tuple[Party, ...]:
        if counted.pair:
            return self._last_two(place)
        if counted.of is not None:
            whole = self._single(Place(place.sentence, counted.of), depth + 1)
            if counted.size is None and whole and whole[0].kind is not PartyKind.STATE:
                return whole[:1]
        return (groups.party(counted),)

    def _office(self, place: Place, depth: int) -> tuple[Party, ...]:
        """Offices and bodies: by the state they are told with, else by the one told of last."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        words = offices()
        known = words["bodies"] | words["holders"] | words["groups"]
        if token.lemma in words["private"] or token.lemma not in known:
            return ()
        for modifier in groups.modifiers(sentence, token):
            at = Place(place.sentence, modifier.index)
            match = self._at[place.sentence].get(modifier.index)
            if match is not None and match.form.person is None:
                return groups.of(match.form.party, token) or (match.form.party,)
            if modifier.tag == "PRP$" or self.person(at) is not None or modifier.lemma in known:
                found = self.parties(at, depth + 1)
                if found:
                    return groups.of(found[0], token) or found[:1]
        return groups.bare(token) or self._default(place, depth)

    def _default(self, place: Place, depth: int) -> tuple[Party, ...]:
        """ "The president", "the government": whoever held that office last in the text."""
        token = self.token(place)
        sentence = self.sentences[place.sentence]
        unmarked = token.lemma in {"official", "aide"} and token.tag == "NNS"
        if not unmarked and (token.lemma not in offices()["known_when_bare"] or not groups.definite(sentence, token)):
            return ()
        if token.tag in {"NNS", "NNPS"} and sentence.head_of(token).lemma == "among":
            return self._those_among(place, depth)
        if token.lemma in {"country", "nation"}:
            return self._previous(place, lambda party: party.kind is PartyKind.STATE)
        person = self.office_holder(place)
        if person is not None and person.party is not None:
            return (person.party,)
        described = self.described_before(place) if token.lemma in offices()["sources"] else None
        if described is not None:
            return self.parties(described, depth + 1)
        if token.lemma in offices()["default_to_main"] and self.main_party:
            return (self.main_party,)
        return ()

    def _those_among(self, place: Place, depth: int) -> tuple[Party, ...]:
        """ "Norway and Sweden are among the countries that …": the ones named, not the whole group."""
        sentence = self.sentences[place.sentence]
        above = sentence.head_of(sentence.head_of(self.token(place)))
        named = next(sentence.below(above, *_SUBJECTS), None) if above.lemma == "be" else None
        return self.parties(Place(place.sentence, named.index), depth + 1) if named is not None else ()

    def described_before(self, place: Place) -> Place | None:
        """Where an unnamed source told of as "the official" was described in full."""
        lemma = self.token(place).lemma
        for index in range(place.sentence, max(-1, place.sentence - 3 * _BACK), -1):
            sentence = self.sentences[index]
            for token in reversed(sentence.tokens):
                before = index < place.sentence or token.index < place.token
                if before and token.lemma == lemma and any(True for _ in groups.modifiers(sentence, token)):
                    return Place(index, token.index)
        return None

    def office_holder(self, place: Place) -> Person | None:
        """Who last held, in the text before, the office that "the president" names."""
        lemma = self.token(place).lemma
        for index in range(place.sentence, max(-1, place.sentence - 3 * _BACK), -1):
            for head in sorted(self.people.names[index], reverse=True):
                if index == place.sentence and head >= place.token:
                    continue
                person = self.person(Place(index, head))
                if person and person.party and person.role and lemma in person.role.lower().split():
                    return person
        return None

    def _pronoun(self, place: Place, depth: int) -> tuple[Party, ...]:
        token = self.token(place)
        word = token.text.lower()
        if word in {"i", "we", "me", "us", "my", "our", "ourselves", "ours"}:
            speaker = self.speaker_at(place)
            return self.parties(speaker, depth + 1) if speaker else ()
        antecedent = self.antecedent(place)
        return self.parties(antecedent, depth + 1) if antecedent else ()

    def speaker_at(self, place: Place) -> Place | None:
        """The head word of who speaks the quoted words at this place."""
        start = self.token(place).start
        for first, last, source in self.speakers.get(place.sentence, ()):
            if first <= start < last:
                return source
        return None

    def antecedent(self, place: Place) -> Place | None:
        """The head word of what a third-person pronoun stands for."""
        token = self.token(place)
        word = token.text.lower()
        if word in {"he", "she", "his", "her", "him", "hers", "himself", "herself", "who"}:
            return self._search(place, self._is_person)
        if word in {"it", "its", "itself"}:
            return self._search(place, self._is_body)
        if word in {"they", "their", "them", "themselves", "both", "those", "these"}:
            return self._search(place, self._is_plural) or self._search(place, self._is_body)
        return None

    def _is_person(self, place: Place) -> bool:
        if place.token in self.people.names[place.sentence]:
            return True
        token = self.token(place)
        return (
            token.pos in {"NOUN", "PROPN"}
            and token.tag in {"NN", "NNP"}
            and token.lemma in offices()["holders"]
            and token.lemma != "chief"
        )

    def _is_body(self, place: Place) -> bool:
        if place.token in self.people.names[place.sentence]:
            return False
        token = self.token(place)
        match = self._at[place.sentence].get(token.index)
        if match is not None:
            return match.form.kind is not FormKind.DEMONYM and match.form.person is None
        return token.lemma in offices()["bodies"] and token.tag == "NN" and bool(self._single(place, _DEPTH - 1))

    def _is_plural(self, place: Place) -> bool:
        token = self.token(place)
        if token.pos not in {"NOUN", "PROPN", "NUM"}:
            return False
        sentence = self.sentences[place.sentence]
        joined = any(child.pos in {"NOUN", "PROPN"} for child in sentence.below(token, "conj"))
        if not joined and token.tag not in {"NNS", "NNPS", "CD"}:
            return False
        return bool(self.parties(place, _DEPTH - 1))

    def _search(self, place: Place, fits: Fits) -> Place | None:
        """The nearest fitting phrase: a subject that governs the pronoun, then others before it."""
        governing = self._governing(place, fits)
        if governing is not None:
            return governing
        outside = not self._quoted[place.sentence][place.token]
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            if index < place.sentence:
                main = self._main_subject(index, fits)
                if main is not None:
                    return main
            found = [
                other
                for other in self.sentences[index].tokens
                if (index < place.sentence or other.index < place.token)
                and other.pos in {"NOUN", "PROPN", "NUM"}
                and not (outside and self._quoted[index][other.index])
                and fits(Place(index, other.index))
            ]
            subjects = [other for other in found if self._subject_like(index, other)]
            if found:
                chosen = subjects[0] if subjects and index < place.sentence else (subjects or found)[-1]
                return Place(index, chosen.index)
        return None

    def _governing(self, place: Place, fits: Fits) -> Place | None:
        """The subject of a clause above the pronoun: "Trump said he would …"."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        outside = not self._quoted[place.sentence][place.token]
        above, steps = token, 0
        while above.head != above.index and steps < 25:
            above, steps = sentence.head_of(above), steps + 1
            for subject in sentence.below(above, *_SUBJECTS):
                at = Place(place.sentence, subject.index)
                if subject.index >= token.index or (outside and self._quoted[place.sentence][subject.index]):
                    continue
                if subject.pos != "PRON" and fits(at):
                    return at
                if subject.pos == "PRON" and subject.text.lower() == token.text.lower():
                    return self.antecedent(at)
        return None

    def _main_subject(self, index: int, fits: Fits) -> Place | None:
        """The subject of a sentence's main clause, a pronoun followed to what it stands for."""
        sentence = self.sentences[index]
        root = next((token for token in sentence.tokens if token.head == token.index), None)
        if root is None:
            return None
        for subject in sentence.below(root, *_SUBJECTS):
            at = Place(index, subject.index)
            if self._quoted[index][subject.index]:
                continue
            if subject.pos == "PRON" and subject.text.lower() in {"he", "she", "it", "they"}:
                found = self.antecedent(at)
                if found is not None and fits(found):
                    return found
            elif fits(at):
                return at
        return None

    def _subject_like(self, index: int, token: Token) -> bool:
        return token.dep in _SUBJECTS or (token.dep == "conj" and self.sentences[index].head_of(token).dep in _SUBJECTS)

    def _previous(self, place: Place, fits: PartyTest) -> tuple[Party, ...]:
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            for match in reversed(self.matches[index]):
                before = index < place.sentence or match.last < place.token
                if before and match.form.kind is not FormKind.LEADER and fits(match.form.party):
                    return (match.form.party,)
        return ()

    def _last_two(self, place: Place) -> tuple[Party, ...]:
        """ "The two countries", "both sides": the two states told of last, not who is speaking to them."""
        found: list[Party] = []
        above = {token.index for token in self.sentences[place.sentence].above(self.token(place))}
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            for match in reversed(self.matches[index]):
                if index == place.sentence and (match.first >= place.token or self._governs(match, index, above)):
                    continue
                party = match.form.party
                if party.kind is PartyKind.STATE and party not in found:
                    found.append(party)
                if len(found) == 2:
                    return tuple(sorted(found))
        return ()

    def _governs(self, match: Match, index: int, above: set[int]) -> bool:
        """Whether a name is within the subject of a verb above: "Oslo called on both sides"."""
        sentence = self.sentences[index]
        token = sentence.tokens[match.last]
        while token.dep not in _SUBJECTS and token.head != token.index:
            token = sentence.head_of(token)
        return token.dep in _SUBJECTS and token.head in above


def _quoted(sentences: Sequence[Sentence]) -> Iterator[tuple[bool, ...]]:
    """For each word whether it stands between quotation marks; a paragraph starts outside them."""
    paragraph, inside = -1, False
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, inside = sentence.paragraph, False
        flags = []
        for token in sentence.tokens:
            if token.text in {"“", "«", "„", "``"}:
                inside = True
            elif token.text in {"”", "»", "''"}:
                inside = False
            elif token.text == '"':
                inside = not inside
            flags.append(inside)
        yield tuple(flags)
