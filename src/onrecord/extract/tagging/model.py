"""A token model as shipped: a quantised network, its vocabulary, and the chain that its labels form."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.features import Describing, Vocabulary, Words
from onrecord.extract.tagging.labels import Labels, Marked
from onrecord.extract.tagging.pieces import Batch, Passage, batch, in_pieces
from onrecord.model import Sentence

_MOST_PIECES = 256  # of a passage that is read at once
_KNOWN_WORDS = 50_000  # whose pieces are remembered


@functools.cache
def load(name: str) -> TokenModel:
    """The shipped model of that name, loaded once a process."""
    return load_from(resources.files("onrecord.extract.tagging") / "shipped" / name)


def load_from(folder: Traversable) -> TokenModel:
    """The model in a folder: ``model.onnx``, ``model.json`` and ``tokenizer.json``; run with one thread."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    network = onnxruntime.InferenceSession(
        (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return TokenModel(network, tokenizer, json.loads((folder / "model.json").read_text(encoding="utf-8")))


class _Window(NamedTuple):
    first: int
    pieces: Passage


class TokenModel:
    """Finds spans of words in passages. ``about`` holds kinds, tags, relations, and the chain's scores."""

    def __init__(self, network: Any, tokenizer: Any, about: dict[str, Any]) -> None:
        self._network, self._tokenizer = network, tokenizer
        self.labels = Labels(about["kinds"])
        self._describing = Describing(Vocabulary(tuple(about["tags"]), tuple(about["relations"])))
        scores = (np.array(about[name], dtype=np.float32) for name in ("follows", "opens", "closes"))
        self._chain = Chain(*scores)
        self._first, self._last, self._unknown = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._cut = functools.lru_cache(_KNOWN_WORDS)(self._pieces)

    def words(self, sentences: Sequence[Sentence]) -> Words:
        """The words of a passage as this model reads them."""
        return self._describing.words(sentences)

    def spans(self, passages: Sequence[Words]) -> list[list[Marked]]:
        """The spans of each passage, in words counted from its beginning. The work grows linearly with the words."""
        return [
            [
                (window.first + first, window.first + end, kind)
                for window in self._windows(words)
                for first, end, kind in self._read(window.pieces)
            ]
            for words in passages
        ]

    def _read(self, pieces: Passage) -> list[Marked]:
        """One window by itself: what is read in it depends on nothing beside it, and no work goes into padding.

        Activations are quantised by the range of their batch; larger batches were no faster and a little worse.
        """
        told = batch([pieces])
        (path,) = self._chain.best(self._emissions(told), told.lengths)
        return self.labels.spans(path)

    def _emissions(self, told: Batch) -> NDArray[np.float32]:
        inputs = {name: getattr(told, name) for name in ("pieces", "mask", "features", "heads", "firsts")}
        emissions: NDArray[np.float32] = self._network.run(None, inputs)[0]
        return emissions

    def _windows(self, words: Words) -> Iterator[_Window]:
        """A passage in parts short enough to be read at once, cut between sentences where that can be."""
        reached = np.cumsum([len(self._cut(word)) for word in words.texts])
        first = 0
        while first < len(words.texts):
            before = int(reached[first - 1]) if first else 0
            end = max(first + 1, int(np.searchsorted(reached, before + _MOST_PIECES, side="right")))
            if end < len(words.texts):
                end = max((each for each in words.ends if first < each <= end), default=end)
            part = words if end - first == len(words.texts) else words.part(first, end)
            yield _Window(first, in_pieces(part, self._cut, self._first, self._last))
            first = end

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:_MOST_PIECES]) or (self._unknown,)
