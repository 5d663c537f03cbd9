"""What hangs together: connected components."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


class Components:
    """Which of ``size`` things, by number, have been joined, directly or through others."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, item: int) -> int:
        """The number that stands for all that this one is joined with."""
        while self._above[item] != item:
            self._above[item] = self._above[self._above[item]]
            item = self._above[item]
        return item

    def join(self, kept: int, taken: int) -> None:
        """Join two; the first one's root stands for both from now on."""
        self._above[self.root(taken)] = self.root(kept)


def connected(items: Iterable[Item], edges: Iterable[tuple[Item, Item]]) -> list[list[Item]]:
    """The items in groups that the edges hold together, all in the order of ``items``."""
    order = list(dict.fromkeys(items))
    number = {item: index for index, item in enumerate(order)}
    components = Components(len(order))
    for one, other in edges:
        components.join(number[one], number[other])
    groups: dict[int, list[Item]] = {}
    for index, item in enumerate(order):
        groups.setdefault(components.root(index), []).append(item)
    return list(groups.values())
