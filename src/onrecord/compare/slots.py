"""What two aligned sentences tell of a thing, where both cannot be so."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.lines import Line, Pair
from onrecord.compare.retold import Part, Weights, telling
from onrecord.compare.values import Value, kind_of, values_in
from onrecord.lexicon import load_yaml
from onrecord.model import ConflictKind, Reading, Span

_HALF = 30  # characters at which a word counts half
# All chosen by fifteen written events with marked conflicts and by 33 events of news, which have nearly none.
_LEAST = 1.5  # weight of the common words near what is compared; a word that stands once in the story weighs 5
_LEAST_OF_LITTLE = 2.5  # where one of two values is told by a single word, or by what many clauses have ("will not")
_SAME_MATTER = 0.5  # of the lighter side's weight


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """What a sentence tells in a slot: the words, and what they come to."""

    line: Line
    span: Span
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Two sentences with what they tell of a thing, by its ``family``."""

    kind: ConflictKind
    family: str
    one: Slot
    other: Slot


class Slots:
    """The slots of all sentences of a story, read once, and which sentences are aligned."""

    def __init__(self, readings: Iterable[Reading], pairs: Sequence[Pair], weights: Weights) -> None:
        self._weights = weights
        self._readings = {reading.text.id: reading for reading in readings}
        self._values: dict[Line, tuple[Value, ...]] = {}
        self._aligned: dict[Line, list[Line]] = defaultdict(list)
        for pair in pairs:
            self._aligned[pair.one].append(pair.other)
            self._aligned[pair.other].append(pair.one)

    def _told_again(self, line: Line, other: Line) -> Iterator[Line]:
        """The further sentences of one's document that are aligned with the other."""
        return (each for each in self._aligned[other] if each.document == line.document and each is not line)

    def difference(self, pair: Pair) -> Difference | None:
        """What two sentences tell of a thing where they part, and each document is silent on what the other one has."""
        found = []
        for one in self._values_of(pair.one):
            for other in self._values_of(pair.other):
                if not one.excludes(other) or self._both_tell(pair, one.family):
                    continue
                if self._tells_value(pair.one, pair.other, other) or self._tells_value(pair.other, pair.one, one):
                    continue
                if one.family in load_yaml("told_apart")["common"] and not self._of_one_matter(pair, one, other):
                    continue
                found.append((self._near(pair, one.span, other.span), one, other))
        sure = [each for each in found if _sure(*each, pair.rank)]
        if not sure:
            return None
        # one matter is often told in words of two families: what most words stand near, of equal ones the first
        _, one, other = max(sure, key=lambda each: each[0])
        slots = Slot(pair.one, one.span, one.told), Slot(pair.other, other.span, other.told)
        return Difference(kind_of(one.family), one.family, *slots)

    def _of_one_matter(self, pair: Pair, one: Value, other: Value) -> bool:
        """Whether what stands behind two values of many clauses ("will", "will not") is for the most part the same.

        Of values that are no opposites it is enough that not each names somebody whom the other does not.
        """
        its, others = _part_at(pair.one, one.span), _part_at(pair.other, other.span)
        more, less = its.names - frozenset(pair.other.weights), others.names - frozenset(pair.one.weights)
        if more and less:
            return False
        if not one.opposes(other):
            return True
        behind = (
            telling(line.span.exact[each.span.end - line.span.start : part.span.end - line.span.start])
            for line, each, part in ((pair.one, one, its), (pair.other, other, others))
        )
        return self._weights.shared(*behind)[1] >= _SAME_MATTER

    def _values_of(self, line: Line) -> tuple[Value, ...]:
        if line not in self._values:
            asked = line.span.exact.rstrip("”\"’'").endswith("?")  # a question tells nothing
            self._values[line] = () if asked else values_in(self._readings[line.document].text.text, line.span)
        return self._values[line]

    def _both_tell(self, pair: Pair, family: str) -> bool:
        """Whether two sentences have a value of a family in common, whatever else of it they tell."""
        its, others = (
            {each.label for each in self._values_of(line) if each.family == family} for line in (pair.one, pair.other)
        )
        return bool(its & others)

    def _tells_value(self, line: Line, other: Line, value: Value) -> bool:
        return any(
            own.family == value.family and own.label == value.label
            for each in self._told_again(line, other)
            for own in self._values_of(each)
        )

    def _near(self, pair: Pair, one: Span, other: Span) -> float:
        """The weight of the words that both have near what is compared: the nearer, the more."""
        its, others = _around(pair.one, one), _around(pair.other, other)
        common = sorted(its.keys() & others.keys())
        return math.fsum(self._weights.of((word,)) * min(its[word], others[word]) for word in common)


def _around(line: Line, span: Span) -> dict[str, float]:
    """How near each telling word of a sentence stands to some words of it, but those themselves: 1 beside them."""
    found: dict[str, float] = {}
    for word, start in line.places():
        if not span.start <= start < span.end:
            distance = max(span.start - start, start - span.end, 0)
            found[word] = max(found.get(word, 0.0), 1 / (1 + distance / _HALF))
    return found


def _part_at(line: Line, span: Span) -> Part:
    """The part of a sentence that words stand in."""
    return next((part for part in line.parts if span.start < part.span.end), line.parts[-1])


def _sure(near: float, one: Value, other: Value, rank: int) -> bool:
    """Whether two values are told surely enough, and with enough around them in common.

    Both by phrases, or one of them where each sentence is the other's likeliest.
    """
    phrases = (" " in one.span.exact) + (" " in other.span.exact)
    common = one.family in load_yaml("told_apart")["common"]
    if phrases == 2:
        return near >= (_LEAST_OF_LITTLE if common else _LEAST)
    return phrases == 1 and rank == 0 and near >= _LEAST_OF_LITTLE
