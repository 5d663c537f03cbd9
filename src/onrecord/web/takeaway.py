"""A position or a story's positions to take away: as CSV, and as W3C Web Annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Text
from onrecord.model.holdings import Holdings
from onrecord.publish.annotations import position_annotations
from onrecord.publish.csv import positions_csv
from onrecord.web import addresses
from onrecord.web.page import NotFoundError, there
from onrecord.web.shelf import Snapshot

MEDIA = {"csv": "text/csv; charset=utf-8", "jsonld": "application/ld+json"}
_ADDRESS = re.compile(r"(?P<kind>stories|positions)/(?P<name>[A-Za-z0-9][A-Za-z0-9_-]{0,99})\.(?P<end>csv|jsonld)")


def is_file(address: str) -> bool:
    """Whether a file stands at this address, and no page."""
    return _ADDRESS.fullmatch(address) is not None


def taken(snapshot: Snapshot, address: str) -> tuple[str, bytes]:
    """The media type and the bytes of the file at this address. Raises NotFoundError."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NotFoundError("there is no such file")
    narrowed, wanted = _narrowed(snapshot, found["kind"], found["name"])
    if found["end"] == "csv":
        content = positions_csv(narrowed, wanted)
    else:
        content = json.dumps(position_annotations(narrowed, wanted), indent=1, sort_keys=True) + "\n"
    return MEDIA[found["end"]], content.encode()


def _narrowed(snapshot: Snapshot, kind: str, name: str) -> tuple[Holdings, frozenset[str] | None]:
    """The documents that are told of, and the ids of the positions, all where None."""
    if kind == "stories":
        story = there(snapshot.story(name), "story")
        return cast(Holdings, _Documents(snapshot.within(story), [each.id for each in story.documents])), None
    try:
        entry = ask.entry(snapshot.holdings, name)
    except UsageError as error:
        raise NotFoundError("there is no such position") from error
    if addresses.segment(entry.id) != name:
        raise NotFoundError("there is no such position; the address wants its whole id")
    return cast(Holdings, _Documents(snapshot.holdings, [entry.position.document])), frozenset({entry.id})


class _Documents:
    """Holdings of which only these documents are told."""

    def __init__(self, holdings: Holdings, documents: list[str]) -> None:
        self._holdings, self._documents = holdings, documents

    def __getattr__(self, name: str) -> Any:
        return getattr(self._holdings, name)

    def texts(self) -> Iterator[Text]:
        return (self._holdings.text(document) for document in self._documents)
