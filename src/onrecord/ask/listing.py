"""Positions in a list, as far as they answer what was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ask.choice import Only, check, chosen
from onrecord.model import Action, Position, Stance
from onrecord.model.holdings import Holdings

__all__ = ["ListedPosition", "check", "positions"]


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A position with its id and the name of its document."""

    id: str
    document: str
    position: Position


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
    names = holdings.names()
    return tuple(ListedPosition(each.id, names[each.document], each) for each in chosen(holdings, only))
