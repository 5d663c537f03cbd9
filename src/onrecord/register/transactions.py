"""All or nothing: how rows are added, and how a database's complaint becomes one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from onrecord.errors import RegisterError
from onrecord.register.migrations import APPLICATION_ID

# one writer at a time, as in SQLite: who comes second waits, and then sees what the first has added; several statements
# at once are one way to the server
_ALONE = f"BEGIN; SELECT pg_advisory_xact_lock({APPLICATION_ID:d})"
_ALONE_AT_ONCE = f"{_ALONE}; SET LOCAL synchronous_commit = on"
WRITING = "onrecord.writing"  # said of a connection within a transaction
_HELD = ("database is locked", "lock timeout")


@contextmanager
def transaction(connection: Connection, at_once: bool = True) -> Iterator[None]:
    """All or nothing; takes the right to write at once, so that it is never refused half-way.

    Where it need not be ``at_once`` on the disk of PostgreSQL's machine, a power cut there may lose it, never harm the
    register; what is written later takes it along.
    """
    connection.info[WRITING] = True
    try:
        _begin(connection, at_once)
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        if not connection.invalidated:  # stopped within a statement, it is closed already: nothing was written
            _roll_back(connection)
        raise
    finally:
        if not connection.invalidated:
            connection.info[WRITING] = False


def _begin(connection: Connection, at_once: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    # without values, as only such statements may be sent together
    connection.exec_driver_sql(_ALONE_AT_ONCE if at_once else _ALONE, execution_options={"no_parameters": True})


def _roll_back(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        if not getattr(driver, "in_transaction", False):  # a full disk may have ended it already
            return
    connection.exec_driver_sql("ROLLBACK")


def explain_errors(engine: Engine, place: str) -> None:
    """From now on whatever the database complains of is a RegisterError of one line."""

    @event.listens_for(engine, "handle_error", retval=True)
    def explained(context: ExceptionContext) -> BaseException | None:
        if context.sqlalchemy_exception is None:  # Ctrl-C and its like
            return None
        why = one_line(context.original_exception)
        if context.connection is None:
            return RegisterError(f"{place} cannot be opened: {why}")
        if not context.connection.invalidated and context.connection.info.get(WRITING):
            return RegisterError(_not_written(place, why))
        return RegisterError(f"{place} cannot be read: {why}")


def _not_written(place: str, why: str) -> str:
    if any(held in why for held in _HELD):
        return f"{place} cannot be written: another process has been writing for half a minute; try again later"
    return f"{place} cannot be written: {why}; what was recorded is safe"


def one_line(error: BaseException) -> str:
    """What a database says, without its pointers into the statement."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
