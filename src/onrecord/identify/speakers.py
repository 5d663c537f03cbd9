"""Who is speaking: a person by the full name, or an unnamed source as it is described."""

from __future__ import annotations

from onrecord.identify.names import Names
from onrecord.identify.people import Person, sentence_text
from onrecord.model import Speaker
from onrecord.model.candidate import Place

_ARTICLES = frozenset({"a", "an", "the"})
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
    parties = names.parties(source)
    party = parties[0] if len(parties) == 1 else None
    match = names.match(source)
    if match is not None and party is not None and match.form.party == party and match.last == token.index:
        return Speaker(party.name, True, None, party)
    return Speaker(_description(names, source), False, None, party)


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
    first = min(
        (child.index for child in sentence.below(token, "amod", "compound", "poss", "nummod", "det", "nmod")),
        default=token.index,
    )
    first = min(first, *(inner.index for child in sentence.below(token, "poss", "amod", "compound", "nmod") for inner in sentence.subtree(child)), token.index)
    last = token.index
    for preposition in sentence.below(token, "prep"):
        if preposition.lemma in {"of", "for", "from", "in", "at"} and preposition.index == last + 1:
            last = max(inner.index for inner in sentence.subtree(preposition))
    if sentence.tokens[first].text.lower() in _ARTICLES and first < last:
        first += 1
    return sentence_text(sentence, first, min(last, first + _LONGEST))
