"""The formats that a register is exported in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from onrecord.errors import RegisterError, UsageError
from onrecord.model.holdings import Holdings
from onrecord.publish.files import whole_files

Write = Callable[[Holdings, Path], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is in a few words, the module and function that write it, and how its files are called.

    ``file`` is the name of the file for each of the counts that the function gives, ``{}`` standing for it.
    """

    about: str
    module: str
    file: str

    def write(self, holdings: Holdings, folder: Path) -> dict[str, int]:
        """Write the files; gives how many rows, lines or entities of each kind."""
        writer: Write = getattr(import_module(f"onrecord.publish.{self.module}"), f"write_{self.module}")
        return writer(holdings, folder)


FORMATS = {
    "jsonl": Format("JSON Lines by documented schemas, with a datapackage.json; can be imported", "jsonl", "{}.jsonl"),
    "csv": Format("flat tables as CSV, with a codebook and a datapackage.json", "csv", "{}.csv"),
    "xlsx": Format("the same tables as sheets of one workbook, codebook first", "xlsx", "register.xlsx: {}"),
    "parquet": Format("the same tables, typed, with the texts", "parquet", "{}.parquet"),
    "annotations": Format(
        "W3C Web Annotations, with the texts that they are of, as JSON-LD", "annotations", "annotations.jsonld: {}"
    ),
    "plover": Format("deeds and positions as PLOVER events, JSON Lines", "plover", "events.jsonl: {}"),
    "followthemoney": Format(
        "articles, parties, positions and deeds as FollowTheMoney entities", "followthemoney", "entities.ftm.json: {}"
    ),
    "schema.org": Format("claims as schema.org Claims, JSON-LD", "schema_org", "claims.jsonld: {}"),
}


def export(holdings: Holdings, out: Path | str, file_format: str = "jsonl") -> dict[str, int]:
    """Write all that is held into the folder ``out`` in one of the ``FORMATS``; gives the number of rows of each kind.

    Every span is checked against its text once more (EvidenceError). Raises RegisterError when a
    build was stopped before everything held was compared, UsageError for a format that is not known,
    needs a package that is not installed, or a folder that cannot be written. A file appears whole or not at all.
    """
    if file_format not in FORMATS:
        raise UsageError(f"no format {file_format!r}: there are {', '.join(FORMATS)}")
    if not holdings.compared():
        raise RegisterError("the last build was stopped before everything was compared: build again, then export")
    with whole_files(Path(out)) as folder:
        return FORMATS[file_format].write(holdings, folder)
