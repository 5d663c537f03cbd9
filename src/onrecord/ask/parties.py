"""Who is in the register, and all that it holds of one party."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from onrecord.ask.choice import EVERYTHING, Only, chosen, chosen_documents, settled
from onrecord.ask.conflicts import ConflictView, conflicts
from onrecord.ask.kept import OriginsHeld, listed_under, reading
from onrecord.ask.listing import ListedPosition, listed
from onrecord.ask.naming import usual
from onrecord.ask.scenario import Unknown, line_of, scenario
from onrecord.ask.undertakings import Undertaking
from onrecord.model import Party, Position, Stance, Statement
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.people import Naming, story_names
from onrecord.model.prepared import Ready


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
class Counted:
    """What is counted of one party as the register is gone through."""

    names: Counter[Party] = field(default_factory=Counter)
    stances: Counter[Stance] = field(default_factory=Counter)
    statements: int = 0
    documents: set[str] = field(default_factory=set)

    def take(self, position: Position, party: Party) -> None:
        """Count a position of the party, under this name."""
        self.names[party] += 1
        self.stances[position.stance] += 1
        self.documents.add(sys.intern(position.document))

    def hear(self, statement: Statement, party: Party) -> None:
        """Count a statement of who speaks for the party, under this name."""
        self.statements += 1
        self.names[party] += 1
        self.documents.add(sys.intern(statement.document))

    def row(self, origins: OriginsHeld) -> PartyRow:
        """What is held of the party."""
        party = usual(self.names)
        return PartyRow(
            party,
            tuple(sorted({each.name for each in self.names} - {party.name})),
            tuple(StanceCount(stance, self.stances[stance]) for stance in Stance if self.stances[stance]),
            self.stances.total(),
            self.statements,
            len(self.documents),
            origins.count(self.documents),
        )


def parties(holdings: Holdings, only: Only = EVERYTHING) -> tuple[PartyRow, ...]:
    """Everyone who takes a position asked for or, with no such thing asked, is spoken for; the most told first."""
    only = settled(holdings, only)
    spoken = () if only.action or only.stance else _statements(holdings, only)
    origins = Origins(holdings.comparison().lineage)
    told = counted(chosen(holdings, only), spoken)
    rows = [each.row(origins) for each in told.values() if any(map(only.means, each.names))]
    return tuple(sorted(rows, key=lambda row: (-row.positions, -row.statements, row.party.name, row.party.id)))


@dataclass(frozen=True, slots=True)
class Head:
    """What is kept ready of a party beside its lists: ``key`` is that of its lines.

    ``own`` and ``asked`` are their places: what it takes on or refuses, and what is demanded of it.
    """

    row: PartyRow
    key: str
    own: tuple[int, ...]
    asked: tuple[int, ...]
    hanging: tuple[Unknown, ...]
    voices: tuple[Voice, ...]


def _prepared(holdings: Holdings, only: Only, start: int, limit: int | None) -> PartyPage | None:
    """The page as it is kept ready; None where it is not, or where the name means more than one party."""
    if only.party is None or replace(EVERYTHING, party=only.party) != Only(**_asked(only)):
        return None
    meant = {each.id for each in holdings.parties() if only.means(each)}
    ready = holdings.prepared(Ready.PARTY, only.party) if meant == {only.party} else None
    if ready is None:
        return None
    head = decode(Head, json.loads(ready[0])) if ready else Head(_nothing(holdings, only), "", (), (), (), ())
    party, end = head.row.party.id, None if limit is None else start + limit
    return PartyPage(
        head.row,
        _lines(holdings, head.key, head.own[start:end]),
        _lines(holdings, head.key, head.asked[start:end]),
        listed_under(holdings, Ready.DEMAND, party, reading(ListedPosition), start, limit),
        head.hanging,
        head.voices,
        listed_under(holdings, Ready.CONFLICT, party, reading(ConflictView), start, limit),
    )


def _asked(only: Only) -> dict[str, Any]:
    return {each.name: getattr(only, each.name) for each in fields(Only)}


def _lines(holdings: Holdings, key: str, places: Sequence[int]) -> tuple[Undertaking, ...]:
    """The lines at these places, which are in order: one stretch is read, and what is not asked for left out."""
    if not places:
        return ()
    first = places[0]
    held = holdings.prepared(Ready.LINE, key, start=first, limit=places[-1] - first + 1) or []
    return tuple(line_of(held[place - first])[0] for place in places)


def party_page(
    holdings: Holdings, party: str, only: Only = EVERYTHING, *, start: int = 0, limit: int | None = None
) -> PartyPage:
    """All that is held of a party, by its id or name. Raises UsageError when it is not held.

    With ``start`` and ``limit`` each of its lists is shown from there on and so far.
    """
    only = settled(holdings, replace(only, party=party))
    return _prepared(holdings, only, start, limit) or _told_anew(holdings, only, slice(start, limit and start + limit))


def _told_anew(holdings: Holdings, only: Only, shown: slice) -> PartyPage:
    row = next(iter(parties(holdings, only)), None) or _nothing(holdings, only)
    found = scenario(holdings, (), only)
    lines = [each.undertaking for each in found.outcomes]
    demands = (
        each
        for each in chosen(holdings, replace(only, party=None, stance=Stance.DEMANDED))
        if demanded_for(each) == row.party.id
    )
    return PartyPage(
        row,
        tuple(each for each in lines if each.stance is not Stance.DEMANDED)[shown],
        tuple(each for each in lines if each.stance is Stance.DEMANDED)[shown],
        listed(holdings, demands)[shown],
        found.unknown,
        voices(holdings.statements(party=row.party.id), story_names(holdings)),
        conflicts(holdings, only)[shown],
    )


def counted(positions: Iterable[Position], spoken: Iterable[Statement]) -> dict[str, Counted]:
    """What is counted of each party, by id."""
    told: defaultdict[str, Counted] = defaultdict(Counted)
    for position in positions:
        for party in sorted(set(position.parties)):
            told[party.id].take(position, party)
    for statement in spoken:
        speaks_for = statement.speaker.party if statement.speaker else None
        if speaks_for is not None:
            told[speaks_for.id].hear(statement, speaks_for)
    return dict(told)


def _statements(holdings: Holdings, only: Only) -> Iterable[Statement]:
    documents = chosen_documents(holdings, only)
    return (each for each in holdings.statements(party=only.party) if each.document in documents)


def _nothing(holdings: Holdings, only: Only) -> PartyRow:
    """The row of a party of which nothing that is asked for is held."""
    return PartyRow(next(filter(only.means, holdings.parties())), (), (), 0, 0, 0, 0)


#: how many statements are made under a name in a role, None where none is told
Heard = Counter[tuple[str, str | None]]


def voices(spoken: Iterable[Statement], named: Naming) -> tuple[Voice, ...]:
    """Who makes these statements, the most heard first."""
    return voices_of(heard(spoken, named))


def heard(spoken: Iterable[Statement], named: Naming) -> Heard:
    """By whom these statements are made."""
    told: Heard = Counter()
    for statement in spoken:
        hear(told, statement, named)
    return told


def hear(told: Heard, statement: Statement, named: Naming) -> None:
    """Count a statement in, unless nobody is named."""
    if statement.speaker is not None and statement.speaker.named:
        speaker = named(statement.document, statement.speaker)
        told[speaker.name, speaker.role or None] += 1


def voices_of(told: Heard) -> tuple[Voice, ...]:
    """Those who are heard, the most heard first, each in the role in which they are heard most."""
    counts: Counter[str] = Counter()
    roles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (name, role), count in told.items():
        counts[name] += count
        if role is not None:
            roles[name][role] += count
    return tuple(
        Voice(name, min(roles[name], key=lambda role: (-roles[name][role], role), default=None), counts[name])
        for name in sorted(counts, key=lambda name: (-counts[name], name))
    )


def heard_body(told: Heard) -> str:
    """Who is heard as it is kept ready."""
    return json.dumps([[*each, count] for each, count in told.items()], ensure_ascii=False, separators=(",", ":"))


def heard_from(told: Iterable[tuple[str, str | None, int]]) -> Heard:
    """What is kept so."""
    return Counter({(name, role): count for name, role, count in told})


def demanded_for(position: Position) -> str | None:
    """The id of the party whose speaker demands this of others; None for any other position."""
    if position.stance is not Stance.DEMANDED or position.said_by is None or position.said_by.party is None:
        return None
    speaks_for = position.said_by.party.id
    return None if speaks_for in {party.id for party in position.parties} else speaks_for
