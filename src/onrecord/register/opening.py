"""Opening a register: what is there is looked at before anything is touched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from onrecord.errors import RegisterError
from onrecord.register.migrations import APPLICATION_ID, MIGRATIONS, Migration, migrate
from onrecord.register.store import Register, transaction

_SQLITE = b"SQLite format 3\x00"
_PATIENCE = 30.0  # seconds to wait for another process that is writing


def open_register(
    path: str | os.PathLike[str], *, read_only: bool = False, migrations: Sequence[Migration] = MIGRATIONS
) -> Register:
    """The register in this file, made when there is none; use it in a ``with`` block.

    With ``read_only`` it must exist, and is seen as it stood when opened. Raises RegisterError for
    a file that is no register or was made by a newer version, and leaves it as it is.
    """
    place = Path(path)
    found = _schema_of(place, migrations[-1].version)
    if read_only:
        _check_readable(place, found, migrations[-1].version)
    with _explained(place):
        connection = _connect(place, read_only)
        if not read_only:
            _prepare(connection, migrations)
    return Register(connection, place)


def _schema_of(place: Path, newest: int) -> int:
    """The version of the schema in the file; 0 where there is nothing yet."""
    if place.is_dir():
        raise RegisterError(f"{place} is a folder; name a file for the register")
    if not place.parent.is_dir():
        raise RegisterError(f"the folder {place.parent} does not exist; make it first")
    if not place.exists() or place.stat().st_size == 0:
        return 0
    found = _version_in(place)
    if found > newest:
        raise RegisterError(
            f"{place} was made by a newer onrecord (schema {found}, this one knows {newest}): "
            "upgrade onrecord; the register was not touched"
        )
    return found


def _version_in(place: Path) -> int:
    no_register = RegisterError(f"{place} is not a register; it was not touched: name another file")
    try:
        with place.open("rb") as file:
            if file.read(len(_SQLITE)) != _SQLITE:
                raise no_register
        with closing(sqlite3.connect(place, timeout=_PATIENCE)) as database:
            if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise no_register
            version: int = database.execute("SELECT max(version) FROM schema_version").fetchone()[0]
            return version
    except OSError as error:
        raise RegisterError(f"{place} cannot be read: {error.strerror}") from error
    except sqlite3.Error as error:
        raise RegisterError(f"{place} cannot be read as a register ({error}); it was not touched") from error


def _check_readable(place: Path, found: int, newest: int) -> None:
    if found == 0:
        raise RegisterError(
            f"there is no register at {place}; make one with: onrecord build PATH... --register {place}"
        )
    if found < newest:
        raise RegisterError(
            f"{place} was made by an earlier onrecord (schema {found}, now {newest}); "
            f"bring it up to date with: onrecord build PATH... --register {place}"
        )


@contextmanager
def _explained(place: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise RegisterError(f"{place} cannot be opened: {error.orig}") from error


def _connect(place: Path, read_only: bool) -> Connection:
    """One connection in autocommit: transactions are begun and ended by name, in one place."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(place, timeout=_PATIENCE, check_same_thread=False),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )

    @event.listens_for(engine, "connect")
    def set_up(database: sqlite3.Connection, _: object) -> None:
        database.execute("PRAGMA foreign_keys = ON")
        # without this, INSERT OR REPLACE would delete rows behind the append-only triggers' back
        database.execute("PRAGMA recursive_triggers = ON")

    connection = engine.connect()
    if read_only:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    return connection


def _prepare(connection: Connection, migrations: Sequence[Migration]) -> None:
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    # with WAL, a power cut may lose the last documents but cannot harm the register
    connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
    with transaction(connection):
        migrate(connection, migrations)
