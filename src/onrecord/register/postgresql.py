"""A register in a PostgreSQL database, named by its URL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError

from onrecord.errors import RegisterError, UsageError

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_OLDEST = 15
_MARK = "onrecord register"  # the comment on the table that tells a register from other databases
_CONNECT_PATIENCE = 10  # seconds
_WRITE_PATIENCE = "30s"  # to wait for another process that is writing


def is_url(place: str) -> bool:
    """Whether this names a database on a server rather than a file."""
    return place.partition("://")[0].lower() in _SCHEMES and "://" in place


def shown(place: str) -> str:
    """The URL as it may be shown: without its password."""
    return _url(place).set(drivername="postgresql").render_as_string(hide_password=True)


def _url(place: str) -> URL:
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise UsageError("the URL of the register cannot be read: postgresql://USER@HOST/DATABASE") from error
    return url.set(drivername="postgresql+psycopg")


def engine_for(place: str) -> Engine:
    """Connections in autocommit: transactions are begun and ended by name, in one place."""
    try:
        engine = create_engine(
            _url(place),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": _CONNECT_PATIENCE},
        )
    except ModuleNotFoundError as error:
        raise RegisterError(
            "a register in PostgreSQL needs the package psycopg: pip install 'onrecord[postgresql]'"
        ) from error

    @event.listens_for(engine, "connect")
    def set_up(database: Any, _: object) -> None:
        database.execute("SELECT set_config('lock_timeout', %s, false)", (_WRITE_PATIENCE,))
        # as in SQLite, a power cut may lose the last documents but cannot harm the register; what is to be on the disk
        # at once says so
        database.execute("SET synchronous_commit = off")
        # questions are answered in milliseconds; to compile one takes longer, and the planner expects far more rows
        database.execute("SET jit = off")

    return engine


def schema_of(connection: Connection, place: str) -> int:
    """The version of the schema in the database; 0 where it is empty.

    Raises RegisterError for an older server, another encoding, or a database that holds other tables.
    """
    server = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if server < _OLDEST:
        raise RegisterError(f"{place} runs PostgreSQL {server}; a register needs {_OLDEST} or newer")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise RegisterError(f"{place} is encoded in {encoding}; a register needs a database in UTF8")
    found = inspect(connection)
    if not found.has_table("schema_version"):
        if tables := found.get_table_names():
            raise RegisterError(
                f"{place} holds other tables ({sorted(tables)[0]}); it was not touched: name an empty database"
            )
        return 0
    if found.get_table_comment("schema_version")["text"] != _MARK:
        raise RegisterError(f"{place} is not a register; it was not touched: name another database")
    return int(connection.exec_driver_sql("SELECT max(version) FROM schema_version").scalar_one())


def begin_reading(connection: Connection) -> None:
    """See the register from now on as it stands."""
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
