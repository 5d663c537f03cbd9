"""Rows on disk until all are there: to make a comparison takes long, and to hold it much memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from onrecord.register.rows import Row

_PARTS = ("kind", "id", "body")


class Aside:
    """Rows of a comparison, in a file that goes away with it. Use it in a ``with`` block."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  (closed with it)
        self._digests: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, rows: Iterable[Row]) -> None:
        """Put rows with their kind, id and body aside."""
        for row in rows:
            line = [row[part] for part in _PARTS]
            self._digests.append(digest(*line))
            self._file.write(json.dumps(line) + "\n")

    def same(self, digests: Iterable[bytes]) -> bool:
        """Whether rows with these digests are those put aside, whatever their order."""
        return sorted(self._digests) == sorted(digests)

    def rows(self, at_once: int) -> Iterator[list[Row]]:
        """The rows in the order in which they came, so many at a time."""
        self._file.seek(0)
        while some := list(islice(self._file, at_once)):
            yield [dict(zip(_PARTS, json.loads(line), strict=True)) for line in some]


def digest(kind: str, identity: str, body: str) -> bytes:
    """What stands for a row where rows are compared."""
    return hashlib.blake2b(f"{kind}\0{identity}\0{body}".encode(), digest_size=16).digest()
