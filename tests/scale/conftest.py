"""A Dask cluster on loopback, each worker a process that a test may kill."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ARTICLE = """Minister {number} speaks on Ruritania

Germany pledged to send {number} soldiers to Ruritania, its defence ministry said in city {number} on Monday.
France ruled out sending troops.
"""
#: what workers are given to do, some of it deadly
TASKS = """
import os, signal, sys, time
from pathlib import Path
from onrecord.errors import EvidenceError

def refuse(item):
    if item == 2:
        raise EvidenceError("no such words")
    return item

def die_once(item):
    mark = Path(__file__).with_name("died")
    if item == 3 and not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return item

def die_at_three(item):
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item
"""
_PATIENCE = 60  # seconds for a process to come up


@dataclass
class Loopback:
    """The scheduler's address, and the processes of the workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Loopback]:
    """A scheduler and three workers, which find the modules that a test leaves in its folder.

    Its parameter, if there is one, is how many workers may die at a task before the scheduler gives the task up.
    """
    pytest.importorskip("distributed", reason="no cluster is tried: distributed is not installed")
    place = tmp_path / "scheduler.json"
    paths = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    # how long a lost worker's results are asked for before they are made again
    environment = {**os.environ, "PYTHONPATH": paths, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}
    if hasattr(request, "param"):
        environment["DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"] = str(request.param)
    processes: list[subprocess.Popen[bytes]] = []

    def start(part: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{part}", "--scheduler-file", str(place), *options]
        with (tmp_path / "cluster.log").open("ab") as log:
            processes.append(
                subprocess.Popen([*command, "--no-dashboard"], env=environment, cwd=tmp_path, stdout=log, stderr=log)
            )
        return processes[-1]

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        started = time.monotonic()
        while not place.is_file() or not place.read_text().strip():
            assert time.monotonic() - started < _PATIENCE, (tmp_path / "cluster.log").read_text()
            time.sleep(0.05)
        alone = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--memory-limit", "0")
        workers = [start("dask_worker", *alone) for _ in range(3)]
        yield Loopback(json.loads(place.read_text())["address"], workers)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


@pytest.fixture
def tasks_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], ModuleType]:
    """Makes a module of tasks, by its name and what it holds beside ``TASKS``, that workers find too."""

    def made(name: str, further: str) -> ModuleType:
        (tmp_path / f"{name}.py").write_text(TASKS + further)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, name, raising=False)
        return importlib.import_module(name)

    return made


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of sixteen articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1, 17):
        (folder / f"{number}.txt").write_text(ARTICLE.format(number=number))
    return folder
