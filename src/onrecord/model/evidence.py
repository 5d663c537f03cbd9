"""The evidence gate: every span of a record must stand in its text."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.errors import EvidenceError
from onrecord.model.comparison import Comparison
from onrecord.model.document import Text
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.model.story import Passage


def spans(record: object) -> Iterator[Span]:
    """Every span within a record, in order, however deep; passages, which name their own document, are left out."""
    within: list[object] = [record]
    while within:  # a generator for each part takes longer than looking at the spans
        each = within.pop()
        if isinstance(each, Span):
            yield each
        elif isinstance(each, tuple):
            within.extend(reversed(each))
        elif each is not None and not isinstance(each, type | Passage):
            kind: Any = type(each)  # classes are hashable, mypy cannot see it
            within.extend([getattr(each, name) for name in reversed(_parts(kind))])


def passages(record: object) -> Iterator[Passage]:
    """Every passage within a record, however deep."""
    if isinstance(record, Passage):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from passages(item)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type | Span):
        for name in _parts(type(record)):
            yield from passages(getattr(record, name))


@functools.cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields that may hold other records: not those of plain values, which are most; none where it is no record."""
    if not dataclasses.is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return tuple(field.name for field in dataclasses.fields(kind) if not _plain(hints[field.name]))


def _plain(hint: Any) -> bool:
    if get_origin(hint) is None:
        return isinstance(hint, type) and (hint is type(None) or issubclass(hint, str | int | float))
    return all(each is Ellipsis or _plain(each) for each in get_args(hint))


def check_text(text: Text) -> None:
    """Raise EvidenceError unless the blocks are in order, apart, and within the text."""
    end = 0
    for block in text.blocks:
        if not end <= block.start < block.end <= len(text.text):
            raise EvidenceError(f"{text.metadata.name}: block {block.start}:{block.end} is out of order or outside")
        end = block.end


def check_record(record: object, text: Text) -> None:
    """Raise EvidenceError unless every span of the record stands in the text."""
    for span in spans(record):
        if not span.stands_in(text.text):
            raise EvidenceError(f"{text.metadata.name}: {span.exact!r} does not stand at {span.start}:{span.end}")


def check_reading(reading: Reading) -> None:
    """Raise EvidenceError unless every record of the reading rests on words of its own text."""
    check_text(reading.text)
    for record in reading.records:
        if record.document != reading.text.id:
            raise EvidenceError(f"{reading.text.metadata.name}: {record.id} is of another document")
        check_record(record, reading.text)


def check_comparison(comparison: Comparison, text_of: Callable[[str], Text]) -> None:
    """Raise EvidenceError unless every passage shown stands in the text of its document."""
    for passage in passages(comparison):
        check_record(passage.span, text_of(passage.document))
