"""Who is speaking: a person by the full name, or an unnamed source as it is described."""

from __future__ import annotations

from onrecord.identify.gazetteer import FormKind
from onrecord.identify.groups import definite, modifiers
from onrecord.identify.names import Names
from onrecord.identify.people import Person
from onrecord.identify.titles import offices, sentence_text
from onrecord.model import Speaker
from onrecord.model.candidate import Place

_ARTICLES = frozenset({"a", "an", "the"})
_ONE_HOLDER = frozenset(
    {
        *("president", "minister", "chancellor", "premier", "king", "secretary", "chief", "leader"),
        *("ambassador", "spokesman", "spokeswoman", "spokesperson"),
    }
)
_FIRST_PERSON = frozenset({"i", "we", "my", "our"})
_DEEPEST = 6  # references that lead on to each other: a longer chain is none
_BACK = 6  # sentences searched for who issued "the statement"
_LONGEST = 12  # words of a description that are kept


def speaker(names: Names, source: Place | None, depth: int = 0) -> Speaker | None:
    """The speaker that a source's head word stands for; None when the text does not tell."""
    if source is None or depth > _DEEPEST:
        return None
    token = names.token(source)
    if token.pos == "PRON":
        return _by_pronoun(names, source, depth)
    person = names.person(source)
    if person is not None:
        return _named(names, person, source)
    if token.lemma in offices()["documents"]:
        issuer = _issuer(names, source)
        if issuer is not None and issuer != source:
            return speaker(names, issuer, depth + 1)
    holder = _holder(names, source)
    if holder is not None:
        return _named(names, holder, source)
    if names.token(source).lemma in offices()["sources"] and _told_before(names, source):
        described = names.described_before(source)
        if described is not None:
            return speaker(names, described, depth + 1)
    appositive = _appositive(names, source, depth)
    if appositive is not None:
        return appositive
    parties = names.parties(source)
    if len(parties) > 1:
        return Speaker(", ".join(party.name for party in parties), True)
    party = parties[0] if parties else None
    match = names.match(source)
    if match is not None and party is not None and match.form.party == party and match.last == token.index:
        # a seat of power is named as it is printed ("White House", "Kremlin"): the party beside it tells whose it is
        seat = match.form.kind is FormKind.SEAT
        return Speaker(_description(names, source, depth) if seat else party.name, True, None, party)
    surname = names.people.find([token.text]) if token.pos == "PROPN" and match is None else None
    if surname is not None:  # the parser took the name for a place or a company ("Rhodes said")
        return _named(names, surname, source)
    return Speaker(_description(names, source, depth), False, None, party)


def _issuer(names: Names, source: Place) -> Place | None:
    """Whose a statement is that speaks for itself: "a statement from the ministry", else whoever made the last one."""
    own = _owner(names, source)
    if own is not None or not definite(names.sentences[source.sentence], names.token(source)):
        return own
    for index in range(source.sentence, max(-1, source.sentence - _BACK), -1):
        sentence = names.sentences[index]
        for token in reversed(sentence.tokens):
            place = Place(index, token.index)
            if token.lemma in offices()["documents"] and place < source:
                found = _owner(names, place) or _teller(names, place)
                if found is not None:
                    return found
    return None


def _owner(names: Names, place: Place) -> Place | None:
    """ "The ministry's statement", "a statement from the ministry"."""
    sentence, token = names.sentences[place.sentence], names.token(place)
    for child in sentence.below(token, "poss"):
        # "its statement" is rather that of who does something in the sentence than of what was named last
        return Place(place.sentence, child.index) if child.tag != "PRP$" else _teller(names, place)
    for preposition in sentence.below(token, "prep", "agent"):
        if preposition.lemma in {"from", "by", "of"}:
            for child in sentence.below(preposition, "pobj"):
                return Place(place.sentence, child.index)
    return None


def _teller(names: Names, place: Place) -> Place | None:
    """ "The ministry said in a statement", "the ministry released a statement"."""
    sentence = names.sentences[place.sentence]
    for above in sentence.above(names.token(place)):
        if above.pos == "VERB":
            return next((Place(place.sentence, child.index) for child in sentence.below(above, "nsubj")), None)
    return None


def _holder(names: Names, source: Place) -> Person | None:
    """The person who holds an office that is told without a name: "the president", "the Israeli leader"."""
    if _bare_office(names, source):
        return names.office_holder(source)
    sentence, token = names.sentences[source.sentence], names.token(source)
    if token.lemma not in _ONE_HOLDER or token.tag in {"NNS", "NNPS"}:
        return None
    told = {modifier.lemma for modifier in modifiers(sentence, token)}
    parties = {
        match.form.party
        for modifier in modifiers(sentence, token)
        if (match := names.match(Place(source.sentence, modifier.index))) is not None and match.form.person is None
    }
    if len(parties) != 1 or told & offices()["not_now"]:
        return None
    return names.holder_for(next(iter(parties)), token.lemma)


def _bare_office(names: Names, source: Place) -> bool:
    """Whether the source is "the president", "the prime minister": an office told without its country."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    if token.lemma not in _ONE_HOLDER:
        return False
    kept = {
        child.lemma for child in sentence.below(token) if child.dep in {"amod", "compound", "poss", "prep", "relcl"}
    }
    return definite(sentence, token) and kept <= {"prime", "foreign"}


def _told_before(names: Names, source: Place) -> bool:
    """Whether the source is only "the official": described in full earlier."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    return definite(sentence, token) and not any(True for _ in modifiers(sentence, token))


def _appositive(names: Names, source: Place, depth: int) -> Speaker | None:
    """ "A South Korean newspaper, Munhwa Ilbo, reported": the name that a description is given."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    for child in sentence.below(token, "appos"):
        at = Place(source.sentence, child.index)
        if _set_apart(names, at) and child.pos == "PROPN" and (names.match(at) is None or names.person(at) is not None):
            found = speaker(names, at, depth + 1)
            return found if found is None else Speaker(found.name, True, found.role, found.party)
    return None


def _set_apart(names: Names, place: Place) -> bool:
    """Whether a comma stands before a phrase: a name after a colon is no apposition."""
    first, _ = names.phrase(place)
    return first > 0 and names.sentences[place.sentence].tokens[first - 1].text == ","


def _by_pronoun(names: Names, source: Place, depth: int) -> Speaker | None:
    word = names.token(source).text.lower()
    antecedent = names.speaker_at(source) if word in _FIRST_PERSON else names.antecedent(source)
    if antecedent is None or names.token(antecedent).pos == "PRON":
        return None
    return speaker(names, antecedent, depth + 1)


def _named(names: Names, person: Person, source: Place) -> Speaker:
    party = names.of_person(person, source, by_article=False)
    return Speaker(person.name, True, person.role, party[0] if party else None)


def _description(names: Names, source: Place, depth: int) -> str:
    """The noun phrase as printed, without its article and without clauses that hang from it."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    first, _ = names.phrase(source)
    last = token.index
    for preposition in sentence.below(token, "prep"):
        if preposition.lemma in {"of", "for", "from", "in", "at"} and preposition.index == last + 1:
            last = max(inner.index for inner in sentence.subtree(preposition))
    if sentence.tokens[first].text.lower() in _ARTICLES and first < last:
        first += 1
    if sentence.tokens[first].tag == "PRP$" and first < last:
        owner = _by_pronoun(names, Place(source.sentence, first), depth)
        if owner is not None:
            return f"{owner.name}’s {sentence_text(sentence, first + 1, min(last, first + _LONGEST))}"
    return sentence_text(sentence, first, min(last, first + _LONGEST))
