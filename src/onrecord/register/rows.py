"""Model records as rows of the register's tables, and back."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from onrecord.model import Act, Figure, Party, Position, Reading, Rejected, Statement
from onrecord.model.codec import decode, encode

Row = dict[str, Any]
Record = Statement | Position | Figure | Act
Kept = TypeVar("Kept")

# what it writes was made for it, and leads nowhere back to itself: to look for that takes a third of the time
LAST_CHARACTER = "\U0010ffff"  # after all others
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def as_json(value: object) -> str:
    """Plain values as JSON, nothing escaped that need not be."""
    return _JSON.encode(value)


def pack(record: object) -> str:
    """A model record as the JSON that a row's body holds."""
    return as_json(encode(record))


def unpack(kind: type[Kept], body: str) -> Kept:
    """The model record in a row's body."""
    return decode(kind, json.loads(body))


def kind_of(kind: type) -> str:
    """The name that records of this class are filed under."""
    return kind.__name__.lower()


def rank(extractor: str) -> int:
    """Where a version stands among the others: 0.10.2 after 0.9.12."""
    numbers = [int(digits) for digits in re.findall(r"\d{1,6}", extractor)[:3]]
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return (major * 1_000_000 + minor) * 1_000_000 + patch


def reading_row(reading: Reading, extractor: str, recorded_at: str) -> Row:
    """The row for a document as read by one version of the extractor."""
    return {
        "document": reading.text.id,
        "name": reading.text.metadata.name,
        "published": reading.text.metadata.published,
        "extractor": extractor,
        "extractor_rank": rank(extractor),
        "recorded_at": recorded_at,
        "body": pack(reading.text),
    }


def record_row(identity: str, record: Record) -> Row:
    """The row for a record with this id (to make one takes long), still without its reading."""
    row: Row = {
        "kind": kind_of(type(record)),
        "id": identity,
        "start": place(record),
        "action": None,
        "stance": None,
        "mode": None,
        "speaker": None,
        "body": pack(record),
    }
    if isinstance(record, Position):
        row |= {"action": record.action.value, "stance": record.stance.value}
    if isinstance(record, Statement):
        row |= {"mode": record.mode.value, "speaker": record.speaker and record.speaker.name.casefold()}
    return row


def place(record: Record) -> int:
    """Where in its document a record begins."""
    if isinstance(record, Statement):
        return min((span.start for span in record.content), default=0)
    return record.span.start


def party_rows(identity: str, record: Record) -> Iterator[Row]:
    """A row for each party that the record with this id is to be found by, still without its reading."""
    for party in sorted(set(parties_of(record))):
        yield {"record": identity, "party": party.id, "folded": party.name.casefold(), "body": _packed_party(party)}


@functools.lru_cache(maxsize=10_000)
def _packed_party(party: Party) -> str:
    return pack(party)


def parties_of(record: Record) -> tuple[Party, ...]:
    """Who takes the position, or for whom the statement's speaker speaks."""
    if isinstance(record, Position):
        return record.parties
    if isinstance(record, Statement) and record.speaker and record.speaker.party:
        return (record.speaker.party,)
    return ()


def rejection_row(rejected: Rejected, recorded_at: str) -> Row:
    """The row for something refused, still without its reading."""
    return {
        "id": rejected.id,
        "name": rejected.name,
        "stage": rejected.stage,
        "reason": rejected.reason,
        "detail": rejected.detail,
        "recorded_at": recorded_at,
    }
