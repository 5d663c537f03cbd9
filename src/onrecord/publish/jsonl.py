"""JSON Lines: a file for each kind of record, the same bytes for the same register."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from onrecord.model.holdings import Holdings
from onrecord.publish.datapackage import Resource, describe, fields_of
from onrecord.publish.files import line_writer
from onrecord.publish.schemas import schema
from onrecord.publish.told import KINDS, told

# Which field of a kind names a line of which other.
_REFERENCES = {
    "statements": {"document_id": "documents"},
    "positions": {"document_id": "documents"},
    "figures": {"document_id": "documents"},
    "acts": {"document_id": "documents"},
    "claims": {"story": "stories"},
    "conflicts": {"story": "stories", "claim": "claims"},
}


def write_jsonl(holdings: Holdings, folder: Path) -> dict[str, int]:
    """Write ``folder``/<kind>.jsonl and the datapackage.json that describes them; gives the lines of each kind."""
    with ExitStack() as stack:
        writers = {kind: stack.enter_context(line_writer(folder / f"{kind}.jsonl")) for kind in KINDS}
        for kind, line in told(holdings):
            writers[kind].write(line)
    describe(folder, [_resource(kind) for kind in KINDS if writers[kind].count], _REFERENCES)
    return {kind: writer.count for kind, writer in writers.items()}


def _resource(kind: str) -> Resource:
    """The file of a kind: its fields in the order in which lines have them."""
    content = schema(kind)
    fields = sorted(fields_of(content), key=lambda field: str(field["name"]))
    return Resource(kind, f"{kind}.jsonl", content["description"], fields, "id")
