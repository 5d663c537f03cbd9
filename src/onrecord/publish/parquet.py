"""Parquet: a file for each table, typed, with the texts; each column says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from onrecord.model.holdings import Holdings
from onrecord.publish.extras import needed
from onrecord.publish.tables import Row, Table, rows, tables

_AT_ONCE = 10_000  # rows of a table in memory


def write_parquet(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/<table>.parquet; gives the rows of each table."""
    arrow, parquet = needed("pyarrow", "parquet"), needed("pyarrow.parquet", "parquet")
    with ExitStack() as stack:
        schemas = {table.name: _schema(table, arrow) for table in tables()}
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        waiting: dict[str, list[Row]] = {name: [] for name in schemas}
        counts = dict.fromkeys(schemas, 0)

        def write(name: str) -> None:
            writers[name].write_table(_table(waiting[name], schemas[name], arrow))
            counts[name] += len(waiting[name])
            waiting[name].clear()

        for name, row in rows(holdings):
            waiting[name].append(row)
            if len(waiting[name]) == _AT_ONCE:
                write(name)
        for name in waiting:
            write(name)
    return counts


def _schema(table: Table, arrow: Any) -> Any:
    types = {"string": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_()}
    fields = [
        arrow.field(each.name, types[each.type], nullable=not each.required, metadata={"description": each.description})
        for each in table.columns
    ]
    return arrow.schema(fields, metadata={"description": table.description})


def _table(found: Sequence[Row], schema: Any, arrow: Any) -> Any:
    columns = zip(*found, strict=True) if found else [()] * len(schema)
    return arrow.table(
        [arrow.array(list(each), field.type) for each, field in zip(columns, schema, strict=True)], schema
    )
