"""What the views keep ready: each view's own parts, made from all that is held.

A view told from what is kept ready is the one that would be told from the records; the tests hold the two together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.ask.changes import (
    Calendar,
    Change,
    ChangeKind,
    Event,
    by_record,
    change_body,
    contradicted,
    events_of,
    ordered,
    over_time,
)
from onrecord.ask.conflicts import in_order, rests_on, viewed
from onrecord.ask.filed import Filing, keys_of
from onrecord.ask.judgements import JudgementView, held_by_people, is_judged, judgement_views
from onrecord.ask.kept import packed
from onrecord.ask.lately import lately_since, latest
from onrecord.ask.listing import ListedPosition
from onrecord.ask.matrix import row_body, rows_of
from onrecord.ask.parties import Head, row_of, voices
from onrecord.ask.prepare_lists import Lists
from onrecord.ask.scenario import (
    LINES_APART,
    Shape,
    Wholes,
    groups_lines,
    line_body,
    line_key,
    open_anew,
    open_body,
    open_on,
    part_of,
    shape,
    shapes_body,
    shapes_on_each,
    wholes,
)
from onrecord.ask.scenario import in_order as hanging_on
from onrecord.ask.tallies import cell_key, forms_body, forms_of, line_forms_of, tallies, tally_body
from onrecord.ask.timeline import lane_body, lane_key, lanes_of, turns_of
from onrecord.ask.undertakings import Ground, gathered, left_out
from onrecord.model import Conflict, ConflictKind, Position, Stance
from onrecord.model.holdings import Holdings
from onrecord.model.moment import beginning
from onrecord.model.people import Naming, story_names
from onrecord.model.prepared import Prepared, Ready, Totals


def prepare(holdings: Holdings) -> Iterator[Prepared]:
    """All that is to be kept ready, a party at a time: no more than one party's positions are in memory."""
    known = holdings.parties()
    yield from _numbered(Ready.KNOWN, "", map(packed, known))
    made = _Maker.of(holdings)
    yield from made.over_all()
    for party in sorted({each.id for each in known}):
        yield from made.of_party(party)
    yield Prepared(Ready.OPEN, "", 0, open_body(open_anew({}, made.shapes)))
    for key, shapes in shapes_on_each(made.shapes).items():
        yield Prepared(Ready.SHAPE, key, 0, shapes_body(shapes))
    yield from made.contradictions()
    yield from _numbered(Ready.LATELY, "", map(change_body, latest(ordered(made.lately))))
    yield from made.lists.at_the_end()


@dataclass(slots=True)
class _Maker:
    """What all parties' parts are made with.

    ``parting`` are the records that a conflict of stance rests on, and ``told`` their events, gathered on the
    way: its sides may be of several parties. ``shapes`` and ``changes`` count what was made so far. ``lately`` are
    the changes since the moment ``since``, from which on it is lately.
    """

    holdings: Holdings
    ground: Ground
    calendar: Calendar
    wholes: Wholes
    judged: frozenset[str]
    views: dict[str, tuple[JudgementView, ...]]
    naming: Naming
    conflicts: tuple[Conflict, ...]
    touching: dict[str, list[int]]
    parting: frozenset[str]
    told: defaultdict[str, list[Event]]
    lists: Lists
    shapes: Counter[Shape]
    changes: int
    since: str
    lately: list[Change]

    @classmethod
    def of(cls, holdings: Holdings) -> _Maker:
        """Ready to begin."""
        comparison = holdings.comparison()
        ground, conflicts = Ground.of(holdings, comparison), comparison.conflicts
        touching: defaultdict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(conflicts):
            for record in set(rests_on(each)[0]):
                touching[record].append(place)
        stances = (each for each in conflicts if each.kind is ConflictKind.STANCE)
        views = judgement_views(holdings)
        calendar = Calendar.of(holdings, ground.story_of)
        since = lately_since(calendar.said.values())
        return cls(
            holdings,
            ground,
            calendar,
            wholes(groups_lines(holdings, ground=ground)),
            held_by_people(holdings),
            views,
            story_names(holdings),
            conflicts,
            dict(touching),
            frozenset(record for each in stances for record in rests_on(each)[0]),
            defaultdict(list),
            Lists.of(holdings, comparison, ground.names, ground.origins, views),
            Counter(),
            0,
            beginning(since) if since else "",
            [],
        )

    def over_all(self) -> Iterator[Prepared]:
        """The totals, and on the way what speakers of each party demand of others."""
        positions = judged = superseded = restating = 0
        demands: Counter[str] = Counter()
        filing = Filing(Ready.POSITIONS)
        for _, told in groupby(self.holdings.positions(), lambda each: each.document):
            within = tuple(told)
            yield from self.lists.gone_through(within)
            out = left_out(within, {each.id: each for each in within})
            positions += len(within)
            judged += sum(is_judged(each, self.judged) for each in within)
            superseded += len(out.superseded)
            restating += len(out.restating)
            for position in within:
                yield from filing.put(position.id, keys_of("", position.action, position.stance, always=1))
                party = _demands_of_others(position)
                if party is not None:
                    yield Prepared(Ready.DEMAND, party, demands[party], packed(self._listed(position)))
                    demands[party] += 1
        yield from filing.rest()
        documents = self.ground.names
        origins = self.ground.origins.count(documents)
        counts = Totals(len(documents), origins, positions, len(self.conflicts), judged, superseded, restating)
        yield Prepared(Ready.TOTALS, "", 0, packed(counts))

    def of_party(self, party: str) -> Iterator[Prepared]:
        """Its row, its lines, its page and its changes."""
        held = self.holdings.positions(party=party)
        positions = tuple(each for each in held if any(one.id == party for one in each.parties))
        for row in rows_of(positions, self.ground.origins, self.ground.contested, self.judged, party):
            yield Prepared(Ready.ROW, party, 0, row_body(row))
        cells = tallies(positions, self.ground.origins, self.ground.contested, self.judged, party)
        for (_, action), cell in cells.items():
            yield Prepared(Ready.TALLY, cell_key(party, action), 0, tally_body(cell))
        filing = Filing(Ready.POSITIONS)
        for each in positions:
            yield from filing.put(each.id, keys_of(party, each.action, each.stance, always=1))
        yield from filing.rest()
        yield from self._changes(party, positions)
        yield from self._page(party, positions)

    def contradictions(self) -> Iterator[Prepared]:
        """The conflicts of stance as changes."""
        told = {record: sorted(events, key=lambda event: event.party) for record, events in self.told.items()}
        for change in contradicted(self.conflicts, told):
            yield self._change(change)

    def _changes(self, party: str, positions: Sequence[Position]) -> Iterator[Prepared]:
        events = [each for each in events_of(positions, self.calendar) if each.party.id == party]
        for event in events:
            if event.told.id in self.parting:
                self.told[event.told.id].append(event)
        found = tuple(over_time(sorted(events, key=lambda event: event.order)))
        for change in found:
            yield self._change(change)
        yield from self._lanes(party, positions, events, found)

    def _lanes(
        self, party: str, positions: Sequence[Position], events: Sequence[Event], found: Iterable[Change]
    ) -> Iterator[Prepared]:
        if not positions:
            return
        parting = contradicted(self._touching(positions), by_record(events))
        head, lanes = lanes_of(party, positions, turns_of(ordered((*found, *parting))), self.calendar.said, self.judged)
        yield Prepared(Ready.LANES, party, 0, packed(head))
        for action, told in lanes.items():
            yield Prepared(Ready.LANE, lane_key(party, action), 0, lane_body(told))

    def _page(self, party: str, positions: tuple[Position, ...]) -> Iterator[Prepared]:
        spoken = tuple(self.holdings.statements(party=party))
        row = row_of(party, positions, spoken, self.ground.origins)
        if row is None:
            return
        found = gathered(self.holdings, positions, ground=self.ground).lines
        yield from self._forms(party, positions)
        lines = [(line, part_of(line, self.wholes)) for line in found if line.party.id == party]
        key = line_key(lines[0][0].party if lines else row.party, party)
        shapes = Counter(shape(*line) for line in lines)
        self.shapes += shapes
        asked = [place for place, (line, _) in enumerate(lines) if line.stance is Stance.DEMANDED]
        own = [place for place, (line, _) in enumerate(lines) if line.stance is not Stance.DEMANDED]
        hanging, heard = hanging_on(open_on(shapes)), voices(spoken, self.naming)
        yield Prepared(Ready.PARTY, party, 0, packed(Head(row, key, tuple(own), tuple(asked), hanging, heard)))
        for number, line in enumerate(lines):
            yield Prepared(Ready.LINE, key, number * LINES_APART, line_body(*line))
        views = in_order(viewed(self._touching(positions), self.ground.names))
        yield from _numbered(Ready.CONFLICT, party, map(packed, views))

    def _forms(self, party: str, positions: Sequence[Position]) -> Iterator[Prepared]:
        out = left_out(positions, {each.id: each for each in positions}).superseded
        on_lines = line_forms_of(each for each in positions if each.id not in out)
        counted = forms_of(positions).get(party, Counter()), on_lines.get(party, Counter())
        yield Prepared(Ready.FORMS, party, 0, forms_body(*counted))

    def _touching(self, positions: Iterable[Position]) -> list[Conflict]:
        """The conflicts that rest on any of the positions, each once."""
        places = {place for position in positions for place in self.touching.get(position.id, ())}
        return [self.conflicts[place] for place in sorted(places)]

    def _listed(self, position: Position) -> ListedPosition:
        name = self.ground.names[position.document]
        return ListedPosition(position.id, name, position, self.views.get(position.id, ()))

    def _change(self, change: Change) -> Prepared:
        self.changes += 1
        if change.kind is not ChangeKind.NEW and change.now.at >= self.since:
            self.lately.append(change)
        return Prepared(Ready.CHANGE, change.now.at, self.changes, change_body(change))


def _demands_of_others(position: Position) -> str | None:
    """The id of the party whose speaker demands this of others; None for any other position."""
    if position.stance is not Stance.DEMANDED or position.said_by is None or position.said_by.party is None:
        return None
    speaks_for = position.said_by.party.id
    return None if speaks_for in {party.id for party in position.parties} else speaks_for


def _numbered(view: Ready, key: str, bodies: Iterable[str]) -> Iterator[Prepared]:
    return (Prepared(view, key, place, body) for place, body in enumerate(bodies))
