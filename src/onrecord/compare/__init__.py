"""Compare the tellings: stories, lineage, claims and conflicts over any number of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.compare.claims import find_claims
from onrecord.compare.lineage import find_lineage, origins
from onrecord.compare.numbers import number_conflicts
from onrecord.compare.stances import stance_conflicts
from onrecord.compare.stories import Told, find_stories
from onrecord.compare.words import words_of
from onrecord.model import Claim, Comparison, Conflict, Lineage, Reading, Story, Text

__all__ = ["compare", "compare_kept", "origins", "retell"]


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
        copies = find_lineage([words_of(each.text) for each in told])
        found = retell(story, told, copies)
        lineage += copies
        claims += found[0]
        conflicts += found[1]
    return Comparison(
        tuple(sorted(stories, key=lambda each: each.id)),
        tuple(sorted(lineage, key=lambda each: each.id)),
        tuple(sorted(claims, key=lambda each: each.id)),
        tuple(sorted(conflicts, key=lambda each: each.id)),
    )


def retell(story: Story, readings: Sequence[Reading], copies: Sequence[Lineage]) -> tuple[list[Claim], list[Conflict]]:
    """The claims and conflicts of one story, from its readings and what is known of their lineage."""
    origin = origins(story.documents, copies)
    positions = [position for reading in readings for position in reading.positions]
    claims = find_claims(story, positions, origin)
    conflicts = [*stance_conflicts(story, positions, claims, origin), *number_conflicts(story, readings, origin)]
    return claims, conflicts
