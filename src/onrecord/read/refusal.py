"""Why an input was not read: a closed set, so that reasons can be counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Rejected


class Reason(StrEnum):
    """What can keep an input from becoming a document."""

    UNREADABLE = "unreadable"
    """The file or folder cannot be opened or read: permission, or it is no regular file."""
    TOO_LARGE = "too large"
    """More bytes than the limit, as they stand or once decompressed."""
    UNKNOWN_KIND = "not a kind of file that is read"
    """A file found in a folder whose name promises something else than news; named directly it is read."""
    EMPTY = "empty"
    """Nothing, or white space only."""
    BINARY = "binary"
    """NUL or many control characters: no text in any encoding."""
    UNDECODABLE = "undecodable"
    """Text perhaps, but in no encoding that is declared, usual, or can be guessed."""
    MALFORMED_LINE = "malformed JSON line"
    """A line that is no JSON object, or a field that is not of the documented form."""
    MISSING_TEXT = "missing text field"
    """A JSON object with neither ``text`` nor ``html``."""
    MALFORMED_FEED = "malformed feed"
    """XML that is no feed, or an entry in which a feed breaks off."""
    TRUNCATED_RECORD = "truncated WARC record"
    """A record that is cut short or damaged, or whose fetch was cut short."""
    NOT_RESPONSE = "not a response"
    """A WARC record that holds no HTTP response: resource, revisit, conversion and so on."""
    NOT_OK = "status not 200"
    """An HTTP response that is an error, a redirection or a part."""
    NOT_TEXT = "not text"
    """An HTTP response that is neither HTML nor plain text."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason with what a person needs to find the place, before the name of the input is known."""

    reason: Reason
    detail: str = ""

    def of(self, name: str) -> Rejected:
        """The outcome for the input of this name."""
        return Rejected(name, "read", self.reason.value, self.detail)

    @classmethod
    def too_large(cls, size: int | None, max_bytes: int) -> Refusal:
        """For a size over the limit; None where reading stopped at the limit."""
        found = "more" if size is None else f"{size} bytes"
        return cls(Reason.TOO_LARGE, f"{found}, the limit is {max_bytes}")
