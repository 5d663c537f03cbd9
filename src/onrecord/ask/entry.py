"""One position in full: its words in context, its terms, who said so, who tells it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.ask.conflicts import ConflictView, viewed
from onrecord.ask.context import Context, context
from onrecord.ask.judgements import JudgementView, judgement_views
from onrecord.ask.kept import comparison_about, origins_of
from onrecord.errors import UsageError
from onrecord.model import Claim, ClaimKind, Comparison, Metadata, Position, Stance
from onrecord.model.holdings import Holdings

_PREFIX = "position-"


@dataclass(frozen=True, slots=True)
class TellingView:
    """Another telling of the same claim."""

    id: str
    document: str
    stance: Stance
    context: Context


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is known of a position.

    ``origins`` counts the independent sources that tell the same stance, this one included: what
    contradicts an entry does not bear it out. ``tellings`` are all others of its claim.
    ``judgements`` is what people hold of it, the latest last; ``as_read`` the position as the
    machine read it, where they hold it to be otherwise.
    """

    id: str
    document: Metadata
    position: Position
    context: Context
    origins: int
    tellings: tuple[TellingView, ...]
    conflicts: tuple[ConflictView, ...]
    judgements: tuple[JudgementView, ...] = ()
    as_read: Position | None = None


def entry(holdings: Holdings, reference: str) -> Entry:
    """The position with this id, or the only one whose id begins so; "position-" may be left out.

    Raises UsageError when there is none or more than one.
    """
    position = one_position(holdings, reference)
    judgements = judgement_views(holdings).get(position.id, ())
    text = holdings.text(position.document)
    comparison = comparison_about(holdings, position.document)
    claims = _claims(position, comparison.claims)
    return Entry(
        id=position.id,
        document=text.metadata,
        position=position,
        context=context(text, position.span),
        origins=origins_of(holdings).count(_same_stance(position, claims)),
        tellings=_others(holdings, position, claims),
        conflicts=_conflicts(holdings, position, claims, comparison),
        judgements=judgements,
        as_read=holdings.position_as_read(position.id) if position.corrects else None,
    )


def one_position(holdings: Holdings, reference: str) -> Position:
    """The position with this id, or the only one whose id begins so. Raises UsageError."""
    digits = reference.strip().removeprefix(_PREFIX)
    found = holdings.positions_like(_PREFIX + digits) if digits else ()
    if not found:
        raise UsageError(f"no position {reference!r} in this register; see: onrecord show positions")
    if len(found) > 1:
        like = ", ".join(position.id.removeprefix(_PREFIX) for position in found[:4])
        raise UsageError(f"{len(found)} positions begin with {reference!r}: {like}; give more of the id")
    return found[0]


def _claims(position: Position, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that the position tells, and those of another polarity on the same: they contradict it."""
    told = {
        (claim.party and claim.party.id, claim.action, claim.where, claim.story)
        for claim in claims
        if any(each.position == position.id for each in claim.tellings)
    }
    return [
        claim
        for claim in claims
        if claim.kind is ClaimKind.POSITION
        and (claim.party and claim.party.id, claim.action, claim.where, claim.story) in told
    ]


def _same_stance(position: Position, claims: Sequence[Claim]) -> set[str]:
    """The documents that tell the stance of this position, its own among them."""
    agreeing = (each for claim in claims for each in claim.tellings if each.stance is position.stance)
    return {position.document, *(each.document for each in agreeing)}


def _others(holdings: Holdings, position: Position, claims: Sequence[Claim]) -> tuple[TellingView, ...]:
    told = {telling.position for claim in claims for telling in claim.tellings} - {position.id}
    found = [each for identity in sorted(told) for each in holdings.positions_like(identity)]
    views = [_telling(holdings, each) for each in found]
    return tuple(sorted(views, key=lambda view: (view.document, view.id)))


def _telling(holdings: Holdings, position: Position) -> TellingView:
    text = holdings.text(position.document)
    return TellingView(position.id, text.metadata.name, position.stance, context(text, position.span))


def _conflicts(
    holdings: Holdings, position: Position, claims: Sequence[Claim], comparison: Comparison
) -> tuple[ConflictView, ...]:
    ids = {claim.id for claim in claims}
    found = [
        conflict
        for conflict in comparison.conflicts
        if conflict.claim in ids or any(position.id in side.records for side in conflict.sides)
    ]
    documents = {passage.document for each in found for side in each.sides for passage in side.passages}
    return tuple(viewed(found, {each: holdings.text(each).metadata.name for each in documents}))
