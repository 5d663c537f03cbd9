"""What is kept ready for the views, and whether it stands for what is held."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, func, select

from onrecord.model.prepared import ADJUSTED_FORM, FORM
from onrecord.register import schema
from onrecord.register.reader import MachineReader, in_parts
from onrecord.register.schema import comparisons, judgements, readings

_DATED = (readings, judgements, comparisons)
_READY = schema.prepared
_OF_ONE_KEY = (  # made once, as it is asked for many times for a page
    select(_READY.c.body)
    .where(_READY.c.view == bindparam("of"), _READY.c.key == bindparam("at"))
    .order_by(_READY.c.key, _READY.c.place)
)
NEWEST = (select(func.max(judgements.c.number)), select(func.max(readings.c.number)))


class ReadyReader(MachineReader):
    """What is held, and beside it what the last build or judgement made ready from it."""

    def __init__(self, connection: Connection, as_of: str | None = None) -> None:
        super().__init__(connection, as_of)
        self._ready: frozenset[int] | None = None
        self._still = False
        self._moment: tuple[int | None, ...] | None = None

    def prepared(
        self,
        view: str,
        first: str = "",
        last: str | None = None,
        *,
        start: int = 0,
        limit: int | None = None,
        places: tuple[int, int] | None = None,
    ) -> list[str] | None:
        """What is kept ready for a view, by key and place; None where it does not stand for what is held."""
        if not self.is_kept_ready():
            return None
        ready = _READY
        if last is None and places is None and not start and limit is None:
            return list(self._connection.execute(_OF_ONE_KEY, {"of": view, "at": first}).scalars())
        keys = ready.c.key == first if last is None else ready.c.key.between(first, last)
        query = select(ready.c.body).where(ready.c.view == view, keys).order_by(ready.c.key, ready.c.place)
        if places is not None:
            query = query.where(ready.c.place.between(*places))
        if start or limit is not None:
            query = query.offset(start).limit(limit)
        return list(self._connection.execute(query).scalars())

    def kept_rows(self, view: str, key: str) -> list[tuple[int, str]]:
        """What is kept ready for a view by this key, each with its place; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.place, _READY.c.body).where(_READY.c.view == view, _READY.c.key == key)
        return [(row.place, row.body) for row in self._connection.execute(query.order_by(_READY.c.place))]

    def kept_places(self, view: str, key: str) -> list[int]:
        """The places at which something is kept ready for a view by this key; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.place).where(_READY.c.view == view, _READY.c.key == key).order_by(_READY.c.place)
        return list(self._connection.execute(query).scalars())

    def kept_under(self, view: str, keys: Collection[str]) -> dict[str, str]:
        """What is kept ready for a view by each of these keys, where that is one entry; none where nothing stands."""
        if not self.is_kept_ready():
            return {}
        query = select(_READY.c.key, _READY.c.body).where(_READY.c.view == view)
        parts = (query.where(_READY.c.key.in_(some)) for some in in_parts(sorted(keys)))
        return {row.key: row.body for part in parts for row in self._connection.execute(part)}

    def kept_keys(self, view: str, body: str) -> list[str]:
        """The keys by which this very body is kept ready for a view; none where it does not stand."""
        if not self.is_kept_ready():
            return []
        query = select(_READY.c.key).where(_READY.c.view == view, _READY.c.body == body).order_by(_READY.c.key)
        return list(self._connection.execute(query).scalars())

    def is_prepared(self) -> bool:
        """Whether all that is kept ready was made from all that is held, in the form that is read now."""
        return FORM in self._standing()

    def is_kept_ready(self) -> bool:
        """Whether what is kept ready stands for all that is held: made from it, or adjusted to each judgement since."""
        return bool(self._standing())

    def _standing(self) -> frozenset[int]:
        """The forms in which what is kept ready stands for what is held."""
        if not (self._reads_only or self._still):
            return self._looked_up()
        if self._ready is None:  # what is seen of one moment never changes
            self._ready = self._looked_up()
        return self._ready

    def _looked_up(self) -> frozenset[int]:
        made = schema.prepared_from
        rows = self._connection.execute(select(made).where(made.c.form.in_((FORM, ADJUSTED_FORM)))).all()
        if not rows or self._past():
            return frozenset()
        newest = select(func.max(comparisons.c.generation)), *NEWEST
        state = [self._connection.execute(query).scalar() or 0 for query in newest]
        return frozenset(row.form for row in rows if [row.generation, row.judgement, row.reading] == state)

    @contextmanager
    def _standing_still(self) -> Iterator[None]:
        """While nobody writes, not from here either: what stands at this moment is looked up once."""
        self._still = True
        try:
            yield
        finally:
            self._still, self._ready, self._moment = False, None, None

    def _past(self) -> bool:
        """Whether a day is asked for since when something was recorded."""
        if self._as_of is None:
            return False
        later = (select(each.c.recorded_at).where(each.c.recorded_at > self._as_of) for each in _DATED)
        return any(self._connection.execute(query.limit(1)).first() is not None for query in later)

    def _version(self) -> tuple[int | None, ...]:
        """What tells one state of the judgements and the readings from the next."""
        if self._moment is not None:
            return self._moment
        found = tuple(self._connection.execute(query).scalar() for query in NEWEST)
        if self._reads_only or self._still:  # what is seen of one moment never changes
            self._moment = found
        return found
