"""Identifiers made from content: the same content has the same id on every machine, in every run."""

from __future__ import annotations

import functools
import hashlib
import json

_LENGTH = 16  # hexadecimal digits: 64 bits, collisions unlikely below a billion records of a kind
_packed = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


@functools.lru_cache(maxsize=30_000, typed=True)  # records are asked for their ids again and again
def content_id(kind: str, *parts: str | int | float | tuple[str, ...] | None) -> str:
    """An id such as ``position-9f86d081884c7d65`` from the parts that make the thing what it is."""
    return f"{kind}-{hashlib.sha256(_packed(parts).encode()).hexdigest()[:_LENGTH]}"
