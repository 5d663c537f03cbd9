"""Which documents tell one event."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from onrecord.compare.components import Components
from onrecord.compare.weights import Counts, Vector, counts_of, product, vectors
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
    documents: Sequence[Told],
    judged: Judged = NOTHING_JUDGED,
    known: Iterable[Story] = (),
    alike: float = ALIKE,
) -> list[Story]:
    """Every document in one story, alone where no other tells the same; the order of documents does not matter.

    Average link over TF-IDF cosine: the likest two stories are joined as long as their documents are
    alike on average. ``known`` are stories found earlier: the documents given beside theirs join one or
    open another, and no two of them become one unless that is ``judged``. ``alike`` is the least average
    cosine of tellings of one event.
    """
    told = sorted(documents, key=lambda each: (each.day or 0, each.document))
    weights = vectors([each.counts for each in told])
    groups = _Groups(told, weights, alike)
    groups.settle(judged, known)
    pairs = [(product(weights[one], weights[other]), one, other) for one, other in _candidates(weights)]
    for cosine, one, other in sorted(pairs, key=lambda each: (-each[0], *each[1:])):
        if cosine < alike:
            break
        groups.join_if_alike(one, other)
    groups.join_by_contrast((one, other) for _, one, other in pairs)
    return [Story(tuple(sorted(documents))) for documents in groups.documents()]


class _Groups:
    """Stories as they grow: the sum of the vectors of each gives the average likeness at once."""

    def __init__(self, told: Sequence[Told], weights: Sequence[Vector], alike: float) -> None:
        self._told = told
        self._alike = alike
        self._components = Components(len(told))
        self._sums = list(weights)
        self._own = [False] * len(told)  # whether a sum is the group's own, or still its first document's vector
        self._members = [[number] for number in range(len(told))]
        self._days = [[each.day] if each.day is not None else [] for each in told]
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._known: dict[int, int] = {}  # the known story that a group holds

    def settle(self, judged: Judged, known: Iterable[Story]) -> None:
        """Join what is known to belong together, and note what is known not to."""
        number = {each.document: index for index, each in enumerate(self._told)}
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

    def join_by_contrast(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Documents that stand alone join the story that they are much nearer to than to any other.

        All of them are judged by the stories as they stand before the first joins.
        """
        near: dict[int, set[int]] = defaultdict(set)
        for pair in pairs:
            one, other = self._roots(*pair)
            for alone, story in ((one, other), (other, one)):
                if alone != story and len(self._members[alone]) == 1:
                    near[alone].add(story)
        nearest = [(alone, self._nearest(alone, near[alone])) for alone in sorted(near)]
        for alone, found in nearest:
            if found is not None and not self._forbidden(*self._roots(found, alone)):
                self._join(*self._roots(found, alone))

    def documents(self) -> Iterator[list[str]]:
        for number, members in enumerate(self._members):
            if self._components.root(number) == number:
                yield [self._told[each].document for each in members]

    def _nearest(self, alone: int, stories: set[int]) -> int | None:
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
        return self._fading(one, other) * product(self._sums[one], self._sums[other]) / pairs

    def _cosine(self, one: int, other: int) -> float:
        lengths = math.prod(math.sqrt(product(self._sums[each], self._sums[each])) for each in (one, other))
        return self._fading(one, other) * product(self._sums[one], self._sums[other]) / lengths if lengths else 0.0

    def _fading(self, one: int, other: int) -> float:
        """How much of their likeness counts, by the days between the middle of the one and of the other."""
        if not self._days[one] or not self._days[other]:
            return 1.0
        gap = abs(median(self._days[one]) - median(self._days[other]))
        return 1 / (1 + _FADING * math.log2(1 + gap / _NEAR_DAYS))

    def _forbidden(self, one: int, other: int) -> bool:
        if one in self._known and other in self._known and self._known[one] != self._known[other]:
            return True
        parted = (self._apart[each] for each in self._members[one] if each in self._apart)
        return any(not those.isdisjoint(self._members[other]) for those in parted)

    def _join(self, kept: int, taken: int) -> None:
        if kept == taken:
            return
        if len(self._sums[kept]) < len(self._sums[taken]):
            kept, taken = taken, kept
        if not self._own[kept]:
            self._sums[kept], self._own[kept] = dict(self._sums[kept]), True
        total = self._sums[kept]
        for word, weight in self._sums[taken].items():
            total[word] = total.get(word, 0.0) + weight
        self._sums[taken] = {}
        self._members[kept] += self._members[taken]
        self._members[taken] = []
        self._days[kept] = sorted(self._days[kept] + self._days[taken])
        if taken in self._known:
            self._known.setdefault(kept, self._known[taken])
        self._components.join(kept, taken)


def _candidates(weights: Sequence[Vector]) -> Iterator[tuple[int, int]]:
    """The pairs that share at least two of their most telling words.

    They come in order of time: a document is compared with those published before it that hold its
    words, the latest holders of each, and of these with the ones that share most. So the work for one
    document does not grow with their number.
    """
    holders: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_REACH))
    for number, vector in enumerate(weights):
        shared: Counter[int] = Counter()
        for word, _ in heapq.nsmallest(_KEY_WORDS, vector.items(), key=lambda item: (-item[1], item[0])):
            shared.update(holders[word])
            holders[word].append(number)
        likely = heapq.nsmallest(_COMPARED, shared.items(), key=lambda item: (-item[1], -item[0]))
        yield from ((other, number) for other, count in likely if count > 1)
