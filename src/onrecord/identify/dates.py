"""The day that a date in an article means, by when the article was published."""

from __future__ import annotations

import functools
import re
from datetime import datetime, timedelta
from typing import Any

_MOST = 40  # characters: what is longer is no date
_EARLIEST = 1000  # "01" of "01-01-01" is no year that an article tells, nor four digits of ISO 8601
_FORMS = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# how long, or about when: "a day", "the 1990s"
_NO_DAY = re.compile(r"(?i)^(?:a|an|one) \w+$|\d0s\b")
_YEAR = re.compile(r"(?:in |since )?(1[89]\d\d|20\d\d)\Z")


@functools.lru_cache(maxsize=4096)
def day_of(words: str, published: str | None) -> str | None:
    """ISO 8601 of the day, week, month or year that the words tell, as exactly as they do; None where they do not.

    A day without a year lies before the day of publication; without that only a full date is known.
    """
    plain = _plain(words)
    year = _YEAR.match(plain)
    if year is not None or len(plain) > _MOST or _NO_DAY.search(plain):
        return year[1] if year is not None else None
    from dateparser.date import DateDataParser

    base = _base(published)
    if plain.lower() in _WEEKDAYS and base is not None:
        return (base - timedelta(days=(base.weekday() - _WEEKDAYS.index(plain.lower())) % 7)).strftime("%Y-%m-%d")
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    if base is None:  # nothing may depend on the day on which the article is read
        settings |= {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
    else:
        settings |= {"RELATIVE_BASE": base}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(plain)
    if found is None or found.date_obj is None or found.date_obj.year < _EARLIEST:
        return None
    return str(found.date_obj.strftime(_FORMS.get(found.period, "%Y-%m-%d")))


def _base(published: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(published).replace(tzinfo=None) if published else None
    except ValueError:
        return None


def _plain(words: str) -> str:
    """Without what the parser stumbles over: "late Thursday", "on the morning of Sept. 5"."""
    kept = [word for word in words.replace(",", " ").split() if word.lower().strip(".") not in _IDLE]
    return " ".join(kept)


_IDLE = frozenset(
    {"late", "early", "the", "on", "of", "morning", "evening", "afternoon", "night", "earlier", "mid", "this"}
)
