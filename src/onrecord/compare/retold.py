"""The sentences of a story in parts, and how much the parts of two documents tell the same."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from onrecord.compare.blocking import neighbours
from onrecord.compare.weights import function_words, rarity
from onrecord.compare.words import stems
from onrecord.lexicon import load_table, load_yaml
from onrecord.model import READ_ROLES, Reading, Span
from onrecord.tokens import folded, word_token

_REACH = 25
_COMMON = 0.2  # of its weight a word keeps that stands in all sentences of the story
# the mark comes first: what may not stand before it is then asked at marks alone
_SENTENCE = re.compile(
    r"[.!?](?<!\bMr.)(?<!\bMs.)(?<!\bDr.)(?<!\bSt.)(?<!\bMrs.)(?<!\bGen.)(?<!\bSen.)(?<!\b[A-Z].)(?<!\bJan.)(?<!\bFeb.)"
    r"(?<!\bAug.)(?<!\bSept.)(?<!\bOct.)(?<!\bNov.)(?<!\bDec.)[\"”’)\]]*\s+(?=[\"“‘(]*[A-Z0-9])|\n"
)
_PART = re.compile(r"[,;:—–()\"“”]|\s(?:who|which|where|when|that|while|but|and|after|before|because|as)(?=\s)|\s-+\s")
_ROOT = 4  # letters that the name of a land and of its people share
_NAME = re.compile(r"(?<![.!?“\"‘(] )(?<!^)\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a sentence, cut by marks and by the words that join clauses; ``sentence`` is the whole of it.

    ``stems`` are the plain stems of the words that tell anything, ``telling`` what they mean; ``names`` are those
    of its capitalised words, but for the first of a sentence.
    """

    document: str
    span: Span
    sentence: Span
    stems: frozenset[str]
    telling: frozenset[str]
    names: frozenset[str]


def parts_of(reading: Reading) -> Iterator[Part]:
    """All parts of all sentences that are read in a document, in order."""
    text = reading.text.text
    for block in reading.text.blocks:
        if block.role not in READ_ROLES:
            continue
        for start, end in _between(_SENTENCE, text, block.start, block.end):
            sentence = Span.of(text, start, end)
            for first, last in _between(_PART, text, start, end):
                span = Span.of(text, first, last)
                named = frozenset(_meaning(each) for each in _NAME.findall(text, first, last))
                if first == start:
                    named -= {_meaning(re.split(r"\W", span.exact.strip('"“‘('))[0])}
                words = frozenset(_telling(span.exact))
                yield Part(reading.text.id, span, sentence, words, frozenset(map(_meaning, words)), named)


def _between(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between the matches, without the space around them."""
    cuts = [(start, start), *(found.span() for found in pattern.finditer(text, start, end)), (end, end)]
    for (_, first), (last, _) in pairwise(cuts):
        words = text[first:last]
        first, last = first + len(words) - len(words.lstrip()), last - len(words) + len(words.rstrip())
        if first < last:
            yield first, last


@functools.lru_cache(maxsize=100_000)
def english(word: str) -> str:
    """What forms of one English word have in common ("launched", "spoken"): the code of its stem in search."""
    code = _stemmed(word)
    return _irregular().get(code, code)


def _stemmed(word: str) -> str:
    return word_token(folded(word.replace("’", "'").removesuffix("'s")))


@functools.cache
def _irregular() -> dict[str, str]:
    return {_stemmed(form): _stemmed(forms[0]) for forms in load_yaml("events")["irregular"] for form in forms}


@functools.cache
def _same() -> dict[str, str]:
    """For words that others stand for where the same is told ("pact", "Afghan"), the word that counts for all."""
    found = {}
    for row in load_table("states"):
        names = [name for name in (row["name"], *row["aliases"].split(";")) if name]
        words = [word for name in names for word in re.findall(r"[A-Z][a-z]{3,}", name)]
        for people in row["demonyms"].split(";"):
            land = next((word for word in words if people.startswith(word[:_ROOT])), None)
            if land is not None and people.isalpha():
                found[english(people)] = english(land)
    return found | {english(word): english(words[0]) for words in load_yaml("events")["same"] for word in words}


@functools.lru_cache(maxsize=100_000)
def _meaning(word: str) -> str:
    return _same().get(english(word), english(word))


@functools.lru_cache(maxsize=20_000)
def telling(words: str) -> frozenset[str]:
    """The words of a passage that tell anything, each by its stem; numbers and words of two letters do not."""
    return frozenset(map(_meaning, _telling(words)))


def _telling(words: str) -> Iterator[str]:
    return (word for word in stems(words) if word.isalpha() and len(word) > 2 and word not in function_words())


class Weights:
    """How much each word tells of one story: rare ones much, those of every other sentence of the story little."""

    def __init__(self, parts: Iterable[Part]) -> None:
        told: Counter[str] = Counter()
        stems: set[str] = set()
        sentences = 0
        for _, own in groupby(parts, key=lambda part: (part.document, part.sentence.start)):
            sentence = list(own)
            sentences += 1
            told.update(frozenset[str]().union(*(part.telling for part in sentence)))
            stems.update(*(part.stems for part in sentence))
        rare: dict[str, float] = {}
        for word in stems:
            rare[_meaning(word)] = min(rarity(word), rare.get(_meaning(word), rarity(word)))
        whole = math.log(sentences + 1)
        self._weights = {word: max(_COMMON, 1 - math.log(told[word]) / whole) * rare[word] for word in told}

    def of(self, words: Iterable[str]) -> float:
        """The sum over the words: 5 for one that is rare in general and stands once in the story."""
        return math.fsum(self._weights.get(word, 0.0) for word in sorted(words))

    def shared(self, one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
        """The weight of the words that both have, and its part of the lighter one's whole weight."""
        weight = self.of(one & other)
        return weight, weight / max(1e-6, min(self.of(one), self.of(other)))


@dataclass(frozen=True, slots=True)
class Retold:
    """A story's documents in parts, by id, and the weights of its words."""

    parts: Mapping[str, tuple[Part, ...]]
    weights: Weights

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Retold:
        """The documents of a story, whatever their order."""
        parts = {reading.text.id: tuple(parts_of(reading)) for reading in readings}
        return cls(parts, Weights(part for _, own in sorted(parts.items()) for part in own))


def pairs(words: Sequence[Iterable[str]]) -> list[tuple[int, int]]:
    """The pairs of sets of words, by number, that have a word in common: all of them but in large stories."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(words):
        for word in sorted(set(each)):
            holders[word].append(number)
    return sorted(set(neighbours(holders.values(), _REACH)))
