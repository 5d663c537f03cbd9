"""Several processes of this machine work through a stream of items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any, TypeVar

from onrecord.scale.engine import Outcomes
from onrecord.scale.process import ONE_THREAD, WorkerProcess
from onrecord.scale.worker import Done, Failed, attempt

Item = TypeVar("Item")

_AHEAD = 2  # batches in flight for each worker: one that it works on, one ready to be taken


@dataclass(frozen=True, slots=True)
class Processes:
    """An engine of so many processes; with one, or for one batch, the work is done in this process."""

    number: int

    def outcomes(
        self, function: Callable[[Item], Any], batches: Iterator[list[Item]], name: Callable[[Item], str]
    ) -> Outcomes[Item]:
        """As ``Engine`` says. WorkerError when a process ends: what it worked on is not tried again."""
        first = list(islice(batches, 2))
        work = chain(first, batches)
        if self.number > 1 and len(first) > 1:
            return _together(function, work, self.number, name)
        return _alone(function, work)


def _alone(function: Callable[[Item], Any], batches: Iterable[list[Item]]) -> Outcomes[Item]:
    with _one_thread():
        for batch in batches:
            for item in batch:
                yield item, attempt(function, item)


@contextmanager
def _one_thread() -> Iterator[None]:
    """As in the workers, for numpy may be imported with the first item; afterwards as it was."""
    before = {variable: os.environ.get(variable) for variable in ONE_THREAD}
    os.environ.update({variable: value for variable, value in ONE_THREAD.items() if before[variable] is None})
    try:
        yield
    finally:
        for variable in (variable for variable, value in before.items() if value is None):
            os.environ.pop(variable, None)


def _together(
    function: Callable[[Item], Any], batches: Iterable[list[Item]], workers: int, name: Callable[[Item], str]
) -> Outcomes[Item]:
    """A thread for each worker process waits for its answers; the processes do the work."""
    crew: list[WorkerProcess] = []
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    threads = ThreadPoolExecutor(workers)
    waiting: deque[tuple[list[Item], Future[list[Done | Failed]]]] = deque()

    def work(batch: list[Item]) -> list[Done | Failed]:
        worker = idle.get()
        try:
            return worker.work(batch, lambda: ", ".join(map(name, batch)))
        finally:
            idle.put(worker)

    try:
        for _ in range(workers):
            crew.append(WorkerProcess(function))
            idle.put(crew[-1])
        for batch in batches:
            waiting.append((batch, threads.submit(work, batch)))
            if len(waiting) >= workers * _AHEAD:
                yield from _first_of(waiting)
        while waiting:
            yield from _first_of(waiting)
    finally:
        _dismiss(crew, threads)


def _first_of(
    waiting: deque[tuple[list[Item], Future[list[Done | Failed]]]],
) -> Iterator[tuple[Item, Done | Failed]]:
    batch, answer = waiting.popleft()
    return zip(batch, answer.result(), strict=True)


def _dismiss(crew: list[WorkerProcess], threads: ThreadPoolExecutor) -> None:
    """End the processes, whatever they are at: they hold nothing that is not here too."""
    threads.shutdown(wait=False, cancel_futures=True)
    for worker in crew:
        worker.kill()
    threads.shutdown(wait=True)
    for worker in crew:
        worker.close()
