"""``make load``: readers and reviewers of one register at once, while a build writes into it, all on loopback.

    python -m tests.load.run [--seconds N] [--readers N] [--kill]

Prints what was answered, how fast, and what was lost; 1 where anything failed. With ``--kill`` the server and the build
are killed at a random moment and begun again: what was answered as done must still be there.
"""

from __future__ import annotations

import argparse
import http.client
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from onrecord import ask
from onrecord.flow import open_register
from onrecord.model import Decision
from onrecord.model.moment import written
from tests.conftest import compare_by_hand, evening, morning

COMMAND = [sys.executable, "-c", "import sys; from onrecord.cli import main; sys.exit(main())"]
ADDRESSES = ("/", "/positions", "/conflicts", "/parties", "/api/v1/positions", "/api/v1/claims", "/api/v1/matrix")
ARTICLE = (
    "Talks in town {n}\n\nGermany pledged to send {n} soldiers to Ruritania, its defence ministry said on Monday.\n"
)


@dataclass
class Result:
    """What came of it: seconds of each answer, what failed, the ids of judgements answered as done."""

    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    recorded: int = 0

    @property
    def p95(self) -> float:
        """Seconds that 95 of 100 answers took at most."""
        return sorted(self.answers)[int(0.95 * len(self.answers))]


def load(seconds: float, readers: int, kill: bool = False) -> Result:
    """Drive a server so long with so many readers and two reviewers, while a build writes."""
    result, stop, down = Result(), threading.Event(), threading.Event()
    with tempfile.TemporaryDirectory(prefix="onrecord-load-") as folder:
        place = Path(folder) / "a.register"
        first = (morning(), evening())
        with open_register(place) as register:
            for reading in first:
                register.record(reading, "1.0.0")
            register.record_comparison(compare_by_hand(first), "1.0.0")
        articles = Path(folder) / "articles"
        articles.mkdir()
        for number in range(200):
            (articles / f"{number:03}.txt").write_text(ARTICLE.format(n=number + 2), encoding="utf-8")
        port = _free_port()
        server, build = _serve(place, port), _build(articles, place)
        targets = [each.id for reading in first for each in reading.positions]
        threads = [threading.Thread(target=_read, args=(port, stop, down, result, n)) for n in range(readers)]
        threads += [threading.Thread(target=_judge, args=(place, targets, stop, result, n)) for n in range(2)]
        for thread in threads:
            thread.start()
        try:
            time.sleep(seconds * random.uniform(0.3, 0.6))
            if kill:
                down.set()
                for process in (server, build):
                    process.kill()
                    process.wait()
                server, build = _serve(place, port), _build(articles, place)
                down.clear()
            time.sleep(seconds * 0.5)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
            for process in (server, build):
                process.kill()
                process.wait()
        with open_register(place, read_only=True) as register:
            held = {each.id for each in register.judgements()}
            result.recorded = len(register.names()) - len(first)
        result.lost = sorted(set(result.judged) - held)
    return result


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(place: Path, port: int) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "serve", "--register", str(place), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the server did not begin to listen within a minute")


def _build(articles: Path, place: Path) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "build", str(articles), "--register", str(place), "--workers", "1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _read(port: int, stop: threading.Event, down: threading.Event, result: Result, number: int) -> None:
    chance = random.Random(number)
    while not stop.is_set():
        began = time.monotonic()
        killed = down.is_set()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                connection.request("GET", chance.choice(ADDRESSES))
                answer = connection.getresponse()
                answer.read()
        except OSError as error:
            if not killed and not down.is_set():
                result.errors.append(repr(error))
            time.sleep(0.1)
            continue
        except http.client.HTTPException as error:
            if not killed and not down.is_set():
                result.errors.append(repr(error))
            continue
        if answer.status != 200:
            result.errors.append(f"status {answer.status}")
        result.answers.append(time.monotonic() - began)


def _judge(place: Path, targets: list[str], stop: threading.Event, result: Result, number: int) -> None:
    chance = random.Random(number)
    while not stop.is_set():
        try:
            with open_register(place, must_exist=True) as register:
                at, who = written(datetime.now(UTC)), f"reviewer {number}"
                made = ask.judgement(register, Decision.NOTE, [chance.choice(targets)], who=who, at=at, why="seen")
                register.judge([made])
            result.judged.append(made.id)
        except Exception as error:  # noqa: BLE001  # whatever keeps a judgement from being kept is what is looked for
            result.errors.append(repr(error))
        stop.wait(0.5)


def main() -> int:
    """Drive, and say what came of it."""
    parser = argparse.ArgumentParser(description="Readers and reviewers at once, while a build writes.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args()
    result = load(asked.seconds, asked.readers, asked.kill)
    print(
        f"{len(result.answers)} answers, p95 {result.p95:.2f} s; "
        f"{len(result.judged)} judgements, {len(result.lost)} lost; "
        f"{result.recorded} articles recorded; {len(result.errors)} errors"
    )
    for error in sorted(set(result.errors))[:10]:
        print(error, file=sys.stderr)
    return int(bool(result.errors or result.lost))


if __name__ == "__main__":
    sys.exit(main())
