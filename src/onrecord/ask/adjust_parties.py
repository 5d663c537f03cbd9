"""What judgements change of what is kept of single parties: their names, what heads their pages, and their lanes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from onrecord.ask.adjust_lines import LinesMoved
from onrecord.ask.changes import Change, by_record, contradicted, events_of, ordered
from onrecord.ask.conflicts import ConflictView, rests_on
from onrecord.ask.filed import Filed, Orders, key_of
from onrecord.ask.judgements import is_judged
from onrecord.ask.kept import one, packed
from onrecord.ask.naming import usual
from onrecord.ask.parties import Counted, Head, Heard, PartyRow, StanceCount, heard_body, heard_from, voices_of
from onrecord.ask.scenario import in_order
from onrecord.ask.shapes import open_on
from onrecord.ask.tallies import cell_key, forms_from, tally_of, without_none
from onrecord.ask.timeline import (
    Lanes,
    LaneTelling,
    Moment,
    changed_by,
    lane_body,
    lane_from,
    lane_key,
    lane_telling,
    named_in,
    of_note,
    to_show,
    turns_of,
)
from onrecord.ask.touched import Told, Touched, Track
from onrecord.ask.tracks import Tracked, events_of_track, track_body
from onrecord.model import Action, Conflict, Party, Position, Stance
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Adjusted, Ready, TooFarReachingError

_NOTHING = Counted()


@dataclass(frozen=True, slots=True)
class Forms:
    """A party's names with how often it is told by each: over all positions, over those that have a line before and
    after, and over all that its page counts."""

    rows: Counter[Party]
    lines_before: Counter[Party]
    lines: Counter[Party]
    told: Counter[Party]

    @property
    def on_lines(self) -> tuple[Party | None, Party | None]:
        """As its lines name it before and after; None where it has none."""
        before, after = (usual(each) if each else None for each in (self.lines_before, self.lines))
        return before, after


def forms_anew(touched: Touched) -> dict[str, Forms]:
    """Of all parties told of in the stories, by id.

    Raises TooFarReachingError where a party is told by a name that nobody had, or its last is gone that nobody read.
    """
    before, after = touched.before, touched.after
    parties = {*before.forms, *after.forms, *before.counts, *after.counts}
    found = {party: _forms(touched, party) for party in sorted(parties)}
    known = frozenset(touched.held.parties())
    for party, each in found.items():
        gone = [form for form in before.forms.get(party, ()) if not each.told[form]]
        if not known >= each.told.keys() or any(not _is_read(touched, form) for form in gone):
            raise TooFarReachingError
    return found


def _is_read(touched: Touched, form: Party) -> bool:
    """Whether the machine reads this name in a position that told it before."""
    told = (each.id for each in touched.before.positions if form in each.parties)
    return any(form in touched.held.position_as_read(each).parties for each in told)


def _forms(touched: Touched, party: str) -> Forms:
    before, after = touched.before, touched.after
    kept = one(touched.held, Ready.FORMS, party) or [[], [], []]
    rows, lines, told = (forms_from(each) for each in kept)
    return Forms(
        _anew(rows, before.forms.get(party), after.forms.get(party)),
        lines,
        _anew(lines, before.line_forms.get(party), after.line_forms.get(party)),
        _anew(told, before.counts.get(party, _NOTHING).names, after.counts.get(party, _NOTHING).names),
    )


def _anew(forms: Counter[Party], out: Counter[Party] | None, counted: Counter[Party] | None) -> Counter[Party]:
    anew = Counter(forms)
    anew.subtract(out or {})
    anew.update(counted or {})
    return without_none(anew)


def heads(touched: Touched, forms: Mapping[str, Forms], moved: Mapping[str, LinesMoved]) -> Iterator[Adjusted]:
    """What heads the pages of the parties of which something else is told, and who speaks for them."""
    before, after = touched.before, touched.after
    for party, named in forms.items():
        were, are = before.counts.get(party, _NOTHING), after.counts.get(party, _NOTHING)
        was_heard, is_heard = (each.heard.get(party, Counter()) for each in (before, after))
        if were == are and was_heard == is_heard and party not in moved:
            continue
        kept = one(touched.held, Ready.PARTY, party)
        head = decode(Head, kept) if kept else None
        row = _row(touched, party, head.row if head else None, named.told, were, are)
        if row is None:
            yield Adjusted(Ready.PARTY, party, 0, None)
            yield Adjusted(Ready.VOICES, party, 0, None)
            continue
        made = replace(head, row=row) if head else Head(row, "", (), (), (), ())
        if party in moved:
            made = _lines(made, moved[party])
        if was_heard != is_heard:
            told = _heard(touched.held, party, was_heard, is_heard)
            made = replace(made, voices=voices_of(told))
            yield Adjusted(Ready.VOICES, party, 0, heard_body(told))
        yield Adjusted(Ready.PARTY, party, 0, packed(made))


def _lines(head: Head, moved: LinesMoved) -> Head:
    """The head with its lines' places, and what they hang on, as they are now."""
    own = tuple(number for number, asked in enumerate(moved.asked) if not asked)
    asked = tuple(number for number, asked in enumerate(moved.asked) if asked)
    left = Counter({each.key: each.positions for each in head.hanging})
    left.update(open_on(moved.shapes))
    return replace(head, key=moved.key, own=own, asked=asked, hanging=in_order(left))


def _heard(held: Holdings, party: str, was: Heard, now: Heard) -> Heard:
    """Who speaks for a party, in which role and how often."""
    told = heard_from(one(held, Ready.VOICES, party) or ())
    told.subtract(was)
    told.update(now)
    return Counter({each: count for each, count in told.items() if count})


def _row(
    touched: Touched, party: str, row: PartyRow | None, names: Counter[Party], were: Counted, are: Counted
) -> PartyRow | None:
    if not names:
        return None
    stances = Counter({each.stance: each.positions for each in row.stances} if row else {})
    stances.subtract(were.stances)
    stances.update(are.stances)
    documents, origins = (row.documents, row.origins) if row else (0, 0)
    called = usual(names)
    return PartyRow(
        called,
        tuple(sorted({each.name for each in names} - {called.name})),
        tuple(StanceCount(each, stances[each]) for each in Stance if stances[each]),
        stances.total(),
        (row.statements if row else 0) + are.statements - were.statements,
        documents + len(are.documents) - len(were.documents),
        origins + _origins_more(touched, party, row, were, are),
    )


def _origins_more(touched: Touched, party: str, row: PartyRow | None, were: Counted, are: Counted) -> int:
    """How many more origins tell of a party than before: one counts as long as any document of it does."""
    origins = touched.before.ground.origins
    before, after = ({origins.of(each) for each in told.documents} for told in (were, are))
    changed = {each for each in before ^ after if row is None or not _told_elsewhere(touched, party, row, each)}
    return len(changed & after) - len(changed & before)


def _told_elsewhere(touched: Touched, party: str, row: PartyRow, origin: str) -> bool:
    """Whether documents of an origin tell of the party in other stories."""
    for action in Action:
        kept = touched.held.prepared(Ready.TALLY, cell_key(party, action))
        told = Counter(_documents(kept[0], origin) if kept else {})
        within = touched.before.cells.get((party, action))
        told.subtract({stance: each.documents[origin] for stance, each in within.stances.items()} if within else {})
        if any(told.values()):
            return True
    documents = set(touched.held.kept_keys(Ready.ORIGIN, packed(origin))) - set(touched.documents)
    if row.statements < len(documents):
        return any(each.document in documents for each in touched.held.statements(party=party))
    spoken = (each for document in documents for each in touched.held.statements(document=document))
    speakers = (each.speaker for each in spoken if each.speaker is not None)
    return any(each.party is not None and each.party.id == party for each in speakers)


def _documents(body: str, origin: str) -> dict[Stance, int]:
    """How many documents of an origin tell each stance of a cell."""
    return {stance: each.documents[origin] for stance, each in tally_of(body).stances.items()}


def lanes(touched: Touched, orders: Orders) -> Iterator[Adjusted]:
    """The lanes on which a position or what it changed is another, and what heads those of a party."""
    before, after = _on_lanes(touched.before), _on_lanes(touched.after)
    differing = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    parting = _parting(touched)
    for party in sorted({party for party, _ in differing | parting}):
        yield _head(touched, party, orders)
        for action in sorted({action for each, action in differing | parting if each == party}):
            yield from _lane(touched, party, action, (party, action) in parting)


def _on_lanes(told: Told) -> dict[tuple[str, Action], list[tuple[Position, bool]]]:
    """The positions of each party on each action, each with whether people hold something of it."""
    found: dict[tuple[str, Action], list[tuple[Position, bool]]] = {}
    for each in told.positions:
        for party in sorted({theirs.id for theirs in each.parties}):
            found.setdefault((party, each.action), []).append((each, is_judged(each, told.ground.judged)))
    return found


def _parting(touched: Touched) -> set[tuple[str, Action]]:
    """The lanes with a position on which a conflict rests that is none any more, or is new."""
    were, are = (set(map(_resting, each.comparison.conflicts)) for each in (touched.before, touched.after))
    records = {record for _, sides in were ^ are for side in sides for record in side}
    told = (each for some in (touched.before, touched.after) for each in some.positions if each.id in records)
    return {(party.id, each.action) for each in told for party in each.parties}


def _resting(conflict: Conflict) -> tuple[str, tuple[tuple[str, ...], ...]]:
    return conflict.kind.value, tuple(side.records for side in conflict.sides)


def _head(touched: Touched, party: str, orders: Orders) -> Adjusted:
    """What heads a party's lanes: how many positions are on each, and its name in the first of them."""
    kept = one(touched.held, Ready.LANES, party)
    counts: Counter[Action] = Counter()
    if kept is not None:
        lanes_kept = decode(Lanes, kept)
        counts.update(dict(zip(lanes_kept.actions, lanes_kept.told, strict=True)))
    counts.subtract(each.action for each in touched.before.of_party(party))
    here = touched.after.of_party(party)
    counts.update(each.action for each in here)
    actions = tuple(action for action in Action if counts[action])
    if not actions:
        return Adjusted(Ready.LANES, party, 0, None)
    held = Filed(touched.held, Ready.POSITIONS, key_of(party, None, None), touched.held.positions_among)
    elsewhere = next((each for each in held if each.document not in touched.documents), None)
    first = min((each for each in (elsewhere, *here[:1]) if each is not None), key=lambda each: orders[each.id])
    told = tuple(counts[action] for action in actions)
    return Adjusted(Ready.LANES, party, 0, packed(Lanes(named_in(first, party), sum(told), actions, told)))


def _lane(touched: Touched, party: str, action: Action, parting: bool) -> Iterator[Adjusted]:
    """A lane as it is now; where no more than what people hold has changed, all but that is as it was."""
    key, judged = lane_key(party, action), touched.after.ground.judged
    were, are = (each.of_party(party, action) for each in (touched.before, touched.after))
    kept = one(touched.held, Ready.LANE, key)
    if were == are and not parting and kept is not None:
        ids = {each.id for each in are}
        shown = [
            replace(each, judged=is_judged(each.position, judged)) if each.id in ids else each
            for each in lane_from(kept)
        ]
        yield Adjusted(Ready.LANE, key, 0, lane_body(tuple(shown)))
        return
    track = touched.track(party, action)
    yield Adjusted(Ready.LANE, key, 0, lane_body(_shown(touched, track)) if track.told else None)
    yield Adjusted(Ready.TRACK, key, 0, track_body(track.told) if track.told else None)


def _shown(touched: Touched, track: Track) -> tuple[LaneTelling, ...]:
    """What is shown of a lane."""
    party, ids = track.party, {each.id for each in track.told}
    restated = _found(touched, {each.restates for each in track.told if each.restates is not None} - ids)
    held = ids | {each.id for each in restated if any(theirs.id == party for theirs in each.parties)}
    turns = turns_of(ordered((*track.after, *_contradicted(touched, track, ids))))

    def moment(each: Tracked) -> Moment:
        changed = changed_by(each.id, party, turns, again=each.restates in held)
        return (each.at, each.dated), of_note(changed)

    shown = to_show(track.told, moment)
    opened = {each.id: each for each in _found(touched, {each.id for each in shown})}
    judged = touched.after.ground.judged
    return tuple(
        lane_telling(opened[each.id], party, turns, (each.at, each.dated), judged, again=each.restates in held)
        for each in shown
    )


def _contradicted(touched: Touched, track: Track, ids: Set[str]) -> list[Change]:
    """The conflicts of stance that rest on any of these positions, all of the track's, as changes of the party."""
    elsewhere = [
        decode(ConflictView, each)
        for each in touched.conflicts_elsewhere(track.party)
        if any(not ids.isdisjoint(side["records"]) for side in each["sides"])
    ]
    here = [each for each in touched.after.comparison.conflicts if not ids.isdisjoint(rests_on(each)[0])]
    conflicts: list[Conflict | ConflictView] = [*elsewhere, *here]
    conflicts.sort(key=lambda each: each.id)
    records = {record for each in conflicts for side in each.sides for record in side.records}
    positions = _found(touched, records - ids)
    calendar = touched.calendar({each.document for each in positions})
    further = (each for each in events_of(positions, calendar) if each.party.id == track.party)
    events = events_of_track(track.action, (each for each in track.told if each.id in records))
    return list(contradicted(conflicts, by_record((*events, *further))))


def _found(touched: Touched, ids: Set[str]) -> list[Position]:
    """The positions with these ids, as they are now."""
    here = touched.after.by_id
    elsewhere = touched.held.positions_among(ids - here.keys())
    return [*(here[each] for each in sorted(ids & here.keys())), *elsewhere]
