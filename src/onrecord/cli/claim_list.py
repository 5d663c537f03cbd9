"""Claims on a terminal: what is claimed, how far it is borne out, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.ask import ClaimView
from onrecord.cli.terminal import paragraph, printable
from onrecord.cli.wording import counted, quoted, short_id
from onrecord.model import ClaimKind, Verdict


def claim_lines(found: tuple[ClaimView, ...]) -> Iterator[str]:
    """Claims, each with its verdict and its tellings."""
    if not found:
        yield "No claims."
    for claim in found:
        yield from paragraph(click.style(f"{short_id(claim.id)}  {_proposition(claim)}", bold=True), "", "    ")
        yield from paragraph(_basis(claim), "    ")
        for telling in claim.tellings:
            stance = f"{telling.stance.value}, " if telling.stance else ""
            words = f"{printable(telling.quote.document)}: {stance}{quoted(telling.quote.exact)}"
            yield from paragraph(words, "    ", "      ")


def _proposition(claim: ClaimView) -> str:
    who = printable(claim.party.name) if claim.party else ""
    if claim.kind is not ClaimKind.POSITION:
        words = quoted(claim.object or "") if claim.kind is ClaimKind.QUOTATION else printable(claim.object or "")
        return f"{claim.kind.value}: {words}"
    where = f", {printable(claim.where)}" if claim.where else ""
    on = f" ({printable(claim.object)})" if claim.object else ""
    action = claim.action.value.replace("_", " ") if claim.action else ""
    return f"{who}: {claim.polarity.value if claim.polarity else ''} {action}{where}{on}"


def _basis(claim: ClaimView) -> str:
    """The verdict in words, with what it rests on."""
    told = f"{counted(claim.origins, 'independent origin')}, {counted(len(claim.tellings), 'telling')}"
    verdict = {
        Verdict.CORROBORATED: f"corroborated by {told}",
        Verdict.SINGLE_ORIGIN: f"single origin: {told}",
        Verdict.CONTESTED: f"contested: {told}; see: onrecord show conflicts",
        Verdict.SUPERSEDED: f"taken back where it is told: {told}",
        None: told,
    }[claim.verdict]
    named = f"; credited to {', '.join(map(printable, claim.named))}" if claim.named else ""
    first = f"; first in {printable(claim.first)}" if claim.first else ""
    related = f"; related: {', '.join(map(short_id, claim.related[:4]))}" if claim.related else ""
    return f"{verdict}{named}{first}{related}"
