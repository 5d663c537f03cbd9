"""Which sentences of two documents tell the same, however they put it: each sentence's likeliest in the other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.compare.retold import Part, Retold, pairs, telling
from onrecord.model import Span

_FOUND_BY = 8  # of its heaviest words, by which a sentence finds those that are like it
_LEAST = 0.06  # cosine: less have a common word or two in common
_RANKS = 3  # likeliest sentences of a document that are looked at
# Heavy words count less than by their weight alone: chosen by how many of the conflicts of nine written events have
# their two sentences among each other's likeliest.
_POWER = 0.7
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sentence of a document, the ``number``-th of it, with its parts.

    ``weights`` are those of its telling words, brought to length 1.
    """

    document: str
    number: int
    span: Span
    parts: tuple[Part, ...]
    weights: Mapping[str, float]

    def places(self) -> Iterator[tuple[str, int]]:
        """Its telling words with where each of them begins."""
        for word in _WORD.finditer(self.span.exact):
            yield from ((each, self.span.start + word.start()) for each in telling(word.group()))


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two sentences of two documents that may tell the same.

    ``likeness`` is the cosine of their words; ``rank`` how many sentences of its document are likelier than either
    to the other, at the worse side: 0 where each is the other's likeliest.
    """

    one: Line
    other: Line
    likeness: float
    rank: int


def lines_of(retold: Retold) -> list[Line]:
    """The sentences of all documents of a story that tell anything, in the order of the documents' ids."""
    found = []
    for document, parts in sorted(retold.parts.items()):
        for number, (_, own) in enumerate(groupby(parts, key=lambda part: part.sentence.start)):
            sentence = tuple(own)
            words = frozenset[str]().union(*(part.telling for part in sentence))
            weights = {word: retold.weights.of((word,)) ** _POWER for word in sorted(words)}
            length = math.sqrt(math.fsum(each * each for each in weights.values()))
            if length:
                normal = {word: each / length for word, each in weights.items()}
                span = sentence[0].sentence
                found.append(Line(document, number, span, sentence, normal))
    return found


def aligned(lines: Sequence[Line]) -> list[Pair]:
    """The pairs of sentences of two documents of which each is among the other's likeliest."""
    likeness: dict[tuple[int, int], float] = {}
    to: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for one, other in pairs([_heaviest(line) for line in lines]):
        if lines[one].document == lines[other].document:
            continue
        like = _product(lines[one].weights, lines[other].weights)
        if like >= _LEAST:
            likeness[one, other] = like
            to[one, lines[other].document].append((like, other))
            to[other, lines[one].document].append((like, one))
    places: dict[tuple[int, int], int] = {}
    for (one, _), found in to.items():
        found.sort(key=lambda each: (-each[0], each[1]))
        places |= {(one, other): place for place, (_, other) in enumerate(found[:_RANKS])}
    return [
        Pair(lines[one], lines[other], like, max(places[one, other], places[other, one]))
        for (one, other), like in likeness.items()
        if (one, other) in places and (other, one) in places
    ]


def _heaviest(line: Line) -> list[str]:
    return sorted(line.weights, key=lambda word: (-line.weights[word], word))[:_FOUND_BY]


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)
