"""What would be in force if given propositions held, and what that hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from onrecord.ask.assumptions import Assumptions, Known, Truth, assumptions, conjunction, disjunction
from onrecord.ask.choice import EVERYTHING, Only
from onrecord.ask.undertakings import Requirement, Undertaking, undertakings
from onrecord.model import Action, PartyKind, Proposition, Stance
from onrecord.model.holdings import Holdings

_COMMITTING = (Stance.PLEDGED, Stance.WILLING)
_NO_COMMITMENT = {
    Stance.REFUSED: "refused",
    Stance.DEMANDED: "demanded of it: not its own word",
    Stance.UNDECIDED: "undecided",
}


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


def scenario(holdings: Holdings, assumed: Iterable[str] = (), only: Only = EVERYTHING) -> Scenario:
    """The positions under assumptions such as "ceasefire=yes". Raises UsageError for what is none."""
    return scenarios(holdings, [tuple(assumed)], only)[0]


def compare_scenarios(
    holdings: Holdings, assumed: Iterable[str], other: Iterable[str], only: Only = EVERYTHING
) -> Compared:
    """The positions under two sets of assumptions."""
    first, second = scenarios(holdings, [tuple(assumed), tuple(other)], only)
    pairs = zip(first.outcomes, second.outcomes, strict=True)
    return Compared(
        first, second, tuple(place for place, (a, b) in enumerate(pairs) if (a.status, a.terms) != (b.status, b.terms))
    )


def scenarios(holdings: Holdings, sets: Iterable[Sequence[str]], only: Only = EVERYTHING) -> list[Scenario]:
    """A scenario for each set of assumptions, all of the same positions in the same order."""
    gathered = undertakings(holdings, only)
    joint = _joint(gathered.lines)
    keys = {p.key for line in gathered.lines for each in line.requirements for p in each.propositions}
    found = []
    for told in sets:
        given = assumptions(told, keys)
        outcomes = tuple(outcome(line, given, part_of) for line, part_of in zip(gathered.lines, joint, strict=True))
        found.append(
            Scenario(
                given.assumed,
                tuple(each for each in given.following if each.key in keys),
                outcomes,
                _unknown(outcomes),
                tuple(_unused(each, keys) for each in given.assumed if not _used(each, keys)),
                gathered.superseded,
                gathered.restating,
            )
        )
    return found


def outcome(line: Undertaking, given: Assumptions, part_of: Undertaking | None = None) -> Outcome:
    """What becomes of a position under the assumptions."""
    own = [(each, _truth(each, given)) for each in line.requirements]
    theirs = [(each, _truth(each, given)) for each in part_of.requirements] if part_of else []
    terms = conjunction(value for _, value in own)
    shared = conjunction(value for _, value in theirs)
    if part_of and _is_part(line):
        terms = conjunction((terms, shared))
    elif shared is not Truth.YES:
        terms = conjunction((terms, Truth.UNDETERMINED))
    open_on = [p.key for each, value in (*own, *theirs) if value is Truth.UNDETERMINED for p in each.propositions]
    status = _status(line.stance, terms)
    reason = _reason(line, own, given, terms)
    if part_of:
        reason = f"no condition told of its own; {_part_reason(line, part_of, theirs, given)}"
    undetermined = status is Status.UNDETERMINED and terms is Truth.UNDETERMINED
    return Outcome(
        line,
        status,
        terms,
        reason,
        tuple(sorted({key for key in open_on if given.known(key) is None})) if undetermined else (),
        part_of.party.name if part_of else None,
    )


def _status(stance: Stance, terms: Truth) -> Status:
    """A refusal and a demand commit nobody to the undertaking; who is undecided has still to decide."""
    if stance in (Stance.REFUSED, Stance.DEMANDED):
        return Status.NOT_IN_FORCE
    if stance is Stance.UNDECIDED:
        return Status.UNDETERMINED
    return {Truth.YES: Status.IN_FORCE, Truth.NO: Status.NOT_IN_FORCE}.get(terms, Status.UNDETERMINED)


def _truth(requirement: Requirement, given: Assumptions) -> Truth:
    if not requirement.propositions:
        return Truth.UNDETERMINED
    return disjunction(map(given.of, requirement.propositions))


def _joint(lines: Sequence[Undertaking]) -> list[Undertaking | None]:
    """For each position told without a condition the counted group's in the same story that it may be a part of.

    "26 nations will offer guarantees once the war is over; some countries will do so from outside": what sets
    off the whole sets off its parts.
    """
    wholes: dict[tuple[str | None, Action], Undertaking] = {
        (line.story, line.action): line
        for line in sorted(lines, key=lambda each: (each.origins, each.party.id, each.tellings))
        if line.story and line.party.size and line.requirements and line.stance in _COMMITTING
    }
    return [
        wholes.get((line.story, line.action))
        if line.stance in _COMMITTING and not line.requirements and not line.party.size
        else None
        for line in lines
    ]


def _is_part(line: Undertaking) -> bool:
    """Whether it is a nameless part of a group ("some countries"); of a state it is not told."""
    return line.party.kind is PartyKind.GROUP


def _reason(line: Undertaking, told: Sequence[tuple[Requirement, Truth]], given: Assumptions, terms: Truth) -> str:
    stance = _NO_COMMITMENT.get(line.stance)
    hangs = _hangs(told, given, terms)
    if stance is None:
        return hangs or "no condition told"
    if line.stance is Stance.UNDECIDED:
        return f"undecided: its decision {hangs.removeprefix('it ')}" if hangs else "undecided; no condition told"
    if not hangs or terms is Truth.YES:
        return stance
    still = "no longer stands" if terms is Truth.NO else "may not stand"
    return f"{stance}; that {still}: {hangs}"


def _part_reason(
    line: Undertaking, part_of: Undertaking, told: Sequence[tuple[Requirement, Truth]], given: Assumptions
) -> str:
    value = conjunction(each for _, each in told)
    if _is_part(line):
        return f"as told of {part_of.party.name}: {_hangs(told, given, value)}"
    if value is Truth.YES:
        return f"what {part_of.party.name} undertake holds too: {_hangs(told, given, value)}"
    return f"whether it is a part of what {part_of.party.name} undertake is not told: {_hangs(told, given, value)}"


def _hangs(told: Sequence[tuple[Requirement, Truth]], given: Assumptions, terms: Truth) -> str:
    """The requirements that decide: those not met, else those undetermined, else all."""
    deciding = [each for each, value in told if value is terms]
    return "; ".join(_asked(each, given, terms) for each in deciding)


def _asked(requirement: Requirement, given: Assumptions, value: Truth) -> str:
    if not requirement.propositions:
        return f"depends on “{' '.join(requirement.quotes[0].exact.split())}”, which was not understood"
    either = " or ".join(map(literal, requirement.propositions))
    if value is Truth.UNDETERMINED:
        return f"depends on {either}, undetermined"
    known = [(each, given.known(each.key)) for each in requirement.propositions]
    if value is Truth.YES:
        return next(_known(each) for p, each in known if each is not None and each.holds is p.holds)
    return f"depends on {either}; {', '.join(dict.fromkeys(_known(each) for _, each in known if each is not None))}"


def _known(known: Known) -> str:
    holds = f"{known.key} {'holds' if known.holds else 'does not hold'}"
    if known.because is None:
        return f"{holds}, as assumed"
    return f"{holds}{', as is presumed' if known.presumed else ''}: {known.because}"


def _unknown(outcomes: Iterable[Outcome]) -> tuple[Unknown, ...]:
    found = Counter(key for each in outcomes for key in each.depends_on)
    return tuple(Unknown(key, count) for key, count in sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _used(assumed: Known, keys: Iterable[str]) -> bool:
    alone = Assumptions({assumed.key: assumed.holds})
    return any(alone.known(key) for key in keys)


def _unused(assumed: Known, keys: Iterable[str]) -> Unused:
    return Unused(assumed.key, tuple(get_close_matches(assumed.key, sorted(keys), n=3, cutoff=0.5)))


def literal(proposition: Proposition) -> str:
    """A proposition as it is written: "ceasefire", "not iran_compliance"."""
    return proposition.key if proposition.holds else f"not {proposition.key}"
