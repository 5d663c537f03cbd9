"""Full text: what fulfils a query, in an order that is the same in every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, Subquery, func, nulls_last, select

from onrecord.model.query import Found, Match, Query
from onrecord.register.indexing import matching
from onrecord.register.schema import search_entries


def finding(query: Query, current: Subquery, dialect: str) -> Select[Any]:
    """The newest first; within an article positions, then statements, then the article itself."""
    found = (
        select(
            *(current.c[name] for name in ("published", "name", "document")),
            *(search_entries.c[name] for name in ("kind", "start", "id")),
        )
        .join(current, current.c.number == search_entries.c.reading)
        .where(matching(query, dialect))
    )
    day = func.substr(current.c.published, 1, 10)
    if query.since is not None:
        found = found.where(day >= query.since)
    if query.until is not None:
        found = found.where(day <= query.until)
    return found.order_by(
        nulls_last(current.c.published.desc()),
        current.c.name,
        current.c.document,
        search_entries.c.kind == Found.ARTICLE.value,
        search_entries.c.kind,
        search_entries.c.start,
        search_entries.c.id,
    )


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
