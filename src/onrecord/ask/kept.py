"""Single pieces of what is kept ready: lists a page at a time, and what was found around one document."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar, overload

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
        found = self._between(min(places), max(places)) if places else ()
        return tuple(found[place - min(places)] for place in places)

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, self._length, _AT_ONCE):
            yield from self._between(start, min(start + _AT_ONCE, self._length) - 1)

    @abstractmethod
    def _between(self, first: int, last: int) -> Sequence[Item]:
        """The items from one place to another, both within the list."""


class Listed(Opened[Item]):
    """A list that is kept ready. ``lengths`` says how many stand under each key, the keys in order."""

    def __init__(
        self, holdings: Holdings, view: Ready, lengths: Mapping[str, int], read: Callable[[str], Item]
    ) -> None:
        super().__init__(sum(lengths.values()))
        self._holdings, self._view, self._lengths, self._read = holdings, view, lengths, read

    def _between(self, first: int, last: int) -> Sequence[Item]:
        found: list[Item] = []
        start, count = first, last - first + 1
        for key, length in self._lengths.items():  # by place under its key: nothing that comes before is gone through
            if start < length and len(found) < count:
                end = min(length, start + count - len(found)) - 1
                found += map(self._read, self._holdings.prepared(self._view, key, places=(start, end)) or ())
            start = max(0, start - length)
        return found


def listed(
    holdings: Holdings, view: Ready, read: Callable[[str], Item], by_key: str | None = None
) -> Listed[Item] | None:
    """A list as it is kept ready, each item made from its body; None where it is not.

    ``by_key`` names the entry that says how many stand under each key, where it is kept by keys.
    """
    length = one(holdings, Ready.LENGTH, by_key or view)
    if length is None:
        return None
    lengths = {"": int(length)} if by_key is None else {key: int(count) for key, count in sorted(length.items())}
    return Listed(holdings, view, lengths, read)


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


def place_of(holdings: Holdings, identity: str) -> int | None:
    """The place of a story, a document's story or a conflict in its list, by the id; None where that is not kept."""
    found = one(holdings, Ready.PLACE, identity)
    return None if found is None or found[0] is None else int(found[0])


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
