"""The world that maps are drawn on: for each state its outline and a point inside, made by docs/make_map.py."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """A state in units of the drawing: a point inside it, and its outline as an SVG path, "" of very small ones."""

    x: int
    y: int
    path: str


@dataclass(frozen=True, slots=True)
class World:
    """The size of the drawing and the states by their ISO 3166-1 alpha-3 code (Kosovo: XKX)."""

    width: int
    height: int
    states: dict[str, State]


@functools.cache
def world() -> World:
    """The world as shipped."""
    held = json.loads(files("onrecord.web").joinpath("world.json").read_text(encoding="utf-8"))
    return World(held["width"], held["height"], {code: State(**each) for code, each in held["states"].items()})
