"""A document as fetched, and its text with every block's role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.identity import content_id


class Media(StrEnum):
    """What kind of content a reader hands to the cleaner."""

    PLAIN = "plain"
    HTML = "html"


class Role(StrEnum):
    """What a block of a page is. Only headline, key_points and body are read for positions."""

    HEADLINE = "headline"
    KEY_POINTS = "key_points"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    TEASER = "teaser"
    CHROME = "chrome"


READ_ROLES = frozenset({Role.HEADLINE, Role.KEY_POINTS, Role.BODY})
# texts known to be in another language are kept and shown, but not read for records
READ_LANGUAGES = frozenset({"en"})
DERIVED_ROLES = frozenset({Role.HEADLINE, Role.KEY_POINTS})


@dataclass(frozen=True, slots=True)
class Metadata:
    """Where a document comes from. Unknown is None, never guessed.

    ``name`` is the file name, or FILE#LINE (JSON Lines), FILE#ENTRY (feed), FILE#OFFSET (WARC).
    ``published`` is an ISO 8601 date or date with time; ``language`` an ISO 639-1 code.
    """

    name: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document as fetched: decoded content, not yet cleaned.

    ``sha256`` is the digest of the bytes that it was read from, in hexadecimal.
    """

    metadata: Metadata
    media: Media
    content: str
    sha256: str

    @property
    def id(self) -> str:
        """Made from the bytes and from where they came: two outlets' identical copies stay two documents."""
        return content_id("document", self.metadata.url or self.metadata.name, self.sha256)


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of the text, ``text[start:end]`` in code points, with the role it plays on the page."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Text:
    """The text that all offsets of a document refer to.

    For plain text these are the characters of the input; for HTML the cleaned text, which is kept.
    ``blocks`` are in order, do not overlap, and cover every character that is not white space.
    """

    id: str
    metadata: Metadata
    sha256: str
    text: str
    blocks: tuple[Block, ...]
