"""A register in one SQLite file: what is there is looked at before anything is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from onrecord.errors import RegisterError
from onrecord.register.migrations import APPLICATION_ID

_PATIENCE = 30.0  # seconds to wait for another process that is writing
_KEPT_AT_HAND = "PRAGMA cache_size = -64000"  # kB of pages in memory: the upper parts of a large register's indexes
# Pages written beside the file before they are put into it. Ids come in no order, so every document touches pages all
# over a large register's indexes: the more documents at once, the more of them touch the same.
_KEPT_BESIDE = "PRAGMA wal_autocheckpoint = 16000"


def schema_of(place: Path) -> int:
    """The version of the schema in the file; 0 where there is nothing yet."""
    if place.is_dir():
        raise RegisterError(f"{place} is a folder; name a file for the register")
    if not place.parent.is_dir():
        raise RegisterError(f"the folder {place.parent} does not exist; make it first")
    if not place.exists() or place.stat().st_size == 0:
        return 0
    return _version_in(place)


def _version_in(place: Path) -> int:
    no_register = RegisterError(f"{place} is not a register; it was not touched: name another file")
    try:
        # never opened but by SQLite: closing a file gives up all locks that this process holds on it (POSIX), those of
        # its other threads' connections too, and what they commit would then be lost
        with closing(_open(place, read_only=True)) as database:
            mark = database.execute("PRAGMA application_id").fetchone()[0]
            if mark == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                return 0  # a build that was killed before its first commit leaves a database without tables
            if mark != APPLICATION_ID:
                raise no_register
            version: int = database.execute("SELECT max(version) FROM schema_version").fetchone()[0]
            return version
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise no_register from error
        raise RegisterError(f"{place} cannot be read as a register ({error}); it was not touched") from error


def _open(place: Path, read_only: bool) -> sqlite3.Connection:
    """A connection; on a medium that cannot be written the file as it is, where nothing waits beside it."""
    database = sqlite3.connect(place, timeout=_PATIENCE, check_same_thread=False)
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        database.close()
        if not read_only or place.with_name(f"{place.name}-wal").exists():
            raise
        fixed = f"{place.absolute().as_uri()}?immutable=1"
        return sqlite3.connect(fixed, uri=True, timeout=_PATIENCE, check_same_thread=False)
    except sqlite3.Error:
        database.close()
        raise
    return database


def engine_for(place: Path, read_only: bool) -> Engine:
    """Connections in autocommit: transactions are begun and ended by name, in one place."""
    engine = create_engine(
        "sqlite://", creator=lambda: _open(place, read_only), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )

    @event.listens_for(engine, "connect")
    def set_up(database: sqlite3.Connection, _: object) -> None:
        database.execute("PRAGMA foreign_keys = ON")
        # without this, INSERT OR REPLACE would delete rows behind the append-only triggers' back
        database.execute("PRAGMA recursive_triggers = ON")
        database.execute(_KEPT_AT_HAND)

    return engine


def begin_reading(connection: Connection) -> None:
    """See the register from now on as it stands."""
    connection.exec_driver_sql("PRAGMA query_only = ON")
    connection.exec_driver_sql("BEGIN")


def begin_writing(connection: Connection) -> None:
    """Set up what holds for the whole connection."""
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    # with WAL, a power cut may lose the last documents but cannot harm the register
    connection.exec_driver_sql("PRAGMA synchronous = NORMAL")
    connection.exec_driver_sql(_KEPT_BESIDE)
