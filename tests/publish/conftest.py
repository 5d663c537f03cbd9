"""A register of the made-up story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import Decision, Judgement, Rejected, Span
from onrecord.register import Register, open_register


@pytest.fixture
def register(tmp_path: Path, summit) -> Iterator[Register]:
    """The made-up story, recorded and compared, with one file that was refused and one correction."""
    with open_register(tmp_path / "exported.register") as opened:
        for reading in summit.readings:
            opened.record(reading, "1.0.0")
        opened.reject(Rejected("z.bin", "read", "binary"))
        opened.record_comparison(summit.comparison, "1.0.0")
        text = summit.morning.text
        start = text.text.index("borders")
        correction = Judgement(
            Decision.CORRECT,
            (summit.morning.positions[0].id,),
            "kim",
            "2025-03-02T00:00:00.000000+00:00",
            why="the communiqué says more",
            field="object",
            value="borders",
            document=text.id,
            span=Span.of(text.text, start, start + len("borders")),
        )
        opened.judge([correction])
        yield opened
