"""Paragraphs in parts short enough to be read at once, as word pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.extract.tagging.labels import OUTSIDE
from onrecord.extract.tagging.pieces import Passage, in_pieces
from train.corpus import Example as Attributed
from train.positions.corpus import Article, Example

_MOST_PIECES = 256  # of a passage, as in onrecord.extract.tagging.model
_BEGIN, _INSIDE, _END = range(3)  # parts of a kind's labels, as in onrecord.extract.tagging.labels

Cut = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """A passage with the article and the part of a paragraph that it is."""

    article: int
    pieces: Passage
    example: Example


class Pieces:
    """The word pieces of MiniLM's tokenizer in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, Sequence[int]] = {}
        ids = self._tokenizer.get_vocab()
        self._first, self._last, self._unknown = (int(ids[mark]) for mark in ("[CLS]", "[SEP]", "[UNK]"))

    def cut(self, word: str) -> Sequence[int]:
        """The pieces of a word."""
        if word not in self._known:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            self._known[word] = ids[:_MOST_PIECES] or [self._unknown]
        return self._known[word]

    def learnt(self, articles: Sequence[Article]) -> list[Learnt]:
        """The passages of the articles, in order."""
        return [
            Learnt(number, in_pieces(part.words, self.cut, self._first, self._last), part)
            for number, article in enumerate(articles)
            for example in article.examples
            for part in parts(example, self.cut)
        ]

    def attributed(self, examples: Sequence[Attributed]) -> list[tuple[Passage, Attributed]]:
        """The passages of the attribution corpus that hold a word, each whole."""
        return [
            (in_pieces(example.words, self.cut, self._first, self._last), example)
            for example in examples
            if example.words.texts
        ]


def parts(example: Example, cut: Cut) -> Iterator[Example]:
    """A paragraph in parts of at most so many pieces, cut between sentences where that can be."""
    reached = np.cumsum([len(cut(word)) for word in example.words.texts])
    first, length = 0, len(reached)
    while first < length:
        before = int(reached[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(reached, before + _MOST_PIECES, side="right")))
        if end < length:
            end = max((each for each in example.words.ends if first < each <= end), default=end)
        yield example if end - first == length else _part(example, first, end)
        first = end


def _part(example: Example, first: int, end: int) -> Example:
    """The words from ``first`` up to ``end``; a span that is cut in two there is in neither part."""
    labels = {head: whole(told[first:end]) for head, told in example.labels.items()}
    clauses = ((a - first, b - first, action) for a, b, action in example.clauses if first <= a and b <= end)
    return Example(example.words.part(first, end), example.offsets[first:end], labels, tuple(clauses))


def whole(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The labels without the rest of a span that began before them, or of one that ends after them."""
    found = labels.copy()
    first, last = 0, len(found) - 1
    while first <= last and found[first] and (found[first] - 1) % 4 in {_INSIDE, _END}:
        found[first], first = OUTSIDE, first + 1
    while first <= last and found[last] and (found[last] - 1) % 4 in {_BEGIN, _INSIDE}:
        found[last], last = OUTSIDE, last - 1
    return found
