"""How files are written: whole or not at all, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from onrecord.errors import UsageError

# Python and others end a line at these too; JSON lets them stand escaped in a string
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029"}
_CHUNK = 1 << 20


class LineWriter:
    """Writes JSON Lines to a file, and counts them."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.count = 0

    def write(self, line: dict[str, Any]) -> None:
        """One line."""
        self._file.write(json_line(line) + "\n")
        self.count += 1


def json_line(value: Any) -> str:
    """The value as JSON in one line: keys sorted, text readable."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_LINE_ENDS)


def write_json(path: Path, value: Any) -> None:
    """The value as JSON for people too: indented, keys as they come."""
    with text_file(path) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).translate(_LINE_ENDS) + "\n")


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """A file to write text in: UTF-8, lines end alike on every system."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def line_writer(path: Path) -> Iterator[LineWriter]:
    """A file to write JSON Lines in."""
    with text_file(path) as file:
        yield LineWriter(file)


@contextmanager
def whole_files(out: Path) -> Iterator[Path]:
    """A folder within ``out`` to write in; its files are moved to ``out`` when all went well."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
            yield Path(folder)
            for file in sorted(Path(folder).iterdir()):
                file.replace(out / file.name)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}): name another folder") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
