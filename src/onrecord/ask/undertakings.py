"""One line for a position that several documents tell: who stands where on what, and with how many sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.ask.choice import EVERYTHING, Only, chosen, settled
from onrecord.ask.conflicts import Quote
from onrecord.ask.judgements import held_by_people, is_judged
from onrecord.ask.kept import OriginsHeld
from onrecord.ask.naming import usual
from onrecord.model import (
    DERIVED_ROLES,
    Action,
    Claim,
    ClaimKind,
    Comparison,
    Party,
    Position,
    Proposition,
    Stance,
    TermKind,
)
from onrecord.model.holdings import Holdings
from onrecord.model.judgement import propositions_said_as
from onrecord.model.origins import Origins

_ACTIONS = {action: place for place, action in enumerate(Action)}
_STANCES = {stance: place for place, stance in enumerate(Stance)}
_HANGING = (TermKind.CONDITION, TermKind.TRIGGER)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be so before the undertaking counts: one of the propositions is enough.

    ``quotes`` are the words of the tellings that ask it; without propositions they are all there is.
    """

    propositions: tuple[Proposition, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One position of one party, as all documents of a story tell it.

    ``where`` are the places told, ``object`` the words of an undertaking whose class leaves open what is
    done. All of ``requirements`` must be met: a telling that is silent on one does not deny it. ``said_by``
    are the speakers, ``tellings`` the ids of the positions, ``quotes`` their words. ``derived``: told in
    headlines or key points only. ``contested``: a conflict touches it. ``judged`` counts the tellings
    that a person has accepted, or holds to be otherwise than the machine read.
    """

    party: Party
    action: Action
    stance: Stance
    where: tuple[str, ...]
    object: str | None
    story: str | None
    requirements: tuple[Requirement, ...]
    said_by: tuple[str, ...]
    documents: tuple[str, ...]
    origins: int
    tellings: tuple[str, ...]
    quotes: tuple[Quote, ...]
    derived: bool
    contested: bool
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lines, and how many positions are in none: their own article replaces them, or they tell another again."""

    lines: tuple[Undertaking, ...]
    superseded: int
    restating: int


_Key = tuple[str, str, Action, Stance, str]


def undertakings(holdings: Holdings, only: Only = EVERYTHING) -> Gathered:
    """The positions asked for, by party, action and stance."""
    only = settled(holdings, only)
    return gathered(holdings, chosen(holdings, only), only)


@dataclass(frozen=True, slots=True)
class Ground:
    """What lines are made on: the documents' names and stories, the objects of claims, origins, what is contested.

    ``said_as``: the propositions that people say otherwise, by key; ``judged``: what people have accepted or changed.
    """

    names: dict[str, str]
    story_of: dict[str, str]
    object_of: dict[tuple[str, str], str]
    origins: OriginsHeld
    contested: frozenset[str]
    said_as: Mapping[str, str] = field(default_factory=dict)
    judged: frozenset[str] = frozenset()

    @classmethod
    def of(cls, holdings: Holdings, comparison: Comparison) -> Ground:
        """The ground on which the lines of all that is held stand."""
        return cls.among(holdings, comparison, holdings.names())

    @classmethod
    def among(cls, holdings: Holdings, comparison: Comparison, names: dict[str, str]) -> Ground:
        """The ground of the documents that have these names."""
        return cls(
            names,
            {document: story.id for story in comparison.stories for document in story.documents},
            objects_of(comparison.claims),
            Origins(comparison.lineage),
            frozenset(record for each in comparison.conflicts for side in each.sides for record in side.records),
            propositions_said_as(holdings.judgements()),
            held_by_people(holdings),
        )


def objects_of(claims: Iterable[Claim]) -> dict[tuple[str, str], str]:
    """The object of the claim that tells it, where it has one, by a position's id and a party's."""
    return {
        (telling.position, claim.party.id): claim.object
        for claim in claims
        if claim.kind is ClaimKind.POSITION and claim.party is not None and claim.object
        for telling in claim.tellings
    }


def gathered(
    holdings: Holdings, positions: Iterable[Position], only: Only = EVERYTHING, ground: Ground | None = None
) -> Gathered:
    """These positions, of the parties asked for, by party, action and stance."""
    positions = list(positions)
    ground = ground or Ground.of(holdings, holdings.comparison())
    held = _with_told_again(holdings, positions)
    out = left_out(positions, held)
    groups = _groups([each for each in positions if each.id not in out.superseded], ground, only)
    view = _View(ground, out.restating)
    lines = [line for group in groups for line in view.lines(*group)]
    lines.sort(key=lambda line: (line.party.name, line.party.id, in_place(line)))
    return Gathered(tuple(lines), len(out.superseded), len(out.restating))


def in_place(line: Undertaking) -> tuple[Any, ...]:
    """Where a line stands among those of its party."""
    told = (line.where, line.object or "", line.tellings)
    return (_ACTIONS[line.action], _STANCES[line.stance], *told)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The ids of positions that their article replaces, and of others that tell again what it tells."""

    superseded: frozenset[str]
    restating: frozenset[str]


def left_out(positions: Iterable[Position], held: Mapping[str, Position]) -> LeftOut:
    """Which of the positions are not counted; ``held`` are those of their articles that they may tell again."""
    positions = tuple(positions)
    superseded = frozenset(each.id for each in positions if _superseded(each, held))
    restating = frozenset(each.id for each in positions if each.restates in held) - superseded
    return LeftOut(superseded, restating)


def _with_told_again(holdings: Holdings, positions: Sequence[Position]) -> dict[str, Position]:
    """These positions by id, and those of their articles that they tell again, asked for or not."""
    held = {each.id: each for each in positions}
    elsewhere = sorted({each.document for each in positions if each.restates and each.restates not in held})
    return {each.id: each for document in elsewhere for each in holdings.positions(document=document)} | held


def _superseded(position: Position, held: Mapping[str, Position]) -> bool:
    """Whether its article replaces it, or what it tells again."""
    told_again = held.get(position.restates or "")
    return position.superseded_by is not None or bool(told_again and told_again.superseded_by)


def _groups(
    positions: Iterable[Position], ground: Ground, only: Only
) -> list[tuple[Party, str | None, str | None, list[Position]]]:
    """The positions of each party that are on one undertaking, wherever that is: party, story, object, positions."""
    groups: defaultdict[_Key, list[Position]] = defaultdict(list)
    names: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for position in positions:
        story = ground.story_of.get(position.document, position.document)
        for party in sorted(set(position.parties)):
            if only.means(party):
                names[party.id][party] += 1
                told = ground.object_of.get((position.id, party.id), "")
                groups[party.id, story, position.action, position.stance, told].append(position)
    # a document of no story stands for itself: it is no story's id
    return [
        (usual(names[key[0]]), None if key[1] == held[0].document else key[1], key[4] or None, held)
        for key, held in groups.items()
    ]


class _View:
    """Makes lines of groups of positions."""

    def __init__(self, ground: Ground, restating: frozenset[str]) -> None:
        self._names = ground.names
        self._origins = ground.origins
        self._contested = ground.contested
        self._said_as = ground.said_as
        self._judged = ground.judged
        self._restating = restating

    def lines(
        self, party: Party, story: str | None, told: str | None, positions: Sequence[Position]
    ) -> list[Undertaking]:
        """A line for each place; what names none belongs to the only one there is, else to a line of its own."""
        by_place: defaultdict[tuple[str, ...], list[Position]] = defaultdict(list)
        for position in positions:
            by_place[places_of(position)].append(position)
        named = sorted(places for places in by_place if places)
        if len(named) == 1 and () in by_place:
            by_place[named[0]] += by_place.pop(())
        return [self._line(party, story, told, places, held) for places, held in sorted(by_place.items())]

    def _line(
        self,
        party: Party,
        story: str | None,
        told: str | None,
        places: tuple[str, ...],
        positions: Sequence[Position],
    ) -> Undertaking:
        counted = [each for each in positions if each.id not in self._restating] or list(positions)
        documents = {each.document for each in counted}
        return Undertaking(
            party,
            counted[0].action,
            counted[0].stance,
            places,
            told,
            story,
            self._requirements(positions),
            tuple(sorted({each.said_by.name for each in counted if each.said_by})),
            tuple(sorted(self._names[each] for each in documents)),
            self._origins.count(documents),
            tuple(each.id for each in counted),
            tuple(self.quote(each) for each in counted),
            derived=all(each.role in DERIVED_ROLES for each in counted),
            contested=any(each.id in self._contested for each in positions),
            judged=sum(is_judged(each, self._judged) for each in positions),
        )

    def quote(self, position: Position) -> Quote:
        """The words of a position."""
        span = position.span
        return Quote(self._names[position.document], span.start, span.end, span.exact)

    def _requirements(self, positions: Iterable[Position]) -> tuple[Requirement, ...]:
        """What the tellings ask, each once; the same words in two articles are one requirement too."""
        found: dict[object, Requirement] = {}
        for position in positions:
            for term in position.terms:
                if term.kind in _HANGING:
                    span = term.span
                    said = {replace(each, key=self._said_as.get(each.key, each.key)) for each in term.propositions}
                    asked = tuple(sorted(said, key=lambda each: (each.key, each.holds)))
                    quote = Quote(self._names[position.document], span.start, span.end, span.exact)
                    key: object = asked or " ".join(span.exact.casefold().split())
                    before = found.get(key, Requirement(asked, ()))
                    found[key] = replace(before, quotes=(*before.quotes, quote))
        return tuple(found.values())


def places_of(position: Position) -> tuple[str, ...]:
    """Where the undertaking is to be, as far as it is told."""
    return tuple(sorted({term.value for term in position.terms if term.kind is TermKind.WHERE and term.value}))
