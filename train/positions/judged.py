"""An example that the second network, and how its word is weighed, are fitted on."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.tagging.second import Setting
from onrecord.extract.weighing import Evidence


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause in its sentence, and what is right for it.

    ``evidence`` is what a candidate is weighed by; None for a marked clause that is no candidate. ``right`` is None
    where a reader was unsure. ``resolved``: whether a party is named for it. ``aside``: how the second network's word
    is weighed is fitted on it.
    """

    article: str
    setting: Setting
    evidence: Evidence | None
    right: bool | None
    resolved: bool
    aside: bool
    stances: frozenset[str]
    actions: frozenset[str]
