"""JSON Lines: a file for each kind of record, the same bytes for the same register."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

from onrecord.errors import RegisterError, UsageError
from onrecord.model import Passage, Position, Text
from onrecord.model.evidence import check_comparison, check_record, check_text
from onrecord.model.holdings import Holdings
from onrecord.model.origins import Origins
from onrecord.model.people import Naming, story_names
from onrecord.model.record import place_of
from onrecord.publish.lines import (
    Line,
    act_line,
    claim_line,
    conflict_line,
    document_line,
    evidence_line,
    figure_line,
    lineage_line,
    position_line,
    rejection_line,
    statement_line,
    story_line,
)
from onrecord.publish.review import judgement_line

KINDS = (
    *("documents", "statements", "positions", "figures", "acts"),
    *("claims", "conflicts", "lineage", "stories", "rejections", "review"),
)
# Python and others end a line at these too; JSON lets them stand escaped in a string
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029"}
_TEXTS_AT_HAND = 1_000


def schema(kind: str) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a line of this kind."""
    content: dict[str, Any] = json.loads(files(__package__).joinpath("schemas", f"{kind}.schema.json").read_bytes())
    return content


def export(holdings: Holdings, out: Path | str) -> dict[str, int]:
    """Write all that is held as ``out``/<kind>.jsonl; gives the number of lines of each kind.

    Every span is checked against its text once more (EvidenceError). Raises RegisterError when a
    build was stopped before everything held was compared. A file appears whole or not at all.
    """
    if not holdings.compared():
        raise RegisterError("the last build was stopped before everything was compared: build again, then export")
    with _whole_files(Path(out)) as folder, ExitStack() as stack:
        writers = {kind: stack.enter_context(_writer(folder / f"{kind}.jsonl")) for kind in KINDS}
        told: dict[str, Line] = {}
        named = story_names(holdings)
        origins = Origins(holdings.comparison().lineage)
        for text in holdings.texts():
            check_text(text)
            writers["documents"].write(document_line(text, origins.of(text.id), origins.named(text.id)))
            _write_records(text, holdings, named, writers, told)
        _write_comparison(holdings, writers, told)
        _write_sorted(writers["rejections"], (rejection_line(each) for each in holdings.rejections()))
        for judgement in holdings.judgements():
            writers["review"].write(judgement_line(judgement))
        return {kind: writer.count for kind, writer in writers.items()}


def export_judgements(holdings: Holdings, path: Path) -> int:
    """Write people's judgements alone, in the form of the export's ``review.jsonl``; gives their number."""
    try:
        with _writer(path) as writer:
            for judgement in holdings.judgements():
                writer.write(judgement_line(judgement))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}): name another file") from error
    return writer.count


class _Writer:
    """Writes lines to a file, and counts them."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.count = 0

    def write(self, line: Line) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False, sort_keys=True).translate(_LINE_ENDS) + "\n")
        self.count += 1


@contextmanager
def _writer(path: Path) -> Iterator[_Writer]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield _Writer(file)


@contextmanager
def _whole_files(out: Path) -> Iterator[Path]:
    """A folder within ``out`` to write in; its files are moved to ``out`` when all went well."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
            yield Path(folder)
            for file in sorted(Path(folder).iterdir()):
                file.replace(out / file.name)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}): name another folder") from error


def _write_records(
    text: Text, holdings: Holdings, named: Naming, writers: dict[str, _Writer], told: dict[str, Line]
) -> None:
    """The records of a document; ``told`` gains their evidence."""
    for statement in holdings.statements(document=text.id):
        check_record(statement, text)
        writers["statements"].write(statement_line(statement, text, named))
        told[statement.id] = evidence_line(text, place_of(statement))
    for position in holdings.positions(document=text.id):
        check_record(position, text)
        writers["positions"].write(position_line(position, text, named, _as_read(position, holdings)))
        told[position.id] = evidence_line(text, position.span)
    for figure in holdings.figures(document=text.id):
        check_record(figure, text)
        writers["figures"].write(figure_line(figure, text))
        told[figure.id] = evidence_line(text, figure.span)
    for act in holdings.acts(document=text.id):
        check_record(act, text)
        writers["acts"].write(act_line(act, text))
        told[act.id] = evidence_line(text, act.span)


def _as_read(position: Position, holdings: Holdings) -> Position | None:
    """The position as the machine read it, where people hold it to be otherwise."""
    return None if position.corrects is None else holdings.position_as_read(position.corrects)


def _write_comparison(holdings: Holdings, writers: dict[str, _Writer], told: dict[str, Line]) -> None:
    comparison = holdings.comparison()
    text_of = lru_cache(maxsize=_TEXTS_AT_HAND)(holdings.text)
    check_comparison(comparison, text_of)

    def evidence(passage: Passage) -> Line:
        return evidence_line(text_of(passage.document), passage.span)

    _write_sorted(writers["claims"], (claim_line(each, told.__getitem__) for each in comparison.claims))
    _write_sorted(writers["conflicts"], (conflict_line(each, evidence) for each in comparison.conflicts))
    _write_sorted(writers["lineage"], (lineage_line(each, evidence) for each in comparison.lineage))
    _write_sorted(writers["stories"], (story_line(each) for each in comparison.stories))


def _write_sorted(writer: _Writer, lines: Iterable[Line]) -> None:
    for line in sorted(lines, key=lambda line: str(line["id"])):
        writer.write(line)
