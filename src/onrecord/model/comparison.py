"""All that comparing the tellings gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from onrecord.model.claim import Claim, Conflict
from onrecord.model.story import Lineage, Story


@dataclass(frozen=True, slots=True)
class Comparison:
    """Stories, lineage, claims and conflicts over a set of readings, each sorted by id."""

    stories: tuple[Story, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


Told = TypeVar("Told", Claim, Conflict)


def by_story(comparison: Comparison) -> Iterator[Comparison]:
    """The comparison in parts: see :meth:`onrecord.model.holdings.Holdings.comparison_by_story`."""
    claims, conflicts = _of_stories(comparison.claims), _of_stories(comparison.conflicts)
    begun: defaultdict[str, list[Lineage]] = defaultdict(list)
    for edge in comparison.lineage:
        begun[edge.documents[0]].append(edge)
    placed: set[str] = set()
    parts = []
    for story in comparison.stories:
        within = frozenset(story.documents)
        edges = [edge for document in story.documents for edge in begun[document] if within >= set(edge.documents)]
        edges.sort(key=lambda edge: edge.id)
        placed.update(edge.id for edge in edges)
        parts.append(Comparison((story,), tuple(edges), tuple(claims[story.id]), tuple(conflicts[story.id])))
    known = {story.id for story in comparison.stories}
    yield Comparison(lineage=tuple(edge for edge in comparison.lineage if edge.id not in placed))
    yield from parts
    yield Comparison(
        claims=tuple(each for each in comparison.claims if each.story not in known),
        conflicts=tuple(each for each in comparison.conflicts if each.story not in known),
    )


def _of_stories(found: Iterable[Told]) -> defaultdict[str, list[Told]]:
    of_story: defaultdict[str, list[Told]] = defaultdict(list)
    for each in found:
        of_story[each.story].append(each)
    return of_story
