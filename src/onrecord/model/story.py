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
    """How one document is known to derive from another, or from an outlet.

    The first four join two documents by their texts. A ``byline`` gives the whole text to an outlet
    ("PARIS (AP) —"), a ``credit`` a part of it ("according to Breitbart", "told Reuters").
    """

    EXACT_COPY = "exact_copy"
    NEAR_COPY = "near_copy"
    PARTIAL_COPY = "partial_copy"
    REWRITE = "rewrite"
    BYLINE = "byline"
    CREDIT = "credit"


class Direction(StrEnum):
    """How it is known which of two documents has its text from the other."""

    CREDIT = "credit"
    TIME = "time"
    CONTAINMENT = "containment"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a document that show something: evidence for what joins several documents."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Lineage:
    """An edge of the graph of who has it from whom.

    ``documents`` are the ids of the two that it joins, sorted; one alone where the origin is an outlet
    that no document held is from. ``derived`` is the one that has it from the other, where that can be
    told, and ``direction`` how. ``source`` is the outlet that a byline or credit names. ``score``, from 0
    to 1: of copies the share of the shorter document's own words, outside quotation marks and in runs of
    five, that stand in the other; of rewrites the share of its sentences that the other tells in the
    same order; of bylines and credits 1. ``passages`` show it.
    """

    documents: tuple[str, ...]
    kind: LineageKind
    score: float
    passages: tuple[Passage, ...]
    derived: str | None = None
    direction: Direction | None = None
    source: str | None = None

    @property
    def id(self) -> str:
        """Made from the documents and the kind; of a credit, from the outlet and who credits it too."""
        credited = () if self.source is None else (self.source, self.derived)
        return content_id("lineage", self.documents, self.kind.value, *credited)
