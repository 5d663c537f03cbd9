"""What lists and single documents show, made ready: stories, conflicts, lineage, documents, what needs a look."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.ask.conflicts import in_order, viewed
from onrecord.ask.contents import counted
from onrecord.ask.document import DocumentListed
from onrecord.ask.judgements import JudgementView
from onrecord.ask.kept import OriginsHeld, packed
from onrecord.ask.lineage import families
from onrecord.ask.needing import Looked
from onrecord.ask.stories import StoryDocument, StoryView, headline, views_of
from onrecord.model import Claim, Comparison, Conflict, Lineage, Metadata, Position
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Prepared, Ready

Told = TypeVar("Told", Claim, Conflict)

_LIGHTEST = 99  # no weight is more: what weighs most comes first by its key


@dataclass(slots=True)
class Lists:
    """What is gathered on the way through all positions, for the lists made at the end."""

    holdings: Holdings
    comparison: Comparison
    names: dict[str, str]
    origins: OriginsHeld
    looked: Looked
    positions: Counter[str]
    parties: defaultdict[str, set[str]]
    needing: Counter[str]

    @classmethod
    def of(
        cls,
        holdings: Holdings,
        comparison: Comparison,
        names: dict[str, str],
        origins: OriginsHeld,
        views: dict[str, tuple[JudgementView, ...]],
    ) -> Lists:
        """Ready to begin."""
        looked = Looked.of(comparison, names, views)
        return cls(holdings, comparison, names, origins, looked, Counter(), defaultdict(set), Counter())

    def gone_through(self, within: Sequence[Position]) -> Iterator[Prepared]:
        """Count a document's positions; gives those that need a look."""
        for position in within:
            self.positions[position.document] += 1
            self.parties[position.document].update(party.id for party in position.parties)
            found = self.looked.at(position)
            if found is not None:
                key = f"{_LIGHTEST - found.weight:02}"
                yield Prepared(Ready.NEEDING, key, self.needing[key], packed(found))
                yield Prepared(Ready.PLACE, position.id, 0, packed((key, self.needing[key])))
                self.needing[key] += 1

    def at_the_end(self) -> Iterator[Prepared]:
        """All lists but that of what needs a look, how long each is, and where each story stands."""
        yield _length(Ready.NEEDING, self.needing.total())
        yield Prepared(Ready.LENGTH, "weights", 0, json.dumps(self.needing))
        documents: dict[str, StoryDocument] = {}
        for place, text in enumerate(self.holdings.texts()):
            documents[text.id] = StoryDocument(text.id, text.metadata, headline(text), self.positions[text.id])
            yield Prepared(Ready.DOCUMENT, "", place, packed(DocumentListed(text.id, text.metadata)))
        yield _length(Ready.DOCUMENT, len(documents))
        yield from self._contents([each.metadata for each in documents.values()])
        stories = views_of(self.comparison, documents, self.parties, self.origins)
        yield from _list(Ready.STORY, map(packed, stories), len(stories))
        yield from self._places(stories)
        yield from self._conflicts({story.id: place for place, story in enumerate(stories)})
        found = families(self.comparison, self.names, frozenset(self.names))
        yield from _list(Ready.FAMILY, map(packed, found), len(found))
        named: dict[str, str] = {}
        for identity, name in self.names.items():
            named.setdefault(name, identity)
        yield from (Prepared(Ready.NAMED, name, 0, packed(identity)) for name, identity in named.items())
        yield from self._compared()

    def _contents(self, about: Sequence[Metadata]) -> Iterator[Prepared]:
        found = counted(self.holdings, self.comparison, about, self.positions.total())
        yield Prepared(Ready.CONTENTS, "", 0, packed(replace(found, refusals=())))

    def _places(self, stories: Sequence[StoryView]) -> Iterator[Prepared]:
        of_document: dict[str, int | None] = dict.fromkeys(self.names)
        for place, story in enumerate(stories):
            of_document.update((document.id, place) for document in story.documents)
            yield Prepared(Ready.PLACE, story.id, 0, packed((place, None)))
        for document, at in of_document.items():
            yield Prepared(Ready.PLACE, document, 0, packed((at, None)))
            yield Prepared(Ready.ORIGIN, document, 0, packed(self.origins.of(document)))

    def _conflicts(self, story_places: dict[str, int]) -> Iterator[Prepared]:
        story_of = {each.id: story_places.get(each.story) for each in self.comparison.conflicts}
        views = in_order(viewed(self.comparison.conflicts, self.names))
        yield from _list(Ready.CONFLICTS, map(packed, views), len(views))
        kinds = Counter(each.kind.value for each in views)
        yield Prepared(Ready.LENGTH, "kinds", 0, json.dumps(list(kinds.items())))
        for place, each in enumerate(views):
            yield Prepared(Ready.PLACE, each.id, 0, packed((place, story_of[each.id])))

    def _compared(self) -> Iterator[Prepared]:
        """What the comparison gave, story by story; documents by the last story that holds them."""
        story_of = {document: each.id for each in self.comparison.stories for document in each.documents}
        for part in _story_by_story(self.comparison):
            yield Prepared(Ready.COMPARED, part.stories[0].id, 0, packed(part))
        for document, identity in story_of.items():
            yield Prepared(Ready.COMPARED, document, 0, packed(identity))
        if self.holdings.judgements():
            judged = {part.stories[0].id: part for part in _story_by_story(self.comparison)}
            for part in _story_by_story(self.holdings.comparison_as_read()):
                if part != judged.get(part.stories[0].id):
                    yield Prepared(Ready.UNJUDGED, part.stories[0].id, 0, packed(part))


def _story_by_story(comparison: Comparison) -> Iterator[Comparison]:
    claims, conflicts = _by_story(comparison.claims), _by_story(comparison.conflicts)
    lineage: defaultdict[str, list[Lineage]] = defaultdict(list)
    for edge in comparison.lineage:
        lineage[edge.documents[0]].append(edge)
    for story in comparison.stories:
        within = frozenset(story.documents)
        edges = [edge for document in story.documents for edge in lineage.get(document, ())]
        edges = sorted((edge for edge in edges if within >= set(edge.documents)), key=lambda edge: edge.id)
        yield Comparison((story,), tuple(edges), tuple(claims[story.id]), tuple(conflicts[story.id]))


def _by_story(found: Iterable[Told]) -> defaultdict[str, list[Told]]:
    by_story: defaultdict[str, list[Told]] = defaultdict(list)
    for each in found:
        by_story[each.story].append(each)
    return by_story


def _list(view: Ready, bodies: Iterable[str], length: int) -> Iterator[Prepared]:
    yield from (Prepared(view, "", place, body) for place, body in enumerate(bodies))
    yield _length(view, length)


def _length(view: Ready, length: int) -> Prepared:
    return Prepared(Ready.LENGTH, view, 0, str(length))
