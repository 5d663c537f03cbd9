"""Positions over time as a drawing: a lane for each party or action, a row in it for each stance, firmest on top.

Places across are in hundredths of the width, so that one drawing fits a phone and a wide screen with marks and
words in the same size; places down are in pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from onrecord import ask
from onrecord.model import Stance
from onrecord.web.views import Drawing, DrawnLane, DrawnMark, DrawnTurn
from onrecord.web.wording import STANCE_WORDS, counted, day

_LEFT, _RIGHT, _UNDATED = 5.0, 95.0, 94.0  # hundredths of the width
_RIGHT_OF_DATED = 80.0  # where some are not dated
_ROW, _LABEL, _GAP = 28, 26, 10  # pixels
_NEAR = 7.0  # marks of a row nearer than this are one, with a number
# the firmest for it on top, the firmest against it below; what others ask is nobody's own
_ORDER = (Stance.PLEDGED, Stance.THREATENED, Stance.WILLING, Stance.UNDECIDED, Stance.REFUSED, Stance.DEMANDED)
_TURNS = (
    ask.ChangeKind.HARDENED,
    ask.ChangeKind.SOFTENED,
    ask.ChangeKind.WITHDRAWN,
    ask.ChangeKind.CONTRADICTED,
)


class Drawable(Protocol):
    """A position that is drawn, such as one of a timeline or a lane."""

    @property
    def id(self) -> str:
        """The position's."""

    @property
    def day(self) -> str | None:
        """When it was said, None where that is not told."""

    @property
    def stance(self) -> Stance:
        """What its party holds."""

    @property
    def conditional(self) -> bool:
        """Whether it holds under a condition only."""

    @property
    def turns(self) -> tuple[ask.Turn, ...]:
        """What it changed."""

    @property
    def judged(self) -> bool:
        """Whether a person has accepted or changed it."""


def drawing(lanes: Mapping[str, Sequence[Drawable]]) -> Drawing:
    """The lanes, by their labels, over the days that any of them tells."""
    scale = _Scale([each for told in lanes.values() for each in told])
    found, top = [], 0
    for label, told in lanes.items():
        lane = _lane(label, told, scale, top)
        found.append(lane)
        top = lane.bottom
    return Drawing(tuple(found), scale.ticks, top, scale.dated)


class _Scale:
    """Where a day stands; what is not dated stands apart on the right."""

    def __init__(self, told: Sequence[Drawable]) -> None:
        days = sorted({found for each in told if (found := _number(each.day)) is not None})
        self._undated = any(_number(each.day) is None for each in told)
        self._right = _RIGHT_OF_DATED if self._undated else _RIGHT
        self._first, self._last = (days[0], days[-1]) if days else (0, 0)

    def at(self, moment: str | None) -> float:
        number = _number(moment)
        if number is None:
            return _UNDATED
        if self._first == self._last:
            return round((_LEFT + self._right) / 2, 2)
        return round(_LEFT + (self._right - _LEFT) * (number - self._first) / (self._last - self._first), 2)

    @property
    def dated(self) -> bool:
        return self._first > 0

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The first day, the last, and one between where there is room for its name."""
        days = dict.fromkeys((self._first, (self._first + self._last) // 2, self._last)) if self._first else {}
        told = [date.fromordinal(each).isoformat() for each in days]
        if len(told) == 3 and self._last - self._first < 3:
            told.pop(1)
        ticks = [(self.at(each), day(each)) for each in told]
        return (*ticks, (_UNDATED, "not dated")) if self._undated else tuple(ticks)


def _number(moment: str | None) -> int | None:
    try:
        return date.fromisoformat((moment or "")[:10]).toordinal()
    except ValueError:
        return None


def _lane(label: str, told: Sequence[Drawable], scale: _Scale, top: int) -> DrawnLane:
    rows = [stance for stance in _ORDER if any(each.stance is stance for each in told)]
    middle = {stance: top + _LABEL + _ROW * number + _ROW // 2 for number, stance in enumerate(rows)}
    marks: list[DrawnMark] = []
    place_of: dict[str, DrawnMark] = {}
    for stance in rows:
        for group in _near([each for each in told if each.stance is stance], scale):
            mark = _mark(group, scale, middle[stance])
            marks.append(mark)
            place_of |= {each.id: mark for each in group}
    return DrawnLane(
        label, top + _LABEL - 8, top + _LABEL + _ROW * len(rows) + _GAP, tuple(marks), _turned(told, place_of)
    )


def _near(told: Sequence[Drawable], scale: _Scale) -> list[list[Drawable]]:
    """What stands too near to be told apart, together."""
    groups: list[list[Drawable]] = []
    for each in sorted(told, key=lambda one: (scale.at(one.day), one.id)):
        if groups and scale.at(each.day) - scale.at(groups[-1][0].day) < _NEAR:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _mark(group: Sequence[Drawable], scale: _Scale, y: int) -> DrawnMark:
    days = dict.fromkeys(day(each.day) or "not dated" for each in group)
    when = " to ".join(dict.fromkeys((next(iter(days)), list(days)[-1])))
    judged = any(each.judged for each in group)
    told = counted(len(group), "telling") + (", judged by a person" if judged else "")
    across = (scale.at(group[0].day) + scale.at(group[-1].day)) / 2
    return DrawnMark(
        round(across, 2),
        y,
        group[0].stance,
        tuple(each.id for each in group),
        f"{when}: {STANCE_WORDS[group[0].stance]}, {told}",
        any(each.conditional for each in group),
        judged,
    )


def _turned(told: Sequence[Drawable], place_of: Mapping[str, DrawnMark]) -> tuple[DrawnTurn, ...]:
    """A line from what was held before to what is held now; one for all that turn between the same marks."""
    found: defaultdict[tuple[float, int, float, int, ask.ChangeKind], list[str]] = defaultdict(list)
    for each in told:
        for turn in each.turns:
            before, now = place_of.get(turn.before or ""), place_of[each.id]
            if turn.kind in _TURNS and before is not None and turn.stance and (before.x, before.y) != (now.x, now.y):
                elsewhere = turn.kind is ask.ChangeKind.CONTRADICTED
                label = f"{turn.kind}: {STANCE_WORDS[turn.stance]} {'elsewhere' if elsewhere else 'before'}"
                label += f", {STANCE_WORDS[each.stance]} on {day(each.day)}" if each.day else ""
                found[before.x, before.y, now.x, now.y, turn.kind].append(label)
    return tuple(DrawnTurn(*place, labels[0]) for place, labels in found.items())
