"""How much each word tells about what a document is about (TF-IDF)."""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from wordfreq import get_frequency_dict

from onrecord.compare.words import Words, stem
from onrecord.lexicon import load_yaml
from onrecord.model import Role, Text

Vector = dict[str, float]
Counts = dict[str, float]

# A handful of articles about one event cannot tell by itself which of their words are rare in general.
# So imagined articles of ordinary length stand behind them: each word stands in as many as its frequency in English
# says (wordfreq: Speer 2022), everyday words of reporting in a fifth. The collection counts for no more than a
# twentieth of these: a story told a thousand times keeps its own words. That few are needed for a word to be rare keeps
# misspellings and numbers from weighing more than names.
_IMAGINED = 1000
_COLLECTION = 50
_LENGTH = 400  # words
_EVERYDAY_SHARE = 0.2
_RAREST_SHARE = 0.005
# What a headline names is what the article is about; names tell one event from others of its kind.
_IN_HEADLINE = 2.5
_NAME = 1.5


def telling(documents: Iterable[tuple[str, int]], number: int) -> list[float]:
    """How much each word tells, given in how many of a collection of so many documents it stands."""
    scale = min(1.0, _COLLECTION / max(1, number))
    total = _IMAGINED + scale * number
    return [math.log(total / (_IMAGINED * _share(word) + scale * told)) for word, told in documents]


def normalised(vector: Vector) -> Vector:
    """The same direction at length 1."""
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def product(one: Vector, other: Vector) -> float:
    """The inner product: of two vectors of length 1, their cosine similarity."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)


def counts_of(text: Text, words: Words) -> Counts:
    """How strongly each word that tells something stands in a document, by its stem.

    The logarithm of how often, more for a word of the headline and for one that is mostly written with a
    capital letter outside of it.
    """
    headlines = {number for number, block in enumerate(text.blocks) if block.role is Role.HEADLINE}
    told = [
        (stem(form), start, block in headlines)
        for form, (start, _), block in zip(words.forms, words.places, words.blocks, strict=True)
        if len(form) > 1
    ]
    found = Counter(word for word, _, _ in told)
    headline = {word for word, _, above in told if above}
    outside = Counter(word for word, _, above in told if not above)
    capitals = Counter(word for word, start, above in told if not above and words.text[start].isupper())

    def emphasis(word: str) -> float:
        named = 0 < outside[word] <= 2 * capitals[word]
        return (_IN_HEADLINE if word in headline else 1.0) * (_NAME if named else 1.0)

    silent = function_words()
    return {word: (1 + math.log(times)) * emphasis(word) for word, times in found.items() if word not in silent}


@functools.lru_cache(maxsize=100_000)
def rarity(stem_of_word: str) -> float:
    """How much a word tells, whatever the collection: from about 1.6 for everyday words to 5.3 for the rarest."""
    return -math.log(_share(stem_of_word))


def _share(word: str) -> float:
    """The share of all articles that a word is taken to stand in."""
    if word in _everyday_words():
        return _EVERYDAY_SHARE
    return max(_RAREST_SHARE, -math.expm1(-_LENGTH * _frequencies().get(word, 0.0)))


@functools.cache
def function_words() -> frozenset[str]:
    """The stems of the words that hold sentences together and tell nothing of what they are about."""
    return frozenset(stem(word) for word in load_yaml("common_words")["function"])


@functools.cache
def _everyday_words() -> frozenset[str]:
    return frozenset(stem(word) for word in load_yaml("common_words")["news"])


@functools.cache
def _frequencies() -> dict[str, float]:
    """How large a part of all words of English a stem makes up."""
    found: dict[str, float] = defaultdict(float)
    for word, frequency in sorted(get_frequency_dict("en", "small").items()):
        found[stem(word)] += frequency
    return dict(found)
