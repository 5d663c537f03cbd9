"""Where the tellings part, with the words of each side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.ask.choice import EVERYTHING, Only, keeps
from onrecord.ask.kept import listed, one, reading
from onrecord.model import Conflict, ConflictKind, Passage, Side
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready

_KINDS = {kind: place for place, kind in enumerate(ConflictKind)}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words, and the name of the document that they stand in."""

    document: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class SideView:
    """What one side holds, by how many independent sources, in which words.

    ``named`` are outlets that the words are credited to; ``difference`` shows where a quotation's words
    part from the first side's.
    """

    label: str
    origins: int
    records: tuple[str, ...]
    quotes: tuple[Quote, ...]
    named: tuple[str, ...] = ()
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict as a reader sees it."""

    id: str
    kind: ConflictKind
    about: str
    summary: str
    claim: str | None
    sides: tuple[SideView, ...]
    note: str | None = None


def conflicts(holdings: Holdings, only: Only = EVERYTHING) -> tuple[ConflictView, ...]:
    """The conflicts that what is asked for has a part in: by kind, then by what they are about."""
    kept = keeps(holdings, only)
    held = [each for each in holdings.comparison().conflicts if kept(*rests_on(each))]
    return in_order(viewed(held, holdings.names()))


def kept_conflicts(holdings: Holdings) -> Sequence[ConflictView]:
    """All conflicts, read as they are asked for where they are kept ready."""
    kept = listed(holdings, Ready.CONFLICTS, reading(ConflictView))
    return conflicts(holdings) if kept is None else kept


def conflict_kinds(holdings: Holdings) -> tuple[tuple[str, int], ...]:
    """How many conflicts there are of each kind."""
    kept = one(holdings, Ready.LENGTH, "kinds")
    if kept is not None:
        return tuple((kind, count) for kind, count in kept)
    return tuple(Counter(each.kind.value for each in conflicts(holdings)).items())


def in_order(found: Iterable[ConflictView]) -> tuple[ConflictView, ...]:
    """By kind, then by what they are about."""
    return tuple(sorted(found, key=order_of))


def order_of(view: ConflictView) -> tuple[int, str, str]:
    """By what conflicts are ordered."""
    return (_KINDS[view.kind], view.about, view.id)


def rests_on(conflict: Conflict) -> tuple[list[str], list[str]]:
    """The records on all sides of a conflict, and their documents."""
    sides = conflict.sides
    documents = [passage.document for side in sides for passage in side.passages]
    return [record for side in sides for record in side.records], documents


def viewed(found: Iterable[Conflict], name: Mapping[str, str]) -> list[ConflictView]:
    """The conflicts with documents named."""
    return [
        ConflictView(
            each.id,
            each.kind,
            each.about,
            each.summary,
            each.claim,
            tuple(_side(side, name.__getitem__) for side in each.sides),
            each.note,
        )
        for each in found
    ]


def _side(side: Side, name: Callable[[str], str]) -> SideView:
    quotes = tuple(quote(passage, name) for passage in side.passages)
    return SideView(side.label, side.origins, side.records, quotes, side.named, side.difference)


def quote(passage: Passage, name: Callable[[str], str]) -> Quote:
    """The words with their document named."""
    return Quote(name(passage.document), passage.span.start, passage.span.end, passage.span.exact)
