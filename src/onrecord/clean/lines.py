"""The lines of a text: what a block is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Role

# a carriage return alone, and Unicode's own separators, end a line as well as a newline does
_LINE = re.compile("[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, ``text[start:end]`` without the white space around it.

    ``hint`` is what markup says the line is, ``item`` that it is an item of a list there; both
    unknown for plain text.
    """

    start: int
    end: int
    text: str
    hint: Role | None = None
    item: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold more than white space, in order."""
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words[0])
            yield Line(start, start + len(words), words)
