"""The best sequence of labels under a conditional random field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chain:
    """The scores of labels beside each other: after one another (from, to), first and last."""

    follows: Scores
    opens: Scores
    closes: Scores

    def best(self, emissions: Scores, lengths: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        """The most probable labels (Viterbi 1967) of each passage; emissions of shape (passages, words, labels)."""
        return [self._best(told[:length]) for told, length in zip(emissions, lengths.tolist(), strict=True)]

    def _best(self, emissions: Scores) -> NDArray[np.int64]:
        """Of one passage: words are many and labels few, so each step fills what is there and makes nothing anew."""
        words, labels = emissions.shape
        onto = np.ascontiguousarray(self.follows.T)  # (to, from): what is compared lies side by side
        ways = np.empty((labels, labels), dtype=np.result_type(emissions, onto))
        rows = np.arange(labels) * labels
        back = np.empty((words, labels), dtype=np.int64)
        reached = self.opens + emissions[0]
        for word in range(1, words):
            np.add(reached, onto, out=ways)
            ways.argmax(axis=1, out=back[word])
            reached = ways.take(rows + back[word])
            reached += emissions[word]
        return _path(back, int((reached + self.closes).argmax()))


def _path(back: NDArray[np.int64], last: int) -> NDArray[np.int64]:
    path = np.zeros(len(back), dtype=np.int64)
    label, before = last, back.tolist()
    for word in range(len(back) - 1, 0, -1):
        path[word] = label
        label = before[word][label]
    path[0] = label
    return path
