"""What the pronouns of a document stand for."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.identify.gazetteer import FormKind
from onrecord.identify.mentions import SUBJECTS, Mentions
from onrecord.identify.titles import offices
from onrecord.model import Party, PartyKind, Token
from onrecord.model.candidate import Place

Fits = Callable[[Place], bool]

_BACK = 8  # sentences searched for what a pronoun stands for
_CLIMB = 25  # clauses above a pronoun in which its subject is looked for
_OBJECTS = frozenset({"him", "her", "them"})
_TELLING = frozenset({"say", "announce"})
_THIRD = frozenset({"he", "she", "it", "they"})


class Antecedents:
    """Third-person pronouns by rule: a subject that governs them, else the last fitting subject before.

    ``parties`` tells what a noun phrase stands for.
    """

    def __init__(self, mentions: Mentions, parties: Callable[[Place], tuple[Party, ...]]) -> None:
        self._mentions = mentions
        self._parties = parties
        self._known: dict[Place, Place | None] = {}
        self._settled = 0

    def of(self, place: Place) -> Place | None:
        """The head word of what a third-person pronoun stands for; None for any other word."""
        if place not in self._known:
            self._go_through(place.sentence)
            self._known[place] = self._find(place)
        return self._known[place]

    def _go_through(self, end: int) -> None:
        """Settle the main subjects of the sentences before, first to last: a long chain of "he" needs no deep stack."""
        while self._settled < end:
            index, self._settled = self._settled, self._settled + 1
            subject = self._main(index)
            if subject is not None and self._mentions.token(subject).pos == "PRON":
                self._known.setdefault(subject, self._find(subject))

    def _main(self, index: int) -> Place | None:
        """The subject of a sentence's main clause, where it stands outside quotation marks.

        Of "Bolton plans to visit Moscow, an official said" it is Bolton: nobody goes on about the official.
        """
        sentence = self._mentions.sentences[index]
        root = next((token for token in sentence.tokens if token.head == token.index), None)
        if root is None:
            return None
        outside = (s for s in sentence.below(root, *SUBJECTS) if not self._mentions.quoted[index][s.index])
        subject = next(outside, None)
        if subject is not None and subject.lemma in offices()["sources"]:
            before = (own for told in sentence.below(root, "ccomp") for own in sentence.below(told, *SUBJECTS))
            unquoted = (own for own in before if not self._mentions.quoted[index][own.index])
            subject = next((own for own in unquoted if own.index < root.index), subject)
        return Place(index, subject.index) if subject is not None else None

    def _find(self, place: Place) -> Place | None:
        token = self._mentions.token(place)
        word = token.text.lower()
        if word in {"he", "she", "his", "her", "him", "hers", "himself", "herself", "who"}:
            return self._search(place, self._is_person)
        if word in {"it", "its", "itself"}:
            return self._search(place, self._is_body, self._is_body_or_stranger)
        if word in {"they", "their", "them", "themselves", "both", "each", "those", "these"}:
            return self._search(place, self._is_plural) or self._search(place, self._is_body)
        return None

    def _is_person(self, place: Place) -> bool:
        if self._mentions.heads_name(place):
            return True
        token = self._mentions.token(place)
        return (
            token.pos in {"NOUN", "PROPN"}
            and token.tag in {"NN", "NNP"}
            and token.lemma in offices()["holders"]
            and token.lemma != "chief"
        )

    def _is_body(self, place: Place) -> bool:
        if self._mentions.heads_name(place):
            return False
        token = self._mentions.token(place)
        match = self._mentions.match(place)
        if match is not None:
            return match.form.kind is not FormKind.DEMONYM and match.form.person is None
        return token.lemma in offices()["bodies"] and token.tag in {"NN", "NNP"} and bool(self._parties(place))

    def _is_body_or_stranger(self, place: Place) -> bool:
        """Whether a subject is a body, though it be no party: "Facebook said it would", "the company said it will"."""
        token = self._mentions.token(place)
        nobody = token.entity in {"", "ORG", "GPE"} and not self._mentions.heads_name(place)
        unknown = token.pos == "PROPN" and nobody and self._mentions.match(place) is None
        return unknown or token.lemma in offices()["enterprises"] or self._is_body(place) or self._tells(place)

    def _tells(self, place: Place) -> bool:
        """Whether an institution that is no party says so itself: "the city said it would", not "the report said"."""
        sentence, token = self._mentions.sentences[place.sentence], self._mentions.token(place)
        words = offices()
        nobody = words["holders"] | words["private"] | words["documents"] | words["outlets"] | words["bodies"]
        institution = token.pos == "NOUN" and token.tag == "NN" and token.lemma not in nobody
        return institution and sentence.head_of(token).lemma in _TELLING

    def _is_plural(self, place: Place) -> bool:
        token = self._mentions.token(place)
        if token.pos not in {"NOUN", "PROPN", "NUM"}:
            return False
        sentence = self._mentions.sentences[place.sentence]
        joined = any(child.pos in {"NOUN", "PROPN"} for child in sentence.below(token, "conj"))
        match = self._mentions.match(place)
        if match is not None and match.form.kind is FormKind.NAME and match.form.party.kind is not PartyKind.STATE:
            return match.last == token.index  # "the Taliban … they"
        if not joined and token.tag not in {"NNS", "NNPS", "CD"}:
            return False
        return bool(self._parties(place))

    def _search(self, place: Place, fits: Fits, governs: Fits | None = None) -> Place | None:
        """The nearest fitting phrase: a subject that governs the pronoun, then others before it.

        ``governs`` tells which subjects above the pronoun it may stand for, where those are others than fit before it.
        """
        barred = self._acting_on(place)
        if barred:  # "urged him to": whoever urges is another
            fits, governs = self._without(fits, barred), self._without(governs or fits, barred)
        governing = self._governing(place, governs or fits)
        if governing is not None:
            return governing
        outside = not self._mentions.quoted[place.sentence][place.token]
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            if index < place.sentence:
                main = self._main_subject(index, fits)
                if main is not None:
                    return main
            found = [
                other
                for other in self._mentions.sentences[index].tokens
                if (index < place.sentence or other.index < place.token)
                and other.pos in {"NOUN", "PROPN", "NUM"}
                and not (outside and self._mentions.quoted[index][other.index])
                and fits(Place(index, other.index))
            ]
            subjects = [other for other in found if self._subject_like(index, other)]
            if found:
                chosen = subjects[0] if subjects and index < place.sentence else (subjects or found)[-1]
                return Place(index, chosen.index)
        return None

    def _acting_on(self, place: Place) -> tuple[Party, ...]:
        """The parties of the subject whose verb has a pronoun for its object: the pronoun stands for none of them."""
        sentence, token = self._mentions.sentences[place.sentence], self._mentions.token(place)
        if token.text.lower() not in _OBJECTS or token.dep not in {"dobj", "dative", "nsubj"}:
            return ()
        verb = sentence.head_of(token)
        if token.dep == "nsubj":  # "asked him to leave": to the parser he is the subject of leaving
            verb = sentence.head_of(verb)
        for above in (verb, *sentence.above(verb)):
            subject = next(sentence.below(above, *SUBJECTS), None)
            if subject is not None and subject.index != token.index:
                return self._parties(Place(place.sentence, subject.index))
        return ()

    def _without(self, fits: Fits, barred: tuple[Party, ...]) -> Fits:
        """What fits and stands for none of those parties."""
        return lambda place: fits(place) and set(self._parties(place)).isdisjoint(barred)

    def _governing(self, place: Place, fits: Fits) -> Place | None:
        """The subject of a clause above the pronoun: "Trump said he would …"."""
        sentence, token = self._mentions.sentences[place.sentence], self._mentions.token(place)
        outside = not self._mentions.quoted[place.sentence][place.token]
        above, steps = token, 0
        while above.head != above.index and steps < 25:
            below, above, steps = above, sentence.head_of(above), steps + 1
            told = self._told_to(place, below, above)
            if told is not None and fits(told):
                return told
            for subject in sentence.below(above, *SUBJECTS):
                at = Place(place.sentence, subject.index)
                if subject.index >= token.index or (outside and self._mentions.quoted[place.sentence][subject.index]):
                    continue
                if subject.pos != "PRON" and fits(at):
                    return at
                if subject.pos == "PRON" and subject.text.lower() == token.text.lower():
                    return self.of(at)
        return None

    def _told_to(self, place: Place, clause: Token, verb: Token) -> Place | None:
        """Who is to act in a clause that hangs from a verb with an object: "prodded him to keep his promise"."""
        sentence = self._mentions.sentences[place.sentence]
        if clause.dep != "xcomp" or not any(helper.tag == "TO" for helper in sentence.below(clause, "aux")):
            return None
        whom = next((t for t in sentence.below(verb, "dobj") if t.index < clause.index), None)
        if whom is None or whom.index >= place.token:
            return None
        at = Place(place.sentence, whom.index)
        return self.of(at) if whom.pos == "PRON" else at

    def _main_subject(self, index: int, fits: Fits) -> Place | None:
        """The fitting subject of a sentence's main clause, a pronoun followed to what it stands for."""
        subject = self._main(index)
        if subject is None:
            return None
        token = self._mentions.token(subject)
        if token.pos == "PRON":
            subject = self.of(subject) if token.text.lower() in _THIRD else None
        return subject if subject is not None and fits(subject) else None

    def _subject_like(self, index: int, token: Token) -> bool:
        return token.dep in SUBJECTS or (
            token.dep == "conj" and self._mentions.sentences[index].head_of(token).dep in SUBJECTS
        )
