"""What would be in force if given propositions held, and what that hangs on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from onrecord.ask.assumptions import Assumptions, Known, Truth, assumptions, disjunction
from onrecord.ask.choice import EVERYTHING, Only, chosen_documents, settled
from onrecord.ask.reasons import part_reason, reason_of
from onrecord.ask.shapes import NEVER_IN_FORCE, Shape, open_of, open_on, shape, shapes_of
from onrecord.ask.undertakings import Ground, Undertaking, gathered, undertakings
from onrecord.model import Action, Party, Proposition, Stance
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import LAST_KEY, Ready, Totals

_COMMITTING = (Stance.PLEDGED, Stance.WILLING)
LINES_APART = 1_024  # places from one line that is kept ready to the next: others may come between


class Status(StrEnum):
    """Whether a position binds under the assumptions; of a willingness, whether it would be called upon."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a position, and why.

    ``terms`` tells whether all it asks is met; of a refusal or a demand, which are never in force,
    whether it stands. ``depends_on`` are the propositions that leave it undetermined. ``part_of`` is
    the group whose joint undertaking it is taken to be a part of: what that asks counts for it too.
    """

    undertaking: Undertaking
    status: Status
    terms: Truth
    reason: str
    depends_on: tuple[str, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A proposition that nothing tells, with how many positions are undetermined by it."""

    key: str
    positions: int


@dataclass(frozen=True, slots=True)
class Unused:
    """An assumption on which no position here hangs, with names that may have been meant."""

    key: str
    like: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is assumed and what follows; each position's outcome; what is unknown, the most weighty first.

    ``superseded`` and ``restating`` count positions that have no line: their own article replaces
    them, or they tell again what another of it tells.
    """

    assumed: tuple[Known, ...]
    following: tuple[Known, ...]
    outcomes: tuple[Outcome, ...]
    unknown: tuple[Unknown, ...]
    unused: tuple[Unused, ...]
    superseded: int
    restating: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Two scenarios side by side; ``differing`` are the places of the positions whose status is not the same."""

    one: Scenario
    other: Scenario
    differing: tuple[int, ...]


def scenario(
    holdings: Holdings,
    assumed: Iterable[str] = (),
    only: Only = EVERYTHING,
    *,
    start: int = 0,
    limit: int | None = None,
) -> Scenario:
    """The positions under assumptions such as "ceasefire=yes". Raises UsageError for what is none.

    With ``start`` and ``limit`` it shows so many outcomes from there on; what is counted is counted over all.
    """
    return scenarios(holdings, [tuple(assumed)], only, start=start, limit=limit)[0]


def compare_scenarios(
    holdings: Holdings, assumed: Iterable[str], other: Iterable[str], only: Only = EVERYTHING
) -> Compared:
    """The positions under two sets of assumptions."""
    first, second = scenarios(holdings, [tuple(assumed), tuple(other)], only)
    pairs = zip(first.outcomes, second.outcomes, strict=True)
    return Compared(
        first, second, tuple(place for place, (a, b) in enumerate(pairs) if (a.status, a.terms) != (b.status, b.terms))
    )


def scenarios(
    holdings: Holdings,
    sets: Iterable[Sequence[str]],
    only: Only = EVERYTHING,
    *,
    start: int = 0,
    limit: int | None = None,
) -> list[Scenario]:
    """A scenario for each set of assumptions, all of the same positions in the same order."""
    world = _prepared(holdings, start, limit) if only == EVERYTHING else None
    world = world or _world(holdings, only, start, limit)
    return [_scenario(world, told) for told in sets]


@dataclass(frozen=True, slots=True)
class World:
    """What a scenario is asked of: the lines to show, each with the group that it is taken to be a part of.

    ``open_on`` tells for each proposition named how many lines, of all, it leaves undetermined while
    nothing is assumed; ``shapes_on`` gives what hangs on any of some propositions, and how many lines do.
    """

    lines: Sequence[tuple[Undertaking, Undertaking | None]]
    open_on: Mapping[str, int]
    shapes_on: Callable[[Iterable[str]], Iterable[tuple[Shape, int]]]
    superseded: int
    restating: int


def _prepared(holdings: Holdings, start: int, limit: int | None) -> World | None:
    """All that is held, as it is kept ready; None where it is not."""
    totals, open_on = holdings.prepared(Ready.TOTALS), holdings.prepared(Ready.OPEN)
    lines = holdings.prepared(Ready.LINE, "", LAST_KEY, start=start, limit=limit)
    if not totals or not open_on or lines is None:
        return None

    def shapes_on(keys: Iterable[str]) -> Iterator[tuple[Shape, int]]:
        seen: set[str] = set()
        for key in keys:
            for body in holdings.prepared(Ready.SHAPE, key) or ():
                yield from (each for each in shapes_of(body) if seen.isdisjoint(each[0].keys))
            seen.add(key)

    counts = decode(Totals, json.loads(totals[0]))
    return World(
        [line_of(body) for body in lines], _left_open(open_on[0]), shapes_on, counts.superseded, counts.restating
    )


def _world(holdings: Holdings, only: Only, start: int, limit: int | None) -> World:
    only = settled(holdings, only)
    found = undertakings(holdings, only)
    joint = _joint(holdings, only, found.lines)
    lines = tuple(zip(found.lines, joint, strict=True))
    shapes = Counter(shape(*line) for line in lines)

    def shapes_on(keys: Iterable[str]) -> list[tuple[Shape, int]]:
        wanted = frozenset(keys)
        return [each for each in shapes.items() if not wanted.isdisjoint(each[0].keys)]

    shown = lines[start : None if limit is None else start + limit]
    return World(shown, open_on(shapes), shapes_on, found.superseded, found.restating)


def hanging(holdings: Holdings, keys: Iterable[str]) -> int:
    """How many positions hang on any of these propositions, in all stories; a refusal or a demand on none."""
    world = _prepared(holdings, 0, 0) or _world(holdings, EVERYTHING, 0, 0)
    return sum(count for each, count in world.shapes_on(keys) if each.stance not in NEVER_IN_FORCE)


def everything_of(holdings: Holdings, only: Only) -> Sequence[tuple[Undertaking, Undertaking | None]]:
    """The lines asked for, in the order of outcomes, each with the group that it is taken to be a part of."""
    return _world(holdings, only, 0, None).lines


def _left_open(body: str) -> dict[str, int]:
    return {key: left for key, (left, _) in open_of(body).items()}


def line_key(party: Party, identity: str) -> str:
    """By which the lines of a party are kept, as lines of all parties are ordered: its name on them and its id."""
    return f"{party.name}\x01{identity}"


def line_body(line: Undertaking, part_of: Undertaking | None) -> str:
    """A line as it is kept ready."""
    return json.dumps([encode(line), encode(part_of)], ensure_ascii=False, separators=(",", ":"))


def line_of(body: str) -> tuple[Undertaking, Undertaking | None]:
    """The line that is kept so."""
    line, part_of = json.loads(body)
    return decode(Undertaking, line), part_of and decode(Undertaking, part_of)


def _scenario(world: World, told: Sequence[str]) -> Scenario:
    keys = world.open_on.keys()
    given = assumptions(told, keys)
    return Scenario(
        given.assumed,
        tuple(each for each in given.following if each.key in keys),
        tuple(outcome(line, given, part_of) for line, part_of in world.lines),
        _unknown(world, given),
        tuple(_unused(each, keys) for each in given.assumed if not _used(each, keys)),
        world.superseded,
        world.restating,
    )


def _unknown(world: World, given: Assumptions) -> tuple[Unknown, ...]:
    """What is unknown: as it is while nothing is assumed, but for what hangs on what is known now."""
    found, known = Counter(world.open_on), given.holding
    for each, count in world.shapes_on(known):
        for key in each.depends_on({}):
            found[key] -= count
        for key in each.depends_on(known):
            found[key] += count
    return in_order(found)


def outcome(line: Undertaking, given: Assumptions, part_of: Undertaking | None = None) -> Outcome:
    """What becomes of a position under the assumptions."""
    decided = shape(line, part_of)
    terms = decided.terms(given.holding)
    if part_of:
        theirs = [(each, _truth(each.propositions, given)) for each in part_of.requirements]
        reason = part_reason(line, part_of, theirs, given)
    else:
        own = [(each, _truth(each.propositions, given)) for each in line.requirements]
        reason = reason_of(line, own, given, terms)
    return Outcome(
        line,
        _status(line.stance, terms),
        terms,
        reason,
        decided.depends_on(given.holding),
        part_of.party.name if part_of else None,
    )


def _status(stance: Stance, terms: Truth) -> Status:
    """A refusal and a demand commit nobody to the undertaking; who is undecided has still to decide."""
    if stance in NEVER_IN_FORCE:
        return Status.NOT_IN_FORCE
    if stance is Stance.UNDECIDED:
        return Status.UNDETERMINED
    return {Truth.YES: Status.IN_FORCE, Truth.NO: Status.NOT_IN_FORCE}.get(terms, Status.UNDETERMINED)


def _truth(asked: Sequence[Proposition], given: Assumptions) -> Truth:
    """One of the propositions is enough; where there is none the words were not understood."""
    return disjunction(map(given.of, asked)) if asked else Truth.UNDETERMINED


def _joint(holdings: Holdings, only: Only, lines: Sequence[Undertaking]) -> list[Undertaking | None]:
    """For each position told without a condition the counted group's in the same story that it may be a part of.

    "26 nations will offer guarantees once the war is over; some countries will do so from outside": what sets
    off the whole sets off its parts.
    """
    known = wholes(lines if not only.of_positions else groups_lines(holdings, only))
    return [part_of(line, known) for line in lines]


Wholes = dict[tuple[str | None, Action], Undertaking]


def part_of(line: Undertaking, known: Wholes) -> Undertaking | None:
    """The joint undertaking that a line without conditions may be a part of."""
    bare = line.stance in _COMMITTING and line.story is not None and not line.requirements and not line.party.size
    return known.get((line.story, line.action)) if bare else None


def wholes(lines: Iterable[Undertaking]) -> Wholes:
    """What counted groups undertake under a condition, by story and action; of several what most origins tell."""
    return {
        (line.story, line.action): line
        for line in sorted(lines, key=lambda each: (each.origins, each.tellings))
        if line.story and line.party.size and line.requirements and line.stance in _COMMITTING
    }


def groups_lines(holdings: Holdings, only: Only = EVERYTHING, ground: Ground | None = None) -> Sequence[Undertaking]:
    """The lines of all counted groups in the documents asked for, whatever party, action and stance are."""
    asked = chosen_documents(holdings, replace(only, party=None, action=None, stance=None))
    groups = sorted({party.id for party in holdings.parties() if party.size})
    told = {each.id: each for group in groups for each in holdings.positions(party=group) if each.document in asked}
    found = gathered(holdings, told.values(), ground=ground).lines
    return [line for line in found if line.party.id in groups]


def in_order(found: Mapping[str, int]) -> tuple[Unknown, ...]:
    """The propositions that leave lines undetermined, those that most hang on first."""
    left = ((key, count) for key, count in found.items() if count)
    return tuple(Unknown(key, count) for key, count in sorted(left, key=lambda each: (-each[1], each[0])))


def _used(assumed: Known, keys: Iterable[str]) -> bool:
    alone = Assumptions({assumed.key: assumed.holds})
    return any(alone.known(key) for key in keys)


def _unused(assumed: Known, keys: Iterable[str]) -> Unused:
    return Unused(assumed.key, tuple(get_close_matches(assumed.key, sorted(keys), n=3, cutoff=0.5)))
