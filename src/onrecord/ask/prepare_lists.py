"""What lists and single documents show, made ready: stories, conflicts, lineage, documents, what needs a look."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby

from onrecord.ask.conflicts import ConflictView, order_of
from onrecord.ask.contents import About
from onrecord.ask.document import DocumentListed
from onrecord.ask.judgements import JudgementView
from onrecord.ask.kept import packed
from onrecord.ask.lineage import by_first_document, family_of
from onrecord.ask.needing import Looked
from onrecord.ask.prepare_ground import Survey
from onrecord.ask.sorting import Sorting
from onrecord.ask.stories import StoryDocument, StoryView, headline, latest_first, view_of
from onrecord.model import Comparison, Position, Story
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Prepared, Ready

_LARGE = 500  # stories in memory: they may be of fifty documents


@dataclass(frozen=True, slots=True)
class _Conflict:
    """A conflict as it waits for its place in the list."""

    order: tuple[int, str, str]
    id: str
    kind: str
    story: str
    body: str


@dataclass(frozen=True, slots=True)
class _Family:
    """The lineage of a story as it waits for its place in the list."""

    order: tuple[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class _InStory:
    """A document as it waits for its story: its place among the stories, by id."""

    story: int
    document: StoryDocument


@dataclass(slots=True)
class Lists:
    """What is gathered on the way through positions and stories, for the lists made at the end."""

    holdings: Holdings
    survey: Survey
    names: dict[str, str]
    looked: Looked
    positions: Counter[str]
    parties: dict[str, tuple[str, ...]]
    needing: Counter[str]
    conflicts_of: Counter[str]
    conflicts: Sorting[_Conflict]
    families: Sorting[_Family]
    in_stories: Sorting[_InStory]
    stories: Sorting[StoryView]

    @classmethod
    def of(
        cls,
        holdings: Holdings,
        survey: Survey,
        names: dict[str, str],
        views: dict[str, tuple[JudgementView, ...]],
        aside: ExitStack,
    ) -> Lists:
        """Ready to begin; what waits on disk goes away with ``aside``."""
        return cls(
            holdings,
            survey,
            names,
            Looked(frozenset(survey.contested), survey.several, names, views),
            Counter(),
            {},
            Counter(),
            Counter(),
            aside.enter_context(Sorting(_Conflict, lambda each: each.order)),
            aside.enter_context(Sorting(_Family, lambda each: each.order, _LARGE)),
            aside.enter_context(Sorting(_InStory, lambda each: each.story)),
            aside.enter_context(Sorting(StoryView, latest_first, _LARGE)),
        )

    def gone_through(self, within: Sequence[Position]) -> Iterator[Prepared]:
        """Count a document's positions; gives those that need a look."""
        document = sys.intern(within[0].document)
        self.positions[document] = len(within)
        self.parties[document] = tuple({sys.intern(party.id) for position in within for party in position.parties})
        for position in within:
            found = self.looked.at(position)
            if found is not None:
                yield Prepared(Ready.NEEDING, found.key, self.needing[found.key], packed(found))
                yield Prepared(Ready.PLACE, position.id, 0, packed((found.key, self.needing[found.key])))
                self.needing[found.key] += 1

    def of_story(self, part: Comparison, as_read: Comparison | None) -> Iterator[Prepared]:
        """What the comparison gave of a story; ``as_read`` is the same whatever people hold, where they hold anything.

        Documents are found by the last story that holds them.
        """
        for story in part.stories:
            yield Prepared(Ready.COMPARED, story.id, 0, packed(part))
            if as_read is not None and as_read != part:
                yield Prepared(Ready.UNJUDGED, story.id, 0, packed(as_read))
            crossing = (each for document in story.documents for each in self.survey.crossing.get(document, ()))
            family = family_of(story, (*part.lineage, *crossing), self.names, self.survey.origins)
            if family is not None:
                self.families.put(_Family(by_first_document(family), packed(family)))

    def put_conflict(self, story: str, view: ConflictView, body: str) -> None:
        """A conflict of a story, with the body that is kept of it."""
        self.conflicts_of[story] += 1
        self.conflicts.put(_Conflict(order_of(view), view.id, view.kind.value, story, body))

    def at_the_end(self) -> Iterator[Prepared]:
        """All lists but that of what needs a look, how long each is, and where each story stands."""
        yield Prepared(Ready.LENGTH, "weights", 0, json.dumps(self.needing))
        yield from self._documents()
        places: dict[str, int] = {}
        yield from self._stories(places)
        yield from self._conflicts(places)
        length = 0
        for length, family in enumerate(self.families, 1):
            yield Prepared(Ready.FAMILY, "", length - 1, family.body)
        yield _length(Ready.FAMILY, length)
        yield from self._by_document()

    def _documents(self) -> Iterator[Prepared]:
        """The list of documents and what they are in all; each is put aside for its stories."""
        stories_of: dict[str, tuple[int, ...]] = {}
        for number, story in enumerate(self.survey.stories):
            for document in story.documents:
                stories_of[document] = (*stories_of.get(document, ()), number)
        about, length = About(), 0
        for length, text in enumerate(self.holdings.texts(), 1):
            about.take(text.metadata)
            yield Prepared(Ready.DOCUMENT, "", length - 1, packed(DocumentListed(text.id, text.metadata)))
            within = stories_of.get(text.id, ())
            if within:
                told = StoryDocument(text.id, text.metadata, headline(text), self.positions[text.id])
                for number in within:
                    self.in_stories.put(_InStory(number, told))
        yield _length(Ready.DOCUMENT, length)
        contents = about.contents(
            self.holdings,
            documents=len(self.names),
            origins=self.survey.origins.count(self.names),
            stories=len(self.survey.stories),
            positions=self.positions.total(),
            claims=self.survey.claims,
            conflicts=self.survey.conflicts,
        )
        yield Prepared(Ready.CONTENTS, "", 0, packed(contents))

    def _stories(self, places: dict[str, int]) -> Iterator[Prepared]:
        """The list of stories, and the place of each, which is put among ``places``, and of each document's."""
        for number, told in groupby(self.in_stories, lambda each: each.story):
            self.stories.put(self._story(self.survey.stories[number], [each.document for each in told]))
        of_document: dict[str, int | None] = dict.fromkeys(self.names)
        for place, view in enumerate(self.stories):
            yield Prepared(Ready.STORY, "", place, packed(view))
            of_document.update((document.id, place) for document in view.documents)
            places[view.id] = place
            yield Prepared(Ready.PLACE, view.id, 0, packed((place, None)))
        yield _length(Ready.STORY, len(places))
        for document, at in of_document.items():
            yield Prepared(Ready.PLACE, document, 0, packed((at, None)))

    def _story(self, story: Story, told: Sequence[StoryDocument]) -> StoryView:
        documents = {each.id: each for each in told}
        return view_of(story, documents, self.parties, self.survey.origins, self.conflicts_of[story.id])

    def _conflicts(self, story_places: dict[str, int]) -> Iterator[Prepared]:
        kinds: Counter[str] = Counter()
        for place, each in enumerate(self.conflicts):
            kinds[each.kind] += 1
            yield Prepared(Ready.CONFLICTS, "", place, each.body)
            yield Prepared(Ready.PLACE, each.id, 0, packed((place, story_places.get(each.story))))
        yield _length(Ready.CONFLICTS, kinds.total())
        yield Prepared(Ready.LENGTH, "kinds", 0, json.dumps(list(kinds.items())))

    def _by_document(self) -> Iterator[Prepared]:
        """The document that comes by each name, each document's origin, and the story that it is of."""
        named: dict[str, str] = {}
        for identity, name in self.names.items():
            named.setdefault(name, identity)
            yield Prepared(Ready.ORIGIN, identity, 0, packed(self.survey.origins.of(identity)))
        yield from (Prepared(Ready.NAMED, name, 0, packed(identity)) for name, identity in named.items())
        for document, story in self.survey.story_of().items():
            yield Prepared(Ready.COMPARED, document, 0, packed(story))


def _length(view: Ready, length: int) -> Prepared:
    return Prepared(Ready.LENGTH, view, 0, str(length))
