"""Who is speaking: a person by the full name, or an unnamed source as it is described."""

from __future__ import annotations

from onrecord.identify.groups import definite, modifiers
from onrecord.identify.names import Names
from onrecord.identify.people import Person, offices, sentence_text
from onrecord.model import Speaker
from onrecord.model.candidate import Place

_ARTICLES = frozenset({"a", "an", "the"})
_ONE_HOLDER = frozenset({"president", "minister", "chancellor", "premier", "king", "secretary", "chief", "leader"})
_LONGEST = 12  # words of a description that are kept


def speaker(names: Names, source: Place | None) -> Speaker | None:
    """The speaker that a source's head word stands for; None when the text does not tell."""
    if source is None:
        return None
    token = names.token(source)
    if token.pos == "PRON":
        return _by_pronoun(names, source)
    person = names.person(source)
    if person is not None:
        return _named(person)
    if _bare_office(names, source):
        holder = names.office_holder(source)
        if holder is not None:
            return _named(holder)
    if names.token(source).lemma in offices()["sources"] and _told_before(names, source):
        described = names.described_before(source)
        if described is not None:
            return speaker(names, described)
    appositive = _appositive(names, source)
    if appositive is not None:
        return appositive
    parties = names.parties(source)
    if len(parties) > 1:
        return Speaker(", ".join(party.name for party in parties), True)
    party = parties[0] if parties else None
    match = names.match(source)
    if match is not None and party is not None and match.form.party == party and match.last == token.index:
        return Speaker(party.name, True, None, party)
    return Speaker(_description(names, source), False, None, party)


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


def _appositive(names: Names, source: Place) -> Speaker | None:
    """ "A South Korean newspaper, Munhwa Ilbo, reported": the name that a description is given."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    for child in sentence.below(token, "appos"):
        at = Place(source.sentence, child.index)
        if child.pos == "PROPN" and (names.match(at) is None or names.person(at) is not None):
            found = speaker(names, at)
            return found if found is None else Speaker(found.name, True, found.role, found.party)
    return None


def _by_pronoun(names: Names, source: Place) -> Speaker | None:
    word = names.token(source).text.lower()
    antecedent = names.speaker_at(source) if word in {"i", "we"} else names.antecedent(source)
    if antecedent is None or names.token(antecedent).pos == "PRON":
        return None
    return speaker(names, antecedent)


def _named(person: Person) -> Speaker:
    return Speaker(person.name, True, person.role, person.party)


def _description(names: Names, source: Place) -> str:
    """The noun phrase as printed, without its article and without clauses that hang from it."""
    sentence, token = names.sentences[source.sentence], names.token(source)
    first, _ = names.phrase(source)
    last = token.index
    for preposition in sentence.below(token, "prep"):
        if preposition.lemma in {"of", "for", "from", "in", "at"} and preposition.index == last + 1:
            last = max(inner.index for inner in sentence.subtree(preposition))
    if sentence.tokens[first].text.lower() in _ARTICLES and first < last:
        first += 1
    return sentence_text(sentence, first, min(last, first + _LONGEST))
