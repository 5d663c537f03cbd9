"""Which form a file has: by its suffix where that tells, else by how it begins."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from onrecord.read.frames import is_compressed_archive

HEAD_BYTES = 8192


class Form(StrEnum):
    """The forms that can be read; whatever is none of the others is read as text, or found to be none."""

    TEXT = "text"
    HTML = "HTML"
    JSON_LINES = "JSON Lines"
    FEED = "feed"
    ARCHIVE = "WARC"


_BY_SUFFIX = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".jsonl": Form.JSON_LINES,
    ".ndjson": Form.JSON_LINES,
    ".rss": Form.FEED,
    ".atom": Form.FEED,
    ".warc": Form.ARCHIVE,
}
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md"})
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FIRST_ELEMENT = re.compile(rb"<(?:!DOCTYPE\s{1,20})?([A-Za-z][\w.:-]{0,60})", re.IGNORECASE)
_PAGE_ELEMENTS = frozenset({b"html", b"head", b"body"})
_FEED_ELEMENTS = frozenset({b"rss", b"feed", b"rdf"})


def form_of(name: str, head: bytes) -> Form:
    """The form of a file of this name that begins with these bytes; about HEAD_BYTES of them."""
    lower = name.lower()
    if lower.endswith(".warc.gz"):
        return Form.ARCHIVE
    suffix = PurePosixPath(lower).suffix
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    form = _by_content(head)
    return Form.FEED if suffix == ".xml" and form is Form.TEXT else form


def promises_text(name: str) -> bool:
    """Whether a file of this name may be an article in plain text: notes.yaml and table.csv are none."""
    return PurePosixPath(name.lower()).suffix in _TEXT_SUFFIXES


def _by_content(head: bytes) -> Form:
    looks: tuple[tuple[Form, Callable[[bytes], bool]], ...] = (
        (Form.ARCHIVE, _is_archive),
        (Form.JSON_LINES, _is_object),
        (Form.FEED, lambda data: _first_element(data) in _FEED_ELEMENTS),
        (Form.HTML, lambda data: _first_element(data) in _PAGE_ELEMENTS),
    )
    return next((form for form, is_such in looks if is_such(head)), Form.TEXT)


def _is_archive(head: bytes) -> bool:
    return head.startswith(b"WARC/") or is_compressed_archive(head)


def _is_object(head: bytes) -> bool:
    """An object may also begin a file of one long JSON value: reading it line by line then says so."""
    start = _bare(head)
    return start.startswith(b"{") and start[1:].lstrip().startswith((b'"', b"}"))


def _first_element(head: bytes) -> bytes | None:
    """The name of the element that markup begins with, in lower case and without its namespace's prefix."""
    markup = _COMMENT.sub(b"", _bare(head)).lstrip()
    if markup.startswith(b"<?"):
        markup = markup.partition(b"?>")[2].lstrip()
    found = _FIRST_ELEMENT.match(markup)
    return found.group(1).lower().rpartition(b":")[2] if found else None


def _bare(head: bytes) -> bytes:
    """Without byte order mark and white space; western text of two bytes a character becomes one byte a character."""
    for mark in _MARKS:
        if head.startswith(mark):
            head = head[len(mark) :]
            break
    return head.replace(b"\0", b"").lstrip()
