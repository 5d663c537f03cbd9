"""The matrix: who stands where on what, with how many sources, and where the tellings part."""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any

from onrecord.ask.choice import EVERYTHING, Only, chosen, chosen_documents, keeps, settled
from onrecord.ask.conflicts import rests_on
from onrecord.ask.judgements import held_by_people, is_judged
from onrecord.ask.kept import OriginsHeld
from onrecord.ask.naming import usual
from onrecord.model import DERIVED_ROLES, Action, Party, PartyKind, Position, Stance, TermKind
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.prepared import LAST_KEY, Ready, Totals

# enumerations look their values up slowly
_ACTIONS = {each.value: each for each in Action}
_STANCES = {each.value: each for each in Stance}


@dataclass(frozen=True, slots=True)
class Mark:
    """One stance within a cell.

    ``tellings`` counts positions, ``documents`` the documents that tell it, ``origins`` the
    independent sources among those. ``derived``: told in headlines or key points only.
    ``contested``: a conflict touches one of its tellings; ``conditional``: one has a condition.
    """

    stance: Stance
    tellings: int
    documents: int
    origins: int
    derived: bool
    contested: bool = False
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A party's stances on an action, in the order of the vocabulary.

    ``contested``: a conflict touches one of them. ``conditional``: one has a condition. ``judged``
    counts its positions that a person has accepted or corrected.
    """

    party: str
    action: Action
    marks: tuple[Mark, ...]
    contested: bool
    conditional: bool
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties, groups first, then by number of positions; actions that occur; and what is known of both.

    Cells come row by row; where nothing is told there is none.
    """

    parties: tuple[Party, ...]
    actions: tuple[Action, ...]
    cells: tuple[Cell, ...]
    documents: int
    origins: int
    positions: int
    conflicts: int
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A party under the name that it is most often told by, how often it is told, and its cells."""

    party: Party
    told: int
    cells: tuple[Cell, ...]

    @property
    def order(self) -> tuple[bool, int, str, str]:
        return (self.party.kind is not PartyKind.GROUP, -self.told, self.party.name, self.party.id)


def matrix(holdings: Holdings, only: Only = EVERYTHING) -> Matrix:
    """The matrix of what is asked for; documents and conflicts are counted as far as they bear on it."""
    if only == EVERYTHING and (ready := _prepared(holdings)) is not None:
        return ready
    comparison = holdings.comparison()
    origins = Origins(comparison.lineage)
    contested = {record for conflict in comparison.conflicts for side in conflict.sides for record in side.records}
    only = settled(holdings, only)
    positions = tuple(chosen(holdings, only))
    judged = held_by_people(holdings)
    rows = rows_of(positions, origins, contested, judged)
    told = {cell.action for row in rows for cell in row.cells}
    rows = [row for row in rows if only.means(row.party)]
    documents = {each.document for each in positions} if only.of_positions else chosen_documents(holdings, only)
    kept = keeps(holdings, only)
    return Matrix(
        parties=tuple(row.party for row in rows),
        actions=tuple(action for action in Action if action in told),
        cells=tuple(cell for row in rows for cell in row.cells),
        documents=len(documents),
        origins=origins.count(documents),
        positions=len(positions),
        conflicts=sum(kept(*rests_on(each)) for each in comparison.conflicts),
        judged=sum(is_judged(position, judged) for position in positions),
    )


def _by_party_and_action(positions: Iterable[Position]) -> dict[tuple[str, Action], list[Position]]:
    told: defaultdict[tuple[str, Action], list[Position]] = defaultdict(list)
    for position in positions:
        for party in {party.id for party in position.parties}:
            told[party, position.action].append(position)
    return dict(told)


def rows_of(
    positions: Iterable[Position], origins: OriginsHeld, contested: Set[str], judged: Set[str], party: str | None = None
) -> list[Row]:
    """Each party once, or this one alone, by id, with its cells in the order of the vocabulary."""
    names: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    positions = tuple(positions)
    for position in positions:
        for each in position.parties:
            names[each.id][each] += 1
    told = _by_party_and_action(positions)
    rows = [
        Row(
            usual(forms),
            forms.total(),
            tuple(
                _cell(identity, action, told[identity, action], origins, contested, judged)
                for action in Action
                if (identity, action) in told
            ),
        )
        for identity, forms in names.items()
        if party in (None, identity)
    ]
    return sorted(rows, key=lambda row: row.order)


def row_body(row: Row) -> str:
    """A row as it is kept ready: short, as a large register has thousands of cells."""
    cells = [[each.action.value, [_packed(mark) for mark in each.marks], each.judged] for each in row.cells]
    return json.dumps([encode(row.party), row.told, cells], ensure_ascii=False, separators=(",", ":"))


@functools.lru_cache(maxsize=1_000)
def row_of(body: str) -> Row:
    """The row that is kept so; most stay as they are from one state of a register to the next, and are made once."""
    party, told, cells = json.loads(body)
    return Row(decode(Party, party), told, tuple(_cell_of(party["id"], *cell) for cell in cells))


def _packed(mark: Mark) -> list[object]:
    return [getattr(mark, each.name) for each in fields(Mark)]


@functools.lru_cache(maxsize=100_000)
def _mark_of(stance: str, *rest: Any) -> Mark:
    """A mark that is kept so: most of a large matrix are alike, and are made once."""
    return Mark(_STANCES[stance], *rest)


def _cell_of(party: str, action: str, packed: list[list[Any]], judged: int) -> Cell:
    marks = tuple([_mark_of(*each) for each in packed])
    contested, conditional = any(mark.contested for mark in marks), any(mark.conditional for mark in marks)
    return Cell(party, _ACTIONS[action], marks, contested, conditional, judged)


def _prepared(holdings: Holdings) -> Matrix | None:
    """The matrix of all that is held, as it is kept ready; None where it is not."""
    totals, ready = holdings.prepared(Ready.TOTALS), holdings.prepared(Ready.ROW, "", LAST_KEY)
    if not totals or ready is None:
        return None
    rows = sorted(map(row_of, ready), key=lambda row: row.order)
    counts = decode(Totals, json.loads(totals[0]))
    told = {cell.action for row in rows for cell in row.cells}
    return Matrix(
        tuple([row.party for row in rows]),
        tuple(action for action in Action if action in told),
        tuple([cell for row in rows for cell in row.cells]),
        counts.documents,
        counts.origins,
        counts.positions,
        counts.conflicts,
        counts.judged,
    )


def _cell(
    party: str, action: Action, told: Sequence[Position], origins: OriginsHeld, contested: Set[str], judged: Set[str]
) -> Cell:
    stances = (stance for stance in Stance if any(position.stance is stance for position in told))
    return Cell(
        party,
        action,
        tuple(_mark(stance, told, origins, contested) for stance in stances),
        contested=any(position.id in contested for position in told),
        judged=sum(is_judged(position, judged) for position in told),
        conditional=_conditional(told),
    )


def _conditional(told: Iterable[Position]) -> bool:
    return any(term.kind is TermKind.CONDITION for position in told for term in position.terms)


def _mark(stance: Stance, told: Sequence[Position], origins: OriginsHeld, contested: Set[str]) -> Mark:
    same = [position for position in told if position.stance is stance]
    documents = {position.document for position in same}
    derived = all(position.role in DERIVED_ROLES for position in same)
    return Mark(
        stance,
        len(same),
        len(documents),
        origins.count(documents),
        derived,
        contested=any(position.id in contested for position in same),
        conditional=_conditional(same),
    )
