"""``make fuzz``: damaged inputs to every target for so many seconds, each bounded in time and memory.

    python -m tests.fuzz.run [--seconds N] [--first N] [--report FILE] [TARGET...]

A target runs in a process of its own, with at most 2 GB of data. An input that raises, takes more than 5 seconds of
processor time, or ends the process is kept in ``tests/fuzz/corpus/``, where the tests try it ever after.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import json
import multiprocessing
import resource
import signal
import sys
import time
import traceback
import warnings
from ctypes import c_longlong
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 5.0  # of processor time an input may take
MEMORY = 2_000_000_000  # bytes
_STUCK = 60.0  # seconds after which a process that says nothing is ended: code in C hears no signal
_ENOUGH = 5  # findings after which a target is left: they are mostly one defect


class SlowError(Exception):
    """An input took more processor time than it may."""


def _too_slow(*_: object) -> None:
    raise SlowError


def try_one(name: str, data: bytes) -> None:
    """Run one input, bounded in processor time; raises what the target raises, or SlowError."""
    previous = signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        TARGETS[name].run(data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def _work(name: str, first: int, seconds: float, told: Connection, number: c_longlong) -> None:
    """Try inputs until the time is over; tell what failed, and how many there were."""
    faulthandler.enable()
    warnings.simplefilter("ignore")  # parsers warn of what is broken: it is meant to be
    seeds = TARGETS[name].seeds()
    for seed in seeds:
        TARGETS[name].run(seed)  # what is loaded once counts for no input
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    at, end = first, time.monotonic() + seconds
    while time.monotonic() < end:
        number.value = at  # read by the other process if this one dies
        data = mutated(name, seeds, at, TARGETS[name].usual)
        try:
            try_one(name, data)
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is a finding
            told.send((at, f"{type(error).__name__}: {error}"[:300], traceback.format_exc()[-1500:]))
        at += 1
    told.send((at, None, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)))


def fuzz(name: str, first: int, seconds: float) -> dict[str, Any]:
    """Try inputs from this number on; gives counts, and what was found by number."""
    found: dict[int, str] = {}
    memory, began, next_one = 0, time.monotonic(), first
    context = multiprocessing.get_context("fork")
    while (left := seconds - (time.monotonic() - began)) > 0 and len(found) < _ENOUGH:
        ours, theirs = context.Pipe(duplex=False)
        number = context.Value("q", next_one, lock=False)
        process = context.Process(target=_work, args=(name, next_one, left, theirs, number))
        process.start()
        theirs.close()
        ended = None
        before = -1
        while True:
            try:
                if ours.poll(_STUCK):
                    at, what, more = ours.recv()
                    if what is None:
                        next_one, memory, ended = at, max(memory, int(more) * 1024), True
                        break
                    found[at] = what
                    print(f"{name} {at}: {what}\n{more}", file=sys.stderr, flush=True)
                    if len(found) >= _ENOUGH:
                        break
                elif number.value == before:
                    found[before] = f"hang: nothing for {_STUCK:.0f} seconds"
                    break
                before = number.value
            except EOFError:
                found[number.value] = "the process ended"
                break
        process.kill()
        process.join()
        if not ended:
            next_one = number.value + 1
    seeds = TARGETS[name].seeds()
    for at in found:
        data = mutated(name, seeds, at, TARGETS[name].usual)
        (CORPUS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
    return {
        "target": name,
        "inputs": next_one - first,
        "first": first,
        "seconds": round(time.monotonic() - began, 1),
        "most_memory": memory,
        "found": {str(at): what for at, what in found.items()},
    }


def main() -> int:
    """Fuzz the targets named, or all, one after the other; 1 where something was found."""
    parser = argparse.ArgumentParser(description="Damaged inputs to every target.")
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--seconds", type=float, default=160, help="for all targets together")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input of each")
    parser.add_argument("--report", type=Path, help="a file to which the counts of each target are added")
    asked = parser.parse_args()
    failed = False
    for name in asked.targets:
        counts = fuzz(name, asked.first, asked.seconds / len(asked.targets))
        failed = failed or bool(counts["found"])
        print(f"{name}: {counts['inputs']} inputs in {counts['seconds']} s, {len(counts['found'])} found")
        if asked.report is not None:
            with asked.report.open("a", encoding="utf-8") as file:
                file.write(json.dumps(counts) + "\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
