"""Which documents retell each other in other words: the same content in the same order."""

from __future__ import annotations

import bisect
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.blocking import neighbours
from onrecord.compare.copies import LINKS
from onrecord.compare.sentences import Told, sentences_of
from onrecord.compare.weights import Vector, normalised, product
from onrecord.compare.words import Words

# Measured on full articles of 33 events: reports that only tell the same event have up to .38 of the shorter one's
# sentences in the other one's order, rewrites .45 and more. Of articles of a few sentences the share says little.
_ALIKE = 0.22  # cosine of two sentences that tell the same in other words
_SHARE = 0.45
_FEWEST = 6
_KEY_WORDS = 30  # the rarest words of a document find those that it may be retold by
_SHARED_KEYS = 4


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Two documents, by number, that tell the same in the same order, and the sentences that show it best.

    ``share`` is the part of the shorter one's sentences that the other one tells in the same order.
    """

    one: int
    other: int
    share: float
    shown: tuple[Told, Told]


def rewrites(documents: Sequence[Words], known: Callable[[int, int], bool]) -> Iterator[Rewrite]:
    """The rewrites among the documents of one story, by number, without the pairs that are known already."""
    told = [sentences_of(words) for words in documents]
    frequency = Counter(word for found in told for word in frozenset[str]().union(*(each.stems for each in found)))
    telling = {word: math.log(1 + (len(told) + 4) / count) for word, count in frequency.items()}
    vectors = [[normalised({word: telling[word] for word in each.stems}) for each in found] for found in told]
    for one, other in _candidates(vectors, frequency):
        found = None if known(one, other) else _compared(one, other, told, vectors)
        if found is not None:
            yield found


def _candidates(vectors: Sequence[Sequence[Vector]], frequency: Counter[str]) -> list[tuple[int, int]]:
    """The pairs that share some of their rarest words; words that only one document has cannot be shared."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, sentences in enumerate(vectors):
        words = {word for vector in sentences for word in vector if frequency[word] > 1}
        for word in heapq.nsmallest(_KEY_WORDS, words, key=lambda word: (frequency[word], word)):
            holders[word].append(number)
    shared: Counter[tuple[int, int]] = Counter(neighbours(holders.values(), LINKS))
    return sorted(pair for pair, count in shared.items() if count >= _SHARED_KEYS)


def _compared(
    one: int, other: int, told: Sequence[Sequence[Told]], vectors: Sequence[Sequence[Vector]]
) -> Rewrite | None:
    short, long = (one, other) if len(vectors[one]) <= len(vectors[other]) else (other, one)
    aligned = list(_aligned(vectors[short], vectors[long]))
    in_order = _longest_in_order([there for _, there, _ in aligned])
    share = in_order / max(1, len(vectors[short]))
    if in_order < _FEWEST or share < _SHARE:
        return None
    at, there, _ = max(aligned, key=lambda each: (each[2], -each[0]))
    shown = (told[short][at], told[long][there])
    return Rewrite(one, other, share, shown if short == one else (shown[1], shown[0]))


def _aligned(short: Sequence[Vector], long: Sequence[Vector]) -> Iterator[tuple[int, int, float]]:
    """For each sentence the likest one of the other document, with their likeness, where they are alike."""
    for at, vector in enumerate(short):
        likeness, there = max(((product(vector, each), -index) for index, each in enumerate(long)), default=(0.0, 0))
        if likeness >= _ALIKE:
            yield at, -there, likeness


def _longest_in_order(places: Sequence[int]) -> int:
    """The length of the longest subsequence that does not go back."""
    ends: list[int] = []
    for place in places:
        at = bisect.bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)
