"""Which documents of a story its page is narrowed to: one, an outlet's, those of an origin, of a stretch of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model.moment import day
from onrecord.web import views
from onrecord.web.page import Asked, stance_of


def choice_of(asked: Asked) -> views.StoryChoice:
    """What is asked for. Raises UsageError for a stance or a date that is none."""
    return views.StoryChoice(
        stance_of(asked),
        asked.get("party"),
        asked.get("document"),
        asked.get("publisher"),
        asked.get("origin"),
        day(asked["since"]) if "since" in asked else None,
        day(asked["until"]) if "until" in asked else None,
    )


def narrowed(story: ask.StoryView, choice: views.StoryChoice, families: Iterable[ask.Family]) -> ask.StoryView:
    """The story with the documents alone that are asked for; what is not dated lies in no stretch of time."""
    origin_of = {source.document: source.origin for family in families for source in family.documents}
    if choice.origin is not None and choice.origin not in origin_of.values():
        raise UsageError(f"no origin {choice.origin!r} in this story")

    def kept(document: ask.StoryDocument) -> bool:
        told = document.metadata
        published = (told.published or "")[:10]
        return (
            (choice.publisher is None or choice.publisher == told.publisher)
            and (choice.origin is None or choice.origin == origin_of.get(told.name))
            and (choice.since is None or published >= choice.since)
            and (choice.until is None or "" < published <= choice.until)
        )

    return replace(story, documents=tuple(each for each in story.documents if kept(each)))
