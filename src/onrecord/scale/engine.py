"""The port between the flow and whatever does its work: items in, results out, in the order of the items."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice, takewhile
from typing import Any, Protocol, TypeVar

from onrecord.errors import WorkerError
from onrecord.scale.worker import Done, Failed, Lost, Outcome

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcomes = Generator[tuple[Item, Outcome], None, None]

# Items after one another that end every process: then it is the machine that is at fault, not what is read.
_MOST_LOST = 10


class ItemError(RuntimeError):
    """The function has a bug that an item brought out; the message names the item and holds the trace."""


class Engine(Protocol):
    """What works through batches: processes of this machine (``Processes``), a Dask cluster (``Cluster``)."""

    def outcomes(
        self, function: Callable[[Item], Any], batches: Iterator[list[Item]], name: Callable[[Item], str]
    ) -> Outcomes[Item]:
        """Each item with what became of it, in order, a few batches for each worker ahead of what is taken.

        The workers find ``function`` under its module and name. Where a worker ends, its work is done by another; an
        item that ends several, worked on alone, is ``Lost``. Closing it ends what is under way. Raises WorkerError
        where no worker is left.
        """


def run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    engine: Engine,
    batch: int = 8,
    name: Callable[[Item], str] = str,
    lost: Callable[[Item], Result] | None = None,
) -> Generator[Result, None, None]:
    """``function`` of every item, in order, with a few batches for each worker in memory at a time.

    ``lost`` gives what stands for the result of an item that ends every process that works on it. When an item fails,
    those under way are finished and given first; then ItemError, or the OnrecordError itself, is raised with the item's
    name. Close the iterator to stop early. Raises WorkerError as the engine does, for a lost item without ``lost``, and
    when ten items after one another are lost.
    """
    failures: list[tuple[Item, Failed]] = []
    missed: list[Item] = []  # lost, and nothing answered for since
    batches = _batches(takewhile(lambda _: not failures, items), batch)
    with closing(engine.outcomes(function, batches, name)) as outcomes:
        for item, outcome in outcomes:
            if isinstance(outcome, Lost):
                missed.append(item)
                if lost is None or len(missed) == _MOST_LOST:
                    raise _ended(outcome, map(name, missed))
                continue
            if lost is not None:
                yield from map(lost, missed)
            missed.clear()
            if isinstance(outcome, Done):
                yield outcome.value
            else:
                failures.append((item, outcome))
    if lost is not None:
        yield from map(lost, missed)
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


def _ended(outcome: Lost, names: Iterable[str]) -> WorkerError:
    return WorkerError(
        f"every process that reads {', '.join(names)} ends, the last one {outcome.how}, perhaps for want of memory; "
        "what was recorded is safe: build again with fewer workers"
    )
