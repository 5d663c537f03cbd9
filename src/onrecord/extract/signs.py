"""What a clause is weighed by: its words, what governs what in it, and how the rules read it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from onrecord.extract.clauses import negated, own_subject
from onrecord.extract.tagged import Words, top
from onrecord.model import READ_ROLES, Sentence, Token
from onrecord.model.candidate import PositionCandidate

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV", "ADP", "NUM"})
_FIRST, _AROUND = 40, 25  # words of a clause, and of what stands before it, that are looked at
_THINGS = ("dobj", "nsubjpass", "prep", "attr", "acomp")


def governed(sentence: Sentence, above: Token, last: int) -> Token:
    """What a word of commitment governs in a clause whose last word is ``last``: of "is ready to send" the sending."""
    token = above
    while True:
        inner = next((t for t in sentence.below(token, "xcomp", "acomp") if t.index <= last), None)
        if inner is None:
            return token
        token = inner


def signs(sentence: Sentence, words: Words, candidate: PositionCandidate, by_rule: bool) -> tuple[str, ...]:
    """The signs of a candidate that stands at those words, in order and without repetition."""
    return tuple(dict.fromkeys(_signs(sentence, words, candidate, by_rule)))


def _signs(sentence: Sentence, words: Words, candidate: PositionCandidate, by_rule: bool) -> Iterator[str]:
    tokens = sentence.tokens[words.first : min(words.last + 1, words.first + _FIRST)]
    lemmas = [token.lemma.lower() for token in tokens if token.pos != "PUNCT"]
    yield from (f"w={token.lemma.lower()}" for token in tokens if token.pos in _TELLING)
    yield from (f"b={one}_{other}" for one, other in pairwise(lemmas))
    above = top(sentence, words)
    inner = governed(sentence, above, words.last)
    yield from _of_syntax(sentence, above, inner)
    action = candidate.actions[0].value
    yield f"a={action}"
    yield f"ag={action}_{inner.lemma.lower()}"
    if by_rule:
        yield f"c={candidate.cue_name}"
        yield f"s={candidate.stance.value}"
        yield f"cs={candidate.cue_name}_{candidate.stance.value}"
        yield f"sa={candidate.stance.value}_{action}"
    yield from _of_place(sentence, words, candidate)


def _of_syntax(sentence: Sentence, above: Token, inner: Token) -> Iterator[str]:
    name = inner.lemma.lower()
    yield f"t={above.lemma.lower()}"
    yield f"g={name}"
    yield f"tag={above.tag}"
    for child in sentence.below(inner, *_THINGS):
        yield f"o={child.lemma.lower()}"
        yield f"go={name}_{child.lemma.lower()}"
        if child.dep == "prep":
            yield from (f"p={child.lemma}_{each.lemma.lower()}" for each in sentence.below(child, "pobj", "pcomp"))
    for token in dict.fromkeys((above, inner)):
        yield from (f"m={helper.lemma.lower()}" for helper in sentence.below(token, "aux", "auxpass"))
        if negated(sentence, token):
            yield "not"
    subject = own_subject(sentence, above)
    if subject is not None:
        yield f"subject={subject.pos}"
        yield f"subject={subject.lemma.lower()}"


def _of_place(sentence: Sentence, words: Words, candidate: PositionCandidate) -> Iterator[str]:
    before = sentence.tokens[max(0, words.first - _AROUND) : words.first]
    yield from (f"before={token.lemma.lower()}" for token in before if token.pos in {"VERB", "NOUN", "SCONJ"})
    after = sentence.tokens[words.last + 1 : words.last + 1 + _AROUND]
    yield from (f"after={token.lemma.lower()}" for token in after if token.pos == "VERB")
    if sentence.role in READ_ROLES:
        yield f"role={sentence.role.value}"
    yield "said" if candidate.statement is not None else "told"
    yield from (f"term={term.kind.value}" for term in candidate.terms)
    if candidate.demanding is not None:
        yield "demanding"
