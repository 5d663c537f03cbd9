"""Why a position is in force or is not, in words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.ask.assumptions import Assumptions, Known, Truth, conjunction
from onrecord.ask.shapes import NEVER_IN_FORCE, is_nameless_part
from onrecord.ask.undertakings import Requirement, Undertaking
from onrecord.model import Proposition, Stance

NO_CONDITION = "no condition told"
_Weighed = tuple[Requirement, Truth]


def reason_of(line: Undertaking, told: Sequence[_Weighed], given: Assumptions, terms: Truth) -> str:
    hangs = _hangs(told, given, terms)
    if line.stance is Stance.UNDECIDED:
        if not hangs:
            return "undecided, and on what it depends is not told"
        return f"undecided {'still' if terms is Truth.YES else 'yet'}: {hangs}"
    if line.stance not in NEVER_IN_FORCE:
        return hangs or NO_CONDITION
    stance = line.stance.value
    if line.stance is Stance.DEMANDED and line.said_by:
        stance = f"demanded by {', '.join(line.said_by)}"
    if not hangs or terms is Truth.YES:
        return stance
    return f"{stance}; whether that stands {hangs}" if terms is not Truth.NO else f"{stance}, but no longer: {hangs}"


def part_reason(line: Undertaking, part_of: Undertaking, told: Sequence[_Weighed], given: Assumptions) -> str:
    value = conjunction(each for _, each in told)
    hangs = _hangs(told, given, value)
    if is_nameless_part(line):
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


def literal(proposition: Proposition) -> str:
    """A proposition as it is written: "ceasefire", "not iran_compliance"."""
    return proposition.key if proposition.holds else f"not {proposition.key}"
