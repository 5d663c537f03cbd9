"""What the matrix counts, cell by cell: parts of it can be taken away and counted anew."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from onrecord.ask.judgements import is_judged
from onrecord.ask.kept import OriginsHeld
from onrecord.ask.matrix import Cell, Mark, Row, row_of
from onrecord.ask.naming import usual
from onrecord.model import DERIVED_ROLES, Action, Party, Position, Stance, TermKind
from onrecord.model.codec import decode, encode

_STANCES = {each.value: each for each in Stance}


@dataclass(slots=True)
class StanceTally:
    """One stance within a cell: how many positions tell it, how many of these in a body, contested, or conditional.

    ``documents`` counts the documents that tell it, by the document that stands for their origin.
    """

    tellings: int = 0
    in_bodies: int = 0
    contested: int = 0
    conditional: int = 0
    documents: Counter[str] = field(default_factory=Counter)

    def add(self, other: StanceTally, sign: int = 1) -> None:
        """Count another in, or with -1 out again."""
        self.tellings += sign * other.tellings
        self.in_bodies += sign * other.in_bodies
        self.contested += sign * other.contested
        self.conditional += sign * other.conditional
        for origin, count in other.documents.items():
            self.documents[origin] += sign * count
            if not self.documents[origin]:
                del self.documents[origin]

    def mark(self, stance: Stance) -> Mark:
        """What the matrix shows of it."""
        return Mark(
            stance,
            self.tellings,
            self.documents.total(),
            len(self.documents),
            self.in_bodies == 0,
            contested=self.contested > 0,
            conditional=self.conditional > 0,
        )


@dataclass(slots=True)
class CellTally:
    """A party's positions on an action: by stance, and how many people have accepted or corrected."""

    stances: defaultdict[Stance, StanceTally] = field(default_factory=lambda: defaultdict(StanceTally))
    judged: int = 0

    def add(self, other: CellTally, sign: int = 1) -> None:
        """Count another in, or with -1 out again."""
        self.judged += sign * other.judged
        for stance, tally in other.stances.items():
            self.stances[stance].add(tally, sign)
            if not self.stances[stance].tellings:
                del self.stances[stance]

    def cell(self, party: str, action: Action) -> Cell:
        """What the matrix shows of it."""
        marks = tuple(self.stances[stance].mark(stance) for stance in Stance if stance in self.stances)
        contested, conditional = any(each.contested for each in marks), any(each.conditional for each in marks)
        return Cell(party, action, marks, contested, conditional, self.judged)


_Cells = dict[tuple[str, Action], CellTally]


class Tallying:
    """Counts positions into the cells that they are in, by party and action; those of one party alone, by id."""

    def __init__(self, origins: OriginsHeld, contested: Set[str], judged: Set[str], party: str | None = None) -> None:
        self._origins, self._contested, self._judged, self._party = origins, contested, judged, party
        self._cells: defaultdict[tuple[str, Action], CellTally] = defaultdict(CellTally)
        self._told: defaultdict[tuple[str, Action, Stance], set[str]] = defaultdict(set)

    def count(self, position: Position) -> None:
        """Count one in."""
        document = sys.intern(position.document)  # many positions are of one document, and it is held for each stance
        for each in {one.id for one in position.parties}:
            if self._party not in (None, each):
                continue
            cell = self._cells[each, position.action]
            cell.judged += is_judged(position, self._judged)
            tally = cell.stances[position.stance]
            tally.tellings += 1
            tally.in_bodies += position.role not in DERIVED_ROLES
            tally.contested += position.id in self._contested
            tally.conditional += any(term.kind is TermKind.CONDITION for term in position.terms)
            self._told[each, position.action, position.stance].add(document)

    def cells(self) -> _Cells:
        """The tally of each cell, when all are counted."""
        for (each, action, stance), documents in self._told.items():
            self._cells[each, action].stances[stance].documents.update(map(self._origins.of, documents))
        self._told.clear()
        return dict(self._cells)


def tallies(positions: Iterable[Position], origins: OriginsHeld, contested: Set[str], judged: Set[str]) -> _Cells:
    """The tally of each cell that these positions are in, by party and action."""
    tallying = Tallying(origins, contested, judged)
    for position in positions:
        tallying.count(position)
    return tallying.cells()


def forms_of(positions: Iterable[Position]) -> dict[str, Counter[Party]]:
    """How often each party is told under each of its names, by its id."""
    found: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for position in positions:
        for each in position.parties:
            found[each.id][each] += 1
    return dict(found)


def line_forms_of(positions: Iterable[Position]) -> dict[str, Counter[Party]]:
    """The same of positions that have a line: each counts once under a name."""
    found: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for position in positions:
        for each in set(position.parties):
            found[each.id][each] += 1
    return dict(found)


def row_from(party: str, forms: Counter[Party], kept: str | None, cells: Mapping[Action, CellTally]) -> Row | None:
    """A row of the matrix with these cells counted anew; None where nothing is told of the party any more."""
    if not forms:
        return None
    held = {cell.action: cell for cell in row_of(kept).cells} if kept else {}
    held |= {action: tally.cell(party, action) for action, tally in cells.items()}
    return Row(usual(forms), forms.total(), tuple(held[each] for each in Action if each in held and held[each].marks))


def cell_key(party: str, action: Action) -> str:
    """By which a cell's tally is kept."""
    return f"{party}\x01{action.value}"


def actions_with(party: str, *cells: Iterable[tuple[str, Action]]) -> list[Action]:
    """The actions of a party's cells."""
    return sorted({action for some in cells for each, action in some if each == party})


def tally_body(cell: CellTally) -> str:
    """A cell's tally as it is kept ready."""
    told = [
        [stance.value, each.tellings, each.in_bodies, each.contested, each.conditional, each.documents]
        for stance, each in cell.stances.items()
    ]
    return json.dumps([cell.judged, told], ensure_ascii=False, separators=(",", ":"))


def tally_of(body: str) -> CellTally:
    """The tally that is kept so."""
    judged, told = json.loads(body)
    cell = CellTally(judged=judged)
    for stance, tellings, in_bodies, contested, conditional, documents in told:
        cell.stances[_STANCES[stance]] = StanceTally(tellings, in_bodies, contested, conditional, Counter(documents))
    return cell


def forms_body(*counted: Counter[Party]) -> str:
    """A party's names, with how often it is told by each, as they are kept ready.

    Counted are its positions, those that have a line, and the positions and statements that its page counts.
    """
    told = [[[encode(party), count] for party, count in forms.items()] for forms in counted]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def forms_from(told: Iterable[tuple[Any, int]]) -> Counter[Party]:
    """The names that are kept so."""
    return Counter({decode(Party, party): count for party, count in told})


def without_none(forms: Counter[Party]) -> Counter[Party]:
    """Only the names by which a party is told."""
    return Counter({party: count for party, count in forms.items() if count > 0})
