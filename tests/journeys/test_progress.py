"""Whoever waits at a terminal sees how far the build is; a pipe gets nothing that is not asked for."""

import os
import subprocess

import pytest


@pytest.fixture
def errors_on_a_terminal(start):
    """Run a command with standard error on a terminal; gives what it showed there."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")

    def run(*arguments):
        parent, child = pty.openpty()
        with start(*arguments, stderr=child) as process:
            os.close(child)
            shown = _all_of(parent)
            process.communicate()
        return shown, process.returncode

    return run


def _all_of(terminal):
    content = b""
    try:
        while more := os.read(terminal, 4096):
            content += more
    except OSError:  # how Linux tells that the other end is closed
        pass
    os.close(terminal)
    return content.decode()


def test_a_terminal_shows_how_many_are_done(errors_on_a_terminal, articles, tmp_path):
    shown, status = errors_on_a_terminal("build", articles(2), "--register", tmp_path / "a.register")
    assert status == 0
    assert "reading" in shown
    assert "2/2" in shown


def test_a_pipe_gets_the_summary_alone(onrecord, articles, tmp_path):
    built = onrecord("build", articles(1), "--register", tmp_path / "a.register")
    assert built.stderr == ""
    assert built.stdout.startswith("1 document recorded\n")


def test_standard_input_may_be_a_pipe(start, tmp_path):
    with start("build", "-", "--register", tmp_path / "a.register", stdin=subprocess.PIPE) as process:
        out, _ = process.communicate("A headline\n\nFrance pledged to train troops, its minister said.\n")
    assert process.returncode == 0
    assert out.startswith("1 document recorded\n")
