"""What a judgement changes of what is kept ready: the stories that it touches are told as before and as now.

Whatever is added up over stories has these taken out and counted in again. What has to be told from all positions of a
party is taken away, as is a list of positions that one comes into which it was not in when all was made ready: these
are told from the records until the next build.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.ask.changes import Calendar, Change, by_record, change_body, contradicted, events_of, over_time
from onrecord.ask.choice import dates
from onrecord.ask.filed import filed_anew, keys_of
from onrecord.ask.judgements import held_by_people, is_judged
from onrecord.ask.kept import KeptOrigins, compared_of, one, packed
from onrecord.ask.matrix import row_body
from onrecord.ask.naming import usual
from onrecord.ask.scenario import (
    LINES_APART,
    Shape,
    line_body,
    line_key,
    line_of,
    open_anew,
    open_body,
    open_of,
    part_of,
    shape,
    shapes_body,
    shapes_of,
    shapes_on_each,
    wholes,
)
from onrecord.ask.tallies import (
    CellTally,
    actions_with,
    cell_key,
    forms_body,
    forms_from,
    forms_of,
    line_forms_of,
    row_from,
    tallies,
    tally_body,
    tally_of,
    without_none,
)
from onrecord.ask.undertakings import Ground, Undertaking, gathered, in_place, left_out
from onrecord.model import Action, Comparison, Judgement, Party, Position
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Ready, TooFarReachingError, Totals

_Line = tuple[Undertaking, Undertaking | None]


def adjust(held: Holdings, made: Sequence[Judgement], documents: Collection[str]) -> Iterator[Adjusted]:
    """What changes with these judgements, which touch records of these documents alone, and are not recorded yet.

    Raises TooFarReachingError where more has to be made anew than a part.
    """
    compared, within = _read(held, documents)
    before = _Told.of(held, held.supposing((), compared, within), within)
    after = _Told.of(held, held.supposing(made, compared, within), within)
    yield from _totals(held, before, after)
    forms = _forms(held, before, after)
    yield from _rows(held, before, after, forms)
    yield from _lines(held, before, after, forms)
    yield from _changes(held, before, after)
    yield from _compared(held, after)
    yield from _filed(held, before, after)
    for party in sorted(before.parties | after.parties):
        yield Adjusted(Ready.PARTY, party, 0, None)


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


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told in some stories: ``parties`` are all that take a position there or are spoken for."""

    holdings: Holdings
    comparison: Comparison
    positions: tuple[Position, ...]
    ground: Ground
    totals: Counter[str]
    cells: dict[tuple[str, Action], CellTally]
    forms: dict[str, Counter[Party]]
    line_forms: dict[str, Counter[Party]]
    parties: frozenset[str]

    @classmethod
    def of(cls, held: Holdings, told: Holdings, documents: Sequence[str]) -> _Told:
        """As ``told`` has it; ``held`` keeps the origins."""
        comparison, judged = told.comparison(), held_by_people(told)
        ground = replace(
            Ground.among(told, comparison, held.names(documents)),
            origins=KeptOrigins(held),
        )
        totals: Counter[str] = Counter(conflicts=len(comparison.conflicts))
        positions: list[Position] = []
        superseded: set[str] = set()
        parties: set[str] = set()
        for document in documents:
            within = tuple(told.positions(document=document))
            out = left_out(within, {each.id: each for each in within})
            totals.update(
                positions=len(within),
                judged=sum(is_judged(each, judged) for each in within),
                superseded=len(out.superseded),
                restating=len(out.restating),
            )
            positions += within
            superseded |= out.superseded
            speakers = [
                *(each.said_by for each in within),
                *(each.speaker for each in told.statements(document=document)),
            ]
            parties |= {each.party.id for each in speakers if each is not None and each.party is not None}
        parties |= {party.id for each in positions for party in each.parties}
        return cls(
            told,
            comparison,
            tuple(positions),
            ground,
            totals,
            tallies(positions, ground.origins, ground.contested, judged),
            forms_of(positions),
            line_forms_of(each for each in positions if each.id not in superseded),
            frozenset(parties),
        )

    def lines(self, names: dict[str, Party]) -> dict[str, list[_Line]]:
        """The lines of each party, by id, under the names that parties have in all that is held."""
        found = gathered(self.holdings, self.positions, ground=self.ground).lines
        named = [replace(line, party=names[line.party.id]) for line in found]
        known = wholes(named)
        lines: defaultdict[str, list[_Line]] = defaultdict(list)
        for line in named:
            lines[line.party.id].append((line, part_of(line, known)))
        return lines


def _totals(held: Holdings, before: _Told, after: _Told) -> Iterator[Adjusted]:
    counted = decode(Totals, one(held, Ready.TOTALS))
    changed = {name: getattr(counted, name) + after.totals[name] - before.totals[name] for name in after.totals}
    yield Adjusted(Ready.TOTALS, "", 0, packed(replace(counted, **changed)))


@dataclass(frozen=True, slots=True)
class _Forms:
    """A party's names with how often it is told by each: over all positions, and over those that have a line."""

    rows: Counter[Party]
    lines: Counter[Party]
    lines_before: Counter[Party]

    @property
    def on_lines(self) -> Party:
        """As its lines name it. Raises TooFarReachingError where that changes, as all its lines then do."""
        if not self.lines or not self.lines_before or usual(self.lines) != usual(self.lines_before):
            raise TooFarReachingError
        return usual(self.lines)


def _forms(held: Holdings, before: _Told, after: _Told) -> dict[str, _Forms]:
    """Of all parties told of in the stories, by id."""
    found = {}
    for party in sorted(before.forms.keys() | after.forms.keys()):
        kept = one(held, Ready.FORMS, party) or [[], []]
        rows, lines = (forms_from(each) for each in kept)
        changed = _counted_anew(rows, before.forms.get(party), after.forms.get(party))
        lines_after = _counted_anew(lines, before.line_forms.get(party), after.line_forms.get(party))
        found[party] = _Forms(changed, lines_after, lines)
    return found


def _counted_anew(forms: Counter[Party], out: Counter[Party] | None, counted: Counter[Party] | None) -> Counter[Party]:
    anew = Counter(forms)
    anew.subtract(out or {})
    anew.update(counted or {})
    return without_none(anew)


def _rows(held: Holdings, before: _Told, after: _Told, forms: dict[str, _Forms]) -> Iterator[Adjusted]:
    """The cells that change, each counted anew, and the rows that they stand in."""
    for party, each in forms.items():
        yield Adjusted(Ready.FORMS, party, 0, forms_body(each.rows, each.lines))
        cells = {}
        for action in actions_with(party, before.cells, after.cells):
            key = cell_key(party, action)
            kept = held.prepared(Ready.TALLY, key)
            tally = tally_of(kept[0]) if kept else CellTally()
            tally.add(before.cells.get((party, action), CellTally()), -1)
            tally.add(after.cells.get((party, action), CellTally()))
            yield Adjusted(Ready.TALLY, key, 0, tally_body(tally) if tally.stances else None)
            cells[action] = tally
        kept = held.prepared(Ready.ROW, party)
        row = row_from(party, each.rows, kept[0] if kept else None, cells)
        yield Adjusted(Ready.ROW, party, 0, None if row is None else row_body(row))


def _lines(held: Holdings, before: _Told, after: _Told, forms: dict[str, _Forms]) -> Iterator[Adjusted]:
    """The lines that go and those that come, and what hangs on each proposition."""
    named = {party: each.on_lines for party, each in forms.items() if each.lines or each.lines_before}
    were, are = before.lines(named), after.lines(named)
    shapes: Counter[Shape] = Counter()
    for party in sorted(were.keys() | are.keys()):
        gone, come = _parted(were.get(party, ()), are.get(party, ()))
        shapes.subtract(shape(*line) for line in gone)
        shapes.update(shape(*line) for line in come)
        if gone or come:
            yield from _placed(held, line_key(named[party], party), gone, come)
    yield from _shapes(held, Counter({each: count for each, count in shapes.items() if count}))


def _parted(were: Iterable[_Line], are: Iterable[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines that are no more, and those that were not before."""
    bodies, others = Counter(line_body(*each) for each in were), Counter(line_body(*each) for each in are)
    return [line_of(each) for each in (bodies - others).elements()], [
        line_of(each) for each in (others - bodies).elements()
    ]


def _placed(held: Holdings, key: str, gone: Iterable[_Line], come: Iterable[_Line]) -> Iterator[Adjusted]:
    """The lines taken from their places, and the new ones put where they come in the order of all lines."""
    rows = held.kept_rows(Ready.LINE, key)
    for line in gone:
        body = line_body(*line)
        at = next((number for number, (_, each) in enumerate(rows) if each == body), None)
        if at is None:
            raise TooFarReachingError
        yield Adjusted(Ready.LINE, key, rows.pop(at)[0], None)
    for line in come:
        at = bisect_left(rows, in_place(line[0]), key=lambda row: in_place(line_of(row[1])[0]))
        first = rows[at - 1][0] if at else rows[0][0] - 2 * LINES_APART if rows else -LINES_APART
        last = rows[at][0] if at < len(rows) else first + 2 * LINES_APART
        place = (first + last) // 2
        if place == first:
            raise TooFarReachingError
        rows.insert(at, (place, line_body(*line)))
        yield Adjusted(Ready.LINE, key, place, rows[at][1])


def _shapes(held: Holdings, changed: Counter[Shape]) -> Iterator[Adjusted]:
    kept = open_of((held.prepared(Ready.OPEN) or ["{}"])[0])
    yield Adjusted(Ready.OPEN, "", 0, open_body(open_anew(kept, changed)))
    for key, told in shapes_on_each(changed).items():
        counted: Counter[Shape] = Counter()
        for body in held.prepared(Ready.SHAPE, key) or ():
            counted.update(dict(shapes_of(body)))
        counted.update(dict(told))
        left = [(each, count) for each, count in counted.items() if count]
        yield Adjusted(Ready.SHAPE, key, 0, shapes_body(left) if left else None)


def _changes(held: Holdings, before: _Told, after: _Told) -> Iterator[Adjusted]:
    """The changes that are none any more, and the new: of each party on each action on which a position differs."""
    were, are = set(before.positions), set(after.positions)
    tracks = sorted({(party.id, each.action) for each in were ^ are for party in each.parties})
    gone, come = _contradicted(held, before), _contradicted(held, after)
    within = before.ground.names.keys()
    for party, action in tracks:
        others = [each for each in held.positions(party=party, action=action) if each.document not in within]
        gone += _over_time(held, party, action, (*others, *before.positions))
        come += _over_time(held, party, action, (*others, *after.positions))
    bodies, moments = Counter(map(change_body, gone)), {change_body(each): each.now.at for each in (*gone, *come)}
    others_come = Counter(map(change_body, come))
    kept: dict[str, list[tuple[int, str]]] = {}
    for body in (bodies - others_come).elements():
        rows = kept.setdefault(moments[body], held.kept_rows(Ready.CHANGE, moments[body]))
        at = next((number for number, (_, each) in enumerate(rows) if each == body), None)
        if at is None:
            raise TooFarReachingError
        yield Adjusted(Ready.CHANGE, moments[body], rows.pop(at)[0], None)
    for body in (others_come - bodies).elements():
        rows = kept.setdefault(moments[body], held.kept_rows(Ready.CHANGE, moments[body]))
        rows.append((1 + max((place for place, _ in rows), default=0), body))
        yield Adjusted(Ready.CHANGE, moments[body], *rows[-1])


def _over_time(held: Holdings, party: str, action: Action, positions: Iterable[Position]) -> list[Change]:
    """The changes of one party on one action."""
    theirs = [each for each in positions if each.action is action and any(one.id == party for one in each.parties)]
    calendar = _calendar(held, {each.document for each in theirs})
    events = (each for each in events_of(theirs, calendar) if each.party.id == party)
    return list(over_time(sorted(events, key=lambda event: event.order)))


def _contradicted(held: Holdings, told: _Told) -> list[Change]:
    """The conflicts of the stories, as changes."""
    events = by_record(events_of(told.positions, _calendar(held, told.ground.names)))
    return list(contradicted(told.comparison.conflicts, events))


def _calendar(held: Holdings, documents: Collection[str]) -> Calendar:
    stories = {document: one(held, Ready.COMPARED, document) for document in documents}
    return Calendar(
        held.names(documents),
        dates(held, documents=documents),
        {document: story for document, story in stories.items() if story is not None},
    )


def _compared(held: Holdings, after: _Told) -> Iterator[Adjusted]:
    """What the stories' comparison is now, and what it was before anybody judged."""
    for story in after.comparison.stories:
        if one(held, Ready.UNJUDGED, story.id) is None:
            for body in held.prepared(Ready.COMPARED, story.id) or ():
                yield Adjusted(Ready.UNJUDGED, story.id, 0, body)
        yield Adjusted(Ready.COMPARED, story.id, 0, packed(compared_of(after.comparison, story)))


def _filed(held: Holdings, before: _Told, after: _Told) -> Iterator[Adjusted]:
    """The lists of positions that one leaves or comes into."""
    were, are = _filed_under(before), _filed_under(after)
    for key in sorted(were.keys() | are.keys()):
        gone, come = were[key] - are[key], are[key] - were[key]
        if gone or come:
            yield filed_anew(held, Ready.POSITIONS, key, gone, come)


def _filed_under(told: _Told) -> defaultdict[str, set[str]]:
    """The ids of the positions by each key that they are filed under."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in told.positions:
        for party in ("", *(theirs.id for theirs in each.parties)):
            for key in keys_of(party, each.action, each.stance, always=1):
                found[key].add(each.id)
    return found
