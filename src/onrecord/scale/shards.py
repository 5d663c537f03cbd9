"""What workers read, written down by each beside the register, so that nothing is read twice after a stop.

A shard is a file in JSON Lines that one process adds to: ``{"key": ..., "read": ...}``. The key says what was read,
and by which means.
"""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError, WorkerError

_BEFORE, _AFTER = b'{"key":"', b'",'


class Shards:
    """The shards in a folder as they were when it was opened. Raises UsageError for what cannot be a folder."""

    def __init__(self, folder: str) -> None:
        self._lines: dict[str, tuple[Path, int]] = {}
        try:
            Path(folder).mkdir(exist_ok=True)
            for file in sorted(Path(folder).glob("*.jsonl")):
                self._lines.update((key, (file, start)) for key, start in _keys(file))
        except OSError as error:
            raise UsageError(f"{folder} cannot hold shards: {error.strerror or error}") from error

    def take(self, key: str) -> Any:
        """What JSON holds of what was read under this key; None where it was not, or where the line is damaged."""
        if key not in self._lines:
            return None
        file, start = self._lines[key]
        try:
            with file.open("rb") as lines:
                lines.seek(start)
                return json.loads(lines.readline())["read"]
        except (OSError, ValueError, KeyError, RecursionError):
            return None  # it is read again


def keep(folder: str, key: str, read: object) -> None:
    """Add what this process has read, as JSON can hold it, to its shard.

    Raises WorkerError where that cannot be written.
    """
    try:
        with _shard(folder).open("ab") as shard:
            shard.write(json.dumps({"key": key, "read": read}, separators=(",", ":")).encode() + b"\n")
    except OSError as error:
        raise WorkerError(f"a shard in {folder} cannot be written: {error.strerror or error}") from error


@functools.cache
def _shard(folder: str) -> Path:
    """The file that this process alone adds to."""
    return Path(folder, f"{uuid.uuid4().hex}.jsonl")


def _keys(file: Path) -> Iterator[tuple[str, int]]:
    """The key of each whole line, and where the line begins; what was cut off by a stop has no end."""
    start = 0
    with file.open("rb") as lines:
        for line in lines:
            key, found, _ = line.removeprefix(_BEFORE).partition(_AFTER)
            if found and line.startswith(_BEFORE) and line.endswith(b"\n"):
                yield key.decode("ascii", "replace"), start
            start += len(line)
