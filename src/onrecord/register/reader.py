"""Reading the register: the newest reading of every document, in an order that never varies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.model import (
    Act,
    Action,
    Claim,
    Comparison,
    Conflict,
    Figure,
    Lineage,
    Mode,
    Party,
    Position,
    Reading,
    Rejected,
    Stance,
    Statement,
    Story,
    Text,
)
from onrecord.register.rows import kind_of, unpack
from onrecord.register.schema import (
    compared,
    comparisons,
    current_readings,
    readings,
    record_parties,
    records,
    rejections,
)

_LAST = "\U0010ffff"  # after every character of an id

Kept = TypeVar("Kept", Statement, Position, Figure, Act)
Compared = TypeVar("Compared", Story, Lineage, Claim, Conflict)


class RegisterReader:
    """The questions that a register answers; see :class:`onrecord.model.holdings.Holdings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names(self) -> dict[str, str]:
        """The name of each document, by its id."""
        query = select(current_readings.c.document, current_readings.c.name)
        rows = self._connection.execute(query.order_by(current_readings.c.name, current_readings.c.document))
        return {row.document: row.name for row in rows}

    def moments(self) -> dict[str, tuple[str | None, str]]:
        """For each document when it was published, as far as known, and when it was first recorded."""
        first = select(readings.c.document, func.min(readings.c.recorded_at).label("recorded_at"))
        first_seen = first.group_by(readings.c.document).subquery()
        query = select(current_readings.c.document, current_readings.c.published, first_seen.c.recorded_at)
        rows = self._connection.execute(query.join(first_seen, first_seen.c.document == current_readings.c.document))
        return {row.document: (row.published, row.recorded_at) for row in rows}

    def texts(self, *, document: str | None = None) -> Iterator[Text]:
        """The texts, by name and id."""
        query = select(current_readings.c.body).order_by(current_readings.c.name, current_readings.c.document)
        for row in self._connection.execute(_of_document(query, document)):
            yield unpack(Text, row.body)

    def text(self, document: str) -> Text:
        """The text of the document with this id; KeyError when there is none."""
        query = select(current_readings.c.body).where(current_readings.c.document == document)
        row = self._connection.execute(query).first()
        if row is None:
            raise KeyError(document)
        return unpack(Text, row.body)

    def readings(self) -> Iterator[Reading]:
        """Every document with all that was read in it, by name and id."""
        for text in self.texts():
            yield self._reading(text)

    def reading(self, document: str) -> Reading:
        """All that was read in the document with this id; KeyError when there is none."""
        return self._reading(self.text(document))

    def _reading(self, text: Text) -> Reading:
        return Reading(
            text,
            tuple(self.statements(document=text.id)),
            tuple(self.positions(document=text.id)),
            tuple(self.figures(document=text.id)),
            tuple(self.acts(document=text.id)),
        )

    def statements(
        self,
        *,
        document: str | None = None,
        speaker: str | None = None,
        party: str | None = None,
        mode: Mode | None = None,
    ) -> Iterator[Statement]:
        """Who said what."""
        tests: list[ColumnElement[bool]] = []
        if speaker is not None:
            tests.append(records.c.speaker.contains(speaker.casefold(), autoescape=True))
        if mode is not None:
            tests.append(records.c.mode == mode.value)
        return self._records(Statement, document, party, tests)

    def positions(
        self,
        *,
        document: str | None = None,
        party: str | None = None,
        action: Action | None = None,
        stance: Stance | None = None,
    ) -> Iterator[Position]:
        """Who stands where on what."""
        tests: list[ColumnElement[bool]] = []
        if action is not None:
            tests.append(records.c.action == action.value)
        if stance is not None:
            tests.append(records.c.stance == stance.value)
        return self._records(Position, document, party, tests)

    def positions_like(self, prefix: str) -> tuple[Position, ...]:
        """The positions whose id begins so."""
        within = records.c.id.between(prefix, prefix + _LAST)  # unlike LIKE, this uses the index
        return tuple(self._records(Position, None, None, [within]))

    def figures(self, *, document: str | None = None) -> Iterator[Figure]:
        """The quantities told."""
        return self._records(Figure, document, None, [])

    def acts(self, *, document: str | None = None) -> Iterator[Act]:
        """The deeds told."""
        return self._records(Act, document, None, [])

    def parties(self) -> tuple[Party, ...]:
        """Everyone who takes a position or is spoken for, once for each name, sorted."""
        query = select(record_parties.c.body).join(
            current_readings, current_readings.c.number == record_parties.c.reading
        )
        found = [unpack(Party, row.body) for row in self._connection.execute(query.distinct())]
        return tuple(sorted(found, key=lambda party: (party.name, party.id, party.size or 0)))

    def comparison(self) -> Comparison:
        """What the last comparison gave; empty when none was made."""
        return Comparison(
            stories=self._compared(Story),
            lineage=self._compared(Lineage),
            claims=self._compared(Claim),
            conflicts=self._compared(Conflict),
        )

    def compared(self) -> bool:
        """Whether the last comparison was made from the very readings held now."""
        return self.compared_basis() == self.basis()

    def compared_basis(self) -> str:
        """The digest of the readings that the last comparison was made from; of none before the first."""
        query = select(comparisons.c.basis).order_by(comparisons.c.generation.desc()).limit(1)
        row = self._connection.execute(query).first()
        return row.basis if row else _basis_of([])

    def basis(self) -> str:
        """A digest of which readings count now."""
        query = select(current_readings.c.document, current_readings.c.name, current_readings.c.extractor)
        return _basis_of(sorted("\t".join(row) for row in self._connection.execute(query)))

    def rejections(self) -> Iterator[Rejected]:
        """All that was refused: documents, and candidates in the readings that count."""
        kept = select(current_readings.c.number)
        columns = (rejections.c.name, rejections.c.stage, rejections.c.reason, rejections.c.detail)
        query = select(*columns).where(rejections.c.reading.is_(None) | rejections.c.reading.in_(kept))
        for row in self._connection.execute(query.order_by(*columns)):
            yield Rejected(*row)

    def _records(
        self, kind: type[Kept], document: str | None, party: str | None, tests: list[ColumnElement[bool]]
    ) -> Iterator[Kept]:
        query = (
            select(records.c.body)
            .join(current_readings, current_readings.c.number == records.c.reading)
            .where(records.c.kind == kind_of(kind), *tests)
            .order_by(current_readings.c.name, current_readings.c.document, records.c.start, records.c.id)
        )
        if party is not None:
            query = query.where(_of_party(party))
        for row in self._connection.execute(_of_document(query, document)):
            yield unpack(kind, row.body)

    def _compared(self, kind: type[Compared]) -> tuple[Compared, ...]:
        newest = select(func.max(comparisons.c.generation)).scalar_subquery()
        query = select(compared.c.body).where(compared.c.generation == newest, compared.c.kind == kind_of(kind))
        rows = self._connection.execute(query.order_by(compared.c.id))
        return tuple(unpack(kind, row.body) for row in rows)


def _of_document(query: Select[tuple[str]], document: str | None) -> Select[tuple[str]]:
    if document is None:
        return query
    meant = select(readings.c.document).where((readings.c.document == document) | (readings.c.name == document))
    return query.where(current_readings.c.document.in_(meant))


def _of_party(party: str) -> ColumnElement[bool]:
    same = (func.lower(record_parties.c.party) == party.lower()) | (record_parties.c.folded == party.casefold())
    held = (record_parties.c.reading == records.c.reading) & (record_parties.c.record == records.c.id)
    return select(record_parties.c.record).where(held, same).exists()


def _basis_of(readings: list[str]) -> str:
    return hashlib.sha256("\n".join(readings).encode()).hexdigest()
