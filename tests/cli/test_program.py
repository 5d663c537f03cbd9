"""Errors take one line that says what to do; the exit status tells their kind."""

import os
import subprocess
import sys

import pytest

from onrecord import __version__
from onrecord.cli.program import onrecord as program
from onrecord.publish import FORMATS

ONRECORD = [sys.executable, "-c", "import sys; from onrecord.cli import main; sys.exit(main())"]


def test_the_version_is_told(onrecord):
    assert onrecord("--version").out == f"onrecord {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["foo"], "onrecord: No such command 'foo'. (see: onrecord --help)"),
        (["show", "matrx"], "onrecord: No such command 'matrx'. Did you mean 'matrix'? (see: onrecord show --help)"),
        (["show", "matrix"], "onrecord: Missing option '--register'"),
        (["build", "--register", "r"], "onrecord: Missing argument 'PATH...'. (see: onrecord build --help)"),
        (["build", "a", "--register", "r", "--workers", "0"], "onrecord: Invalid value for '--workers'"),
        (["export", "--register", "r", "--out", "o", "--format", "xls"], "onrecord: Invalid value for '--format'"),
        (["show", "positions", "--register", "r", "--stance", "firm"], "onrecord: Invalid value for '--stance'"),
    ],
)
def test_what_cannot_be_done_as_asked_ends_with_status_2(onrecord, arguments, told):
    outcome = onrecord(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(told)
    assert outcome.err.count("\n") == 1


def test_an_unknown_party_ends_with_status_2(onrecord, path):
    outcome = onrecord("show", "positions", "--party", "Germny", "--register", path)
    assert (outcome.status, outcome.err) == (
        2,
        "onrecord: no party 'Germny' in this register: did you mean Germany?\n",
    )


def test_a_missing_register_ends_with_status_1(onrecord, tmp_path):
    outcome = onrecord("show", "--register", tmp_path / "absent")
    assert outcome.status == 1
    assert outcome.err.startswith("onrecord: there is no register at ")
    assert outcome.err.count("\n") == 1


def test_a_file_name_cannot_control_the_terminal_either(onrecord, tmp_path):
    outcome = onrecord("show", "--register", tmp_path / "a\x1b[2J\nb")
    assert "a\\x1b[2J b" in outcome.err
    assert outcome.err.count("\n") == 1


def test_no_command_shows_the_commands(onrecord):
    outcome = onrecord()
    assert outcome.status == 2
    assert "Commands:" in outcome.err


def test_every_command_and_option_has_help():
    def walk(command, name):
        assert command.help, name
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or parameter.help, (name, parameter.name)
        for child, each in getattr(command, "commands", {}).items():
            walk(each, f"{name} {child}")

    walk(program, "onrecord")


def test_ctrl_c_ends_with_status_130(onrecord, path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.ask.matrix", interrupt)
    assert onrecord("show", "--register", path).status == 130


def test_a_closed_pipe_is_no_error(path):
    environment = {**os.environ, "COLUMNS": "80"}
    with subprocess.Popen(
        [*ONRECORD, "show", "positions", "--json", "--register", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (141, b"")


def test_a_terminal_without_shapes_gets_letters(path):
    done = subprocess.run(
        [*ONRECORD, "show", "--register", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "80"},
    )
    shown = done.stdout.decode("ascii")
    assert "P1R1!*" in shown
    assert "P pledged  W willing  U undecided  R refused  D demanded  T threatened" in shown


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_that_want_them(path, variables, coloured):
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    parent, child = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | variables
    with subprocess.Popen([*ONRECORD, "show", "--register", str(path)], stdout=child, env=environment) as process:
        os.close(child)
        shown = _all_of(parent)
    assert process.returncode == 0
    assert ("\x1b[" in shown) is coloured
    assert "Germany" in shown


def _all_of(terminal):
    content = b""
    try:
        while more := os.read(terminal, 4096):
            content += more
    except OSError:  # how Linux tells that the other end is closed
        pass
    os.close(terminal)
    return content.decode()


def test_an_export_and_an_import_say_what_was_written(onrecord, path, tmp_path):
    outcome = onrecord("export", "--register", path, "--out", tmp_path / "out")
    assert outcome.status == 0
    assert f"      3  {tmp_path / 'out' / 'documents.jsonl'}\n" in outcome.out
    outcome = onrecord("import", tmp_path / "out", "--register", tmp_path / "other.register")
    assert outcome.status == 0
    assert outcome.out.startswith("3 documents recorded\nfound    6 positions, 2 statements, 2 figures")
    assert onrecord("show", "--json", "--register", tmp_path / "other.register").out == (
        onrecord("show", "--json", "--register", path).out
    )
    outcome = onrecord("import", tmp_path / "out", "--register", path)
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "import into an empty one" in outcome.err


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_is_written_and_told_file_by_file(onrecord, path, tmp_path, file_format):
    outcome = onrecord("export", "--register", path, "--format", file_format, "--out", tmp_path / "out")
    assert (outcome.status, outcome.err) == (0, "")
    told = {line.split("  ", 1)[1].rpartition("/")[2].split(": ")[0] for line in outcome.out.strip().split("\n")}
    assert told <= {each.name for each in (tmp_path / "out").iterdir()}
