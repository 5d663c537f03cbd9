"""Who is in the register, and all that it holds of one party."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.ask.choice import EVERYTHING, Only, chosen, chosen_documents, settled
from onrecord.ask.conflicts import ConflictView, conflicts
from onrecord.ask.listing import ListedPosition, listed
from onrecord.ask.naming import usual
from onrecord.ask.scenario import Unknown, scenario
from onrecord.ask.undertakings import Undertaking
from onrecord.model import Party, Stance, Statement
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.people import story_names


@dataclass(frozen=True, slots=True)
class StanceCount:
    """How many positions take a stance."""

    stance: Stance
    positions: int


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party under the name that it is most often told by, with its other ``names``, and what is held of it.

    ``documents`` tell a position of it, or a statement of who speaks for it; ``origins`` are the
    independent sources among them.
    """

    party: Party
    names: tuple[str, ...]
    stances: tuple[StanceCount, ...]
    positions: int
    statements: int
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks for a party, in how many statements."""

    name: str
    role: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One party: what it takes on or refuses, what is demanded of it, what it demands of others, who speaks for it.

    ``hanging`` are the propositions on which its positions hang.
    """

    row: PartyRow
    own: tuple[Undertaking, ...]
    asked: tuple[Undertaking, ...]
    demands: tuple[ListedPosition, ...]
    hanging: tuple[Unknown, ...]
    voices: tuple[Voice, ...]
    conflicts: tuple[ConflictView, ...]


@dataclass(slots=True)
class _Told:
    """What is counted of one party as the register is gone through."""

    names: Counter[Party]
    stances: Counter[Stance]
    statements: int
    documents: set[str]


def parties(holdings: Holdings, only: Only = EVERYTHING) -> tuple[PartyRow, ...]:
    """Everyone who takes a position asked for or, with no such thing asked, is spoken for; the most told first."""
    only = settled(holdings, only)
    told: defaultdict[str, _Told] = defaultdict(lambda: _Told(Counter(), Counter(), 0, set()))
    for position in chosen(holdings, only):
        for party in sorted(set(position.parties)):
            each = told[party.id]
            each.names[party] += 1
            each.stances[position.stance] += 1
            each.documents.add(position.document)
    _add_statements(told, holdings, only)
    origins = Origins(holdings.comparison().lineage)
    rows = [_row(each, origins) for each in told.values() if any(map(only.means, each.names))]
    return tuple(sorted(rows, key=lambda row: (-row.positions, -row.statements, row.party.name, row.party.id)))


def party_page(holdings: Holdings, party: str, only: Only = EVERYTHING) -> PartyPage:
    """All that is held of a party, by its id or name. Raises UsageError when it is not held."""
    only = settled(holdings, replace(only, party=party))
    row = next(iter(parties(holdings, only)), None) or _nothing(holdings, only)
    found = scenario(holdings, (), only)
    lines = [each.undertaking for each in found.outcomes]
    demands = (
        each
        for each in chosen(holdings, replace(only, party=None, stance=Stance.DEMANDED))
        if each.said_by and each.said_by.party and each.said_by.party.id == row.party.id
        if row.party.id not in {party.id for party in each.parties}
    )
    return PartyPage(
        row,
        tuple(each for each in lines if each.stance is not Stance.DEMANDED),
        tuple(each for each in lines if each.stance is Stance.DEMANDED),
        listed(holdings, demands),
        found.unknown,
        _voices(holdings, row.party),
        conflicts(holdings, only),
    )


def _add_statements(told: defaultdict[str, _Told], holdings: Holdings, only: Only) -> None:
    if only.action or only.stance:
        return
    for statement in _statements(holdings, only):
        party = statement.speaker.party if statement.speaker else None
        if party is not None:
            told[party.id].statements += 1
            told[party.id].names[party] += 1
            told[party.id].documents.add(statement.document)


def _statements(holdings: Holdings, only: Only) -> Iterable[Statement]:
    documents = chosen_documents(holdings, only)
    return (each for each in holdings.statements(party=only.party) if each.document in documents)


def _row(told: _Told, origins: Origins) -> PartyRow:
    party = usual(told.names)
    return PartyRow(
        party,
        tuple(sorted({each.name for each in told.names} - {party.name})),
        tuple(StanceCount(stance, told.stances[stance]) for stance in Stance if told.stances[stance]),
        told.stances.total(),
        told.statements,
        len(told.documents),
        origins.count(told.documents),
    )


def _nothing(holdings: Holdings, only: Only) -> PartyRow:
    """The row of a party of which nothing that is asked for is held."""
    return PartyRow(next(filter(only.means, holdings.parties())), (), (), 0, 0, 0, 0)


def _voices(holdings: Holdings, party: Party) -> tuple[Voice, ...]:
    named = story_names(holdings)
    counts: Counter[str] = Counter()
    roles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for statement in holdings.statements(party=party.id):
        if statement.speaker is None or not statement.speaker.named:
            continue
        speaker = named(statement.document, statement.speaker)
        counts[speaker.name] += 1
        if speaker.role:
            roles[speaker.name][speaker.role] += 1
    return tuple(
        Voice(name, min(roles[name], key=lambda role: (-roles[name][role], role), default=None), counts[name])
        for name in sorted(counts, key=lambda name: (-counts[name], name))
    )
