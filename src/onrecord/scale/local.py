"""Several processes of this machine work through a stream of items.

A worker holds nothing that is not here too: where one ends, another is begun and does its work. An item that ends every
process that works on it is lost, and told so.
"""

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
from onrecord.scale.process import ONE_THREAD, ProcessEndedError, WorkerProcess
from onrecord.scale.worker import Lost, Outcome, attempt

Item = TypeVar("Item")

_TRIES = 3  # of an item alone, after the batch that it was in ended a process
_AHEAD = 2  # batches in flight for each worker: one that it works on, one ready to be taken


@dataclass(frozen=True, slots=True)
class Processes:
    """An engine of so many processes; with one, or for one batch, the work is done in this process."""

    number: int

    def outcomes(
        self, function: Callable[[Item], Any], batches: Iterator[list[Item]], name: Callable[[Item], str]
    ) -> Outcomes[Item]:
        """As ``Engine`` says. An item that ends the one process that there is ends this one."""
        first = list(islice(batches, 2))
        work = chain(first, batches)
        if self.number > 1 and len(first) > 1:
            return _together(function, work, self.number)
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


def _together(function: Callable[[Item], Any], batches: Iterable[list[Item]], workers: int) -> Outcomes[Item]:
    """A thread for each worker process waits for its answers; the processes do the work."""
    crew: list[WorkerProcess] = []
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    threads = ThreadPoolExecutor(workers)
    waiting: deque[tuple[list[Item], Future[list[Outcome]]]] = deque()

    def work(batch: list[Item]) -> list[Outcome]:
        worker = idle.get()
        try:
            return [*worker.work(batch)]
        except ProcessEndedError:  # at which of them is not known
            return [_by_itself(worker, item) for item in batch]
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


def _by_itself(worker: WorkerProcess, item: Item) -> Outcome:
    """The outcome for an item that may be what ended a process."""
    how = ""
    for _ in range(_TRIES):
        try:
            return worker.work([item])[0]
        except ProcessEndedError as error:
            how = str(error)
    return Lost(how)


def _first_of(
    waiting: deque[tuple[list[Item], Future[list[Outcome]]]],
) -> Iterator[tuple[Item, Outcome]]:
    batch, answer = waiting.popleft()
    return zip(batch, answer.result(), strict=True)


def _dismiss(crew: list[WorkerProcess], threads: ThreadPoolExecutor) -> None:
    """End the processes, whatever they are at: they hold nothing that is not here too."""
    threads.shutdown(wait=False, cancel_futures=True)
    for worker in crew:
        worker.dismiss()
    threads.shutdown(wait=True)
    for worker in crew:
        worker.close()
