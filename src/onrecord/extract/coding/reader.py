"""What a source does to a target, by a network that reads the sentence in which both are marked.

MiniLM (Wang et al. 2020), fitted to marked sentences; nothing is parsed for it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.coding.marks import Marked, Part
from onrecord.extract.tagging.sessions import WordPieces, both_ends, session, shipped, tokenizer
from onrecord.model import ActCode

Array = NDArray[np.int64]
Scores = NDArray[np.float64]

#: what opens and closes the words of a party: pieces that no text has
MARKS: Mapping[Part, tuple[str, str]] = {
    Part.SOURCE: ("[unused0]", "[unused1]"),
    Part.TARGET: ("[unused2]", "[unused3]"),
}
_MOST = 110  # pieces that are read
_BEFORE = 10  # of these so many before the first mark, where not all of the text is read
_CHARACTERS = 2000  # of a stretch of text between two marks no more is cut into pieces than its first and its last


class Pieces:
    """Cuts a sentence into word pieces, with marks around its parties."""

    def __init__(self, cutting: Any) -> None:
        self._pieces = WordPieces(cutting)
        #: of each party the piece that opens it, and the one that closes it
        self.marks = {part: self._pieces.numbers(*names) for part, names in MARKS.items()}

    def of(self, marked: Marked) -> Array:
        """The pieces, at most 110: of a longer text those from shortly before its first mark on."""
        found: list[int] = []
        opened: int | None = None
        start = 0
        for part, characters in groupby(marked.parts):
            end = start + sum(1 for _ in characters)
            words = self._pieces.cut(both_ends(marked.text[start:end], _CHARACTERS, _CHARACTERS))
            if part is not Part.NEITHER:
                opened = len(found) if opened is None else opened
                opens, closes = self.marks[part]
                words = [opens, *words, closes]
            found.extend(words)
            start = end
        room = _MOST - 2
        if len(found) > room:
            begin = min(max(0, (opened or 0) - _BEFORE), len(found) - room)
            found = found[begin : begin + room]
        return np.array([self._pieces.first, *found, self._pieces.last], dtype=np.int64)


@functools.cache
def load() -> ActReader:
    """The shipped network, loaded once a process. It needs what ``tagging.missing`` asks for."""
    return load_from(shipped("acts"), shipped("reading") / "tokenizer.json")


def load_from(folder: Traversable, cutting: Traversable) -> ActReader:
    """The network in a folder, ``model.onnx`` and ``model.json``, with the tokenizer that it was fitted with."""
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return ActReader(session(folder / "model.onnx"), Pieces(tokenizer(cutting)), about["codes"])


class ActReader:
    """Reads marked sentences, each by itself: what else is read changes nothing."""

    def __init__(self, network: Any, pieces: Pieces, codes: Sequence[str]) -> None:
        self._network, self._pieces = network, pieces
        self.codes = tuple(ActCode(code) for code in codes)

    def scores(self, marked: Marked) -> Scores:
        """Of each code, the log of its odds up to a constant."""
        found = self._network.run(None, {"pieces": self._pieces.of(marked)[None]})[0][0]
        return np.asarray(found, dtype=np.float64)

    def code(self, marked: Marked) -> ActCode:
        """The most likely code."""
        return self.codes[int(self.scores(marked).argmax())]
