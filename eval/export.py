"""Reads what ``onrecord export --format jsonl`` wrote, as far as the scorer needs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from eval.reading import Place, ReferenceReading, values


class ExportError(Exception):
    """An export quotes words that do not stand in the article at the place given."""


@dataclass(frozen=True, slots=True)
class PredictedParty:
    """A party of a position in the export."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PredictedPosition:
    """A position in the export, with its evidence's place and words."""

    place: Place
    exact: str
    parties: tuple[PredictedParty, ...]
    actions: frozenset[str]
    stance: str


@dataclass(frozen=True, slots=True)
class PredictedStatement:
    """A statement in the export; ``speaker`` is "" where none is told."""

    mode: str
    content: tuple[Place, ...]
    speaker: str


def read_positions(export: Path, reading: ReferenceReading) -> list[PredictedPosition]:
    """The positions of the reading's documents, in the order of the file."""
    return [_position(record, document, reading) for record, document in _records(export / "positions.jsonl", reading)]


def read_statements(export: Path, reading: ReferenceReading) -> list[PredictedStatement]:
    """The statements of the reading's documents, in the order of the file."""
    return [
        _statement(record, document, reading) for record, document in _records(export / "statements.jsonl", reading)
    ]


def _records(path: Path, reading: ReferenceReading) -> Iterator[tuple[dict[str, Any], str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            record: dict[str, Any] = json.loads(line)
            document = reading.document_of(PurePath(record["document"]).name)
            if document is not None:
                yield record, document


def _position(record: dict[str, Any], document: str, reading: ReferenceReading) -> PredictedPosition:
    return PredictedPosition(
        place=_place(record, document, reading),
        exact=record["exact"],
        parties=tuple(
            PredictedParty(str(party.get("id", "")), str(party.get("name", ""))) for party in record["parties"]
        ),
        actions=values(record["action"]),
        stance=record["stance"],
    )


def _statement(record: dict[str, Any], document: str, reading: ReferenceReading) -> PredictedStatement:
    speaker = (record.get("speaker") or {}).get("name", "")
    pieces = tuple(_place(piece, document, reading) for piece in record["content"])
    return PredictedStatement(record["mode"], pieces, str(speaker))


def _place(piece: dict[str, Any], document: str, reading: ReferenceReading) -> Place:
    start, end, exact = piece["start"], piece["end"], piece["exact"]
    if reading.texts[document][start:end] != exact:
        raise ExportError(f"{reading.files[document]}: text[{start}:{end}] is not {exact!r}")
    return Place(document, start, end)
