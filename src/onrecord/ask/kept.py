"""Single pieces of what is kept ready: lists a page at a time, and what was found around one document."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar, overload

from onrecord.ask.edits import Edits
from onrecord.model import Comparison, Story
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.prepared import Ready

Item = TypeVar("Item")

_AT_ONCE = 200  # items of a list that is gone through
_by_id = attrgetter("id")


class Opened(Sequence[Item], ABC, Generic[Item]):
    """A list of which only what is asked for is opened."""

    def __init__(self, length: int) -> None:
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        places = range(self._length)[index]
        if isinstance(places, int):
            return self._between(places, places)[0]
        first = min(places, default=0)
        found = self._between(first, max(places)) if places else ()
        return tuple(found[place - first] for place in places)

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, self._length, _AT_ONCE):
            yield from self._between(start, min(start + _AT_ONCE, self._length) - 1)

    @abstractmethod
    def _between(self, first: int, last: int) -> Sequence[Item]:
        """The items from one place to another, both within the list."""


class Listed(Opened[Item]):
    """A list that is kept ready. ``parts`` says what stands under each key, the keys in order."""

    def __init__(
        self, holdings: Holdings, view: Ready, parts: Mapping[str, Edits], read: Callable[[str], Item]
    ) -> None:
        super().__init__(sum(map(len, parts.values())))
        self._holdings, self._view, self._parts, self._read = holdings, view, parts, read

    def _between(self, first: int, last: int) -> Sequence[Item]:
        found: list[Item] = []
        start, count = first, last - first + 1
        for key, edits in self._parts.items():  # by place under its key: nothing that comes before is gone through
            if start < len(edits) and len(found) < count:
                end = min(len(edits), start + count - len(found)) - 1
                found += map(self._read, bodies_at(self._holdings, self._view, key, edits, start, end))
            start = max(0, start - len(edits))
        return found


def bodies_at(holdings: Holdings, view: Ready, key: str, edits: Edits, first: int, last: int) -> list[str]:
    """What is kept of a list under a key from one number to another: a stretch, and one by one what came in since."""
    places = edits.places(first, last)
    put = [place for place in places if place < edits.put]
    stretch = (holdings.prepared(view, key, places=(put[0], put[-1])) or ()) if put else ()
    return [stretch[place - put[0]] if place < edits.put else body_at(holdings, view, key, place) for place in places]


def body_at(holdings: Holdings, view: Ready, key: str, place: int) -> str:
    """What is kept under a key at one place."""
    return (holdings.prepared(view, key, places=(place, place)) or ("",))[0]


def listed(
    holdings: Holdings, view: Ready, read: Callable[[str], Item], by_key: str | None = None
) -> Listed[Item] | None:
    """A list as it is kept ready, each item made from its body; None where it is not.

    ``by_key`` names the entry that says what stands under each key, where it is kept by keys.
    """
    length = one(holdings, Ready.LENGTH, by_key or view)
    if length is None:
        return None
    parts = {"": length} if by_key is None else dict(sorted(length.items()))
    return Listed(holdings, view, {key: Edits.of(told) for key, told in parts.items()}, read)


def length_key(view: Ready, key: str) -> str:
    """By which it is kept what left a list of one key or came into it; where nothing did, it is not kept."""
    return f"{view}\x01{key}"


def listed_under(
    holdings: Holdings, view: Ready, key: str, read: Callable[[str], Item], start: int, limit: int | None
) -> tuple[Item, ...]:
    """So many from number ``start`` on of the list that is kept ready under this key."""
    told = one(holdings, Ready.LENGTH, length_key(view, key))
    if told is None:
        return tuple(map(read, holdings.prepared(view, key, start=start, limit=limit) or ()))
    return tuple(Listed(holdings, view, {key: Edits.of(told)}, read)[start : None if limit is None else start + limit])


def one(holdings: Holdings, view: Ready, key: str = "") -> Any:
    """The only entry with this key, as JSON has it; None where there is none, or nothing is kept ready."""
    found = holdings.prepared(view, key)
    return json.loads(found[0]) if found else None


def packed(view: object) -> str:
    """A view as it is kept ready."""
    return json.dumps(encode(view), ensure_ascii=False, separators=(",", ":"))


def reading(kind: type[Item]) -> Callable[[str], Item]:
    """What makes a view of this kind of what is kept."""
    return lambda body: decode(kind, json.loads(body))


def place_of(holdings: Holdings, identity: str, view: Ready = Ready.STORY) -> int | None:
    """The place of a story, a document's story or, in its list, a conflict, by the id; None where that is not kept."""
    found, length = one(holdings, Ready.PLACE, identity), one(holdings, Ready.LENGTH, view)
    if found is None or length is None or not isinstance(found[0], int):
        return None
    return Edits.of(length).shown(found[0])


def comparison_about(holdings: Holdings, document: str) -> Comparison:
    """What the last comparison gave of the story of this document: of a kept one alone, else of all."""
    if one(holdings, Ready.ORIGIN, document) is None:
        return holdings.comparison()
    found = one(holdings, Ready.COMPARED, document)
    if found is None:
        return Comparison((), (), (), ())
    return comparison_of_story(holdings, found) or holdings.comparison()


def comparison_of_story(holdings: Holdings, story: str) -> Comparison | None:
    """What the last comparison gave of the story with this id, where it is kept ready."""
    found = one(holdings, Ready.COMPARED, story)
    return decode(Comparison, found) if found else None


def comparison_of_documents(holdings: Holdings, story: str, documents: Iterable[str]) -> Comparison | None:
    """What the last comparison gave of a story and of those of further documents, where all of it is kept ready."""
    found = comparison_of_story(holdings, story)
    within = frozenset(document for each in found.stories for document in each.documents) if found else frozenset()
    further = {one(holdings, Ready.COMPARED, each) for each in documents if each not in within}
    if found is None or not further:
        return found
    parts = [comparison_of_story(holdings, each) for each in further if each is not None]
    held = [found, *(each for each in parts if each is not None)]
    return Comparison(
        tuple(sorted((each for part in held for each in part.stories), key=_by_id)),
        tuple(sorted((each for part in held for each in part.lineage), key=_by_id)),
        tuple(sorted((each for part in held for each in part.claims), key=_by_id)),
        tuple(sorted((each for part in held for each in part.conflicts), key=_by_id)),
    )


def compared_of(comparison: Comparison, story: Story) -> Comparison:
    """The part of a comparison that is of one of its stories."""
    within = frozenset(story.documents)
    return Comparison(
        (story,),
        tuple(each for each in comparison.lineage if within >= set(each.documents)),
        tuple(each for each in comparison.claims if each.story == story.id),
        tuple(each for each in comparison.conflicts if each.story == story.id),
    )


class OriginsHeld(Protocol):
    """Which document stands for the origin of another."""

    def of(self, document: str) -> str:
        """The document that stands for the origin of this one, by their ids."""

    def count(self, documents: Iterable[str]) -> int:
        """The number of independent sources among the documents."""


class KeptOrigins:
    """Origins of single documents as they are kept ready."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def of(self, document: str) -> str:
        return str(one(self._holdings, Ready.ORIGIN, document) or document)

    def count(self, documents: Iterable[str]) -> int:
        return len({self.of(document) for document in documents})


def origins_of(holdings: Holdings) -> OriginsHeld:
    """The origins of all that is held: looked up one by one where they are kept ready."""
    if holdings.prepared(Ready.TOTALS) is None:  # origins are kept as long as what is counted
        return Origins(holdings.comparison().lineage)
    return KeptOrigins(holdings)
