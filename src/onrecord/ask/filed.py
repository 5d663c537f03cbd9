"""Ids put away by what they can be asked for, in stretches, and lists that open only what is looked at of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Generic, TypeVar, overload

from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Prepared, Ready

Item = TypeVar("Item")

_STRETCH = 100  # ids in one entry: about two kilobytes
_APART = "\x1f"  # between the parts of a key: it stands in no id
_TAKEN = "null"  # in the place of how many ids there are


class Filing:
    """Puts ids away, in the order in which they come; ``rest`` gives the last stretches, and how many there are."""

    def __init__(self, view: Ready) -> None:
        self._view = view
        self._open: defaultdict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()

    def put(self, identity: str, keys: Iterable[str]) -> Iterator[Prepared]:
        """Put an id under each of the keys; gives the stretches that are full with it."""
        for key in keys:
            self._open[key].append(identity)
            self._counts[key] += 1
            if len(self._open[key]) == _STRETCH:
                yield self._entry(key)

    def rest(self) -> Iterator[Prepared]:
        """What is left, and under place 0 of each key how many ids it has."""
        for key in [key for key, ids in self._open.items() if ids]:
            yield self._entry(key)
        for key, count in self._counts.items():
            yield Prepared(self._view, key, 0, str(count))

    def _entry(self, key: str) -> Prepared:
        ids = self._open.pop(key)
        return Prepared(self._view, key, -(-self._counts[key] // _STRETCH), json.dumps(ids))


def key_of(*asked: str | None) -> str:
    """The key of what is asked for, each in its place; None where anything will do."""
    return _APART.join(each or "" for each in asked)


def keys_of(*told: str, always: int = 0) -> Iterator[str]:
    """The keys of everything that asks for some of this; for the first ``always`` of it in any case."""
    places = range(always, len(told))
    for some in (chosen for count in range(len(places) + 1) for chosen in combinations(places, count)):
        yield key_of(*(each if place < always or place in some else None for place, each in enumerate(told)))


def taken(view: Ready, key: str) -> Adjusted:
    """What says that the ids under a key are others by now: they are told from the records until the next build."""
    return Adjusted(view, key, 0, _TAKEN)


def is_filed(holdings: Holdings, view: Ready, key: str) -> bool:
    """Whether the ids under a key are kept ready, be there any or none."""
    count = holdings.prepared(view, key, places=(0, 0))
    return count is not None and count != [_TAKEN]


class Filed(Sequence[Item], Generic[Item]):
    """The items under a key that is filed: ``opened`` gives those with some ids, in the same order."""

    def __init__(
        self, holdings: Holdings, view: Ready, key: str, opened: Callable[[Sequence[str]], Sequence[Item]]
    ) -> None:
        self._holdings, self._view, self._key, self._opened = holdings, view, key, opened
        count = holdings.prepared(view, key, places=(0, 0))
        self._length = int(count[0]) if count else 0

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        places = range(self._length)[index]
        if isinstance(places, int):
            return self._opened(self._ids(places, places))[0]
        if not places:
            return ()
        ids = self._ids(min(places), max(places))
        return self._opened([ids[place - min(places)] for place in places])

    def _ids(self, first: int, last: int) -> list[str]:
        """The ids from one place to another."""
        stretches = first // _STRETCH + 1, last // _STRETCH + 1
        bodies = self._holdings.prepared(self._view, self._key, places=stretches) or ()
        ids = [identity for body in bodies for identity in json.loads(body)]
        begins = (stretches[0] - 1) * _STRETCH
        return ids[first - begins : last - begins + 1]
