"""Compare the tellings: stories, lineage, claims and conflicts over any number of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.compare.accounts import account_conflicts
from onrecord.compare.claims import find_claims
from onrecord.compare.corrections import superseded
from onrecord.compare.counted import counted_conflicts
from onrecord.compare.credits import find_credits
from onrecord.compare.lineage import directed, find_lineage, origins
from onrecord.compare.numbers import number_conflicts
from onrecord.compare.places import place_conflicts
from onrecord.compare.roles import role_conflicts
from onrecord.compare.scopes import scope_conflicts, talk_conflicts
from onrecord.compare.stances import stance_conflicts
from onrecord.compare.stories import Told, find_stories
from onrecord.compare.times import time_conflicts
from onrecord.compare.utterances import utterances
from onrecord.compare.wordings import wording_conflicts
from onrecord.compare.words import words_of
from onrecord.model import Claim, Comparison, Conflict, Lineage, Reading, Story, Text

__all__ = ["compare", "compare_kept", "origins"]


def compare(readings: Sequence[Reading]) -> Comparison:
    """What the readings have in common and where they part. Their order does not matter."""
    by_id = {reading.text.id: reading for reading in readings}
    return compare_kept((reading.text for reading in by_id.values()), by_id.__getitem__)


def compare_kept(texts: Iterable[Text], reading: Callable[[str], Reading]) -> Comparison:
    """The same for readings that are kept elsewhere: memory holds those of one story at a time.

    ``texts`` is gone through once; ``reading`` gives the reading of the document with an id.
    """
    stories = find_stories([Told.of(text) for text in texts])
    lineage: list[Lineage] = []
    claims: list[Claim] = []
    conflicts: list[Conflict] = []
    for story in stories:
        told = [reading(document) for document in story.documents]
        copies = _lineage(told)
        found = _of_story(story, told, copies)
        lineage += copies
        claims += found[0]
        conflicts += found[1]
    return Comparison(
        tuple(sorted(stories, key=lambda each: each.id)),
        tuple(sorted(lineage, key=lambda each: each.id)),
        tuple(sorted(claims, key=lambda each: each.id)),
        tuple(sorted(conflicts, key=lambda each: each.id)),
    )


def _lineage(readings: Sequence[Reading]) -> list[Lineage]:
    words = [words_of(each.text) for each in readings]
    credits = find_credits(readings)
    metadata = {each.text.id: each.text.metadata for each in readings}
    lengths = {each.document: len(each.forms) for each in words}
    return [*directed(find_lineage(words), credits, metadata, lengths), *credits]


def _of_story(
    story: Story, readings: Sequence[Reading], copies: Sequence[Lineage]
) -> tuple[list[Claim], list[Conflict]]:
    origin = origins(story.documents, copies)
    positions = [position for reading in readings for position in reading.positions]
    claims = find_claims(story, positions, origin)
    withdrawn = frozenset[str]().union(*(superseded(each.statements, each.positions) for each in readings))
    standing = [position for position in positions if position.id not in withdrawn]
    quoted = [utterance for reading in readings for utterance in utterances(reading)]
    conflicts = [
        *stance_conflicts(story, standing, claims, origin),
        *number_conflicts(story, readings, origin),
        *counted_conflicts(story, readings, origin),
        *account_conflicts(story, readings, origin),
        *time_conflicts(story, readings, origin),
        *place_conflicts(story, standing, origin),
        *scope_conflicts(story, standing, withdrawn, origin),
        *talk_conflicts(story, standing, origin),
        *role_conflicts(story, readings, origin),
        *wording_conflicts(story, readings, quoted, origin),
    ]
    return claims, conflicts
