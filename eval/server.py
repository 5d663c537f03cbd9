"""A PostgreSQL server of one's own, from the installed binaries, for tests and measurements."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_OLDEST = 15
_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


def initdb() -> str | None:
    """The newest installed initdb of PostgreSQL 15 or later; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name), reverse=True)
    binaries = [str(place) for place in found if int(place.parent.name) >= _OLDEST]
    return shutil.which("initdb", path=os.pathsep.join([*binaries, os.environ.get("PATH", "")]))


@contextmanager
def server(*settings: str) -> Iterator[Callable[[], str]]:
    """A server in a temporary folder, on a Unix socket; gives the URL of a new database whenever asked.

    ``settings`` are further ones, as "shared_buffers=32MB". Raises FileNotFoundError where none is installed.
    """
    import psycopg

    program = initdb()
    if program is None:
        raise FileNotFoundError("no PostgreSQL 15 or newer is installed")
    control = str(Path(program).with_name("pg_ctl"))
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    place = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket has to be short
    if user:
        shutil.chown(place, user)
    data = place / "data"
    options = " ".join([f"-k {place}", *(f"-c {each}" for each in ("listen_addresses=", *settings))])

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=place, stdout=subprocess.DEVNULL, env={"LC_ALL": "C"})

    run(program, "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
    run(control, "-D", str(data), "-o", options, "-l", str(place / "log"), "-w", "start")
    numbers = count(1)

    def new_database() -> str:
        name = f"register{next(numbers)}"
        with psycopg.connect(host=str(place), user="tests", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return f"postgresql://tests@/{name}?host={place}"

    try:
        yield new_database
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(place)
