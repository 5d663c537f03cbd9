"""Which documents tell one event, and which have it from which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Story:
    """The documents that tell one event, by id, sorted."""

    documents: tuple[str, ...]

    @property
    def id(self) -> str:
        """Made from its documents."""
        return content_id("story", self.documents)


class LineageKind(StrEnum):
    """How one document is known to derive from another."""

    EXACT_COPY = "exact_copy"
    NEAR_COPY = "near_copy"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document that show something: evidence for what joins several documents."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Lineage:
    """Two documents of which one has its text from the other, or both from a third.

    ``documents`` are two ids, sorted: the direction is not told. ``score`` is the share of the
    shorter document's own words, outside quotation marks and in runs of five, that stand in the
    other, from 0 to 1. ``passages`` are what they share, one for each.
    """

    documents: tuple[str, str]
    kind: LineageKind
    score: float
    passages: tuple[Passage, ...]

    @property
    def id(self) -> str:
        """Made from the two documents and the kind."""
        return content_id("lineage", self.documents, self.kind.value)
