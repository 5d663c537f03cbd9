"""Scenarios on a terminal: what would be in force, what would not, what is undetermined; two side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import click

from onrecord.ask import NO_CONDITION, Compared, Outcome, Scenario, Status, Truth, Undertaking
from onrecord.cli.marks import CONTESTED, DERIVED, JUDGED, coloured, shape
from onrecord.cli.terminal import columns, fit, paragraph, printable, screen_width
from onrecord.cli.wording import counted
from onrecord.model import Stance

_WORDS = " " * 6
_HEADINGS = (
    "In force",
    "Willing, not pledged: would be called upon",
    "Threatened: would apply",
    "Undetermined",
    "Not in force",
    "Refused: in force in no scenario",
    "Demanded by others: in force in no scenario",
)
_IN_FORCE = {Stance.PLEDGED: 0, Stance.WILLING: 1, Stance.THREATENED: 2}
_NEVER = {Stance.REFUSED: 5, Stance.DEMANDED: 6}
_STATUS = {Status.IN_FORCE: "in force", Status.NOT_IN_FORCE: "not in force", Status.UNDETERMINED: "undetermined"}
_COLUMN = len("not in force")


def scenario_lines(found: Scenario) -> Iterator[str]:
    """What is assumed, the positions by what becomes of them, and the propositions that are unknown."""
    yield from _assumed(found)
    if not found.outcomes:
        yield "No positions."
        return
    for heading, outcomes in _sections(found.outcomes):
        if outcomes:
            yield ""
            yield click.style(f"{heading} ({len(outcomes)})", bold=True)
        for outcome in outcomes:
            plain = outcome.reason == NO_CONDITION
            note = f", {NO_CONDITION}" if plain else ""
            yield from paragraph(undertaking_head(outcome.undertaking) + note, "  ", _WORDS)
            if not plain and outcome.reason != outcome.undertaking.stance:
                yield from paragraph(_why(outcome), _WORDS)
    yield from _unknown(found)
    yield ""
    yield from _remarks(found)


def compared_lines(found: Compared) -> Iterator[str]:
    """The positions of which the scenarios tell different things, with both reasons; how many are the same."""
    for name, each in (("A", found.one), ("B", found.other)):
        yield from _assumed(each, f"{name}  ")
    yield ""
    room = max(_COLUMN, screen_width() - 2 * (_COLUMN + 2))
    yield f"{fit('', room)}  {fit('A', _COLUMN)}  B"
    for place in found.differing:
        one, other = found.one.outcomes[place], found.other.outcomes[place]
        head = undertaking_head(one.undertaking)
        both = f"{fit(_in(one), _COLUMN)}  {_in(other)}"
        if columns(head) <= room:
            yield f"{head}{' ' * (room - columns(head))}  {both}"
        else:
            yield from paragraph(head, "", _WORDS)
            yield f"{' ' * room}  {both}"
        yield from paragraph(f"A: {_why(one)}", _WORDS, _WORDS + "   ")
        yield from paragraph(f"B: {_why(other)}", _WORDS, _WORDS + "   ")
    if not found.differing:
        yield "No position differs."
    same = len(found.one.outcomes) - len(found.differing)
    yield ""
    yield from paragraph(f"{counted(same, 'position')} the same in both")
    for label, each in (("A", found.one), ("B", found.other)):
        yield from paragraph(f"{label}: {_counts(each)}")


def _assumed(found: Scenario, label: str = "") -> Iterator[str]:
    told = ", ".join(f"{each.key} {'yes' if each.holds else 'no'}" for each in found.assumed)
    yield from paragraph(label + click.style(f"Assumed: {told or 'nothing'}", bold=True), "", " " * len(label))
    for each in found.following:
        sure = "presumed" if each.presumed else "so"
        yield from paragraph(f"{sure}: {each.key} {'yes' if each.holds else 'no'} ({each.because})", " " * len(label))
    for unused in found.unused:
        like = f"; did you mean {', '.join(unused.like)}?" if unused.like else ""
        yield from paragraph(f"no position here hangs on {unused.key}{like}", " " * len(label))


def _sections(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    for number, heading in enumerate(_HEADINGS):
        yield heading, [each for each in outcomes if _section(each) == number]


def _section(outcome: Outcome) -> int:
    stance = outcome.undertaking.stance
    if outcome.status is Status.IN_FORCE:
        return _IN_FORCE[stance]
    return 3 if outcome.status is Status.UNDETERMINED else _NEVER.get(stance, 4)


def undertaking_head(line: Undertaking, *, named: bool = True) -> str:
    """A position in a line: stance, party, action, place, and its independent origins."""
    mark = coloured(shape(line.stance), line.stance)
    where = f", {', '.join(map(printable, line.where))}" if line.where else ""
    told = f" ({printable(line.object)})" if line.object else ""
    signs = (CONTESTED if line.contested else "") + (DERIVED if line.derived else "") + (JUDGED if line.judged else "")
    who = f"{click.style(printable(line.party.name), bold=True)}: " if named else ""
    action = line.action.value.replace("_", " ")
    return f"{mark} {who}{line.stance.value}, {action}{where}{told} · {line.origins}{signs}"


def _why(outcome: Outcome) -> str:
    return printable(outcome.reason)


def _in(outcome: Outcome) -> str:
    """The status, of a refusal or demand whether it stands."""
    if outcome.undertaking.stance in (Stance.REFUSED, Stance.DEMANDED):
        return {Truth.YES: "stands", Truth.NO: "lapses"}.get(outcome.terms, "may stand")
    return _STATUS[outcome.status]


def _unknown(found: Scenario) -> Iterator[str]:
    if not found.unknown:
        return
    yield ""
    yield click.style("Unknown, with how many positions hang on it", bold=True)
    for each in found.unknown:
        yield from paragraph(f"{each.positions:>4}  {printable(each.key)}", "  ", _WORDS)


def _remarks(found: Scenario) -> Iterator[str]:
    yield from paragraph(_counts(found))
    apart = (
        (found.restating, "position that tells another again", "positions that tell others again"),
        (found.superseded, "position that its own article replaces", "positions that their own articles replace"),
    )
    told = [f"{number} {one if number == 1 else many}" for number, one, many in apart if number]
    if told:
        yield from paragraph(f"not counted: {', '.join(told)}")
    yield from paragraph(f"number: independent origins  {CONTESTED} tellings part  {DERIVED} headline only")


def _counts(found: Scenario) -> str:
    """How many positions there are of each kind, those that are in force as pledges first."""
    sections = Counter(map(_section, found.outcomes))
    never = sum(sections[each] for each in _NEVER.values())
    counts = (
        (sections[0], "pledged and in force"),
        (sections[1], "willing"),
        (sections[2], "threatened"),
        (sections[3], "undetermined"),
        (sections[4], "not in force"),
        (never, "refused or only demanded"),
    )
    return ", ".join(f"{number} {words}" for number, words in counts if number)
