"""Whose words are: the origin that a record counts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.compare.credits import outlet
from onrecord.model import Lineage, Reading, Span


class Sources:
    """Whose a record is: the outlet that its words are credited to, else its document's origin."""

    def __init__(self, readings: Iterable[Reading], lineage: Iterable[Lineage], origin: Mapping[str, str]) -> None:
        self._origin = origin
        self._credited: dict[str, list[tuple[Span, str]]] = {}
        self._from = {
            (each.derived, each.source): other
            for each in lineage
            if each.source is not None
            for other in each.documents
            if other != each.derived
        }
        for reading in readings:
            self._credited[reading.text.id] = list(_credited(reading))

    def of(self, document: str, span: Span) -> tuple[str, str | None]:
        """The origin of words, and the outlet that they are credited to, if any."""
        holding = [(each.end - each.start, name) for each, name in self._credited[document] if _holds(each, span)]
        if not holding:
            return self._origin[document], None
        name = min(holding)[1]
        held = self._from.get((document, name))
        return (self._origin[held] if held else f"outlet {name}"), name


def _credited(reading: Reading) -> Iterator[tuple[Span, str]]:
    for statement in reading.statements:
        names = [statement.speaker.name] if statement.speaker else []
        name = next(
            (found for each in (*names, *(link.name for link in statement.relay)) if (found := outlet(each))), None
        )
        if name is not None:
            yield from ((span, name) for span in statement.content)


def _holds(content: Span, span: Span) -> bool:
    """Whether words are for the most part within what is credited: "…, according to Reuters" may be among them."""
    common = min(content.end, span.end) - max(content.start, span.start)
    return 2 * common >= span.end - span.start
