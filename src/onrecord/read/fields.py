"""What others say about a document, brought to the form that ``Metadata`` promises."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime


def iso_date(value: str) -> str | None:
    """A date or a date with time as ISO 8601; None for what is no date of ISO 8601 or RFC 5322 (feeds, mail)."""
    value = value.strip()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return _mail_date(value)


def _mail_date(value: str) -> str | None:
    if len(value) > 100:
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):  # it fails in all these ways on what is no date
        return None
