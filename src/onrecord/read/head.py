"""The head of a WARC record or of an HTTP response: a first line, fields, a blank line."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeadersParser

HEAD_BYTES = 65536  # no honest head is longer


@dataclass(frozen=True, slots=True)
class Head:
    """``protocol`` is the first word of the first line, ``status`` the rest; field names are in lower case."""

    protocol: str
    status: str
    fields: Mapping[str, str]

    def field(self, name: str) -> str:
        """The field's value, empty where it is missing; of repeated fields the first."""
        return self.fields.get(name, "").strip()


def read_head(stream: BinaryIO | io.BufferedReader, protocol: bytes) -> Head | None:
    """The head that the stream stands at; None where none stands there, or it does not end.

    Reading stops at the first line that cannot belong to a head.
    """
    lines: list[bytes] = []
    room = HEAD_BYTES
    while room > 0:
        line = stream.readline(room)
        room -= len(line)
        if not line.endswith(b"\n") or not (lines or line.startswith(protocol)):
            return None
        if not line.strip():
            return _parsed(b"".join(lines))
        if lines and b":" not in line and not line.startswith((b" ", b"\t")):
            return None
        lines.append(line)
    return None


def _parsed(data: bytes) -> Head:
    parsed = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(data))
    fields: dict[str, str] = {}
    for name, value in parsed.headers:
        fields.setdefault(name.lower(), value)
    return Head(parsed.protocol, parsed.statusline, fields)
