"""Adding many rows: each statement is SQLAlchemy's, said once; the rows go to the driver as they are.

For the dozen rows of a document SQLAlchemy takes longer each time than the database does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Insert, Table, create_mock_engine, insert

from onrecord.register.rows import Row

_URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Add the rows, which all name the same columns."""
    if rows:
        names = tuple(rows[0])
        _carry_out(connection, _said(_insert(table), names, connection.dialect.name), rows)


def add_by(connection: Connection, statement: Insert, rows: Sequence[Row]) -> None:
    """Carry out a statement that was made once, with the values of each row."""
    _carry_out(connection, _said(statement, None, connection.dialect.name), rows)


def ask_one(connection: Connection, statement: Executable, row: Row) -> Any:
    """The first value that a statement gives that was made once, with these values; None where it gives none."""
    said, names = _said(statement, tuple(row), connection.dialect.name)
    return connection.exec_driver_sql(said, row if names is None else tuple([row[name] for name in names])).scalar()


def _carry_out(connection: Connection, said: tuple[str, tuple[str, ...] | None], rows: Sequence[Row]) -> None:
    statement, names = said
    if names is None:
        connection.exec_driver_sql(statement, list(rows))
    else:
        connection.exec_driver_sql(statement, [tuple([row[name] for name in names]) for row in rows])


@cache
def _insert(table: Table) -> Insert:
    return insert(table).inline()  # nobody asks for the numbers that the rows get


@cache
def _said(statement: Executable, names: tuple[str, ...] | None, dialect: str) -> tuple[str, tuple[str, ...] | None]:
    """The statement in the words of this database; with it the names of its values where they are told by place."""
    engine = create_mock_engine(_URLS[dialect], lambda *_: None)
    made: Any = statement.compile(dialect=engine.dialect, column_keys=names)
    return str(made), None if made.positiontup is None else tuple(made.positiontup)
