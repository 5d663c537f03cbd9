"""Full text: what fulfils a query, in an order that is the same in every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, case, func, nulls_last, select

from onrecord.model.query import Found, Match, Query
from onrecord.register.indexing import has_words
from onrecord.register.rows import LAST_CHARACTER
from onrecord.register.schema import readings, search_entries, search_words

_OF_ARTICLE, _OF_ENTRY = ("published", "name", "document"), ("kind", "start", "id")


def finding(query: Query, dialect: str, before: str | None = None) -> Select[Any]:
    """The newest first; within an article positions, then statements, then the article itself.

    Of all readings' entries, whether these count or not; of articles older than the time ``before``, and of those
    without a date, where it is given.
    """
    entries = search_entries.join(readings, readings.c.number == search_entries.c.reading)
    columns = (*(readings.c[name] for name in _OF_ARTICLE), *(search_entries.c[name] for name in _OF_ENTRY))
    found = select(*columns, search_entries.c.reading).select_from(entries)
    found = found.where(_at_once(query, dialect), *_dated(query, readings))
    if before is not None:
        found = found.where((readings.c.published < before) | readings.c.published.is_(None))
    return found.order_by(*_newest(readings), *_within_an_article(search_entries))


def _at_once(query: Query, dialect: str) -> ColumnElement[bool]:
    """The entries that fulfil all clauses, found first.

    PostgreSQL is kept from walking along all articles instead, which it takes for cheaper as few are asked for.
    """
    having = select(search_words.c.rowid).where(has_words(query, dialect))
    if dialect == "postgresql":
        having = select(having.cte("having").prefix_with("MATERIALIZED").c.rowid)
    return search_entries.c.number.in_(having)


def finding_along(query: Query, dialect: str, time: str, before: str | None, start: int, articles: int) -> Select[Any]:
    """The same of so many articles of one day or hour, from there on: each article's entries looked at by themselves.

    For words that very many entries have, which would take long to sort. Where nothing is found in an article there is
    a row without id.
    """
    numbers = select(search_entries.c.number).where(search_entries.c.reading == readings.c.number).correlate(readings)
    first = numbers.order_by(search_entries.c.number).limit(1).scalar_subquery().label("first")
    last = numbers.order_by(search_entries.c.number.desc()).limit(1).scalar_subquery().label("last")
    columns = (*(readings.c[name] for name in _OF_ARTICLE), readings.c.number, first, last)
    some = select(*columns).where(*_within(query, time, before)).order_by(*_newest(readings))
    here = some.offset(start).limit(articles).subquery("here")
    # outer joins are made in the order in which they are written
    if dialect == "postgresql":  # kept from seeking all that have the words: it takes a range for a third of all
        told = func.coalesce(has_words(query, dialect), False) & (search_words.c.rowid == search_entries.c.number)
        joined = here.outerjoin(search_entries, search_entries.c.reading == here.c.number).outerjoin(search_words, told)
    else:
        told = search_words.c.rowid.between(here.c.first, here.c.last) & has_words(query, dialect)
        words = here.outerjoin(search_words, told)
        joined = words.outerjoin(search_entries, search_entries.c.number == search_words.c.rowid)
    found = case((search_words.c.rowid.is_not(None), search_entries.c.id)).label("id")
    entry = (search_entries.c.kind, search_entries.c.start, found, search_entries.c.reading)
    return (
        select(*(here.c[name] for name in _OF_ARTICLE), *entry)
        .select_from(joined)
        .order_by(*_newest(here), *_within_an_article(search_entries))
    )


def articles_of(query: Query, time: str, before: str | None) -> Select[Any]:
    """How many articles a day or hour has."""
    return select(func.count()).select_from(readings).where(*_within(query, time, before))


def counted(query: Query, dialect: str, most: int) -> Select[Any]:
    """How many entries have the words, whatever their dates: counted no further than to one more than ``most``."""
    some = select(search_words.c.rowid).where(has_words(query, dialect)).limit(most + 1).subquery()
    return select(func.count()).select_from(some)


def times_of(query: Query, before: str | None, articles: int, length: int, most: int) -> Select[Any]:
    """When so many of the newest articles before that time were published, as days or hours: as long is what is given.

    The newest first, and no more than ``most``.
    """
    older = [] if before is None else [readings.c.published < before]
    newest = select(readings.c.published).where(readings.c.published.is_not(None), *older, *_dated(query, readings))
    some = newest.order_by(_newest(readings)[0]).limit(articles).subquery("newest")
    time = func.substr(some.c.published, 1, length)
    return select(time).distinct().order_by(time.desc()).limit(most)


def _within(query: Query, time: str, before: str | None) -> list[ColumnElement[bool]]:
    """Said of what was published in a day or hour, before this time of it."""
    until = readings.c.published < (time + LAST_CHARACTER if before is None else min(time + LAST_CHARACTER, before))
    return [readings.c.published >= time, until, *_dated(query, readings)]


def _dated(query: Query, held: FromClause) -> list[ColumnElement[bool]]:
    """Said of the date as it stands, so that an index answers: a day comes before all that begins with it."""
    tests = [] if query.since is None else [held.c.published >= query.since]
    return tests if query.until is None else [*tests, held.c.published < query.until + LAST_CHARACTER]


def _newest(held: FromClause) -> tuple[ColumnElement[Any], ...]:
    return nulls_last(held.c.published.desc()), held.c.name, held.c.document


def _within_an_article(entries: FromClause) -> tuple[ColumnElement[Any], ...]:
    return (entries.c.kind == Found.ARTICLE.value, *(entries.c[name] for name in _OF_ENTRY))


def hit(row: Row[Any]) -> tuple[tuple[Any, ...], Match]:
    """What a row found, after its place in the order of all."""
    match = Match(Found(row.kind), row.id, row.document, row.start)
    return hit_key(row.published, row.name, row.document, match), match


class _Later(str):
    """Text in the opposite order."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)


def hit_key(published: str | None, name: str, document: str, match: Match) -> tuple[Any, ...]:
    """The order of what is found, as the database puts it."""
    undated = published is None
    return (
        undated,
        _Later(published or ""),
        name,
        document,
        match.kind is Found.ARTICLE,
        match.kind.value,
        match.start,
        match.id,
    )
