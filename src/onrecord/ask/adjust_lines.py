"""The lines that judgements take from their places and those that they put there, and what hangs on propositions."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from onrecord.ask.kept import body_at, one
from onrecord.ask.scenario import LINES_APART, line_body, line_key, line_of
from onrecord.ask.shapes import Shape, open_anew, open_body, open_of, shape, shapes_body, shapes_of, shapes_on_each
from onrecord.ask.touched import Line, Touched
from onrecord.ask.undertakings import in_place
from onrecord.model import Party, Stance
from onrecord.model.codec import encode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Ready, TooFarReachingError


@dataclass(frozen=True, slots=True)
class LinesMoved:
    """What becomes of a party's lines: ``key`` is that by which they are kept now.

    ``asked`` tells of each line, in their order, whether it is a demand on the party. ``shapes`` counts what decides
    what becomes of the lines that come, and takes off those that are gone.
    """

    key: str
    asked: tuple[bool, ...]
    shapes: Counter[Shape]
    adjusted: tuple[Adjusted, ...]


def lines_moved(touched: Touched, named: Mapping[str, tuple[Party | None, Party | None]]) -> dict[str, LinesMoved]:
    """Of each party whose lines change, by id; ``named`` is how its lines name each before and after, if it has any."""
    were = touched.before.lines({party: name for party, (name, _) in named.items() if name})
    are = touched.after.lines({party: name for party, (_, name) in named.items() if name})
    found = {}
    for party in sorted(named):
        gone, come = _parted(were.get(party, ()), are.get(party, ()))
        before, after = named[party]
        renamed = before is not None and after is not None and before != after
        if gone or come or renamed:
            found[party] = _moved(touched.held, party, named[party], gone, come)
    return found


def hanging(held: Holdings, changed: Counter[Shape]) -> Iterator[Adjusted]:
    """What is left open by each proposition, and what hangs on it, with these shapes counted in, or out."""
    changed = Counter({each: count for each, count in changed.items() if count})
    kept = open_of((held.prepared(Ready.OPEN) or ["{}"])[0])
    yield Adjusted(Ready.OPEN, "", 0, open_body(open_anew(kept, changed)))
    for key, told in shapes_on_each(changed).items():
        counted: Counter[Shape] = Counter()
        for body in held.prepared(Ready.SHAPE, key) or ():
            counted.update(dict(shapes_of(body)))
        counted.update(dict(told))
        left = [(each, count) for each, count in counted.items() if count]
        yield Adjusted(Ready.SHAPE, key, 0, shapes_body(left) if left else None)


def _parted(were: Iterable[Line], are: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that are no more, and those that were not before."""
    bodies, others = Counter(line_body(*each) for each in were), Counter(line_body(*each) for each in are)
    return [line_of(each) for each in (bodies - others).elements()], [
        line_of(each) for each in (others - bodies).elements()
    ]


def _moved(
    held: Holdings, party: str, named: tuple[Party | None, Party | None], gone: Sequence[Line], come: Sequence[Line]
) -> LinesMoved:
    head = one(held, Ready.PARTY, party)
    lines = _Lines(held, party, head)
    out = {lines.number_of(line) for line in gone}
    among: defaultdict[int, list[Line]] = defaultdict(list)
    for line in sorted(come, key=lambda each: in_place(each[0])):
        among[lines.before(line)].append(line)
    shapes = Counter(shape(*line) for line in come)
    shapes.subtract(shape(*line) for line in gone)
    asked, gone_through = list[bool](), 0
    for number in sorted({*out, *among}):
        asked += lines.asked[gone_through:number]
        asked += [line.stance is Stance.DEMANDED for line, _ in among.get(number, ())]
        gone_through = number + (number in out)
    asked += lines.asked[gone_through:]
    before, after = named
    name = after or before
    key = line_key(name, party) if name else lines.key
    if before is not None and after is not None and before != after:
        adjusted = lines.renamed(before, after, out, among)
    else:
        adjusted = lines.placed(key, out, among)
    return LinesMoved(key, tuple(asked), shapes, tuple(adjusted))


class _Lines:
    """The lines of a party as they are kept, each opened as it is looked at."""

    def __init__(self, held: Holdings, party: str, head: Any) -> None:
        self.key = head["key"] if head else ""
        demands = frozenset(head["asked"]) if head else frozenset()
        self.asked = [number in demands for number in range(len(head["own"]) + len(demands))] if head else []
        self._held, self._party = held, party
        self._places = held.kept_places(Ready.LINE, self.key) if self.asked else []
        self._rows: dict[int, tuple[int, str]] = {}

    def number_of(self, line: Line) -> int:
        """Which of the lines this is. Raises TooFarReachingError where it is none."""
        number = self.before(line)
        if number == len(self.asked) or self._row(number)[1] != line_body(*line):
            raise TooFarReachingError
        return number

    def before(self, line: Line) -> int:
        """The number of the line before which this comes, or which it is."""
        return bisect_left(
            range(len(self.asked)), in_place(line[0]), key=lambda number: in_place(line_of(self._row(number)[1])[0])
        )

    def placed(self, key: str, out: Set[int], among: Mapping[int, Sequence[Line]]) -> list[Adjusted]:
        """The lines taken from their places, and new ones put where they come in the order of all lines."""
        found = {self._row(number)[0]: Adjusted(Ready.LINE, key, self._row(number)[0], None) for number in out}
        between: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
        for number in sorted(among):
            between[self._around(number, out)] += among[number]
        for (first, last), lines in between.items():
            if last - first <= len(lines):  # there is no room left
                return self._anew(key, out, among)
            for number, line in enumerate(lines, 1):
                place = first + (last - first) * number // (len(lines) + 1)
                found[place] = Adjusted(Ready.LINE, key, place, line_body(*line))
        return list(found.values())

    def renamed(
        self, before: Party, after: Party, out: Set[int], among: Mapping[int, Sequence[Line]]
    ) -> list[Adjusted]:
        """All lines under another of the party's names."""
        if before.size or after.size:  # the lines of others may be parts of what a counted group undertakes
            raise TooFarReachingError
        gone = [Adjusted(Ready.LINE, self.key, place, None) for place, _ in self._all().values()]
        for number, (place, body) in self._all().items():
            line, part_of = json.loads(body)
            line["party"] = encode(after)
            self._rows[number] = place, json.dumps([line, part_of], ensure_ascii=False, separators=(",", ":"))
        moved = self._anew(line_key(after, self._party), out, among)
        return [*gone, *moved] if self.key != line_key(after, self._party) else moved

    def _anew(self, key: str, out: Set[int], among: Mapping[int, Sequence[Line]]) -> list[Adjusted]:
        """All lines put as far apart as at first."""
        bodies = []
        for number in range(len(self.asked) + 1):
            bodies += [line_body(*line) for line in among.get(number, ())]
            bodies += [self._all()[number][1]] if number < len(self.asked) and number not in out else []
        found = {place: Adjusted(Ready.LINE, key, place, None) for place, _ in self._all().values()}
        for number, body in enumerate(bodies):
            found[number * LINES_APART] = Adjusted(Ready.LINE, key, number * LINES_APART, body)
        return list(found.values())

    def _around(self, number: int, out: Set[int]) -> tuple[int, int]:
        """The places of the lines between which one comes that comes before the line with this number."""
        left = next((each for each in range(number - 1, -1, -1) if each not in out), None)
        right = next((each for each in range(number, len(self.asked)) if each not in out), None)
        if left is None:
            last = 0 if right is None else self._row(right)[0]
            return last - 2 * LINES_APART, last
        first = self._row(left)[0]
        return first, first + 2 * LINES_APART if right is None else self._row(right)[0]

    def _row(self, number: int) -> tuple[int, str]:
        if number not in self._rows:
            place = self._places[number]
            self._rows[number] = place, body_at(self._held, Ready.LINE, self.key, place)
        return self._rows[number]

    def _all(self) -> dict[int, tuple[int, str]]:
        if len(self._rows) < len(self.asked):
            self._rows = dict(enumerate(self._held.kept_rows(Ready.LINE, self.key)))
        return self._rows
