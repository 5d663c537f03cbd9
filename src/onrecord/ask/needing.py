"""What most needs a look: positions and conflicts that nobody has judged yet, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ask.edits import Edits
from onrecord.ask.judgements import JudgementView, Standing, judgement_views
from onrecord.ask.kept import Listed, listed, one, reading
from onrecord.lexicon import load_yaml
from onrecord.model import DERIVED_ROLES, Action, Claim, Comparison, Decision, Party, PartyKind, Position, Stance
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready


class Reason(StrEnum):
    """Why something needs a look."""

    DISPUTED = "people judge it differently"
    CONTESTED = "tellings part"
    SINGLE_ORIGIN = "high stakes, a single origin"
    UNRESOLVED = "who is meant is not known by name"
    HEADLINE_ONLY = "told in a headline or key point only"
    UNNAMED = "the clause does not name the party"
    UNCLASSED = "the action has no class"
    UNSURE = "the reading is not sure"


# How urgent each is: what could mislead most counts most.
_WEIGHT = {
    Reason.DISPUTED: 8,
    Reason.CONTESTED: 5,
    Reason.SINGLE_ORIGIN: 3,
    Reason.UNRESOLVED: 2,
    Reason.HEADLINE_ONLY: 2,
    Reason.UNNAMED: 1,
    Reason.UNCLASSED: 1,
    Reason.UNSURE: 2,
}
_LIGHTEST = 99  # no weight is more: what weighs most comes first by its key
# A reading scored lower is told among those to look at: it is nearly as likely not to be there at all.
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Needing:
    """A position with why it needs a look; ``weight`` is the sum of how urgent the reasons are."""

    id: str
    weight: int
    reasons: tuple[Reason, ...]
    parties: tuple[Party, ...]
    action: Action
    stance: Stance
    document: str
    words: str
    judgements: tuple[JudgementView, ...]

    @property
    def key(self) -> str:
        """By which it is kept among others as urgent."""
        return f"{_LIGHTEST - self.weight:02}"


@dataclass(frozen=True, slots=True)
class Looked:
    """What positions are looked at with: what a conflict touches, what several origins tell, what people hold of it."""

    contested: frozenset[str]
    several: Set[str]
    names: dict[str, str]
    views: dict[str, tuple[JudgementView, ...]]

    @classmethod
    def of(cls, comparison: Comparison, names: dict[str, str], views: dict[str, tuple[JudgementView, ...]]) -> Looked:
        """Ready to begin."""
        contested = frozenset(record for each in comparison.conflicts for side in each.sides for record in side.records)
        return cls(contested, frozenset(told_by_several(comparison.claims)), names, views)

    def at(self, position: Position) -> Needing | None:
        """Why it needs a look; None where it does not."""
        identity = position.id
        held = self.views.get(identity, ())
        reasons = tuple(_reasons(position, identity in self.contested, identity in self.several, held))
        if not reasons:
            return None
        return Needing(
            identity,
            sum(_WEIGHT[reason] for reason in reasons),
            reasons,
            position.parties,
            position.action,
            position.stance,
            self.names[position.document],
            position.span.exact,
            held,
        )


def told_by_several(claims: Iterable[Claim]) -> Iterator[str]:
    """The records that tell a claim of several origins, by id."""
    for claim in claims:
        if claim.origins > 1:
            yield from (telling.position for telling in claim.tellings)


def needing_a_look(holdings: Holdings, limit: int | None = None) -> tuple[Needing, ...]:
    """What needs a look, the most urgent first; what somebody has judged only where others judge it differently."""
    kept = listed(holdings, Ready.NEEDING, reading(Needing), by_key="weights")
    if kept is not None:
        return tuple(kept[:limit])
    looked = Looked.of(holdings.comparison(), holdings.names(), judgement_views(holdings))
    found = [each for each in map(looked.at, holdings.positions()) if each is not None]
    found.sort(key=lambda each: -each.weight)  # otherwise as they come: by document and place
    return tuple(found[:limit])


def kept_needing(holdings: Holdings) -> Sequence[Needing]:
    """The same of all, read as it is asked for where it is kept ready."""
    kept = listed(holdings, Ready.NEEDING, reading(Needing), by_key="weights")
    return needing_a_look(holdings) if kept is None else kept


def place_among(needing: Sequence[Needing], holdings: Holdings, identity: str) -> int | None:
    """The place of a position among all that need a look; None where it does not."""
    if not isinstance(needing, Listed):
        return next((number for number, each in enumerate(needing) if each.id == identity), None)
    found = one(holdings, Ready.PLACE, identity)
    if found is None:
        return None
    parts = {key: Edits.of(told) for key, told in one(holdings, Ready.LENGTH, "weights").items()}
    place = parts[found[0]].shown(found[1])
    return None if place is None else sum(len(edits) for key, edits in parts.items() if key < found[0]) + place


def _reasons(position: Position, contested: bool, several: bool, held: tuple[JudgementView, ...]) -> Iterator[Reason]:
    if any(view.standing is Standing.CONTRADICTED for view in held):
        yield Reason.DISPUTED
    elif any(view.standing is Standing.STANDS and view.verdict is not Decision.NOTE for view in held):
        return
    if contested:
        yield Reason.CONTESTED
    if not several and _high_stakes(position):
        yield Reason.SINGLE_ORIGIN
    if not position.parties or any(party.kind is PartyKind.GROUP and party.size is None for party in position.parties):
        yield Reason.UNRESOLVED
    if position.role in DERIVED_ROLES:
        yield Reason.HEADLINE_ONLY
    if position.mention is None:
        yield Reason.UNNAMED
    if position.action is Action.OTHER:
        yield Reason.UNCLASSED
    if position.score is not None and position.score < _SURE:
        yield Reason.UNSURE


def _high_stakes(position: Position) -> bool:
    stakes = load_yaml("stakes")
    return position.action.value in stakes["actions"] and position.stance.value in stakes["stances"]
