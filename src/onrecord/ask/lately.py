"""What changed lately: what became harder or softer, was taken back or contradicted in the last weeks told of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from onrecord.ask.changes import Change, ChangeKind, change_of, changes
from onrecord.ask.choice import dates
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready

_LATELY = timedelta(days=30)
MOST = 8  # changes that are shown
SINCE = "since"  # by which it is kept from which day on it is lately


def changed_lately(holdings: Holdings) -> tuple[Change, ...]:
    """The changes of the last weeks, the latest first; what is new is none of them."""
    kept = holdings.prepared(Ready.LATELY)
    if kept is not None:
        return tuple(map(change_of, kept))
    since = lately_since(dates(holdings).values())
    return () if since is None else latest(changes(holdings, since))


def lately_since(said: Iterable[tuple[str, bool]]) -> str | None:
    """The day from which on it is lately, of when documents were said, as :func:`dates` has it; None without any."""
    newest: dict[bool, str] = {}  # of what is dated, and of what is not and counts from when it was recorded
    for at, dated in said:
        newest[dated] = max(at, newest.get(dated, at))
    if not newest:
        return None
    return (max(date.min + _LATELY, date.fromisoformat(min(newest.values())[:10])) - _LATELY).isoformat()


def latest(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes to show, of those of the last weeks, which come in order."""
    told = (each for each in found if each.kind is not ChangeKind.NEW)
    return tuple(sorted(told, key=lambda each: each.now.at, reverse=True)[:MOST])
