"""What people hold of each record: who, when, why, and whether it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Decision, Judgement, Position
from onrecord.model.holdings import Holdings
from onrecord.model.judgement import overruled, undone


class Standing(StrEnum):
    """Whether a judgement holds: a later one may go against it, by the same person or another, or take it back."""

    STANDS = "stands"
    CHANGED = "changed"
    CONTRADICTED = "contradicted"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A judgement, whether it stands, and if not the id of the one that stands against it."""

    id: str
    verdict: Decision
    targets: tuple[str, ...]
    who: str
    at: str
    why: str | None
    field: str | None
    value: str | None
    standing: Standing
    against: str | None


def judgements(holdings: Holdings) -> tuple[JudgementView, ...]:
    """All judgements in the order in which they were made."""
    made = holdings.judgements()
    by_id = {each.id: each for each in made}
    lost, gone_against = undone(made), overruled(made)
    return tuple(_view(each, lost.get(each.id), gone_against.get(each.id), by_id) for each in made)


def _view(judgement: Judgement, undoing: str | None, later: str | None, by_id: dict[str, Judgement]) -> JudgementView:
    standing = Standing.STANDS
    if undoing is not None:
        standing = Standing.UNDONE
    elif later is not None:
        standing = Standing.CHANGED if by_id[later].who == judgement.who else Standing.CONTRADICTED
    return JudgementView(
        judgement.id,
        judgement.verdict,
        judgement.targets,
        judgement.who,
        judgement.at,
        judgement.why,
        judgement.field,
        judgement.value,
        standing,
        undoing or later,
    )


def judgement_views(holdings: Holdings) -> dict[str, tuple[JudgementView, ...]]:
    """The judgements by what they are about: targets, and the positions that judged claims stood on."""
    found: defaultdict[str, list[JudgementView]] = defaultdict(list)
    for view, made in zip(judgements(holdings), holdings.judgements(), strict=True):
        for target in dict.fromkeys(_about(made)):
            found[target].append(view)
    return {target: tuple(views) for target, views in found.items()}


def _about(made: Judgement) -> Iterator[str]:
    yield from made.targets
    for target, records in zip(made.targets, made.records, strict=False):
        if target.startswith("claim-"):
            yield from records


def is_judged(position: Position, held: Collection[str]) -> bool:
    """Whether people hold it to be otherwise than it was read, or is among what they hold as it stands."""
    return position.corrects is not None or position.id in held


def held_by_people(holdings: Holdings) -> frozenset[str]:
    """The ids of all that somebody has accepted, corrected, merged or split, where that stands."""
    remarks = (Decision.NOTE, Decision.UNDO, Decision.REJECT)
    return frozenset(
        target
        for target, views in judgement_views(holdings).items()
        if any(view.standing is Standing.STANDS and view.verdict not in remarks for view in views)
    )
