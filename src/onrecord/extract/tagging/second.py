"""The second reading: a network reads each candidate within its sentence and tells whether it carries a position.

The token model reads a passage once and has to think of every word in it. The second network is asked one thing only:
does this clause, as it stands in this sentence, carry a position, and of which action?
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.tagging.sessions import WordPieces, both_ends, session, shipped, tokenizer
from onrecord.model import Action

Array = NDArray[np.int64]
Scores = NDArray[np.float64]

#: the marks around a clause: pieces that no text has
OPENS, CLOSES = "[unused0]", "[unused1]"
_BEFORE, _WITHIN, _AFTER = 28, 44, 16  # pieces that are read before a clause, of it, and after it
_ENDING = 14  # pieces of the end of a clause that is longer than that
_CHARACTERS = 12  # at most so many of them are looked at for each piece that is read
_KNOWN = 512  # clauses that are remembered


@dataclass(frozen=True, slots=True)
class Setting:
    """A clause, and what stands before and after it in its sentence."""

    before: str
    clause: str
    after: str

    @classmethod
    def of(cls, text: str, clause: tuple[int, int], sentence: tuple[int, int]) -> Setting:
        """That of a clause at a place of a text; of a long sentence only what can be read is copied."""
        first, last = clause
        start = max(min(sentence[0], first), first - _BEFORE * _CHARACTERS)
        end = min(max(sentence[1], last), last + _AFTER * _CHARACTERS)
        return cls(text[start:first], text[first:last], text[last:end])


@dataclass(frozen=True, slots=True)
class Reread:
    """What the second network makes of a clause.

    ``position`` are the log-odds of its carrying a position, ``actions`` the logarithms of how probable each action is,
    in the order of ``Action``.
    """

    position: float
    actions: Scores


class Pieces:
    """Cuts a clause and its sentence into word pieces, with marks around the clause."""

    def __init__(self, cutting: Any) -> None:
        self._pieces = WordPieces(cutting)
        self._marks = self._pieces.numbers(OPENS, CLOSES)

    def of(self, setting: Setting) -> tuple[Array, NDArray[np.float32]]:
        """The pieces, at most 92, and for each how much it counts within the clause: 1 within it, 0 beside it."""
        cut = self._pieces.cut
        before = cut(setting.before)[-_BEFORE:]
        clause = cut(both_ends(setting.clause, _WITHIN * _CHARACTERS, _ENDING * _CHARACTERS))
        after = cut(setting.after)[:_AFTER]
        if len(clause) > _WITHIN:
            clause = [*clause[: _WITHIN - _ENDING], *clause[-_ENDING:]]
        opens, closes = self._marks
        pieces = [self._pieces.first, *before, opens, *clause, closes, *after, self._pieces.last]
        within = np.zeros(len(pieces), dtype=np.float32)
        start = len(before) + 2
        within[start : start + len(clause)] = 1.0
        return np.array(pieces, dtype=np.int64), within


@functools.cache
def load() -> SecondReader:
    """The shipped network, loaded once a process. It began from the weights that the token model began from."""
    return load_from(shipped("second"), shipped("reading") / "tokenizer.json")


def load_from(folder: Traversable, cutting: Traversable) -> SecondReader:
    """The network in a folder: ``model.onnx`` and ``model.json``; and the tokenizer that it was fitted with."""
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return SecondReader(session(folder / "model.onnx"), Pieces(tokenizer(cutting)), about)


class SecondReader:
    """Reads clauses, each by itself: what else is read changes nothing.

    ``joined`` tells how its word counts beside what found a clause (``onrecord.extract.weighing``).
    """

    def __init__(self, network: Any, pieces: Pieces, about: Mapping[str, Any]) -> None:
        self._network, self._pieces = network, pieces
        self._order: Sequence[int] = tuple(about["actions"].index(action.value) for action in Action)
        self.joined: Mapping[str, float] = about["joined"]
        self.read = functools.lru_cache(_KNOWN)(self._read)

    def _read(self, setting: Setting) -> Reread:
        pieces, within = self._pieces.of(setting)
        position, actions = self._network.run(None, {"pieces": pieces[None], "within": within[None]})
        told = actions[0].astype(np.float64)[list(self._order)]
        told -= told.max()
        return Reread(float(position[0]), told - np.log(np.exp(told).sum()))
