"""Evidence in its surroundings: about three lines of the text, with the exact words apart."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Span, Text

_REACH = 120  # characters on either side: with a clause of usual length, three lines of 80


@dataclass(frozen=True, slots=True)
class Context:
    """The words, and what stands before and after them; ``cut`` where the text goes on."""

    before: str
    exact: str
    after: str
    cut_before: bool
    cut_after: bool


def context(text: Text, span: Span, reach: int = _REACH) -> Context:
    """The surroundings of a span, to the nearest whole word within reach."""
    start, end = max(0, span.start - reach), min(len(text.text), span.end + reach)
    before, after = text.text[start : span.start], text.text[span.end : end]
    if start > 0:
        before = before.partition(" ")[2] if " " in before.rstrip() else before
    if end < len(text.text):
        after = after.rpartition(" ")[0] if " " in after.lstrip() else after
    return Context(before, span.exact, after, cut_before=start > 0, cut_after=end < len(text.text))
