"""Quantities: number, unit or currency, what is counted, and how the number bounds it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from onrecord import lexicon
from onrecord.extract.clauses import passage
from onrecord.extract.periods import period
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Bound, Figure, Sentence, Span, Text, Token

_NUMERAL = re.compile(
    r"(?P<sign>[^\d\s]{0,4}?)(?P<digits>\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?P<fraction>\.\d{1,30})?(?P<tail>[a-z%]{0,2})\Z"
)
_DATED = frozenset({"DATE", "TIME", "ORDINAL", "EVENT", "LAW", "PRODUCT"})
_MOST_DIGITS = 18
_FRACTIONS = frozenset({"half", "third", "quarter", "fifth", "tenth"})


@functools.cache
def _lists() -> dict[str, dict[str, str]]:
    return {
        name: {str(word): str(value) for word, value in entry.items()}
        for name, entry in lexicon.load_yaml("numbers").items()
        if name in {"words", "magnitudes", "currencies", "units"}
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
    before: Span | None = None
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
        counted = _counted(text.text, sentence, last, unit)
        if counted is None and before is not None and _of_which(sentence, sentence.tokens[last]):
            counted = before  # "112 drones, 84 of which": the parser may hang the clause on anything
        bound, first, last = _bound(sentence, first, last)
        figure = Figure(
            text.id,
            passage(text.text, sentence, first, last),
            _plain(value),
            bound,
            unit,
            counted,
            period(text.text, sentence, first, last, counted),
        )
        before = counted or before
        yield figure
        index = last + 1
        while figure.period and index < len(sentence.tokens) and sentence.tokens[index].start < figure.period.end:
            index += 1  # "over five years" is no figure of its own, unless another stands before it
            if sentence.tokens[index - 1].start < figure.period.start and _number(sentence, index - 1):
                index -= 1
                break


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
        first -= token.text.lower() in _FRACTIONS  # "a third"
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
    parts = _fractions(sentence, index, Decimal(words[word]))
    if parts is not None:
        return parts
    if index + 2 < len(sentence.tokens) and sentence.tokens[index + 1].text == "-":
        joined = whole_number(f"{word}-{sentence.tokens[index + 2].text}")  # the parser cuts "twenty-six" in three
        if joined is not None:
            return Decimal(joined), index + 2
    return Decimal(words[word]), index


def _fractions(sentence: Sentence, index: int, count: Decimal) -> tuple[Decimal, int] | None:
    """ "Two-thirds", "three quarters": the number of parts times the part."""
    at = index + 2 if index + 2 < len(sentence.tokens) and sentence.tokens[index + 1].text == "-" else index + 1
    part = sentence.tokens[at].text.lower().removesuffix("s") if at < len(sentence.tokens) else ""
    if part not in _FRACTIONS or count == 0:
        return None
    parts = (1 / Decimal(_lists()["words"][part])).to_integral_value()
    return (count / parts).quantize(Decimal("0.001")), at


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
    if _name(sentence, first, last):
        return False
    if token.text.lower().removesuffix("s") in _FRACTIONS:
        return _partitive(sentence, token) is not None
    if any(t.entity in _DATED for t in sentence.tokens[first : last + 1]):
        return False
    before = sentence.tokens[first - 1] if first else None
    if before is not None and (before.text in {"-", "/", ":", "No", "No."} or before.pos == "PROPN"):
        return False
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    if after is not None and after.text in {"-", "/", ":", "a.m.", "p.m."} and after.start == token.end:
        return False
    if after is not None and after.text in {",", ";", ")"} and value < 10 and token.dep != "nummod":
        return False  # "three things: one, …; two, …"
    return (
        token.dep == "nummod"
        or _partitive(sentence, token) is not None
        or value >= 1000
        or token.dep in {"nsubj", "dobj", "pobj", "nsubjpass"}
    )


def _name(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a number is part of a name or a time of day: "Group of 20", "5G", "0500 GMT"."""
    tokens = sentence.tokens
    grouped = first >= 2 and tokens[first - 1].lemma == "of" and tokens[first - 2].text == "Group"
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    joined = after is not None and after.start == tokens[last].end and after.text[:1].isalpha()
    return grouped or joined or (tokens[first].text[:1] == "0" and tokens[first].text.isdigit() and first == last)


def _of_which(sentence: Sentence, token: Token) -> bool:
    whole = _partitive(sentence, token)
    return whole is not None and whole.tag in {"WDT", "WP"}


def _age(sentence: Sentence, first: int, last: int) -> bool:
    return last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text.lower() in {
        "old",
        "ago",
        "later",
        "earlier",
        "-",
    }


def _bound(sentence: Sentence, first: int, last: int) -> tuple[Bound, int, int]:
    for phrase, bound in _bounds():
        start = first - len(phrase)
        if start >= 0 and tuple(t.text.lower() for t in sentence.tokens[start:first]) == phrase:
            return bound, start, last
    following = " ".join(t.text.lower() for t in sentence.tokens[last + 1 : last + 3])
    for phrase, name in lexicon.load_yaml("numbers")["bounds_after"].items():
        if following == phrase or following.startswith(f"{phrase} "):
            return Bound(name), first, last + len(phrase.split())
    return Bound.EXACT, first, last


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
        priced = _priced(sentence, head)
        if priced is not None:
            return _phrase(text, sentence, priced, 0)
        for preposition in sentence.below(head, "prep"):
            if preposition.lemma in {"in", "of", "for"}:
                thing = next(sentence.below(preposition, "pobj"), None)
                if thing is not None:
                    return _phrase(text, sentence, thing, preposition.index + 1)
        return _in_what(text, sentence, last)
    return None


def _priced(sentence: Sentence, head: Token) -> Token | None:
    """ "The delivery of missiles for $825 million": what is had for that price."""
    preposition = sentence.head_of(head)
    if head.dep != "pobj" or preposition.lemma != "for" or head.entity not in {"MONEY", ""}:
        return None
    above = sentence.head_of(preposition)
    if above.pos in {"NOUN", "PROPN"}:
        return above
    return next((c for c in sentence.below(above, "dobj", "nsubjpass") if c.index < head.index), None)


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
    # "112 strike and decoy drones": the parser may take the first of two modifiers for the noun
    tags = [token.tag for token in sentence.tokens[head.index : head.index + 4]]
    if head.tag == "NN" and len(tags) == 4 and tags[1] == "CC" and tags[2] in {"NN", "JJ"} and tags[3] == "NNS":
        last = head.index + 3
    return passage(text, sentence, max(first, least), last)


def _plain(value: Decimal) -> str:
    """A numeral without exponent or trailing zeros."""
    whole = format(value.normalize(), "f")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
