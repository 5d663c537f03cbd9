"""Positions in a list, as far as they answer what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ask.choice import Only, check, chosen
from onrecord.ask.judgements import JudgementView, judgement_views
from onrecord.model import Action, Position, Stance
from onrecord.model.holdings import Holdings

__all__ = ["ListedPosition", "check", "listed", "positions"]


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A position with its id, the name of its document, and what people hold of it."""

    id: str
    document: str
    position: Position
    judgements: tuple[JudgementView, ...] = ()


def positions(
    holdings: Holdings,
    *,
    party: str | None = None,
    action: Action | None = None,
    stance: Stance | None = None,
    document: str | None = None,
    story: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[ListedPosition, ...]:
    """The positions, by document and place; see :class:`onrecord.ask.choice.Only`.

    Raises UsageError for a party, document, story or publisher not held.
    """
    only = Only(party, action, stance, story, document, publisher, since, until)
    return listed(holdings, chosen(holdings, only))


def listed(holdings: Holdings, found: Iterable[Position]) -> tuple[ListedPosition, ...]:
    """These positions, each with the name of its document and what people hold of it."""
    names, views = holdings.names(), judgement_views(holdings)
    return tuple(ListedPosition(each.id, names[each.document], each, views.get(each.id, ())) for each in found)
