"""The export as flat tables: what its schemas nest is spread over columns and over tables of parts.

A value within a value (``cue``) gives columns named after both (``cue_start``, ``cue_exact``). A list gives a
table of its own (``positions_terms``), a row for each entry with the id of what it belongs to, and in the row it
belongs to one cell that reads well ("Germany; France").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from onrecord.model.holdings import Holdings
from onrecord.publish.datapackage import types
from onrecord.publish.lines import Line
from onrecord.publish.schemas import schema
from onrecord.publish.told import KINDS, told, told_in_documents

Value = str | int | float | bool | None
Row = tuple[Value, ...]
Path = tuple[str, ...]  # names of properties, from the outer to the inner

_BETWEEN = "; "
_ID = "_id"
_NUMBER = "Its place in the list, from 1."
# what stands for an entry of a list in one cell: the first of these that it has
_NAMES = ("name", "label", "key", "record", "exact", "role")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, JSON type (string, integer, number, boolean), what it says, and what it may say."""

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what a row is, its columns, and the table that its first column points into, if any."""

    name: str
    description: str
    columns: tuple[Column, ...]
    part_of: str | None = None


@cache
def tables() -> tuple[Table, ...]:
    """All tables: of each kind, then of its parts."""
    return tuple(table for kind in KINDS for table in _shape(kind).tables)


def rows(holdings: Holdings) -> Iterator[tuple[str, Row]]:
    """Every row with the name of its table, in the order of the lines."""
    for kind, line in told(holdings):
        yield from _shape(kind).rows(line)


def rows_of_documents(holdings: Holdings) -> Iterator[tuple[str, Row]]:
    """The rows of documents and what was read in them, without what joins them."""
    for kind, line in told_in_documents(holdings):
        yield from _shape(kind).rows(line)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column and how its value is found in a line."""

    column: Column
    value: Callable[[Line], Value]


@dataclass(frozen=True, slots=True)
class _Part:
    """A list and how its entries are found in a line; each is a row of the table."""

    table: Table
    cells: tuple[_Cell, ...]
    entries: Callable[[Line], list[Any]]
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the lines of a kind become rows."""

    table: Table
    cells: tuple[_Cell, ...]
    parts: tuple[_Part, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table, *(table for part in self.parts for table in _tables_of(part)))

    def rows(self, line: Line) -> Iterator[tuple[str, Row]]:
        """The row of a line, then those of its parts."""
        yield self.table.name, tuple(cell.value(line) for cell in self.cells)
        for part in self.parts:
            yield from _rows_of(part, line, (line["id"],))


def _tables_of(part: _Part) -> Iterator[Table]:
    yield part.table
    for each in part.parts:
        yield from _tables_of(each)


def _rows_of(part: _Part, line: Line, owner: Row) -> Iterator[tuple[str, Row]]:
    for number, entry in enumerate(part.entries(line), 1):
        place = (*owner, number)
        yield part.table.name, (*place, *(cell.value(entry) for cell in part.cells))
        for each in part.parts:
            yield from _rows_of(each, entry, place)


@cache
def _shape(kind: str) -> _Shape:
    content = schema(kind)
    reader = _Reader(content.get("$defs", {}))
    key = Column(f"{kind}{_ID}", "string", f"Id of the row in {kind} that this is a part of.", required=True)
    cells, parts = reader.read(content, kind, (key,))
    return _Shape(Table(kind, content["description"], _columns(cells)), cells, parts)


def _columns(cells: tuple[_Cell, ...]) -> tuple[Column, ...]:
    return tuple(cell.column for cell in cells)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a schema's properties as cells and parts; ``definitions`` are what it refers to."""

    definitions: Mapping[str, Any]

    def read(
        self, content: Mapping[str, Any], table: str, owner: tuple[Column, ...]
    ) -> tuple[tuple[_Cell, ...], tuple[_Part, ...]]:
        """The cells and parts of an object, in the order of its properties.

        ``owner`` are the columns by which a row of its parts says what it belongs to.
        """
        cells: list[_Cell] = []
        parts: list[_Part] = []
        for path, each in self._plain(content):
            name = "_".join(path)
            kinds = types(each)
            if "array" in kinds:
                cells.append(_Cell(Column(name, "string", each["description"]), _joined(path)))
                parts.append(self._part(name, each, path, table, owner))
            else:
                cells.append(_Cell(_column(name, each, kinds), _at(path)))
        return tuple(cells), tuple(parts)

    def _plain(self, content: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The properties of an object, and of the objects in it, that are plain values or lists, with their places."""
        for name, each in content["properties"].items():
            place, kinds = (*path, name), types(each)
            if "object" not in kinds:
                yield place, each
                continue
            for inner, found in self._plain(self._target(each), place):
                told_of = found | {"description": f"{each['description']} {found['description']}"}
                # within what may be absent everything may
                yield inner, told_of | {"type": [*types(found), "null"]} if "null" in kinds else told_of

    def _part(self, name: str, content: Mapping[str, Any], path: Path, table: str, owner: tuple[Column, ...]) -> _Part:
        called = f"{table}_{name}"
        number = Column("number" if len(owner) == 1 else f"{name}_number", "integer", _NUMBER, required=True)
        if "$ref" in content["items"]:
            inner = (*owner, replace(number, name=f"{name}_number"))
            cells, parts = self.read(self._target(content["items"]), called, inner)
        else:
            plain = content["items"]["type"] != "array"  # a list within a list is one cell
            kind = content["items"]["type"] if plain else "string"
            entry = Column("value", kind, content["description"], required=plain)
            cells, parts = (_Cell(entry, _itself if plain else _joined(())),), ()
        columns = (*owner, number, *_columns(cells))
        part_of = owner[0].name.removesuffix(_ID)
        return _Part(Table(called, content["description"], columns, part_of), cells, _listed(path), parts)

    def _target(self, content: Mapping[str, Any]) -> Any:
        """The object that a property is, or refers to."""
        for each in (content, *content.get("anyOf", ())):
            if "$ref" in each:
                return self.definitions[each["$ref"].rpartition("/")[2]]
            if "properties" in each:
                return each
        raise ValueError(f"{content['description']} is no object")


def _column(name: str, content: Mapping[str, Any], kinds: list[str]) -> Column:
    (kind,) = (each for each in kinds if each != "null")
    values = tuple(each for each in content.get("enum", ()) if each is not None)
    return Column(name, kind, content["description"], values, required="null" not in kinds)


def _at(path: Path) -> Callable[[Line], Value]:
    def value(line: Line) -> Value:
        found: Any = line
        for name in path:
            if found is None:
                return None
            found = found[name]
        return found  # type: ignore[no-any-return]  # a schema's plain type

    return value


def _listed(path: Path) -> Callable[[Line], list[Any]]:
    found = _at(path)
    return lambda line: found(line) or []  # type: ignore[return-value]  # a schema's array


def _joined(path: Path) -> Callable[[Line], Value]:
    listed = _listed(path)
    return lambda line: _BETWEEN.join(map(_name, listed(line))) or None


def _name(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if isinstance(entry, list):
        return _BETWEEN.join(map(_name, entry))
    name = next(str(entry[name]) for name in _NAMES if name in entry)
    return f"{entry['kind']}: {name}" if "kind" in entry and "exact" in entry else name


def _itself(entry: Any) -> Value:
    return entry  # type: ignore[no-any-return]  # an entry that is a plain value
