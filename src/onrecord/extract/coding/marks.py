"""Sentences in which a source stands between <s> and </s> and a target between <t> and </t>."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from onrecord.model import Sentence

_MARK = re.compile(r"<(/?)([st])>")


class Part(IntEnum):
    """What a character or word of a marked sentence belongs to."""

    NEITHER = 0
    SOURCE = 1
    TARGET = 2


_NAMED = {"s": Part.SOURCE, "t": Part.TARGET}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and for each of its characters the part that it belongs to."""

    text: str
    parts: tuple[Part, ...]

    def of_words(self, sentences: Sequence[Sentence], begin: int = 0) -> tuple[Part, ...]:
        """The part of each word of the parsed text, which begins at ``begin`` in what was parsed."""
        tokens = (token for sentence in sentences for token in sentence.tokens)
        return tuple(max(self.parts[token.start - begin : token.end - begin]) for token in tokens)


def read_marked(sentence: str) -> Marked:
    """Takes the marks out. Either party may be missing, or stand in several places.

    Where one party is named within the other, the words belong to the inner one. Raises ValueError
    when marks are unbalanced, or when nothing is marked.
    """
    text: list[str] = []
    parts: list[Part] = []
    inside, reached = [Part.NEITHER], 0
    for mark in _MARK.finditer(sentence):
        _add(sentence[reached : mark.start()], inside[-1], text, parts)
        named, reached = _NAMED[mark.group(2)], mark.end()
        if not mark.group(1):
            inside.append(named)
        elif inside.pop() is not named:
            raise ValueError(f"{mark.group()} where none may stand")
    if len(inside) > 1:
        raise ValueError("a mark is not closed")
    _add(sentence[reached:], Part.NEITHER, text, parts)
    joined = "".join(text)
    if not any(part and not character.isspace() for part, character in zip(parts, joined, strict=True)):
        raise ValueError("neither a source nor a target is marked")
    return Marked(joined, tuple(parts))


def _add(passage: str, part: Part, text: list[str], parts: list[Part]) -> None:
    text.append(passage)
    parts.extend([part] * len(passage))
