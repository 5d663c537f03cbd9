"""Ids put away by what they can be asked for, in stretches, and lists that open only what is looked at of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import combinations
from typing import TypeVar

from onrecord.ask.kept import Opened
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Prepared, Ready

Item = TypeVar("Item")

_STRETCH = 100  # ids in one entry: about two kilobytes
_APART = "\x1f"  # between the parts of a key: it stands in no id
_TAKEN = "null"  # in place of how many ids there are


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
        """What is left, and under place 0 of each key how many ids it has and which places are left out: none yet."""
        for key in [key for key, ids in self._open.items() if ids]:
            yield self._entry(key)
        for key, count in self._counts.items():
            yield Prepared(self._view, key, 0, json.dumps([count, []]))

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


def filed_anew(holdings: Holdings, view: Ready, key: str, gone: Set[str], come: Set[str]) -> Adjusted:
    """What is under a key without the ids that are gone, and with those that were left out and come back.

    For an id that was never put away there, it says that the ids are told from the records until the next build.
    """
    count = holdings.prepared(view, key, places=(0, 0))
    if not count or count == [_TAKEN]:
        return Adjusted(view, key, 0, _TAKEN)
    put, out = json.loads(count[0])
    at = _places(holdings, view, key, gone | come)
    leave, back = ({place for identity, place in at if identity in some} for some in (gone, come))
    if len(at) != len(gone) + len(come) or not leave.isdisjoint(out) or not back.issubset(out):
        return Adjusted(view, key, 0, _TAKEN)
    return Adjusted(view, key, 0, json.dumps([put, sorted(leave.union(out) - back)]))


def _places(holdings: Holdings, view: Ready, key: str, ids: Set[str]) -> list[tuple[str, int]]:
    """Where the ids were put under a key."""
    return [
        (identity, place)
        for stretch, body in holdings.kept_rows(view, key)
        if stretch and any(each in body for each in ids)  # most stretches hold none
        for place, identity in enumerate(json.loads(body), (stretch - 1) * _STRETCH)
        if identity in ids
    ]


def is_filed(holdings: Holdings, view: Ready, key: str) -> bool:
    """Whether the ids under a key are kept ready, be there any or none."""
    count = holdings.prepared(view, key, places=(0, 0))
    return count is not None and count != [_TAKEN]


class Filed(Opened[Item]):
    """The items under a key that is filed: ``opened`` gives those with some ids, in the same order."""

    def __init__(
        self, holdings: Holdings, view: Ready, key: str, opened: Callable[[Sequence[str]], Sequence[Item]]
    ) -> None:
        count = holdings.prepared(view, key, places=(0, 0))
        put, self._out = json.loads(count[0]) if count else (0, [])
        super().__init__(int(put) - len(self._out))
        self._holdings, self._view, self._key, self._opened = holdings, view, key, opened

    def _between(self, first: int, last: int) -> Sequence[Item]:
        return self._opened(self._ids(first, last))

    def _ids(self, first: int, last: int) -> list[str]:
        """The ids from one place to another."""
        first, last = self._put_at(first), self._put_at(last)
        stretches = first // _STRETCH + 1, last // _STRETCH + 1
        bodies = self._holdings.prepared(self._view, self._key, places=stretches) or ()
        ids = [identity for body in bodies for identity in json.loads(body)]
        begins = (stretches[0] - 1) * _STRETCH
        out = frozenset(self._out)
        return [each for place, each in enumerate(ids, begins) if first <= place <= last and place not in out]

    def _put_at(self, place: int) -> int:
        """The same place when those that are left out are counted too."""
        for out in self._out:
            place += out <= place
        return place
