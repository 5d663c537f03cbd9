"""Plain text and saved web pages: one document a file."""

from __future__ import annotations

import hashlib
import re
from typing import BinaryIO

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.read.encoding import declared_in, decode
from onrecord.read.refusal import Reason, Refusal

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_file(stream: BinaryIO, name: str, media: Media, max_bytes: int) -> Document | Rejected:
    """The document that the whole stream holds."""
    data = whole(stream, max_bytes)
    return data.of(name) if isinstance(data, Refusal) else document_of(data, Metadata(name), media)


def document_of(data: bytes, metadata: Metadata, media: Media, charset: str | None = None) -> Document | Rejected:
    """The document that these bytes hold; ``charset`` is what the transport declares, above what a page does."""
    text = decoded(data, charset, declared_in(data) if media is Media.HTML else None)
    if isinstance(text, Refusal):
        return text.of(metadata.name)
    return Document(metadata, media, text, hashlib.sha256(data).hexdigest())


def decoded(data: bytes, *declared: str | None) -> str | Refusal:
    """The text that these bytes stand for; more than white space, or the reason why not."""
    if not data.strip():
        return Refusal(Reason.EMPTY)
    text = decode(data, *declared)
    if isinstance(text, Refusal):
        return text
    return text if text.strip() else Refusal(Reason.EMPTY)


def flaw_in(text: str) -> Refusal | None:
    """What JSON and XML can spell though it is no character of a text: NUL, half of a surrogate pair."""
    if "\0" in text:
        return Refusal(Reason.BINARY, "a NUL character")
    if _SURROGATE.search(text):
        return Refusal(Reason.UNDECODABLE, "half of a surrogate pair")
    return None


def whole(stream: BinaryIO, max_bytes: int) -> bytes | Refusal:
    """All that the stream holds, unless it is more than ``max_bytes``; then it is not read."""
    if stream.seekable():
        here = stream.tell()
        size = stream.seek(0, 2) - here
        stream.seek(here)
        if size > max_bytes:
            return Refusal.too_large(size, max_bytes)
    data = stream.read(max_bytes + 1)
    return Refusal.too_large(None, max_bytes) if len(data) > max_bytes else data
