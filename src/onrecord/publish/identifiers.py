"""Names for the web: what a record is called, and which addresses may stand in a file."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_FORBIDDEN = re.compile(r'[\x00-\x20\x7f-\xa0<>"{}|\\^`\ud800-\udfff]')
VOCABULARY = "urn:onrecord:vocabulary:"


def name_of(identity: str) -> str:
    """The IRI of a record, document or claim: ids are made from content, so one content has one name everywhere."""
    return f"urn:onrecord:{identity}"


def party_name(identity: str) -> str:
    """The IRI of a party."""
    return f"urn:onrecord:party:{re.sub(r'[^A-Za-z0-9_.-]', '_', identity)}"


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web and well-formed; None for any other, which could be a script."""
    if url is None or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
