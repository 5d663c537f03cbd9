"""The records of a WARC file, one after the other, and the places where it is damaged.

warcio's own iterator loses what follows a damaged record and may hold a record of any size in memory,
so records are found here: at most ``limit`` bytes of each are held, and after damage reading goes on
at the next place where a record can begin. Time stays linear in the size of the file.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.read.head import Head, read_head
from onrecord.read.inflate import GZIP_MAGIC, GzipMember, begins_with

_PROTOCOL = b"WARC/"
_FIRST_LINE = re.compile(rb"WARC/[0-9]\.[0-9]{1,2}\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_BLOCK = 65536
_SHORT = 1024
_BETWEEN = b"\r\n"
_ENDS = (b"", b"\r", b"\n")
_TOO_SOON = "the record ends too soon"
_WRONG_LENGTH = "the record's length is wrong"
_LOOK_BACK = 32768  # bytes of a damaged member searched again; damage shows within 16 KiB, as tried on cut members
_PROBE = 1024  # bytes that tell whether a gzip member begins a record


@dataclass(frozen=True, slots=True)
class Frame:
    """A record: where it begins in the file, its head, and the first ``limit`` bytes of its ``length``."""

    offset: int
    head: Head
    content: bytes
    length: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where a record should stand and does not, or not whole."""

    offset: int
    detail: str


class _BrokenError(Exception):
    """The record that is being read is damaged; the message says how."""


def frames(file: BinaryIO, limit: int) -> Iterator[Frame | Damage]:
    """The records from where the file stands. It must be seekable."""
    start = file.tell()
    compressed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    return _compressed(file, start, limit) if compressed else _plain(file, start, limit)


def is_compressed_archive(head: bytes) -> bool:
    """Whether a file that begins so is a compressed WARC file."""
    return begins_with(head, _PROTOCOL)


def _plain(file: BinaryIO, start: int, limit: int) -> Iterator[Frame | Damage]:
    size = file.seek(0, io.SEEK_END)
    place: int | None = _skip(file, start, _BETWEEN)
    while place is not None and place < size:
        file.seek(place)
        body = place
        try:
            head, length = _opening(file)
            body = file.tell()
            _check_end(file, body + length, size)
            file.seek(body)
            yield Frame(place, head, file.read(min(length, limit)), length)
            place = _skip(file, body + length, _BETWEEN)
        except _BrokenError as error:
            yield Damage(place, str(error))
            place = _next_plain(file, max(body, place + 1))


def _opening(stream: BinaryIO | io.BufferedReader) -> tuple[Head, int]:
    """A record's head, and the length of its content."""
    head = read_head(stream, _PROTOCOL)
    if head is None:
        raise _BrokenError("no record begins here")
    length = head.field("content-length")
    if not _LENGTH.fullmatch(length):
        raise _BrokenError("the record has no length")
    return head, int(length)


def _check_end(file: BinaryIO, end: int, size: int) -> None:
    """A wrong length shows in what follows: a record ends with the file, or before line ends."""
    if end > size:
        raise _BrokenError(_TOO_SOON)
    file.seek(end)
    if file.read(1) not in _ENDS:
        raise _BrokenError(_WRONG_LENGTH)


def _skip(file: BinaryIO, place: int, characters: bytes) -> int:
    """The place after such bytes as stand here."""
    file.seek(place)
    while block := file.read(_SHORT):
        rest = block.lstrip(characters)
        place += len(block) - len(rest)
        if rest:
            break
    return place


def _next_plain(file: BinaryIO, start: int) -> int | None:
    """The next place where a record may begin; in the middle of a line where the one before was cut short."""
    for place in _places(file, start, _PROTOCOL):
        file.seek(place)
        if _FIRST_LINE.match(file.read(_SHORT)):
            return place
    return None


def _places(file: BinaryIO, start: int, words: bytes) -> Iterator[int]:
    """Where these bytes stand, from ``start`` on; the file may be moved meanwhile."""
    place, data, size = start, b"", _SHORT
    while True:
        file.seek(place + len(data))
        block = file.read(size)
        if not block:
            return
        data += block
        at = data.find(words)
        while at >= 0:
            yield place + at
            at = data.find(words, at + 1)
        kept = data[-(len(words) - 1) :]
        place, data, size = place + len(data) - len(kept), kept, min(2 * size, _BLOCK)


def _compressed(file: BinaryIO, start: int, limit: int) -> Iterator[Frame | Damage]:
    place: int | None = start
    while place is not None:
        member = GzipMember(file, place)
        damaged = False
        for found in _in_member(io.BufferedReader(member, _BLOCK), place, limit):
            damaged = isinstance(found, Damage)
            yield found
        place = _next_compressed(file, max(place + 1, member.end - _LOOK_BACK)) if damaged else _after(file, member.end)


def _in_member(stream: io.BufferedReader, start: int, limit: int) -> Iterator[Frame | Damage]:
    """The records of one gzip member: one as a rule, all in a file that was compressed as a whole.

    A record is given out once what follows it has been read, for the check sum stands at the end.
    After damage nothing more comes from this member.
    """
    offset = start
    try:
        while _more(stream):
            offset = start + stream.tell()
            head, length = _opening(stream)
            content = stream.read(min(length, limit))
            _pass_over(stream, length - len(content))
            if stream.peek(1)[:1] not in _ENDS:
                raise _BrokenError(_WRONG_LENGTH)
            _more(stream)
            yield Frame(offset, head, content, length)
    except _BrokenError as error:
        yield Damage(offset, str(error))
    except zlib.error:
        yield Damage(offset, "the compressed data are damaged or end too soon")


def _more(stream: io.BufferedReader) -> bool:
    """Whether more than line ends follows, which are passed over."""
    while block := stream.peek(1):
        between = len(block) - len(block.lstrip(_BETWEEN))
        stream.read(between)
        if between < len(block):
            return True
    return False


def _pass_over(stream: io.BufferedReader, count: int) -> None:
    while count > 0:
        passed = len(stream.read(min(count, _BLOCK)))
        if not passed:
            raise _BrokenError(_TOO_SOON)
        count -= passed


def _after(file: BinaryIO, end: int) -> int | None:
    """Where the next member stands, if the file holds more than padding after this one."""
    place = _skip(file, end, _BETWEEN + b"\0")
    file.seek(place)
    return place if file.read(1) else None


def _next_compressed(file: BinaryIO, start: int) -> int | None:
    """The next gzip member that begins a record."""
    for place in _places(file, start, GZIP_MAGIC):
        file.seek(place)
        if begins_with(file.read(_PROBE), _PROTOCOL):
            return place
    return None
