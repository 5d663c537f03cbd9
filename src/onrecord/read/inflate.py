"""Decompression that never gives more than it is asked for, however far its input would expand."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 16384
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_BARE = -zlib.MAX_WBITS


class GzipMember(io.RawIOBase):
    """The content of one member of a gzip file; the file may go on with further members after it.

    Reading raises zlib.error where the member is damaged or ends too soon. The file must not be
    moved by others meanwhile.
    """

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__()
        self._file = file
        self._inflate = zlib.decompressobj(_GZIP)
        self._given = 0
        file.seek(start)

    def readable(self) -> bool:
        """Always: ``io`` asks before it buffers."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what io really passes
        """Fill the buffer as far as one step goes; 0 at the end."""
        while not self._inflate.eof:
            data = self._inflate.unconsumed_tail or self._file.read(_BLOCK)
            content = self._inflate.decompress(data, len(buffer))
            if content:
                buffer[: len(content)] = content
                self._given += len(content)
                return len(content)
            if not data:
                raise zlib.error("the member ends too soon")
        return 0

    def tell(self) -> int:
        """How much of the content has been given."""
        return self._given

    @property
    def end(self) -> int:
        """Where in the file reading stands; at the end, where the next member may begin."""
        return self._file.tell() - len(self._inflate.unused_data)


def inflated(data: bytes, limit: int, *, deflate: bool) -> bytes | None:
    """What gzip or zlib data stand for, cut after ``limit`` bytes; None where they end too soon.

    ``deflate`` allows for a stream without a zlib header, as some servers send under that name.
    Raises zlib.error for damaged data.
    """
    try:
        return _inflated(data, limit, _GZIP_OR_ZLIB)
    except zlib.error:
        if not deflate:
            raise
        return _inflated(data, limit, _BARE)


def _inflated(data: bytes, limit: int, window: int) -> bytes | None:
    inflate = zlib.decompressobj(window)
    content = inflate.decompress(data, limit)
    return content if inflate.eof or len(content) == limit else None


def begins_with(data: bytes, magic: bytes) -> bool:
    """Whether gzip data begin so once decompressed; ``data`` may be cut anywhere."""
    if not data.startswith(GZIP_MAGIC):
        return False
    try:
        return zlib.decompressobj(_GZIP).decompress(data, len(magic)) == magic
    except zlib.error:
        return False
