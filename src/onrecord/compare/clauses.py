"""Clauses as sets of telling words, for finding what two documents tell of one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.compare.blocking import neighbours
from onrecord.compare.weights import function_words, rarity
from onrecord.compare.words import stems
from onrecord.model import READ_ROLES, Reading, Span

_REACH = 25
_FEWEST = 2  # telling words
_PART = 0.5  # of the weight of the shorter one's words
# What two clauses must share beside: about two rare words or three common ones. With less, of the clauses of 33
# events that were dated differently one in eight told the same.
_LEAST = 6.0
_CUT = re.compile(
    r"[,;:—–()\n]|[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\s(?:who|which|where|when|that|while|but|and)\s|\s-+\s"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: where it stands."""

    document: str
    span: Span

    @property
    def telling(self) -> frozenset[str]:
        """The stems of the words that tell anything."""
        return telling_words(self.span.exact)


def clauses_of(reading: Reading) -> Iterator[Clause]:
    """The clauses of all that is read in a document, in order; cut by marks and by the words that join clauses."""
    text = reading.text.text
    for block in reading.text.blocks:
        if block.role not in READ_ROLES:
            continue
        cuts = [(block.start, block.start), *(found.span() for found in _CUT.finditer(text, block.start, block.end))]
        for (_, start), (end, _) in pairwise([*cuts, (block.end, block.end)]):
            words = text[start:end]
            start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            if start < end:
                yield Clause(reading.text.id, Span.of(text, start, end))


def telling_words(text: str) -> frozenset[str]:
    """The stems of the words of a passage that tell anything; numbers and words of two letters do not."""
    return frozenset(word for word in stems(text) if word.isalpha() and len(word) > 2) - function_words()


def alike(telling: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of sets of words that tell one thing, by number: of those with rare words in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(telling):
        if len(words) >= _FEWEST:
            for word in sorted(words):
                holders[word].append(number)
    for one, other in sorted(set(neighbours(holders.values(), _REACH))):
        if _same(telling[one], telling[other]):
            yield one, other


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = sorted(one & other)
    if len(shared) < _FEWEST:
        return False
    weight = _weight(shared)
    return weight >= _LEAST and weight >= _PART * min(_weight(sorted(one)), _weight(sorted(other)))


def _weight(words: Sequence[str]) -> float:
    return sum(map(rarity, words))
