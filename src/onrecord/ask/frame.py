"""Views as a table of pandas or polars, whichever is installed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from onrecord.ask.matrix import Matrix
from onrecord.errors import UsageError
from onrecord.model import Party, Position, Statement
from onrecord.model.codec import encode

Row = dict[str, Any]
_LIBRARIES = ("pandas", "polars")


def as_frame(found: Matrix | Iterable[object], library: str | None = None) -> Any:
    """A data frame: a row for each view or record, or for each mark of a matrix.

    A value within a value gives columns named after both (``span_exact``); what a view shows of a position or
    statement stands under its own name. Parties in a list are their ids; other lists are lists of dicts.
    ``library`` is "pandas" or "polars"; unless told the first of these that is installed. Raises UsageError where
    there is none.
    """
    rows = list(_marks(found) if isinstance(found, Matrix) else map(_row, found))
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    chosen, frames = _installed(library)
    if chosen == "polars":
        return frames.DataFrame(columns, strict=False)
    return frames.DataFrame(columns)


def _installed(library: str | None) -> tuple[str, Any]:
    if library not in (None, *_LIBRARIES):
        raise UsageError(f"no frames of {library!r}: there are those of {' and '.join(_LIBRARIES)}")
    for name in _LIBRARIES if library is None else (library,):
        try:
            return name, import_module(name)
        except ImportError:
            continue
    raise UsageError(
        f"{library or 'neither pandas nor polars'} is {'not ' if library else ''}installed: pip install pandas"
    )


def _marks(matrix: Matrix) -> Iterator[Row]:
    names = {party.id: party.name for party in matrix.parties}
    for cell in matrix.cells:
        for mark in cell.marks:
            yield {
                "party": cell.party,
                "name": names[cell.party],
                "action": cell.action.value,
                **encode(mark),
                "contested": cell.contested,
                "conditional": cell.conditional,
            }


def _row(record: object) -> Row:
    """The fields of a dataclass, with the id that a record of the model is known by."""
    if not dataclasses.is_dataclass(record) or isinstance(record, type):
        raise UsageError(f"a {type(record).__name__} is no view and no record: it makes no row")
    identity = getattr(record, "id", None)
    row: Row = {} if identity is None else {"id": identity}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Position | Statement):
            row = {**_row(value), **row}
        else:
            row |= _columns(field.name, value)
    return row


def _columns(name: str, value: object) -> Row:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        within = (_columns(f"{name}_{field.name}", getattr(value, field.name)) for field in dataclasses.fields(value))
        return {column: each for columns in within for column, each in columns.items()}
    if isinstance(value, tuple):
        return {name: [each.id if isinstance(each, Party) else encode(each) for each in value]}
    return {name: encode(value)}
