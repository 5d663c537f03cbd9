"""Stories: the events told, each with what a reader has to know before opening it."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from onrecord.ask.kept import OriginsHeld, comparison_of_documents, listed, reading
from onrecord.model import Act, Action, Comparison, Figure, Metadata, Position, Role, Stance, Statement, Story, Text
from onrecord.model.comparison import by_story
from onrecord.model.holdings import Counts, Holdings
from onrecord.model.origins import Origins
from onrecord.model.prepared import Ready

_TITLE = 160  # characters of a title shown


@dataclass(frozen=True, slots=True)
class StoryDocument:
    """A document of a story: ``title`` is its own, else its headline, else None."""

    id: str
    metadata: Metadata
    title: str | None
    positions: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story in a few words.

    ``title`` is that of the first document that has one, in order of publication; ``first`` and
    ``last`` are the ISO 8601 days of the earliest and latest that is dated, else None.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    documents: tuple[StoryDocument, ...]
    origins: int
    positions: int
    parties: int
    conflicts: int


def stories(holdings: Holdings) -> tuple[StoryView, ...]:
    """All stories: the latest first; those without a date last, the longest told first."""
    comparison = holdings.comparison()
    return views_of(comparison, *_documents(holdings), Origins(comparison.lineage))


def kept_stories(holdings: Holdings) -> Sequence[StoryView]:
    """All stories, read as they are asked for where they are kept ready."""
    kept = listed(holdings, Ready.STORY, reading(StoryView))
    return stories(holdings) if kept is None else kept


def views_of(
    comparison: Comparison,
    documents: Mapping[str, StoryDocument],
    parties: Mapping[str, set[str]],
    origins: OriginsHeld,
) -> tuple[StoryView, ...]:
    """The stories compared, in order: of the documents in short, and with the parties that take a position in each."""
    conflicts = Counter(conflict.story for conflict in comparison.conflicts)
    found = [view_of(story, documents, parties, origins, conflicts[story.id]) for story in comparison.stories]
    return tuple(sorted(found, key=latest_first))


def latest_first(view: StoryView) -> tuple[object, ...]:
    """By what stories are put in order: those without a date last, of one day the longest told first."""
    falling = (*(-ord(character) for character in view.last or ""), 1)  # what goes on comes before what ends there
    return (falling, -len(view.documents), view.title, view.id)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which positions of a story are wanted: of one stance, party or document, by id; all where None."""

    stance: Stance | None = None
    party: str | None = None
    document: str | None = None


def of_story(holdings: Holdings, story: StoryView, choice: Choice | None = None) -> Holdings:
    """What is held, narrowed to the documents of one story, and to the positions chosen among those."""
    return cast(Holdings, _Narrowed(holdings, story, choice or Choice()))


class _Narrowed:
    """Holdings that show one story's documents alone; whatever is not narrowed is asked of the whole."""

    def __init__(self, holdings: Holdings, story: StoryView, choice: Choice) -> None:
        self._whole, self._story, self._choice = holdings, story.id, choice
        self._names = {each.id: each.metadata.name for each in story.documents if choice.document in (None, each.id)}
        self._compared: Comparison | None = None
        self._read: dict[tuple[str, str], tuple[Any, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def prepared(self, *_: Any, **__: Any) -> None:
        """Nothing is kept ready of a part."""

    def names(self, documents: Collection[str] | None = None) -> dict[str, str]:
        wanted = self._names if documents is None else self._names.keys() & documents
        return dict(sorted(((each, self._names[each]) for each in wanted), key=lambda each: (each[1], each[0])))

    def moments(self, documents: Collection[str] | None = None) -> dict[str, tuple[str | None, str]]:
        return self._whole.moments(self._names if documents is None else self._names.keys() & set(documents))

    def positions(
        self,
        *,
        document: str | None = None,
        party: str | None = None,
        action: Action | None = None,
        stance: Stance | None = None,
    ) -> Iterator[Position]:
        chosen, one = self._choice, party if party is not None and party in self._ids else None
        for each in self._each("positions", document, {} if one else {"party": party}):
            if action not in (None, each.action) or stance not in (None, each.stance):
                continue
            if one and not any(one.casefold() in (held.id.casefold(), held.name.casefold()) for held in each.parties):
                continue
            if chosen.stance in (None, each.stance) and (
                chosen.party is None or any(chosen.party == one.id for one in each.parties)
            ):
                yield each

    def statements(self, *, document: str | None = None, **wanted: Any) -> Iterator[Statement]:
        return self._each("statements", document, wanted)

    def figures(self, *, document: str | None = None) -> Iterator[Figure]:
        return self._each("figures", document, {})

    def acts(self, *, document: str | None = None) -> Iterator[Act]:
        return self._each("acts", document, {})

    def comparison(self) -> Comparison:
        if self._compared is None:
            whole = comparison_of_documents(self._whole, self._story, self._names) or self._whole.comparison()
            stories = {story.id for story in whole.stories if self._names.keys() >= set(story.documents)}
            stories.add(self._story)  # of which only some documents may be wanted
            self._compared = Comparison(
                tuple(story for story in whole.stories if story.id in stories),
                tuple(each for each in whole.lineage if self._names.keys() >= set(each.documents)),
                tuple(claim for claim in whole.claims if claim.story in stories),
                tuple(conflict for conflict in whole.conflicts if conflict.story in stories),
            )
        return self._compared

    def comparison_by_story(self) -> Iterator[Comparison]:
        return by_story(self.comparison())

    def counts(self) -> Counts:
        kinds = (self.statements(), self.figures(), self.acts())
        return Counts(*(sum(1 for _ in records) for records in kinds))

    @functools.cached_property
    def _ids(self) -> frozenset[str]:
        """The parties that are held by these very ids: which positions are theirs can be seen from what was read."""
        return frozenset(each.id for each in self._whole.parties())

    def _each(self, kind: str, document: str | None, wanted: dict[str, Any]) -> Iterator[Any]:
        asked = {name: value for name, value in wanted.items() if value is not None}
        names = self.names()
        for identity in names:
            if document in (None, identity, names[identity]):
                yield from (
                    getattr(self._whole, kind)(document=identity, **asked) if asked else self._all(kind, identity)
                )

    def _all(self, kind: str, document: str) -> tuple[Any, ...]:
        """All records of a kind in a document: a story is gone through many times for a page, and read once."""
        if (kind, document) not in self._read:
            self._read[kind, document] = tuple(getattr(self._whole, kind)(document=document))
        return self._read[kind, document]


def headline(text: Text) -> str | None:
    """What an article calls itself: its title, else its headline, else nothing."""
    if text.metadata.title:
        return _short(text.metadata.title)
    lines = (text.text[block.start : block.end] for block in text.blocks if block.role is Role.HEADLINE)
    return next((_short(line) for line in lines), None)


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rstrip()}…"


def _documents(holdings: Holdings) -> tuple[dict[str, StoryDocument], dict[str, set[str]]]:
    """Each document in short, and the ids of the parties that take a position in it."""
    counts: Counter[str] = Counter()
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for position in holdings.positions():
        counts[position.document] += 1
        parties[position.document].update(party.id for party in position.parties)
    documents = {
        text.id: StoryDocument(text.id, text.metadata, headline(text), counts[text.id]) for text in holdings.texts()
    }
    return documents, parties


def view_of(
    story: Story,
    documents: Mapping[str, StoryDocument],
    parties: Mapping[str, Collection[str]],
    origins: OriginsHeld,
    conflicts: int,
) -> StoryView:
    """A story in a few words; ``parties`` are those that take a position in each document."""
    told = [documents[identity] for identity in story.documents]
    told.sort(key=lambda document: (document.metadata.published or "~", document.metadata.name, document.id))
    days = sorted(document.metadata.published[:10] for document in told if document.metadata.published)
    return StoryView(
        id=story.id,
        title=next((document.title for document in told if document.title), told[0].metadata.name),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        documents=tuple(told),
        origins=origins.count(story.documents),
        positions=sum(document.positions for document in told),
        parties=len(set().union(*(parties.get(identity, ()) for identity in story.documents))),
        conflicts=conflicts,
    )
