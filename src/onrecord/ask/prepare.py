"""What the views keep ready: each view's own parts, made from all that is held.

A view told from what is kept ready is the one that would be told from the records; the tests hold the two together.
All of it is gone through document by document, story by story and party by party; memory holds what crosses these, in
short, and what has to be put in order over all of them waits on disk.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import groupby, repeat
from typing import Generic, Protocol, TypeVar

from onrecord.ask.changes import (
    Calendar,
    Change,
    ChangeKind,
    Event,
    change_body,
    contradicted,
    events_of,
    ordered,
    over_time,
)
from onrecord.ask.choice import dates
from onrecord.ask.conflicts import order_of, rests_on, viewed
from onrecord.ask.filed import Filing, keys_of
from onrecord.ask.judgements import JudgementView, held_by_people, is_judged, judgement_views
from onrecord.ask.kept import packed
from onrecord.ask.lately import SINCE, lately_since, latest
from onrecord.ask.listing import ListedPosition
from onrecord.ask.matrix import row_body
from onrecord.ask.naming import usual
from onrecord.ask.parties import Counted, Head, Heard, demanded_for, hear, heard_body, voices_of
from onrecord.ask.prepare_ground import Survey
from onrecord.ask.prepare_lists import Lists
from onrecord.ask.scenario import LINES_APART, in_order, line_body, line_key, part_of, wholes
from onrecord.ask.shapes import Shape, open_anew, open_body, open_on, shape, shapes_body, shapes_on_each
from onrecord.ask.sorting import Sorting
from onrecord.ask.tallies import Tallying, cell_key, forms_body, line_forms_of, row_from, tally_body
from onrecord.ask.timeline import Laying, Turn, lane_body, lane_key, turn_of
from onrecord.ask.tracks import Tracked, track_body, tracked
from onrecord.ask.undertakings import Ground, Undertaking, gathered, in_place, left_out, objects_of
from onrecord.model import Action, Claim, Conflict, Party, Position, Stance
from onrecord.model.holdings import Holdings
from onrecord.model.judgement import propositions_said_as
from onrecord.model.moment import beginning
from onrecord.model.people import Naming, story_names
from onrecord.model.prepared import Prepared, Ready, Totals

_AT_HAND = 500  # positions of a party: most parties have fewer
_LATELY = 1_000  # changes of late that are gathered before those that would not be shown are let go


def prepare(holdings: Holdings) -> Iterator[Prepared]:
    """All that is to be kept ready."""
    known = holdings.parties()
    yield from _numbered(Ready.KNOWN, "", map(packed, known))
    with ExitStack() as aside:
        made = _Maker.of(holdings, aside)
        yield from made.over_all()
        yield from made.of_stories()
        lines, conflicts = _InTurn(made.lines), _InTurn(made.touched)
        for party in sorted({each.id for each in known}):
            yield from made.of_party(party, lines, conflicts)
        yield Prepared(Ready.OPEN, "", 0, open_body(open_anew({}, made.shapes)))
        for key, shapes in shapes_on_each(made.shapes).items():
            yield Prepared(Ready.SHAPE, key, 0, shapes_body(shapes))
        yield from made.contradictions()
        yield from _numbered(Ready.LATELY, "", map(change_body, latest(ordered(made.lately))))
        yield Prepared(Ready.LATELY, SINCE, 0, packed(made.since))
        yield from made.lists.at_the_end()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it waits for its party's turn: where it stands among the party's, its body, and what it hangs on."""

    party: str
    place: tuple[int, int, tuple[str, ...], str, tuple[str, ...]]
    key: str
    body: str
    shape: Shape

    @classmethod
    def of(cls, line: Undertaking, whole: Undertaking | None) -> _Line:
        """A line with the group's that it is taken to be a part of."""
        party = line.party
        return cls(party.id, in_place(line), line_key(party, party.id), line_body(line, whole), shape(line, whole))


@dataclass(frozen=True, slots=True)
class _Touched:
    """A conflict that rests on a position of a party, as it waits for the party's turn."""

    party: str
    order: tuple[int, str, str]
    body: str


@dataclass(frozen=True, slots=True)
class _OnTrack:
    """A position of a party as it waits for all of the party's on its action."""

    action: Action
    told: Tracked


@dataclass(slots=True)
class _Maker:
    """What all parts are made with.

    ``told`` are the events that a conflict of stance rests on, gathered on the way: its sides may be of several
    parties. ``parties_of`` are the parties of each position that any conflict rests on, ``line_forms`` the names of
    each party on positions that have a line. ``shapes`` and ``changes`` count what was made so far. ``lately`` are the
    changes since the moment ``since``, from which on it is lately.
    """

    holdings: Holdings
    ground: Ground
    survey: Survey
    calendar: Calendar
    views: dict[str, tuple[JudgementView, ...]]
    naming: Naming
    lists: Lists
    lines: Sorting[_Line]
    touched: Sorting[_Touched]
    told: defaultdict[str, list[Event]]
    parties_of: dict[str, tuple[str, ...]]
    line_forms: defaultdict[str, Counter[Party]]
    shapes: Counter[Shape]
    changes: int
    since: str
    lately: list[Change]

    @classmethod
    def of(cls, holdings: Holdings, aside: ExitStack) -> _Maker:
        """Ready to begin; what waits on disk goes away with ``aside``."""
        names = {sys.intern(document): name for document, name in holdings.names().items()}
        survey, views = Survey.of(holdings), judgement_views(holdings)
        story_of = survey.story_of()
        ground = Ground(
            names,
            story_of,
            {},
            survey.origins,
            frozenset(survey.contested),
            propositions_said_as(holdings.judgements()),
            held_by_people(holdings),
        )
        calendar = Calendar(names, dates(holdings), story_of)
        since = lately_since(calendar.said.values())
        return cls(
            holdings,
            ground,
            survey,
            calendar,
            views,
            story_names(holdings, survey.stories),
            Lists.of(holdings, survey, names, views, aside),
            aside.enter_context(Sorting(_Line, lambda line: (line.party, line.place))),
            aside.enter_context(Sorting(_Touched, lambda each: (each.party, each.order))),
            defaultdict(list),
            {},
            defaultdict(Counter),
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
            judged += sum(is_judged(each, self.ground.judged) for each in within)
            superseded += len(out.superseded)
            restating += len(out.restating)
            for party, forms in line_forms_of(each for each in within if each.id not in out.superseded).items():
                self.line_forms[party].update(forms)
            for position in within:
                identity = position.id
                if identity in self.ground.contested:
                    self.parties_of[identity] = tuple({sys.intern(party.id) for party in position.parties})
                yield from filing.put(identity, keys_of("", position.action, position.stance, always=1))
                speaker = demanded_for(position)
                if speaker is not None:
                    yield Prepared(Ready.DEMAND, speaker, demands[speaker], packed(self._listed(position)))
                    demands[speaker] += 1
        yield from filing.rest()
        documents = self.ground.names
        origins = self.ground.origins.count(documents)
        counts = Totals(len(documents), origins, positions, self.survey.conflicts, judged, superseded, restating)
        yield Prepared(Ready.TOTALS, "", 0, packed(counts))

    def of_stories(self) -> Iterator[Prepared]:
        """What the comparison gave, story by story; on the way the lines and conflicts of each are put aside."""
        parts = self.holdings.comparison_by_story()
        judged = bool(self.holdings.judgements())
        as_read = self.holdings.comparison_by_story(as_read=True) if judged else repeat(None)
        for part, read in zip(parts, as_read, strict=False):  # what repeats has no end
            yield from self.lists.of_story(part, read)
            self._put_conflicts(part.conflicts)
            for story in part.stories:
                own = [each for each in story.documents if self.ground.story_of[each] == story.id]
                self._put_lines(own, part.claims)
        for document in self.ground.names.keys() - self.ground.story_of.keys():
            self._put_lines((document,), ())

    def of_party(self, party: str, lines: _InTurn[_Line], conflicts: _InTurn[_Touched]) -> Iterator[Prepared]:
        """Its row, its lines, its page and its changes."""
        ground, told, forms = self.ground, Counted(), Counter[Party]()
        tallying = Tallying(ground.origins, ground.contested, ground.judged, party)
        filing, laying = Filing(Ready.POSITIONS), Laying(party, self.calendar.said, ground.judged)
        first: dict[str, Position] = {}
        with (
            Sorting(Event, key=lambda event: event.order) as events,
            Sorting(_OnTrack, key=lambda each: each.action) as tracks,
        ):
            for within in self._by_document(party):
                held = {each.id for each in within} if any(each.restates for each in within) else set()
                for position in within:
                    tallying.count(position)
                    named = [one for one in position.parties if one.id == party]
                    forms.update(named)
                    for form in set(named):
                        told.take(position, form)
                    yield from filing.put(position.id, keys_of(party, position.action, position.stance, always=1))
                    laying.lay(position, position.restates in held)
                    tracks.put(_OnTrack(position.action, tracked(position, party, self.calendar)))
                    if len(first) < _AT_HAND:
                        first[position.id] = position
                for event in events_of(within, self.calendar):
                    if event.party.id == party:
                        events.put(event)
            cells = {action: cell for (_, action), cell in tallying.cells().items()}
            row = row_from(party, forms, None, cells)
            if row is not None:
                yield Prepared(Ready.ROW, party, 0, row_body(row))
            for action, cell in cells.items():
                yield Prepared(Ready.TALLY, cell_key(party, action), 0, tally_body(cell))
            yield from filing.rest()
            yield from self._changes(party, events, laying, first)
            for action, track in groupby(tracks, lambda each: each.action):
                body = track_body([each.told for each in track])
                yield Prepared(Ready.TRACK, lane_key(party, action), 0, body)
        yield from self._page(party, told, forms, lines.of(party), conflicts.of(party))

    def contradictions(self) -> Iterator[Prepared]:
        """The conflicts of stance as changes."""
        told = {record: sorted(events, key=lambda event: event.party) for record, events in self.told.items()}
        for change in contradicted(self.survey.parting, told):
            yield self._change(change)

    def _by_document(self, party: str) -> Iterator[tuple[Position, ...]]:
        """The party's positions, those of a document together."""
        held = self.holdings.positions(party=party)
        own = (each for each in held if any(one.id == party for one in each.parties))
        return (tuple(within) for _, within in groupby(own, lambda each: each.document))

    def _put_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        for conflict, view in zip(conflicts, viewed(conflicts, self.ground.names), strict=True):
            body, order = packed(view), order_of(view)
            self.lists.put_conflict(conflict.story, view, body)
            records = rests_on(conflict)[0]
            for party in {each for record in records for each in self.parties_of.get(record, ())}:
                self.touched.put(_Touched(party, order, body))

    def _put_lines(self, documents: Collection[str], claims: Iterable[Claim]) -> None:
        """The lines of all parties in these documents, which tell one event."""
        names = self.ground.names
        told = sorted((each for each in documents if each in names), key=lambda each: (names[each], each))
        positions = [each for document in told for each in self.holdings.positions(document=document)]
        if not positions:
            return
        ground = replace(self.ground, object_of=objects_of(claims))
        found = gathered(self.holdings, positions, ground=ground).lines
        known = {line.party.id: usual(self.line_forms[line.party.id]) for line in found}
        lines = [replace(line, party=known[line.party.id]) for line in found]
        lines.sort(key=lambda line: (line.party.name, line.party.id, in_place(line)))
        groups = wholes(lines)
        for line in lines:
            self.lines.put(_Line.of(line, part_of(line, groups)))

    def _changes(
        self, party: str, events: Sorting[Event], laying: Laying, first: dict[str, Position]
    ) -> Iterator[Prepared]:
        parting: defaultdict[str, list[Event]] = defaultdict(list)
        turns: defaultdict[tuple[str, str], list[Turn]] = defaultdict(list)

        def noted() -> Iterator[Event]:
            for event in events:
                if event.told.id in self.survey.touching:
                    parting[event.told.id].append(event)
                yield event

        for change in over_time(noted()):
            turns[change.now.id, party].append(turn_of(change))
            yield self._change(change)
        for record, found in parting.items():
            self.told[record] += found
        for change in ordered(contradicted(self.survey.around(parting), parting)):
            turns[change.now.id, party].append(turn_of(change))
        yield from self._lanes(party, laying, turns, first)

    def _lanes(
        self,
        party: str,
        laying: Laying,
        turns: dict[tuple[str, str], list[Turn]],
        first: dict[str, Position],
    ) -> Iterator[Prepared]:
        """What is shown of the party's positions, of which the first are at hand."""
        head = laying.head()
        if head is None:
            return
        yield Prepared(Ready.LANES, party, 0, packed(head))
        shown = laying.shown(turns)
        further = [each for ids in shown.values() for each in ids if each not in first]
        held = first | {each.id: each for each in (self.holdings.positions_among(further) if further else ())}
        for action, ids in shown.items():
            told = tuple(laying.telling(held[each], turns) for each in ids)
            yield Prepared(Ready.LANE, lane_key(party, action), 0, lane_body(told))

    def _page(
        self, party: str, told: Counted, forms: Counter[Party], lines: Iterator[_Line], conflicts: Iterator[_Touched]
    ) -> Iterator[Prepared]:
        said: Heard = Counter()
        for statement in self.holdings.statements(party=party):
            hear(said, statement, self.naming)
            speaks_for = statement.speaker.party if statement.speaker else None
            if speaks_for is not None and speaks_for.id == party:
                told.hear(statement, speaks_for)
        if not told.names:
            return
        yield Prepared(Ready.FORMS, party, 0, forms_body(forms, self.line_forms[party], told.names))
        yield Prepared(Ready.VOICES, party, 0, heard_body(said))
        row = told.row(self.ground.origins)
        key, shapes = line_key(row.party, party), Counter[Shape]()
        own: list[int] = []
        asked: list[int] = []
        for number, line in enumerate(lines):
            key = line.key
            shapes[line.shape] += 1
            (asked if line.shape.stance is Stance.DEMANDED else own).append(number)
            yield Prepared(Ready.LINE, key, number * LINES_APART, line.body)
        self.shapes.update(shapes)
        head = Head(row, key, tuple(own), tuple(asked), in_order(open_on(shapes)), voices_of(said))
        yield Prepared(Ready.PARTY, party, 0, packed(head))
        yield from _numbered(Ready.CONFLICT, party, (each.body for each in conflicts))

    def _listed(self, position: Position) -> ListedPosition:
        name = self.ground.names[position.document]
        return ListedPosition(position.id, name, position, self.views.get(position.id, ()))

    def _change(self, change: Change) -> Prepared:
        self.changes += 1
        if change.kind is not ChangeKind.NEW and change.now.at >= self.since:
            self.lately.append(change)
            if len(self.lately) >= _LATELY:
                self.lately = list(latest(ordered(self.lately)))
        return Prepared(Ready.CHANGE, change.now.at, self.changes, change_body(change))


class _OfParty(Protocol):
    """Something of one party, by its id."""

    @property
    def party(self) -> str: ...


Of = TypeVar("Of", bound=_OfParty)


class _InTurn(Generic[Of]):
    """What comes party by party, in the order of their ids, handed to each in its turn."""

    def __init__(self, items: Iterable[Of]) -> None:
        self._items = iter(items)
        self._next = next(self._items, None)

    def of(self, party: str) -> Iterator[Of]:
        """What is of this party; who comes before and was not asked for is passed over."""
        while self._next is not None and self._next.party <= party:
            item, self._next = self._next, next(self._items, None)
            if item.party == party:
                yield item


def _numbered(view: Ready, key: str, bodies: Iterable[str]) -> Iterator[Prepared]:
    return (Prepared(view, key, place, body) for place, body in enumerate(bodies))
