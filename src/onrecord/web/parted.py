"""Lists that are told part by part: no answer goes through more than some documents, however many are held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Part = TypeVar("Part")

#: the numbers of a part's items begin at its place times this: more than a part has
PART = 1_000_000
_WEIGHT = 12  # documents that one answer goes through, about: some hundredths of a second


@dataclass(frozen=True, slots=True)
class Parted(Generic[Part]):
    """A list told part by part: ``told`` gives a part's items, ``weight`` how many documents it is made of."""

    parts: Sequence[Part]
    told: Callable[[Part], Sequence[Any]]
    weight: Callable[[Part], int]

    def page(self, after: int, limit: int) -> tuple[list[Any], int | None]:
        """The items that come next, and what to ask for after them; None where all has been gone through.

        Fewer than ``limit``, even none, where what is asked for is rare: each page goes through some parts alone.
        """
        place, begun = divmod(after, PART)
        found: list[Any] = []
        spent = 0
        while place < len(self.parts) and len(found) < limit and spent < _WEIGHT:
            part = self.parts[place]
            items = self.told(part)
            end = begun + limit - len(found)
            found += items[begun:end]
            place, begun = (place, end) if end < len(items) else (place + 1, 0)
            spent += self.weight(part)
        return found, place * PART + begun if place < len(self.parts) else None
