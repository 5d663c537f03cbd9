"""Looking at how a stream begins without losing it, also where it cannot be moved back."""

from __future__ import annotations

import io
from typing import BinaryIO

_BLOCK = 65536


def replayed(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes, up to ``size`` of them, and a stream that begins with them."""
    if stream.seekable():
        here = stream.tell()
        head = stream.read(size)
        stream.seek(here)
        return head, stream
    head = stream.read(size)
    return head, io.BufferedReader(_Replayed(head, stream), _BLOCK)


class _Replayed(io.RawIOBase):
    """What has been read, then what has not."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        # what a pipe holds now, without waiting for a full buffer
        self._read = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        """Always: ``io`` asks before it buffers."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what io really passes
        """Fill the buffer from the head, and after it from the rest."""
        data: bytes = self._head[: len(buffer)] or self._read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)
