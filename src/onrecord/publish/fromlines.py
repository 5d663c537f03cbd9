"""Lines of an export back as the records that they were written from: the reverse of ``lines``.

What a line says of other lines (the document's name, its origin, what is derived) is not taken: it is told anew.
Each function raises ValueError, KeyError or TypeError for what is no such line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from onrecord.model import (
    Act,
    Claim,
    Conflict,
    Figure,
    Lineage,
    Position,
    Rejected,
    Statement,
    Story,
    Text,
)
from onrecord.model.codec import decode
from onrecord.publish.lines import Line

# what of a position people can correct: in ``as_read`` it stands as the machine read it
_CORRECTED = ("parties", "action", "stance", "object", "terms", "said_by")
_DOCUMENT_ID = re.compile("document-[0-9a-f]{16}")

Record = TypeVar("Record", Statement, Position, Figure, Act, Claim, Conflict, Lineage, Story, Rejected)


def text_of(line: Line) -> Text:
    """The document with its text."""
    metadata = {name: line[name] for name in ("url", "title", "publisher", "published", "language")}
    fields = {name: line[name] for name in ("id", "sha256", "text", "blocks")}
    text = decode(Text, fields | {"metadata": metadata | {"name": line["document"]}})
    # not what its id was made from: a page tells its address only when it is cleaned
    if not _DOCUMENT_ID.fullmatch(text.id):
        raise ValueError(f"{text.id!r} is no document's id")
    return text


def statement_of(line: Line) -> Statement:
    """Who said what."""
    return _record(Statement, line, ("mode", "speaker", "source", "cue", "content", "note"), relay=_relay(line))


def position_of(line: Line) -> Position:
    """Who stands where on what, as the machine read it: what people hold it to be is in their judgements."""
    if line["as_read"] is not None:
        line = line | _only(line["as_read"], *_CORRECTED)
    plain = (
        *("parties", "action", "stance", "cue", "mention", "object", "said_by", "statement", "role"),
        *("restates", "superseded_by", "score"),
    )
    terms = [{**_only(term, "kind", "value", "propositions"), "span": _span(term)} for term in line["terms"]]
    return _record(Position, line, plain, span=_span(line), relay=_relay(line), terms=terms)


def figure_of(line: Line) -> Figure:
    """A quantity."""
    return _record(Figure, line, ("value", "bound", "unit", "counted", "period", "part_of"), span=_span(line))


def act_of(line: Line) -> Act:
    """A deed."""
    plain = ("code", "cue", "source", "target", "place", "date", "day")
    return _record(Act, line, plain, span=_span(line))


def claim_of(line: Line) -> Claim:
    """A proposition."""
    plain = (
        "story",
        "party",
        "action",
        "where",
        "origins",
        "kind",
        "polarity",
        "object",
        "first",
        "verdict",
        "related",
    )
    tellings = [
        {"position": each["record"], "document": each["document_id"], "stance": each["stance"]}
        for each in line["tellings"]
    ]
    fields = _only(line, *plain) | {"named": line["named_origins"], "tellings": tellings}
    return _checked(decode(Claim, fields), line)


def conflict_of(line: Line) -> Conflict:
    """Where tellings part."""
    sides = [
        _only(side, "label", "records", "origins", "difference")
        | {"named": side["named_origins"], "passages": _passages(side)}
        for side in line["sides"]
    ]
    plain = ("story", "kind", "about", "summary", "claim", "note")
    return _checked(decode(Conflict, _only(line, *plain) | {"sides": sides}), line)


def lineage_of(line: Line) -> Lineage:
    """Which document has its text from which, or from which outlet."""
    plain = ("documents", "kind", "score", "derived", "direction", "source")
    return _checked(decode(Lineage, _only(line, *plain) | {"passages": _passages(line)}), line)


def story_of(line: Line) -> Story:
    """Which documents tell one event."""
    return _checked(decode(Story, _only(line, "documents")), line)


def rejected_of(line: Line) -> Rejected:
    """What was refused, and why."""
    return _checked(decode(Rejected, _only(line, "name", "stage", "reason", "detail")), line)


def _record(kind: type[Record], line: Line, plain: tuple[str, ...], **made: Any) -> Record:
    return _checked(decode(kind, _only(line, *plain) | {"document": line["document_id"]} | made), line)


def _checked(record: Record, line: Line) -> Record:
    if record.id != line["id"]:
        raise ValueError("it is not what its id was made from")
    return record


def _only(line: Line, *names: str) -> Line:
    return {name: line[name] for name in names}


def _span(line: Line) -> Line:
    return _only(line, "start", "end", "exact")


def _relay(line: Line) -> list[Line]:
    return [{"name": link["name"], "span": _span(link)} for link in line["relay"]]


def _passages(line: Line) -> list[Line]:
    return [{"document": each["document_id"], "span": _span(each)} for each in line["evidence"]]


#: what reads a line of each kind that stands in a document
RECORDS: dict[str, Callable[[Line], Statement | Position | Figure | Act]] = {
    "statements": statement_of,
    "positions": position_of,
    "figures": figure_of,
    "acts": act_of,
}
