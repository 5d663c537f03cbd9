"""What the act coder learns from, as train.acts_prepare hands it to train.acts_fit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from onrecord.extract.coding.features import Features

FOLDS = 5
#: sentences made of each predicate
RENDERED = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's features, code and quad class; ``fold``, by its id, is -1 for a sentence that was made."""

    told: Features
    code: str
    quad: str
    fold: int


def fold(identity: str) -> int:
    """The fold of cross-validation that a sentence is always held aside in."""
    return int(hashlib.sha1(identity.encode()).hexdigest(), 16) % FOLDS
