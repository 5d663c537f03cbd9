"""A page: its lines with what only the whole shows."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.clean.signals import LineSignals

TITLE = 30  # words that a title, a teaser or an invitation has at most
_MOSTLY = 0.5  # share of a line's words from which the interface of pages makes it up
_PARTLY = 0.25  # share that is enough when there are several such phrases


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page and its layout.

    ``about`` is each line's share of words that the story has too. ``first`` and ``last`` number the
    story's first and last paragraph (``first`` is the number of lines where there is none, ``last``
    -1). ``listed`` are the lines in a list of other stories. ``punctuated`` says that this text ends
    its sentences with marks, so that a line without one tells something.
    """

    lines: tuple[LineSignals, ...]
    about: tuple[float, ...]
    punctuated: bool
    first: int = 0
    last: int = -1
    listed: frozenset[int] = frozenset()

    def is_open(self, index: int) -> bool:
        """Whether the line breaks off or has no end mark, where paragraphs have one."""
        return self.punctuated and not self.lines[index].shape.ended

    def is_title(self, index: int) -> bool:
        """Whether the line has the shape of a title or a teaser: one piece, no end mark, not long."""
        shape = self.lines[index].shape
        if not self.is_open(index) or shape.words > TITLE or shape.comma:
            return False
        return shape.mark == "…" or not shape.sentences


def is_interface(line: LineSignals) -> bool:
    """Whether the line belongs to the page and not to the story: buttons, invitations, bylines, rules."""
    shape, marks = line.shape, line.marks
    if shape.signed_post:
        return False
    if not marks.letters or marks.byline or (marks.invitation and shape.words <= TITLE and not shape.quoted):
        return True
    if shape.ended and shape.mark != ":":
        return marks.interface >= _MOSTLY and marks.phrases > 1
    return marks.interface >= _MOSTLY or (marks.interface >= _PARTLY and marks.phrases > 2)
