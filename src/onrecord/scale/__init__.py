"""scale: how the flow runs over many documents; not what it does."""

from __future__ import annotations

from onrecord.errors import UsageError
from onrecord.scale.cluster import Cluster
from onrecord.scale.engine import Engine, ItemError, run
from onrecord.scale.local import Processes
from onrecord.scale.shards import Shards, keep

__all__ = [
    "DASK",
    "ENGINES",
    "LOCAL",
    "Cluster",
    "Engine",
    "ItemError",
    "Processes",
    "Shards",
    "engine_for",
    "keep",
    "run",
]

LOCAL, DASK = "local", "dask"
ENGINES = (LOCAL, DASK)


def engine_for(name: str, processes: int, scheduler: str | None) -> Engine:
    """The engine of this name: so many processes here, or the cluster of the scheduler at this address.

    Raises UsageError for a name that is none, and for an address without the engine that it is for.
    """
    if name == LOCAL and scheduler is None:
        return Processes(processes)
    if name == DASK and scheduler is not None:
        return Cluster(scheduler)
    if name == DASK:
        raise UsageError("the engine dask needs the address of a scheduler: --scheduler tcp://HOST:PORT")
    if name == LOCAL:
        raise UsageError("a scheduler is for the engine dask: --engine dask")
    raise UsageError(f"no engine {name!r}: one of {', '.join(ENGINES)}")
