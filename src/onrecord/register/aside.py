"""Rows on disk until all are there: to make a comparison takes long, and to hold it much memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from onrecord.register.rows import Row

_PARTS = ("kind", "id", "body")
_DIGESTS = 2**256  # that there are


class Aside:
    """Rows of a comparison, in a file that goes away with it. Use it in a ``with`` block."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  (closed with it)
        self._mark = Mark()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows with their kind, id and body aside."""
        for row in rows:
            line = [row[part] for part in _PARTS]
            self._mark.add(*line)
            self._file.write(json.dumps(line) + "\n")

    def same(self, other: Mark) -> bool:
        """Whether the rows put aside are those that were counted into this mark, whatever their order."""
        return self._mark == other

    def rows(self, at_once: int) -> Iterator[list[Row]]:
        """The rows in the order in which they came, so many at a time."""
        self._file.seek(0)
        while some := list(islice(self._file, at_once)):
            yield [dict(zip(_PARTS, json.loads(line), strict=True)) for line in some]


@dataclass(slots=True)
class Mark:
    """What stands for rows in any order where they are compared: how many, and the sum of their digests."""

    rows: int = 0
    digests: int = 0

    def add(self, kind: str, identity: str, body: str) -> None:
        """Count a row in."""
        found = hashlib.sha256(f"{kind}\0{identity}\0{body}".encode()).digest()
        self.rows += 1
        self.digests = (self.digests + int.from_bytes(found)) % _DIGESTS
