"""All or nothing: how rows are added, and how a database's complaint becomes one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from onrecord.errors import RegisterError
from onrecord.register.migrations import APPLICATION_ID

# one writer at a time, as in SQLite: who comes second waits, and then sees what the first has added
_ALONE = ("BEGIN", f"SELECT pg_advisory_xact_lock({APPLICATION_ID:d})")
_AT_ONCE = "SET LOCAL synchronous_commit = on"
WRITING = "onrecord.writing"  # said of a connection within a transaction
_PLACE = "onrecord.place"  # of a connection: the register as it is told of
_HELD = ("database is locked", "lock timeout")


@contextmanager
def transaction(connection: Connection, at_once: bool = True, together: bool = False) -> Iterator[None]:
    """All or nothing; takes the right to write at once, so that it is never refused half-way.

    Where it need not be ``at_once`` on the disk of PostgreSQL's machine, a power cut there may lose it, never harm the
    register; what is written later takes it along. ``together``: a server is told all of it in one way, so nothing
    within may wait for its answers.
    """
    connection.info[WRITING] = True
    try:
        with _told_together(connection) if together else nullcontext():
            _begin(connection, at_once, together)
            yield
            connection.exec_driver_sql("COMMIT")
    except BaseException:
        if not connection.invalidated:  # stopped within a statement, it is closed already: nothing was written
            _roll_back(connection)
        raise
    finally:
        if not connection.invalidated:
            connection.info[WRITING] = False


def _begin(connection: Connection, at_once: bool, together: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    told = (*_ALONE, _AT_ONCE) if at_once else _ALONE
    # as one where nothing else sends them together, and without values, as only such statements may be one
    for said in told if together else ("; ".join(told),):
        connection.exec_driver_sql(said, execution_options={"no_parameters": True})


def _told_together(connection: Connection) -> AbstractContextManager[object]:
    """What is said to a server within goes there together; what it complains of comes at the end."""
    return nullcontext() if connection.dialect.name == "sqlite" else _pipeline(connection)


@contextmanager
def _pipeline(connection: Connection) -> Iterator[None]:
    from psycopg import Error  # installed wherever there is a connection

    server, place = connection.connection.driver_connection, connection.info[_PLACE]
    assert server is not None
    try:
        with server.pipeline():
            yield
    except Error as error:  # SQLAlchemy, which makes one line of all others, had left it by then
        if server.closed:
            connection.invalidate(error)
        raise RegisterError(_not_written(place, one_line(error))) from error


def _roll_back(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        if not getattr(driver, "in_transaction", False):  # a full disk may have ended it already
            return
    connection.exec_driver_sql("ROLLBACK")


def explain_errors(engine: Engine, place: str) -> None:
    """From now on whatever the database complains of is a RegisterError of one line."""

    @event.listens_for(engine, "engine_connect")
    def connected(connection: Connection) -> None:
        connection.info[_PLACE] = place

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
