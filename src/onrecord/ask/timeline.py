"""Positions in the order in which they were said, with what each changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onrecord.ask.changes import Change, ChangeKind, changes, is_conditional
from onrecord.ask.choice import EVERYTHING, Only, chosen, dates, settled
from onrecord.ask.conflicts import Quote
from onrecord.ask.judgements import held_by_people, is_judged
from onrecord.ask.kept import one, packed
from onrecord.model import Action, Party, Position, Stance
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready

Item = TypeVar("Item")

_LANE_TELLINGS = 20  # shown of one party on one action
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
    turns = turns_of(changes(holdings, _EVER, party=only.party))
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
                is_conditional(position),
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


@dataclass(frozen=True, slots=True)
class LaneTelling:
    """A position on a lane, with what it changed: ``day`` is the date of its document, None where it has none.

    ``again``: it tells what another of its party tells in the same article. ``judged``: a person has accepted it,
    or holds it to be otherwise than the machine read.
    """

    position: Position
    day: str | None
    turns: tuple[Turn, ...]
    again: bool
    judged: bool

    @property
    def id(self) -> str:
        """The position's."""
        return self.position.id

    @property
    def stance(self) -> Stance:
        """The position's."""
        return self.position.stance

    @property
    def conditional(self) -> bool:
        """Whether it holds under a condition only."""
        return is_conditional(self.position)


@dataclass(frozen=True, slots=True)
class Lanes:
    """A party as the first of its positions names it, how many it takes, and the actions that these are on.

    ``told`` is how many are on each of the actions.
    """

    party: Party
    positions: int
    actions: tuple[Action, ...]
    told: tuple[int, ...]


Said = Mapping[str, tuple[str, bool]]
Turns = Mapping[tuple[str, str], Sequence[Turn]]


@dataclass(slots=True)
class _Laid:
    """The positions on a lane as they come: their ids, and when they were said."""

    ids: list[str] = field(default_factory=list)
    said: list[tuple[str, bool]] = field(default_factory=list)


class Laying:
    """Lays out the positions of the party with this id: keeps of each what decides whether it is shown.

    On each action no more are shown than there is room for: first what changed something, then the others, of either
    what is spread evenly over the time told. ``said`` tells when documents were, as
    :func:`onrecord.ask.choice.dates` has it; ``judged`` is what people hold.
    """

    def __init__(self, party: str, said: Said, judged: Collection[str]) -> None:
        self._party, self._said, self._judged = party, said, judged
        self._named: Party | None = None
        self._on: defaultdict[Action, _Laid] = defaultdict(_Laid)
        self._again: set[str] = set()

    def lay(self, position: Position, again: bool) -> None:
        """The next one, by document and place; ``again``: it tells what another of them tells."""
        if self._named is None:
            self._named = named_in(position, self._party)
        on, identity = self._on[position.action], position.id
        on.ids.append(identity)
        on.said.append(self._said[position.document])
        if again:
            self._again.add(identity)

    def head(self) -> Lanes | None:
        """What heads the lanes; None where no position came."""
        if self._named is None:
            return None
        told = tuple(len(self._on[action].ids) for action in self._actions)
        return Lanes(self._named, sum(told), self._actions, told)

    def shown(self, turns: Turns) -> dict[Action, list[str]]:
        """The ids of what is shown on each action, in the order in which it came."""
        return {action: self._to_show(self._on[action], turns) for action in self._actions}

    def telling(self, position: Position, turns: Turns) -> LaneTelling:
        """A position as it is shown."""
        said, again = self._said[position.document], position.id in self._again
        return lane_telling(position, self._party, turns, said, self._judged, again=again)

    @property
    def _actions(self) -> tuple[Action, ...]:
        return tuple(action for action in Action if action in self._on)

    def _to_show(self, told: _Laid, turns: Turns) -> list[str]:
        def moment(place: int) -> Moment:
            identity = told.ids[place]
            return told.said[place], of_note(changed_by(identity, self._party, turns, again=identity in self._again))

        return [told.ids[place] for place in to_show(range(len(told.ids)), moment)]


def named_in(position: Position, party: str) -> Party:
    """The party with this id as the position, which is one of its own, names it."""
    return next(each for each in position.parties if each.id == party)


def lane_telling(
    position: Position, party: str, turns: Turns, said: tuple[str, bool], judged: Collection[str], *, again: bool
) -> LaneTelling:
    """A position as it is shown on a lane of the party with this id."""
    at, dated = said
    changed = tuple(changed_by(position.id, party, turns, again=again))
    return LaneTelling(position, at[:10] if dated else None, changed, again, is_judged(position, judged))


def changed_by(position: str, party: str, turns: Turns, *, again: bool) -> Sequence[Turn]:
    """What changed with a position of a party, by their ids: nothing where it tells another of them ``again``."""
    return () if again else turns.get((position, party), ())


def of_note(changed: Iterable[Turn]) -> bool:
    """Whether more changed than that something is new."""
    return any(turn.kind is not ChangeKind.NEW for turn in changed)


#: when it was told, as :func:`onrecord.ask.choice.dates` has it, and whether it is of note
Moment = tuple[tuple[str, bool], bool]


def to_show(told: Sequence[Item], moment: Callable[[Item], Moment]) -> Sequence[Item]:
    """As many as are shown of a lane, in the order in which they come."""
    if len(told) <= _LANE_TELLINGS:
        return told
    moments = list(map(moment, told))
    in_time = sorted(range(len(told)), key=lambda place: (not moments[place][0][1], moments[place][0]))
    first = _spread([place for place in in_time if moments[place][1]], _LANE_TELLINGS)
    others = _spread([place for place in in_time if not moments[place][1]], _LANE_TELLINGS - len(first))
    return [told[place] for place in sorted((*first, *others))]


def _spread(places: Sequence[int], most: int) -> Sequence[int]:
    """So many, evenly from the first to the last."""
    if len(places) <= most:
        return places
    return [places[round(number * (len(places) - 1) / max(1, most - 1))] for number in range(most)]


def lanes(holdings: Holdings, party: str) -> Lanes | None:
    """What heads the lanes of the party with this id; None where it takes no position."""
    kept = one(holdings, Ready.LANES, party)
    if kept is not None or holdings.prepared(Ready.TOTALS) is not None:
        return None if kept is None else decode(Lanes, kept)
    found = _lanes(holdings, party)
    return found[0] if found else None


def lane(holdings: Holdings, party: str, actions: Iterable[Action]) -> list[tuple[LaneTelling, ...]]:
    """What is shown of the party with this id on each of the actions, by document and place."""
    if one(holdings, Ready.LANES, party) is not None:
        return [lane_from(one(holdings, Ready.LANE, lane_key(party, each))) for each in actions]
    found = _lanes(holdings, party)
    return [found[1][each] for each in actions] if found else []


def _lanes(holdings: Holdings, party: str) -> tuple[Lanes, dict[Action, tuple[LaneTelling, ...]]] | None:
    held = {each.id: each for each in holdings.positions(party=party) if any(one.id == party for one in each.parties)}
    laying = Laying(party, dates(holdings), held_by_people(holdings))
    for each in held.values():
        laying.lay(each, each.restates in held)
    head = laying.head()
    if head is None:
        return None
    turns = turns_of(changes(holdings, _EVER, party=party))
    shown = laying.shown(turns).items()
    return head, {action: tuple(laying.telling(held[each], turns) for each in ids) for action, ids in shown}


@dataclass(frozen=True, slots=True)
class _Told:
    """The tellings of a lane as they are kept ready."""

    tellings: tuple[LaneTelling, ...]


def lane_key(party: str, action: Action) -> str:
    """By which a lane is kept."""
    return f"{party}\x01{action.value}"


def lane_body(told: tuple[LaneTelling, ...]) -> str:
    """A lane as it is kept ready."""
    return packed(_Told(told))


def lane_from(told: Any) -> tuple[LaneTelling, ...]:
    """The lane that is kept so."""
    return decode(_Told, told).tellings


def turns_of(found: Iterable[Change]) -> defaultdict[tuple[str, str], list[Turn]]:
    """What each position did to what its party held before, by the position's id and the party's."""
    turns: defaultdict[tuple[str, str], list[Turn]] = defaultdict(list)
    for change in found:
        turns[change.now.id, change.party.id].append(turn_of(change))
    return turns


def turn_of(change: Change) -> Turn:
    """What the position told now did."""
    before = change.before
    return Turn(change.kind, before.id if before else None, before.stance if before else None)
