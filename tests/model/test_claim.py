"""What tells one conflict from another."""

from __future__ import annotations

from onrecord.model import Conflict, ConflictKind, Passage, Side, Span

TEXT = "“Day one.” “Day two.”"


def conflict(start: int, end: int) -> Conflict:
    """A conflict about one passage of a statement that holds several."""
    passage = Passage("document-1", Span.of(TEXT, start, end))
    sides = (Side("one", ("statement-1",), (passage,), 1), Side("other", ("statement-2",), (passage,), 1))
    return Conflict("story-1", ConflictKind.WORDING, "the words of Ada Roy", "", sides)


def test_two_passages_of_the_same_statements_make_two_conflicts() -> None:
    first, second = conflict(1, 9), conflict(12, 20)
    assert first.id != second.id
    assert first.id == conflict(1, 9).id
