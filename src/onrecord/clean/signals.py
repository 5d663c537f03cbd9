"""All that can be seen of a line, before anything is decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.clean.lines import Line
from onrecord.clean.marks import Marks, marks_of
from onrecord.clean.picture import Picture, picture_of
from onrecord.clean.shape import Shape, shape_of
from onrecord.clean.topic import telling_words
from onrecord.clean.wording import Wording, words_of


@dataclass(frozen=True, slots=True)
class LineSignals:
    """One line's evidence: its shape, its words, its subject, and how often the text has it."""

    line: Line
    shape: Shape
    marks: Marks
    picture: Picture
    telling: frozenset[str]
    times_seen: int


def signals_of(lines: Sequence[Line], wording: Wording) -> tuple[LineSignals, ...]:
    """The signals of every line, in order."""
    seen = Counter(line.text for line in lines)
    return tuple(_signals(line, wording, seen[line.text]) for line in lines)


def _signals(line: Line, wording: Wording, times_seen: int) -> LineSignals:
    words = words_of(line.text)
    shape = shape_of(line.text, words, wording.small, line.item)
    return LineSignals(
        line=line,
        shape=shape,
        marks=marks_of(line.text, words, shape, wording),
        picture=picture_of(line.text, words, wording),
        telling=telling_words(line.text),
        times_seen=times_seen,
    )
