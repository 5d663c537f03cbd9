"""Positions in a list, as far as they answer what was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ask.choice import Only, check, chosen, settled
from onrecord.ask.filed import Filed, key_of
from onrecord.ask.judgements import JudgementView, judgement_views
from onrecord.model import Action, Position, Stance
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready

__all__ = ["ListedPosition", "check", "kept_positions", "listed", "positions"]


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
    return _listed(holdings, found, holdings.names())


def kept_positions(holdings: Holdings, only: Only) -> Sequence[ListedPosition]:
    """The positions asked for, as :func:`positions` gives them.

    Those of a party, action or stance are opened as they are looked at, where they are kept ready.
    Raises UsageError for a name that is not held.
    """
    only = settled(holdings, only)
    others = (only.story, only.document, only.publisher, only.since, only.until)
    parties = {each.id for each in holdings.parties() if only.means(each)} if only.party else {None}
    key = key_of(only.party, only.action, only.stance)
    if any(others) or parties != {only.party} or holdings.prepared(Ready.TOTALS) is None:
        return listed(holdings, chosen(holdings, only))

    def opened(ids: Sequence[str]) -> Sequence[ListedPosition]:
        by_id = {each.id: each for each in holdings.positions_among(ids)}
        found = [by_id[each] for each in ids]
        return _listed(holdings, found, holdings.names({each.document for each in found}))

    return Filed(holdings, Ready.POSITIONS, key, opened)


def _listed(holdings: Holdings, found: Iterable[Position], names: Mapping[str, str]) -> tuple[ListedPosition, ...]:
    views = judgement_views(holdings)
    return tuple(ListedPosition(each.id, names[each.document], each, views.get(each.id, ())) for each in found)
