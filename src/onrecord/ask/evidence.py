"""What bears out a cell of the matrix: every telling of a party's position on an action, with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ask.context import Context, context
from onrecord.ask.kept import OriginsHeld, origins_of
from onrecord.ask.stories import headline
from onrecord.model import Action, Metadata, Position, Stance
from onrecord.model.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Evidence:
    """One telling. ``origin`` is the id of the document that stands for its independent source."""

    id: str
    document: Metadata
    title: str | None
    position: Position
    context: Context
    origin: str


@dataclass(frozen=True, slots=True)
class StanceEvidence:
    """All tellings of one stance, those of one origin together."""

    stance: Stance
    origins: int
    tellings: tuple[Evidence, ...]


def evidence(holdings: Holdings, party: str, action: Action) -> tuple[StanceEvidence, ...]:
    """What is told of the party (by id) on this action: a group for each stance, in the order of the vocabulary."""
    held = holdings.positions(party=party, action=action)
    return by_stance(holdings, (each for each in held if any(one.id == party for one in each.parties)))


def by_stance(holdings: Holdings, positions: Iterable[Position]) -> tuple[StanceEvidence, ...]:
    """Positions with their words in context, grouped by stance."""
    origins = origins_of(holdings)
    found = [_telling(holdings, position, origins) for position in positions]
    groups = []
    for stance in Stance:
        told = [each for each in found if each.position.stance is stance]
        told.sort(key=lambda each: (each.origin, each.document.name, each.position.span.start, each.id))
        if told:
            groups.append(StanceEvidence(stance, len({each.origin for each in told}), tuple(told)))
    return tuple(groups)


def _telling(holdings: Holdings, position: Position, origins: OriginsHeld) -> Evidence:
    text = holdings.text(position.document)
    return Evidence(
        position.id,
        text.metadata,
        headline(text),
        position,
        context(text, position.span),
        origins.of(position.document),
    )
