"""The pages of review: what needs a look, one item with what a judgement would do, and the judgements made."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model.judgement import FIELDS
from onrecord.web import addresses, views
from onrecord.web.effects import corrected, effects
from onrecord.web.page import Asked, NotFoundError, Page, sliced
from onrecord.web.shelf import Snapshot
from onrecord.web.wording import position_label

_ITEMS, _MADE = 25, 30
_NOBODY, _NEVER = "nobody", "2000-01-01T00:00:00.000000+00:00"  # of a correction that is only tried


def queue(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What most needs a look, and what was judged last."""
    made = tuple(reversed(ask.judgements(snapshot.holdings)[-_MADE:]))
    view = views.ReviewPage(sliced(needing(snapshot), asked, _ITEMS), made)
    return Page("review.html", "Review", view, address)


def item(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """One position to judge. Raises NotFoundError, and UsageError for a correction that makes no sense."""
    try:
        entry = ask.entry(snapshot.holdings, asked["position"])
    except UsageError as error:
        raise NotFoundError("there is nothing to judge here: it may have been rejected") from error
    if addresses.review(entry.id) != address:
        raise NotFoundError("there is no such position; the address wants its whole id")
    found = needing(snapshot)
    place = ask.place_among(found, snapshot.holdings, entry.id)
    after = 0 if place is None else place + 1
    following = found[after : after + 1]
    view = views.ReviewItem(
        entry,
        snapshot.story_with(entry.position.document),
        found[place].reasons if place is not None else (),
        (0 if place is None else place + 1, len(found)),
        following[0].id if following else None,
        effects(snapshot, entry.position, None),
        _proposal(snapshot, entry, asked),
    )
    return Page("review_item.html", f"Review: {position_label(entry.position)}", view, address)


def needing(snapshot: Snapshot) -> Sequence[ask.Needing]:
    """All that needs a look, the most urgent first."""
    return snapshot.once("needing", lambda: ask.kept_needing(snapshot.holdings))


def _proposal(snapshot: Snapshot, entry: ask.Entry, asked: Asked) -> views.Proposal | None:
    """What the correction that is asked about would do."""
    if "field" not in asked:
        return None
    if asked["field"] not in FIELDS:
        raise UsageError(f"no field {asked['field']!r}; known are {', '.join(FIELDS)}")
    value = asked.get("value", "none")
    made = ask.correction(snapshot.holdings, entry.id, f"{asked['field']}={value}", who=_NOBODY, at=_NEVER)
    changed = corrected(entry.position, made)
    return views.Proposal(asked["field"], value, effects(snapshot, entry.position, changed))
