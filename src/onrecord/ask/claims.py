"""What is claimed, by how many independent origins, and how far it is borne out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ask.conflicts import Quote
from onrecord.ask.listing import check
from onrecord.model import Action, Claim, ClaimKind, Party, Polarity, Stance, Verdict
from onrecord.model.holdings import Holdings
from onrecord.model.record import place_of


@dataclass(frozen=True, slots=True)
class ClaimTelling:
    """One telling of a claim: the record's id, the stance it gives, and its words."""

    id: str
    stance: Stance | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as a reader sees it; ``first`` is the document that told it first, where all are dated."""

    id: str
    kind: ClaimKind
    party: Party | None
    action: Action | None
    polarity: Polarity | None
    where: str | None
    object: str | None
    origins: int
    named: tuple[str, ...]
    first: str | None
    verdict: Verdict | None
    related: tuple[str, ...]
    tellings: tuple[ClaimTelling, ...]


def claims(
    holdings: Holdings,
    *,
    kind: ClaimKind | None = None,
    verdict: Verdict | None = None,
    party: str | None = None,
) -> tuple[ClaimView, ...]:
    """The claims by kind, party and action. Raises UsageError for a party not held."""
    check(holdings, party, None)
    quotes = _quotes(holdings)
    wanted = [
        each
        for each in holdings.comparison().claims
        if kind in (None, each.kind) and verdict in (None, each.verdict) and _of(each, party)
    ]
    order = list(ClaimKind)
    wanted.sort(
        key=lambda each: (
            order.index(each.kind),
            each.party.name if each.party else "",
            each.action or "",
            each.polarity or "",
            each.object or "",
            each.id,
        )
    )
    return tuple(_view(each, quotes) for each in wanted)


def _of(claim: Claim, party: str | None) -> bool:
    if party is None:
        return True
    return claim.party is not None and party.casefold() in {claim.party.id.casefold(), claim.party.name.casefold()}


def _quotes(holdings: Holdings) -> dict[str, Quote]:
    """The words of every record, by its id."""
    names = holdings.names()
    found = {}
    for records in (holdings.positions(), holdings.acts(), holdings.figures(), holdings.statements()):
        for each in records:
            span = place_of(each)
            found[each.id] = Quote(names[each.document], span.start, span.end, span.exact)
    return found


def _view(claim: Claim, quotes: dict[str, Quote]) -> ClaimView:
    # what was compared before a build was stopped may tell records that are read otherwise by now
    known = (each for each in claim.tellings if each.position in quotes)
    tellings = [ClaimTelling(each.position, each.stance, quotes[each.position]) for each in known]
    tellings.sort(key=lambda each: (each.quote.document, each.quote.start, each.id))
    return ClaimView(
        claim.id,
        claim.kind,
        claim.party,
        claim.action,
        claim.polarity,
        claim.where,
        claim.object,
        claim.origins,
        claim.named,
        quotes[claim.first].document if claim.first in quotes else None,
        claim.verdict,
        claim.related,
        tuple(tellings),
    )
