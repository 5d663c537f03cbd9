"""Opening a register, in a file or on a server: what is there is looked at before anything is touched."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from onrecord.errors import RegisterError
from onrecord.model.prepared import Adjust, Prepare
from onrecord.register import postgresql, sqlite
from onrecord.register.judged import Retell
from onrecord.register.migrations import MIGRATIONS, Migration, migrate
from onrecord.register.reader import READS_ONLY
from onrecord.register.store import Register
from onrecord.register.transactions import explain_errors, transaction


def open_register(
    place: str | os.PathLike[str],
    *,
    read_only: bool = False,
    as_of: str | None = None,
    must_exist: bool = False,
    migrations: Sequence[Migration] = MIGRATIONS,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    retell: Retell | None = None,
    prepare: Prepare | None = None,
    adjust: Adjust | None = None,
) -> Register:
    """The register in this file, or in the database with this URL (postgresql://...); made when there is none.

    Use it in a ``with`` block. With ``read_only`` it must exist, and is seen as it stood when
    opened; with ``as_of``, a moment as :func:`onrecord.model.moment.moment` gives it, as it stood
    then, read-only too; with ``must_exist`` none is made. ``clock`` tells when something is
    recorded; ``retell`` compares a story anew where people have judged otherwise than the machine;
    ``prepare`` makes what is kept ready for the views after each comparison, ``adjust`` what judgements change of it.
    Raises RegisterError for what is no register or was made by a newer version, and leaves it as it
    is.
    """
    read_only = read_only or as_of is not None
    if isinstance(place, str) and postgresql.is_url(place):
        name = postgresql.shown(place)
        connection = _on_server(place, name, read_only, must_exist, migrations)
    else:
        name = os.fspath(place)
        connection = _in_file(Path(place), read_only, must_exist, migrations)
    return Register(connection, name, as_of=as_of, clock=clock, retell=retell, prepare=prepare, adjust=adjust)


def _in_file(place: Path, read_only: bool, must_exist: bool, migrations: Sequence[Migration]) -> Connection:
    _check_version(str(place), sqlite.schema_of(place), migrations[-1].version, read_only, must_exist)
    engine = sqlite.engine_for(place, read_only)
    explain_errors(engine, str(place))
    return _set_up(engine, _begin_reading if read_only else _prepare_file, migrations)


def _on_server(place: str, name: str, read_only: bool, must_exist: bool, migrations: Sequence[Migration]) -> Connection:
    engine = postgresql.engine_for(place)
    explain_errors(engine, name)

    def begin(connection: Connection, steps: Sequence[Migration]) -> None:
        _check_version(name, postgresql.schema_of(connection, name), steps[-1].version, read_only, must_exist)
        if read_only:
            postgresql.begin_reading(connection)
            connection.info[READS_ONLY] = True
        else:
            _migrate(connection, steps)

    return _set_up(engine, begin, migrations)


def _set_up(
    engine: Engine, begin: Callable[[Connection, Sequence[Migration]], None], migrations: Sequence[Migration]
) -> Connection:
    connection = engine.connect()
    try:
        begin(connection, migrations)
    except BaseException:
        connection.close()
        engine.dispose()
        raise
    return connection


def _begin_reading(connection: Connection, _: Sequence[Migration]) -> None:
    sqlite.begin_reading(connection)
    connection.info[READS_ONLY] = True


def _prepare_file(connection: Connection, migrations: Sequence[Migration]) -> None:
    sqlite.begin_writing(connection)
    _migrate(connection, migrations)


def _migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    with transaction(connection):
        migrate(connection, migrations)


def _check_version(place: str, found: int, newest: int, read_only: bool, must_exist: bool) -> None:
    if found > newest:
        raise RegisterError(
            f"{place} was made by a newer onrecord (schema {found}, this one knows {newest}): "
            "upgrade onrecord; the register was not touched"
        )
    command = f"onrecord build PATH... --register {shlex.quote(place)}"
    if (read_only or must_exist) and found == 0:
        raise RegisterError(f"there is no register at {place}; make one with: {command}")
    if read_only and found < newest:
        raise RegisterError(
            f"{place} was made by an earlier onrecord (schema {found}, now {newest}); "
            f"bring it up to date with: {command}"
        )
