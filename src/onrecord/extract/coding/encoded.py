"""What a sentence encoder makes of the predicate where it stands, for the act coder to weigh."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.coding.features import Features
from onrecord.extract.tagging.meaning import WIDTH, Meaning


def of_predicate(told: Features, encoder: Meaning) -> NDArray[np.float32]:
    """The mean state of the predicate's pieces, of shape (384,); zeros where none of them was read."""
    states, owners = encoder.of_words(told.words)
    chosen = np.isin(owners, told.predicate)
    if not chosen.any():
        return np.zeros(WIDTH, dtype=np.float32)
    return np.asarray(states[chosen].mean(axis=0), dtype=np.float32)
