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
    """One document's record of a claim: ids, and of a position the stance it gives.

    ``position`` is the id of the record, be it a position, an act, a figure or a statement.
    """

    position: str
    document: str
    stance: Stance | None = None


class ClaimKind(StrEnum):
    """What a claim is made from: positions, deeds, quantities, or words between quotation marks."""

    POSITION = "position"
    ACT = "act"
    FIGURE = "figure"
    QUOTATION = "quotation"


class Polarity(StrEnum):
    """Which way a position goes, of whatever strength: pledged and willing are both for it."""

    FOR = "for"
    OPEN = "open"
    AGAINST = "against"
    ASKED = "asked"
    THREATENED = "threatened"


class Verdict(StrEnum):
    """How far a claim is borne out: by several independent origins or one, against others, or taken back."""

    CORROBORATED = "corroborated"
    SINGLE_ORIGIN = "single_origin"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"


POLARITY = {
    Stance.PLEDGED: Polarity.FOR,
    Stance.WILLING: Polarity.FOR,
    Stance.UNDECIDED: Polarity.OPEN,
    Stance.REFUSED: Polarity.AGAINST,
    Stance.DEMANDED: Polarity.ASKED,
    Stance.THREATENED: Polarity.THREATENED,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition within one story, with its tellings.

    Of a position: a party takes one side on an action at a place; ``where`` is a normalised place term
    ("outside UKR") or None, ``object`` are the telling words of undertakings whose class leaves open what is
    done. Of a deed: ``party`` is the first source, ``object`` names code, parties and date; of a figure
    ``object`` is the number with what is counted, of a quotation the words. ``tellings`` stay as they are:
    the claim never overwrites them. ``origins`` counts independent sources: documents that copy or rewrite
    each other share one, and what is credited to an outlet is that outlet's; ``named`` are these outlets.
    ``first`` is the record of the document published first, where all that tell it are dated. ``related``
    are claims of other granularity or polarity, by id: kept apart. ``apart`` is the position that a person
    holds to tell something of its own.
    """

    story: str
    party: Party | None
    action: Action | None
    where: str | None
    tellings: tuple[Telling, ...]
    origins: int
    kind: ClaimKind = ClaimKind.POSITION
    polarity: Polarity | None = None
    object: str | None = None
    named: tuple[str, ...] = ()
    first: str | None = None
    verdict: Verdict | None = None
    related: tuple[str, ...] = ()
    apart: str | None = None

    @property
    def id(self) -> str:
        """Made from the story and the proposition."""
        party = None if self.party is None else self.party.id
        slots = (self.story, party, self.action and self.action.value, self.where)
        apart = () if self.apart is None else (self.apart,)
        if self.kind is ClaimKind.POSITION and self.polarity is None:
            return content_id("claim", *slots, *apart)
        polarity = self.polarity and self.polarity.value
        return content_id("claim", *slots, self.kind.value, polarity, self.object, *apart)


class ConflictKind(StrEnum):
    """What the tellings disagree about."""

    STANCE = "stance"
    NUMBER = "number"
    SCOPE = "scope"
    ACTOR = "actor"
    TIME = "time"
    PLACE = "place"
    ROLE = "role"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what it holds, the records that hold it, and their words.

    ``named`` are outlets that the words are credited to. ``difference`` shows, of a quotation, where its
    words part from the first side's: "The [day → instant] the [conflict → war] stops".
    """

    label: str
    records: tuple[str, ...]
    passages: tuple[Passage, ...]
    origins: int
    named: tuple[str, ...] = ()
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Tellings that cannot all be right, or differ where one would have to know which is.

    ``about`` says in a few words what it is about; ``summary`` is one sentence for a reader. ``note`` says
    what explains the difference or softens it: a likely translation, bounds that are compatible.
    """

    story: str
    kind: ConflictKind
    about: str
    summary: str
    sides: tuple[Side, ...]
    claim: str | None = None
    note: str | None = None

    @property
    def id(self) -> str:
        """Made from the story, the kind, and the records on all sides with the passages that count of them."""
        records = tuple(sorted(record for side in self.sides for record in side.records))
        passages = sorted(
            (each.document, each.span.start, each.span.end) for side in self.sides for each in side.passages
        )
        return content_id("conflict", self.story, self.kind.value, self.about, records, *map(str, passages))
