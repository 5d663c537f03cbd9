"""XLSX: one workbook with a sheet for each table, and a codebook first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.model.holdings import Holdings
from onrecord.publish.codebook import HEAD, codebook, tables_without_text
from onrecord.publish.extras import needed
from onrecord.publish.harmless import is_calculated
from onrecord.publish.tables import Value, rows

# limits of the format: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_ROWS, _CHARACTERS, _NAME = 1_048_576, 32_767, 31
_CUT = "… [cut]"
_MADE = datetime(2000, 1, 1)  # the format wants a date of making: the same for the same register
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/register.xlsx; gives the rows of each sheet.

    Raises UsageError where there are more rows than a sheet can have.
    """
    xlsxwriter = needed("xlsxwriter", "xlsx")
    kept = {table.name: (table, places) for table, places in tables_without_text()}
    with xlsxwriter.Workbook(str(folder / "register.xlsx"), _OPTIONS | {"tmpdir": str(folder)}) as book:
        book.set_properties({"title": "Register", "created": _MADE})
        bold, text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        _codebook(book.add_worksheet("codebook"), [table for table, _ in kept.values()], bold)
        sheets = {}
        for name, sheet in zip(kept, _sheet_names(kept), strict=True):
            sheets[name] = book.add_worksheet(sheet)
            _head(sheets[name], [column.name for column in kept[name][0].columns], bold)
        counts = dict.fromkeys(sheets, 0)
        for name, row in rows(holdings):
            counts[name] += 1
            if counts[name] >= _ROWS:
                raise UsageError(f"a sheet holds {_ROWS} rows, {name} has more: export as csv or parquet")
            for column, place in enumerate(kept[name][1]):
                _write(sheets[name], counts[name], column, row[place], text)
    return counts


def _codebook(sheet: Any, told: Collection[Any], bold: Any) -> None:
    _head(sheet, HEAD, bold)
    for number, row in enumerate(codebook(told), 1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)


def _head(sheet: Any, names: Collection[str], bold: Any) -> None:
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, column: int, value: Value, text: Any) -> None:
    """A cell. Text is written as text, and marked as such where it looks like a formula: it stays text when edited."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        shown = value if len(value) <= _CHARACTERS else value[: _CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(row, column, shown, text if is_calculated(value) else None)


def _sheet_names(names: Collection[str]) -> list[str]:
    """The names as a workbook can have them: of 31 characters, each another."""
    found: list[str] = []
    for name in names:
        short = name[:_NAME]
        while short in found:
            short = f"{name[: _NAME - 3]}~{len(found):02}"
        found.append(short)
    return found
