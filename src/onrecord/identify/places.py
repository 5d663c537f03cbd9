"""Normalised values of terms: parties by id, places as inside or outside a state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.identify.mentions import words_of
from onrecord.identify.names import Names
from onrecord.identify.propositions import with_propositions
from onrecord.model import PartyKind, Sentence, Term, TermKind
from onrecord.model.candidate import Place

_CIRCUMSTANCES = frozenset({TermKind.CONDITION, TermKind.TRIGGER})
_PARTY_TERMS = frozenset({TermKind.BENEFICIARY, TermKind.TARGET, TermKind.WITH})


def normalise(sentences: Sequence[Sentence], term: Term) -> tuple[Term, ...]:
    """The term as :func:`identify` gives it, from its words in a document's sentences."""
    if not sentences:
        return (term,)
    index = bisect_right([sentence.start for sentence in sentences], term.span.start) - 1
    return normalised(Names(sentences), max(0, index), term)


def normalised(names: Names, index: int, term: Term) -> tuple[Term, ...]:
    """The term with its value: a party, a state's territory, or what must be so, which may be several terms."""
    if term.kind in _CIRCUMSTANCES:
        return with_propositions(names, index, term)
    return (_named(names, index, term),)


def _named(names: Names, index: int, term: Term) -> Term:
    if term.value is not None:
        return term
    if term.kind is TermKind.WHERE:
        return _where(names, index, term)
    if term.kind in _PARTY_TERMS:
        return _party(names, index, term)
    return term


def _where(names: Names, index: int, term: Term) -> Term:
    inside = names.matches_in(index, term.span)
    state = next((m.form.party.id for m in inside if m.form.party.kind is PartyKind.STATE), None)
    if state is None:
        return term
    outside = any(word in {"outside", "off"} for word in term.span.exact.lower().split())
    return Term(term.kind, term.span, f"{'outside' if outside else 'inside'} {state}")


def _party(names: Names, index: int, term: Term) -> Term:
    sentence = names.sentences[index]
    words = words_of(sentence, term.span)
    head = next((t for t in words if not term.span.start <= sentence.tokens[t.head].start < term.span.end), None)
    parties = names.parties(Place(index, head.index)) if head is not None else ()
    if not parties:
        inside = names.matches_in(index, term.span)
        parties = tuple(m.form.party for m in inside[:1])
    return Term(term.kind, term.span, parties[0].id) if parties else term
