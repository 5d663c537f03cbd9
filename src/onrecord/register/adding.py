"""Adding rows: each statement is SQLAlchemy's, said once; the rows go to the driver as they are.

For the dozen rows of a document SQLAlchemy takes longer each time than the database does. SQLite is told row by row;
PostgreSQL a whole document as JSON in one statement, which spares it the ways between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Connection,
    Insert,
    Integer,
    Select,
    Table,
    TableValuedAlias,
    Text,
    bindparam,
    column,
    create_mock_engine,
    func,
    insert,
    literal_column,
    select,
    true,
)

from onrecord.register.rows import Row, as_json
from onrecord.register.schema import readings, search_entries, search_words

_URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
_LAST_ENTRY = select(func.max(search_entries.c.number))
_ADD_READING = insert(readings).returning(readings.c.number)
_KNOWN_BY = ("document", "name", "extractor")
_HELD = select(readings.c.number).where(*(readings.c[name] == bindparam(name) for name in _KNOWN_BY))
_ENTRY = ("kind", "id", "start")


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add the rows, which all name the same columns."""
    if not rows:
        return
    names, dialect = tuple(rows[0]), connection.dialect.name
    if dialect == "postgresql":
        said, _ = _said(_insert_all(table, names), None, dialect)
        connection.exec_driver_sql(said, {table.name: as_json(rows)})
    else:
        said, order = _said(_insert(table), names, dialect)
        connection.exec_driver_sql(said, [tuple([row[name] for name in order]) for row in rows])


def add_reading(
    connection: Connection, head: Row, parts: Mapping[Table, Sequence[Row]], entries: Sequence[Row]
) -> None:
    """Add a document, unless it is held, with the rows of each table, still without their reading.

    ``entries`` are what it is found by, in order: their ``words`` are codes with a space between.
    """
    if connection.dialect.name == "postgresql":
        _add_whole(connection, head, {table: rows for table, rows in parts.items() if rows}, entries)
        return
    if is_held(connection, *(head[name] for name in _KNOWN_BY)):
        return
    owner = {"reading": ask_one(connection, _ADD_READING, head)}
    for table, rows in parts.items():
        add(connection, table, [each | owner for each in rows])
    add_entries(connection, owner["reading"], entries)


def is_held(connection: Connection, document: str, name: str, extractor: str) -> bool:
    """Whether this version's reading of the document, come by this name, is recorded."""
    return ask_one(connection, _HELD, dict(zip(_KNOWN_BY, (document, name, extractor), strict=True))) is not None


def add_entries(connection: Connection, reading: int, entries: Sequence[Row]) -> None:
    """Add what a reading is found by, in order."""
    first = 1 + int(ask_one(connection, _LAST_ENTRY, {}) or 0)
    places = [
        {"number": number, "reading": reading, **{name: each[name] for name in _ENTRY}}
        for number, each in enumerate(entries, first)
    ]
    add(connection, search_entries, places)
    words = [{"rowid": number, "words": each["words"]} for number, each in enumerate(entries, first)]
    add(connection, search_words, words)


def ask_one(connection: Connection, statement: Insert | Select[Any], row: Row) -> Any:
    """The first value that a statement gives that was made once, with these values; None where it gives none."""
    said, order = _said(statement, tuple(row), connection.dialect.name)
    return connection.exec_driver_sql(said, tuple([row[name] for name in order]) if order else row).scalar()


@cache
def _insert(table: Table) -> Insert:
    return insert(table).inline()  # nobody asks for the numbers that the rows get


@cache
def _insert_all(table: Table, names: tuple[str, ...]) -> Insert:
    """All rows from one value."""
    given = _given(table.name, {name: table.c[name] for name in names})
    values = [_vector(given) if table is search_words and name == "words" else given.c[name] for name in names]
    return insert(table).inline().from_select(names, select(*values))


def _given(name: str, columns: Mapping[str, ColumnElement[Any]]) -> TableValuedAlias:
    """The rows in a value of JSON with this name."""
    told = [column(each, Text() if each == "words" else like.type) for each, like in columns.items()]
    value = func.json_to_recordset(bindparam(name, type_=JSON))
    return value.table_valued(*told, name=f"given_{name}").render_derived(with_types=True)


def _vector(given: TableValuedAlias) -> ColumnElement[Any]:
    return func.array_to_tsvector(func.string_to_array(given.c.words, literal_column("' '")))


def _add_whole(connection: Connection, head: Row, parts: Mapping[Table, Sequence[Row]], entries: Sequence[Row]) -> None:
    told = {table.name: as_json(rows) for table, rows in parts.items()}
    numbered = as_json([each | {"place": place} for place, each in enumerate(entries, 1)])
    statement = _whole(tuple(head), tuple((table, tuple(rows[0])) for table, rows in parts.items()))
    said, _ = _said(statement, tuple(head), connection.dialect.name)
    connection.exec_driver_sql(said, {**head, **told, search_entries.name: numbered})  # nobody waits for the number


@cache
def _whole(head: tuple[str, ...], parts: tuple[tuple[Table, tuple[str, ...]], ...]) -> Select[Any]:
    """A document with all its rows: those of the other tables have the number that its reading gets.

    Where it is held it gets none, and nothing is added: asked within, as each question is a way to the server.
    """
    values = [bindparam(name, type_=readings.c[name].type) for name in head]
    new = select(*values).where(~_HELD.exists())
    added = insert(readings).from_select(head, new).returning(readings.c.number).cte("added")
    statement = select(added.c.number)
    for table, names in parts:
        given = _given(table.name, {name: table.c[name] for name in names})
        rows = select(added.c.number, *given.c).select_from(added.join(given, true()))
        statement = statement.add_cte(_into(table, ("reading", *names), rows))
    columns = {
        **{name: search_entries.c[name] for name in _ENTRY},
        "words": column("words"),
        "place": column("place", Integer),
    }
    given = _given(search_entries.name, columns)
    number = func.coalesce(_LAST_ENTRY.scalar_subquery(), literal_column("0")) + given.c.place
    each = added.join(given, true())
    places = select(number, added.c.number, *(given.c[name] for name in _ENTRY)).select_from(each)
    into_words = _into(search_words, ("rowid", "words"), select(number, _vector(given)).select_from(each))
    into_entries = _into(search_entries, ("number", "reading", *_ENTRY), places)
    return statement.add_cte(into_entries, into_words)


def _into(table: Table, names: tuple[str, ...], rows: Select[Any]) -> CTE:
    return insert(table).inline().from_select(names, rows).cte(f"into_{table.name}")


@cache
def _said(statement: Insert | Select[Any], names: tuple[str, ...] | None, dialect: str) -> tuple[str, tuple[str, ...]]:
    """The statement as this database is told it, and the names of its values in order where it wants them so."""
    engine = create_mock_engine(_URLS[dialect], lambda *_: None)
    keys = None if isinstance(statement, Select) else names
    made: Any = statement.compile(dialect=engine.dialect, column_keys=keys)
    return str(made), tuple(made.positiontup or ())
