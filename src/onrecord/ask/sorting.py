"""Items put aside as they come and handed out in order: beyond a few thousand they wait on disk, not in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

from onrecord.model.codec import decode, encode

Item = TypeVar("Item")

_AT_ONCE = 5_000  # items in memory
_MOST = 64  # files open at once


class Sorting(Generic[Item]):
    """Items of one class (a dataclass, as :mod:`onrecord.model.codec` takes it), sorted by what ``key`` gives of each.

    Of those with the same key the one that came first is first. It can be gone through more than once, when the last
    has come. Use it in a ``with`` block: what is on disk goes away with it.
    """

    def __init__(self, kind: type[Item], key: Callable[[Item], Any], at_once: int = _AT_ONCE) -> None:
        self._kind, self._key, self._at_once = kind, key, at_once
        self._items: list[Item] = []
        self._files: list[IO[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for file in self._files:
            file.close()

    def put(self, item: Item) -> None:
        """Put one aside."""
        self._items.append(item)
        if len(self._items) < self._at_once:
            return
        self._items.sort(key=self._key)
        self._files.append(_written(self._items))
        self._items.clear()
        if len(self._files) == _MOST:
            together = _written(self)
            for file in self._files:
                file.close()
            self._files = [together]

    def __iter__(self) -> Iterator[Item]:
        self._items.sort(key=self._key)
        return merge(*map(self._read, self._files), self._items, key=self._key)

    def _read(self, file: IO[str]) -> Iterator[Item]:
        file.seek(0)
        return (decode(self._kind, json.loads(line)) for line in file)


def _written(items: Iterable[object]) -> IO[str]:
    """A file that goes away when it is closed, an item a line."""
    file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  (closed with what it is a part of)
    for item in items:
        file.write(json.dumps(encode(item)) + "\n")
    return file
