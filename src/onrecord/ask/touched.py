"""What is told in the stories that judgements touch: as it is held, and as it would be with them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.ask.changes import Calendar, Change, by_record, contradicted, events_of, over_time
from onrecord.ask.changes import Told as Telling
from onrecord.ask.choice import dates
from onrecord.ask.judgements import JudgementView, held_by_people, is_judged, judgement_views
from onrecord.ask.kept import KeptOrigins, listed_under, one
from onrecord.ask.parties import Counted, Heard, counted, heard
from onrecord.ask.scenario import part_of, wholes
from onrecord.ask.tallies import CellTally, forms_of, line_forms_of, tallies
from onrecord.ask.timeline import lane_key
from onrecord.ask.tracks import Tracked, events_of_track, track_of, tracked
from onrecord.ask.undertakings import Ground, Undertaking, gathered, left_out
from onrecord.model import Action, Comparison, Judgement, Party, Position, Statement
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.people import story_names
from onrecord.model.prepared import Ready

Line = tuple[Undertaking, Undertaking | None]
Key = tuple[str, Action]  # a party's id, and an action


@dataclass(frozen=True, slots=True)
class Told:
    """What is told in some stories; ``judged`` and ``views`` are what people hold of it.

    ``forms`` are the names of each party in its positions, ``line_forms`` in those that have a line. ``counts`` is what
    each party's page counts, by its id, and ``heard`` who speaks for it.
    """

    holdings: Holdings
    comparison: Comparison
    positions: tuple[Position, ...]
    ground: Ground
    views: dict[str, tuple[JudgementView, ...]]
    totals: Counter[str]
    cells: dict[Key, CellTally]
    forms: dict[str, Counter[Party]]
    line_forms: dict[str, Counter[Party]]
    counts: dict[str, Counted]
    heard: dict[str, Heard]

    @classmethod
    def of(cls, held: Holdings, told: Holdings, documents: Sequence[str]) -> Told:
        """As ``told`` has it; ``held`` keeps the origins."""
        comparison, judged = told.comparison(), held_by_people(told)
        ground = replace(Ground.among(told, comparison, held.names(documents)), origins=KeptOrigins(held))
        positions: list[Position] = []
        statements: list[Statement] = []
        superseded: set[str] = set()
        totals: Counter[str] = Counter()
        for document in documents:
            within = tuple(told.positions(document=document))
            out = left_out(within, {each.id: each for each in within})
            totals.update(superseded=len(out.superseded), restating=len(out.restating))
            positions += within
            superseded |= out.superseded
            statements += told.statements(document=document)
            totals.update(figures=sum(1 for _ in told.figures(document=document)))
            totals.update(acts=sum(1 for _ in told.acts(document=document)))
        totals.update(
            positions=len(positions),
            judged=sum(is_judged(each, judged) for each in positions),
            conflicts=len(comparison.conflicts),
            claims=len(comparison.claims),
            statements=len(statements),
        )
        return cls(
            told,
            comparison,
            tuple(positions),
            ground,
            judgement_views(told),
            totals,
            tallies(positions, ground.origins, ground.contested, judged),
            forms_of(positions),
            line_forms_of(each for each in positions if each.id not in superseded),
            counted(positions, statements),
            _heard(told, statements),
        )

    @property
    def by_id(self) -> dict[str, Position]:
        """The positions, by id."""
        return {each.id: each for each in self.positions}

    def lines(self, names: Mapping[str, Party]) -> dict[str, list[Line]]:
        """The lines of each party, by id, under the names that parties have in all that is held."""
        found = gathered(self.holdings, self.positions, ground=self.ground).lines
        named = [replace(line, party=names[line.party.id]) for line in found]
        known = wholes(named)
        lines: defaultdict[str, list[Line]] = defaultdict(list)
        for line in named:
            lines[line.party.id].append((line, part_of(line, known)))
        return lines

    def of_party(self, party: str, action: Action | None = None) -> list[Position]:
        """The positions of a party, in their order; on one action alone where that is given."""
        return [
            each
            for each in self.positions
            if action in (None, each.action) and any(one.id == party for one in each.parties)
        ]


def _heard(told: Holdings, statements: Iterable[Statement]) -> dict[str, Heard]:
    by_party: defaultdict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        if each.speaker is not None and each.speaker.party is not None:
            by_party[each.speaker.party.id].append(each)
    named = story_names(told)
    return {party: heard(spoken, named) for party, spoken in by_party.items()}


@dataclass(frozen=True, slots=True)
class Track:
    """All of a party's positions on an action, in their order, as they are with the judgements.

    ``before`` and ``after`` are what they became from one to the next; the words that changed are not told.
    """

    party: str
    action: Action
    told: tuple[Tracked, ...]
    before: tuple[Change, ...]
    after: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """The stories that judgements touch, ``before`` and ``after`` them, of all that is ``held``."""

    held: Holdings
    before: Told
    after: Told
    _tracks: dict[Key, Track]
    _conflicts: dict[str, list[Any]]

    @classmethod
    def by(cls, held: Holdings, made: Sequence[Judgement], documents: Collection[str]) -> Touched:
        """What these judgements touch, which are not recorded yet, and are on records of these documents alone."""
        compared, within = _read(held, documents)
        before, after = (Told.of(held, held.supposing(each, compared, within), within) for each in ((), made))
        return cls(held, before, after, {}, {})

    @property
    def documents(self) -> Collection[str]:
        """The ids of the documents of the stories."""
        return self.before.ground.names.keys()

    def track(self, party: str, action: Action) -> Track:
        """What a party holds on an action, and what becomes of it: told once."""
        if (party, action) not in self._tracks:
            elsewhere = [each for each in self._kept(party, action) if each.document not in self.documents]
            calendar = self.calendar(self.documents)
            before, after = (
                sorted(
                    (*elsewhere, *(tracked(each, party, calendar) for each in told.of_party(party, action))),
                    key=lambda each: each.order,
                )
                for told in (self.before, self.after)
            )
            were, are = (
                tuple(over_time(sorted(events_of_track(action, told), key=lambda event: event.order)))
                for told in (before, after)
            )
            self._tracks[party, action] = Track(party, action, tuple(after), were, are)
        return self._tracks[party, action]

    def _kept(self, party: str, action: Action) -> list[Tracked]:
        """What is kept of a party's positions on an action; nothing where it has none."""
        kept = self.held.prepared(Ready.TRACK, lane_key(party, action))
        return track_of(kept[0]) if kept else []

    def worded(self, found: Collection[Change]) -> list[Change]:
        """These changes with the words that changed."""
        told = (each for change in found for each in (change.now, change.before) if each is not None)
        ids = {each.id for each in told}
        spans = {each.id: each.span for each in (*self.before.positions, *self.after.positions) if each.id in ids}
        spans |= {each.id: each.span for each in self.held.positions_among(ids - spans.keys())}

        def with_words(told: Telling) -> Telling:
            return replace(told, end=spans[told.id].end, exact=spans[told.id].exact)

        return [
            replace(each, now=with_words(each.now), before=each.before and with_words(each.before)) for each in found
        ]

    def conflicts_elsewhere(self, party: str) -> list[Any]:
        """The conflicts in all other stories that rest on positions of a party, as JSON has them: read once."""
        if party not in self._conflicts:
            here = {each.id for each in self.before.comparison.conflicts}
            kept = listed_under(self.held, Ready.CONFLICT, party, json.loads, 0, None)
            self._conflicts[party] = [each for each in kept if each["id"] not in here]
        return self._conflicts[party]

    def contradicted(self, told: Told) -> list[Change]:
        """The conflicts of the stories, as changes."""
        events = by_record(events_of(told.positions, self.calendar(told.ground.names)))
        return list(contradicted(told.comparison.conflicts, events))

    def calendar(self, documents: Collection[str]) -> Calendar:
        """When these documents were, and of which story they are."""
        stories = self.held.kept_under(Ready.COMPARED, documents)
        return Calendar(
            self.held.names(documents),
            dates(self.held, documents=documents),
            {document: json.loads(story) for document, story in stories.items()},
        )


def _read(held: Holdings, documents: Collection[str]) -> tuple[Comparison, tuple[str, ...]]:
    """What the machine found in the stories of these documents, and all documents of those, by name and id."""
    stories = {one(held, Ready.COMPARED, document) for document in documents} - {None}
    bodies = [one(held, Ready.UNJUDGED, story) or one(held, Ready.COMPARED, story) for story in sorted(stories)]
    parts = [decode(Comparison, body) for body in bodies]
    within = {*documents, *(each for part in parts for story in part.stories for each in story.documents)}
    found = Comparison(
        tuple(each for part in parts for each in part.stories),
        tuple(each for part in parts for each in part.lineage),
        tuple(each for part in parts for each in part.claims),
        tuple(each for part in parts for each in part.conflicts),
    )
    return found, tuple(held.names(within))
