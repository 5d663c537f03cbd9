"""What views of all that is held are made on: what crosses the stories, gathered from the comparison part by part."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.ask.conflicts import rests_on
from onrecord.ask.needing import told_by_several
from onrecord.model import Comparison, Conflict, ConflictKind, Lineage, Story
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins


@dataclass(slots=True)
class Survey:
    """The stories, and in short what was found in them.

    ``crossing`` are the edges of lineage that are within no story, by their first document. ``contested`` are the
    records that a conflict rests on, ``several`` those that tell a claim of several origins, by id. ``parting`` are
    the conflicts of stance by id, without words, and ``touching`` their places by the records that they rest on.
    """

    stories: list[Story] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    crossing: defaultdict[str, list[Lineage]] = field(default_factory=lambda: defaultdict(list))
    contested: set[str] = field(default_factory=set)
    several: set[str] = field(default_factory=set)
    parting: list[Conflict] = field(default_factory=list)
    touching: dict[str, tuple[int, ...]] = field(default_factory=dict)
    claims: int = 0
    conflicts: int = 0

    @classmethod
    def of(cls, holdings: Holdings) -> Survey:
        """Of the last comparison, as people hold it to be."""
        survey, parting = cls(), {}
        for part in holdings.comparison_by_story():
            survey._take(part)
            stances = (each for each in part.conflicts if each.kind is ConflictKind.STANCE)
            parting.update({each.id: _without_words(each) for each in stances})
        survey.parting = [parting[identity] for identity in sorted(parting)]
        for place, conflict in enumerate(survey.parting):
            for record in set(rests_on(conflict)[0]):
                survey.touching[record] = (*survey.touching.get(record, ()), place)
        return survey

    def story_of(self) -> dict[str, str]:
        """The id of each document's story, of several that hold it the last."""
        return {document: story.id for story in self.stories for document in story.documents}

    def around(self, records: Iterable[str]) -> list[Conflict]:
        """The conflicts of stance that rest on any of the records, each once."""
        places = {place for record in records for place in self.touching.get(record, ())}
        return [self.parting[place] for place in sorted(places)]

    def _take(self, part: Comparison) -> None:
        self.stories += (Story(tuple(map(sys.intern, story.documents))) for story in part.stories)
        for edge in part.lineage:
            self.origins.add(edge)
            if not part.stories:
                self.crossing[edge.documents[0]].append(edge)
        self.claims += len(part.claims)
        self.several.update(map(sys.intern, told_by_several(part.claims)))
        self.conflicts += len(part.conflicts)
        for conflict in part.conflicts:
            self.contested.update(map(sys.intern, rests_on(conflict)[0]))


def _without_words(conflict: Conflict) -> Conflict:
    sides = (
        replace(side, label="", records=tuple(map(sys.intern, side.records)), passages=(), named=(), difference=None)
        for side in conflict.sides
    )
    return replace(conflict, about="", summary="", sides=tuple(sides), claim=None, note=None)
