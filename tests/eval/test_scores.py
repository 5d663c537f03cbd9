"""What the page about a register tells of the extractors is what was measured."""

from __future__ import annotations

import json

from eval.baseline import load_baseline
from eval.gate import BASELINE
from eval.scores import SHIPPED, pinned


def test_what_is_told_of_the_readings_is_what_the_gate_measured() -> None:
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    measured = list(pinned(load_baseline(BASELINE)))
    assert len(measured) > 8
    assert [each for each in measured if each not in told] == [], "run python -m eval.scores"
