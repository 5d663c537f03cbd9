"""What short texts mean: vectors by MiniLM (Wang et al. 2020; all-MiniLM-L6-v2) as published, in eight bits."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.sessions import session, tokenizer

WIDTH = 384
_MOST_PIECES = 128  # of a text; what is longer is cut
_KNOWN = 512  # texts whose vectors are remembered

Vector = NDArray[np.float32]


@functools.cache
def load() -> Meaning:
    """The shipped encoder, loaded once a process."""
    folder = resources.files("onrecord.extract.tagging") / "shipped" / "meaning"
    cutting = tokenizer(folder / "tokenizer.json")
    cutting.enable_truncation(_MOST_PIECES)
    return Meaning(session(folder / "model.onnx"), cutting)


class Meaning:
    """Vectors of texts, each read by itself: what stands beside it changes nothing."""

    def __init__(self, network: Any, cutting: Any) -> None:
        self._network, self._cutting = network, cutting
        self.of = functools.lru_cache(_KNOWN)(self._of)

    def _of(self, text: str) -> Vector:
        """The mean of a text's states, brought to length 1, of shape (384,)."""
        mean = self.states([self._cutting.encode(text).ids]).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)

    def of_words(self, words: Sequence[str]) -> tuple[Vector, NDArray[np.int64]]:
        """The states of the pieces of a text given in words, and for each piece the word it is of; -1: of none."""
        encoded = self._cutting.encode(list(words), is_pretokenized=True)
        owners = [-1 if word is None else word for word in encoded.word_ids]
        return self.states([encoded.ids]), np.array(owners, dtype=np.int64)

    def states(self, pieces: Sequence[Sequence[int]]) -> Vector:
        """The states of the pieces of one text, of shape (pieces, 384)."""
        states: Vector = self._network.run(None, {"pieces": np.array(pieces, dtype=np.int64)})[0][0]
        return states
