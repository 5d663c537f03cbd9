"""What changed in a stretch of time: new positions, harder and softer ones, withdrawn and contradicted ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import groupby
from typing import Any

from onrecord.ask.choice import check, dates
from onrecord.ask.conflicts import ConflictView
from onrecord.ask.undertakings import places_of
from onrecord.errors import UsageError
from onrecord.model import DERIVED_ROLES, Action, Conflict, ConflictKind, Party, Position, Stance, TermKind
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.model.moment import beginning, moment
from onrecord.model.prepared import LAST_KEY, Ready

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


# enumerations look their values up slowly
_KINDS = {each.value: each for each in ChangeKind}
_ACTIONS = {each.value: each for each in Action}
_STANCES = {each.value: each for each in Stance}


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
class Event:
    """A position of a party on an action: its place in time, its story, the places told, and its document's id.

    ``derived``: it is told in a headline or key point.
    """

    party: Party
    action: Action
    told: Told
    story: str | None
    places: tuple[str, ...]
    derived: bool
    document: str

    @property
    def order(self) -> tuple[str, str, int, str]:
        return (self.told.at, self.told.document, self.told.start, self.told.id)

    @property
    def tells(self) -> tuple[Stance, bool]:
        """What it comes to: two that tell the same are no change."""
        return (self.told.stance, self.told.conditional)


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
    ready = None if party or recorded else holdings.prepared(Ready.CHANGE, first, last or LAST_KEY)
    if ready is not None:
        return ordered(map(change_of, ready))
    comparison = holdings.comparison()
    story_of = {document: story.id for story in comparison.stories for document in story.documents}
    calendar = Calendar.of(holdings, story_of, recorded=recorded)
    events = sorted(events_of(holdings.positions(party=party), calendar, party), key=lambda event: event.order)
    found = (*over_time(events), *contradicted(comparison.conflicts, by_record(events)))
    return ordered(each for each in found if first <= each.now.at and (last is None or each.now.at <= last))


def ordered(found: Iterable[Change]) -> tuple[Change, ...]:
    """By kind, party and action, then by when they were told."""
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


@dataclass(frozen=True, slots=True)
class Calendar:
    """Each document's name, when it was said and whether that is told, and its story."""

    names: dict[str, str]
    said: dict[str, tuple[str, bool]]
    story_of: dict[str, str]

    @classmethod
    def of(cls, holdings: Holdings, story_of: dict[str, str], *, recorded: bool = False) -> Calendar:
        """The calendar of all documents held, whose stories are these."""
        return cls(holdings.names(), dates(holdings, recorded=recorded), story_of)


def events_of(positions: Iterable[Position], calendar: Calendar, party: str | None = None) -> Iterator[Event]:
    """Positions with their place in time, one for each party, or for that one alone, by id or name."""
    wanted = None if party is None else party.casefold()
    for position in positions:
        if position.superseded_by is not None:  # its own article tells what it became
            continue
        at, dated = calendar.said[position.document]
        told = Told(
            position.id,
            calendar.names[position.document],
            at,
            dated,
            position.stance,
            is_conditional(position),
            position.span.start,
            position.span.end,
            position.span.exact,
        )
        story, places = calendar.story_of.get(position.document), places_of(position)
        for each in sorted(set(position.parties)):
            if wanted is None or wanted in (each.id.casefold(), each.name.casefold()):
                derived = position.role in DERIVED_ROLES
                yield Event(each, position.action, told, story, places, derived, position.document)


def over_time(events: Iterable[Event]) -> Iterator[Change]:
    """What each party's positions on each action became, from one event to the next; events come in order.

    Memory holds the events of one document, and of each party, action and places the last.
    """
    tracks: defaultdict[tuple[str, Action, bool], dict[tuple[str, ...], _Held]] = defaultdict(dict)
    number = 0
    for _, told in groupby(events, key=lambda event: (event.told.at, event.told.document)):
        for event in _without_derived(list(told)):
            number += 1
            held = tracks[_track(event)]
            alike = [each for places, each in held.items() if _may_be_one(places, event.places)]
            if (change := _change(alike, event)) is not None:
                yield change
            held.setdefault(event.places, _Held()).add(number, event)


def _track(event: Event) -> tuple[str, Action, bool]:
    return event.party.id, event.action, event.told.stance is Stance.DEMANDED


@dataclass(slots=True)
class _Held:
    """Of the events of a track at the same places the last, and what each story's events tell.

    ``before`` is the last of any other story than the last one's.
    """

    last: tuple[int, Event] | None = None
    before: tuple[int, Event] | None = None
    told: defaultdict[str, set[tuple[Stance, bool]]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, event: Event) -> None:
        if self.last is not None and (event.story is None or self.last[1].story != event.story):
            self.before = self.last
        self.last = number, event
        if event.story is not None:
            self.told[event.story].add(event.tells)

    def last_of_another(self, story: str | None) -> tuple[int, Event] | None:
        """The latest event of any story but this one, with its number; an event of no story is one of another."""
        if self.last is None or self.last[1].story is None or self.last[1].story != story:
            return self.last
        return self.before


def _change(alike: Sequence[_Held], now: Event) -> Change | None:
    """What changed with this event after all those alike; the tellings of one event part, which is no change."""
    own = {each for held in alike for each in (held.told.get(now.story, ()) if now.story else ())}
    last = [each for held in alike if (each := held.last_of_another(now.story)) is not None]
    if not last:
        return None if own else Change(ChangeKind.NEW, now.party, now.action, now.told, None)
    before = max(last, key=lambda each: each[0])[1]
    last_told = {before.tells}
    if before.story:
        last_told.update(*(held.told.get(before.story, ()) for held in alike))
    if now.tells in own | last_told:
        return None
    kind = _kind(before.told, now.told)
    return None if kind is None else Change(kind, now.party, now.action, now.told, before.told)


def _without_derived(told: Sequence[Event]) -> list[Event]:
    """A headline or key point counts only where its article's body is silent on the matter; all of an article come."""
    bodies = {(_track(each), each.document) for each in told if not each.derived}
    return [each for each in told if not each.derived or (_track(each), each.document) not in bodies]


def is_conditional(position: Position) -> bool:
    """Whether it holds under a condition only."""
    return any(term.kind is TermKind.CONDITION for term in position.terms)


def _may_be_one(places: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Two positions may be on the same undertaking at one place, or where one's is not told."""
    return not places or not others or not set(places).isdisjoint(others)


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


def by_record(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each position."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.told.id].append(event)
    return dict(found)


def contradicted(
    conflicts: Iterable[Conflict | ConflictView], events: Mapping[str, Sequence[Event]]
) -> Iterator[Change]:
    """The conflicts of stance, each told when its second side was; ``events`` by the id of their position."""
    for conflict in conflicts:
        if conflict.kind is not ConflictKind.STANCE:
            continue
        sides = [[event for record in side.records for event in events.get(record, ())] for side in conflict.sides]
        pair = _second_side(sides)
        if pair is not None:
            before, now = pair
            yield Change(ChangeKind.CONTRADICTED, now.party, now.action, now.told, before.told)


def change_body(change: Change) -> str:
    """A change as it is kept ready: short, as a week of a large register has thousands."""
    before = None if change.before is None else _packed(change.before)
    told = [change.kind.value, encode(change.party), change.action.value, _packed(change.now), before]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def change_of(body: str) -> Change:
    """The change that is kept so."""
    kind, party, action, now, before = json.loads(body)
    made = None if before is None else _unpacked(before)
    return Change(_KINDS[kind], decode(Party, party), _ACTIONS[action], _unpacked(now), made)


def _packed(told: Told) -> list[object]:
    return [getattr(told, each.name) for each in fields(Told)]


def _unpacked(data: list[Any]) -> Told:
    identity, document, at, dated, stance, *rest = data
    return Told(identity, document, at, dated, _STANCES[stance], *rest)


def _second_side(sides: Iterable[Sequence[Event]]) -> tuple[Event, Event] | None:
    """The first telling of each of the two sides that were there first."""
    firsts = sorted((min(side, key=lambda event: event.order) for side in sides if side), key=lambda event: event.order)
    return (firsts[0], firsts[1]) if len(firsts) > 1 else None
