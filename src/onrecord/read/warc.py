"""Web archives (WARC, ISO 28500): a document for each page that was fetched whole, read record by record.

The date of a record is when it was fetched, which is not when the page was published: it is not kept.
``sha256`` of a document is the digest of the page itself, after any transfer and content coding.
"""

from __future__ import annotations

import io
import re
import tempfile
import zlib
from collections.abc import Iterator
from shutil import copyfileobj
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.read.frames import Damage, Frame, frames
from onrecord.read.head import HEAD_BYTES, Head, read_head
from onrecord.read.inflate import GZIP_MAGIC, inflated
from onrecord.read.refusal import Reason, Refusal
from onrecord.read.text import document_of

_ABOUT_OTHERS = frozenset({"warcinfo", "request", "metadata"})
_MEDIA = {"text/html": Media.HTML, "application/xhtml+xml": Media.HTML, "text/plain": Media.PLAIN}
_CHARSET = re.compile(r"""charset\s{0,20}=\s{0,20}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]{0,20}(?:;[^\r\n]{0,200})?\r\n")
_GZIP_NAMES = frozenset({"gzip", "x-gzip"})


def read_archive(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Document | Rejected]:
    """The documents of the responses, each under the name FILE#OFFSET.

    The offset is that of the record in the file, in bytes; where a file was compressed as a whole,
    in what it expands to. What cannot be moved about in (a pipe) is first copied to a temporary file.
    """
    if stream.seekable():
        yield from _documents(stream, name, max_bytes)
        return
    with tempfile.TemporaryFile() as copy:
        copyfileobj(stream, copy)
        copy.seek(0)
        yield from _documents(copy, name, max_bytes)


def _documents(file: BinaryIO, name: str, max_bytes: int) -> Iterator[Document | Rejected]:
    for found in frames(file, max_bytes + HEAD_BYTES):
        where = f"{name}#{found.offset}"
        if isinstance(found, Damage):
            yield Refusal(Reason.TRUNCATED_RECORD, found.detail).of(where)
        elif found.head.field("warc-type").lower() not in _ABOUT_OTHERS:
            yield _document(found, where, max_bytes)


def _document(frame: Frame, name: str, max_bytes: int) -> Document | Rejected:
    stream = io.BytesIO(frame.content)
    response = read_head(stream, b"HTTP/") if frame.head.field("warc-type").lower() == "response" else None
    if response is None:
        return Refusal(Reason.NOT_RESPONSE, _kind(frame.head)).of(name)
    refusal = _refusal(frame, response)
    if refusal is not None:
        return refusal.of(name)
    if frame.length - stream.tell() > max_bytes:
        return Refusal.too_large(frame.length - stream.tell(), max_bytes).of(name)
    page = _page(stream.read(), response, max_bytes)
    if isinstance(page, Refusal):
        return page.of(name)
    url = frame.head.field("warc-target-uri").strip("<>") or None
    return document_of(page, Metadata(name, url=url), _MEDIA[_media_type(response)], _charset(response))


def _kind(head: Head) -> str:
    return f"{head.field('warc-type') or 'no type'} {head.field('content-type')}".strip()


def _refusal(frame: Frame, response: Head) -> Refusal | None:
    """Why this response is no article."""
    status = response.status.partition(" ")[0]
    if status != "200":
        return Refusal(Reason.NOT_OK, status)
    if _media_type(response) not in _MEDIA:
        return Refusal(Reason.NOT_TEXT, _media_type(response) or "no content type")
    cut = frame.head.field("warc-truncated")
    if cut:
        return Refusal(Reason.TRUNCATED_RECORD, f"the fetch was cut short: {cut}")
    return None


def _media_type(response: Head) -> str:
    return response.field("content-type").partition(";")[0].strip().lower()


def _charset(response: Head) -> str | None:
    found = _CHARSET.search(response.field("content-type"))
    return found.group(1) if found else None


def _page(body: bytes, response: Head, max_bytes: int) -> bytes | Refusal:
    """The body without its transfer and content coding."""
    if response.field("transfer-encoding").lower() == "chunked" and _CHUNK.match(body):
        reader = ChunkedDataReader(io.BytesIO(body), raise_exceptions=True)
        try:
            body = reader.read()
        except ChunkedDataException:
            return Refusal(Reason.TRUNCATED_RECORD, "a chunk of the response is missing or cut short")
    return _decompressed(body, response.field("content-encoding").lower(), max_bytes)


def _decompressed(body: bytes, coding: str, max_bytes: int) -> bytes | Refusal:
    if coding in ("", "identity") or (coding in _GZIP_NAMES and not body.startswith(GZIP_MAGIC)):
        return body  # some archives keep bodies decompressed, with the response's head as it was
    if coding not in _GZIP_NAMES | {"deflate"}:
        return Refusal(Reason.UNDECODABLE, f"content coding {coding}")
    try:
        page = inflated(body, max_bytes + 1, deflate=coding == "deflate")
    except zlib.error:
        return Refusal(Reason.TRUNCATED_RECORD, "the compressed response is damaged")
    if page is None:
        return Refusal(Reason.TRUNCATED_RECORD, "the compressed response ends too soon")
    return Refusal.too_large(None, max_bytes) if len(page) > max_bytes else page
