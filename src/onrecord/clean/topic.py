"""What the story is about, and how much of a line is about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_NAME = re.compile(r"(?<!^)\b[^\W\d_a-z][\w]{2,}")
_LONG = re.compile(r"\b[^\W\d_]{6,}")
_BEGINNING = 2000  # characters of a line that its subject is judged by


def telling_words(text: str) -> frozenset[str]:
    """The words that tell what a line is about: those in capitals, but for the first, and the long ones."""
    beginning = text[:_BEGINNING]
    found = (*_NAME.findall(beginning), *_LONG.findall(beginning))
    return frozenset(word.lower() for word in found)


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a story's paragraphs, with the number of paragraphs that have each."""

    paragraphs: Counter[str]

    @classmethod
    def of(cls, paragraphs: Iterable[frozenset[str]]) -> Topic:
        """The subject of some paragraphs, each given by its telling words."""
        counts: Counter[str] = Counter()
        for words in paragraphs:
            counts.update(words)
        return cls(counts)

    def share(self, words: frozenset[str], own: bool) -> float:
        """How many of a line's telling words the story has too, from 0 to 1.

        ``own`` says that the line is itself one of the story's paragraphs: it does not bear itself
        out. A line that tells nothing scores 0.
        """
        if not words:
            return 0.0
        return sum(self.paragraphs[word] > own for word in words) / len(words)
