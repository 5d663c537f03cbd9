"""What short texts mean: vectors by MiniLM (Wang et al. 2020; all-MiniLM-L6-v2) as published, in eight bits."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 384
_MOST_PIECES = 128  # of a text; what is longer is cut
_KNOWN = 512  # texts whose vectors are remembered

Vector = NDArray[np.float32]


@functools.cache
def load() -> Meaning:
    """The shipped encoder, loaded once a process; run with one thread."""
    import onnxruntime
    from tokenizers import Tokenizer

    folder = resources.files("onrecord.extract.tagging") / "shipped" / "meaning"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every text has a length of its own: a plan for its memory is never used again
    options.log_severity_level = 3
    network = onnxruntime.InferenceSession(
        (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_PIECES)
    return Meaning(network, tokenizer)


class Meaning:
    """Vectors of texts, each read by itself: what stands beside it changes nothing."""

    def __init__(self, network: Any, tokenizer: Any) -> None:
        self._network, self._tokenizer = network, tokenizer
        self.of = functools.lru_cache(_KNOWN)(self._of)

    def _of(self, text: str) -> Vector:
        """The mean of a text's states, brought to length 1, of shape (384,)."""
        mean = self.states([self._tokenizer.encode(text).ids]).mean(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)

    def of_words(self, words: Sequence[str]) -> tuple[Vector, NDArray[np.int64]]:
        """The states of the pieces of a text given in words, and for each piece the word it is of; -1: of none."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True)
        owners = [-1 if word is None else word for word in encoded.word_ids]
        return self.states([encoded.ids]), np.array(owners, dtype=np.int64)

    def states(self, pieces: Sequence[Sequence[int]]) -> Vector:
        """The states of the pieces of one text, of shape (pieces, 384)."""
        states: Vector = self._network.run(None, {"pieces": np.array(pieces, dtype=np.int64)})[0][0]
        return states
