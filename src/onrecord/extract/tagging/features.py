"""What a token model is told of each word beside its letters: syntax, shape, quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Sentence, Token

#: one column of ``Words.features`` each, with the number of values that it takes besides 0 for none
COLUMNS = ("tag", "relation", "starts", "ends", "shape", "quotation", "distance", "boundary")

_SHAPES = ("lower", "title", "upper", "mixed", "digits", "mark")
_QUOTATION = ("outside", "opens", "inside", "closes")
_DISTANCES = (-16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16)
_BOUNDARIES = ("first", "last", "only")
_OPEN, _CLOSE, _STRAIGHT = frozenset({"“", "«", "„", "``"}), frozenset({"”", "»", "''"}), '"'


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tags and relations that a model was trained with, in its order."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]

    def sizes(self) -> tuple[int, ...]:
        """How many values each column of the features takes, 0 included."""
        relations = len(self.relations) + 1
        kinds = (len(_SHAPES), len(_QUOTATION), len(_DISTANCES) + 1, len(_BOUNDARIES))
        return (len(self.tags) + 1, relations, relations, relations, *(kind + 1 for kind in kinds))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a passage as a token model reads them.

    ``features`` is of shape (words, columns), ``heads`` of shape (words,): the index within the
    passage of the word that each one depends on. ``ends`` are the indices at which its sentences end.
    """

    texts: tuple[str, ...]
    features: NDArray[np.int64]
    heads: NDArray[np.int64]
    ends: tuple[int, ...]

    def part(self, first: int, end: int) -> Words:
        """The words from ``first`` up to ``end``; one whose head is not among them is told as its own."""
        heads = self.heads[first:end] - first
        inside = (heads >= 0) & (heads < end - first)
        own = np.arange(end - first)
        ends = tuple(each - first for each in self.ends if first < each <= end)
        return Words(self.texts[first:end], self.features[first:end], np.where(inside, heads, own), ends)


def unquoted(words: Words) -> Words:
    """The words as if they were a sentence by themselves, in no quotation; marks at their ends must be gone already."""
    features = words.features.copy()
    features[:, COLUMNS.index("quotation")] = 1 + _QUOTATION.index("outside")
    boundary = COLUMNS.index("boundary")
    features[0, boundary], features[-1, boundary] = (1 + _BOUNDARIES.index(each) for each in ("first", "last"))
    return replace(words, features=features)


class Describing:
    """Turns sentences into features by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._tags = {tag: number for number, tag in enumerate(vocabulary.tags, 1)}
        self._relations = {relation: number for number, relation in enumerate(vocabulary.relations, 1)}

    def words(self, sentences: Sequence[Sentence]) -> Words:
        """The words of the sentences of one passage; quotation marks are followed from its beginning."""
        tokens = [token for sentence in sentences for token in sentence.tokens]
        quotations = _quotations(tokens)
        rows: list[tuple[int, ...]] = []
        heads: list[int] = []
        ends: list[int] = []
        for sentence in sentences:
            first, length = len(rows), len(sentence.tokens)
            left, right = self._edges(sentence)
            for token in sentence.tokens:
                heads.append(first + token.head)
                rows.append(
                    (
                        self._tags.get(token.tag, 0),
                        self._relations.get(token.dep, 0),
                        left[token.index],
                        right[token.index],
                        _shape(token.text),
                        next(quotations),
                        _distance(token.head - token.index),
                        _boundary(token.index, length),
                    )
                )
            ends.append(len(rows))
        return Words(
            tuple(token.text for token in tokens),
            np.array(rows, dtype=np.int64).reshape(len(rows), len(COLUMNS)),
            np.array(heads, dtype=np.int64),
            tuple(ends),
        )

    def _edges(self, sentence: Sentence) -> tuple[list[int], list[int]]:
        """For each word the relation of the longest phrase that starts, and of the longest that ends, with it."""
        length = len(sentence.tokens)
        low, high = list(range(length)), list(range(length))
        for index in reversed(_from_the_top(sentence)):
            for child in sentence.children[index]:
                low[index] = min(low[index], low[child])
                high[index] = max(high[index], high[child])
        starts, ends = [0] * length, [0] * length
        for index in sorted(range(length), key=lambda word: high[word] - low[word]):
            if high[index] > low[index]:
                relation = self._relations.get(sentence.tokens[index].dep, 0)
                starts[low[index]] = ends[high[index]] = relation
        return starts, ends


def _from_the_top(sentence: Sentence) -> list[int]:
    """All words, each after the one it depends on."""
    found = [token.index for token in sentence.tokens if token.head == token.index]
    for index in found:
        found.extend(sentence.children[index])
    return found


def _shape(word: str) -> int:
    if word.islower():
        return 1
    if not word[0].isalnum():
        return 6
    if word.isdigit() or word[0].isdigit():
        return 5
    if word.istitle():
        return 2
    return 3 if word.isupper() else 4


def _quotations(tokens: Sequence[Token]) -> Iterator[int]:
    """Outside, opening, inside or closing: for double marks of all styles, within the passage."""
    inside = False
    for token in tokens:
        mark = token.text
        if mark in _OPEN or (mark == _STRAIGHT and not inside):
            inside = True
            yield 2
        elif mark in _CLOSE or mark == _STRAIGHT:
            inside = False
            yield 4
        else:
            yield 3 if inside else 1


def _distance(words: int) -> int:
    """The bucket of a distance, in words, to the head: below -16, … the head itself …, 16 and more."""
    return 1 + sum(words >= bound for bound in _DISTANCES)


def _boundary(index: int, length: int) -> int:
    if length == 1:
        return 3
    return 1 if index == 0 else 2 if index == length - 1 else 0
