"""What a sentence only supposes, asks or foresees: nobody is committed by it."""

from __future__ import annotations

from onrecord.extract import commitments
from onrecord.model import Sentence, TermKind, Token

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
