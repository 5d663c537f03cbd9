"""Taking in files as they come: a folder or a feed's file is looked at again and again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord import ask
from onrecord.ask import Change
from onrecord.errors import UsageError
from onrecord.flow import BuildSummary, build, open_register
from onrecord.model import Comparison, Conflict
from onrecord.model.moment import written
from onrecord.read import files
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, how long a file must have been left alone before it is read, both in seconds.

    ``until`` is for how many seconds to go on; None for ever, 0 for one look.
    """

    interval: float = 2.0
    settle: float = 2.0
    until: float | None = None


PACE = Pace()


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look brought: the documents that came, and what they changed.

    ``at`` is when it began, UTC. ``stories`` are new, ``grown`` have got further documents, both by id;
    ``conflicts`` rest on records that parted from nothing before; ``gone`` are the files that are no longer there:
    what they said stays on record. ``waiting`` counts the files that were still being written.
    """

    at: str
    summary: BuildSummary
    documents: tuple[str, ...]
    stories: tuple[str, ...]
    grown: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    changes: tuple[Change, ...]
    gone: tuple[str, ...]
    waiting: int


# size, time of change in nanoseconds, and number of the file: as long as these are the same, so is the file
_Mark = tuple[int, int, int]


class Watched:
    """The files at a place: which have come, which are being written still, which are gone."""

    def __init__(self, place: str, settle: float, clock: Callable[[], float] = time.time) -> None:
        self._place = place
        self._settle = settle
        self._clock = clock
        self._seen: dict[str, tuple[_Mark, float]] = {}  # since when it has been so
        self._taken: dict[str, _Mark] = {}

    def look(self) -> tuple[dict[str, _Mark], list[str], int]:
        """The files to read now, those that are gone, and how many are being written still.

        Nothing while the place itself is not there: it may be moved away and come back.
        """
        if not Path(self._place).exists():
            return {}, [], 0
        now = self._clock()
        seen = {}
        for path in files([self._place]):
            mark = _mark(path)
            if mark is None:
                continue
            known = self._seen.get(path)
            # a clock that is put back, or a file from the future, must not make it wait for ever
            since = known[1] if known and known[0] == mark else min(now, mark[1] / 1e9 if known is None else now)
            seen[path] = (mark, since)
        gone = sorted(path for path in self._taken if path not in seen)
        for path in gone:
            del self._taken[path]
        self._seen = seen
        new = {path: held for path, held in seen.items() if self._taken.get(path) != held[0]}
        ready = {path: mark for path, (mark, since) in new.items() if now - since >= self._settle}
        return ready, gone, len(new) - len(ready)

    def take(self, ready: dict[str, _Mark]) -> None:
        """These have been read as they were then; one that was changed meanwhile will be read again."""
        self._taken |= ready

    def unchanged(self, path: str, ready: dict[str, _Mark]) -> bool:
        """Whether a file is among those to read and is still as it was."""
        return path in ready and _mark(path) == ready[path]


def watch(
    place: str | os.PathLike[str],
    register: str | os.PathLike[str],
    settings: Settings | None = None,
    pace: Pace = PACE,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Taken]:
    """Build what comes to a folder, or to the file of a feed, as it comes; yields what each look changed.

    The register holds afterwards what one build of all those files would have put into it, in whatever order
    they came. It is closed between looks, for others to use. Ctrl-C between two looks ends the iterator; within
    one it raises, and what was read is safe. UsageError where there is nothing at the place.
    """
    where = os.fspath(place)
    if not Path(where).exists():
        raise UsageError(f"there is no file or folder {where!r} to watch")
    watched = Watched(where, pace.settle)
    started = time.monotonic()
    first = True
    while True:
        ready, gone, waiting = watched.look()
        if ready or gone or first:
            try:
                taken = _taken(where, register, settings, watched, ready, gone, waiting)
            except UsageError:
                if Path(where).exists():
                    raise
            else:
                first = False
                yield taken
        if pace.until is not None and time.monotonic() - started >= pace.until:
            return
        try:
            sleep(pace.interval)
        except KeyboardInterrupt:
            return


def _taken(
    where: str,
    register: str | os.PathLike[str],
    settings: Settings | None,
    watched: Watched,
    ready: dict[str, _Mark],
    gone: Sequence[str],
    waiting: int,
) -> Taken:
    at = written(datetime.now(UTC))
    with open_register(register) as opened:
        before, names = opened.comparison(), opened.names()
        # without files to read this still compares what a build that was stopped has left
        summary = build([where], opened, settings, wanted=lambda path: watched.unchanged(path, ready))
        after = opened.comparison()
        new = {document: name for document, name in opened.names().items() if document not in names}
        changes = ask.changes(opened, at, recorded=True) if new else ()
    watched.take(ready)
    held = {document for story in before.stories for document in story.documents}
    other = {story.id for story in before.stories}
    come = [story for story in after.stories if story.id not in other and not new.keys().isdisjoint(story.documents)]
    return Taken(
        at,
        summary,
        tuple(sorted(new.values())),
        tuple(story.id for story in come if held.isdisjoint(story.documents)),
        tuple(story.id for story in come if not held.isdisjoint(story.documents)),
        tuple(_new_conflicts(before, after)),
        changes,
        tuple(os.path.relpath(path, where) if Path(where).is_dir() else path for path in gone),
        waiting,
    )


def _new_conflicts(before: Comparison, after: Comparison) -> Iterator[Conflict]:
    """Those that are no earlier one with more tellings: ids change as stories grow, records do not."""
    known: dict[str, list[frozenset[str]]] = {}
    for conflict in before.conflicts:
        for record in _records(conflict):
            known.setdefault(record, []).append(_records(conflict))
    kinds = {(conflict.kind, _records(conflict)) for conflict in before.conflicts}
    for conflict in after.conflicts:
        told = _records(conflict)
        earlier = {held for record in told for held in known.get(record, ())}
        if not any(held <= told and (conflict.kind, held) in kinds for held in earlier):
            yield conflict


def _records(conflict: Conflict) -> frozenset[str]:
    return frozenset(record for side in conflict.sides for record in side.records)


def _mark(path: str) -> _Mark | None:
    """None for a file that is not there, or not to be seen."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino
