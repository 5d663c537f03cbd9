"""How well what reads the articles does, as measured for this version by ``python -m eval.scores``."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: shares between 0 and 1, but for what its name says is counted."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Score:
    """What one part of the reading scores on one corpus, and what its makers had seen of that corpus."""

    part: str
    corpus: str
    seen: str
    measures: tuple[Measure, ...]


@functools.cache
def scores() -> tuple[Score, ...]:
    """All that was measured, as shipped, part by part."""
    held = json.loads(files("onrecord.web").joinpath("scores.json").read_text(encoding="utf-8"))
    return tuple(
        Score(each["part"], each["corpus"], each["seen"], tuple(Measure(*one) for one in each["measures"].items()))
        for each in held
    )
