"""A whole document: its blocks by role, and every record at its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.ask.kept import listed, one, reading
from onrecord.ask.stories import headline
from onrecord.errors import UsageError
from onrecord.model import Act, Block, Figure, Metadata, Position, Role, Span, Statement, Text
from onrecord.model.holdings import Holdings
from onrecord.model.prepared import Ready

Record = Statement | Position | Figure | Act


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same records rest on; ``marks`` are their ids, the longest first."""

    start: int
    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the document cut into segments; ``begins`` are the ids of the records that begin in it."""

    role: Role
    segments: tuple[Segment, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, or the part of it that was asked for, from 1 to ``parts``.

    The records are those that rest on words of this part, by id, each kind in order of the text.
    """

    id: str
    metadata: Metadata
    title: str | None
    part: int
    parts: int
    blocks: tuple[BlockView, ...]
    statements: tuple[Statement, ...]
    positions: tuple[Position, ...]
    figures: tuple[Figure, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class DocumentListed:
    """A document in a list."""

    id: str
    metadata: Metadata


def documents(holdings: Holdings) -> tuple[DocumentListed, ...]:
    """All documents, by name and id."""
    return tuple(DocumentListed(text.id, text.metadata) for text in holdings.texts())


def kept_documents(holdings: Holdings) -> Sequence[DocumentListed]:
    """All documents, read as they are asked for where they are kept ready."""
    kept = listed(holdings, Ready.DOCUMENT, reading(DocumentListed))
    return documents(holdings) if kept is None else kept


def document_named(holdings: Holdings, name: str) -> str | None:
    """The id of the document of this name; the first, where several share it, None where there is none."""
    kept = one(holdings, Ready.NAMED, name)
    if kept is not None or holdings.prepared(Ready.TOTALS) is not None:
        return kept and str(kept)
    return next((identity for identity, held in holdings.names().items() if held == name), None)


def document(holdings: Holdings, identity: str, part: int = 1, longest: int | None = None) -> DocumentView:
    """The document with this id; with ``longest`` cut into parts of about so many characters.

    Raises UsageError where there is no such document or part.
    """
    try:
        text = holdings.text(identity)
    except KeyError as error:
        raise UsageError(f"no document {identity!r} in this register") from error
    cuts = breaks(text, longest)
    if not 1 <= part < len(cuts):
        raise UsageError(f"no part {part} of document {identity!r}: it has {len(cuts) - 1}")
    start, end = cuts[part - 1], cuts[part]
    records: tuple[Sequence[Record], ...] = (
        _within(holdings.statements(document=identity), start, end),
        _within(holdings.positions(document=identity), start, end),
        _within(holdings.figures(document=identity), start, end),
        _within(holdings.acts(document=identity), start, end),
    )
    places = sorted(
        ((span.start, -span.end, record.id) for kind in records for record in kind for span in rests_on(record)),
    )
    marks = [(begin, -end, name) for begin, end, name in places]
    blocks = [_cut(block, start, end) for block in text.blocks if block.start < end and block.end > start]
    return DocumentView(
        identity,
        text.metadata,
        headline(text),
        part,
        len(cuts) - 1,
        tuple(_block(text, block, marks) for block in blocks),
        tuple(each for each in records[0] if isinstance(each, Statement)),
        tuple(each for each in records[1] if isinstance(each, Position)),
        tuple(each for each in records[2] if isinstance(each, Figure)),
        tuple(each for each in records[3] if isinstance(each, Act)),
    )


def breaks(text: Text, longest: int | None) -> tuple[int, ...]:
    """Where parts of about ``longest`` characters begin, and the end of the text.

    A part ends with a block where one ends in its second half; a block longer than that is cut.
    """
    end = len(text.text)
    cuts = [0]
    while longest is not None and end - cuts[-1] > longest:
        limit = cuts[-1] + longest
        ends = [block.end for block in text.blocks if cuts[-1] + longest // 2 <= block.end <= limit]
        cuts.append(max(ends, default=limit))
    return (*cuts, end) if end > cuts[-1] or len(cuts) == 1 else tuple(cuts)


def rests_on(record: Record) -> tuple[Span, ...]:
    """The words of a record: the pieces of a statement, else one span."""
    return record.content if isinstance(record, Statement) else (record.span,)


def _within(records: Iterable[Record], start: int, end: int) -> tuple[Record, ...]:
    return tuple(each for each in records if any(span.start < end and span.end > start for span in rests_on(each)))


def _cut(block: Block, start: int, end: int) -> Block:
    return Block(max(block.start, start), min(block.end, end), block.role)


def _block(text: Text, block: Block, marks: Sequence[tuple[int, int, str]]) -> BlockView:
    """A block's segments: a new one wherever a mark begins or ends."""
    here = [(start, end, name) for start, end, name in marks if start < block.end and end > block.start]
    edges = {block.start, block.end}
    for start, end, _ in here:
        edges.update(place for place in (start, end) if block.start < place < block.end)
    segments = tuple(_segments(text, sorted(edges), here))
    begins = dict.fromkeys(name for start, _, name in here if start >= block.start)
    return BlockView(block.role, segments, tuple(begins))


def _segments(text: Text, edges: Sequence[int], marks: Sequence[tuple[int, int, str]]) -> Iterator[Segment]:
    """The marks over each stretch: both come in order, so each mark is entered and left once."""
    waiting, over = iter(marks), list[tuple[int, int, str]]()
    following = next(waiting, None)
    for start, end in pairwise(edges):
        while following is not None and following[0] <= start:
            over.append(following)
            following = next(waiting, None)
        over = [mark for mark in over if mark[1] > start]
        names = dict.fromkeys(name for _, _, name in sorted(over, key=lambda mark: (mark[0] - mark[1], mark)))
        yield Segment(start, text.text[start:end], tuple(names))
