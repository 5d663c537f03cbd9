"""The port between the flow and whatever does its work: items in, results out, in the order of the items."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice, takewhile
from typing import Any, Protocol, TypeVar

from onrecord.scale.worker import Done, Failed

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcomes = Generator[tuple[Item, Done | Failed], None, None]


class ItemError(RuntimeError):
    """The function has a bug that an item brought out; the message names the item and holds the trace."""


class Engine(Protocol):
    """What works through batches: processes of this machine (``Processes``), a Dask cluster (``Cluster``)."""

    def outcomes(
        self, function: Callable[[Item], Any], batches: Iterator[list[Item]], name: Callable[[Item], str]
    ) -> Outcomes[Item]:
        """Each item with what became of it, in order, a few batches for each worker ahead of what is taken.

        The workers find ``function`` under its module and name. Closing it ends what is under way. Raises
        WorkerError where a worker ends and its work cannot be done by another.
        """


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    engine: Engine,
    batch: int = 8,
    name: Callable[[Item], str] = str,
) -> Generator[Result, None, None]:
    """``function`` of every item, in order, with a few batches for each worker in memory at a time.

    When an item fails, those under way are finished and given first; then ItemError, or the OnrecordError itself,
    is raised with the item's name. Close the iterator to stop early. Raises WorkerError as the engine does.
    """
    failures: list[tuple[Item, Failed]] = []
    batches = _batches(takewhile(lambda _: not failures, items), batch)
    with closing(engine.outcomes(function, batches, name)) as outcomes:
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
