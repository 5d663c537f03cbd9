"""Positions in the order in which they were said, with what each changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from onrecord.ask.changes import Change, ChangeKind, changes
from onrecord.ask.choice import EVERYTHING, Only, chosen, dates, settled
from onrecord.ask.conflicts import Quote
from onrecord.ask.judgements import held_by_people, is_judged
from onrecord.model import Action, Party, Stance, TermKind
from onrecord.model.holdings import Holdings

_EVER = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a position did to what its party held before: the id and the stance of that; None where it is new."""

    kind: ChangeKind
    before: str | None
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One position of one party when it was said: ``day`` is the date of its document, None where it has none.

    ``story`` is None where the document is of no story. ``superseded``: its own article replaces it.
    ``judged``: a person has accepted it, or holds it to be otherwise than the machine read.
    """

    day: str | None
    party: Party
    action: Action
    stance: Stance
    conditional: bool
    id: str
    quote: Quote
    said_by: str | None
    story: str | None
    superseded: bool
    turns: tuple[Turn, ...]
    judged: bool = False


def timeline(holdings: Holdings, only: Only = EVERYTHING) -> tuple[TimelineEntry, ...]:
    """The positions asked for, the earliest first, those without a date last; what is told again is left out.

    What changed is told as :func:`onrecord.ask.changes.changes` has it: from one event to the next.
    """
    only = settled(holdings, only)
    names, said = holdings.names(), dates(holdings)
    story_of = {document: story.id for story in holdings.comparison().stories for document in story.documents}
    turns = _turns(changes(holdings, _EVER, party=only.party))
    positions = tuple(chosen(holdings, only))
    held, judged = {each.id for each in positions}, held_by_people(holdings)
    found: list[tuple[tuple[object, ...], TimelineEntry]] = []
    for position in positions:
        if position.restates in held:
            continue
        at, dated = said[position.document]
        span = position.span
        for party in sorted(filter(only.means, set(position.parties))):
            moment = TimelineEntry(
                at[:10] if dated else None,
                party,
                position.action,
                position.stance,
                any(term.kind is TermKind.CONDITION for term in position.terms),
                position.id,
                Quote(names[position.document], span.start, span.end, span.exact),
                position.said_by.name if position.said_by else None,
                story_of.get(position.document),
                position.superseded_by is not None,
                tuple(turns[position.id, party.id]),
                is_judged(position, judged),
            )
            order = (not dated, at if dated else "", names[position.document], position.document, span.start)
            found.append(((*order, position.id, party), moment))
    return tuple(moment for _, moment in sorted(found, key=lambda each: each[0]))


def _turns(found: tuple[Change, ...]) -> defaultdict[tuple[str, str], list[Turn]]:
    turns: defaultdict[tuple[str, str], list[Turn]] = defaultdict(list)
    for change in found:
        before = change.before
        turn = Turn(change.kind, before.id if before else None, before.stance if before else None)
        turns[change.now.id, change.party.id].append(turn)
    return turns
