"""A scenario as data: all that decides what becomes of each position, for a program that has no register at hand.

The static site evaluates it in the reader's browser (``web/static/logic.js``); the tests hold that both
evaluations give the same outcomes and reasons under random assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.ask.assumptions import Following, following
from onrecord.ask.choice import EVERYTHING, Only
from onrecord.ask.scenario import everything_of
from onrecord.ask.undertakings import Requirement, Undertaking
from onrecord.model import PartyKind, Proposition, Stance
from onrecord.model.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Needed:
    """One of what must be so: any of the propositions; where there is none, the words that were not understood."""

    any_of: tuple[Proposition, ...]
    words: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """What decides what becomes of a position.

    All of ``needs`` must be met. ``whole`` names the group that it is taken to be a part of, ``whole_needs`` is what
    that asks; ``is_part``: it is one, while of a state it is not told.
    """

    stance: Stance
    said_by: tuple[str, ...]
    needs: tuple[Needed, ...]
    whole: str | None
    whole_needs: tuple[Needed, ...]
    is_part: bool


@dataclass(frozen=True, slots=True)
class Logic:
    """The lines in the order of a scenario's outcomes, and what follows from every literal that can be known.

    ``keys`` are the propositions named: what follows for others is not told.
    """

    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    following: tuple[Following, ...]


def logic(holdings: Holdings, only: Only = EVERYTHING) -> Logic:
    """All that decides what becomes of the positions asked for."""
    lines = tuple(_line(*each) for each in everything_of(holdings, only))
    keys = sorted({each.key for line in lines for needed in (*line.needs, *line.whole_needs) for each in needed.any_of})
    return Logic(lines, tuple(keys), following(keys))


def _line(line: Undertaking, part_of: Undertaking | None) -> Line:
    return Line(
        line.stance,
        line.said_by,
        _needed(line.requirements),
        part_of.party.name if part_of else None,
        _needed(part_of.requirements) if part_of else (),
        part_of is not None and line.party.kind is PartyKind.GROUP,
    )


def _needed(requirements: Iterable[Requirement]) -> tuple[Needed, ...]:
    return tuple(
        Needed(each.propositions, None if each.propositions else " ".join(each.quotes[0].exact.split()))
        for each in requirements
    )
