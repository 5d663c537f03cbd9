"""Full disks, media that cannot be written, servers that are gone: one line tells it, and nothing is damaged."""

import os
import resource
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.errors import RegisterError, UsageError
from onrecord.register import open_register, sqlite
from onrecord.register.migrations import MIGRATIONS, Migration
from onrecord.register.transactions import transaction

NEWER = Migration(MIGRATIONS[-1].version + 1, "later", ("CREATE TABLE later (said TEXT)",))
UNPRIVILEGED = 65534  # nobody


@pytest.fixture
def as_nobody():
    """Go on as a user to whom permissions apply."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(UNPRIVILEGED)
    yield
    os.seteuid(user)


def one_line(message):
    return "\n" not in str(message)


def test_a_full_disk_is_told_and_what_was_recorded_is_safe(tmp_path, summit):
    path = tmp_path / "full.register"
    with open_register(path) as register:
        register.record(summit.morning, "1.0.0")
        before = list(register.readings())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = r"cannot be written: .*; what was recorded is safe"

    def fill(register):
        for number in range(100):
            register.record(summit.evening, f"1.0.{number}")

    with open_register(path) as register:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 4096 * 4096, limits[1]))
        try:
            with pytest.raises(RegisterError, match=told) as caught:
                fill(register)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert one_line(caught.value)
        register.record(summit.evening, "2.0.0")
    with open_register(path, read_only=True) as register:
        assert [each for each in register.readings() if each.text.metadata.name == "morning.txt"] == before
        assert len(register.names()) == 2
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def open_folder():
    """A folder that every user can get at: those of pytest belong to who runs it."""
    place = Path(tempfile.mkdtemp(prefix="onrecord-", dir="/tmp"))
    place.chmod(0o755)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def test_a_register_on_a_medium_that_cannot_be_written_is_read_and_writing_is_told(open_folder, summit, request):
    path = open_folder / "fixed.register"
    with open_register(path) as register:
        register.record(summit.morning, "1.0.0")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    request.getfixturevalue("as_nobody")
    with open_register(path, read_only=True) as register:
        assert list(register.positions()) == list(summit.morning.positions)
    with pytest.raises(RegisterError, match=r"cannot be (opened|written): .*(readonly|unable to open)") as caught:
        open_register(path)
    assert one_line(caught.value)


def test_a_register_that_another_process_holds_is_told(tmp_path, summit, monkeypatch):
    path = tmp_path / "held.register"
    open_register(path).close()
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.1)
    with closing(sqlite3.connect(path)) as holder, open_register(path) as register:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="another process has been writing"):
            register.record(summit.morning, "1.0.0")
        holder.rollback()
        register.record(summit.morning, "1.0.0")


def test_a_damaged_register_is_told_in_one_line(tmp_path, summit):
    path = tmp_path / "damaged.register"
    with open_register(path) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = os.urandom(len(content) - 4096 * 2)
    path.write_bytes(content)
    with pytest.raises(RegisterError) as caught, open_register(path, read_only=True) as register:
        list(register.readings())
    assert one_line(caught.value)


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(RegisterError, match=r"postgresql://kim:\*\*\*@localhost:1/x cannot be opened: ") as caught:
        open_register("postgresql://kim:secret@localhost:1/x")
    assert one_line(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql://kim@host:port/x", "postgresql://a:b:c@d:e/f"])
def test_a_url_that_is_none_is_told(url):
    with pytest.raises(UsageError, match="postgresql://USER@HOST/DATABASE"):
        open_register(url)


def test_without_its_driver_a_server_cannot_be_asked(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RegisterError, match=r"pip install 'onrecord\[postgresql\]'"):
        open_register("postgresql://localhost/x")


def test_reading_makes_no_register_in_a_database(server):
    url = server()
    for options in ({"read_only": True}, {"must_exist": True}, {"as_of": "2025-03-01T00:00:00.000000+00:00"}):
        with pytest.raises(RegisterError, match=r"there is no register at .*; make one with: onrecord build"):
            open_register(url, **options)
    open_register(url).close()
    open_register(url, read_only=True).close()


def test_a_database_of_something_else_stays_as_it_was(server):
    import psycopg

    for statement in ("CREATE TABLE things (thing TEXT)", "CREATE TABLE schema_version (version INTEGER)"):
        url = server()
        with psycopg.connect(url) as connection:
            connection.execute(statement)
        with pytest.raises(RegisterError, match="not touched") as caught:
            open_register(url)
        assert one_line(caught.value)
        with psycopg.connect(url) as connection:
            (number,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert number == 1


def test_a_newer_schema_on_a_server_is_refused(server):
    url = server()
    open_register(url, migrations=(*MIGRATIONS, NEWER)).close()
    with pytest.raises(RegisterError, match="made by a newer onrecord"):
        open_register(url)


def test_a_step_that_fails_on_a_server_leaves_the_schema_as_it_was(server):
    url = server()
    open_register(url).close()
    broken = Migration(MIGRATIONS[-1].version + 1, "broken", ("CREATE TABLE half (done TEXT)", "CREATE NONSENSE"))
    with pytest.raises(RegisterError, match="syntax error") as caught:
        open_register(url, migrations=(*MIGRATIONS, broken))
    assert one_line(caught.value)
    open_register(url, read_only=True).close()


def test_a_connection_that_breaks_is_told(server, summit):
    with open_register(server()) as register:
        pid = register._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with open_register(register.place) as other:
            other._connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        with pytest.raises(RegisterError) as caught:
            register.record(summit.morning, "1.0.0")
        assert one_line(caught.value)


def test_who_waits_too_long_for_another_writer_is_told_so_and_writes_once_that_is_done(server, summit):
    with open_register(server()) as register, open_register(register.place) as other:
        register._connection.exec_driver_sql("SET lock_timeout = '100ms'")
        with (
            pytest.raises(RegisterError, match="another process has been writing") as caught,
            transaction(other._connection),
        ):
            register.record(summit.morning, "1.0.0")
        assert one_line(caught.value)
        assert list(register.texts()) == []
        register.record(summit.morning, "1.0.0")
        assert len(list(register.texts())) == 1


def test_a_reader_on_a_server_sees_the_register_as_it_stood_when_opened_and_cannot_write(server, summit):
    url = server()
    with open_register(url) as writer:
        writer.record(summit.morning, "1.0.0")
        with open_register(url, read_only=True) as reader:
            assert len(list(reader.texts())) == 1
            writer.record(summit.evening, "1.0.0")
            assert len(list(reader.texts())) == 1
            with pytest.raises(RegisterError, match="cannot be written"):
                reader.record(summit.evening, "1.0.0")
