"""The matrix: who stands where on what, with how many sources, and where the tellings part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import DERIVED_ROLES, Action, Party, PartyKind, Position, Stance, TermKind
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins


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

    ``contested``: a conflict touches one of them. ``conditional``: one has a condition.
    """

    party: str
    action: Action
    marks: tuple[Mark, ...]
    contested: bool
    conditional: bool


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


def matrix(holdings: Holdings) -> Matrix:
    """The matrix of everything held."""
    comparison = holdings.comparison()
    origins = Origins(comparison.lineage)
    contested = {record for conflict in comparison.conflicts for side in conflict.sides for record in side.records}
    positions = tuple(holdings.positions())
    told = _by_party_and_action(positions)
    parties = _rows(positions)
    actions = tuple(action for action in Action if any(action is each for _, each in told))
    documents = holdings.names()
    return Matrix(
        parties=parties,
        actions=actions,
        cells=tuple(
            _cell(party.id, action, told[party.id, action], origins, contested)
            for party in parties
            for action in actions
            if (party.id, action) in told
        ),
        documents=len(documents),
        origins=origins.count(documents),
        positions=len(positions),
        conflicts=len(comparison.conflicts),
    )


def _by_party_and_action(positions: Iterable[Position]) -> dict[tuple[str, Action], list[Position]]:
    told: defaultdict[tuple[str, Action], list[Position]] = defaultdict(list)
    for position in positions:
        for party in {party.id for party in position.parties}:
            told[party, position.action].append(position)
    return dict(told)


def _rows(positions: Iterable[Position]) -> tuple[Party, ...]:
    """Each party once, under the name that it is most often told by."""
    names: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for position in positions:
        for party in position.parties:
            names[party.id][party] += 1
    rows = [(_usual(forms), forms.total()) for forms in names.values()]
    rows.sort(key=lambda row: (row[0].kind is not PartyKind.GROUP, -row[1], row[0].name, row[0].id))
    return tuple(party for party, _ in rows)


def _usual(forms: Counter[Party]) -> Party:
    return min(forms, key=lambda party: (-forms[party], party.name, party.kind, party.size or 0))


def _cell(party: str, action: Action, told: Sequence[Position], origins: Origins, contested: set[str]) -> Cell:
    stances = (stance for stance in Stance if any(position.stance is stance for position in told))
    return Cell(
        party,
        action,
        tuple(_mark(stance, told, origins, contested) for stance in stances),
        contested=any(position.id in contested for position in told),
        conditional=_conditional(told),
    )


def _conditional(told: Iterable[Position]) -> bool:
    return any(term.kind is TermKind.CONDITION for position in told for term in position.terms)


def _mark(stance: Stance, told: Sequence[Position], origins: Origins, contested: set[str]) -> Mark:
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
