"""Moments as the register keeps them: UTC, ISO 8601, so that their order is that of their letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from onrecord.errors import UsageError

_DAY = len("2025-09-04")


def written(moment: datetime) -> str:
    """A moment as it is kept, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> str:
    """The moment that a date, or a date with time, means; a date alone means its end, in UTC.

    Raises UsageError for anything else.
    """
    found = _parsed(text)
    return written(found + timedelta(days=1, microseconds=-1) if len(text.strip()) <= _DAY else found)


def beginning(text: str) -> str:
    """The same, but a date alone means its first moment."""
    return written(_parsed(text))


def day(text: str) -> str:
    """The date, YYYY-MM-DD, that a date or a moment falls on, in UTC. Raises UsageError."""
    return _parsed(text).date().isoformat()


def _parsed(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no date: write it as 2025-09-04 or 2025-09-04T15:30") from error
