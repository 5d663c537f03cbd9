"""Running text of sentences whose words and marks were set apart, as corpora keep them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEFORE = re.compile(r"([(\[“‘£$]) ")
_AFTER = re.compile(r" ([,.;:?!%)\]”]|n't\b|'(?:s|re|ve|ll|d|m)\b)", re.IGNORECASE)
_QUOTES = frozenset({"``", "''", '"'})
# the Penn Treebank's names of brackets
_BRACKETS = {"`": "‘", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


def printed(text: str) -> str:
    """A sentence whose words and marks were set apart by spaces, as it is printed."""
    return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", text))


def running(words: Sequence[str]) -> str:
    """The words of a paragraph as it is printed. Of two quotation marks the first opens, however either is spelled."""
    told: list[str] = []
    within = False
    for word in words:
        if word in _QUOTES:
            within = not within
            told.append("“" if within else "”")
        else:
            told.append(_BRACKETS.get(word, word))
    return printed(" ".join(told))
