"""What a sentence only supposes, asks or foresees: nobody is committed by it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract import commitments
from onrecord.extract.clauses import SUBJECTS, own_subject
from onrecord.extract.holders import named_modifiers
from onrecord.model import Sentence, Term, TermKind, Token

#: terms that say on what something hangs
SUPPOSING = frozenset({TermKind.CONDITION, TermKind.TRIGGER})
_ASKING = frozenset({"how", "what", "why", "who", "which"})


def supposed_words(sentence: Sentence) -> frozenset[int]:
    """Words within conditions, and within clauses that only ask or foresee: "if they agree", "how he would respond"."""
    found: set[int] = set()
    for token in sentence.tokens:
        if token.index in found:
            continue
        supposes = token.dep in {"advcl", "ccomp", "pcomp"} and _opens_condition(sentence, token)
        foreseen = token.dep == "ccomp" and sentence.head_of(token).lemma in commitments.words("foreseeing")
        if supposes or foreseen or (token.dep in {"ccomp", "pcomp"} and _only_asks(sentence, token)):
            found.update(inner.index for inner in sentence.subtree(token))
    return frozenset(found)


def only_hoped(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause is what somebody hopes of another: "hopes that the USA will stay on", not "hopes to stay on"."""
    hoping, who = sentence.head_of(clause), own_subject(sentence, clause)
    hoped = clause.dep in {"ccomp", "acl", "relcl"} and hoping.lemma in commitments.words("hoping")
    return hoped and who is not None and who.pos in {"NOUN", "PROPN"}


def hopes_for_anothers(sentence: Sentence, verb: Token) -> bool:
    """Whether somebody hopes for what another has to give: "hopes for American support", not "for an agreement"."""
    if verb.lemma not in commitments.words("hoping"):
        return False
    leading = (each for each in sentence.below(verb, "prep") if each.lemma == "for")
    return any(_anothers(sentence, thing) for each in leading for thing in sentence.below(each, "pobj"))


def _anothers(sentence: Sentence, thing: Token) -> bool:
    """Whether a thing is told as somebody's by name: "American support", "continued U.S. intelligence sharing"."""
    return any(word.tag != "PRP$" for word in (*sentence.below(thing, "poss"), *named_modifiers(sentence, thing)))


def of_anybody(sentence: Sentence, word: Token) -> bool:
    """Whether a word of stance is told of nobody in particular: "whoever wishes to", "anyone who is willing to"."""
    verb = sentence.head_of(word) if word.dep in {"aux", "auxpass", "acomp"} else word
    own = list(sentence.below(verb, *SUBJECTS))
    if not own and verb.dep in {"xcomp", "amod"}:
        own = [*sentence.below(sentence.head_of(verb), *SUBJECTS), sentence.head_of(verb)]
    described = [sentence.head_of(verb)] if verb.dep == "relcl" else []
    return any(token.lemma.lower() in commitments.words("anybody") for token in (*own, *described))


def menaces(sentence: Sentence, first: int, last: int, told: Iterable[Term]) -> bool:
    """Whether violence would be threatened by it: on a condition, or "any attack", "whoever hurts us" from those words.

    ``first`` and ``last`` are the clause's words, ``told`` its terms.
    """
    if any(term.kind is TermKind.CONDITION for term in told):
        return True
    inside = sentence.tokens[first : last + 1]
    hostile = commitments.words("hostile")
    heads = (sentence.head_of(word) for word in inside if word.lemma.lower() == "any" and word.dep == "det")
    return any(word.lemma.lower() == "whoever" for word in inside) or any(head.lemma in hostile for head in heads)


def only_speaks(sentence: Sentence, verb: Token) -> bool:
    """Whether what somebody offers or gives is words: "offered condolences", "has offered few details"."""
    given = sentence.below(verb, "dobj") if verb.lemma in commitments.words("giving") else ()
    return any(thing.lemma in commitments.words("only_words") for thing in given)


def _opens_condition(sentence: Sentence, clause: Token) -> bool:
    openers = {"if", "unless", "until", "once", "lest", "whether"}
    return any(child.lemma in openers for child in sentence.below(clause, "mark", "advmod"))


def _only_asks(sentence: Sentence, clause: Token) -> bool:
    first = min(clause.index, *(child.index for child in sentence.below(clause)), clause.index)
    opening = sentence.tokens[first]
    while opening.index > 0 and not opening.tag.startswith("W") and sentence.children[opening.index]:
        inner = min(sentence.children[opening.index])
        if inner >= opening.index:
            break
        opening = sentence.tokens[inner]
    return opening.tag in {"WRB", "WP", "WDT"} and opening.lemma in _ASKING
