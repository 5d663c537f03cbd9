"""The codebook: what each column of each table says."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onrecord.publish.tables import Table, tables

HEAD = ("table", "column", "type", "values", "description")
# Apostrophes before what a spreadsheet would calculate shift the places of a text, and a cell has not room for one.
TEXT_LEFT_OUT = {("documents", "text")}


def codebook(told: Collection[Table]) -> Iterator[tuple[str, ...]]:
    """A row for each table, and for each of its columns."""
    for table in told:
        yield table.name, "", "table", "", table.description
        for column in table.columns:
            yield table.name, column.name, column.type, "; ".join(column.values), column.description


def tables_without_text() -> tuple[tuple[Table, tuple[int, ...]], ...]:
    """The tables as spreadsheets have them, each with the places of the columns that are kept."""
    found = []
    for table in tables():
        kept = [
            (index, column)
            for index, column in enumerate(table.columns)
            if (table.name, column.name) not in TEXT_LEFT_OUT
        ]
        columns = tuple(column for _, column in kept)
        found.append((Table(table.name, table.description, columns, table.part_of), tuple(index for index, _ in kept)))
    return tuple(found)
