"""Which position or act a figure belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Act, Figure, Position, TermKind

_BACK = 60  # records that begin before a figure and may hold it


def linked(figures: Sequence[Figure], positions: Sequence[Position], acts: Sequence[Act]) -> tuple[Figure, ...]:
    """The figures, each with the records of the narrowest clause that holds it, those whose amount it is first."""
    records: list[Position | Act] = sorted(
        [*positions, *acts], key=lambda each: (each.span.start, each.span.end, each.id)
    )
    starts = [record.span.start for record in records]
    return tuple(replace(figure, part_of=_holding(figure, records, starts)) for figure in figures)


def _holding(figure: Figure, records: Sequence[Position | Act], starts: Sequence[int]) -> tuple[str, ...]:
    end = bisect_right(starts, figure.span.start)
    near = [record for record in records[max(0, end - _BACK) : end] if record.span.covers(figure.span)]
    amounts = [record for record in near if _is_amount(figure, record)]
    holding = amounts or near
    least = min((record.span.end - record.span.start for record in holding), default=0)
    return tuple(record.id for record in holding if record.span.end - record.span.start == least)


def _is_amount(figure: Figure, record: Position | Act) -> bool:
    terms = record.terms if isinstance(record, Position) else ()
    return any(term.kind is TermKind.AMOUNT and term.span.overlaps(figure.span) for term in terms)
