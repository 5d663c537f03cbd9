"""A token model as shipped: a quantised network, its vocabulary, and the chains that its labels form."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.features import Describing, Vocabulary, Words
from onrecord.extract.tagging.labels import Labels, Marked
from onrecord.extract.tagging.pieces import Batch, Passage, batch, in_pieces
from onrecord.extract.tagging.sessions import session, shipped, tokenizer
from onrecord.model import Sentence

_MOST_PIECES = 256  # of a passage that is read at once
_SURELY = 6.0  # by how much outside must beat every label of every word for the chain not to be asked
_KNOWN_WORDS = 50_000  # whose pieces are remembered


@functools.cache
def load(name: str) -> TokenModel:
    """The shipped model of that name, loaded once a process."""
    return load_from(shipped(name))


def load_from(folder: Traversable) -> TokenModel:
    """The model in a folder: ``model.onnx``, ``model.json`` and ``tokenizer.json``."""
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return TokenModel(session(folder / "model.onnx"), tokenizer(folder / "tokenizer.json"), about)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a passage that was read at once: ``first`` is its first word, ``scores`` (words, labels) by head."""

    first: int
    scores: Mapping[str, NDArray[np.float32]]


class _Part(NamedTuple):
    first: int
    pieces: Passage


class TokenModel:
    """Reads passages: scores of each word by several heads, some of which tag spans.

    ``about`` holds the heads that tag, each with its kinds and its chain's scores; the names of what the
    other heads score; and the tags and relations that words are described with.
    """

    def __init__(self, network: Any, cutting: Any, about: dict[str, Any]) -> None:
        self._network, self._cutting = network, cutting
        self.actions: tuple[str, ...] = tuple(about.get("actions", ()))
        self._outputs = tuple(each.name for each in network.get_outputs())
        self._labels = {head: Labels(told["kinds"]) for head, told in about["heads"].items()}
        self._chains = {
            head: Chain(*(np.array(told[name], dtype=np.float32) for name in ("follows", "opens", "closes")))
            for head, told in about["heads"].items()
        }
        self._describing = Describing(Vocabulary(tuple(about["tags"]), tuple(about["relations"])))
        self._first, self._last, self._unknown = (cutting.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._cut = functools.lru_cache(_KNOWN_WORDS)(self._pieces)

    def words(self, sentences: Sequence[Sentence]) -> Words:
        """The words of a passage as this model reads them."""
        return self._describing.words(sentences)

    def read(self, words: Words) -> tuple[Window, ...]:
        """The scores of a passage. The work grows linearly with the words.

        Each part is read by itself: what is read in it depends on nothing beside it, and no work goes into padding.
        Activations are quantised by the range of their batch; larger batches were no faster and a little worse.
        """
        return tuple(Window(part.first, self._scores(batch([part.pieces]))) for part in self._parts(words))

    def spans(self, windows: Sequence[Window], head: str, entry: float = 0.0) -> list[Marked]:
        """The best spans of a head, in words counted from the passage's beginning; ``entry`` is added for each."""
        found: list[Marked] = []
        for window in windows:
            asked = _in_doubt(window.scores[head], entry)
            if asked.start == asked.stop:
                continue  # most passages hold nothing of a kind, and the chain is slow to say so
            scores = window.scores[head][asked.start : asked.stop]
            if entry:
                scores = scores.copy()
                scores[:, 1::4] += entry  # a span begins with its first label, or is of one word and has its fourth
                scores[:, 4::4] += entry
            (path,) = self._chains[head].best(scores[None], np.array([len(scores)]))
            begin = window.first + asked.start
            found.extend((begin + first, begin + end, kind) for first, end, kind in self._labels[head].spans(path))
        return found

    def kinds(self, head: str) -> tuple[str, ...]:
        """The kinds of span that a head tags, in the order of its labels."""
        return self._labels[head].kinds

    def _scores(self, told: Batch) -> dict[str, NDArray[np.float32]]:
        inputs = {name: getattr(told, name) for name in ("pieces", "mask", "features", "heads", "firsts")}
        return {name: each[0] for name, each in zip(self._outputs, self._network.run(None, inputs), strict=True)}

    def _parts(self, words: Words) -> Iterator[_Part]:
        """A passage in parts short enough to be read at once, cut between sentences where that can be."""
        reached = np.cumsum([len(self._cut(word)) for word in words.texts])
        first = 0
        while first < len(words.texts):
            before = int(reached[first - 1]) if first else 0
            end = max(first + 1, int(np.searchsorted(reached, before + _MOST_PIECES, side="right")))
            if end < len(words.texts):
                end = max((each for each in words.ends if first < each <= end), default=end)
            part = words if end - first == len(words.texts) else words.part(first, end)
            yield _Part(first, in_pieces(part, self._cut, self._first, self._last))
            first = end

    def _pieces(self, word: str) -> tuple[int, ...]:
        ids = self._cutting.encode(word, add_special_tokens=False).ids
        return tuple(ids[:_MOST_PIECES]) or (self._unknown,)


def _in_doubt(scores: NDArray[np.float32], entry: float) -> range:
    """The words that can stand in a span, whatever the chain favours, with one that cannot on either side."""
    doubted = np.flatnonzero(scores[:, 0] - scores[:, 1:].max(axis=1) <= _SURELY + entry)
    if not len(doubted):
        return range(0)
    return range(max(0, int(doubted[0]) - 1), min(len(scores), int(doubted[-1]) + 2))
