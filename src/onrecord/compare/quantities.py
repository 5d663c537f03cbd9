"""Which numbers can both be true."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from onrecord.model import Bound, Figure

_ROUNDED_FROM = 1000  # smaller counts are told to the unit
_DIGITS = 2  # a rounded number is taken to be right to its second digit
_ABOUT = Decimal("0.1")
_WORDS = {
    Bound.EXACT: "",
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.AT_MOST: "at most ",
    Bound.LESS_THAN: "less than ",
    Bound.ABOUT: "about ",
}


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a statement of a quantity leaves open; None where it has no end on that side."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Range) -> bool:
        """Whether some value is within both."""
        return not (_beyond(self.low, other.high) or _beyond(other.low, self.high))


def range_of(figure: Figure) -> Range:
    """What a figure says, with the tolerance of rounded numbers.

    "More than 30" leaves 30 and all above, "about 200" a tenth either way. A measure is right to its
    last digit ("30 percent": 29.5 to 30.5), a count of things exact; from a thousand up both may be
    rounded to their second digit ("2,000": 1,950 to 2,050; "1.14 billion" to its third).
    """
    value = Decimal(figure.value)
    slack = abs(value) * _ABOUT if figure.bound is Bound.ABOUT else _rounding(value, figure.unit)
    low = None if figure.bound in {Bound.AT_MOST, Bound.LESS_THAN} else value - slack
    high = None if figure.bound in {Bound.AT_LEAST, Bound.MORE_THAN} else value + slack
    return Range(low, high)


def in_words(figure: Figure) -> str:
    """The number as a reader would write it, without what it counts: "more than 30", "1,100,000,000 EUR"."""
    unit = {None: "", "percent": "%"}.get(figure.unit, f" {figure.unit}")
    return f"{_WORDS[figure.bound]}{Decimal(figure.value):,f}{unit}"


def _rounding(value: Decimal, unit: str | None) -> Decimal:
    last_digit = int(value.as_tuple().exponent)
    if abs(value) >= _ROUNDED_FROM:
        last_digit = min(int(value.normalize().as_tuple().exponent), value.adjusted() - _DIGITS + 1)
    elif unit is None:
        return Decimal(0)
    return Decimal(5).scaleb(last_digit - 1)


def _beyond(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high
