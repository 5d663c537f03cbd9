"""Quantities: number, unit or currency, what is counted, and how the number bounds it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from onrecord import lexicon
from onrecord.extract.clauses import passage
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Bound, Figure, Sentence, Span, Text, Token

_NUMERAL = re.compile(
    r"(?P<sign>[^\d\s]{0,4}?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?(?P<tail>[a-z%]{0,2})\Z"
)
_DATED = frozenset({"DATE", "TIME", "ORDINAL", "EVENT", "LAW", "PRODUCT"})
_MOST_DIGITS = 18
_FRACTIONS = frozenset({"half", "third", "quarter"})


@functools.cache
def _lists() -> dict[str, dict[str, str]]:
    return {
        name: {str(word): str(value) for word, value in entry.items()}
        for name, entry in lexicon.load_yaml("numbers").items()
        if name not in {"bounds", "tens"}
    }


@functools.cache
def _bounds() -> tuple[tuple[tuple[str, ...], Bound], ...]:
    entries = lexicon.load_yaml("numbers")["bounds"]
    found = [(tuple(phrase.split()), Bound(name)) for name, phrases in entries.items() for phrase in phrases]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def figures(text: Text, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Every quantity of a document in order of the text. Dates, ordinals and names with numbers are none."""
    return tuple(figure for sentence in sentences for figure in _in_sentence(text, sentence))


def _in_sentence(text: Text, sentence: Sentence) -> Iterator[Figure]:
    index = 0
    while index < len(sentence.tokens):
        found = _number(sentence, index)
        if found is None:
            index += 1
            continue
        value, unit, first, last = found
        unit, last = _unit(sentence, unit, last)
        if not _is_quantity(sentence, value, unit, first, last):
            index = last + 1
            continue
        bound, first = _bound(sentence, first)
        yield Figure(
            text.id,
            passage(text.text, sentence, first, last),
            _plain(value),
            bound,
            unit,
            _counted(text.text, sentence, last, unit),
        )
        index = last + 1


def _number(sentence: Sentence, index: int) -> tuple[Decimal, str | None, int, int] | None:
    """Value, currency told by a sign, and the words of a number that begins here."""
    token = sentence.tokens[index]
    lists, first = _lists(), index
    numeral = _NUMERAL.match(token.text)
    unit: str | None = None
    if numeral and len(numeral["digits"]) <= _MOST_DIGITS:
        value = Decimal(numeral["digits"].replace(",", "") + (numeral["fraction"] or ""))
        unit = lists["currencies"].get(numeral["sign"])
        if numeral["sign"] and unit is None:
            return None
        tail = numeral["tail"]
        if tail == "%":
            return value, "percent", index, index
        if tail and tail not in lists["magnitudes"]:
            return None
        value *= Decimal(lists["magnitudes"].get(tail, "1"))
        last = index
    else:
        spelled = _spelled(sentence, index)
        if spelled is None:
            return None
        value, last = spelled
    if (
        unit is None
        and first
        and sentence.tokens[first - 1].text in lists["currencies"]
        and sentence.tokens[first - 1].tag != "NNS"
    ):
        unit, first = lists["currencies"][sentence.tokens[first - 1].text], first - 1
        if (
            first
            and sentence.tokens[first - 1].text in {"US", "U.S."}
            and sentence.tokens[first - 1].end == sentence.tokens[first].start
        ):
            first -= 1
    value, last = _scaled(sentence, value, last)
    return value, unit, first, last


def _spelled(sentence: Sentence, index: int) -> tuple[Decimal, int] | None:
    """ "Twenty-six", "a dozen", "six"; fractions and "one" only where a noun follows."""
    words = _lists()["words"]
    token = sentence.tokens[index]
    word = token.text.lower()
    if "-" in word:
        value = whole_number(word)
        return None if value is None else (Decimal(value), index)
    if word not in words or token.tag == "JJ" or token.pos == "PRON" or (word == "one" and token.dep != "nummod"):
        return None
    if word in _FRACTIONS:
        before = sentence.tokens[index - 1].text.lower() if index else ""
        return (Decimal(words[word]), index) if before in {"a", "one"} and token.pos == "NOUN" else None
    if index + 2 < len(sentence.tokens) and sentence.tokens[index + 1].text == "-":
        joined = whole_number(f"{word}-{sentence.tokens[index + 2].text}")  # the parser cuts "twenty-six" in three
        if joined is not None:
            return Decimal(joined), index + 2
    return Decimal(words[word]), index


def _scaled(sentence: Sentence, value: Decimal, last: int) -> tuple[Decimal, int]:
    magnitudes = _lists()["magnitudes"]
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text.lower() in magnitudes:
        after = sentence.tokens[last + 1]
        if len(after.text) <= 2 and after.start > sentence.tokens[last].end + 1:
            break
        value *= Decimal(magnitudes[after.text.lower()])
        last += 1
    return value, last


def _unit(sentence: Sentence, unit: str | None, last: int) -> tuple[str | None, int]:
    """The unit or currency word right after the number ("825 million dollars", "six decades")."""
    lists = _lists()
    if unit is not None or last + 1 >= len(sentence.tokens):
        return unit, last
    following = last + 1
    if sentence.tokens[following].text == "-" and following + 1 < len(sentence.tokens):
        following += 1
    word = sentence.tokens[following].text.lower()
    if word == "u.s." and following + 1 < len(sentence.tokens):
        following, word = following + 1, sentence.tokens[following + 1].text.lower()
    named = lists["units"].get(word) or lists["currencies"].get(word)
    return (named, following) if named else (None, last)


def _is_quantity(sentence: Sentence, value: Decimal, unit: str | None, first: int, last: int) -> bool:
    token = sentence.tokens[last]
    if unit is not None:
        return not (token.entity in {"ORDINAL"} or _age(sentence, first, last))
    if any(t.entity in _DATED for t in sentence.tokens[first : last + 1]):
        return False
    before = sentence.tokens[first - 1] if first else None
    if before is not None and (before.text in {"-", "/", ":", "No", "No."} or before.pos == "PROPN"):
        return False
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    if after is not None and after.text in {"-", "/", ":", "a.m.", "p.m."} and after.start == token.end:
        return False
    return (
        token.dep == "nummod"
        or _partitive(sentence, token) is not None
        or value >= 1000
        or token.dep in {"nsubj", "dobj", "pobj", "nsubjpass"}
    )


def _age(sentence: Sentence, first: int, last: int) -> bool:
    return last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text.lower() in {"old", "ago", "-"}


def _bound(sentence: Sentence, first: int) -> tuple[Bound, int]:
    for phrase, bound in _bounds():
        start = first - len(phrase)
        if start >= 0 and tuple(t.text.lower() for t in sentence.tokens[start:first]) == phrase:
            return bound, start
    return Bound.EXACT, first


def _partitive(sentence: Sentence, token: Token) -> Token | None:
    """What the number is a part of: "26 of Ukraine's allies"."""
    for preposition in sentence.below(token, "prep"):
        if preposition.lemma == "of":
            return next(sentence.below(preposition, "pobj"), None)
    return None


def _counted(text: str, sentence: Sentence, last: int, unit: str | None) -> Span | None:
    """The words for what is counted: the noun that the number belongs to, or what it is a part of."""
    token = sentence.tokens[last]
    whole = _partitive(sentence, token)
    if whole is not None:
        if whole.tag in {"WDT", "WP"}:  # "84 of which": what the clause hangs from
            clause = sentence.head_of(token)
            whole = sentence.head_of(clause) if clause.dep == "relcl" else None
        return None if whole is None else _phrase(text, sentence, whole, 0)
    head = token
    while head.dep in {"nummod", "compound", "quantmod", "amod", "nmod"} and sentence.head_of(head).index > head.index:
        head = sentence.head_of(head)
    if head.index > last and head.pos in {"NOUN", "PROPN", "ADJ"}:
        return _phrase(text, sentence, head, last + 1)
    if unit is not None:
        for preposition in sentence.below(head, "prep"):
            if preposition.lemma in {"in", "of", "for"}:
                thing = next(sentence.below(preposition, "pobj"), None)
                if thing is not None:
                    return _phrase(text, sentence, thing, preposition.index + 1)
        return _in_what(text, sentence, last)
    return None


def _in_what(text: str, sentence: Sentence, last: int) -> Span | None:
    """ "EUR1.1 billion in fuel sales", "$5 billion of aid", wherever the parser hangs the preposition."""
    if last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].lemma in {"in", "of"}:
        thing = next(sentence.below(sentence.tokens[last + 1], "pobj"), None)
        if thing is not None and thing.pos == "NOUN" and thing.entity not in _DATED:
            return _phrase(text, sentence, thing, last + 2)
    return None


def _phrase(text: str, sentence: Sentence, head: Token, least: int) -> Span:
    modifiers = sentence.below(head, "amod", "compound", "poss", "nmod")
    first = min([inner.index for t in modifiers for inner in sentence.subtree(t)] + [head.index])
    # "strike and decoy drones": the parser joins the two modifiers, the noun comes after both
    joined = [t for t in sentence.below(head, "conj") if t.pos in {"NOUN", "PROPN"} and t.index <= head.index + 3]
    last = joined[-1].index if joined else head.index
    return passage(text, sentence, max(first, least), last)


def _plain(value: Decimal) -> str:
    """A numeral without exponent or trailing zeros."""
    whole = format(value.normalize(), "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
