"""An example that the weighing of readings is fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.weighing import Evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, the meaning of its words, and what is right for it.

    ``right`` is None where a reader was unsure. ``resolved``: whether a party is named for it. ``marked``: it is no
    candidate but a marked clause. ``start`` and ``end`` are its place in ``article``.
    """

    article: str
    fold: int
    evidence: Evidence
    meaning: NDArray[np.float32]
    right: bool | None
    resolved: bool
    marked: bool
    stances: frozenset[str]
    actions: frozenset[str]
