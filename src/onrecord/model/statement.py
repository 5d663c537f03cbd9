"""Who said what, in which words, and how the outlet came to know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id
from onrecord.model.party import Speaker
from onrecord.model.span import Span


class Mode(StrEnum):
    """Words between quotation marks, words retold, or both in one sentence."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Relay:
    """One link of the chain by which words reached the outlet ("according to Breitbart")."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: source, cue and content, each at its place in the document.

    ``content`` has a span for each piece; a direct quotation's pieces include their marks.
    ``relay`` runs from the speaker to the outlet. ``note`` says what is unusual, for example that
    a quotation was never closed.
    """

    document: str
    mode: Mode
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    speaker: Speaker | None = None
    relay: tuple[Relay, ...] = ()
    note: str | None = None

    @property
    def id(self) -> str:
        """Made from the document and the places of the content."""
        places = tuple(f"{span.start}:{span.end}" for span in self.content)
        return content_id("statement", self.document, self.mode.value, places)
