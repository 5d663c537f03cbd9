"""Which documents tell one event."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.compare.blocking import neighbours
from onrecord.compare.components import Components
from onrecord.compare.weights import Counts, Vector, counts_of, product, vectors
from onrecord.compare.words import words_of
from onrecord.model import Story, Text

# Measured on full articles of 33 events (half for choosing, half for checking). From .12 to .18 little
# changes; higher thresholds begin to split the stories of small collections.
_ALIKE = 0.15
# News of one event is told within a month. Dates of crawled pages are often wrong, though: what is as much
# alike as this is one story whatever they say.
_WINDOW_DAYS = 30
_ALIKE_AT_ANY_TIME = 0.35
_KEY_WORDS = 20
_REACH = 25


@dataclass(frozen=True, slots=True)
class Told:
    """A document as its story is found: how often it says what, and the day of publication, where known."""

    document: str
    counts: Counts
    day: int | None

    @classmethod
    def of(cls, text: Text) -> Told:
        """From the words read and the metadata; a date that is none counts as unknown."""
        counts = counts_of(words_of(text))
        try:
            day = date.fromisoformat((text.metadata.published or "")[:10]).toordinal()
        except ValueError:
            return cls(text.id, counts, None)
        return cls(text.id, counts, day)


def find_stories(documents: Sequence[Told]) -> list[Story]:
    """Every document in one story, alone where no other tells the same.

    Average link over TF-IDF cosine: the likest two stories are joined as long as their documents
    are alike on average.
    """
    told = sorted(documents, key=lambda each: (each.day or 0, each.document))
    weights = vectors([each.counts for each in told])
    groups = _Groups(told, weights)
    alike = ((product(weights[one], weights[other]), one, other) for one, other in _candidates(weights))
    for _, one, other in sorted((each for each in alike if each[0] >= _ALIKE), key=lambda each: (-each[0], *each[1:])):
        groups.join_if_alike(one, other)
    return [Story(tuple(sorted(documents))) for documents in groups.documents()]


class _Groups:
    """Stories as they grow: the sum of the vectors of each gives the average likeness at once."""

    def __init__(self, told: Sequence[Told], weights: Sequence[Vector]) -> None:
        self._told = told
        self._components = Components(len(told))
        self._sums = list(weights)
        self._own = [False] * len(told)  # whether a sum is the group's own, or still its first document's vector
        self._sizes = [1] * len(told)
        self._days = [[each.day] * 2 if each.day is not None else [] for each in told]

    def join_if_alike(self, one: int, other: int) -> None:
        kept, taken = self._components.root(one), self._components.root(other)
        if kept == taken:
            return
        alike = product(self._sums[kept], self._sums[taken]) / (self._sizes[kept] * self._sizes[taken])
        days = self._days[kept] + self._days[taken]
        close = not days or max(days) - min(days) <= _WINDOW_DAYS
        if alike >= (_ALIKE if close else _ALIKE_AT_ANY_TIME):
            self._join(kept, taken, [min(days), max(days)] if days else [])

    def _join(self, kept: int, taken: int, days: list[int]) -> None:
        if len(self._sums[kept]) < len(self._sums[taken]):
            kept, taken = taken, kept
        if not self._own[kept]:
            self._sums[kept], self._own[kept] = dict(self._sums[kept]), True
        total = self._sums[kept]
        for word, weight in self._sums[taken].items():
            total[word] = total.get(word, 0.0) + weight
        self._sums[taken] = {}
        self._sizes[kept] += self._sizes[taken]
        self._days[kept] = days
        self._components.join(kept, taken)

    def documents(self) -> Iterable[list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for number, each in enumerate(self._told):
            found[self._components.root(number)].append(each.document)
        return found.values()


def _candidates(weights: Sequence[Vector]) -> Iterator[tuple[int, int]]:
    """The pairs that share at least two of their most telling words.

    They come in order of time, so a document is compared with those published next.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(weights):
        for word, _ in heapq.nsmallest(_KEY_WORDS, vector.items(), key=lambda item: (-item[1], item[0])):
            holders[word].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for pair in neighbours(holders.values(), _REACH):
        shared[pair] += 1
    return (pair for pair, count in shared.items() if count > 1)
