"""What would be in force if given propositions held, and what that hangs on."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from onrecord.ask.assumptions import Assumptions, Known, Truth, assumptions, conjunction, disjunction
from onrecord.ask.choice import EVERYTHING, Only, chosen_documents, settled
from onrecord.ask.undertakings import Ground, Requirement, Undertaking, gathered, undertakings
from onrecord.model import Action, Party, PartyKind, Proposition, Stance
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import LAST_KEY, Ready, Totals

_COMMITTING = (Stance.PLEDGED, Stance.WILLING)
_NEVER_IN_FORCE = (Stance.REFUSED, Stance.DEMANDED)
NO_CONDITION = "no condition told"
LINES_APART = 1_024  # places from one line that is kept ready to the next: others may come between
_Weighed = tuple[Requirement, Truth]


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
    return sum(count for each, count in world.shapes_on(keys) if each.stance not in _NEVER_IN_FORCE)


def everything_of(holdings: Holdings, only: Only) -> Sequence[tuple[Undertaking, Undertaking | None]]:
    """The lines asked for, in the order of outcomes, each with the group that it is taken to be a part of."""
    return _world(holdings, only, 0, None).lines


def open_on(shapes: Mapping[Shape, int]) -> dict[str, int]:
    """For each proposition named how many lines it leaves undetermined while nothing is assumed."""
    found = dict.fromkeys(sorted({key for each in shapes for key in each.keys}), 0)
    for each, count in shapes.items():
        for key in each.depends_on({}):
            found[key] += count
    return found


def open_anew(kept: Mapping[str, tuple[int, int]], changed: Mapping[Shape, int]) -> dict[str, tuple[int, int]]:
    """For each proposition how many lines it leaves open, and how many name it, with these counted in, or out."""
    left, naming = Counter({key: each for key, (each, _) in kept.items()}), Counter[str]()
    naming.update({key: each for key, (_, each) in kept.items()})
    for each, count in changed.items():
        for key in each.keys:
            naming[key] += count
        for key in each.depends_on({}):
            left[key] += count
    return {key: (left[key], naming[key]) for key in sorted(naming) if naming[key]}


def open_body(counted: Mapping[str, tuple[int, int]]) -> str:
    """What each proposition leaves open as it is kept ready."""
    return json.dumps(counted, ensure_ascii=False, separators=(",", ":"))


def open_of(body: str) -> dict[str, tuple[int, int]]:
    """What is kept so."""
    return {key: (left, naming) for key, (left, naming) in json.loads(body).items()}


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


def shapes_on_each(shapes: Mapping[Shape, int]) -> dict[str, list[tuple[Shape, int]]]:
    """What lines hang on together, by each of its propositions: alike once, and only what may be left undetermined."""
    weighed: Counter[Shape] = Counter()
    for each, count in shapes.items():
        if each.stance not in _NEVER_IN_FORCE:
            theirs = None if each.theirs is None else _once(each.theirs)
            weighed[Shape(Stance.PLEDGED, _once(each.own), theirs, each.is_part)] += count
    found: defaultdict[str, list[tuple[Shape, int]]] = defaultdict(list)
    for each, count in weighed.items():
        for key in each.keys:
            found[key].append((each, count))
    return dict(found)


def _once(asked: Asked) -> Asked:
    return tuple(sorted(set(asked)))


def shapes_body(counted: Iterable[tuple[Shape, int]]) -> str:
    """Shapes with their counts as they are kept ready: short and in one, as thousands may hang on one proposition."""
    told = [[each.own, each.theirs, each.is_part, count] for each, count in counted]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def shapes_of(body: str) -> Iterator[tuple[Shape, int]]:
    """The shapes that are kept so."""
    for own, theirs, is_part, count in json.loads(body):
        yield Shape(Stance.PLEDGED, _unpacked(own), None if theirs is None else _unpacked(theirs), is_part), count


def _unpacked(told: list[list[tuple[str, bool]]]) -> Asked:
    return tuple([tuple([(key, holds) for key, holds in each]) for each in told])


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


#: for each requirement its propositions, of which one is enough, each with whether it must hold
Asked = tuple[tuple[tuple[str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a line that decides what becomes of it.

    ``own`` is what each of its requirements names, ``theirs`` the same of the group that it is taken to
    be a part of, None where there is none; ``is_part``: it is one, while of a state it is not told.
    What is ``known`` tells of propositions whether they hold.
    """

    stance: Stance
    own: Asked
    theirs: Asked | None
    is_part: bool

    @property
    def keys(self) -> frozenset[str]:
        """The propositions that it names."""
        return frozenset([key for each in self.asked for key, _ in each])

    @property
    def asked(self) -> Asked:
        """All that it hangs on, its own first."""
        return self.own if self.theirs is None else (*self.own, *self.theirs)

    def terms(self, known: Mapping[str, bool]) -> Truth:
        """Whether all it asks is met; what is asked of a state by what a group undertakes leaves it open at most."""
        terms, shared = _all_met(self.own, known), _all_met(self.theirs or (), known)
        if self.is_part:
            return conjunction((terms, shared))
        return terms if shared is Truth.YES else conjunction((terms, Truth.UNDETERMINED))

    def depends_on(self, known: Mapping[str, bool]) -> tuple[str, ...]:
        """The propositions that leave it undetermined, sorted."""
        if self.stance in _NEVER_IN_FORCE or self.terms(known) is not Truth.UNDETERMINED:
            return ()
        left = {key for each in self.asked if _met(each, known) is Truth.UNDETERMINED for key, _ in each}
        return tuple(sorted(left - known.keys()))


def _all_met(asked: Asked, known: Mapping[str, bool]) -> Truth:
    """Whether all requirements are met, as :func:`conjunction` has it."""
    found = Truth.YES
    for each in asked:
        met = _met(each, known)
        if met is Truth.NO:
            return met
        if met is Truth.UNDETERMINED:
            found = met
    return found


def _met(either: tuple[tuple[str, bool], ...], known: Mapping[str, bool]) -> Truth:
    """Whether one of the propositions is so, as :func:`disjunction` has it; without any it was not understood."""
    found = Truth.NO if either else Truth.UNDETERMINED
    for key, holds in either:
        told = known.get(key)
        if told is holds:
            return Truth.YES
        if told is None:
            found = Truth.UNDETERMINED
    return found


def shape(line: Undertaking, part_of: Undertaking | None) -> Shape:
    """What decides what becomes of a line."""
    theirs = _asks(part_of) if part_of else None
    return Shape(line.stance, _asks(line), theirs, part_of is not None and _is_part(line))


def _asks(line: Undertaking) -> Asked:
    return tuple(tuple((p.key, p.holds) for p in each.propositions) for each in line.requirements)


def outcome(line: Undertaking, given: Assumptions, part_of: Undertaking | None = None) -> Outcome:
    """What becomes of a position under the assumptions."""
    decided = shape(line, part_of)
    terms = decided.terms(given.holding)
    if part_of:
        theirs = [(each, _truth(each.propositions, given)) for each in part_of.requirements]
        reason = _part_reason(line, part_of, theirs, given)
    else:
        own = [(each, _truth(each.propositions, given)) for each in line.requirements]
        reason = _reason(line, own, given, terms)
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
    if stance in _NEVER_IN_FORCE:
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


def _is_part(line: Undertaking) -> bool:
    """Whether it is a nameless part of a group ("some countries"); of a state it is not told."""
    return line.party.kind is PartyKind.GROUP


def _reason(line: Undertaking, told: Sequence[_Weighed], given: Assumptions, terms: Truth) -> str:
    hangs = _hangs(told, given, terms)
    if line.stance is Stance.UNDECIDED:
        if not hangs:
            return "undecided, and on what it depends is not told"
        return f"undecided {'still' if terms is Truth.YES else 'yet'}: {hangs}"
    if line.stance not in _NEVER_IN_FORCE:
        return hangs or NO_CONDITION
    stance = line.stance.value
    if line.stance is Stance.DEMANDED and line.said_by:
        stance = f"demanded by {', '.join(line.said_by)}"
    if not hangs or terms is Truth.YES:
        return stance
    return f"{stance}; whether that stands {hangs}" if terms is not Truth.NO else f"{stance}, but no longer: {hangs}"


def _part_reason(line: Undertaking, part_of: Undertaking, told: Sequence[_Weighed], given: Assumptions) -> str:
    value = conjunction(each for _, each in told)
    hangs = _hangs(told, given, value)
    if _is_part(line):
        return f"{NO_CONDITION} of its own; as told of {part_of.party.name}: {hangs}"
    if value is Truth.YES:
        return f"{NO_CONDITION} of its own; that of {part_of.party.name} is met: {hangs}"
    return f"{NO_CONDITION} of its own; whether it is a part of what {part_of.party.name} do is not told: {hangs}"


def _hangs(told: Sequence[_Weighed], given: Assumptions, terms: Truth) -> str:
    """The requirements that decide: those not met, else those undetermined, else all."""
    return "; ".join(dict.fromkeys(_asked(each, given, terms) for each, value in told if value is terms))


def _asked(requirement: Requirement, given: Assumptions, value: Truth) -> str:
    if not requirement.propositions:
        return f"depends on “{' '.join(requirement.quotes[0].exact.split())}”, which was not understood"
    either = " or ".join(map(literal, requirement.propositions))
    if value is Truth.UNDETERMINED:
        return f"depends on {either}, undetermined"
    known = [(each, given.known(each.key)) for each in requirement.propositions]
    if value is Truth.YES:
        return next(_known(each) for p, each in known if each is not None and each.holds is p.holds)
    told = ", and ".join(dict.fromkeys(_known(each) for _, each in known if each is not None))
    if len(known) == 1:
        return f"depends on {either}, {told.replace(known[0][0].key, 'which', 1)}"
    return f"depends on {either}, but {told}"


def _known(known: Known) -> str:
    """Whether a proposition holds, and why: "ceasefire holds, as assumed"."""
    presumed = "presumably " if known.presumed else ""
    holds = f"{known.key} {presumed}{'holds' if known.holds else 'does not hold'}"
    if known.since is None:
        return f"{holds}, as assumed"
    return f"{holds}, as {known.since.key} {'does' if known.since.holds else 'does not'}: {known.because}"


def in_order(found: Mapping[str, int]) -> tuple[Unknown, ...]:
    """The propositions that leave lines undetermined, those that most hang on first."""
    left = ((key, count) for key, count in found.items() if count)
    return tuple(Unknown(key, count) for key, count in sorted(left, key=lambda each: (-each[1], each[0])))


def _used(assumed: Known, keys: Iterable[str]) -> bool:
    alone = Assumptions({assumed.key: assumed.holds})
    return any(alone.known(key) for key in keys)


def _unused(assumed: Known, keys: Iterable[str]) -> Unused:
    return Unused(assumed.key, tuple(get_close_matches(assumed.key, sorted(keys), n=3, cutoff=0.5)))


def literal(proposition: Proposition) -> str:
    """A proposition as it is written: "ceasefire", "not iran_compliance"."""
    return proposition.key if proposition.holds else f"not {proposition.key}"
