"""The exact words that everything else rests on."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import EvidenceError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of a document's text.

    ``start`` and ``end`` are code points into the text, end exclusive; ``exact`` is
    ``text[start:end]``. Use :meth:`of` to make one: it cannot then disagree with its text.
    """

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The passage ``text[start:end]``.

        Raises EvidenceError when the range is empty or outside the text.
        """
        if not 0 <= start < end <= len(text):
            raise EvidenceError(f"span {start}:{end} is empty or outside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def stands_in(self, text: str) -> bool:
        """Whether the text holds these words at this place."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.exact

    def overlaps(self, other: Span) -> bool:
        """Whether the two passages share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other passage lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end
