"""Vectors of very many documents in little memory: words by number, weights side by side.

A dict for each of 100,000 documents takes gigabytes. What is computed is the same to the last bit as with dicts
(:mod:`onrecord.compare.weights`): sums are rounded once, whatever their order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.compare.weights import Counts, telling

Numbers = NDArray[np.int32]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A vector: the numbers of its words in rising order, and the weight of each."""

    words: Numbers
    weights: Weights

    def plus(self, other: Sparse) -> Sparse:
        """The sum of two vectors."""
        if len(self.words) < len(other.words):
            return other.plus(self)
        if not len(other.words):
            return self
        at, held = _places(other.words, self.words)
        weights = self.weights.copy()
        weights[at[held]] += other.weights[held]
        if held.all():
            return Sparse(self.words, weights)
        new = ~held
        return Sparse(np.insert(self.words, at[new], other.words[new]), np.insert(weights, at[new], other.weights[new]))

    def product(self, other: Sparse) -> float:
        """The inner product: of two vectors of length 1, their cosine similarity."""
        if len(self.words) > len(other.words):
            return other.product(self)
        at, held = _places(self.words, other.words)
        return _sum(self.weights[held] * other.weights[at[held]])

    @property
    def length(self) -> float:
        """The square root of the product with itself."""
        return math.sqrt(_sum(self.weights * self.weights))

    def heaviest(self, most: int, names: Sequence[str]) -> list[int]:
        """The numbers of its heaviest words, of equal ones the first in the alphabet of their ``names``."""
        words, weights = self.words, self.weights
        if len(words) > most:
            least = np.partition(weights, len(words) - most)[len(words) - most]
            words, weights = words[weights >= least], weights[weights >= least]
        found = sorted(zip((-weights).tolist(), (names[word] for word in words), words.tolist(), strict=True))
        return [word for _, _, word in found[:most]]


NOTHING = Sparse(np.empty(0, np.int32), np.empty(0, np.float64))


class Collection:
    """The words of many documents, each given its number as it comes first."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._counts: list[Sparse] = []

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, counts: Counts) -> None:
        """Take in how strongly each word stands in the next document."""
        numbers = self._numbers
        words = np.fromiter((numbers.setdefault(word, len(numbers)) for word in counts), np.int32, len(counts))
        order = np.argsort(words)
        strength = np.fromiter(counts.values(), np.float64, len(counts))
        self._counts.append(Sparse(words[order], strength[order]))

    @property
    def words(self) -> list[str]:
        """The words by their numbers."""
        return list(self._numbers)

    def vectors(self, order: Sequence[int]) -> list[Sparse]:
        """A vector of length 1 for each document, in this order; empty where nothing but function words was read.

        The documents are let go: a collection gives them once.
        """
        told = np.zeros(len(self._numbers), np.int64)
        for each in self._counts:
            told[each.words] += 1
        weight = np.array(telling(zip(self._numbers, told.tolist(), strict=True), len(self)), np.float64)
        counts, self._counts = self._counts, []
        return [_normalised(taken, weight) for taken in _taken(counts, order)]


class Scratch:
    """One vector spread out over all words, to be multiplied with many others."""

    def __init__(self, words: int) -> None:
        self._weights = np.zeros(words, np.float64)

    def products(self, one: Sparse, others: Sequence[Sparse]) -> Iterator[float]:
        """The inner product of one with each of the others."""
        self._weights[one.words] = one.weights
        yield from [_sum(self._weights[other.words] * other.weights) for other in others]
        self._weights[one.words] = 0.0


def _taken(counts: list[Sparse], order: Sequence[int]) -> Iterator[Sparse]:
    """Each in this order, let go as soon as it was given."""
    for number in order:
        yield counts[number]
        counts[number] = NOTHING


def _normalised(counts: Sparse, weight: Weights) -> Sparse:
    vector = Sparse(counts.words, counts.weights * weight[counts.words])
    return Sparse(counts.words, vector.weights / vector.length) if vector.length else NOTHING


def _places(words: Numbers, within: Numbers) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each of the words stands, or would stand, within others; and whether it stands there."""
    at = np.searchsorted(within, words)
    held = at < len(within)
    held[held] = within[at[held]] == words[held]
    return at, held


def _sum(products: Weights) -> float:
    return math.fsum(products.tolist())
