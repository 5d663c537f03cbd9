"""The program as a user runs it: a process of its own."""

import os
import signal
import subprocess
import sys

import pytest

COMMAND = (sys.executable, "-W", "error", "-c", "import sys; from onrecord.cli import main; sys.exit(main())")
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("ONRECORD")} | {"COLUMNS": "80"}

NOTE = """Minister {number} speaks on Ruritania

Germany pledged to send {number} soldiers to Ruritania if a ceasefire holds, its defence ministry said on Monday.
"We will not leave Ruritania alone," Defence Minister Anna Holt told reporters in city {number}.
{more}
France ruled out sending troops. Spain has not decided whether to train {number} units of the Ruritanian army.
"""
MORE = "Delegates from {number} towns met in hall {line} and talked about roads, schools and the price of bread.\n"


@pytest.fixture
def onrecord():
    """Run a command to its end."""

    def run(*arguments):
        command = [*COMMAND, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=ENVIRONMENT, timeout=300)

    return run


def hear_ctrl_c():
    """In a process about to start: a shell without job control tells what it runs in the background to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start():
    """Start a command, and let it run."""

    def run(*arguments, stdin=None, stderr=subprocess.PIPE):
        command = [*COMMAND, *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, stdin=stdin, stdout=pipe, stderr=stderr, encoding="utf-8", env=ENVIRONMENT, preexec_fn=hear_ctrl_c
        )

    return run


@pytest.fixture(scope="session")
def write_articles():
    """Fill a folder with so many articles, each of so many lines beside the four that matter."""

    def write(folder, count, lines=0):
        folder.mkdir()
        for number in range(1, count + 1):
            more = "".join(MORE.format(number=number, line=line) for line in range(lines))
            (folder / f"note-{number:03}.txt").write_text(NOTE.format(number=number, more=more), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def articles(write_articles, tmp_path):
    """A folder of so many articles, made when asked for."""
    return lambda count: write_articles(tmp_path / "articles", count)


@pytest.fixture(scope="session")
def content():
    """The bytes of an export, by file."""
    return lambda folder: {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
