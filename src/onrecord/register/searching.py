"""Searching what the machine read: the newest days first, as many as are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Row, func, select

from onrecord.model.query import Clause, Query
from onrecord.register.finding import counted, finding, times_of
from onrecord.register.ready import ReadyReader
from onrecord.register.schema import readings
from onrecord.tokens import DAY, HOUR, time_token

# What is found is sorted, and an entry takes some microseconds: so some days are asked for at once, or hours of one
# day, as the time of publication stands among the words. Few entries are sorted whatever their time.
_FIRST_ARTICLES = 100  # whose days are asked first
_WANTED = 200  # entries, as many as the next days should hold by what was found so far
_FASTER = 8  # times as many articles as before at most
_UNCOUNTED = 1_000  # articles whose entries are sorted without counting them before
_FEW = 2_000
_MOST_TIMES = 100  # in one question


class SearchReader(ReadyReader):
    """The same, searched by words."""

    def _found(self, query: Query) -> Iterator[Row[Any]]:
        """What the machine read and the query finds, in order."""
        before: str | None = None
        articles, looked_at, entries = _FIRST_ARTICLES, 0, 0
        while times := self._times(query, before, articles):
            some = _also(query, times)
            if articles > _UNCOUNTED and not self._are_few(some):
                articles //= _FASTER
                continue
            found = self._sorted(some, before)  # a day's code is that of all its hours, of which later ones may be told
            yield from self._counting(found)
            before, looked_at, entries = times[-1], looked_at + articles, entries + len(found)
            if entries * self._articles() <= _FEW * looked_at and self._are_few(query):
                yield from self._counting(self._sorted(query, before))
                return
            articles = min(articles * _FASTER, max(_FIRST_ARTICLES, looked_at * _WANTED // max(entries, 1)))
        if query.since is None and query.until is None:
            yield from self._counting(self._sorted(_also(query, [None])))

    def _times(self, query: Query, before: str | None, articles: int) -> Sequence[str]:
        """Days that lie within the next articles, the newest first; within a day hours; at least one of these."""
        for length in (DAY, HOUR):
            asked = times_of(query, before, articles, length, _MOST_TIMES)
            times = self._connection.execute(asked).scalars().all()
            if len(times) > 1:
                return times[:-1]  # which may go on in further articles
        return times

    def _are_few(self, query: Query) -> bool:
        count = self._connection.execute(counted(query, self._connection.dialect.name, _FEW)).scalar_one()
        return bool(count <= _FEW)

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


def _also(query: Query, times: Iterable[str | None]) -> Query:
    """The same of what was published then alone: in days, hours or at a time that is not known."""
    return replace(query, clauses=(*query.clauses, Clause(tuple(map(time_token, times)), prefix=True)))
