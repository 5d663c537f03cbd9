"""In how much time a quantity comes about: "a year", "over five years", "annually"."""

from __future__ import annotations

import functools

from onrecord import lexicon
from onrecord.extract.clauses import passage
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Sentence, Span, Token

_REACH = 10  # words after a figure in which its period is told
_FROM_UNIT = 4  # words between "over" and its unit of time: "over the next five years"
_LIMITS = frozenset({";", ":", "—", "–", "”", "“", '"', "(", "and", "but", "or", "which", "that", "while"})
_BETWEEN = frozenset(
    {"the", "next", "last", "past", "coming", "following", "first", "single", "one", "whole", "-", "a", "this", "each"}
)


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in lexicon.load_yaml("numbers")["periods"].items()}


def period(text: str, sentence: Sentence, first: int, last: int, counted: Span | None) -> Span | None:
    """The words that tell in how much time, after a figure of those words, or before what it counts."""
    if counted is not None:
        within = next((t for t in sentence.tokens[last + 1 : last + 4] if t.lemma in _words()["before_noun"]), None)
        if within is not None and within.start < counted.end:
            return passage(text, sentence, within.index, within.index)
    for index in range(last + 1, min(len(sentence.tokens), last + 1 + _REACH)):
        token = sentence.tokens[index]
        beyond = counted is None or token.start >= counted.end
        if token.text.lower() in _LIMITS and beyond:
            return None
        if token.pos in {"VERB", "AUX"} and beyond and token.lemma not in {"accord"}:
            return None
        if beyond and token.dep != "nummod" and whole_number(token.text) is not None:
            return None
        if token.lemma in _words()["alone"] and token.pos in {"ADV", "ADJ"}:
            return passage(text, sentence, index, index)
        if sentence.tokens[index - 1].lemma == "to":
            return None
        end = _time(sentence, token)
        if end is not None:
            return passage(text, sentence, index, end)
    return None


def _time(sentence: Sentence, opener: Token) -> int | None:
    """The index of the unit of time that a word opens on: "a year", "per month", "over the next five years"."""
    tokens, words, word = sentence.tokens, _words(), opener.text.lower()
    following = tokens[opener.index + 1 : opener.index + 2 + _FROM_UNIT]
    if word in words["each"] and following and following[0].lemma in words["units"]:
        joined = len(following) > 1 and following[1].text in {"-", "ago", "later", "earlier"}
        return None if joined else following[0].index
    if word not in words["over"]:
        return None
    counts = False
    for token in following:
        if token.lemma in words["units"]:
            return token.index if counts else None
        number = whole_number(token.text) is not None
        counts = counts or number or token.text.lower() in {"single", "next", "coming", "a", "this"}
        if not number and token.text.lower() not in _BETWEEN:
            return None
    return None
