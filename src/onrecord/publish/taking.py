"""An export in JSON Lines, read back: every line checked, so that another's files can be taken over."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from onrecord.errors import EvidenceError, UsageError
from onrecord.model import Act, Comparison, Figure, Judgement, Passage, Position, Reading, Rejected, Span, Statement
from onrecord.model.evidence import check_reading, passages
from onrecord.model.outcome import REVIEW
from onrecord.publish import fromlines
from onrecord.publish.lines import Line
from onrecord.publish.review import read_judgements

Read = TypeVar("Read")
_SHOWN = 200  # characters of what is wrong with a line
_NO_EXPORT = "name a folder that onrecord export --format jsonl wrote"


@dataclass(frozen=True)
class Taken:
    """An export that was checked from end to end.

    ``readings`` reads the documents again, in the order of the files, one at a time in memory. ``rejected`` are
    files that were refused whole; what was refused within a document is in its reading. ``documents`` gives the
    name of each document by its id; ``judgements`` are what people hold of it all.
    """

    folder: Path
    documents: dict[str, str]
    comparison: Comparison
    rejected: tuple[Rejected, ...]
    judgements: tuple[Judgement, ...]
    _within: dict[str, tuple[Rejected, ...]] = field(repr=False)

    def readings(self) -> Iterator[Reading]:
        """Every document with its records."""
        return _readings(self.folder, self._within)


def take(folder: Path | str) -> Taken:
    """The export in this folder, as ``onrecord export --format jsonl`` wrote it.

    Raises UsageError, naming file and line, for a file that is missing or damaged, a record that is not what its
    id was made from, one that refers to a document that is not there, or an export that is without what a person
    rejected; EvidenceError for words that do not
    stand in their document.
    """
    place = Path(folder)
    comparison = Comparison(
        stories=tuple(_all(place, "stories", fromlines.story_of)),
        lineage=tuple(_all(place, "lineage", fromlines.lineage_of)),
        claims=tuple(_all(place, "claims", fromlines.claim_of)),
        conflicts=tuple(_all(place, "conflicts", fromlines.conflict_of)),
    )
    refused = Counter(_all(place, "rejections", fromlines.rejected_of))
    _check_nothing_left_out(place, refused)
    judgements = _judgements(place)
    shown: defaultdict[str, set[Span]] = defaultdict(set)
    for passage in passages(comparison):
        shown[passage.document].add(passage.span)
    corrected: defaultdict[str, set[Span]] = defaultdict(set)
    for each in judgements:
        if each.document is not None and each.span is not None:
            corrected[each.document].add(each.span)
    documents: dict[str, str] = {}
    known: set[str] = set()
    for reading in _readings(place, {}):
        check_reading(reading)
        _check_passages(reading, shown.pop(reading.text.id, set()) | corrected[reading.text.id])
        documents[reading.text.id] = reading.text.metadata.name
        known.update(record.id for record in reading.records)
    _check_references(
        comparison, known.union(documents), [Passage(document, min(spans)) for document, spans in shown.items()]
    )
    within, whole = _shared_out(refused, Counter(documents.values()))
    return Taken(place, documents, comparison, whole, judgements, within)


def _check_nothing_left_out(folder: Path, refused: Iterable[Rejected]) -> None:
    """Raise UsageError where people rejected records: an export is without them, so they cannot be taken over."""
    for rejected in refused:
        if rejected.stage == REVIEW:
            raise UsageError(
                f"{folder / 'rejections.jsonl'}: {rejected.detail} was rejected by a person, and the export is "
                "without it, so it cannot be taken over: build from the articles, then take over its review.jsonl "
                "with onrecord review import"
            )


def _judgements(folder: Path) -> tuple[Judgement, ...]:
    path = folder / "review.jsonl"
    if not path.exists():
        raise UsageError(f"{path} is not there: {_NO_EXPORT}")
    return tuple(read_judgements(path))


def _check_passages(reading: Reading, spans: set[Span]) -> None:
    for span in sorted(spans):
        if not span.stands_in(reading.text.text):
            raise EvidenceError(
                f"{reading.text.metadata.name}: {span.exact!r} does not stand at {span.start}:{span.end}"
            )


def _check_references(comparison: Comparison, known: set[str], strange: list[Passage]) -> None:
    """Raise UsageError where what was compared is of documents or records that are not there."""
    named = {document for story in comparison.stories for document in story.documents}
    named |= {document for each in comparison.lineage for document in each.documents}
    named |= {
        each
        for claim in comparison.claims
        for telling in claim.tellings
        for each in (telling.position, telling.document)
    }
    # what has no record of its own is named by its place: DOCUMENT:OFFSET
    records = (record for conflict in comparison.conflicts for side in conflict.sides for record in side.records)
    named |= {record.partition(":")[0] for record in records}
    named |= {passage.document for passage in strange}
    named |= {claim.story for claim in comparison.claims} | {conflict.story for conflict in comparison.conflicts}
    known = known | {story.id for story in comparison.stories}
    if missing := sorted(named - known):
        raise UsageError(f"{missing[0]} is referred to but not there: the export is not whole")


def _shared_out(
    refused: Counter[Rejected], names: Counter[str]
) -> tuple[dict[str, tuple[Rejected, ...]], tuple[Rejected, ...]]:
    """What was refused within the documents of a name, and the rest.

    The same refusal may stand several times: once in each document of that name.
    """
    within: defaultdict[str, list[Rejected]] = defaultdict(list)
    whole: list[Rejected] = []
    for rejected, times in sorted(refused.items()):
        held = min(times, names[rejected.name])
        within[rejected.name] += [rejected] * held
        whole += [rejected] * (times - held)
    return {name: tuple(found) for name, found in within.items()}, tuple(whole)


def _readings(folder: Path, within: dict[str, tuple[Rejected, ...]]) -> Iterator[Reading]:
    files = {kind: _Ahead(folder, kind, read) for kind, read in fromlines.RECORDS.items()}
    left = {name: Counter(found) for name, found in within.items()}
    for text in _all(folder, "documents", fromlines.text_of):
        records = {kind: tuple(file.of(text.id)) for kind, file in files.items()}
        refused = tuple(sorted(left.get(text.metadata.name, ())))
        if refused:
            left[text.metadata.name] = +(left[text.metadata.name] - Counter(refused))
        yield Reading(text, **records, rejected=refused)  # type: ignore[arg-type]  # each kind read as itself
    for file in files.values():
        file.check_end()


class _Ahead:
    """Records of one kind, handed out document by document: the files have them in the order of the documents."""

    def __init__(self, folder: Path, kind: str, read: Callable[[Line], Statement | Position | Figure | Act]) -> None:
        self._path = folder / f"{kind}.jsonl"
        self._lines = _all(folder, kind, read)
        self._next = next(self._lines, None)

    def of(self, document: str) -> Iterator[Statement | Position | Figure | Act]:
        """The records of this document, which come next."""
        while self._next is not None and self._next.document == document:
            yield self._next
            self._next = next(self._lines, None)

    def check_end(self) -> None:
        """Raise UsageError where records are left that no document had."""
        if self._next is not None:
            raise UsageError(f"{self._path}: {self._next.id} is of no document, or not in the documents' order")


def _all(folder: Path, kind: str, read: Callable[[Line], Read]) -> Iterator[Read]:
    path = folder / f"{kind}.jsonl"
    try:
        # only \n ends a line: other marks that end lines elsewhere stand within texts
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                yield _read(line, read, f"{path}, line {number}")
    except FileNotFoundError as error:
        raise UsageError(f"{path} is not there: {_NO_EXPORT}") from error
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from error


def _read(line: str, read: Callable[[Line], Read], place: str) -> Read:
    try:
        fields: Any = json.loads(line)
        if not isinstance(fields, dict):
            raise ValueError("it is no object")
        return read(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told = f"it has no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())
        raise UsageError(f"{place} cannot be taken over: {told[:_SHOWN]}") from error
