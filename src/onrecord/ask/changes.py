"""What changed in a stretch of time: new positions, harder and softer ones, withdrawn and contradicted ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ask.listing import check
from onrecord.errors import UsageError
from onrecord.model import DERIVED_ROLES, Action, Conflict, ConflictKind, Party, Position, Stance, TermKind
from onrecord.model.holdings import Holdings
from onrecord.model.moment import beginning, moment

# How far a party has gone: below zero against the undertaking, above for it, the further the firmer.
_FIRMNESS = {
    Stance.REFUSED: -2,
    Stance.UNDECIDED: 0,
    Stance.WILLING: 1,
    Stance.THREATENED: 1,
    Stance.PLEDGED: 2,
}


class ChangeKind(StrEnum):
    """What became of a party's position on an action.

    new: none was told before. hardened: further from undecided, or a condition fell away. softened:
    nearer to undecided, or a condition was added. withdrawn: given up for its opposite.
    contradicted: tellings of one event part, and the second of them came now.
    """

    NEW = "new"
    HARDENED = "hardened"
    SOFTENED = "softened"
    WITHDRAWN = "withdrawn"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Told:
    """One position as it was told: ``at`` is when, ISO 8601 UTC; ``dated`` whether its document says so."""

    id: str
    document: str
    at: str
    dated: bool
    stance: Stance
    conditional: bool
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Change:
    """A party's change on an action: what is told now, and what was told before; None where it is new."""

    kind: ChangeKind
    party: Party
    action: Action
    now: Told
    before: Told | None


@dataclass(frozen=True, slots=True)
class _Event:
    """A position with its party and its place in time, and the document's story."""

    party: Party
    position: Position
    told: Told
    story: str | None

    @property
    def order(self) -> tuple[str, str, int, str]:
        return (self.told.at, self.told.document, self.told.start, self.told.id)


def changes(
    holdings: Holdings, since: str, until: str | None = None, *, party: str | None = None, recorded: bool = False
) -> tuple[Change, ...]:
    """The changes from ``since`` to ``until`` (dates, both count, or moments), by kind, party and action.

    Time is when a position was said: the date of its document, and where that is not known when it
    was recorded; with ``recorded`` always the latter. Positions that others demand are not the
    demanding party's own undertaking and are compared among themselves; those that their own article
    tells to be replaced are left out. Raises UsageError for what
    is no date, and for a party that is not held.
    """
    first, last = beginning(since), None if until is None else moment(until)
    if last is not None and last < first:
        raise UsageError(f"{until} is before {since}: name the earlier date first")
    check(holdings, party, None)
    events = sorted(_events(holdings, party, recorded), key=lambda event: event.order)

    def within(at: str) -> bool:
        return first <= at and (last is None or at <= last)

    found = [*_over_time(events, within), *_contradicted(holdings.comparison().conflicts, events, within)]
    order = list(ChangeKind)
    actions = list(Action)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                order.index(each.kind),
                each.party.name,
                each.party.id,
                actions.index(each.action),
                each.now.at,
                each.now.id,
            ),
        )
    )


def _events(holdings: Holdings, party: str | None, recorded: bool) -> Iterator[_Event]:
    names, moments = holdings.names(), holdings.moments()
    story_of = {document: story.id for story in holdings.comparison().stories for document in story.documents}
    wanted = None if party is None else party.casefold()
    for position in holdings.positions(party=party):
        if position.superseded_by is not None:  # its own article tells what it became
            continue
        at, dated = _when(*moments[position.document], recorded)
        told = Told(
            position.id,
            names[position.document],
            at,
            dated,
            position.stance,
            any(term.kind is TermKind.CONDITION for term in position.terms),
            position.span.start,
            position.span.end,
            position.span.exact,
        )
        for each in sorted(set(position.parties)):
            if wanted is None or wanted in (each.id.casefold(), each.name.casefold()):
                yield _Event(each, position, told, story_of.get(position.document))


def _when(published: str | None, recorded_at: str, recorded: bool) -> tuple[str, bool]:
    """When it was said, and whether that is known."""
    if published is not None and not recorded:
        try:
            return beginning(published), True
        except UsageError:  # what an outlet gave for a date is none
            return recorded_at, False
    return recorded_at, False


def _over_time(events: Iterable[_Event], within: Callable[[str], bool]) -> Iterator[Change]:
    """What each party's positions on each action became, from one event to the next."""
    tracks: defaultdict[tuple[str, Action, bool], list[_Event]] = defaultdict(list)
    for event in events:
        position = event.position
        tracks[event.party.id, position.action, position.stance is Stance.DEMANDED].append(event)
    for track in tracks.values():
        held: list[_Event] = []
        for event in _without_derived(track):
            if within(event.told.at) and (change := _change(held, event)) is not None:
                yield change
            held.append(event)


def _change(held: Sequence[_Event], now: _Event) -> Change | None:
    """What changed with this event after all held; the tellings of one event part, which is no change."""
    alike = [each for each in held if _same_place(each, now)]
    own = [each for each in alike if each.story is not None and each.story == now.story]
    others = [each for each in alike if each.story is None or each.story != now.story]
    if not others:
        return None if own else Change(ChangeKind.NEW, now.party, now.position.action, now.told, None)
    before = others[-1]
    last_told = [each for each in others if each is before or (before.story and each.story == before.story)]
    if any(_tells_the_same(each, now) for each in (*own, *last_told)):
        return None
    kind = _kind(before.told, now.told)
    return None if kind is None else Change(kind, now.party, now.position.action, now.told, before.told)


def _tells_the_same(one: _Event, other: _Event) -> bool:
    return (one.told.stance, one.told.conditional) == (other.told.stance, other.told.conditional)


def _without_derived(track: Sequence[_Event]) -> list[_Event]:
    """A headline or key point counts only where its article's body is silent on the matter."""
    bodies = {each.position.document for each in track if each.position.role not in DERIVED_ROLES}
    return [each for each in track if each.position.role not in DERIVED_ROLES or each.position.document not in bodies]


def _same_place(one: _Event, other: _Event) -> bool:
    """Whether both may be on the same undertaking: at one place, or at one that is not told."""
    places = [
        {term.value for term in each.position.terms if term.kind is TermKind.WHERE and term.value}
        for each in (one, other)
    ]
    return not all(places) or bool(places[0] & places[1])


def _kind(before: Told, now: Told) -> ChangeKind | None:
    was, became = (_FIRMNESS.get(each.stance) for each in (before, now))
    if was is None or became is None:
        return None
    if was * became < 0:
        return ChangeKind.WITHDRAWN
    if abs(was) != abs(became):
        return ChangeKind.HARDENED if abs(became) > abs(was) else ChangeKind.SOFTENED
    if before.conditional == now.conditional or before.stance is not now.stance:
        return None
    return ChangeKind.SOFTENED if now.conditional else ChangeKind.HARDENED


def _contradicted(
    conflicts: Iterable[Conflict], events: Sequence[_Event], within: Callable[[str], bool]
) -> Iterator[Change]:
    """The conflicts of stance whose second side was told in that time."""
    by_record: defaultdict[str, list[_Event]] = defaultdict(list)
    for event in events:
        by_record[event.told.id].append(event)
    for conflict in conflicts:
        if conflict.kind is not ConflictKind.STANCE:
            continue
        sides = [[event for record in side.records for event in by_record[record]] for side in conflict.sides]
        pair = _second_side(sides)
        if pair is not None and within(pair[1].told.at):
            before, now = pair
            yield Change(ChangeKind.CONTRADICTED, now.party, now.position.action, now.told, before.told)


def _second_side(sides: Iterable[Sequence[_Event]]) -> tuple[_Event, _Event] | None:
    """The first telling of each of the two sides that were there first."""
    firsts = sorted((min(side, key=lambda event: event.order) for side in sides if side), key=lambda event: event.order)
    return (firsts[0], firsts[1]) if len(firsts) > 1 else None
