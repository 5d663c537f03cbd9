"""Several processes of this machine work through a stream of items; results come in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain, islice, takewhile
from queue import SimpleQueue
from typing import Any, TypeVar

from onrecord.scale.process import ONE_THREAD, WorkerProcess
from onrecord.scale.worker import Done, Failed, attempt

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcomes = Generator[tuple[Item, Done | Failed], None, None]

_AHEAD = 2  # batches in flight for each worker: one that it works on, one ready to be taken


class ItemError(RuntimeError):
    """The function has a bug that an item brought out; the message names the item and holds the trace."""


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    batch: int = 8,
    name: Callable[[Item], str] = str,
) -> Generator[Result, None, None]:
    """``function`` of every item, in order, with a few batches for each worker in memory at a time.

    The workers find ``function`` under its module and name. With one worker, or one batch of items,
    the work is done in this process. When an item fails, those under way are finished and given
    first; then ItemError, or the OnrecordError itself, is raised with the item's name. Close the
    iterator to stop early: the workers end at once. Raises WorkerError when one dies.
    """
    failures: list[tuple[Item, Failed]] = []
    batches = _batches(takewhile(lambda _: not failures, items), batch)
    first = list(islice(batches, 2))
    work = chain(first, batches)
    together = workers > 1 and len(first) > 1
    with closing(_together(function, work, workers, name) if together else _alone(function, work)) as outcomes:
        for item, outcome in outcomes:
            if isinstance(outcome, Done):
                yield outcome.value
            else:
                failures.append((item, outcome))
    for item, failed in failures:
        raise _error(name(item), failed)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _error(name: str, failed: Failed) -> Exception:
    if failed.expected is not None:
        return failed.expected(f"{name}: {failed.message}")
    return ItemError(f"{name}: {failed.message}\n\n{failed.trace}")


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
