"""The pages of review: what needs a look, one item with what a judgement would do, and the judgements made."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord import ask
from onrecord.ask import serving
from onrecord.errors import UsageError
from onrecord.flow import read_term
from onrecord.model import Claim, Decision
from onrecord.model.judgement import FIELDS
from onrecord.web import addresses, effects, meant, views
from onrecord.web.page import Asked, NotFoundError, Page, sliced
from onrecord.web.shelf import Snapshot
from onrecord.web.wording import position_label

_ITEMS, _MADE, _OTHERS = 25, 30, 40


def queue(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What most needs a look, and what was judged last."""
    made = meant.made(snapshot, reversed(ask.judgements(snapshot.holdings)[-_MADE:]))
    first = snapshot.conflicts[:1]
    view = views.ReviewPage(
        sliced(needing(snapshot), asked, _ITEMS), made, len(snapshot.conflicts), first[0].id if first else None
    )
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
    place = serving.place_among(found, snapshot.holdings, entry.id)
    after = 0 if place is None else place + 1
    following = found[after : after + 1]
    claim = next((each for each in _claims(snapshot, entry) if each.party in entry.position.parties), None)
    view = views.ReviewItem(
        entry,
        snapshot.story_with(entry.position.document),
        found[place].reasons if place is not None else (),
        (0 if place is None else place + 1, len(found)),
        following[0].id if following else None,
        effects.within_document(snapshot, entry.position.document, effects.supposed(Decision.REJECT, entry.id)),
        _proposal(snapshot, entry, asked),
        meant.of_claim(snapshot, claim) if claim else None,
        meant.claims_like(snapshot, claim, _OTHERS) if claim else (),
    )
    return Page("review_item.html", f"Review: {position_label(entry.position)}", view, address)


def _claims(snapshot: Snapshot, entry: ask.Entry) -> tuple[Claim, ...]:
    """What the position tells, a claim for each of its parties."""
    story = snapshot.story_with(entry.position.document)
    told = meant.position_claims(snapshot, story.id) if story else ()
    return tuple(each for each in told if any(telling.position == entry.id for telling in each.tellings))


def needing(snapshot: Snapshot) -> Sequence[ask.Needing]:
    """All that needs a look, the most urgent first."""
    return snapshot.once("needing", lambda: serving.kept_needing(snapshot.holdings))


def _proposal(snapshot: Snapshot, entry: ask.Entry, asked: Asked) -> views.Proposal | None:
    """What the correction that is asked about would do."""
    if "field" not in asked:
        return None
    if asked["field"] not in FIELDS:
        raise UsageError(f"no field {asked['field']!r}; known are {', '.join(FIELDS)}")
    value = asked.get("value", "none")
    assignment = f"{asked['field']}={value}"
    made = ask.correction(snapshot.holdings, entry.id, assignment, read_term, who=effects.NOBODY, at=effects.AT_LAST)
    outlook = effects.within_document(snapshot, entry.position.document, made)
    return views.Proposal(asked["field"], value, outlook, made.terms)
