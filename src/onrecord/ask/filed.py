"""Ids put away by what they can be asked for, in stretches, and lists that open only what is looked at of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from onrecord.ask.edits import Editing, Edits
from onrecord.ask.kept import Opened
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Prepared, Ready

Item = TypeVar("Item")

_STRETCH = 100  # ids in one entry: about two kilobytes
_APART = "\x1f"  # between the parts of a key: it stands in no id


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
            yield Prepared(self._view, key, 0, json.dumps(count))

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


def filed_anew(
    holdings: Holdings, view: Ready, key: str, gone: Iterable[str], come: Iterable[str], orders: Orders
) -> Iterator[Adjusted]:
    """What is under a key without the ids that are gone, and with those that come: each where it is in the order."""
    stretches: dict[int, list[str]] = {}

    def stretch_of(place: int) -> list[str]:
        number = place // _STRETCH + 1
        if number not in stretches:
            stretches[number] = _stretch(holdings, view, key, number)
        return stretches[number]

    editing = Editing(_edits_of(holdings, view, key), lambda place: orders[stretch_of(place)[place % _STRETCH]])
    put = editing.anew({orders[each]: "" for each in gone}, {orders[each]: each for each in come})
    came = [(place, identity) for place, identity in put if place >= editing.edits.put]
    for place, identity in came:
        at = place % _STRETCH
        stretch_of(place)[at : at + 1] = [identity]
    for number in sorted({place // _STRETCH + 1 for place, _ in came}):
        yield Adjusted(view, key, number, json.dumps(stretches[number]))
    yield Adjusted(view, key, 0, json.dumps(editing.edits.told))


class Orders(dict[str, tuple[str, str, int, str]]):
    """By what records are ordered, each looked up once."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def __missing__(self, identity: str) -> tuple[str, str, int, str]:
        self[identity] = found = self._holdings.places([identity])[identity]
        return found


def _edits_of(holdings: Holdings, view: Ready, key: str) -> Edits:
    count = holdings.prepared(view, key, places=(0, 0))
    return Edits.of(json.loads(count[0])) if count else Edits(0)


class Filed(Opened[Item]):
    """The items under a key that is filed: ``opened`` gives those with some ids, in the same order."""

    def __init__(
        self, holdings: Holdings, view: Ready, key: str, opened: Callable[[Sequence[str]], Sequence[Item]]
    ) -> None:
        self._edits = _edits_of(holdings, view, key)
        super().__init__(len(self._edits))
        self._holdings, self._view, self._key, self._opened = holdings, view, key, opened

    def _between(self, first: int, last: int) -> Sequence[Item]:
        return self._opened(self._ids(self._edits.places(first, last)))

    def _ids(self, places: Sequence[int]) -> list[str]:
        """The ids that were put away at these places."""
        numbers = {place // _STRETCH + 1 for place in places}
        stretches = {number: _stretch(self._holdings, self._view, self._key, number) for number in numbers}
        return [stretches[place // _STRETCH + 1][place % _STRETCH] for place in places]


def _stretch(holdings: Holdings, view: Ready, key: str, number: int) -> list[str]:
    bodies = holdings.prepared(view, key, places=(number, number))
    return list(json.loads(bodies[0])) if bodies else []
