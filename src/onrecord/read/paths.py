"""What the caller names, as a sorted list of the files to read. No file is opened here."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import UsageError

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One file to read, under the name its documents will have; standard input has no path.

    ``named`` tells that the caller gave the file itself: then it may be a pipe, which in a folder
    would only be waited on for ever.
    """

    name: str
    path: str | None
    named: bool = True


def expand(paths: Sequence[str]) -> tuple[Source, ...]:
    """The files that the paths, folders, patterns and ``-`` stand for, by name, each once.

    Hidden files within folders are skipped, and links to folders are not followed. A folder that
    cannot be listed stands for itself, so that reading it says why. Raises UsageError for a path
    that does not exist and a pattern that matches nothing.
    """
    if not paths:
        raise UsageError("there is nothing to read; give a file, a folder, a pattern, or - for standard input")
    once: dict[str, Source] = {}
    for source in sorted(source for path in paths for source in _sources(path)):
        once.setdefault(STANDARD_INPUT if source.path is None else os.path.realpath(source.path), source)
    return tuple(sorted(_told_apart(once)))


def _told_apart(sources: dict[str, Source]) -> Iterator[Source]:
    """The sources under names of their own: "x.txt" of two folders becomes "a/x.txt" and "b/x.txt".

    Two outlets' files of one name must stay two documents, or a copy would pass for the same file.
    """
    alike: dict[str, list[str]] = {}
    for place, source in sources.items():
        alike.setdefault(source.name, []).append(place)
    for name, places in alike.items():
        depth = name.count("/") + 1
        tails = dict.fromkeys(places, name)
        while len(set(tails.values())) < len(places):
            depth += 1
            tails = {place: _printable("/".join(Path(place).parts[-depth:])) for place in places}
        for place in places:
            yield replace(sources[place], name=tails[place])


def _sources(path: str) -> Iterator[Source]:
    if path == STANDARD_INPUT:
        yield Source(STANDARD_INPUT, None)
    elif os.path.exists(path):  # noqa: PTH110  # a name too long to be a path is none, not a failure
        yield from _existing(path)
    else:
        for match in _matches(path):
            yield from _existing(match)


def _matches(pattern: str) -> list[str]:
    if not glob.has_magic(pattern):
        raise UsageError(f"there is no file or folder {pattern!r}; check the spelling, or give - for standard input")
    matches = glob.glob(pattern, recursive=True)  # noqa: PTH207  # Path.glob takes no absolute pattern
    if not matches:
        raise UsageError(f"no file matches {pattern!r}; check the pattern")
    return matches


def _existing(path: str) -> Iterator[Source]:
    if Path(path).is_dir():
        yield from _folder(path)
    else:
        yield Source(_printable(Path(path).name), path)


def _folder(folder: str) -> Iterator[Source]:
    closed: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = (name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith("."):
                yield _within(folder, str(Path(place, name)))
    for path in closed:
        yield _within(folder, path)


def _within(folder: str, path: str) -> Source:
    relative = Path(path).relative_to(folder)
    name = relative.as_posix() if relative.parts else Path(os.path.realpath(folder)).name
    return Source(_printable(name), path, named=False)


def _printable(name: str) -> str:
    """The name with what is no character in it replaced: not every file name is valid UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")
