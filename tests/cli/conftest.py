"""The program run in this process, on a register of the made-up story."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord.cli import main
from onrecord.register import open_register


@dataclass(frozen=True)
class Outcome:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def path(tmp_path, summit):
    place = tmp_path / "summit.register"
    with open_register(place) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
    return place


@pytest.fixture
def onrecord(capsys, monkeypatch) -> Callable[..., Outcome]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ONRECORD_REGISTER", raising=False)

    def run(*arguments: object) -> Outcome:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run
