"""JSON Lines: a document a line (https://jsonlines.org), read line by line.

Each line is a JSON object. Its fields, all strings:

    text       the article as plain text; this or ``html`` is required
    html       the article as a web page or a piece of one, where there is no ``text``
    url        where it was published
    title      its headline
    publisher  the outlet
    published  when: an ISO 8601 date or date with time; the form of mail and feeds is understood too
    language   ISO 639-1 ("en") or a tag that begins so ("en-GB"); of other tags nothing is kept

A field may be null or missing. Fields of other names are not read. Blank lines are skipped, but counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.model.language import language_code
from onrecord.read.fields import iso_date
from onrecord.read.refusal import Reason, Refusal
from onrecord.read.text import decoded, flaw_in

_FIELDS = ("text", "html", "url", "title", "publisher", "published", "language")
_LINE_END = 2  # bytes, at most
_BLOCK = 65536


def read_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Document | Rejected]:
    """The documents of the lines, each under the name FILE#LINE, counted from 1."""
    for number, line in _lines(stream, max_bytes):
        outcome = line if isinstance(line, Refusal) else _document(line, f"{name}#{number}")
        if isinstance(outcome, Refusal):
            yield outcome.of(f"{name}#{number}")
        else:
            yield outcome


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | Refusal]]:
    """The lines that are not blank, with their numbers; of one that is too long no more is held than the limit."""
    most = max_bytes + _LINE_END
    number = 0
    while line := stream.readline(most):
        number += 1
        if len(line) == most and not line.endswith(b"\n"):
            _skip_line(stream)
        content = line.rstrip(b"\r\n")
        if len(content) > max_bytes:
            yield number, Refusal.too_large(None, max_bytes)
        elif content.strip():
            yield number, content


def _skip_line(stream: BinaryIO) -> None:
    while block := stream.readline(_BLOCK):
        if block.endswith(b"\n"):
            return


def _document(line: bytes, name: str) -> Document | Refusal:
    text = decoded(line)
    if isinstance(text, Refusal):
        return text
    fields = _fields(text)
    if isinstance(fields, Refusal):
        return fields
    metadata = _metadata(fields, name)
    if isinstance(metadata, Refusal):
        return metadata
    content = _content(fields)
    if isinstance(content, Refusal):
        return content
    return Document(metadata, *content, hashlib.sha256(line).hexdigest())


def _fields(line: str) -> dict[str, str] | Refusal:
    """The documented fields that the line gives."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:  # the latter where brackets stand within brackets without end
        return Refusal(Reason.MALFORMED_LINE, _briefly(error))
    if not isinstance(record, dict):
        return Refusal(Reason.MALFORMED_LINE, "not an object")
    given = {field: record[field] for field in _FIELDS if record.get(field) is not None}
    for field, value in given.items():
        refusal = _refusal(field, value)
        if refusal is not None:
            return refusal
    return given


def _briefly(error: Exception) -> str:
    return str(error) if isinstance(error, json.JSONDecodeError) else "cannot be parsed"


def _refusal(field: str, value: object) -> Refusal | None:
    """Why this value cannot stand in a document."""
    if not isinstance(value, str):
        return Refusal(Reason.MALFORMED_LINE, f"{field} is not a string")
    return flaw_in(value)


def _metadata(fields: Mapping[str, str], name: str) -> Metadata | Refusal:
    published = fields.get("published", "").strip()
    when = iso_date(published)
    if published and when is None:
        return Refusal(Reason.MALFORMED_LINE, "published is not a date of ISO 8601")
    given = {field: fields.get(field, "").strip() or None for field in ("url", "title", "publisher")}
    return Metadata(name, **given, published=when, language=language_code(fields.get("language", "")))


def _content(fields: Mapping[str, str]) -> tuple[Media, str] | Refusal:
    for media, field in ((Media.PLAIN, "text"), (Media.HTML, "html")):
        if field in fields:
            content = fields[field]
            return (media, content) if content.strip() else Refusal(Reason.EMPTY)
    return Refusal(Reason.MISSING_TEXT)
