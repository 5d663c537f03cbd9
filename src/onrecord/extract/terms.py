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

_AGAINST = frozenset({"against", "on", "at", "over"})
_PLACES = frozenset({"in", "into", "inside", "within", "near", "from", "across", "off", "at"})
_BY_WHEN = frozenset({"by", "in", "on", "before", "within", "until", "at"})
_IN_DOMAIN = frozenset({"on", "at", "in", "by", "from"})
_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP", "ORG", "PERSON"})  # the tagger takes some states for people


@functools.cache
def _words() -> dict[str, Any]:
    """The lists of ``lexicon/terms.yaml``."""
    return dict(lexicon.load_yaml("terms"))


def terms(text: str, sentence: Sentence, head: Token, cue: Token) -> tuple[Term, ...]:
    """The terms told in the clause of an undertaking; ``head`` is its verb or noun, ``cue`` the word of stance."""
    found: dict[tuple[int, int, TermKind], Term] = {}
    for term in _circumstances(text, sentence, head, cue):
        found.setdefault((term.span.start, term.span.end, term.kind), term)
    for anchor in {head.index: head, cue.index: cue}.values():
        for term in _phrases(text, sentence, anchor):
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
            for child in sentence.below(token):
                if child.dep == "prep":
                    for each in (child, *sentence.below(child, "conj")):  # "on land, at sea and in the air"
                        yield from _preposition(text, sentence, each)
                    following.extend(inner for inner in sentence.below(child, "pobj") if inner.pos != "PROPN")
                elif child.dep == "npadvmod" and child.entity in {"DATE", "TIME"}:
                    yield Term(TermKind.DEADLINE, passage(text, sentence, *extent(sentence, child)))
                elif child.dep in {"dobj", "dative"}:
                    yield from _object(text, sentence, child)
                    following.append(child)
                elif child.dep in {"xcomp", "pcomp"} or (child.dep == "conj" and child.pos != "VERB"):
                    following.append(child)
        level = following


def _object(text: str, sentence: Sentence, token: Token) -> Iterator[Term]:
    if token.dep == "dative" and token.pos == "ADP":
        yield from _preposition(text, sentence, token)
    elif token.dep == "dative":
        yield Term(TermKind.BENEFICIARY, passage(text, sentence, *extent(sentence, token)))
    elif sentence.head_of(token).lemma in _words()["benefits"]:
        yield Term(TermKind.BENEFICIARY, passage(text, sentence, *extent(sentence, token, ("relcl", "acl", "prep"))))
    counted = any(
        c.dep == "nummod" and c.entity in {"CARDINAL", "MONEY", "QUANTITY", "PERCENT"} for c in sentence.below(token)
    )
    if counted or token.entity in {"MONEY", "QUANTITY"}:
        yield Term(TermKind.AMOUNT, passage(text, sentence, *extent(sentence, token, ("relcl", "acl", "prep"))))


def _goes_there(sentence: Sentence, preposition: Token) -> bool:
    """Whether "to" a state leads to a place: people are sent there, tanks are given to it."""
    above = sentence.head_of(preposition)
    if above.pos == "NOUN":
        return above.lemma in commitments.actors() or above.lemma in _words()["journeys"]
    thing = next(sentence.below(above, "dobj", "nsubjpass"), None)
    return (
        above.lemma in _words()["journeys"]
        if thing is None
        else thing.lemma in commitments.actors() | set(_words()["sent"])
    )


def _preposition(text: str, sentence: Sentence, preposition: Token) -> Iterator[Term]:
    inner = next(sentence.below(preposition, "pobj", "pcomp"), None)
    if inner is None:
        return
    lemma = preposition.text.lower()
    for member in sentence.subtree(inner):
        domain = _words()["domains"].get(member.lemma)
        if domain and lemma in _IN_DOMAIN and member.dep in {"pobj", "conj"}:
            yield Term(TermKind.DOMAIN, passage(text, sentence, member.index, member.index), domain)
    kind = _phrase_kind(sentence, preposition, inner, lemma)
    if kind in {TermKind.WHERE, TermKind.DEADLINE}:
        yield Term(kind, passage(text, sentence, *extent(sentence, preposition)))
    elif kind is not None:
        yield Term(kind, passage(text, sentence, *extent(sentence, inner, ("relcl", "acl", "advcl"))))


def _phrase_kind(sentence: Sentence, preposition: Token, inner: Token, lemma: str) -> TermKind | None:
    """Which term a prepositional phrase tells, by the preposition and what kind of name follows it."""
    if inner.entity in {"DATE", "TIME"}:
        return TermKind.DEADLINE if lemma in _BY_WHEN else None
    if lemma == "outside" or (lemma == "off" and inner.lemma in {"border", "coast"}):
        return TermKind.WHERE
    if lemma == "with":
        plain = inner.dep == "pobj" and not any(True for _ in sentence.below(inner, "acl", "relcl"))
        return TermKind.WITH if plain else None
    if inner.entity not in _NAMED:
        return None
    if lemma == "to":
        return TermKind.WHERE if _goes_there(sentence, preposition) else TermKind.BENEFICIARY
    if lemma == "for":
        return TermKind.BENEFICIARY
    if lemma in _PLACES and inner.entity in {"GPE", "LOC", "FAC"}:
        return TermKind.WHERE
    return TermKind.TARGET if lemma in _AGAINST else None
