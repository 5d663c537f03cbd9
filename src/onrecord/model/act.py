"""Something that happened between parties."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id
from onrecord.model.party import Party
from onrecord.model.span import Span


class ActCode(StrEnum):
    """PLOVER's root codes that describe deeds (https://github.com/openeventdata/PLOVER)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    YIELD = "YIELD"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


@dataclass(frozen=True, slots=True)
class Act:
    """A deed with who did it to whom; ``cue`` are the words the code was read from.

    ``place`` and ``date`` are the words that tell where and when; ``day`` is the ISO 8601 day,
    week, month or year that the date comes to, by the day on which the article was published.
    """

    document: str
    span: Span
    code: ActCode
    cue: Span
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    place: Span | None = None
    date: Span | None = None
    day: str | None = None

    @property
    def id(self) -> str:
        """Made from the document, the place and the code."""
        sources = tuple(party.id for party in self.source)
        return content_id("act", self.document, self.span.start, self.span.end, self.code.value, sources)
