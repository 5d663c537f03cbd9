"""The matrix: who stands where on what, with how many sources, and where the tellings part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from onrecord.ask.choice import EVERYTHING, Only, chosen, chosen_documents, keeps, settled
from onrecord.ask.conflicts import rests_on
from onrecord.ask.judgements import held_by_people
from onrecord.ask.naming import usual
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


def matrix(holdings: Holdings, only: Only = EVERYTHING) -> Matrix:
    """The matrix of what is asked for; documents and conflicts are counted as far as they bear on it."""
    comparison = holdings.comparison()
    origins = Origins(comparison.lineage)
    contested = {record for conflict in comparison.conflicts for side in conflict.sides for record in side.records}
    only = settled(holdings, only)
    positions = tuple(chosen(holdings, only))
    judged = held_by_people(holdings)
    told = _by_party_and_action(positions)
    parties = tuple(party for party in _rows(positions) if only.means(party))
    actions = tuple(action for action in Action if any(action is each for _, each in told))
    documents = {each.document for each in positions} if only.of_positions else chosen_documents(holdings, only)
    kept = keeps(holdings, only)
    return Matrix(
        parties=parties,
        actions=actions,
        cells=tuple(
            _cell(party.id, action, told[party.id, action], origins, contested, judged)
            for party in parties
            for action in actions
            if (party.id, action) in told
        ),
        documents=len(documents),
        origins=origins.count(documents),
        positions=len(positions),
        conflicts=sum(kept(*rests_on(each)) for each in comparison.conflicts),
        judged=sum(position.id in judged for position in positions),
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
    rows = [(usual(forms), forms.total()) for forms in names.values()]
    rows.sort(key=lambda row: (row[0].kind is not PartyKind.GROUP, -row[1], row[0].name, row[0].id))
    return tuple(party for party, _ in rows)


def _cell(
    party: str, action: Action, told: Sequence[Position], origins: Origins, contested: set[str], judged: Set[str]
) -> Cell:
    stances = (stance for stance in Stance if any(position.stance is stance for position in told))
    return Cell(
        party,
        action,
        tuple(_mark(stance, told, origins, contested) for stance in stances),
        contested=any(position.id in contested for position in told),
        judged=sum(position.id in judged for position in told),
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
