"""All that comparing the tellings gave."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.claim import Claim, Conflict
from onrecord.model.story import Lineage, Story


@dataclass(frozen=True, slots=True)
class Comparison:
    """Stories, lineage, claims and conflicts over a set of readings, each sorted by id."""

    stories: tuple[Story, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
