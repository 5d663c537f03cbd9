"""What most needs a look: positions and conflicts that nobody has judged yet, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ask.judgements import JudgementView, Standing, judgement_views
from onrecord.lexicon import load_yaml
from onrecord.model import DERIVED_ROLES, Action, Decision, Party, PartyKind, Position, Stance
from onrecord.model.holdings import Holdings


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


def needing_a_look(holdings: Holdings, limit: int | None = None) -> tuple[Needing, ...]:
    """What needs a look, the most urgent first; what somebody has judged only where others judge it differently."""
    comparison, names, views = holdings.comparison(), holdings.names(), judgement_views(holdings)
    contested = {record for conflict in comparison.conflicts for side in conflict.sides for record in side.records}
    origins: dict[str, int] = {}
    for claim in comparison.claims:
        for telling in claim.tellings:
            origins[telling.position] = max(claim.origins, origins.get(telling.position, 0))
    found = []
    for position in holdings.positions():
        held = views.get(position.id, ())
        reasons = tuple(_reasons(position, position.id in contested, origins.get(position.id, 1), held))
        if reasons:
            weight = sum(_WEIGHT[reason] for reason in reasons)
            found.append(
                Needing(
                    position.id,
                    weight,
                    reasons,
                    position.parties,
                    position.action,
                    position.stance,
                    names[position.document],
                    position.span.exact,
                    held,
                )
            )
    found.sort(key=lambda each: -each.weight)  # otherwise as they come: by document and place
    return tuple(found[:limit])


def _reasons(position: Position, contested: bool, origins: int, held: tuple[JudgementView, ...]) -> Iterator[Reason]:
    if any(view.standing is Standing.CONTRADICTED for view in held):
        yield Reason.DISPUTED
    elif any(view.standing is Standing.STANDS and view.verdict is not Decision.NOTE for view in held):
        return
    if contested:
        yield Reason.CONTESTED
    if origins == 1 and _high_stakes(position):
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
