"""Full text: what fulfils a query, in an order that is the same in every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, Subquery, case, exists, func, nulls_last, select

from onrecord.model.query import Found, Match, Query
from onrecord.register.indexing import has_words, matching
from onrecord.register.schema import readings, search_entries, search_words

_OF_ARTICLE, _OF_ENTRY = ("published", "name", "document"), ("kind", "start", "id")


def finding(query: Query, current: Subquery, dialect: str, most: int | None = None) -> Select[Any]:
    """The newest first; within an article positions, then statements, then the article itself.

    No more than ``most`` of all readings' entries; whether its reading ``counts`` is asked only of those.
    """
    entries = search_entries.join(readings, readings.c.number == search_entries.c.reading)
    columns = (*(readings.c[name] for name in _OF_ARTICLE), *(search_entries.c[name] for name in _OF_ENTRY))
    ranked = (
        select(*columns, readings.c.number)
        .select_from(entries)
        .where(_at_once(query, dialect), *_dated(query, readings))
        .order_by(*_newest(readings), *_within_an_article(search_entries))
        .limit(most)
        .subquery("ranked")
    )
    counts = exists(current.c.number).where(current.c.number == ranked.c.number).correlate(ranked)
    found = select(*(ranked.c[name] for name in (*_OF_ARTICLE, *_OF_ENTRY)), counts.label("counts"))
    return found.order_by(*_newest(ranked), *_within_an_article(ranked))


def _at_once(query: Query, dialect: str) -> ColumnElement[bool]:
    """The entries that fulfil all clauses, found first.

    PostgreSQL is kept from walking along all articles instead, which it takes for cheaper as few are asked for.
    """
    if dialect != "postgresql":
        return matching(query, dialect)
    having = select(search_words.c.rowid).where(has_words(query, dialect)).cte("having").prefix_with("MATERIALIZED")
    return search_entries.c.number.in_(select(having.c.rowid))


def finding_among(query: Query, current: Subquery, dialect: str, articles: int) -> Select[Any]:
    """The same of so many articles alone, the newest: what has the words is found once, then looked up for each."""
    here = _newest_articles(query, current, 0, articles).subquery("here")
    # a sum, so that the entries are not looked up by their numbers one by one
    told = (search_entries.c.number + 0).in_(select(search_words.c.rowid).where(has_words(query, dialect)))
    return (
        select(*(here.c[name] for name in _OF_ARTICLE), *(search_entries.c[name] for name in _OF_ENTRY))
        .select_from(here.join(search_entries, search_entries.c.reading == here.c.number))
        .where(told)
        .order_by(*_newest(here), *_within_an_article(search_entries))
    )


def finding_along(query: Query, current: Subquery, dialect: str, start: int, articles: int) -> Select[Any]:
    """The same of so many articles from there on, the newest first; of one in which nothing is found a row without id.

    For words that very many entries have: these are not all sorted, as each article's entries, which were numbered
    together, are looked at by themselves.
    """
    numbers = select(search_entries.c.number).where(search_entries.c.reading == current.c.number).correlate(current)
    first = numbers.order_by(search_entries.c.number).limit(1).scalar_subquery().label("first")
    last = numbers.order_by(search_entries.c.number.desc()).limit(1).scalar_subquery().label("last")
    here = _newest_articles(query, current, start, articles).add_columns(first, last).subquery("here")
    # outer joins are made in the order in which they are written
    if (
        dialect == "postgresql"
    ):  # which is kept from seeking all that have the words: it takes a range for a third of all
        entries = here.outerjoin(search_entries, search_entries.c.reading == here.c.number)
        told = func.coalesce(has_words(query, dialect), False) & (search_words.c.rowid == search_entries.c.number)
        joined = entries.outerjoin(search_words, told)
    else:
        told = search_words.c.rowid.between(here.c.first, here.c.last) & has_words(query, dialect)
        words = here.outerjoin(search_words, told)
        joined = words.outerjoin(search_entries, search_entries.c.number == search_words.c.rowid)
    found = case((search_words.c.rowid.is_not(None), search_entries.c.id)).label("id")
    return (
        select(
            *(here.c[name] for name in _OF_ARTICLE),
            *(search_entries.c[name] for name in ("kind", "start")),
            found,
        )
        .select_from(joined)
        .order_by(*_newest(here), *_within_an_article(search_entries))
    )


def counted(query: Query, dialect: str, most: int) -> Select[Any]:
    """How many entries have the words, whatever their dates: counted no further than to one more than ``most``."""
    some = select(search_words.c.rowid).where(has_words(query, dialect)).limit(most + 1).subquery()
    return select(func.count()).select_from(some)


def _newest_articles(query: Query, current: Subquery, start: int, articles: int) -> Select[Any]:
    columns = (current.c[name] for name in _OF_ARTICLE)
    newest = select(*columns, current.c.number).where(*_dated(query, current)).order_by(*_newest(current))
    return newest.offset(start).limit(articles)


def _dated(query: Query, held: FromClause) -> list[ColumnElement[bool]]:
    day = func.substr(held.c.published, 1, 10)
    tests = [] if query.since is None else [day >= query.since]
    return tests if query.until is None else [*tests, day <= query.until]


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
