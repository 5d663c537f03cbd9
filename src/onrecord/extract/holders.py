"""Where in a clause the party of an undertaking is named, beside the subject."""

from __future__ import annotations

from onrecord.extract import commitments, undertakings
from onrecord.extract.clauses import SUBJECTS
from onrecord.model import Sentence, Token

_OWNING = frozenset({"of", "from", "by"})
_BETWEEN = frozenset({"between", "with", "among"})


def agents(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """Who does it, in a passive: "by some states"."""
    return tuple(inner for by in sentence.below(verb, "agent") for inner in sentence.below(by, "pobj"))


def named_modifiers(sentence: Sentence, noun: Token) -> list[Token]:
    """Modifiers written with a capital: "European sanctions", "US participation"."""
    return [token for token in sentence.below(noun, "compound", "amod", "nmod") if token.text[:1].isupper()]


def owners(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """Whose a thing is: "Germany's engagement", "European sanctions", "the contribution of the USA".

    What is done to people is not theirs ("the release of 300 men", "his release"), as "Oslo's release of 300 men" is.
    """
    undergone = noun.lemma in commitments.words("done_to")
    to_whom = undergone and any(each.lemma == "of" for each in sentence.below(noun, "prep"))
    found = list(sentence.below(noun, "poss")) if to_whom or not undergone else []
    if noun.pos == "NOUN" and (noun.lemma in commitments.actors() or undertakings.own(sentence, noun)):
        # of other nouns the adjective tells nothing about who acts: "Syrian refugees", "Chinese goods"
        found.extend(named_modifiers(sentence, noun))
    for preposition in sentence.below(noun, "prep", "agent"):
        if preposition.lemma in _OWNING and not (undergone and preposition.lemma == "of"):
            found.extend(sentence.below(preposition, "pobj"))
    return tuple(found)


def parties_to(sentence: Sentence, event: Token) -> tuple[Token, ...]:
    """Whose an event is, and between whom: "the talks between Iran and the E3"."""
    found = list(owners(sentence, event))
    governors = [event, sentence.head_of(event)] if event.dep in {*SUBJECTS, "dobj"} else [event]
    governors += [child for child in sentence.below(event) if child.dep in {"acl", "relcl"}]
    for governor in governors:
        for preposition in sentence.below(governor, "prep"):
            if preposition.lemma in _BETWEEN:
                found.extend(sentence.below(preposition, "pobj"))
    return tuple(found)


def is_event(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun tells an undertaking, and not who undertakes it ("sanctions", not "diplomats")."""
    return noun.lemma not in commitments.actors() and bool(undertakings.own(sentence, noun))
