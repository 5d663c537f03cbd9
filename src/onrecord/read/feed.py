"""Saved RSS and Atom feeds: a document an entry.

feedparser is given the decoded feed from its root element on, as bytes: it then opens nothing, and no
document type can declare entities that name files or grow without end.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from calendar import timegm
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import feedparser

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.model.language import language_code
from onrecord.read.encoding import declared_in
from onrecord.read.fields import iso_date
from onrecord.read.refusal import Reason, Refusal
from onrecord.read.text import decoded, flaw_in, whole

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_ENTRY = re.compile(r"<(?P<end>/?)(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_REFERENCE = re.compile("&#([xX][0-9A-Fa-f]{1,8}|[0-9]{1,8});")
_TAG = re.compile(r"<[^<>]*>")
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_PLAIN = "text/plain"


def read_feed(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Document | Rejected]:
    """The documents of the entries, each under the name FILE#ENTRY, counted from 1.

    ``publisher`` is the feed's title; ``published`` falls back to when the entry was updated.
    """
    data = whole(stream, max_bytes)
    text = data if isinstance(data, Refusal) else decoded(data, declared_in(data))
    if isinstance(text, Refusal):
        yield text.of(name)
        return
    feed = _parsed(text)
    if isinstance(feed, Refusal):
        yield feed.of(name)
        return
    last = len(feed["entries"]) if feed.get("bozo") and _breaks_off(text) else None
    for number, entry in enumerate(feed["entries"], 1):
        yield _document(entry, feed["feed"], f"{name}#{number}", number == last)


def _parsed(text: str) -> Mapping[str, Any] | Refusal:
    root = _ROOT.search(text)
    if root is None:
        return Refusal(Reason.MALFORMED_FEED, "neither RSS nor Atom")
    data = io.BytesIO(_REFERENCE.sub(_character, text[root.start() :]).encode())
    try:
        feed: Mapping[str, Any] = feedparser.parse(
            data, response_headers=_AS_UTF8, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001  # what the parser's many parts raise on hostile input has no common type
        return Refusal(Reason.MALFORMED_FEED, type(error).__name__)
    if not feed["entries"] and feed.get("bozo"):
        return Refusal(Reason.MALFORMED_FEED, "not well formed, and no entry in it")
    return feed


def _character(reference: re.Match[str]) -> str:
    """The reference itself, or the sign for what is no character: one such would cost the whole feed."""
    digits = reference.group(1)
    point = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "\ufffd" if point == 0 or 0xD800 <= point <= 0xDFFF else reference.group()


def _breaks_off(text: str) -> bool:
    """Whether the last entry was begun and not ended."""
    last = deque(_ENTRY.finditer(text), maxlen=1)
    return bool(last) and not last[0].group("end")


def _document(entry: Mapping[str, Any], feed: Mapping[str, Any], name: str, cut: bool) -> Document | Rejected:
    if cut:
        return Refusal(Reason.MALFORMED_FEED, "the feed breaks off in this entry").of(name)
    media, content = _content(entry)
    if not content.strip():
        return Refusal(Reason.EMPTY).of(name)
    metadata = _metadata(entry, feed, name)
    refusal = flaw_in(content) or flaw_in("".join(filter(None, (metadata.url, metadata.title, metadata.publisher))))
    if refusal is not None:
        return refusal.of(name)
    return Document(metadata, media, content, hashlib.sha256(content.encode()).hexdigest())


def _metadata(entry: Mapping[str, Any], feed: Mapping[str, Any], name: str) -> Metadata:
    return Metadata(
        name,
        url=entry.get("link") or None,
        title=_words(entry, "title"),
        publisher=_words(feed, "title"),
        published=_published(entry),
        language=language_code(feed.get("language") or ""),
    )


def _content(entry: Mapping[str, Any]) -> tuple[Media, str]:
    """The first full content that says something, else the summary."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    for detail in details:
        value = detail.get("value") or ""
        if value.strip():
            return Media.PLAIN if detail.get("type") == _PLAIN else Media.HTML, value
    return Media.PLAIN, ""


def _words(record: Mapping[str, Any], field: str) -> str | None:
    """A field's words on one line, without markup."""
    value = record.get(field) or ""
    if (record.get(f"{field}_detail") or {}).get("type") != _PLAIN:
        value = html.unescape(_TAG.sub("", value))
    return " ".join(value.split()) or None


def _published(entry: Mapping[str, Any]) -> str | None:
    """As it was written, with the publisher's own offset; else as feedparser understands it, in UTC."""
    for field in ("published", "updated"):
        if field in entry:
            return iso_date(entry[field] or "") or _from_tuple(entry.get(f"{field}_parsed"))
    return None


def _from_tuple(parsed: Any) -> str | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError):  # a year that no clock knows
        return None
