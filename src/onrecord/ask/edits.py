"""Lists that are kept ready stay as they were put down; what leaves them or comes into them is noted beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.model.prepared import TooFarReachingError


@dataclass(frozen=True, slots=True)
class Edits:
    """A list of which ``put`` were put down, at places from 0 on.

    ``out`` are the places left out, sorted. ``come`` are those that came in since, in the order in which they are
    shown: each the place that it comes before, and the place from ``put`` on at which it is kept.
    """

    put: int
    out: tuple[int, ...] = ()
    come: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, told: Any) -> Edits:
        """What is kept so, as JSON has it: how many, or that with the places left out and what came in."""
        if isinstance(told, int):
            return cls(told)
        put, out, *come = told
        return cls(put, tuple(out), tuple((before, at) for pairs in come for before, at in pairs))

    @property
    def told(self) -> Any:
        """As it is kept."""
        return [self.put, self.out, self.come] if self.out or self.come else self.put

    def __len__(self) -> int:
        return self.put - len(self.out) + len(self.come)

    def shown(self, place: int) -> int | None:
        """The number in the list of what is kept at a place; None of what is left out."""
        if place >= self.put:
            number = next((number for number, (_, at) in enumerate(self.come) if at == place), None)
            return None if number is None else self._came(number)
        left_out = bisect_left(self.out, place)
        if self.out[left_out : left_out + 1] == (place,):
            return None
        return place - left_out + bisect_right(self.come, place, key=lambda each: each[0])

    def places(self, first: int, last: int) -> list[int]:
        """Where the items from one number to another are kept, both within the list."""
        came = [self._came(number) for number in range(len(self.come))]
        before = [place - number for number, place in enumerate(self.out)]  # how many of what is shown come before each
        found = []
        for number in range(first, last + 1):
            come = bisect_left(came, number)
            if come < len(came) and came[come] == number:
                found.append(self.come[come][1])
            else:
                found.append(number - come + bisect_right(before, number - come))
        return found

    def _came(self, number: int) -> int:
        """The number in the list of one of those that came in."""
        before = self.come[number][0]
        return before - bisect_left(self.out, before) + number


class Editing:
    """Changes what is noted beside a list; ``order_at`` gives by what the item kept at a place is ordered.

    Whatever is ordered by differs from item to item. Raises TooFarReachingError where the list is not as it should be.
    """

    def __init__(self, edits: Edits, order_at: Callable[[int], Any]) -> None:
        self._put, self._out, self._come = edits.put, list(edits.out), list(edits.come)
        self._kept_order, self._known = order_at, dict[int, Any]()

    @property
    def edits(self) -> Edits:
        """What is noted now."""
        return Edits(self._put, tuple(self._out), tuple(self._come))

    def anew(self, gone: Mapping[Any, str], come: Mapping[Any, str]) -> list[tuple[int, str]]:
        """Take out what is gone, and put in what comes, both by what they are ordered by; the bodies to be kept.

        What is in both is kept anew where it was.
        """
        for order in sorted(gone.keys() - come.keys()):
            self.leave(order)
        return [(self.place(each) if each in gone else self.enter(each), come[each]) for each in sorted(come)]

    def leave(self, order: Any) -> None:
        """Leave out what is ordered by this."""
        place = self.place(order)
        if place < self._put:
            insort(self._out, place)
        else:
            self._come = [each for each in self._come if each[1] != place]

    def enter(self, order: Any) -> int:
        """Take in what is ordered by this; gives the place at which it is to be kept."""
        before = self._before(order)
        if self._is(before, order):
            if before not in self._out:
                raise TooFarReachingError
            self._out.remove(before)
            return before
        at = max((at for _, at in self._come), default=self._put - 1) + 1
        self._known[at] = order
        self._come.insert(self._among(before, order), (before, at))
        return at

    def place(self, order: Any) -> int:
        """The place at which what is ordered by this is kept."""
        before = self._before(order)
        if self._is(before, order):
            if before in self._out:
                raise TooFarReachingError
            return before
        came = self._come[self._among(before, order) :][:1]
        if not came or came[0][0] != before or self._order_at(came[0][1]) != order:
            raise TooFarReachingError
        return came[0][1]

    def _before(self, order: Any) -> int:
        """The place, of those put down, before which this comes, or at which it is."""
        return bisect_left(range(self._put), order, key=self._order_at)

    def _is(self, place: int, order: Any) -> bool:
        return place < self._put and self._order_at(place) == order

    def _among(self, before: int, order: Any) -> int:
        """Where this stands among what came in."""
        return bisect_left(self._come, (before, order), key=lambda each: (each[0], self._order_at(each[1])))

    def _order_at(self, place: int) -> Any:
        if place not in self._known:
            self._known[place] = self._kept_order(place)
        return self._known[place]
