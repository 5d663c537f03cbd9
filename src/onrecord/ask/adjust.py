"""What a judgement changes of what is kept ready: the stories that it touches are told as before and as now.

Whatever is added up over stories has these taken out and counted in again; of lists it is noted what left them and
what came in. All that is kept ready then stands for what is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.ask.adjust_lines import hanging, lines_moved
from onrecord.ask.adjust_lists import lately, lists
from onrecord.ask.adjust_parties import Forms, forms_anew, heads, lanes
from onrecord.ask.changes import Change, change_body
from onrecord.ask.filed import Orders
from onrecord.ask.kept import compared_of, one, packed
from onrecord.ask.matrix import row_body
from onrecord.ask.shapes import Shape
from onrecord.ask.tallies import CellTally, actions_with, cell_key, forms_body, row_from, tally_body, tally_of
from onrecord.ask.touched import Told, Touched
from onrecord.model import Judgement
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Ready, TooFarReachingError, Totals


def adjust(held: Holdings, made: Sequence[Judgement], documents: Collection[str]) -> Iterator[Adjusted]:
    """What changes with these judgements, which touch records of these documents alone, and are not recorded yet.

    Raises TooFarReachingError where more has to be made anew than a part.
    """
    touched, orders = Touched.by(held, made, documents), Orders(held)
    yield _totals(held, touched.before, touched.after)
    forms = forms_anew(touched)
    yield from _rows(touched, forms)
    moved = lines_moved(touched, {party: each.on_lines for party, each in forms.items()})
    yield from (adjusted for each in moved.values() for adjusted in each.adjusted)
    shapes: Counter[Shape] = Counter()
    for each in moved.values():
        shapes.update(each.shapes)
    yield from hanging(held, shapes)
    yield from heads(touched, forms, moved)
    yield from _changes(touched)
    yield from lanes(touched, orders)
    yield from _compared(held, touched.after)
    yield from lists(touched, orders)


def _totals(held: Holdings, before: Told, after: Told) -> Adjusted:
    counted = decode(Totals, one(held, Ready.TOTALS))
    names = ("positions", "conflicts", "judged", "superseded", "restating")
    changed = {name: getattr(counted, name) + after.totals[name] - before.totals[name] for name in names}
    return Adjusted(Ready.TOTALS, "", 0, packed(replace(counted, **changed)))


def _rows(touched: Touched, forms: Mapping[str, Forms]) -> Iterator[Adjusted]:
    """The cells that change, each counted anew, and the rows that they stand in."""
    held, before, after = touched.held, touched.before, touched.after
    for party, each in forms.items():
        yield Adjusted(Ready.FORMS, party, 0, forms_body(each.rows, each.lines, each.told) if each.told else None)
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


def _changes(touched: Touched) -> Iterator[Adjusted]:
    """The changes that are none any more, and the new: of each party on each action on which a position differs."""
    before, after = touched.before, touched.after
    were, are = set(before.positions), set(after.positions)
    tracks = sorted({(party.id, each.action) for each in were ^ are for party in each.parties})
    told = [touched.track(*each) for each in tracks]
    was, now = Counter(touched.contradicted(before)), Counter(touched.contradicted(after))
    gone, come = list((was - now).elements()), list((now - was).elements())
    for each in told:
        was, now = Counter(each.before), Counter(each.after)
        gone += touched.worded(list((was - now).elements()))
        come += touched.worded(list((now - was).elements()))
    yield from _rechanged(touched.held, gone, come)
    yield from lately(touched.held, gone, come)


def _rechanged(held: Holdings, gone: Sequence[Change], come: Sequence[Change]) -> Iterator[Adjusted]:
    kept: dict[str, list[tuple[int, str]]] = {}
    for each in gone:
        rows = kept.setdefault(each.now.at, held.kept_rows(Ready.CHANGE, each.now.at))
        at = next((number for number, (_, body) in enumerate(rows) if body == change_body(each)), None)
        if at is None:
            raise TooFarReachingError
        yield Adjusted(Ready.CHANGE, each.now.at, rows.pop(at)[0], None)
    for each in come:
        rows = kept.setdefault(each.now.at, held.kept_rows(Ready.CHANGE, each.now.at))
        rows.append((1 + max((place for place, _ in rows), default=0), change_body(each)))
        yield Adjusted(Ready.CHANGE, each.now.at, *rows[-1])


def _compared(held: Holdings, after: Told) -> Iterator[Adjusted]:
    """What the stories' comparison is now, and what it was before anybody judged."""
    for story in after.comparison.stories:
        if one(held, Ready.UNJUDGED, story.id) is None:
            for body in held.prepared(Ready.COMPARED, story.id) or ():
                yield Adjusted(Ready.UNJUDGED, story.id, 0, body)
        yield Adjusted(Ready.COMPARED, story.id, 0, packed(compared_of(after.comparison, story)))
