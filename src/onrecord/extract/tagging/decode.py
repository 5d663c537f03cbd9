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
        passages, words, _ = emissions.shape
        back = np.zeros(emissions.shape, dtype=np.int64)
        onto = np.ascontiguousarray(self.follows.T)  # (to, from): what is compared lies side by side
        reached = self.opens + emissions[:, 0]
        for word in range(1, words):
            ways = reached[:, None, :] + onto
            back[:, word] = ways.argmax(axis=2)
            further = ways.max(axis=2) + emissions[:, word]
            reached = np.where((word < lengths)[:, None], further, reached)
        last = (reached + self.closes).argmax(axis=1)
        return [_path(back[passage], int(lengths[passage]), int(last[passage])) for passage in range(passages)]


def _path(back: NDArray[np.int64], length: int, last: int) -> NDArray[np.int64]:
    path = np.zeros(length, dtype=np.int64)
    label = last
    for word in range(length - 1, -1, -1):
        path[word] = label
        label = int(back[word, label])
    return path
