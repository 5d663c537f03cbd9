"""What would be in force if given propositions held, and what that hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from onrecord.ask.assumptions import Assumptions, Known, Truth, assumptions, conjunction, disjunction
from onrecord.ask.choice import EVERYTHING, Only, chosen_documents, settled
from onrecord.ask.undertakings import Requirement, Undertaking, gathered, undertakings
from onrecord.model import Action, PartyKind, Proposition, Stance
from onrecord.model.holdings import Holdings

_COMMITTING = (Stance.PLEDGED, Stance.WILLING)
NO_CONDITION = "no condition told"
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
    only = settled(holdings, only)
    found = undertakings(holdings, only)
    joint = _joint(holdings, only, found.lines)
    hanging = (*found.lines, *filter(None, joint))
    keys = {p.key for line in hanging for each in line.requirements for p in each.propositions}
    made = []
    for told in sets:
        given = assumptions(told, keys)
        outcomes = tuple(outcome(line, given, part_of) for line, part_of in zip(found.lines, joint, strict=True))
        made.append(
            Scenario(
                given.assumed,
                tuple(each for each in given.following if each.key in keys),
                outcomes,
                _unknown(outcomes),
                tuple(_unused(each, keys) for each in given.assumed if not _used(each, keys)),
                found.superseded,
                found.restating,
            )
        )
    return made


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
    reason = _part_reason(line, part_of, theirs, given) if part_of else _reason(line, own, given, terms)
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


def _joint(holdings: Holdings, only: Only, lines: Sequence[Undertaking]) -> list[Undertaking | None]:
    """For each position told without a condition the counted group's in the same story that it may be a part of.

    "26 nations will offer guarantees once the war is over; some countries will do so from outside": what sets
    off the whole sets off its parts.
    """
    bare = [
        line.stance in _COMMITTING and line.story is not None and not line.requirements and not line.party.size
        for line in lines
    ]
    about = [line for line, each in zip(lines, bare, strict=True) if each]
    wholes: dict[tuple[str | None, Action], Undertaking] = {
        (line.story, line.action): line
        for line in sorted(_wholes(holdings, only, lines, about), key=lambda each: (each.origins, each.tellings))
        if line.story and line.party.size and line.requirements and line.stance in _COMMITTING
    }
    return [wholes.get((line.story, line.action)) if each else None for line, each in zip(lines, bare, strict=True)]


def _wholes(
    holdings: Holdings, only: Only, lines: Sequence[Undertaking], about: Sequence[Undertaking]
) -> Sequence[Undertaking]:
    """The lines among which those stand: all, or, where only some are asked for, those of the same stories."""
    if not only.of_positions:
        return lines
    stories, actions = {line.story for line in about}, {line.action for line in about}
    asked = chosen_documents(holdings, replace(only, party=None, action=None, stance=None))
    documents = sorted(
        document
        for story in holdings.comparison().stories
        if story.id in stories
        for document in story.documents
        if document in asked
    )
    told = (each for document in documents for each in holdings.positions(document=document))
    return gathered(holdings, (each for each in told if each.action in actions)).lines


def _is_part(line: Undertaking) -> bool:
    """Whether it is a nameless part of a group ("some countries"); of a state it is not told."""
    return line.party.kind is PartyKind.GROUP


def _reason(line: Undertaking, told: Sequence[_Weighed], given: Assumptions, terms: Truth) -> str:
    hangs = _hangs(told, given, terms)
    if line.stance is Stance.UNDECIDED:
        if not hangs:
            return "undecided, and on what it depends is not told"
        return f"undecided {'still' if terms is Truth.YES else 'yet'}: {hangs}"
    if line.stance not in (Stance.REFUSED, Stance.DEMANDED):
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
