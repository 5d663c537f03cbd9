"""The workers of a Dask cluster work through a stream of items; this process alone sees the results, in order.

A worker holds nothing that is not here too: where one is lost, Dask gives its batches to the others, as often as its
setting ``distributed.scheduler.allowed-failures`` says; then the items of the batch are tried one by one. Whoever can
reach the scheduler can run code on every worker: keep it on a network of one's own, or on tls:// with certificates.
"""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Any, TypeVar

from onrecord import __version__
from onrecord.errors import OnrecordError, UsageError, WorkerError
from onrecord.scale.engine import Outcomes
from onrecord.scale.worker import Done, Failed, Lost, Outcome, attempt

Item = TypeVar("Item")

_SCHEMES = ("tcp://", "tls://")
_AHEAD = 2  # batches in flight for each worker
_PATIENCE = 30  # seconds: for the scheduler to answer, and without any worker
_LOST = Lost("as Dask tells")
_SAFE = "what was recorded is safe: build again"
# The parser cannot be shared by threads: a worker with several of them still reads one document at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Cluster:
    """An engine of the workers that the scheduler at this address has, or gains on the way."""

    scheduler: str

    def outcomes(
        self, function: Callable[[Item], Any], batches: Iterator[list[Item]], name: Callable[[Item], str]
    ) -> Outcomes[Item]:
        """As ``Engine`` says. UsageError where distributed is not installed here, no scheduler answers, or the workers
        have another version of onrecord; WorkerError where the last worker is gone."""
        client = _client(self.scheduler)
        build = uuid.uuid4().hex  # so that two builds on one cluster never take each other's results
        waiting: deque[tuple[list[Item], Any]] = deque()

        def submitted(batch: list[Item], number: str) -> Any:
            return client.submit(work, function, batch, __version__, key=f"onrecord-{build}-{number}")

        def first() -> Iterator[tuple[Item, Outcome]]:
            batch, future = waiting[0]
            outcomes = _answer(client, future, lambda: ", ".join(map(name, batch)))
            if outcomes is None and len(batch) > 1:  # at which of them the workers ended is not known
                outcomes = list(chain.from_iterable(alone(item, f"{future.key}-{n}") for n, item in enumerate(batch)))
            waiting.popleft()
            return zip(batch, outcomes or [_LOST], strict=True)

        def alone(item: Item, number: str) -> list[Outcome]:
            return _answer(client, submitted([item], number), lambda: name(item)) or [_LOST]

        try:
            for number, batch in enumerate(batches):
                waiting.append((batch, submitted(batch, str(number))))
                if len(waiting) >= _AHEAD * max(1, len(client.nthreads())):
                    yield from first()
            while waiting:
                yield from first()
        finally:
            _dismiss(client, [future for _, future in waiting])


def work(function: Callable[[Any], Any], batch: Sequence[Any], version: str) -> list[Done | Failed]:
    """What a worker does. Raises UsageError where it has another version than the process that asks."""
    if version != __version__:
        raise UsageError(
            f"a worker of the cluster has onrecord {__version__}, this is {version}: they would read differently"
        )
    with _one_at_a_time:
        return [attempt(function, item) for item in batch]


def _client(address: str) -> Any:
    """A connection, once there is a worker."""
    if not address.startswith(_SCHEMES):
        raise UsageError(f"no address of a scheduler: {address!r}; it looks like tcp://HOST:PORT")
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise UsageError("distributed is not installed: install it with: pip install 'onrecord[cluster]'") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise UsageError(f"the scheduler at {address} has no worker") from error
    return client


def _answer(client: Any, future: Any, names: Callable[[], str]) -> list[Outcome] | None:
    """The outcomes of a batch, however long they take while there is a worker; None where it ended several workers."""
    deserted = False
    killed: type[Exception] = import_module("distributed").KilledWorker
    while True:
        try:
            outcomes: list[Outcome] = future.result(timeout=_PATIENCE)
        except killed:
            return None
        except TimeoutError as error:
            if not client.nthreads():
                if deserted:
                    raise WorkerError(f"the cluster has no worker left; {_SAFE}") from error
                deserted = True
        except OnrecordError:
            raise
        except Exception as error:  # what reading raises comes as an outcome: this is the cluster's own
            kind = type(error).__name__
            raise WorkerError(f"the cluster gave up ({kind}: {error}), at one of: {names()}; {_SAFE}") from error
        else:
            return outcomes


def _dismiss(client: Any, futures: Sequence[Any]) -> None:
    """Let go of what is under way: a worker ends the document that it is at, and begins no other."""
    with suppress(Exception):  # the scheduler may be what failed: the first error is the one to tell
        client.cancel(list(futures), force=True)
    client.close()
