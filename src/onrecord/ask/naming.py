"""Under which of its names a party is shown."""

from __future__ import annotations

from collections import Counter

from onrecord.model import Party


def usual(forms: Counter[Party]) -> Party:
    """The form that a party is most often told by; of several the first in the alphabet."""
    return min(forms, key=lambda party: (-forms[party], party.name, party.kind, party.size or 0))
