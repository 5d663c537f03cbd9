"""Bytes to documents: plain text, web pages, JSON Lines, feeds and web archives."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from onrecord.model import Document, Media, Rejected
from onrecord.read.feed import read_feed
from onrecord.read.jsonl import read_lines
from onrecord.read.paths import Source, expand
from onrecord.read.refusal import Reason, Refusal
from onrecord.read.replay import replayed
from onrecord.read.sniff import HEAD_BYTES, Form, form_of, promises_text
from onrecord.read.text import read_file
from onrecord.read.warc import read_archive

__all__ = ["Reason", "files", "read"]


def read(
    paths: Sequence[str],
    *,
    max_bytes: int,
    standard_input: BinaryIO | None = None,
    wanted: Callable[[str], bool] | None = None,
) -> Iterator[Document | Rejected]:
    """The documents of files, folders, glob patterns and ``-`` (standard input), sorted by file name.

    A document's name is its file's name within the folder given, or the file's own name; with #LINE,
    #ENTRY or #OFFSET for a JSON line, a feed's entry, a WARC record. A document of more than
    ``max_bytes`` is rejected unread, and so is a file of another kind that a folder holds. Files are
    opened one at a time, as the iterator comes to them. ``wanted``, asked then, may pass over the file at
    a path; the others' names do not depend on it.

    Raises UsageError at once for a path that does not exist or a pattern that matches nothing.
    """
    return _read_each(expand(paths), max_bytes, standard_input, wanted)


def files(paths: Sequence[str]) -> list[str]:
    """The paths of the files that :func:`read` would read now."""
    return [source.path for source in expand(paths) if source.path is not None]


def _read_each(
    sources: Sequence[Source],
    max_bytes: int,
    standard_input: BinaryIO | None,
    wanted: Callable[[str], bool] | None,
) -> Iterator[Document | Rejected]:
    for source in sources:
        if wanted is not None and source.path is not None and not wanted(source.path):
            continue
        try:
            with _opened(source, standard_input) as stream:
                yield from _read_one(stream, source, max_bytes)
        except OSError as error:
            yield Refusal(Reason.UNREADABLE, error.strerror or str(error)).of(source.name)


def _opened(source: Source, standard_input: BinaryIO | None) -> AbstractContextManager[BinaryIO]:
    if source.path is None:
        return nullcontext(standard_input or sys.stdin.buffer)  # not ours to close
    path = Path(source.path)
    if path.is_dir():
        raise OSError("the folder cannot be listed")
    if not source.named and not stat.S_ISREG(path.stat().st_mode):
        raise OSError("not a regular file")
    return path.open("rb")


def _read_one(stream: BinaryIO, source: Source, max_bytes: int) -> Iterator[Document | Rejected]:
    name = source.name
    head, stream = replayed(stream, HEAD_BYTES)
    form = form_of(name, head)
    if not head:
        yield Refusal(Reason.EMPTY).of(name)
    elif form is Form.JSON_LINES:
        yield from read_lines(stream, name, max_bytes)
    elif form is Form.FEED:
        yield from read_feed(stream, name, max_bytes)
    elif form is Form.ARCHIVE:
        yield from read_archive(stream, name, max_bytes)
    elif form is Form.TEXT and not source.named and not promises_text(name):
        yield Refusal(Reason.UNKNOWN_KIND).of(name)
    else:
        yield read_file(stream, name, Media.HTML if form is Form.HTML else Media.PLAIN, max_bytes)
