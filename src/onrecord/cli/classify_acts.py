"""``onrecord classify-acts``: what the source of a marked sentence does to its target, a row each."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import click

from onrecord.cli.terminal import tell
from onrecord.cli.wording import counted
from onrecord.errors import UsageError

_REJECTED = 3
_TOGETHER = 256  # rows in memory at a time
_ID, _SENTENCE = "id", "marked_sentence"


@dataclass(frozen=True, slots=True)
class _Row:
    identity: str
    sentence: str
    wrong: str = ""


@click.command("classify-acts")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--no-encoder", is_flag=True, help="Code without the network, by words alone: less well.")
def classify_acts(path: Path, out: Path, no_encoder: bool) -> int:
    """Code what one party does to another in sentences of a tab-separated file.

    FILE has a header and the columns id and marked_sentence, a row a line; in a sentence the source stands
    between <s> and </s> and the target between <t> and </t>. What is written has the columns id and root,
    PLOVER's root code, in the same order. A row that cannot be read gets an empty root, is told of, and
    makes the exit status 3. Where onnxruntime and tokenizers are not installed, words alone are coded from.
    """
    from onrecord.coding import missing

    if out.exists() and out.samefile(path):
        raise UsageError(f"{out}: this is the file to read; name another to write")
    absent = None if no_encoder else missing()
    if absent:
        tell(f"{absent} is not installed: words alone are coded from (pip install 'onrecord[models]' brings it)")
    rejected = 0
    try:
        with path.open("rb") as lines, out.open("w", encoding="utf-8", newline="") as written:
            table = csv.writer(written, delimiter="\t", lineterminator="\n")
            table.writerow([_ID, "root"])
            for number, (row, root) in enumerate(_coded(_rows(lines, path.name), not no_encoder and not absent), 2):
                table.writerow([row.identity, root])
                if row.wrong:
                    rejected += 1
                    tell(f"{path.name}#{number}: {row.wrong}")
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from error
    if rejected:
        tell(f"{counted(rejected, 'row')} could not be read; the others are coded")
    return _REJECTED if rejected else 0


def _coded(rows: Iterator[_Row], encoder: bool) -> Iterator[tuple[_Row, str]]:
    from onrecord.coding import code, read_marked

    while together := list(islice(rows, _TOGETHER)):
        codes = code([read_marked(row.sentence) for row in together if not row.wrong], encoder)
        for row in together:
            yield row, "" if row.wrong else next(codes).value


def _rows(lines: IO[bytes], name: str) -> Iterator[_Row]:
    header = _fields(lines.readline().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    absent = [column for column in (_ID, _SENTENCE) if column not in header]
    if absent:
        raise UsageError(f"{name}: its first line names no column {absent[0]}")
    places = header.index(_ID), header.index(_SENTENCE)
    return (_row(line, len(header), *places) for line in lines)


def _row(line: bytes, columns: int, of_id: int, of_sentence: int) -> _Row:
    """The row of a line, or one that says why it cannot be read."""
    from onrecord.coding import read_marked

    fields = _fields(line.decode("utf-8", "replace"))
    identity = fields[of_id] if of_id < len(fields) else ""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        return _Row(identity, "", f"not UTF-8: {error}")
    if len(fields) != columns:
        return _Row(identity, "", f"{counted(len(fields), 'column')} where the header has {columns}")
    try:
        read_marked(fields[of_sentence])
    except ValueError as error:
        return _Row(identity, "", str(error))
    return _Row(identity, fields[of_sentence])


def _fields(line: str) -> Sequence[str]:
    """The fields of one line; a quotation mark that is not closed cannot take further lines with it."""
    stripped = line.rstrip("\r\n")
    try:
        return next(csv.reader([stripped], delimiter="\t", strict=True), [])
    except csv.Error:
        return stripped.split("\t")
