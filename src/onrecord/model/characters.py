"""Characters that are not seen, or that change how others are seen: they are never shown as they are."""

from __future__ import annotations

import unicodedata

#: joiners that some scripts are not written without
JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def is_hidden(character: str) -> bool:
    """Whether it is a control, direction or other unseen character."""
    return unicodedata.category(character) in _HIDDEN and character not in JOINERS
