"""How much each word tells about what a document is about (TF-IDF)."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Sequence

from onrecord.compare.words import Words, stem
from onrecord.lexicon import load_yaml

Vector = dict[str, float]
Counts = dict[str, int]

# A handful of articles about one event cannot tell by itself which of their words are rare in general.
# So as many imagined articles stand behind them: each has every fifth everyday word, and none of the others.
# The collection counts for no more than these: a story told a thousand times keeps its own words.
_BACKGROUND = 200
_EVERYDAY_SHARE = 0.2


def vectors(counts: Sequence[Counts]) -> list[Vector]:
    """A vector of length 1 for each document; empty where nothing but function words was read."""
    frequency = Counter(word for count in counts for word in count)
    scale = min(1.0, _BACKGROUND / max(1, len(counts)))
    total = _BACKGROUND + scale * len(counts)
    telling = {word: math.log(total / (_known(word) + scale * told)) for word, told in frequency.items()}
    return [
        normalised({word: (1 + math.log(times)) * telling[word] for word, times in count.items()}) for count in counts
    ]


def normalised(vector: Vector) -> Vector:
    """The same direction at length 1."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def product(one: Vector, other: Vector) -> float:
    """The inner product: of two vectors of length 1, their cosine similarity."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)


def counts_of(words: Words) -> Counts:
    """How often each word that tells something stands in a document, by its stem."""
    found = Counter(stem(form) for form in words.forms if len(form) > 1)
    return {word: times for word, times in found.items() if word not in function_words()}


def _known(word: str) -> float:
    return _EVERYDAY_SHARE * _BACKGROUND if word in _everyday_words() else 1.0


@functools.cache
def function_words() -> frozenset[str]:
    """The stems of the words that hold sentences together and tell nothing of what they are about."""
    return frozenset(stem(word) for word in load_yaml("common_words")["function"])


@functools.cache
def _everyday_words() -> frozenset[str]:
    return frozenset(stem(word) for word in load_yaml("common_words")["news"])
