"""From a word in a sentence to the parties it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.identify import groups
from onrecord.identify.antecedents import Antecedents
from onrecord.identify.bodies import ADMINISTRATION, Bodies
from onrecord.identify.gazetteer import FormKind, Match
from onrecord.identify.mentions import SUBJECTS, Mentions
from onrecord.identify.pairs import Pairs
from onrecord.identify.people import Person, holds_state_office
from onrecord.identify.titles import may_have, offices
from onrecord.model import Party, PartyKind, Role, Sentence, Token
from onrecord.model.candidate import Place

_BACK = 8  # sentences searched for what a bare office or "both countries" stands for
_DEPTH = 6  # a chain of references longer than this is no reference


#: by sentence: words, from one place in the text to another, and the head word of who says them
Told = dict[int, list[tuple[int, int, Place | None]]]


class Names(Mentions):
    """All names of one document, and what its pronouns and descriptions stand for.

    ``speakers`` and ``tellers`` tell who says the words between quotation marks, and those that are retold without:
    for *we* and *I*. When the document was ``published`` decides who was in office.
    """

    def __init__(self, sentences: Sequence[Sentence], published: str | None = None) -> None:
        super().__init__(sentences, published)
        self._memory: dict[Place, tuple[Party, ...]] = {}
        self._holders: dict[tuple[Party, str], Person | None] = {}
        self.speakers: Told = {}
        self.tellers: Told = {}
        self._pairs = Pairs(self)
        self._bodies = Bodies(self)
        self._antecedents = Antecedents(self, lambda place: self.parties(place, _DEPTH - 1))

    def parties(self, place: Place, depth: int = 0) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by this word stands for; () when it is none."""
        if place not in self._memory:
            if depth > _DEPTH:
                return ()
            self._memory[place] = ()  # a reference that leads back to itself stands for nothing
            self._memory[place] = self._resolve(place, depth)
        return self._memory[place]

    def _resolve(self, place: Place, depth: int) -> tuple[Party, ...]:
        """The parties of a phrase and of all that are coordinated with it, however long the list."""
        sentence = self.sentences[place.sentence]
        found: list[Party] = []
        waiting = [place]
        while waiting:
            member = waiting.pop(0)
            found.extend(party for party in self._single(member, depth) if party not in found)
            for other in sentence.below(self.token(member), "conj", "appos"):
                listed = other.dep == "conj" or self._listed(member, other)
                if listed and other.pos in {"NOUN", "PROPN", "NUM", "ADJ"}:
                    waiting.append(Place(place.sentence, other.index))
        return tuple(found)

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
        match = self.match(place)
        person = self.person(place)
        if person is None and match is None and token.pos == "PROPN" and not groups.definite(sentence, token):
            # a surname that the parser took for a place or a company ("Rhodes said")
            person = self.people.find([token.text])
        if person is not None:
            return self.of_person(person, place)
        if counted is not None:
            return self._counted(place, counted, depth)
        short = self.short_name(place) if match is None else None
        if short is not None:
            return (short,)
        if match is not None and match.form.person is None and not self._qualifies(place, match):
            return () if self._one_of_a_people(place, match) else (match.form.party,)
        return self._office(place, depth)

    def _one_of_a_people(self, place: Place, match: Match) -> bool:
        """Whether an adjective stands for one person or a company ("an American", "American said"), not a people."""
        token = self.token(place)
        if match.form.kind is not FormKind.DEMONYM or token.dep in {"amod", "compound", "nmod", "poss"}:
            return False
        if token.tag in {"NNS", "NNPS"} or token.text.endswith("s"):
            return False
        return not groups.definite(self.sentences[place.sentence], token)

    def _qualifies(self, place: Place, match: Match) -> bool:
        """Whether the match is only part of a longer name that is not the state's ("Paris Agreement")."""
        token = self.token(place)
        return token.index > match.last

    def _counted(self, place: Place, counted: groups.Counted, depth: int) -> tuple[Party, ...]:
        if counted.pair:
            return self._pairs.last_two(place)
        if counted.of is not None:
            whole = self._single(Place(place.sentence, counted.of), depth + 1)
            # "the 31 members of the agency", not "26 of Ukraine's allies"
            members = self.token(place).lemma == "member"
            if whole and whole[0].kind is not PartyKind.STATE and (members or counted.size is None):
                return whole[:1]
        return (groups.party(counted),)

    def _office(self, place: Place, depth: int) -> tuple[Party, ...]:
        """Offices and bodies: by the state they are told with, else by the one told of last."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        words = offices()
        known = words["bodies"] | words["holders"] | words["groups"]
        if token.lemma in words["private"] or token.lemma not in known:
            return ()
        beside = {modifier.lemma.lower() for modifier in groups.modifiers(sentence, token)}
        if token.lemma in words["holders"] and not beside.isdisjoint(words["past"]):
            return ()  # "former Mexican presidents", "a former intelligence official"
        against = token.lemma in words["against"] or not beside.isdisjoint(words["against"])
        named = token.lemma in words["organisations"] and token.index + 1 < len(sentence.tokens)
        after = self.match(Place(place.sentence, token.index + 1)) if named else None
        if after is not None and after.form.kind is FormKind.NAME and after.form.party.kind is not PartyKind.STATE:
            return (after.form.party,)  # "the militant group Hamas", "the regional bloc ECOWAS"
        for modifier in groups.modifiers(sentence, token):
            if modifier.lemma in words["enterprises"] or self._sides_with(place, modifier):
                return ()  # "airline officials", "pro-Russia groups"
            at = Place(place.sentence, modifier.index)
            match = self.match(at)
            if match is not None and match.form.person is None:
                if against and match.form.party.kind is PartyKind.STATE:
                    return ()  # "the Venezuelan opposition leader", "Yemeni rebels"
                return groups.of(match.form.party, token) or (match.form.party,)
            told = self.person(at) is not None or self.short_name(at) is not None
            if told or modifier.tag == "PRP$" or modifier.lemma in known:
                found = self.parties(at, depth + 1)
                if found and against and found[0].kind is PartyKind.STATE:
                    return ()
                if found:
                    return groups.of(found[0], token) or found[:1]
        return groups.bare(token) or self._default(place, depth)

    def _sides_with(self, place: Place, modifier: Token) -> bool:
        """Whether a name only tells whom somebody is for or against: "pro-Russia", "anti-American"."""
        before = self.sentences[place.sentence].tokens[max(0, modifier.index - 2) : modifier.index]
        return [token.text.lower() for token in before] in (["pro", "-"], ["anti", "-"])

    def _default(self, place: Place, depth: int) -> tuple[Party, ...]:
        """ "The president", "the government": whoever held that office last in the text."""
        token = self.token(place)
        sentence = self.sentences[place.sentence]
        # "officials", "a defence ministry official": whose they are goes without saying
        several = token.tag in {"NNS", "NNPS"}
        unmarked = token.dep == "compound" or (token.lemma in {"official", "aide"} and several)
        if token.lemma in offices()["sources"] and not unmarked and not groups.definite(sentence, token):
            # "a spokesman", "a senior official", after whose he is; not "a company spokesman"
            plain = all(modifier.pos == "ADJ" for modifier in groups.modifiers(sentence, token))
            return self._about(place, token.lemma, by_article=False) if plain else ()
        beside = [modifier.lemma for modifier in groups.modifiers(sentence, token)]
        if token.lemma == "member" and several and not beside:
            return self._previous(place, PartyKind.ORGANISATION)
        if groups.of_members(token, beside):
            whose = self._previous(place, PartyKind.ORGANISATION)
            return () if whose and whose[0].id == groups.OF_EVERYBODY else whose
        definite = groups.definite(sentence, token) or self._in_heading(place)
        acting = not beside and token.dep in {*SUBJECTS, "poss"}  # "administration’s hopes"
        if token.lemma == ADMINISTRATION and (definite or unmarked or acting):
            return self._bodies.administration(place, lambda told: self.parties(told, depth + 1))
        if token.lemma == "inspector":
            return self._bodies.inspecting(place)
        if not unmarked and (token.lemma not in offices()["known_when_bare"] or not definite):
            return ()
        if token.tag in {"NNS", "NNPS"} and sentence.head_of(token).lemma == "among":
            return self._those_among(place, depth)
        if token.lemma in {"country", "nation"}:
            nobody = any(child.lemma == "no" for child in sentence.below(token, "det"))
            return () if nobody else self._previous(place, PartyKind.STATE)
        if token.lemma in offices()["organisations"]:
            return self._previous(place, PartyKind.ORGANISATION)
        setting = self._set_in(place, token.lemma) or self._of_teller(place, token.lemma, depth)
        if setting:
            return setting
        person = self.office_holder(place)
        if person is not None:
            return self.of_person(person, place)
        described = self.described_before(place) if token.lemma in offices()["sources"] else None
        if described is not None:
            return self.parties(described, depth + 1)
        if token.lemma in offices()["default_to_main"] and self.main_party:
            return (self.main_party,)
        told = offices()["default_to_told"] | offices()["default_to_main"]
        return self._about(place, token.lemma) if token.lemma in told else ()

    def _in_heading(self, place: Place) -> bool:
        """Whether an office stands without an article as headings have it: "as president announces concessions"."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        bare = next(sentence.below(token, "det", "poss", "amod", "nummod"), None) is None
        return sentence.role is not Role.BODY and bare and token.tag in {"NN", "NNP"}

    def of_person(self, person: Person, place: Place, *, by_article: bool = True) -> tuple[Party, ...]:
        """Whom somebody named here speaks for; none where the text does not tell.

        Not ``by_article``: nor where only what the whole article is about tells, which is wrong in four of ten.
        """
        return (person.party,) if person.party else self._untold(person, place, by_article)

    def _untold(self, person: Person, place: Place, by_article: bool) -> tuple[Party, ...]:
        """Whom somebody speaks for whose office is told without a country: "the spokeswoman, Heather Babb"."""
        if person.private or person.role is None or not holds_state_office(person):
            return ()
        return self._about(self._first(person, place), *person.role.lower().split(), by_article=by_article)

    def _first(self, person: Person, place: Place) -> Place:
        """Where somebody is named first, most often with the office."""
        for index in range(place.sentence):
            for head in sorted(self.people.names[index]):
                if self.person(Place(index, head)) == person:
                    return Place(index, head)
        return place

    def _about(self, place: Place, *office: str, by_article: bool = True) -> tuple[Party, ...]:
        """The state that the words before in the paragraph are about, else the one that the article is about.

        Of the paragraph that is the last one that did something, else the only one that was told of.
        """
        setting = self._set_in(place, *office)
        if setting:
            return setting
        paragraph = self.sentences[place.sentence].paragraph
        told: set[Party] = set()
        index = place.sentence
        while index >= 0 and self.sentences[index].paragraph == paragraph:
            named = [
                match
                for match in self.matches[index]
                if match.form.kind is not FormKind.LEADER
                and match.form.party.kind is PartyKind.STATE
                and may_have(match.form.party.id, *office)
                and (index < place.sentence or match.last < place.token)
            ]
            acting = next((match for match in reversed(named) if self._is_subject(index, match)), None)
            if acting is not None:
                return (acting.form.party,)
            told.update(match.form.party for match in named)
            index -= 1
        if len(told) == 1 or not by_article:
            return tuple(told) if len(told) == 1 else ()
        return tuple(party for party in self.most_named if may_have(party.id, *office))[:1]

    def _of_teller(self, place: Place, office: str, depth: int) -> tuple[Party, ...]:
        """The state of whoever says so: "the president" of an American official is the American one."""
        source = self._speaking(self.speakers, place) or self._speaking(self.tellers, place)
        whose = self.parties(source, depth + 1) if source is not None and source != place else ()
        state = len(whose) == 1 and whose[0].kind is PartyKind.STATE and may_have(whose[0].id, office)
        return whose if state else ()

    def _set_in(self, place: Place, *office: str) -> tuple[Party, ...]:
        """The state that a sentence begins in: "In Ottawa, the foreign minister said"."""
        sentence = self.sentences[place.sentence]
        begins = next((token for token in sentence.tokens[:2] if token.lemma == "in" and token.dep == "prep"), None)
        where = self.match(Place(place.sentence, begins.index + 1)) if begins is not None else None
        if where is None or where.last >= place.token or where.form.kind not in {FormKind.NAME, FormKind.SEAT}:
            return ()
        state = where.form.party.kind is PartyKind.STATE and may_have(where.form.party.id, *office)
        return (where.form.party,) if state else ()

    def _is_subject(self, index: int, match: Match) -> bool:
        sentence = self.sentences[index]
        return any(sentence.tokens[at].dep in SUBJECTS for at in range(match.first, match.last + 1))

    def _those_among(self, place: Place, depth: int) -> tuple[Party, ...]:
        """ "Norway and Sweden are among the countries that …": the ones named, not the whole group."""
        sentence = self.sentences[place.sentence]
        above = sentence.head_of(sentence.head_of(self.token(place)))
        named = next(sentence.below(above, *SUBJECTS), None) if above.lemma == "be" else None
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

    def _dealt_with(self, place: Place) -> frozenset[Party]:
        """The states that a subject's own verb is about: in "the president criticized Russia" he is not the Russian."""
        sentence, token = self.sentences[place.sentence], self.token(place)
        if token.dep not in SUBJECTS:
            return frozenset()
        verb = sentence.head_of(token)
        things = list(sentence.below(verb, "dobj"))
        for preposition in sentence.below(verb, "prep"):
            if preposition.lemma in {"with", "against"}:
                things += sentence.below(preposition, "pobj")
        named = [
            match
            for thing in things
            for t in (thing, *sentence.below(thing, "poss"))
            if (match := self.match(Place(place.sentence, t.index))) is not None
        ]
        return frozenset(match.form.party for match in named if match.form.kind is not FormKind.DEMONYM)

    def office_holder(self, place: Place) -> Person | None:
        """Who last held, in the text before, the office that "the president" names."""
        lemma, others = self.token(place).lemma, self._dealt_with(place)
        for index in range(place.sentence, max(-1, place.sentence - 3 * _BACK), -1):
            for head in sorted(self.people.names[index], reverse=True):
                if index == place.sentence and head >= place.token:
                    continue
                person = self.person(Place(index, head))
                known = person and person.role and not person.private and person.party not in others
                if person and known and lemma in (person.role or "").lower().split():
                    return person
        return None

    def holder_for(self, party: Party, lemma: str) -> Person | None:
        """The one person of a party, anywhere in the text, whose role holds the word of an office.

        Any head of state or government is a "leader". None when several hold it.
        """
        if (party, lemma) not in self._holders:
            self._holders[party, lemma] = self._find_holder(party, lemma)
        return self._holders[party, lemma]

    def _find_holder(self, party: Party, lemma: str) -> Person | None:
        wanted = offices()["heads"] if lemma == "leader" else {lemma}
        found = {
            person.name
            for person in self.people.all()
            if person.party == party and person.role is not None and wanted & set(person.role.lower().split())
        }
        return self.people.find(next(iter(found)).split()) if len(found) == 1 else None

    def _pronoun(self, place: Place, depth: int) -> tuple[Party, ...]:
        token = self.token(place)
        word = token.text.lower()
        if word in {"i", "we", "me", "us", "my", "our", "ourselves", "ours"}:
            speaker = self.speaker_at(place)
            return self.parties(speaker, depth + 1) if speaker else ()
        antecedent = self.antecedent(place)
        return self.parties(antecedent, depth + 1) if antecedent else ()

    def speaker_at(self, place: Place) -> Place | None:
        """The head word of who speaks the words at this place, within quotation marks or without."""
        if self.quoted[place.sentence][place.token] or self._speaking(self.speakers, place) is not None:
            return self._speaking(self.speakers, place) or self._speaker_before(place)
        return self._speaking(self.tellers, place)  # "We remain open to talks, he said"

    def _speaking(self, told: Told, place: Place) -> Place | None:
        start = self.token(place).start
        for first, last, source in told.get(place.sentence, ()):
            if first <= start < last and source is not None:
                return source
        return None

    def _speaker_before(self, place: Place) -> Place | None:
        """Whoever was quoted last, where nobody is named for quoted words: a speech goes on from its last paragraph."""
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            for _, last, source in reversed(self.speakers.get(index, ())):
                if source is not None and last <= self.token(place).start:
                    return source
        return None

    def antecedent(self, place: Place) -> Place | None:
        """The head word of what a third-person pronoun stands for."""
        return self._antecedents.of(place)

    def _previous(self, place: Place, kind: PartyKind) -> tuple[Party, ...]:
        """The party of a kind that was named last, not through one of its leaders."""
        for index in range(place.sentence, max(-1, place.sentence - _BACK), -1):
            for match in reversed(self.matches[index]):
                before = index < place.sentence or match.last < place.token
                of_kind = match.form.party.kind is kind or (
                    kind is PartyKind.ORGANISATION and groups.goes_by_name(match.form.party)
                )
                if before and match.form.kind is not FormKind.LEADER and of_kind:
                    return (match.form.party,)
        return ()
