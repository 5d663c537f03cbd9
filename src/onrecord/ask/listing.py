"""Positions in a list, as far as they answer what was asked for; whether what was asked for can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from onrecord.ask.judgements import JudgementView, judgement_views
from onrecord.errors import UsageError
from onrecord.model import Action, Position, Stance
from onrecord.model.holdings import Holdings


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
) -> tuple[ListedPosition, ...]:
    """The positions, by document and place. Raises UsageError for a party or document not held."""
    check(holdings, party, document)
    names = holdings.names()
    found = holdings.positions(party=party, action=action, stance=stance, document=document)
    views = judgement_views(holdings)
    return tuple(ListedPosition(each.id, names[each.document], each, views.get(each.id, ())) for each in found)


def check(holdings: Holdings, party: str | None, document: str | None) -> None:
    """Raises UsageError for a party or document not held.

    An empty list should mean that nothing was said, not that a name was mistyped.
    """
    if document is not None and document not in {*(names := holdings.names()), *names.values()}:
        raise UsageError(f"no document {document!r} in this register")
    if party is not None:
        known = {name.casefold(): name for each in holdings.parties() for name in (each.id, each.name)}
        if party.casefold() not in known:
            like = get_close_matches(party.casefold(), known, n=3)
            hint = (
                f": did you mean {', '.join(known[each] for each in like)}?" if like else "; see: onrecord show matrix"
            )
            raise UsageError(f"no party {party!r} in this register{hint}")
