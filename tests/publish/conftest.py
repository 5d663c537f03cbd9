"""A register of the made-up story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import Rejected
from onrecord.register import Register, open_register


@pytest.fixture
def register(tmp_path: Path, summit) -> Iterator[Register]:
    """The made-up story, recorded and compared, with one file that was refused."""
    with open_register(tmp_path / "summit.register") as opened:
        for reading in summit.readings:
            opened.record(reading, "1.0.0")
        opened.reject(Rejected("z.bin", "read", "binary"))
        opened.record_comparison(summit.comparison, "1.0.0")
        yield opened
