"""What decides what becomes of a position, apart from whose it is: lines of one shape are weighed together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.ask.assumptions import Truth, conjunction
from onrecord.ask.undertakings import Undertaking
from onrecord.model import PartyKind, Stance

NEVER_IN_FORCE = (Stance.REFUSED, Stance.DEMANDED)

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
        if self.stance in NEVER_IN_FORCE or self.terms(known) is not Truth.UNDETERMINED:
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
    return Shape(line.stance, _asks(line), theirs, part_of is not None and is_nameless_part(line))


def _asks(line: Undertaking) -> Asked:
    return tuple(tuple((p.key, p.holds) for p in each.propositions) for each in line.requirements)


def is_nameless_part(line: Undertaking) -> bool:
    """Whether it is a nameless part of a group ("some countries"); of a state it is not told."""
    return line.party.kind is PartyKind.GROUP


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


def shapes_on_each(shapes: Mapping[Shape, int]) -> dict[str, list[tuple[Shape, int]]]:
    """What lines hang on together, by each of its propositions: alike once, and only what may be left undetermined."""
    weighed: Counter[Shape] = Counter()
    for each, count in shapes.items():
        if each.stance not in NEVER_IN_FORCE:
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
