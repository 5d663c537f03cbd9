"""Which documents tell one event."""

from __future__ import annotations

import math
from array import array
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from onrecord.compare.components import Components
from onrecord.compare.vectors import NOTHING, Collection, Scratch, Sparse
from onrecord.compare.weights import Counts, counts_of
from onrecord.compare.words import words_of
from onrecord.model import Story, Text

# Measured on full articles of 33 events, see docs/stories.md: from .21 to .24 F1 stays within .004.
ALIKE = 0.22
# News of one event is told within a month: stories a month apart are taken to be a tenth less alike, three months a
# sixth, two years a third. Dates of crawled pages are often wrong, so they only weigh: what is as good as a copy is one
# story whatever they say.
_NEAR_DAYS = 30
_FADING = 0.1
# A short or odd telling resembles no other much. It belongs to the story that it is at least twice as near as
# to anything else, provided that it is half as like it as tellings of one event are to each other.
_CONTRAST = 2.0
_FLOOR = 0.5
_KEY_WORDS = 20
_REACH = 25
_AT_ONCE = 10_000  # pairs
_COMPARED = 40  # documents published before that one is compared with: those that share most of its key words

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A document as its story is found: how strongly it says what, and the day of publication, where known."""

    document: str
    counts: Counts
    day: int | None

    @classmethod
    def of(cls, text: Text) -> Told:
        """From the words read and the metadata; a date that is none counts as unknown."""
        counts = counts_of(text, words_of(text))
        try:
            day = date.fromisoformat((text.metadata.published or "")[:10]).toordinal()
        except ValueError:
            return cls(text.id, counts, None)
        return cls(text.id, counts, day)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known beforehand of documents, by pairs of ids: told of one event, or of two.

    Pairs that name unknown documents say nothing. Where the two contradict, ``together`` holds.
    """

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


NOTHING_JUDGED = Judged()


def find_stories(
    documents: Iterable[Told],
    judged: Judged = NOTHING_JUDGED,
    known: Iterable[Story] = (),
    alike: float = ALIKE,
) -> list[Story]:
    """Every document in one story, alone where no other tells the same; the order of documents does not matter.

    Average link over TF-IDF cosine: the likest two stories are joined as long as their documents are
    alike on average. ``known`` are stories found earlier: the documents given beside theirs join one or
    open another, and no two of them become one unless that is ``judged``. ``alike`` is the least average
    cosine of tellings of one event. ``documents`` are gone through once and not kept.
    """
    collection = Collection()
    told: list[_Placed] = []
    for document in documents:
        told.append((document.day, document.document))
        collection.add(document.counts)
    order = sorted(range(len(told)), key=lambda number: (told[number][0] or 0, told[number][1]))
    told = [told[number] for number in order]
    vectors = collection.vectors(order)
    pairs = _Pairs.of(vectors, collection.words)
    groups = _Groups(told, vectors, alike)
    del vectors  # groups let go of what they have added up
    groups.settle(judged, known)
    for one, other in pairs.likest_first(alike):
        groups.join_if_alike(one, other)
    groups.join_by_contrast(pairs)
    return [Story(tuple(sorted(documents))) for documents in groups.documents()]


_Placed = tuple[int | None, str]  # the day and the id of a document


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of documents by number, the earlier first, with their cosine: side by side in three arrays."""

    cosines: NDArray[np.float64]
    ones: NDArray[np.int32]
    others: NDArray[np.int32]

    @classmethod
    def of(cls, vectors: Sequence[Sparse], words: Sequence[str]) -> _Pairs:
        cosines, ones, others = array("d"), array("i"), array("i")
        scratch = Scratch(len(words))
        for number, likely in enumerate(_candidates(vectors, words)):
            cosines.extend(scratch.products(vectors[number], [vectors[each] for each in likely]))
            ones.extend(likely)
            others.extend([number] * len(likely))
        return cls(np.array(cosines), np.array(ones, np.int32), np.array(others, np.int32))

    def likest_first(self, least: float) -> Iterator[tuple[int, int]]:
        """Those with at least this cosine."""
        kept = np.flatnonzero(self.cosines >= least)
        kept = kept[np.lexsort((self.others[kept], self.ones[kept], -self.cosines[kept]))]
        for some in np.array_split(kept, max(1, len(kept) // _AT_ONCE)):
            yield from zip(self.ones[some].tolist(), self.others[some].tolist(), strict=True)

    def beside(self, root: NDArray[np.int32], alone: NDArray[np.bool_]) -> Iterator[tuple[int, list[int]]]:
        """Each group that is ``alone`` with the groups beside it, both by their ``root``, in rising order."""
        one, other = root[self.ones].astype(np.int64), root[self.others].astype(np.int64)
        apart = one != other
        one, other = one[apart], other[apart]
        size = len(root)
        keys = np.unique(
            np.concatenate([(one * size + other)[alone[one]], (other * size + one)[alone[other]]]),
        )
        found = zip((keys // size).tolist(), (keys % size).tolist(), strict=True)
        for each, own in groupby(found, key=itemgetter(0)):
            yield each, [story for _, story in own]


class _Groups:
    """Stories as they grow: the sum of the vectors of each gives the average likeness at once."""

    def __init__(self, told: Sequence[_Placed], vectors: Iterable[Sparse], alike: float) -> None:
        self._told = told
        self._alike = alike
        self._components = Components(len(told))
        self._sums = list(vectors)
        self._members = [[number] for number in range(len(told))]
        self._days = [[day] if day is not None else [] for day, _ in told]
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._known: dict[int, int] = {}  # the known story that a group holds

    def settle(self, judged: Judged, known: Iterable[Story]) -> None:
        """Join what is known to belong together, and note what is known not to."""
        number = {document: index for index, (_, document) in enumerate(self._told)}
        for one, other in sorted(judged.together):
            if one in number and other in number:
                self._join(self._components.root(number[one]), self._components.root(number[other]))
        for one, other in judged.apart:
            if one in number and other in number:
                self._apart[number[one]].add(number[other])
                self._apart[number[other]].add(number[one])
        for index, story in enumerate(sorted(known, key=lambda each: each.documents)):
            held = [number[document] for document in story.documents if document in number]
            for later in held[1:]:
                if not self._forbidden(*self._roots(held[0], later)):
                    self._join(*self._roots(held[0], later))
            for each in held:
                self._known.setdefault(self._components.root(each), index)

    def join_if_alike(self, one: int, other: int) -> None:
        kept, taken = self._roots(one, other)
        if kept != taken and self._average(kept, taken) >= self._alike and not self._forbidden(kept, taken):
            self._join(kept, taken)

    def join_by_contrast(self, pairs: _Pairs) -> None:
        """Documents that stand alone join the story that they are much nearer to than to any other.

        All of them are judged by the stories as they stand before the first joins.
        """
        root = np.array([self._components.root(number) for number in range(len(self._told))], np.int32)
        alone = np.array([len(members) == 1 for members in self._members], np.bool_)
        nearest = [(each, self._nearest(each, stories)) for each, stories in pairs.beside(root, alone)]
        for each, found in nearest:
            if found is not None and not self._forbidden(*self._roots(found, each)):
                self._join(*self._roots(found, each))

    def documents(self) -> Iterator[list[str]]:
        for number, members in enumerate(self._members):
            if self._components.root(number) == number:
                yield [self._told[each][1] for each in members]

    def _nearest(self, alone: int, stories: Sequence[int]) -> int | None:
        """The story of several documents that a document is clearly nearest to, if there is one."""
        found = sorted(((self._cosine(alone, each), each) for each in stories), key=lambda each: (-each[0], each[1]))
        cosine, story = found[0]
        rival = found[1][0] if len(found) > 1 else 0.0
        clear = cosine >= _CONTRAST * rival and self._average(story, alone) >= _FLOOR * self._alike
        return story if clear and len(self._members[story]) > 1 else None

    def _roots(self, one: int, other: int) -> tuple[int, int]:
        return self._components.root(one), self._components.root(other)

    def _average(self, one: int, other: int) -> float:
        pairs = len(self._members[one]) * len(self._members[other])
        return self._fading(one, other) * self._sums[one].product(self._sums[other]) / pairs

    def _cosine(self, one: int, other: int) -> float:
        lengths = self._sums[one].length * self._sums[other].length
        return self._fading(one, other) * self._sums[one].product(self._sums[other]) / lengths if lengths else 0.0

    def _fading(self, one: int, other: int) -> float:
        """How much of their likeness counts, by the days between the middle of the one and of the other."""
        if not self._days[one] or not self._days[other]:
            return 1.0
        gap = abs(_middle(self._days[one]) - _middle(self._days[other]))
        return 1 / (1 + _FADING * math.log2(1 + gap / _NEAR_DAYS))

    def _forbidden(self, one: int, other: int) -> bool:
        if one in self._known and other in self._known and self._known[one] != self._known[other]:
            return True
        if not self._apart:
            return False
        parted = (self._apart[each] for each in self._members[one] if each in self._apart)
        return any(not those.isdisjoint(self._members[other]) for those in parted)

    def _join(self, kept: int, taken: int) -> None:
        if kept == taken:
            return
        if len(self._sums[kept].words) < len(self._sums[taken].words):
            kept, taken = taken, kept
        self._sums[kept], self._sums[taken] = self._sums[kept].plus(self._sums[taken]), NOTHING
        self._members[kept] += self._members[taken]
        self._members[taken] = []
        for day in self._days[taken]:
            insort(self._days[kept], day)
        self._days[taken] = []
        if taken in self._known:
            self._known.setdefault(kept, self._known[taken])
        self._components.join(kept, taken)


def _middle(days: Sequence[int]) -> float:
    """The median of days in order."""
    half = len(days) // 2
    return days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2


def _candidates(vectors: Sequence[Sparse], words: Sequence[str]) -> Iterator[list[int]]:
    """For each document the earlier ones that share at least two of its most telling words.

    They come in order of time: a document is compared with those published before it that hold its
    words, the latest holders of each, and of these with the ones that share most. So the work for one
    document does not grow with their number.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        shared: Counter[int] = Counter()
        for word in vector.heaviest(_KEY_WORDS, words):
            held = holders[word]
            shared.update(held)
            held.append(number)
            if len(held) > _REACH:
                del held[0]
        likely = sorted(((count, other) for other, count in shared.items() if count > 1), reverse=True)
        yield [other for _, other in likely[:_COMPARED]]
