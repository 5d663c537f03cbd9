"""Names to parties and speakers: what extraction found becomes records, or is rejected with its reason."""

from onrecord.identify.places import normalise
from onrecord.identify.resolve import identify

__all__ = ["identify", "normalise"]
