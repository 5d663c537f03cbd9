"""One line for a position that several documents tell: who stands where on what, and with how many sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.ask.choice import EVERYTHING, Only, chosen, settled
from onrecord.ask.conflicts import Quote
from onrecord.ask.naming import usual
from onrecord.model import (
    DERIVED_ROLES,
    Action,
    ClaimKind,
    Comparison,
    Party,
    Position,
    Proposition,
    Stance,
    TermKind,
)
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins

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
    headlines or key points only. ``contested``: a conflict touches it.
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


def gathered(holdings: Holdings, positions: Iterable[Position], only: Only = EVERYTHING) -> Gathered:
    """These positions, of the parties asked for, by party, action and stance."""
    positions = list(positions)
    held = {each.id: each for each in positions}
    superseded = {each.id for each in positions if _superseded(each, held)}
    restating = {each.id for each in positions if each.restates in held} - superseded
    comparison = holdings.comparison()
    groups = _groups([each for each in positions if each.id not in superseded], comparison, only)
    view = _View(holdings, comparison, frozenset(restating))
    lines = [line for group in groups for line in view.lines(*group)]
    actions, stances = list(Action), list(Stance)
    lines.sort(
        key=lambda line: (
            line.party.name,
            line.party.id,
            actions.index(line.action),
            stances.index(line.stance),
            line.where,
            line.object or "",
            line.tellings,
        )
    )
    return Gathered(tuple(lines), len(superseded), len(restating))


def _superseded(position: Position, held: dict[str, Position]) -> bool:
    """Whether its article replaces it, or what it tells again."""
    told_again = held.get(position.restates or "")
    return position.superseded_by is not None or bool(told_again and told_again.superseded_by)


def _groups(
    positions: Iterable[Position], comparison: Comparison, only: Only
) -> list[tuple[Party, str | None, str | None, list[Position]]]:
    """The positions of each party that are on one undertaking, wherever that is: party, story, object, positions."""
    story_of = {document: story.id for story in comparison.stories for document in story.documents}
    object_of = {
        (telling.position, claim.party.id): claim.object or ""
        for claim in comparison.claims
        if claim.kind is ClaimKind.POSITION and claim.party is not None
        for telling in claim.tellings
    }
    groups: defaultdict[_Key, list[Position]] = defaultdict(list)
    names: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for position in positions:
        story = story_of.get(position.document, position.document)
        for party in sorted(set(position.parties)):
            if only.means(party):
                names[party.id][party] += 1
                told = object_of.get((position.id, party.id), "")
                groups[party.id, story, position.action, position.stance, told].append(position)
    stories = set(story_of.values())
    return [
        (usual(names[key[0]]), key[1] if key[1] in stories else None, key[4] or None, held)
        for key, held in groups.items()
    ]


class _View:
    """Makes lines of groups of positions."""

    def __init__(self, holdings: Holdings, comparison: Comparison, restating: frozenset[str]) -> None:
        self._names = holdings.names()
        self._origins = Origins(comparison.lineage)
        self._contested = {record for each in comparison.conflicts for side in each.sides for record in side.records}
        self._restating = restating

    def lines(
        self, party: Party, story: str | None, told: str | None, positions: Sequence[Position]
    ) -> list[Undertaking]:
        """A line for each place; what names none belongs to the only one there is, else to a line of its own."""
        by_place: defaultdict[tuple[str, ...], list[Position]] = defaultdict(list)
        for position in positions:
            by_place[_places(position)].append(position)
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
                    asked = tuple(sorted(set(term.propositions), key=lambda each: (each.key, each.holds)))
                    quote = Quote(self._names[position.document], span.start, span.end, span.exact)
                    key: object = asked or " ".join(span.exact.casefold().split())
                    before = found.get(key, Requirement(asked, ()))
                    found[key] = replace(before, quotes=(*before.quotes, quote))
        return tuple(found.values())


def _places(position: Position) -> tuple[str, ...]:
    return tuple(sorted({term.value for term in position.terms if term.kind is TermKind.WHERE and term.value}))
