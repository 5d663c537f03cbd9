"""The terms of an undertaking: on which condition, set off by what, where, with whom, how much, by when."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from onrecord import lexicon
from onrecord.extract import commitments
from onrecord.extract.circumstances import circumstances
from onrecord.extract.clauses import extent, passage
from onrecord.model import Sentence, Term, TermKind, Token

_PLACES = frozenset({"in", "into", "inside", "within", "near", "across", "off", "at", "throughout", "through"})
_BY_WHEN = frozenset(
    {"by", "in", "on", "before", "within", "until", "at", "through", "starting", "from", "for", "during"}
)
_IN_DOMAIN = frozenset({"on", "at", "in", "by", "from"})
_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP", "ORG", "PERSON"})  # the tagger takes some states for people
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
_QUANTITIES = frozenset({"MONEY", "QUANTITY", "PERCENT"})
_OF_NAMES = frozenset({TermKind.DEADLINE, TermKind.WHERE})


@functools.cache
def _words() -> dict[str, Any]:
    """The lists of ``lexicon/terms.yaml`` as sets, and its tables."""
    entries = lexicon.load_yaml("terms").items()
    return {name: frozenset(entry) if isinstance(entry, list) else entry for name, entry in entries}


def terms(text: str, sentence: Sentence, head: Token, cue: Token) -> tuple[Term, ...]:
    """The terms told in the clause of an undertaking; ``head`` is its verb or noun, ``cue`` the word of stance."""
    found: dict[tuple[int, int, TermKind], Term] = {}
    opened = tuple(_circumstances(text, sentence, head, cue))
    for term in opened:
        found.setdefault((term.span.start, term.span.end, term.kind), term)
    for anchor in {head.index: head, cue.index: cue}.values():
        for term in _phrases(text, sentence, anchor):
            if term.kind is TermKind.DEADLINE and any(term.span.overlaps(other.span) for other in opened):
                continue  # "the day the conflict ends" is no date
            if term.kind is TermKind.DEADLINE and anchor.index != head.index:
                continue  # "pledged on Monday to …": when it was said
            found.setdefault((term.span.start, term.span.end, term.kind), term)
    return tuple(found[key] for key in sorted(found))


def _circumstances(text: str, sentence: Sentence, head: Token, cue: Token) -> Iterator[Term]:
    for found in circumstances(sentence, head, cue):
        yield Term(found.kind, passage(text, sentence, found.first, found.last))


def _phrases(text: str, sentence: Sentence, anchor: Token) -> Iterator[Term]:
    """Prepositional phrases, objects and dates, two levels deep: "send [troops [to Ukraine]]"."""
    level = [anchor]
    for _ in range(3):
        following: list[Token] = []
        for token in level:
            named = token.pos == "PROPN" and token.dep == "pobj"
            for child in sentence.below(token):
                if child.dep == "prep":
                    for each in (child, *sentence.below(child, "conj")):  # "on land, at sea and in the air"
                        # what hangs from a name is a date at most: "meet Obama on Tuesday"
                        yield from (t for t in _preposition(text, sentence, each) if not named or t.kind in _OF_NAMES)
                    if not named:
                        following.extend(sentence.below(child, "pobj"))
                elif child.dep in {"npadvmod", "advmod"}:
                    yield from _adverb(text, sentence, child)
                elif child.dep in {"dobj", "dative"} or (child.dep == "nsubjpass" and token.index == anchor.index):
                    yield from _object(text, sentence, child)
                    following.append(child)
                elif child.dep in {"xcomp", "pcomp"} or (child.dep == "conj" and child.pos != "VERB"):
                    following.append(child)
        level = following


def _adverb(text: str, sentence: Sentence, token: Token) -> Iterator[Term]:
    words = _words()
    if token.dep == "npadvmod" and token.entity in {"DATE", "TIME"}:
        yield Term(TermKind.DEADLINE, passage(text, sentence, *extent(sentence, token)))
    elif (
        token.dep == "advmod" and token.lemma in words["soon"] and not any(True for _ in sentence.below(token, "advcl"))
    ):
        yield Term(TermKind.DEADLINE, passage(text, sentence, token.index, token.index))
    elif token.dep == "advmod" and token.lemma == "there" and sentence.head_of(token).pos in {"VERB", "NOUN"}:
        yield Term(TermKind.WHERE, passage(text, sentence, token.index, token.index))


def _object(text: str, sentence: Sentence, token: Token) -> Iterator[Term]:
    words, verb = _words(), sentence.head_of(token).lemma
    own = passage(text, sentence, *extent(sentence, token, ("relcl", "acl", "prep", "punct")))
    reflexive = token.text.lower().endswith(("self", "selves"))
    if token.dep == "dative" and token.pos == "ADP":
        yield from _preposition(text, sentence, token)
    elif (token.dep == "dative" or verb in words["benefits"]) and not reflexive:
        yield Term(TermKind.BENEFICIARY, own)
    elif verb in words["harms"] and not reflexive:
        yield Term(TermKind.TARGET, own)
    elif verb in words["meets"] and _somebody(token):
        yield Term(TermKind.WITH, own)
    elif verb in words["enters"] and (token.entity in _PLACE_NAMES or token.lemma in words["places"]):
        yield Term(TermKind.WHERE, own)
    yield from _amount(text, sentence, token)


def _amount(text: str, sentence: Sentence, token: Token) -> Iterator[Term]:
    """ "600 troops", "tariffs of 5%", "$200 billion": a thing with its number; one that follows is part of a name."""
    numbers = (c for c in sentence.below(token) if c.dep == "nummod" and c.index < token.index)
    counted = any(c.entity not in {"DATE", "TIME"} for c in numbers)
    if (counted and token.entity not in {"DATE", "TIME"}) or token.entity in _QUANTITIES:
        yield Term(
            TermKind.AMOUNT, passage(text, sentence, *extent(sentence, token, ("relcl", "acl", "prep", "punct")))
        )


def _somebody(token: Token) -> bool:
    """Whether a noun names a party or persons, or stands for them."""
    return (
        token.entity in _NAMED
        or token.lemma in commitments.actors()
        or (token.pos == "PRON" and token.text.lower() in {"him", "her", "them", "us", "me", "you"})
    )


def _goes_there(sentence: Sentence, preposition: Token) -> bool:
    """Whether "to" a state leads to a place: people are sent there, tanks are given to it."""
    above = sentence.head_of(preposition)
    if above.pos == "NOUN":
        return above.lemma in commitments.actors() or above.lemma in _words()["journeys"]
    thing = next(sentence.below(above, "dobj", "nsubjpass"), None)
    return above.lemma in _words()["journeys"] or (
        thing is not None and thing.lemma in commitments.actors() | _words()["sent"]
    )


def _preposition(text: str, sentence: Sentence, preposition: Token) -> Iterator[Term]:
    inner = next(sentence.below(preposition, "pobj", "pcomp"), None)
    if inner is None:
        return
    lemma = preposition.text.lower()
    for member in sentence.subtree(inner) if lemma in _IN_DOMAIN else ():
        domain = _words()["domains"].get(member.lemma)
        if domain and member.dep in {"pobj", "conj"}:
            yield Term(TermKind.DOMAIN, passage(text, sentence, member.index, member.index), domain)
    kind = _phrase_kind(sentence, preposition, inner, lemma)
    if kind in {TermKind.WHERE, TermKind.DEADLINE}:
        yield Term(kind, passage(text, sentence, *extent(sentence, preposition, ("relcl", "advcl"))))
    elif kind is not None:
        yield Term(kind, passage(text, sentence, *extent(sentence, inner, ("relcl", "acl", "advcl"))))
    if inner.dep == "pobj" and lemma in {"of", "on", "to", "by", "with", "for", "from", "in"}:
        yield from _amount(text, sentence, inner)


def _phrase_kind(sentence: Sentence, preposition: Token, inner: Token, lemma: str) -> TermKind | None:
    """Which term a prepositional phrase tells, by the preposition, what it hangs from, and what follows it."""
    words, above = _words(), sentence.head_of(preposition)
    if inner.entity in {"DATE", "TIME"}:
        return TermKind.DEADLINE if lemma in _BY_WHEN else None
    if lemma == "outside" or (lemma == "off" and inner.lemma in {"border", "coast"}):
        return TermKind.WHERE
    if lemma == "with":
        joined = above.lemma in words["joined"] or above.lemma == "along" or inner.entity in _NAMED
        if not joined or not _somebody(inner):
            return None
        return TermKind.BENEFICIARY if above.lemma in words["stands"] else TermKind.WITH
    harmful = above.lemma in words["harms"] or above.lemma in words["harmful"]
    if lemma == "against" or (lemma == "on" and harmful):
        return TermKind.TARGET if above.lemma not in words["defends"] and inner.entity not in _QUANTITIES else None
    place = inner.entity in _PLACE_NAMES or inner.lemma in words["places"]
    if lemma in {"to", "for"} and (inner.entity in _NAMED or _somebody(inner) or above.lemma in words["helps"]):
        if lemma == "to" and above.lemma in words["joined"]:
            return TermKind.WITH
        if lemma == "to" and _goes_there(sentence, preposition):
            return TermKind.WHERE if place or inner.pos == "PROPN" else None
        return None if above.lemma in words["harmful"] or not _gives(sentence, above) else TermKind.BENEFICIARY
    if not place:
        return None
    if lemma in {"over", "around"}:
        return TermKind.WHERE if above.lemma in words["flights"] else None
    if lemma in {"from", "out"}:
        return TermKind.WHERE if above.lemma in words["leaves"] or _leaves(sentence, above) else None
    return TermKind.WHERE if lemma in _PLACES else None


def _gives(sentence: Sentence, above: Token) -> bool:
    """Whether a phrase with "to" or "for" tells who gets what is given."""
    if above.lemma in _words()["helps"] or above.lemma in _words()["gives"]:
        return True
    return sentence.head_of(above).lemma in _words()["gives"] and above.dep in {"dobj", "nsubjpass", "pobj"}


def _leaves(sentence: Sentence, above: Token) -> bool:
    return above.dep in {"dobj", "nsubjpass"} and sentence.head_of(above).lemma in _words()["leaves"]
