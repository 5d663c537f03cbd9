"""Words as the word pieces of a model, in batches padded to one length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.features import COLUMNS, Words

Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in pieces, with the marks around it that the model expects.

    ``pieces``, ``features`` and ``heads`` have a row for each piece, ``firsts`` one for each word:
    the place of its first piece. ``heads`` holds the place of the first piece of a piece's head word.
    """

    pieces: Array
    features: Array
    heads: Array
    firsts: Array


def in_pieces(words: Words, cut: Callable[[str], Sequence[int]], first: int, last: int) -> Passage:
    """A passage in pieces: ``cut`` gives the pieces of a word, ``first`` and ``last`` stand around all."""
    cuts = [cut(word) for word in words.texts]
    counts = np.fromiter((len(each) for each in cuts), dtype=np.int64, count=len(cuts))
    firsts = 1 + np.cumsum(counts) - counts
    owner = np.repeat(np.arange(len(cuts)), counts)
    pieces = np.array([first, *(piece for each in cuts for piece in each), last], dtype=np.int64)
    features = np.zeros((len(pieces), len(COLUMNS)), dtype=np.int64)
    features[1:-1] = words.features[owner]
    heads = np.arange(len(pieces))
    heads[1:-1] = firsts[words.heads][owner]
    return Passage(pieces, features, heads, firsts)


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages side by side, padded with 0: the five inputs of a model, and how many words each passage has."""

    pieces: Array
    mask: Array
    features: Array
    heads: Array
    firsts: Array
    lengths: Array


def batch(passages: Sequence[Passage]) -> Batch:
    """The passages as one batch, in their order."""
    longest = max(len(passage.pieces) for passage in passages)
    most = max(len(passage.firsts) for passage in passages)
    number = len(passages)
    pieces, mask, heads = (np.zeros((number, longest), dtype=np.int64) for _ in range(3))
    features = np.zeros((number, longest, len(COLUMNS)), dtype=np.int64)
    firsts = np.zeros((number, most), dtype=np.int64)
    for row, passage in enumerate(passages):
        length = len(passage.pieces)
        pieces[row, :length], mask[row, :length] = passage.pieces, 1
        heads[row, :length], features[row, :length] = passage.heads, passage.features
        firsts[row, : len(passage.firsts)] = passage.firsts
    lengths = np.array([len(passage.firsts) for passage in passages], dtype=np.int64)
    return Batch(pieces, mask, features, heads, firsts, lengths)
