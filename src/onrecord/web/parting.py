"""One conflict, as it is read and as it is judged: also once somebody holds it to be none."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import ask
from onrecord.ask import serving
from onrecord.model import Decision
from onrecord.web import effects, meant, views
from onrecord.web.page import Asked, NotFoundError, Page
from onrecord.web.shelf import Snapshot

_JUDGED = 30  # judgements on conflicts shown with their list


def shown(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """A conflict with what people hold of it. Raises NotFoundError."""
    found = _held(snapshot, asked["conflict"])
    return Page("conflict.html", _title(found), found, address)


def judging(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """A conflict to judge, with what its rejection would do. Raises NotFoundError."""
    held = _held(snapshot, asked["conflict"])
    every, place = snapshot.conflicts, None
    if held.conflict is not None:
        place = snapshot.place_of_conflict(held.conflict)
    after = 0 if place is None else place + 1
    following = every[after : after + 1]
    view = views.ReviewConflict(
        held,
        (after, len(every)),
        following[0].id if following else None,
        _rejecting(snapshot, held),
    )
    return Page("review_conflict.html", f"Review: {_title(held)}", view, address)


def judged(snapshot: Snapshot) -> tuple[views.Made, ...]:
    """The judgements on conflicts, the latest first."""
    made = [each for each in ask.judgements(snapshot.holdings) if each.targets[0].startswith("conflict-")]
    return meant.made(snapshot, reversed(made[-_JUDGED:]))


def _held(snapshot: Snapshot, identity: str) -> views.ConflictPage:
    conflict = snapshot.conflict(identity)
    judgements = serving.judgement_views(snapshot.holdings).get(identity, ())
    if conflict is None and not judgements:
        raise NotFoundError("there is no such conflict in this register")
    if conflict is not None:
        documents = [snapshot.document_named(quote.document) for side in conflict.sides for quote in side.quotes]
        stood_on: tuple[views.Meant, ...] = ()
    else:
        records = _records(snapshot, judgements)
        stood_on = tuple(meant.meant(snapshot, each) for each in records)
        documents = [meant.document_of(snapshot, each) for each in records]
    told = (snapshot.story_with(each) for each in dict.fromkeys(documents) if each is not None)
    story = next((each for each in told if each is not None), None)
    rejected = conflict is None and any(_rejects(each) for each in judgements)
    return views.ConflictPage(identity, conflict, story, judgements, rejected, stood_on)


def _records(snapshot: Snapshot, judgements: Sequence[ask.JudgementView]) -> tuple[str, ...]:
    """What the conflict stood on when it was judged last."""
    last = judgements[-1].id
    made = next(each for each in snapshot.holdings.judgements() if each.id == last)
    return made.records[0] if made.records else ()


def _rejects(view: ask.JudgementView) -> bool:
    return view.verdict is Decision.REJECT and view.standing is ask.Standing.STANDS


def _title(held: views.ConflictPage) -> str:
    return held.conflict.summary if held.conflict else "A conflict that is no longer told"


def _rejecting(snapshot: Snapshot, held: views.ConflictPage) -> views.Outlook | None:
    """What rejecting it would do to its story."""
    if held.conflict is None or held.story is None:
        return None
    records = tuple(sorted({each for side in held.conflict.sides for each in side.records}))
    made = effects.supposed(Decision.REJECT, held.conflict.id, held.conflict.kind.value, (records,))
    return effects.within_story(snapshot, held.story, made)
