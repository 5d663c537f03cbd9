"""Times as stretches of days: which of them cannot be of one event."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.lexicon import load_yaml
from onrecord.lexicon.numerals import whole_number
from onrecord.model import Span

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)"
    r"|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_YEAR = r"(?:19|20)\d\d"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_TIME = re.compile(
    rf"(?:\b(?P<word>in|since|from|until|till|through|by|before|after|during|on|between|to|and|around)\s+)?"
    rf"(?:(?P<part>early|mid|late)[\s-]+(?:in\s+)?)?"
    rf"(?:\b(?P<month>{_MONTH})\s(?P<day>[0-3]?\d)(?![\d\w-])(?:,?\s(?P<year>{_YEAR})(?!\d))?"
    rf"|\b(?P<day2>[0-3]?\d)\s(?P<month2>{_MONTH})(?![\w-])(?:,?\s(?P<year2>{_YEAR})(?!\d))?"
    rf"|\b(?P<month3>{_MONTH})(?:(?:,|\sof)?\s(?P<year3>{_YEAR})(?!\d))?(?![\w-]|\s\d)"
    rf"|\b(?P<year4>{_YEAR})(?![\d\w%-]|,\d|\s[A-Z])"
    rf"|\b(?P<weekday>{_DAYS})\b(?!\s[A-Z])"
    r"|(?P<about>about\s|around\s|just (?:before|after)\s|shortly (?:before|after)\s)?"
    r"(?:\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?|\b(?P<middle>noon|midnight)\b)"
    r"|\b(?P<turn>last|this|next)\s(?P<span>week|month|year)\b"
    r"|\b(?P<number>an?|\w+)\s(?P<unit>day|week|month|year)s?\sago\b)"
)
# one of these stands in whatever tells a time
_SIGN = re.compile(rf"\d|{_MONTH}|{_DAYS}|\b(?:last|this|next|ago|noon|midnight)\b")
_LONGEST_AGO = 100  # units: "a thousand years ago" is no date
_ROUGH, _TO_THE_MINUTE = 14, 5  # minutes
_WORDS_TOO = frozenset({"May", "March"})  # names of months that are words as well

Place = Literal["at", "since", "until", "before", "after"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time as told: how it is bound (``place``), and its first and last day where the year is known.

    ``told`` are year, month and day as far as the words give them, ``weekday`` a day of the week, ``clock`` the
    first and last minute of the day that a time of day may mean.
    """

    place: Place
    first: date | None
    last: date | None
    told: tuple[int | None, int | None, int | None]
    weekday: str | None
    clock: tuple[int, int] | None
    span: Span

    def excludes(self, other: Period) -> bool:
        """Whether both cannot be of one event: a part of the same time, or a bound that both keep to, does not."""
        if self.clock or other.clock:
            if not (self.clock and other.clock and self.place == other.place):
                return False
            return self.clock[1] < other.clock[0] or other.clock[1] < self.clock[0]
        if self.place == other.place:
            return self._apart(other)
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        one, two = sorted((self, other), key=lambda each: each.place)
        match one.place, two.place:
            case "at", "before":
                return bool(one.first and two.last and one.first > two.last)
            case "after", "at":
                return bool(one.first and two.last and two.last < one.first)
            case "after", "before":
                return bool(one.first and two.last and two.last <= one.first)
        return False

    def _apart(self, other: Period) -> bool:
        if self.first and self.last and other.first and other.last:
            return self.last < other.first or other.last < self.first
        if self.weekday or other.weekday:
            return bool(self.weekday and other.weekday and self.weekday != other.weekday)
        return any(one and two and one != two for one, two in zip(self.told, other.told, strict=True))


def periods_in(text: str, start: int, end: int, published: str | None) -> Iterator[Period]:
    """The times told in a stretch of text; those told from the day of publication only where it is known."""
    if not _SIGN.search(text, start, end):
        return
    today = _day(published)
    opened = False
    for found in _TIME.finditer(text, start, end):
        word = (found["word"] or "").casefold()
        days = _days(found, word, today)
        clock = _clock(found)
        if days is None and clock is None:
            opened = False
            continue
        told, stretch, weekday = days or ((None, None, None), None, None)
        place: Place = "until" if opened and word in {"to", "and"} else _places().get(word, "at")
        opened = place == "since"
        first, last = stretch or (None, None)
        yield Period(place, first, last, told, weekday, clock, Span.of(text, *found.span()))


_Told = tuple[int | None, int | None, int | None]
_Days = tuple[_Told, tuple[date, date] | None, str | None]


def _days(found: re.Match[str], word: str, today: date | None) -> _Days | None:
    """What a time tells, and its first and last day; None where it tells no time, or none that is known."""
    name = found["month"] or found["month2"] or found["month3"]
    if name:
        number = found["day"] or found["day2"]
        year = found["year"] or found["year2"] or found["year3"]
        if name in _WORDS_TOO and not (number or year or word or found["part"]):
            return None
        told = int(year) if year else None, _MONTHS.index(name[:3]) + 1, int(number) if number else None
        return told, _stretch(*told, found["part"]), None
    if found["year4"]:
        if not word and not found["part"]:
            return None  # "the 2015 agreement" names a thing
        return (int(found["year4"]), None, None), _stretch(int(found["year4"]), None, None, found["part"]), None
    if found["weekday"]:
        return (None, None, None), None, found["weekday"]
    if not found["unit"] and not found["turn"]:
        return None
    ago = _ago(found, today) if found["unit"] else _turn(found["turn"], found["span"], today)
    return None if ago is None else ((None, None, None), ago, None)


def _clock(found: re.Match[str]) -> tuple[int, int] | None:
    """The minutes of the day that a time of day may mean: to five minutes, a full hour or "around" one to a quarter."""
    if found["middle"]:
        minute = 12 * 60 if found["middle"] == "noon" else 24 * 60
    elif found["hour"]:
        minute = int(found["hour"]) % 12 * 60 + int(found["minute"] or 0) + (12 * 60 if found["half"] == "p" else 0)
    else:
        return None
    rough = found["about"] or found["word"] == "around" or not int(found["minute"] or 0)
    slack = _ROUGH if rough else _TO_THE_MINUTE
    return minute - slack, minute + slack


def _stretch(year: int | None, month: int | None, day: int | None, part: str | None) -> tuple[date, date] | None:
    if year is None:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last = date(year + 1, 1, 1) if month in {None, 12} else date(year, (month or 0) + 1, 1)
    last -= timedelta(1)
    length = (last - first).days
    # early, mid and late overlap a little: nobody means a day by them
    if part == "early":
        return first, first + timedelta(length * 45 // 100)
    if part == "mid":
        return first + timedelta(length // 4), last - timedelta(length // 4)
    return (last - timedelta(length * 45 // 100), last) if part == "late" else (first, last)


def _turn(turn: str, unit: str, today: date | None) -> tuple[date, date] | None:
    if today is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[turn]
    if unit == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return monday - timedelta(1), monday + timedelta(6)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return _stretch(months // 12, months % 12 + 1, None, None)
    return _stretch(today.year + step, None, None, None)


def _ago(found: re.Match[str], today: date | None) -> tuple[date, date] | None:
    number = 1 if found["number"] in {"a", "an"} else whole_number(found["number"])
    if today is None or not number or number > _LONGEST_AGO:
        return None
    days = _UNITS[found["unit"]]
    slack = 0 if days == 1 else days * 2 // 3
    return today - timedelta(number * days + slack), today - timedelta(number * days - slack)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


@functools.cache
def _places() -> dict[str, Place]:
    lists = load_yaml("events")
    places: tuple[Place, ...] = ("since", "until", "before", "after")
    return {word: place for place in places for word in lists[place]}
