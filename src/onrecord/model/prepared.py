"""What a register keeps ready for the views: made from what is recorded, and made anew whenever that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.holdings import Holdings

#: raised whenever the bodies change: what was prepared in another form is not read
FORM = 2


LAST_KEY = "\U0010ffff"  # after every key


class Ready(StrEnum):
    """What is kept ready, and by which key it is looked up.

    totals: one entry. known: the parties, one each. row: a row of the matrix, by party. party: what heads
    a party's page, by party. line: positions told as one, by party's name and id, in order. open: how many
    lines each proposition leaves open, one entry. shape: what lines hang on together, by each of its
    propositions. demand, conflict: those on a party's page, by party. change: by the moment at which it was told.
    """

    TOTALS = "totals"
    KNOWN = "known"
    ROW = "row"
    PARTY = "party"
    LINE = "line"
    OPEN = "open"
    SHAPE = "shape"
    DEMAND = "demand"
    CONFLICT = "conflict"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One entry: ``place`` is its number among those with the same key, ``body`` JSON that only the views read."""

    view: Ready
    key: str
    place: int
    body: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What is counted over all that is held; positions that have no line of their own, and why."""

    documents: int
    origins: int
    positions: int
    conflicts: int
    judged: int
    superseded: int
    restating: int


#: makes all that is to be kept ready from what is held
Prepare = Callable[[Holdings], Iterator[Prepared]]
