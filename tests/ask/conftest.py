"""A register of the made-up story."""

import pytest

from onrecord.register import open_register


@pytest.fixture
def register(tmp_path, summit):
    with open_register(tmp_path / "summit.register") as opened:
        for reading in summit.readings:
            opened.record(reading, "1.0.0")
        opened.record_comparison(summit.comparison, "1.0.0")
        yield opened
