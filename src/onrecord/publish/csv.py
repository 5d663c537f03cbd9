"""CSV: a file for each table, with a codebook and a datapackage.json."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from onrecord.model.holdings import Holdings
from onrecord.publish.codebook import HEAD, codebook, tables_without_text
from onrecord.publish.datapackage import Field, Resource, describe
from onrecord.publish.harmless import harmless
from onrecord.publish.tables import Column, Table, Value, rows, rows_of_documents


def write_csv(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/<table>.csv, codebook.csv and datapackage.json; gives the rows of each table."""
    kept = {table.name: (table, places) for table, places in tables_without_text()}
    told = [table for table, _ in kept.values()]
    with ExitStack() as stack:
        writers = {
            table.name: stack.enter_context(
                _writer(folder / f"{table.name}.csv", (each.name for each in table.columns))
            )
            for table in told
        }
        counts = dict.fromkeys(writers, 0)
        for name, row in rows(holdings):
            writers[name].writerow([_cell(row[place]) for place in kept[name][1]])
            counts[name] += 1
    with _writer(folder / "codebook.csv", HEAD) as book:
        book.writerows(codebook(told))
    references = {table.name: {table.columns[0].name: table.part_of} for table in told if table.part_of}
    describe(folder, [_resource(table) for table in told], references)
    return counts


def positions_csv(holdings: Holdings, wanted: Collection[str] | None = None) -> str:
    """The rows of ``positions.csv`` for these positions, all where None, with its head."""
    table, places = next((table, places) for table, places in tables_without_text() if table.name == "positions")
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(each.name for each in table.columns)
    key = [each.name for each in table.columns].index("id")
    for name, row in rows_of_documents(holdings):
        if name == "positions" and (wanted is None or row[places[key]] in wanted):
            writer.writerow([_cell(row[place]) for place in places])
    return file.getvalue()


@contextmanager
def _writer(path: Path, head: Iterable[str]) -> Iterator[Any]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(head)
        yield writer


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else value


def _resource(table: Table) -> Resource:
    key = None if table.part_of else "id"
    return Resource(table.name, f"{table.name}.csv", table.description, [_field(each) for each in table.columns], key)


def _field(column: Column) -> Field:
    constraints: Field = {"enum": list(column.values)} if column.values else {}
    if column.required and column.type != "string":  # an empty text is an empty cell
        constraints["required"] = True
    found: Field = {"name": column.name, "type": column.type, "description": column.description}
    return found | ({"constraints": constraints} if constraints else {})
