"""A worker process as its parent sees it.

Not ``multiprocessing``: its workers run the caller's main module again, and take Ctrl-C themselves.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any

from onrecord.scale.worker import Done, Failed

# Processes side by side are faster than threads within each; numpy reads these when it is imported.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from onrecord.scale.worker import serve; serve()"


class ProcessEndedError(Exception):
    """The process ended instead of answering; the message says how."""


class WorkerProcess:
    """Starts at once, and works on one batch at a time with the function it was given; begins anew where it ended."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = _pickled(function)
        self._starting = threading.Lock()  # between whoever begins it anew and whoever dismisses it
        self._dismissed = False
        self._process = self._start()

    def work(self, batch: Sequence[Any]) -> list[Done | Failed]:
        """The outcome for each item. Raises ProcessEndedError, also once it was dismissed."""
        message = _pickled(batch)
        with self._starting:
            if self._dismissed:
                raise ProcessEndedError("was dismissed")
            if self._process.poll() is not None:
                self.close()
                self._process = self._start()
        try:
            self._say(message)
            outcomes: list[Done | Failed] = pickle.load(self._stream("stdout"))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            # what still runs but no longer answers as agreed must not be asked again
            self._process.kill()
            raise ProcessEndedError(_how(self._process.wait())) from error
        return outcomes

    def dismiss(self) -> None:
        """End the process now, for good; whoever waits for its answer is told by ProcessEndedError."""
        with self._starting:
            self._dismissed = True
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """Let the pipes go, when nobody reads them any more."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was on its way to a dead process is lost with it
                    stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ONE_THREAD | os.environ,
            process_group=0,  # Ctrl-C reaches the parent alone, which decides
        )
        with suppress(OSError):  # one that has ended already is found so when it is asked to work
            self._say(self._function)
        return self._process

    def _say(self, message: bytes) -> None:
        stream = self._stream("stdin")
        stream.write(message)
        stream.flush()

    def _stream(self, name: str) -> IO[bytes]:
        stream: IO[bytes] = getattr(self._process, name)
        return stream


def _pickled(message: object) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _how(status: int) -> str:
    return f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
