"""A worker process as its parent sees it.

Not ``multiprocessing``: its workers run the caller's main module again, and take Ctrl-C themselves.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any

from onrecord.errors import WorkerError
from onrecord.scale.worker import Done, Failed

# Processes side by side are faster than threads within each; numpy reads these when it is imported.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from onrecord.scale.worker import serve; serve()"


class WorkerProcess:
    """Starts at once, and works on one batch at a time with the function it was given."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ONE_THREAD | os.environ,
            process_group=0,  # Ctrl-C reaches the parent alone, which decides
        )
        self._say(function)

    def work(self, batch: Sequence[Any], names: Callable[[], str]) -> list[Done | Failed]:
        """The outcome for each item. Raises WorkerError when the process ends instead of answering."""
        try:
            self._say(batch)
            outcomes: list[Done | Failed] = pickle.load(self._stream("stdout"))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise WorkerError(self._end(names())) from error
        return outcomes

    def kill(self) -> None:
        """End the process now; whoever waits for its answer is told by WorkerError."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Let the pipes go, when nobody reads them any more."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was on its way to a dead process is lost with it
                    stream.close()

    def _say(self, message: object) -> None:
        stream = self._stream("stdin")
        stream.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        stream.flush()

    def _stream(self, name: str) -> IO[bytes]:
        stream: IO[bytes] = getattr(self._process, name)
        return stream

    def _end(self, names: str) -> str:
        status = self._process.wait()
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return (
            f"a process that reads documents {how}, perhaps for want of memory, at one of: {names}; "
            "what was recorded is safe: build again with fewer workers"
        )
