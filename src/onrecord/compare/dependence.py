"""Which sources copy each other, told from what they say alone.

After Dong, Berti-Equille & Srivastava 2009 (Integrating conflicting data: the role of source dependence): sources
that share what is false, or what hardly anyone else says, have it from one another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

Held = Mapping[str, Mapping[str, str]]  # for each item the value that each source gives
Belief = Mapping[str, Mapping[str, float]]  # for each item the probability of each value

COPIED = 0.95  # of what a copier says is the other's, word for word
FALSE_VALUES = 10  # as many wrong values are as likely as each other
COPYING_ODDS = math.log(0.1 / 0.9)  # before anything is known of two sources
_LEAST_SHARED = 10  # items that both speak of and that are contested: fewer show nothing


def contested(held: Held) -> dict[str, Mapping[str, str]]:
    """The items on which sources differ; what all agree on tells no source from another."""
    return {item: told for item, told in sorted(held.items()) if len(set(told.values())) > 1}


def find_origins(
    held: Held, given: Mapping[str, str], origin: Mapping[str, str], belief: Belief, accuracy: Mapping[str, float]
) -> dict[str, str]:
    """For each source the one that stands for its origin: those in ``given``, and those that the values show.

    ``origin`` is what has been found so far. ``belief`` and ``accuracy`` (each from 0 to 1) say what agreement
    can be expected of independent sources; without a belief, only how common a value is does. Groups are joined,
    the likeliest first, while copying is likelier than not on average between their sources (average link).
    """
    odds = {
        pair: COPYING_ODDS + math.fsum(evidence)
        for pair, evidence in _evidence(held, origin, belief, accuracy).items()
        if len(evidence) >= _LEAST_SHARED
    }
    members: dict[str, list[str]] = defaultdict(list)
    for source in sorted(given):
        members[given[source]].append(source)
    found = dict(given)
    for (one, other), likely in sorted(odds.items(), key=lambda each: (-each[1], each[0])):
        if likely <= 0:
            break
        kept, taken = sorted((found[one], found[other]))
        if kept == taken or _average(odds, members[kept], members[taken]) <= 0:
            continue
        members[kept] += members.pop(taken)
        for source in members[kept]:
            found[source] = kept
    return found


def _average(odds: Mapping[tuple[str, str], float], ones: Iterable[str], others: list[str]) -> float:
    between = [odds.get((min(one, other), max(one, other)), COPYING_ODDS) for one in ones for other in others]
    return math.fsum(between) / len(between)


def _evidence(
    held: Held, origin: Mapping[str, str], belief: Belief, accuracy: Mapping[str, float]
) -> dict[tuple[str, str], list[float]]:
    """For each pair of sources how much likelier copying makes what they say of each item, as logarithms."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for item, told in contested(held).items():
        origins: dict[str, set[str]] = defaultdict(set)
        for source, value in told.items():
            origins[value].add(origin[source])
        votes = sum(map(len, origins.values()))
        for one, other in combinations(sorted(told), 2):
            value = told[one]
            if value != told[other]:
                found[one, other].append(math.log(1 - COPIED))
                continue
            own = len({origin[one], origin[other]})
            expected = (len(origins[value]) - own + 1 / FALSE_VALUES) / (votes - own + 1)
            if belief:
                expected = max(expected, _both(belief[item][value], accuracy[one], accuracy[other]))
            found[one, other].append(math.log((COPIED + (1 - COPIED) * expected) / expected))
    return found


def _both(true: float, one: float, other: float) -> float:
    """How likely two independent sources both give a value that is true with that probability."""
    return true * one * other + (1 - true) * (1 - one) * (1 - other) / FALSE_VALUES
