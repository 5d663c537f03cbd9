"""All that was read in one document."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.act import Act
from onrecord.model.document import Text
from onrecord.model.figure import Figure
from onrecord.model.outcome import Rejected
from onrecord.model.position import Position
from onrecord.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Reading:
    """One document's text and every record with evidence in it, each kind in order of the text."""

    text: Text
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    acts: tuple[Act, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def records(self) -> tuple[Statement | Position | Figure | Act, ...]:
        """Everything that rests on words of the text."""
        return (*self.statements, *self.positions, *self.figures, *self.acts)
