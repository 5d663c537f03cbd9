"""What can be set, read once at the edge and handed down."""

from __future__ import annotations

import os
from dataclasses import dataclass

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits and choices of one run.

    ``max_bytes`` is the largest document read, in bytes; ``workers`` the number of processes that
    read documents, 0 for as many as there are processors; ``batch`` the number of documents handed
    to a worker at a time. ``models``: read with the token models where they can be run, not with rules alone.
    ``engine``: "local" for processes of this machine, "dask" for the workers of a Dask cluster, whose ``scheduler``
    is at an address like tcp://HOST:PORT. ``triage``: leave out, counted, documents whose words show no position.
    ``shards``: a folder in which each worker writes down what it read, to be taken from there after a stop; on
    a cluster every machine must see it under this path.
    """

    max_bytes: int = 10 * _MEGABYTE
    workers: int = 0
    batch: int = 8
    models: bool = True
    engine: str = "local"
    scheduler: str | None = None
    triage: bool = False
    shards: str | None = None

    def processes(self) -> int:
        """How many processes to use: as many as there are processors for this one, unless told."""
        if self.workers:
            return self.workers
        if hasattr(os, "sched_getaffinity"):  # Linux: the processors that this process may use
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
