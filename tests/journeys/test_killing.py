"""A build that is killed at any moment, in the middle of a commit too, leaves a register that the next one completes.

ONRECORD_KILLS sets how many builds are killed on each kind of register: a hundred take about ten minutes.
"""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from onrecord.errors import RegisterError
from onrecord.flow import build, open_register
from onrecord.publish import export
from onrecord.settings import Settings

KILLS = int(os.environ.get("ONRECORD_KILLS", "6"))
COUNT = 12
ALONE = Settings(workers=1)

BUILD = """
import sys
from onrecord.flow import build, open_register
from onrecord.settings import Settings
with open_register(sys.argv[2]) as register:
    print("open", flush=True)
    build([sys.argv[1]], register, Settings(workers=1))
"""
# kills itself so many seconds after it has begun its Nth commit: the database works on it without Python's lock
IN_A_COMMIT = """
import os, signal, sys, threading, time
from sqlalchemy import event, Engine
left, wait = int(sys.argv[3]), float(sys.argv[4])
def end():
    time.sleep(wait)
    os.kill(os.getpid(), signal.SIGKILL)
@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    left -= statement == "COMMIT"
    if left == 0:
        left = -1
        threading.Thread(target=end).start()
"""


@pytest.fixture(scope="module")
def folder(write_articles, tmp_path_factory):
    return write_articles(tmp_path_factory.mktemp("coverage") / "articles", COUNT, lines=4)


@pytest.fixture(scope="module")
def undisturbed(folder, content, tmp_path_factory):
    """The bytes of the export of a build that nobody killed, and the seconds that it took once it had begun."""
    place = tmp_path_factory.mktemp("undisturbed")
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, folder, place / "a.register"], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        began = time.monotonic()
        assert process.wait(timeout=300) == 0
    seconds = time.monotonic() - began
    with open_register(place / "a.register", read_only=True) as register:
        export(register, place / "out")
    return content(place / "out"), seconds


def whole_documents(place):
    """How many documents are held, each with all that was read in it; none where not even the tables are there yet."""
    try:
        register = open_register(place, read_only=True)
    except RegisterError as error:
        if "there is no register" not in str(error):
            raise
        return 0
    with register:
        for reading in register.readings():
            assert reading.positions, "a document is there with all that was read in it, or not at all"
        return len(register.names())


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_build_is_completed_by_the_next(kill, folder, place, undisturbed, content, tmp_path):
    expected, seconds = undisturbed
    moment = random.Random(kill)
    if kill % 2:
        when = [str(moment.randint(1, COUNT + 3)), str(moment.uniform(0, 0.002))]
        with subprocess.Popen([sys.executable, "-c", IN_A_COMMIT + BUILD, folder, place, *when]) as process:
            status = process.wait(timeout=300)
    else:
        with subprocess.Popen([sys.executable, "-c", BUILD, folder, place], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(moment.uniform(0, seconds))
            process.kill()
            status = process.wait(timeout=300)
    assert status in (-signal.SIGKILL, 0)

    held = whole_documents(place)
    with open_register(place) as register:
        summary = build([folder], register, ALONE)
        assert (summary.held, summary.recorded) == (held, COUNT - held)
        export(register, tmp_path / "out")
    assert content(tmp_path / "out") == expected


def test_two_builds_at_once_both_complete_and_nothing_is_lost(folder, place, undisturbed, content, tmp_path):
    open_register(place).close()
    builds = [
        subprocess.Popen([sys.executable, "-c", BUILD, folder, place], stdout=subprocess.DEVNULL) for _ in range(2)
    ]
    assert [process.wait(timeout=300) for process in builds] == [0, 0]
    with open_register(place) as register:
        assert build([folder], register, ALONE).held == COUNT
        export(register, tmp_path / "out")
    assert content(tmp_path / "out") == undisturbed[0]
