"""Keeping the work bounded where very many tellings say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_WORDINGS = 20  # as many ways of telling one thing are evidence enough


def few(items: Sequence[Item], what: Callable[[Item], Hashable]) -> list[Item]:
    """The items in their order, of those that say the same the first twenty."""
    seen: Counter[Hashable] = Counter()
    kept = []
    for item in items:
        said = what(item)
        seen[said] += 1
        if seen[said] <= _WORDINGS:
            kept.append(item)
    return kept
