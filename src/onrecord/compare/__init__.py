"""Compare the tellings: stories, lineage, claims and conflicts over any number of readings."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.compare.accounts import account_conflicts
from onrecord.compare.ages import age_conflicts
from onrecord.compare.claims import find_claims, judged
from onrecord.compare.conditions import condition_conflicts
from onrecord.compare.counted import counted_conflicts
from onrecord.compare.courses import course_conflicts
from onrecord.compare.credits import find_credits
from onrecord.compare.denials import denial_conflicts
from onrecord.compare.doers import doer_conflicts
from onrecord.compare.enumerations import enumeration_conflicts
from onrecord.compare.happenings import happening_conflicts
from onrecord.compare.lineage import directed, find_lineage, origins
from onrecord.compare.numbers import comparable, number_conflicts
from onrecord.compare.otherwise import otherwise_conflicts
from onrecord.compare.places import place_conflicts
from onrecord.compare.retold import Retold
from onrecord.compare.roles import role_conflicts
from onrecord.compare.scopes import scope_conflicts, talk_conflicts
from onrecord.compare.sources import Sources
from onrecord.compare.stances import stance_conflicts
from onrecord.compare.stories import NOTHING_JUDGED, Judged, Told, find_stories
from onrecord.compare.things import thing_conflicts
from onrecord.compare.times import time_conflicts
from onrecord.compare.utterances import utterances
from onrecord.compare.wordings import alike, wording_conflicts
from onrecord.compare.words import words_of
from onrecord.model import Claim, Comparison, Conflict, Lineage, Reading, Story, Text
from onrecord.model.judgement import NOTHING_SETTLED, Settled

__all__ = ["Judged", "compare", "compare_kept", "origins", "retell"]


def compare(readings: Sequence[Reading], judged: Judged = NOTHING_JUDGED) -> Comparison:
    """What the readings have in common and where they part. Their order does not matter."""
    by_id = {reading.text.id: reading for reading in readings}
    stories = [*compare_kept((reading.text for reading in by_id.values()), by_id.__getitem__, judged)]
    return Comparison(
        _by_id(found for story in stories for found in story.stories),
        _by_id(found for story in stories for found in story.lineage),
        _by_id(found for story in stories for found in story.claims),
        _by_id(found for story in stories for found in story.conflicts),
    )


def compare_kept(
    texts: Iterable[Text],
    reading: Callable[[str], Reading],
    judged: Judged = NOTHING_JUDGED,
    before: Iterable[Comparison] = (),
    changed: Container[str] = frozenset(),
) -> Iterator[Comparison]:
    """The same for readings that are kept elsewhere, a story at a time: memory holds the readings of one.

    ``texts`` is gone through once; ``reading`` gives the reading of the document with an id.
    ``judged`` says which documents are known to tell one event, or two. ``before`` is what comparing gave
    earlier, story by story, by their ids: a story of the same documents, none of them ``changed`` since, is taken
    from it as it is.
    """
    earlier = _Earlier(before)
    for story in _by_id(find_stories(map(Told.of, texts), judged)):
        known = earlier.of(story)
        if known is not None and not any(document in changed for document in story.documents):
            yield known
            continue
        told = [reading(document) for document in story.documents]
        lineage = _lineage(told)
        claims, conflicts = retell(story, told, lineage)
        yield Comparison((story,), tuple(lineage), tuple(claims), tuple(conflicts))


Found = TypeVar("Found", Story, Lineage, Claim, Conflict)


def _by_id(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: each.id))


class _Earlier:
    """An earlier comparison, gone through story by story: they are asked for by their ids, in order."""

    def __init__(self, before: Iterable[Comparison]) -> None:
        self._parts = (part for part in before if part.stories)
        self._next = next(self._parts, None)

    def of(self, story: Story) -> Comparison | None:
        """What it gave of this story; None where it had none of these documents."""
        while self._next is not None and self._next.stories[0].id < story.id:
            self._next = next(self._parts, None)
        found = self._next
        return found if found is not None and found.stories == (story,) else None


def retell(
    story: Story, readings: Sequence[Reading], lineage: Sequence[Lineage], settled: Settled = NOTHING_SETTLED
) -> tuple[list[Claim], list[Conflict]]:
    """The claims and conflicts of one story, from its readings, their lineage, and what people have settled.

    A position that tells something of its own parts from no other.
    """
    withdrawn = frozenset(each.id for reading in readings for each in reading.positions if each.superseded_by)
    alone = withdrawn | settled.apart
    standing = [each for reading in readings for each in reading.positions if each.id not in alone]
    quoted = [utterance for reading in readings for utterance in utterances(reading)]
    sources = Sources(readings, lineage, origins(story.documents, lineage))
    edges = list(alike(quoted))
    counts = {reading.text.id: tuple(comparable(reading)) for reading in readings}
    claims = find_claims(story, readings, counts, quoted, edges, sources, settled)
    retold = Retold.of(readings) if len(readings) > 1 else None
    times = list(time_conflicts(story, readings, sources))
    found = [
        *stance_conflicts(story, standing, claims, sources),
        *number_conflicts(story, readings, counts, sources),
        *counted_conflicts(story, readings, sources),
        *age_conflicts(story, readings, sources),
        *account_conflicts(story, readings, sources),
        *times,
        *_aligned_conflicts(story, readings, retold, sources, times),
        *condition_conflicts(story, standing, sources),
        *place_conflicts(story, standing, sources),
        *scope_conflicts(story, standing, withdrawn, sources),
        *enumeration_conflicts(story, readings, sources),
        *talk_conflicts(story, standing, sources),
        *role_conflicts(story, readings, sources),
        *wording_conflicts(story, readings, quoted, edges, sources),
    ]
    if retold is not None:
        found += otherwise_conflicts(story, readings, retold, sources, found, settled.otherwise)
    conflicts = [each for each in found if not settled.refuses(each)]
    return judged(claims, conflicts, withdrawn), conflicts


def _aligned_conflicts(
    story: Story, readings: Sequence[Reading], retold: Retold | None, sources: Sources, times: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Where words that tell the same part: that takes two documents, which most stories do not have, and long."""
    if retold is None:
        return
    yield from happening_conflicts(story, readings, retold, sources, times)
    yield from course_conflicts(story, retold, sources)
    yield from thing_conflicts(story, retold, sources)
    yield from doer_conflicts(story, readings, retold, sources)
    yield from denial_conflicts(story, readings, retold, sources)


def _lineage(readings: Sequence[Reading]) -> list[Lineage]:
    words = [words_of(each.text) for each in readings]
    credited = find_credits(readings)
    metadata = {each.text.id: each.text.metadata for each in readings}
    lengths = {each.document: len(each.forms) for each in words}
    return [*directed(find_lineage(words), credited, metadata, lengths), *credited]
