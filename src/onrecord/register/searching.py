"""Searching what the machine read: a few of the newest articles first, all of them where these do not tell enough."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Row, func, select

from onrecord.model.query import Query
from onrecord.register.finding import counted, finding, finding_along, finding_among
from onrecord.register.ready import ReadyReader
from onrecord.register.schema import readings

# Articles looked at one after the other, the newest first, before all that a query finds is sorted. Where few entries
# have its words they are sorted at once. SQLite counts quickly; PostgreSQL finds all before it counts any, so it looks
# at some articles first.
_STRETCHES = (25, 50, 100, 200, 400, 800, 1_600)
_FIRST_FOUND = 200  # of what is sorted: all take long
_BEFORE_COUNTING, _FEW = {"sqlite": 0, "postgresql": 75}, 2_000
# PostgreSQL looks at an article in as long as it sorts a dozen entries (85 microseconds and 7), and of entries that are
# spread over all articles the more must be sorted the fewer articles hold a page of them: both take as long where the
# entries are as many as the root of this many times the articles.
_EVEN = 400
# As many are found at once, in SQLite, and looked for in so many of the newest articles. Of more, some stand in most.
_MANY, _AMONG = 20_000, 800


class SearchReader(ReadyReader):
    """The same, searched by words."""

    def _found(self, query: Query) -> Iterator[Row[Any]]:
        """What the machine read and the query finds: along the newest articles, then, of fewer, sorted as a whole."""
        dialect, looked_at, given = self._connection.dialect.name, 0, 0
        for articles in _STRETCHES:
            if looked_at == _BEFORE_COUNTING[dialect]:
                few = self._few()
                # SQLite counts further: what is not few may still be found at once
                most = _MANY if dialect == "sqlite" else few
                count = self._connection.execute(counted(query, dialect, most)).scalar_one()
                if count <= few:
                    break
                if dialect == "sqlite" and count <= _MANY:
                    found = self._connection.execute(finding_among(query, self._current, dialect, _AMONG)).all()
                    yield from found
                    given = len(found)
                    break
            along = self._connection.execute(finding_along(query, self._current, dialect, looked_at, articles)).all()
            found = [row for row in along if row.id is not None]
            yield from found
            given, looked_at = given + len(found), looked_at + articles
            if len({(row.name, row.document) for row in along}) < articles:
                return
        yield from self._sorted(query, given)

    def _few(self) -> int:
        """How many entries are sorted sooner than the newest articles are looked at for them."""
        if self._connection.dialect.name != "postgresql":
            return _FEW
        last = self._connection.execute(select(func.max(readings.c.number))).scalar_one()
        return math.isqrt(_EVEN * (last or 0))

    def _sorted(self, query: Query, given: int) -> Iterator[Row[Any]]:
        """All that the query finds but for the first ``given``: at first some, as few are asked for more."""
        dialect, most = self._connection.dialect.name, given + _FIRST_FOUND
        first = self._connection.execute(finding(query, self._current, dialect, most)).all()
        counting = [row for row in first if row.counts]
        yield from counting[given:]
        if len(first) == most:
            everything = (row for row in self._rows(finding(query, self._current, dialect)) if row.counts)
            yield from islice(everything, max(given, len(counting)), None)
