"""Writing the register: rows are added, each document in one transaction, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from onrecord.errors import RegisterError
from onrecord.model import Claim, Comparison, Conflict, Lineage, Reading, Rejected, Story
from onrecord.model.evidence import check_comparison, check_reading
from onrecord.register.reader import Compared, RegisterReader
from onrecord.register.rows import Record, Row, kind_of, pack, party_rows, reading_row, record_row, rejection_row
from onrecord.register.schema import compared, comparisons, readings, record_parties, records, rejections


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing; takes the right to write at once, so that it is never refused half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if not connection.invalidated:  # stopped within a statement, it is closed already: nothing was written
            connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


class Register(RegisterReader):
    """An open register. ``with open_register(path) as register:`` closes it."""

    def __init__(self, connection: Connection, path: Path) -> None:
        super().__init__(connection)
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
        self._connection.engine.dispose()

    def holds(self, document: str, name: str, extractor: str) -> bool:
        """Whether this version's reading of the document, come by this name, is recorded."""
        query = select(readings.c.number).where(
            readings.c.document == document, readings.c.name == name, readings.c.extractor == extractor
        )
        return self._connection.execute(query).first() is not None

    def record(self, reading: Reading, extractor: str) -> None:
        """Add a document and all that this version read in it, unless it is held.

        Raises EvidenceError, and records nothing, where a span does not stand in the text.
        """
        check_reading(reading)
        kept, refused = _told_apart(reading)
        with self._writing():
            if not self.holds(reading.text.id, reading.text.metadata.name, extractor):
                self._add(reading, kept, refused, extractor)

    def reject(self, rejected: Rejected) -> None:
        """Add a document that was refused, unless the same is already recorded."""
        with self._writing():
            known = select(rejections.c.number).where(rejections.c.id == rejected.id, rejections.c.reading.is_(None))
            if self._connection.execute(known).first() is None:
                self._connection.execute(insert(rejections), [rejection_row(rejected, _now())])

    def record_comparison(self, comparison: Comparison, extractor: str, basis: str | None = None) -> None:
        """Add a comparison of all readings held, unless it is the one already recorded.

        ``basis`` is what :meth:`basis` gave before the readings were read: should another process
        have added to them since, the register knows that they are not compared. Raises
        EvidenceError where a passage does not stand in its document.
        """
        basis = basis or self.basis()
        check_comparison(comparison, lru_cache(maxsize=1_000)(self.text))
        with self._writing():
            if self.comparison() == _in_order(comparison) and self.compared_basis() == basis:
                return
            generation = 1 + int(self._connection.execute(select(func.max(comparisons.c.generation))).scalar() or 0)
            head = {"generation": generation, "extractor": extractor, "basis": basis, "recorded_at": _now()}
            self._connection.execute(insert(comparisons), [head])
            self._insert_all(compared, [{"generation": generation, **row} for row in _compared_rows(comparison)])

    def _add(self, reading: Reading, kept: list[Record], refused: list[Rejected], extractor: str) -> None:
        now = _now()
        added = insert(readings).values(reading_row(reading, extractor, now)).returning(readings.c.number)
        owner = {"reading": self._connection.execute(added).scalar_one()}
        self._insert_all(records, [record_row(record) | owner for record in kept])
        self._insert_all(record_parties, [row | owner for record in kept for row in party_rows(record)])
        self._insert_all(rejections, [rejection_row(each, now) | owner for each in refused])

    def _insert_all(self, table: Table, rows: list[Row]) -> None:
        if rows:  # SQLAlchemy takes an empty list for one row of defaults
            self._connection.execute(insert(table), rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with transaction(self._connection):
                yield
        except DBAPIError as error:
            raise RegisterError(f"{self.path} cannot be written: {error.orig}; what was recorded is safe") from error


def _told_apart(reading: Reading) -> tuple[list[Record], list[Rejected]]:
    """The records to keep, one for each id; others under the same id are refused, not lost.

    The same record twice is one record.
    """
    kept: dict[str, Record] = {}
    refused = list(dict.fromkeys(reading.rejected))
    for record in reading.records:
        if kept.setdefault(record.id, record) != record:
            refused.append(Rejected(reading.text.metadata.name, "record", "another record has this id", record.id))
    return list(kept.values()), list(dict.fromkeys(refused))


def _in_order(comparison: Comparison) -> Comparison:
    return Comparison(
        stories=_by_id(comparison.stories),
        lineage=_by_id(comparison.lineage),
        claims=_by_id(comparison.claims),
        conflicts=_by_id(comparison.conflicts),
    )


def _by_id(found: tuple[Compared, ...]) -> tuple[Compared, ...]:
    return tuple(sorted(found, key=lambda each: each.id))


def _compared_rows(comparison: Comparison) -> Iterator[Row]:
    found: tuple[Story | Lineage | Claim | Conflict, ...] = (
        *comparison.stories,
        *comparison.lineage,
        *comparison.claims,
        *comparison.conflicts,
    )
    for each in found:
        yield {"kind": kind_of(type(each)), "id": each.id, "body": pack(each)}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
