"""One proposition with its tellings, and where tellings part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id
from onrecord.model.party import Party
from onrecord.model.position import Action, Stance
from onrecord.model.story import Passage


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """One document's record of a claim: ids, and the stance it gives."""

    position: str
    document: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Claim:
    """That a party takes a position on an action at a place, within one story.

    ``where`` is a normalised place term ("outside UKR") or None. ``tellings`` stay as they are: the
    claim never overwrites them. ``origins`` counts independent sources: documents that copy each
    other share one. ``apart`` is the position that a person holds to tell something of its own.
    """

    story: str
    party: Party
    action: Action
    where: str | None
    tellings: tuple[Telling, ...]
    origins: int
    apart: str | None = None

    @property
    def id(self) -> str:
        """Made from the story and the proposition."""
        apart = () if self.apart is None else (self.apart,)
        return content_id("claim", self.story, self.party.id, self.action.value, self.where, *apart)


class ConflictKind(StrEnum):
    """What the tellings disagree about."""

    STANCE = "stance"
    NUMBER = "number"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what it holds, the records that hold it, and their words."""

    label: str
    records: tuple[str, ...]
    passages: tuple[Passage, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Tellings that cannot all be right, or differ where one would have to know which is.

    ``about`` says in a few words what it is about; ``summary`` is one sentence for a reader.
    """

    story: str
    kind: ConflictKind
    about: str
    summary: str
    sides: tuple[Side, ...]
    claim: str | None = None

    @property
    def id(self) -> str:
        """Made from the story, the kind and the records on all sides."""
        records = tuple(sorted(record for side in self.sides for record in side.records))
        return content_id("conflict", self.story, self.kind.value, self.about, records)
