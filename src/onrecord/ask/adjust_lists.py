"""What judgements change in the lists that are kept ready: each keeps its order, whatever leaves it or comes in."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from onrecord.ask.changes import Change, ChangeKind, change_body, change_of, ordered
from onrecord.ask.conflicts import ConflictView, order_of, rests_on, viewed
from onrecord.ask.contents import Contents
from onrecord.ask.edits import Editing, Edits
from onrecord.ask.filed import Orders, filed_anew, keys_of
from onrecord.ask.kept import body_at, length_key, one, packed, place_of
from onrecord.ask.lately import MOST, SINCE, latest
from onrecord.ask.listing import ListedPosition
from onrecord.ask.needing import Looked, Needing
from onrecord.ask.parties import demanded_for
from onrecord.ask.stories import StoryView
from onrecord.ask.touched import Told, Touched
from onrecord.model import ConflictKind
from onrecord.model.codec import decode
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import LAST_KEY, Adjusted, Ready, TooFarReachingError

Key = TypeVar("Key")
Item = TypeVar("Item")


def lists(touched: Touched, orders: Orders) -> Iterator[Adjusted]:
    """All lists but those of lines and of changes."""
    yield from _contents(touched)
    yield from _stories(touched)
    yield from _conflicts(touched)
    yield from _needing(touched, orders)
    yield from _demands(touched)
    yield from _filed(touched, orders)


def _contents(touched: Touched) -> Iterator[Adjusted]:
    """The register in numbers."""
    counted, before, after = one(touched.held, Ready.CONTENTS), touched.before.totals, touched.after.totals
    told = decode(Contents, counted)
    names = ("statements", "positions", "figures", "acts", "claims", "conflicts")
    changed = {name: getattr(told, name) + after[name] - before[name] for name in names}
    yield Adjusted(Ready.CONTENTS, "", 0, packed(replace(told, **changed)))


def _stories(touched: Touched) -> Iterator[Adjusted]:
    """The stories, where they were: their order hangs on nothing that is judged here."""
    after = touched.after
    positions = Counter(each.document for each in after.positions)
    conflicts = Counter(each.story for each in after.comparison.conflicts)
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for each in after.positions:
        parties[each.document].update(party.id for party in each.parties)
    for story in after.comparison.stories:
        place = place_of(touched.held, story.id)
        if place is None:
            raise TooFarReachingError
        body = body_at(touched.held, Ready.STORY, "", place)
        view = decode(StoryView, json.loads(body))
        documents = tuple(replace(each, positions=positions[each.id]) for each in view.documents)
        anew = packed(
            replace(
                view,
                documents=documents,
                positions=sum(each.positions for each in documents),
                parties=len(set().union(*(parties[each.id] for each in documents))),
                conflicts=conflicts[story.id],
            )
        )
        if anew != body:
            yield Adjusted(Ready.STORY, "", place, anew)


def _conflicts(touched: Touched) -> Iterator[Adjusted]:
    """The conflicts, in the list of all and on the page of each party that has a position in them."""
    held, names = touched.held, touched.before.ground.names
    before, after = ({each.id: each for each in viewed(told.comparison.conflicts, names)} for told in _both(touched))
    story_of = {each.id: each.story for each in touched.after.comparison.conflicts}
    gone, come = _differing(before, after)
    put, edits = _relisted(held, Ready.CONFLICTS, "", one(held, Ready.LENGTH, Ready.CONFLICTS), gone, come, _conflict)
    yield from (Adjusted(Ready.PLACE, each, 0, None) for each in gone if each not in come)
    for place, body in put:
        yield Adjusted(Ready.CONFLICTS, "", place, body)
        identity = json.loads(body)["id"]
        of = place_of(held, story_of[identity])
        yield Adjusted(Ready.PLACE, identity, 0, packed((place, of)))
    yield Adjusted(Ready.LENGTH, Ready.CONFLICTS, 0, json.dumps(edits.told))
    kinds = Counter({ConflictKind(kind): count for kind, count in one(held, Ready.LENGTH, "kinds")})
    kinds.subtract(each.kind for each in gone.values())
    kinds.update(each.kind for each in come.values())
    told = [(kind.value, kinds[kind]) for kind in ConflictKind if kinds[kind]]
    yield Adjusted(Ready.LENGTH, "kinds", 0, json.dumps(told))
    yield from _of_parties(
        held,
        Ready.CONFLICT,
        {(party, each): before[each] for party, each in _parting(touched.before)},
        {(party, each): after[each] for party, each in _parting(touched.after)},
        _conflict,
    )


def _parting(told: Told) -> set[tuple[str, str]]:
    """The parties, each with the id of a conflict that rests on a position of it."""
    by_id = told.by_id
    resting = ((each.id, record) for each in told.comparison.conflicts for record in rests_on(each)[0])
    return {(party.id, conflict) for conflict, record in resting if record in by_id for party in by_id[record].parties}


def _demands(touched: Touched) -> Iterator[Adjusted]:
    """What speakers of each party demand of others."""
    were, are = (
        {
            (party, each.id): ListedPosition(
                each.id, told.ground.names[each.document], each, told.views.get(each.id, ())
            )
            for each in told.positions
            if (party := demanded_for(each)) is not None
        }
        for told in _both(touched)
    )
    yield from _of_parties(touched.held, Ready.DEMAND, were, are, _demand)


def _needing(touched: Touched, orders: Orders) -> Iterator[Adjusted]:
    """What needs a look: what is as urgent as before stays where it was."""
    were, are = (_looked_at(told) for told in _both(touched))
    gone, come = _differing(were, are)
    weights = one(touched.held, Ready.LENGTH, "weights")
    yield from (Adjusted(Ready.PLACE, each, 0, None) for each in gone if each not in come)
    for key in sorted({each.key for each in (*gone.values(), *come.values())}):
        left, came = ({name: each for name, each in some.items() if each.key == key} for some in (gone, come))
        told = weights.get(key, 0)
        put, edits = _relisted(touched.held, Ready.NEEDING, key, told, left, came, lambda each: orders[str(each["id"])])
        for place, body in put:
            yield Adjusted(Ready.NEEDING, key, place, body)
            yield Adjusted(Ready.PLACE, json.loads(body)["id"], 0, packed((key, place)))
        weights[key] = edits.told
    yield Adjusted(Ready.LENGTH, "weights", 0, json.dumps(weights))


def _looked_at(told: Told) -> dict[str, Needing]:
    """Those of the positions that need a look, by id."""
    looked = Looked.of(told.comparison, told.ground.names, told.views)
    return {each.id: each for each in map(looked.at, told.positions) if each is not None}


def _filed(touched: Touched, orders: Orders) -> Iterator[Adjusted]:
    """The lists of positions that one leaves or comes into."""
    were, are = (_filed_under(told) for told in _both(touched))
    for key in sorted(were.keys() | are.keys()):
        gone, come = were[key] - are[key], are[key] - were[key]
        if gone or come:
            yield from filed_anew(touched.held, Ready.POSITIONS, key, gone, come, orders)


def _filed_under(told: Told) -> defaultdict[str, set[str]]:
    """The ids of the positions by each key that they are filed under."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in told.positions:
        for party in ("", *(theirs.id for theirs in each.parties)):
            for key in keys_of(party, each.action, each.stance, always=1):
                found[key].add(each.id)
    return found


def lately(held: Holdings, gone: Sequence[Change], come: Sequence[Change]) -> Iterator[Adjusted]:
    """What changed last, without the changes that are none any more, and with the new."""
    moved = [each for each in (*gone, *come) if each.kind is not ChangeKind.NEW]
    kept = [change_of(body) for body in held.prepared(Ready.LATELY) or ()]
    oldest = kept[-1].now.at if len(kept) == MOST else ""
    if not any(each.now.at >= oldest for each in moved):
        return
    since = str(one(held, Ready.LATELY, SINCE))
    bodies = Counter(held.prepared(Ready.CHANGE, since, LAST_KEY) or ())
    bodies.subtract(map(change_body, gone))
    bodies.update(change_body(each) for each in come if each.now.at >= since)
    found = latest(ordered(change_of(each) for each in bodies.elements()))
    for place in range(MOST):
        body = change_body(found[place]) if place < len(found) else None
        yield Adjusted(Ready.LATELY, "", place, body)


def _both(touched: Touched) -> tuple[Told, Told]:
    return touched.before, touched.after


def _differing(before: Mapping[Key, Item], after: Mapping[Key, Item]) -> tuple[dict[Key, Item], dict[Key, Item]]:
    """What is no more, and what was not before."""
    gone = {key: each for key, each in before.items() if after.get(key) != each}
    return gone, {key: each for key, each in after.items() if before.get(key) != each}


def _of_parties(
    held: Holdings,
    view: Ready,
    before: Mapping[tuple[str, str], Item],
    after: Mapping[tuple[str, str], Item],
    order: Callable[[Any], Any],
) -> Iterator[Adjusted]:
    """The lists on parties' pages that something left or came into, which stands there by the party and its id."""
    gone, come = _differing(before, after)
    for party in sorted({party for party, _ in (*gone, *come)}):
        length = length_key(view, party)
        left, came = ({key: each for key, each in some.items() if key[0] == party} for some in (gone, come))
        put, edits = _relisted(held, view, party, one(held, Ready.LENGTH, length), left, came, order)
        yield from (Adjusted(view, party, place, body) for place, body in put)
        yield Adjusted(Ready.LENGTH, length, 0, json.dumps(edits.told))


def _relisted(
    held: Holdings,
    view: Ready,
    key: str,
    length: Any,
    gone: Mapping[Any, object],
    come: Mapping[Any, object],
    order: Callable[[Any], Any],
) -> tuple[list[tuple[int, str]], Edits]:
    """What is to be kept at which places of a list, and what is then noted beside it.

    ``length`` is what is noted now; where that is nothing, all is as it was put down. ``order`` gives by what
    something is ordered, as JSON has it.
    """
    edits = Edits(len(held.kept_places(view, key))) if length is None else Edits.of(length)
    editing = Editing(edits, lambda place: order(json.loads(body_at(held, view, key, place))))
    left, came = ({order(json.loads(body)): body for body in map(packed, some.values())} for some in (gone, come))
    return editing.anew(left, came), editing.edits


def _conflict(told: Any) -> tuple[int, str, str]:
    return order_of(decode(ConflictView, told))


def _demand(told: Any) -> tuple[str, str, int, str]:
    position = told["position"]
    return told["document"], position["document"], position["span"]["start"], told["id"]
