"""The map of a story: who stands where on one action; states at their place, groups in a list beside it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import ask
from onrecord.web import views
from onrecord.web.page import Asked, NotFoundError, Page, action_of, there
from onrecord.web.shelf import Snapshot
from onrecord.web.wording import action_words
from onrecord.web.world import world

_NEAR = 60  # units: marks of states nearer than this cover each other
_MARGIN, _LEAST = 70, 260  # units around what is drawn closer, and the least that is shown


def drawn(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """The map of an action. Raises NotFoundError where the story tells nothing of it."""
    story = there(snapshot.story(asked["story"]), "story")
    within = snapshot.within(story)
    matrix, action = ask.matrix(within), action_of(asked["deed"])
    if action is None or action not in matrix.actions:
        raise NotFoundError("nothing is told here of this action")
    named = {party.id: party for party in matrix.parties}
    places = world().states
    told = [(named[cell.party], cell) for cell in matrix.cells if cell.action is action]
    states = tuple(
        views.Pinned(party, cell, places[party.id].x, places[party.id].y, places[party.id].path)
        for party, cell in told
        if party.id in places
    )
    others = tuple(views.Placed(party, cell) for party, cell in told if party.id not in places)
    whole = views.Frame(0, 0, world().width, world().height, whole=True)
    frames = (whole,) if (near := _closer(states)) is None else (near, whole)
    view = views.MapPage(story, action, matrix.actions, states, others, frames, whole.width, whole.height)
    return Page("map.html", f"Map, {action_words(action)}: {story.title}", view, address)


def _closer(states: Sequence[views.Pinned]) -> views.Frame | None:
    """The part to draw closer: around the most states whose marks would cover each other on the whole."""
    crowds = [_crowd(each, states) for each in states]
    largest = max(crowds, key=len, default=[])
    if len(largest) < 2:
        return None
    left, right = min(each.x for each in largest) - _MARGIN, max(each.x for each in largest) + _MARGIN
    top, bottom = min(each.y for each in largest) - _MARGIN, max(each.y for each in largest) + _MARGIN
    width = max(right - left, 2 * (bottom - top), _LEAST)
    return views.Frame((left + right - width) // 2, (top + bottom - width // 2) // 2, width, width // 2, whole=False)


def _crowd(first: views.Pinned, states: Sequence[views.Pinned]) -> list[views.Pinned]:
    """The states that can be reached from this one by short steps."""
    crowd = [first]
    for each in crowd:  # grows as neighbours are found
        crowd += [
            other
            for other in states
            if other not in crowd and abs(each.x - other.x) < _NEAR and abs(each.y - other.y) < _NEAR
        ]
    return crowd
