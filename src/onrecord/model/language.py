"""Languages as ``Metadata`` names them."""

from __future__ import annotations

import re

_TAG = re.compile(r"\s{0,20}([A-Za-z]{2})(?:[-_][A-Za-z0-9_-]{0,30})?\s{0,20}")


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code at the head of a language tag ("en-GB" -> "en"); None for anything else."""
    found = _TAG.fullmatch(tag) if tag else None
    return found.group(1).lower() if found else None
