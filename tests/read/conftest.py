"""Reading what a test writes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.model import Document, Rejected
from onrecord.read import read

Outcome = Document | Rejected
ReadBytes = Callable[..., list[Outcome]]


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Reads the bytes as a file of the name given."""

    def read_as(name: str, data: bytes, max_bytes: int = 100_000) -> list[Outcome]:
        path = tmp_path / name
        path.write_bytes(data)
        return list(read([str(path)], max_bytes=max_bytes))

    return read_as


@pytest.fixture
def read_input() -> ReadBytes:
    """Reads the bytes from standard input."""

    def read_from(data: bytes, max_bytes: int = 100_000) -> list[Outcome]:
        return list(read(["-"], max_bytes=max_bytes, standard_input=io.BytesIO(data)))

    return read_from
