"""The register that pages are made from: opened once, read until it changes, by one request at a time."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from onrecord import ask
from onrecord.ask import serving
from onrecord.model import Comparison
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready
from onrecord.web import addresses

LONGEST_PART = 24_000  # characters of a document on one page: with every mark it stays below 200 kB
_STORIES_AT_HAND = 256
_AGE = 10.0  # seconds after which a register that is no file is opened anew
HOLD = 1.0  # seconds for which a register is not looked at again for changes that others make, at least
_MOST_HOLDS = 10.0  # times as long at most
_WORK = 4.0  # times as long as it took to open what is shown and to read in it: a fifth of the time is for that

Item = TypeVar("Item")
Named = TypeVar("Named", ask.StoryView, ask.ConflictView)


class Opened(Holdings, Protocol):
    """A register that can be let go."""

    def close(self) -> None:
        """Let it go."""


class _Remembered:
    """Holdings that read the comparison, the names and the moments once."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._holdings, name)

    @functools.cached_property
    def _comparison(self) -> Comparison:
        return self._holdings.comparison()

    @functools.cached_property
    def _names(self) -> dict[str, str]:
        return self._holdings.names()

    @functools.cached_property
    def _moments(self) -> Any:
        return self._holdings.moments()

    def comparison(self) -> Comparison:
        return self._comparison

    def moments(self, documents: Collection[str] | None = None) -> Any:
        return self._moments if documents is None else self._holdings.moments(documents)

    def names(self, documents: Collection[str] | None = None) -> dict[str, str]:
        return self._names if documents is None else self._holdings.names(documents)


class Snapshot:
    """What is held at one moment, with what many pages need worked out once."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings = cast(Holdings, _Remembered(holdings))
        self._breaks: dict[str, tuple[int, ...]] = {}
        self._named: dict[str, str | None] = {}
        self._within: dict[str, Holdings] = {}
        self._worked_out: dict[str, Any] = {}

    @functools.cached_property
    def stories(self) -> Sequence[ask.StoryView]:
        """All stories, the latest first."""
        return serving.kept_stories(self.holdings)

    def story(self, segment: str) -> ask.StoryView | None:
        """The story at this part of an address."""
        return self._at(self.stories, segment, Ready.STORY)

    def place_of(self, story: ask.StoryView) -> int:
        """The place of a story in the list of all."""
        if isinstance(self.stories, tuple):
            return self.stories.index(story)
        return serving.place_of(self.holdings, story.id) or 0

    def story_with(self, document: str) -> ask.StoryView | None:
        """The story of the document with this id."""
        if isinstance(self.stories, tuple):
            return self._story_of.get(document)
        place = serving.place_of(self.holdings, document)
        return None if place is None else self.stories[place]

    @functools.cached_property
    def _story_of(self) -> dict[str, ask.StoryView]:
        return {document.id: story for story in self.stories for document in story.documents}

    @functools.cached_property
    def conflicts(self) -> Sequence[ask.ConflictView]:
        """All conflicts, by kind."""
        return serving.kept_conflicts(self.holdings)

    def conflict(self, segment: str) -> ask.ConflictView | None:
        """The conflict at this part of an address."""
        return self._at(self.conflicts, segment, Ready.CONFLICTS)

    def place_of_conflict(self, conflict: ask.ConflictView) -> int | None:
        """The place of a conflict in the list of all."""
        if isinstance(self.conflicts, tuple):
            return self.conflicts.index(conflict)
        return serving.place_of(self.holdings, conflict.id, Ready.CONFLICTS)

    def _at(self, items: Sequence[Named], segment: str, view: Ready) -> Named | None:
        """The item whose id makes this part of an address: looked up by its place where the list is kept ready."""
        if isinstance(items, tuple):
            return next((each for each in items if addresses.segment(each.id) == segment), None)
        place = serving.place_of(self.holdings, segment, view)
        found = items[place] if place is not None and place < len(items) else None
        return found if found is not None and found.id == segment else None

    @functools.cached_property
    def contents(self) -> ask.Contents:
        """The register in numbers."""
        return ask.contents(self.holdings)

    def document_named(self, name: str) -> str | None:
        """The id of the document of this name; the first, where several share it."""
        if name not in self._named:
            self._named[name] = serving.document_named(self.holdings, name)
        return self._named[name]

    @functools.cached_property
    def documents(self) -> Sequence[ask.DocumentListed]:
        """All documents, by name."""
        return serving.kept_documents(self.holdings)

    def within(self, story: ask.StoryView) -> Holdings:
        """What is held of one story; what the story's comparison gave is sought out once."""
        if story.id not in self._within:
            while len(self._within) >= _STORIES_AT_HAND:
                self._within.pop(next(iter(self._within)))
            self._within[story.id] = ask.of_story(self.holdings, story)
        return self._within[story.id]

    def once(self, name: str, work_out: Callable[[], Item]) -> Item:
        """What this gives, worked out the first time that it is asked for by this name."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        return cast(Item, self._worked_out[name])

    def part_of(self, document: str, start: int) -> int:
        """The part of the document's page that shows this place."""
        if start < LONGEST_PART // 2:  # no part ends in its first half, so the text need not be read
            return 1
        if document not in self._breaks:
            self._breaks[document] = ask.breaks(self.holdings.text(document), LONGEST_PART)
        return max(1, sum(1 for cut in self._breaks[document][:-1] if cut <= start))


class Shelf:
    """Hands out snapshots of a register, newly opened whenever what it is kept in has changed.

    ``place`` is a file or, where a register can be kept on a server, its URL. What others write is seen ``hold``
    seconds later, and later where opening and reading took long, up to ten times that: a build writes several times a
    second, and would otherwise leave no time but for reading anew.
    """

    def __init__(self, place: Path | str, opened: Callable[[], Opened], hold: float = HOLD) -> None:
        self._place, self._open, self._hold = place, opened, hold
        self._lock = threading.Lock()
        self._register: Opened | None = None
        self._snapshot: Snapshot | None = None
        self._state: object = None
        self._looked: tuple[float, object] | None = None  # when it was last looked for changes, and what was found
        self._spent = 0.0  # seconds of opening and reading since then

    def version(self) -> object:
        """What differs once the register was written to; of a server's, only that time has passed."""
        now = time.monotonic()
        looked = self._looked
        hold = self._hold * min(_MOST_HOLDS, max(1.0, _WORK * self._spent))
        if looked is None or now - looked[0] >= hold:
            self._looked = looked = now, self._seen()
            self._spent = 0.0
        return looked[1]

    @contextmanager
    def look(self) -> Iterator[Snapshot]:
        """The register as it is now; nobody else reads meanwhile. Raises RegisterError."""
        with self._lock:
            began = time.monotonic()
            state = self.version()
            if self._snapshot is None or state != self._state:
                self._close()
                self._register = self._open()
                self._snapshot, self._state = Snapshot(self._register), state
            try:
                yield self._snapshot
            finally:
                self._spent += time.monotonic() - began

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While the register is written to from here: nobody reads, and whoever reads next sees it anew."""
        with self._lock:
            self._close()
            try:
                yield
            finally:
                self._looked = None

    def close(self) -> None:
        """Let the register go."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._register is not None:
            self._register.close()
        self._register = self._snapshot = None

    def _seen(self) -> object:
        if isinstance(self._place, str):
            return time.monotonic() // _AGE
        return tuple(_stamp(Path(f"{self._place}{end}")) for end in ("", "-wal"))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # an empty write-ahead log comes and goes with whoever reads
    return (status.st_mtime_ns, status.st_size) if status.st_size else None
