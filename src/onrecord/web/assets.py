"""The style sheet, the script and the picture of the world, under names made from their content, kept for ever."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib.resources import files

_KINDS = {
    "pages.css": "text/css; charset=utf-8",
    "pages.js": "text/javascript; charset=utf-8",
    "scenario.js": "text/javascript; charset=utf-8",
    "map.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: its name with the digest of its content, its media type and its bytes."""

    name: str
    media: str
    content: bytes


@functools.cache
def assets() -> dict[str, Asset]:
    """Every static file, by its plain name ("pages.css")."""
    folder = files("onrecord.web").joinpath("static")
    return {name: _asset(name, media, folder.joinpath(name).read_bytes()) for name, media in _KINDS.items()}


def _asset(name: str, media: str, content: bytes) -> Asset:
    stem, _, end = name.rpartition(".")
    return Asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{end}", media, content)
