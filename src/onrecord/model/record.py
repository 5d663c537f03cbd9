"""What rests on words of a document, and on which."""

from __future__ import annotations

from onrecord.model.act import Act
from onrecord.model.figure import Figure
from onrecord.model.position import Position
from onrecord.model.span import Span
from onrecord.model.statement import Statement


def place_of(record: Statement | Position | Figure | Act) -> Span:
    """The words that stand for the record: of a statement the first piece of its content."""
    return record.content[0] if isinstance(record, Statement) else record.span
