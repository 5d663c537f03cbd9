"""A quantity that an article states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id
from onrecord.model.span import Span


class Bound(StrEnum):
    """How the number bounds the quantity."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, what it counts, and how it bounds it.

    ``value`` is a plain decimal numeral ("1100000000"), exact whatever its size. ``unit`` is an
    ISO 4217 currency code, ``percent``, or a unit's English name; None for a bare count.
    ``counted`` are the words for what is counted, ``period`` those for the time in which
    ("a year", "over five years"). ``part_of`` are the ids of the positions, or of the act, whose
    clause the figure stands in.
    """

    document: str
    span: Span
    value: str
    bound: Bound = Bound.EXACT
    unit: str | None = None
    counted: Span | None = None
    period: Span | None = None
    part_of: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Made from the document and the place."""
        return content_id("figure", self.document, self.span.start, self.span.end)
