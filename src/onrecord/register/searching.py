"""Searching what the machine read: the newest days first, as many as are asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Row, func, select

from onrecord.model.query import Clause, Query
from onrecord.register.finding import articles_of, counted, finding, finding_along, times_of
from onrecord.register.ready import ReadyReader
from onrecord.register.schema import readings
from onrecord.tokens import DAY, HOUR, time_token

# What is found is sorted, and an entry takes some microseconds: so some days are asked for at once, or hours of one
# day, as the time of publication stands among the words. Few entries are sorted whatever their time. Of a day or hour
# that has more of them than are sorted soon, the articles are looked at one after the other.
_FIRST_ARTICLES = 100  # whose days are asked first
_WANTED = 200  # entries, as many as the next days should hold by what was found so far
_FASTER = 8  # times as many articles as before at most
_UNCOUNTED = 1_000  # articles whose entries are sorted without counting them before
_FEW = 2_000
_STRETCH = 25  # articles looked at first, then twice as many
# An article is looked at in as long as some dozens of entries are sorted, and the more of these there are the fewer
# articles hold a page of them: both take as long where the entries are the root of this many times the articles.
_EVEN = 400
_MOST_TIMES = 100  # in one question


class SearchReader(ReadyReader):
    """The same, searched by words."""

    def _found(self, query: Query) -> Iterator[Row[Any]]:
        """What the machine read and the query finds, in order."""
        before: str | None = None
        articles, looked_at, entries = _FIRST_ARTICLES, 0, 0
        while True:
            times, are_days = self._times(query, before, articles)
            if not times:
                break
            some = _also(query, times, are_days=are_days)
            if articles > _UNCOUNTED and not self._are_few(some):
                articles //= _FASTER
                continue
            if len(times) == 1:
                here = self._connection.execute(articles_of(query, times[0], before)).scalar_one()
                if not self._are_few(some, math.isqrt(_EVEN * here)):
                    yield from self._along(query, times[0], before, here)
                    before = times[0]
                    continue
            found = self._sorted(some, before)  # a day's code is that of all its hours, of which later ones may be told
            yield from self._counting(found)
            before, looked_at, entries = times[-1], looked_at + articles, entries + len(found)
            if entries * self._articles() <= _FEW * looked_at and self._are_few(query):
                yield from self._counting(self._sorted(query, before))
                return
            articles = min(articles * _FASTER, max(_FIRST_ARTICLES, looked_at * _WANTED // max(entries, 1)))
        if query.since is None and query.until is None:
            yield from self._counting(self._sorted(_also(query, [None], are_days=False)))

    def _times(self, query: Query, before: str | None, articles: int) -> tuple[Sequence[str], bool]:
        """Days that lie within the next articles, the newest first; within one day its hours, at least one of these.

        And whether they are days.
        """
        for length in (DAY, HOUR):
            asked = times_of(query, before, articles, length, _MOST_TIMES)
            times = self._connection.execute(asked).scalars().all()
            if len(times) > 1:
                return times[:-1], length == DAY  # the last may go on in further articles
        return times, False

    def _along(self, query: Query, time: str, before: str | None, articles: int) -> Iterator[Row[Any]]:
        """What is found in a day or hour, along its articles, which are so many."""
        start, stretch, dialect = 0, _STRETCH, self._connection.dialect.name
        while start < articles:
            along = self._connection.execute(finding_along(query, dialect, time, before, start, stretch)).all()
            yield from self._counting(row for row in along if row.id is not None)
            start, stretch = start + stretch, 2 * stretch

    def _are_few(self, query: Query, most: int | None = None) -> bool:
        most = _FEW if most is None else most
        return bool(self._connection.execute(counted(query, self._connection.dialect.name, most)).scalar_one() <= most)

    def _articles(self) -> int:
        """How many there are, each version's reading counted."""
        return self._connection.execute(select(func.max(readings.c.number))).scalar_one() or 0

    def _sorted(self, query: Query, before: str | None = None) -> Sequence[Row[Any]]:
        return self._connection.execute(finding(query, self._connection.dialect.name, before)).all()

    def _counting(self, found: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
        """Those whose reading counts, asked for as many at once as are wanted: a page needs no more."""
        waiting = iter(found)
        while some := list(islice(waiting, _WANTED)):
            numbers = sorted({row.reading for row in some})
            query = select(self._current.c.number).where(self._current.c.number.in_(numbers))
            counting = set(self._connection.execute(query).scalars())
            yield from (row for row in some if row.reading in counting)


def _also(query: Query, times: Iterable[str | None], *, are_days: bool) -> Query:
    """The same of what was published then alone: in days with their hours, in hours, or at a time that is not known.

    A day whose articles have no hours is like an hour: what begins with a code is looked up whole before all else.
    """
    return replace(query, clauses=(*query.clauses, Clause(tuple(map(time_token, times)), prefix=are_days)))
