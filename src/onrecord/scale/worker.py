"""One worker process: takes batches of items on standard input, gives their outcomes on standard output.

The messages are pickles; both ends are this package, started by one user on one machine.
"""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Done:
    """What the function gave for an item."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """What the function raised for an item: ``expected`` where onrecord raised it on purpose."""

    message: str
    trace: str
    expected: type[OnrecordError] | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """No outcome: every process that worked on the item ended; ``how`` the last one did."""

    how: str


Outcome = Done | Failed | Lost


def attempt(function: Callable[[Any], Any], item: Any) -> Done | Failed:
    """The outcome for one item: its error is carried to where it can be told with the item's name."""
    try:
        return Done(function(item))
    except OnrecordError as error:
        return Failed(str(error), traceback.format_exc(), type(error))
    except Exception as error:  # noqa: BLE001  (raised again by the process that asked)
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def serve() -> None:
    """Work until the input ends; quietly stop when nobody listens any more."""
    inward, outward = _take_over_streams()
    try:
        function = pickle.load(inward)
        while True:
            outcomes = [attempt(function, item) for item in pickle.load(inward)]
            outward.write(pickle.dumps(outcomes, pickle.HIGHEST_PROTOCOL))
            outward.flush()
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nothing to save; closing ``outward`` in order would fail once more


def _take_over_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the conversation, out of reach of whatever a library may print."""
    inward, outward = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return inward, outward
