"""Labels of words: what a span of a kind looks like word by word, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

#: a marked stretch of words: first, end (exclusive), kind
Marked = tuple[int, int, str]
OUTSIDE = 0
_BEGIN, _INSIDE, _END, _SINGLE = range(4)


class Labels:
    """Outside, and for each kind of span begin, inside, end and single: 4 × kinds + 1 labels."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        self.number = 1 + 4 * len(self.kinds)

    def of(self, spans: Iterable[Marked], length: int) -> NDArray[np.int64]:
        """The label of each word; spans must not overlap."""
        labels = np.zeros(length, dtype=np.int64)
        for first, end, kind in spans:
            base = 1 + 4 * self.kinds.index(kind)
            labels[first:end] = base + _INSIDE
            labels[first] = base + _BEGIN
            labels[end - 1] = base + (_END if end - first > 1 else _SINGLE)
        return labels

    def spans(self, labels: Iterable[int]) -> list[Marked]:
        """The spans that a sequence of labels tells, in order. The sequence must be one that ``allowed`` permits."""
        found: list[Marked] = []
        first = 0
        for index, label in enumerate(labels):
            if label == OUTSIDE:
                continue
            kind, part = divmod(int(label) - 1, 4)
            if part in {_BEGIN, _SINGLE}:
                first = index
            if part in {_END, _SINGLE}:
                found.append((first, index + 1, self.kinds[kind]))
        return found

    def allowed(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Which label may follow which (from, to), which may come first, and which last."""
        opens = np.array([label == OUTSIDE or (label - 1) % 4 in {_BEGIN, _SINGLE} for label in range(self.number)])
        closes = np.array([label == OUTSIDE or (label - 1) % 4 in {_END, _SINGLE} for label in range(self.number)])
        follows = np.outer(closes, opens)
        for base in range(1, self.number, 4):
            for before in (_BEGIN, _INSIDE):
                for after in (_INSIDE, _END):
                    follows[base + before, base + after] = True
        return follows, opens, closes
