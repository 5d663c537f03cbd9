"""What people's judgements make of the machine's reading: told beside it, never written over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model import (
    Action,
    Claim,
    Conflict,
    ConflictKind,
    Decision,
    Judgement,
    Lineage,
    Party,
    Position,
    Reading,
    Speaker,
    Stance,
    Story,
    Term,
    TermKind,
)
from onrecord.model.judgement import Settled, in_order, undone

#: gives the claims and conflicts of a story anew, from its readings and what is known of their lineage
Retell = Callable[[Story, Sequence[Reading], Sequence[Lineage], Settled], tuple[Sequence[Claim], Sequence[Conflict]]]

_PARTY = "party:"


@dataclass(frozen=True, slots=True)
class Judged:
    """A position as people hold it to be; None where they reject it.

    ``apart``: it tells something of its own; ``into``: the merger that makes it tell another claim.
    """

    position: Position | None
    apart: bool
    into: Judgement | None


@dataclass(frozen=True, slots=True)
class Judgements:
    """The judgements that hold, by what they are about.

    ``positions``: for each position's id what concerns it, the earliest first; ``merged``: for each
    party's id the party that it is told as; ``dropped``: the ids of statements, figures and acts
    rejected; ``conflicts``: the kind of each rejected conflict and the records on which it stood.
    """

    positions: dict[str, list[Judgement]] = field(default_factory=dict)
    merged: dict[str, Party] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    conflicts: tuple[tuple[ConflictKind | None, frozenset[str]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.positions or self.merged or self.dropped or self.conflicts)

    @classmethod
    def of(cls, made: Iterable[Judgement]) -> Judgements:
        """Those that are not taken back."""
        made = in_order(made)
        lost = undone(made)
        holding = [each for each in made if each.id not in lost]
        standing = _last_of_each(holding)
        return cls(
            positions=_by_position(holding),
            merged=_merged(holding),
            dropped=_dropped(holding),
            conflicts=tuple(
                (ConflictKind(each.field) if each.field else None, frozenset(records))
                for target, each in standing.items()
                if target.startswith("conflict-") and each.verdict is Decision.REJECT
                for about, records in zip(each.targets, each.records, strict=False)
                if about == target
            ),
        )

    def judged(self, position: Position) -> Judged:
        """The position as it stands after all judgements on it."""
        state = _State()
        for each in self.positions.get(position.id, ()):
            state.take(each, position.id)
        found = None if state.rejected else state.applied(position)
        return Judged(found and self._named(found), state.apart, state.into)

    def settled(self, judged: Mapping[str, Judged]) -> Settled:
        """What is settled of how records hang together; ``judged`` are the positions concerned, by id."""
        apart = frozenset(identity for identity, each in judged.items() if each.apart)
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for identity, each in judged.items():
            if each.into is not None:
                groups[each.into.id] |= {identity, *each.into.records[0]}
        together = tuple(tuple(sorted(group - apart)) for _, group in sorted(groups.items()))
        return Settled(together, apart, self.conflicts)

    def _named(self, position: Position) -> Position:
        """Merged parties as the one that they are told as."""
        parties = tuple(dict.fromkeys(self.merged.get(party.id, party) for party in position.parties))
        if parties == position.parties:
            return position
        return replace(position, parties=parties, corrects=position.id)


@dataclass(slots=True)
class _State:
    """How a position stands, judgement by judgement."""

    rejected: bool = False
    apart: bool = False
    corrections: dict[str, Judgement] = field(default_factory=dict)
    into: Judgement | None = None

    def take(self, judgement: Judgement, position: str) -> None:
        match judgement.verdict:
            case Decision.ACCEPT:  # what the machine read stands
                self.rejected = False
                self.corrections.clear()
            case Decision.REJECT:
                self.rejected = True
            case Decision.CORRECT:
                self.rejected = False
                self.corrections[judgement.field or ""] = judgement
            case Decision.MERGE:
                self.apart = False
                taken = any(position in records for records in judgement.records[1:])
                self.into = judgement if taken else None
            case Decision.SPLIT:
                self.apart = self.into is None
                self.into = None

    def applied(self, position: Position) -> Position:
        changed = position
        if self.into is not None:
            changed = _taken_into(changed, self.into)
        for name in sorted(self.corrections):
            changed = _corrected(changed, name, self.corrections[name])
        return position if changed == position else replace(changed, corrects=position.id)


def _corrected(position: Position, name: str, judgement: Judgement) -> Position:
    value = judgement.value or ""
    if name == "stance":
        return replace(position, stance=Stance(value))
    if name == "action":
        return replace(position, action=Action(value))
    if name == "party":
        return replace(position, parties=judgement.parties)
    if name == "speaker":
        party = judgement.parties[0] if judgement.parties else None
        return replace(position, said_by=Speaker(value, party=party) if value else None)
    if name == "object":
        return replace(position, object=judgement.span)
    kind = TermKind(name)
    others = tuple(term for term in position.terms if term.kind is not kind)
    new = () if judgement.span is None else (Term(kind, judgement.span),)
    return replace(position, terms=(*others, *(judgement.terms or new)))


def _taken_into(position: Position, merger: Judgement) -> Position:
    """The position as a telling of the first claim of a merger: of its party, on its action, at its place."""
    others = tuple(term for term in position.terms if term.kind is not TermKind.WHERE)
    told = next((term.span for term in position.terms if term.kind is TermKind.WHERE), position.span)
    where = (Term(TermKind.WHERE, told, merger.value),) if merger.value else ()
    return replace(
        position,
        parties=merger.parties[:1] or position.parties,
        action=Action(merger.field) if merger.field else position.action,
        terms=(*others, *where),
    )


def _last_of_each(holding: Sequence[Judgement]) -> dict[str, Judgement]:
    """The last word on each target."""
    said = (Decision.ACCEPT, Decision.REJECT, Decision.CORRECT)
    return {target: each for each in holding if each.verdict in said for target in each.targets}


def _dropped(holding: Sequence[Judgement]) -> frozenset[str]:
    """Statements, figures and acts whose last word, on them or on a claim that they tell, is that they are none."""
    said: dict[str, Decision] = {}
    for each in holding:
        if each.verdict not in (Decision.ACCEPT, Decision.REJECT):
            continue
        concerned = {target for target in each.targets if target.startswith("statement-")}
        for target, records in zip(each.targets, each.records, strict=False):
            if target.startswith("claim-"):
                concerned.update(records)
        said |= dict.fromkeys(concerned, each.verdict)
    return frozenset(
        record for record, word in said.items() if word is Decision.REJECT and not record.startswith("position-")
    )


def _by_position(holding: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for each in holding:
        if each.verdict is Decision.NOTE:
            continue
        concerned = {target for target in each.targets if target.startswith("position-")}
        for target, records in zip(each.targets, each.records, strict=False):
            if target.startswith("claim-"):
                concerned.update(records)
        for position in sorted(concerned):
            found[position].append(each)
    return dict(found)


def _merged(holding: Sequence[Judgement]) -> dict[str, Party]:
    """Each merged party with the one that it is told as: mergers in order, undone by a later split."""
    leads: dict[str, str] = {}
    known: dict[str, Party] = {}
    for each in holding:
        names = [target.removeprefix(_PARTY) for target in each.targets if target.startswith(_PARTY)]
        if each.verdict is Decision.SPLIT:
            for name in names:
                leads.pop(name, None)
                for other in [other for other, lead in leads.items() if lead == name]:
                    leads.pop(other)
        elif each.verdict is Decision.MERGE and len(names) > 1:
            known |= {party.id: party for party in each.parties}
            first = _end(names[0], leads)
            for name in names[1:]:
                if (end := _end(name, leads)) != first:
                    leads[end] = first
    return {name: known[end] for name in leads if (end := _end(name, leads)) in known}


def _end(name: str, leads: dict[str, str]) -> str:
    while name in leads:
        name = leads[name]
    return name
