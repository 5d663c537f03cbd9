"""Ctrl-C leaves a register that is whole, and the same command goes on from there."""

import signal
import sqlite3
import time
from contextlib import closing

import pytest

from onrecord.flow import build, open_register
from onrecord.publish import export
from onrecord.settings import Settings

COUNT = 32


@pytest.fixture(scope="module")
def folder(write_articles, tmp_path_factory):
    return write_articles(tmp_path_factory.mktemp("coverage") / "articles", COUNT, lines=6)


@pytest.fixture(scope="module")
def undisturbed(folder, content, tmp_path_factory):
    """The bytes of the export of a build that nobody stopped."""
    place = tmp_path_factory.mktemp("undisturbed")
    with open_register(place / "a.register") as register:
        build([folder], register, Settings(workers=1))
        export(register, place / "out")
    return content(place / "out")


def recorded(register):
    """How many documents another process finds in the register."""
    if not register.exists():
        return 0
    with closing(sqlite3.connect(register, timeout=30)) as database:
        try:
            return database.execute("SELECT count(*) FROM readings").fetchone()[0]
        except sqlite3.OperationalError:  # the tables are not made yet
            return 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_build_is_taken_up_and_ends_as_if_never_stopped(
    start, onrecord, folder, undisturbed, content, tmp_path, workers
):
    register = tmp_path / "stopped.register"
    with start("build", folder, "--register", register, "--workers", workers) as process:
        while not recorded(register) and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == (
        f"onrecord: stopped; what was read is safe in {register}: the same command takes up where this one stopped"
    )
    assert 0 < recorded(register) < COUNT

    refused = onrecord("export", "--out", tmp_path / "early", "--register", register)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)

    resumed = onrecord("build", folder, "--register", register, "--workers", 1)
    assert resumed.returncode == 0
    assert "held already" in resumed.stdout
    onrecord("export", "--out", tmp_path / "resumed", "--register", register)
    assert content(tmp_path / "resumed") == undisturbed
