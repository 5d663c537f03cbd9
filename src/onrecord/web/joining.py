"""The pages on which two things are told as one, or one stands by itself: what that would do comes first."""

from __future__ import annotations

from heapq import nsmallest

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Decision, Judgement
from onrecord.model.holdings import Holdings
from onrecord.web import effects, views
from onrecord.web.meant import claims_like, meant, of_document, of_view
from onrecord.web.page import Asked, Page, there
from onrecord.web.shelf import Snapshot

OTHERS = 30  # things that may be meant
_ABOUT = 60  # stories before and after one in the list of all, by their last day
_PROPOSITION = "proposition:"


def merging(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What two claims, stories, parties or conditions would be as one. Raises UsageError for what cannot be."""
    one, other = _wanted(asked), asked.get("other")
    if other is None:
        view = _to_choose(snapshot, one)
    else:
        made = merger(snapshot.holdings, one, other, effects.NOBODY, effects.AT_LAST, None)
        first, second = (meant(snapshot, target) for target in made.targets[:2])
        view = views.MergePage(first, second, (), (), _merged(snapshot, made))
    return Page("merge.html", f"Merge: {view.one.label}", view, address)


def splitting(snapshot: Snapshot, address: str, asked: Asked) -> Page:
    """What standing by itself would do. Raises UsageError for what cannot."""
    made = ask.judgement(snapshot.holdings, Decision.SPLIT, [_wanted(asked)], who=effects.NOBODY, at=effects.AT_LAST)
    one = meant(snapshot, made.targets[0])
    return Page("split.html", f"Split: {one.label}", views.SplitPage(one, split_off(snapshot, made)), address)


def merger(holdings: Holdings, one: str, other: str, who: str, at: str, why: str | None) -> Judgement:
    """The judgement that the two are one, told as the first. Raises UsageError."""
    if other.startswith(_PROPOSITION):
        return ask.renaming(holdings, other, one.removeprefix(_PROPOSITION), who=who, at=at, why=why)
    return ask.judgement(holdings, Decision.MERGE, [one, other], who=who, at=at, why=why)


def split_off(snapshot: Snapshot, made: Judgement) -> views.Outlook:
    """What a judgement that something stands by itself would do."""
    target = made.targets[0]
    if target.startswith("document-"):
        return effects.of_document(snapshot, there(snapshot.story_with(target), "article in a story"), target)
    if made.parties and not made.records[0]:
        return effects.of_parties(snapshot, (party.id for party in made.parties), made)
    document = _document_of(snapshot, made.records[0] or (target,))
    return effects.within_document(snapshot, document, made)


def _wanted(asked: Asked) -> str:
    if "one" not in asked:
        raise UsageError("say what is meant, as ?one=ID")
    return asked["one"]


def _to_choose(snapshot: Snapshot, reference: str) -> views.MergePage:
    """What it may be one with."""
    for claim in snapshot.holdings.comparison().claims if reference.startswith("claim-") else ():
        if claim.id == reference:
            return views.MergePage(meant(snapshot, reference), None, claims_like(snapshot, claim, OTHERS), (), None)
    story = snapshot.story(reference)
    if story is not None:
        parts = tuple(of_document(snapshot, each.id) for each in story.documents[:OTHERS])
        parts = parts if len(story.documents) > 1 else ()
        return views.MergePage(of_view(story), None, _near(snapshot, story), parts, None)
    if reference.startswith(("party:", _PROPOSITION)):
        one = meant(snapshot, reference)
        if one.address is not None or reference.startswith(_PROPOSITION):
            return views.MergePage(one, None, (), (), None)
    raise UsageError(f"{reference[:100]!r} is nothing that can be merged here")


def _near(snapshot: Snapshot, story: ask.StoryView) -> tuple[views.Meant, ...]:
    """The stories told nearest in time, of those that stand about this one in their list."""

    def apart(other: ask.StoryView) -> tuple[int, str]:
        return abs(_days(other.first) - _days(story.first)), other.id

    place = snapshot.place_of(story)
    about = snapshot.stories[max(0, place - _ABOUT) : place + _ABOUT + 1]
    return tuple(map(of_view, nsmallest(OTHERS, (each for each in about if each.id != story.id), apart)))


def _days(day: str | None) -> int:
    """A number that grows with the day, near enough to find neighbours."""
    year, month, date = ([*(day or "0000-00-00")[:10].split("-"), "0", "0"])[:3]
    return int(year) * 372 + int(month) * 31 + int(date)


def _merged(snapshot: Snapshot, made: Judgement) -> views.Outlook:
    if made.of_propositions:
        return effects.of_propositions(snapshot, *(target.removeprefix(_PROPOSITION) for target in made.targets))
    if made.of_stories:
        one, other = (there(snapshot.story(target), "story") for target in made.targets)
        return effects.of_stories(snapshot, one, other)
    if made.targets[0].startswith("party:"):
        return effects.of_parties(snapshot, (party.id for party in made.parties), made)
    return effects.within_document(snapshot, _document_of(snapshot, made.records[0]), made)


def _document_of(snapshot: Snapshot, records: tuple[str, ...]) -> str:
    """The document in which a position stands that a judgement is about."""
    return snapshot.holdings.position_as_read(records[0]).document
