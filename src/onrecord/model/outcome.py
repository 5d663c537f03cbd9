"""What a stage hands back when it does not keep something: nothing is dropped silently."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.identity import content_id

#: the stage of what people refused
REVIEW = "review"


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """An input or a candidate that was not kept.

    ``stage`` is the package that refused it (read, triage, clean, extract, identify; scale), or
    ``REVIEW``; ``reason`` a short
    countable phrase from a closed set of that stage; ``detail`` what a person needs to find it.
    """

    name: str
    stage: str
    reason: str
    detail: str = ""

    @property
    def id(self) -> str:
        """Made from what was refused and why."""
        return content_id("rejected", self.name, self.stage, self.reason, self.detail)
