"""Opening a register tells what is wrong in one line and harms nothing."""

import sqlite3
from contextlib import closing

import pytest

from onrecord.errors import RegisterError
from onrecord.register import open_register
from onrecord.register.migrations import MIGRATIONS, Migration
from onrecord.register.schema import tables

NEWEST = MIGRATIONS[-1].version
NEXT = Migration(NEWEST + 1, "a table of notes", ("CREATE TABLE notes (note TEXT)",))


def test_a_register_is_made_where_there_is_none(tmp_path):
    path = tmp_path / "new.register"
    open_register(path).close()
    with open_register(path, read_only=True) as register:
        assert list(register.texts()) == []


def test_an_empty_file_becomes_a_register(tmp_path):
    path = tmp_path / "touched"
    path.touch()
    with open_register(path) as register:
        assert list(register.positions()) == []


def test_what_a_build_leaves_that_was_killed_before_its_first_commit_becomes_a_register(tmp_path):
    path = tmp_path / "killed.register"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    with pytest.raises(RegisterError, match="there is no register at"):
        open_register(path, read_only=True)
    with open_register(path) as register:
        assert list(register.positions()) == []


def test_reading_does_not_make_a_register(tmp_path):
    path = tmp_path / "absent.register"
    with pytest.raises(RegisterError, match=r"there is no register at .*; make one with: onrecord build"):
        open_register(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"just some notes\n" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_register_stays_as_it_was(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="not touched") as caught:
        open_register(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_another_programs_database_stays_as_it_was(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE things (thing)")
    before = path.read_bytes()
    with pytest.raises(RegisterError, match="is not a register"):
        open_register(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "newer.register"
    open_register(path, migrations=(*MIGRATIONS, NEXT)).close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(
            RegisterError, match=rf"newer onrecord \(schema {NEWEST + 1}, this one knows {NEWEST}\): upgrade"
        ):
            open_register(path, read_only=read_only)
    assert path.read_bytes() == before


def test_an_older_schema_is_brought_up_to_date_and_keeps_what_it_holds(tmp_path, summit):
    path = tmp_path / "older.register"
    with open_register(path) as register:
        register.record(summit.evening, "1.0.0")
    with pytest.raises(RegisterError, match="bring it up to date with: onrecord build"):
        open_register(path, read_only=True, migrations=(*MIGRATIONS, NEXT))
    with open_register(path, migrations=(*MIGRATIONS, NEXT)) as register:
        assert list(register.positions()) == list(summit.evening.positions)
    with closing(sqlite3.connect(path)) as database:
        steps = database.execute("SELECT version, name FROM schema_version ORDER BY version").fetchall()
    assert steps == [(each.version, each.name) for each in (*MIGRATIONS, NEXT)]


def test_a_step_that_fails_leaves_the_schema_as_it_was(tmp_path):
    path = tmp_path / "steady.register"
    open_register(path).close()
    broken = Migration(NEWEST + 1, "broken", ("CREATE TABLE half (done)", "CREATE NONSENSE"))
    with pytest.raises(RegisterError, match=r"syntax error; what was recorded is safe"):
        open_register(path, migrations=(*MIGRATIONS, broken))
    open_register(path, read_only=True).close()


def test_a_folder_or_a_missing_folder_is_told(tmp_path):
    with pytest.raises(RegisterError, match="is a folder"):
        open_register(tmp_path)
    with pytest.raises(RegisterError, match="does not exist; make it first"):
        open_register(tmp_path / "nowhere" / "a.register")


def test_a_reader_sees_the_register_as_it_stood_when_opened_and_cannot_write(tmp_path, summit):
    path = tmp_path / "shared.register"
    with open_register(path) as writer:
        writer.record(summit.morning, "1.0.0")
        with open_register(path, read_only=True) as reader:
            assert len(list(reader.texts())) == 1
            writer.record(summit.evening, "1.0.0")
            assert len(list(reader.texts())) == 1
            with pytest.raises(RegisterError, match="cannot be written"):
                reader.record(summit.evening, "1.0.0")


def test_queries_and_migrations_agree_on_every_table_and_column(tmp_path):
    path = tmp_path / "columns.register"
    open_register(path).close()
    with closing(sqlite3.connect(path)) as database:
        for table in (*tables.sorted_tables,):
            made = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})")]
            assert made == [column.name for column in table.columns], table.name


def test_a_name_with_marks_of_addresses_is_just_a_name(tmp_path):
    path = tmp_path / "what?mode=memory&a%20b#c.register"
    open_register(path).close()
    assert path.stat().st_size > 0
