"""People's judgements as JSON Lines, to be handed from one register to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.model import Judgement
from onrecord.model.codec import decode, encode
from onrecord.model.holdings import Holdings
from onrecord.publish.files import line_writer


def judgement_line(judgement: Judgement) -> dict[str, Any]:
    """A judgement with its id; its document goes by the name that ids of documents have in other lines."""
    fields = encode(judgement)
    return {"id": judgement.id, "document_id": fields.pop("document"), **fields}


def export_judgements(holdings: Holdings, path: Path) -> int:
    """Write people's judgements alone, in the form of the export's ``review.jsonl``; gives their number."""
    try:
        with line_writer(path) as writer:
            for judgement in holdings.judgements():
                writer.write(judgement_line(judgement))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}): name another file") from error
    return writer.count


def read_judgements(path: Path) -> Iterator[Judgement]:
    """The judgements in a file that :func:`onrecord.publish.export` or ``review export`` wrote.

    Raises UsageError, naming the line, for what is no judgement or is not what its id was made from.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _judgement(line, f"{path}, line {number}")


def _judgement(line: str, place: str) -> Judgement:
    try:
        fields = json.loads(line)
        identity, fields["document"] = fields.pop("id"), fields.pop("document_id")
        found = decode(Judgement, fields)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise UsageError(f"{place} is no judgement: {' '.join(str(error).split())[:200]}") from error
    if found.id != identity:
        raise UsageError(f"{place} is not what its id was made from: it was changed; nothing was taken over")
    return found
