"""Deeds and happenings as clauses tell them, with the slots that can be compared: when and where."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.compare.periods import Period, periods_in
from onrecord.compare.retold import Part, Weights, english, telling
from onrecord.lexicon import load_yaml
from onrecord.model import Reading, Span

_WORD = re.compile(r"[A-Za-z]{3,}")
_BEFORE = 40  # characters before a verb that tell whether it is to come or is denied
_TO_COME = re.compile(r"\b(?:will|would|to|may|might|could|should|shall|plans?|expected|due|set|if|whether)\b")
_NOT = re.compile(r"\b(?:not|never|no|without|den(?:y|ied|ies))\b|n['’]t\b")
_WHATEVER = "whatever"  # the kind of what the words of a part tell, where they are the same
_BESIDE = 12  # characters between a time that stands alone ("In 2003, …") and the clause that it is told of
# Chosen on articles of 33 events and the two coverages with readings that are open to see.
_SHARE = 0.4
_LEAST = 2.2
_SHARE_OF_REPEATED = 0.5
_LEAST_OF_REPEATED = 5.0
_CERTAIN = 0.35  # weight and share taken together
_SURE = 8.0  # with so much in common, further names in both do not tell them apart


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A word that tells of a happening, the part of the sentence around it, and the times told of it.

    ``words`` are the telling words of the part beside it. ``to_come``: it is told as planned or possible;
    ``denied``: as not so.
    """

    part: Part
    kinds: frozenset[str]
    words: frozenset[str]
    times: tuple[Period, ...]
    to_come: bool
    denied: bool

    @property
    def document(self) -> str:
        """The document that tells it."""
        return self.part.document

    @property
    def evidence(self) -> Span:
        """The part with the times told of it."""
        sentence = self.part.sentence
        start = min([self.part.span.start, *(each.span.start for each in self.times)])
        end = max([self.part.span.end, *(each.span.end for each in self.times)])
        return Span(start, end, sentence.exact[start - sentence.start : end - sentence.start])


def events_of(reading: Reading, parts: Sequence[Part]) -> Iterator[Event]:
    """The events that a document tells, in order; ``parts`` are its parts."""
    for _, own in groupby(parts, key=lambda part: part.sentence):
        yield from _events(reading, list(own))


def _events(reading: Reading, parts: Sequence[Part]) -> Iterator[Event]:
    found = [(part, word) for part in parts for word in _words(part)]
    sentence = parts[0].sentence
    times: dict[tuple[int, int], list[Period]] = defaultdict(list)
    dated: dict[int, list[Period]] = defaultdict(list)
    for period in periods_in(reading.text.text, sentence.start, sentence.end, reading.text.metadata.published):
        at = _told_of(period, found)
        if at is not None:
            times[at].append(period)
        part = next(part for part in parts if period.span.end <= part.span.end or part is parts[-1])
        dated[part.span.start].append(period)
    for part, word in found:
        own = times[part.span.start, word.start()]
        form = english(word.group())
        before = part.span.exact[max(0, word.start() - _BEFORE) : word.start()]
        yield _event(part, _kinds()[form], own, before, telling(word.group()))
    for part in parts:
        own = dated[part.span.start]
        # days of the week are told of whatever happened lately: the words of a part do not tell which of it
        if own and not any(period.weekday or period.clock for period in own):
            yield _event(part, frozenset({_WHATEVER}), own, part.span.exact, frozenset())


def _event(part: Part, kinds: frozenset[str], own: Sequence[Period], before: str, form: frozenset[str]) -> Event:
    of_times = frozenset[str]().union(*(telling(each.span.exact) for each in own))
    to_come, denied = bool(_TO_COME.search(before)), bool(_NOT.search(before))
    return Event(part, kinds, part.telling - form - of_times, tuple(own), to_come, denied)


def _words(part: Part) -> Iterator[re.Match[str]]:
    return (found for found in _WORD.finditer(part.span.exact) if english(found.group()) in _kinds())


def _told_of(period: Period, found: Sequence[tuple[Part, re.Match[str]]]) -> tuple[int, int] | None:
    """The word that a time is told of: the nearest in its part, else that of the part beside it."""

    def distance(each: tuple[Part, re.Match[str]]) -> int:
        return abs(each[0].span.start + each[1].start() - period.span.start)

    own = [each for each in found if each[0].span.overlaps(period.span)]
    beside = [
        each
        for each in found
        if max(each[0].span.start - period.span.end, period.span.start - each[0].span.end) <= _BESIDE
    ]
    nearest = min(own or beside, key=distance, default=None)
    return None if nearest is None else (nearest[0].span.start, nearest[1].start())


def same_event(one: Event, other: Event, weights: Weights, without: frozenset[str] = frozenset()) -> bool:
    """Whether two clauses tell one happening: the same kind, and words in common that tell which.

    ``without`` are words that are compared otherwise, such as the places.
    """
    kinds = one.kinds & other.kinds
    if not kinds or (one.to_come, one.denied) != (other.to_come, other.denied):
        return False
    its, others = one.words - without, other.words - without
    weight, share = weights.shared(its, others)
    repeated = kinds <= _repeated()
    if weight < (_LEAST_OF_REPEATED if repeated else _LEAST) or share < (_SHARE_OF_REPEATED if repeated else _SHARE):
        return False
    if share * min(1.0, weight / 5) < _CERTAIN:
        return False
    more = (one.part.names & its) - telling(other.part.sentence.exact)
    less = (other.part.names & others) - telling(one.part.sentence.exact)
    return weight >= _SURE or not (more and less)  # each names somebody or something that the other does not


@functools.cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, words in load_yaml("events")["kinds"].items():
        for word in words:
            found[english(word)].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@functools.cache
def _repeated() -> frozenset[str]:
    return frozenset({_WHATEVER, *load_yaml("events")["repeated"]})
