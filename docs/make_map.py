"""Draws the world that maps are shown on: from Natural Earth's public-domain shapes to two small files.

Run by ``make map``, which fetches the npm package world-atlas 2.0.2 (Natural Earth 4.1.0 as TopoJSON; ISC):

    python -m docs.make_map countries-110m.json countries-50m.json

``static/map.svg`` is the land of all states in one path; ``world.json`` has the outline and a point inside for
each state of ``lexicon/states.tsv``, by its code; of states too small for an outline only the point. Both are drawn in
the Natural Earth projection (T. Patterson; polynomials of B. Savric, T. Patterson and B. Jenny, 2011).
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WEB = Path(__file__).resolve().parent.parent / "src" / "onrecord" / "web"
_STATES = _WEB.parent / "lexicon" / "states.tsv"
_WIDTH = 2_000  # units of the drawing
_SCALE = _WIDTH / (2 * math.pi * 0.8707)
_TOP, _BOTTOM = 84.0, -57.0  # degrees of latitude shown: no state lies beyond
_LEFT_OUT = frozenset({"Antarctica", "Fr. S. Antarctic Lands"})
# as Natural Earth shortens them
_SHORT = {
    "Antigua and Barb.": "ATG",
    "Bosnia and Herz.": "BIH",
    "Central African Rep.": "CAF",
    "Congo": "COG",
    "Dem. Rep. Congo": "COD",
    "Dominican Rep.": "DOM",
    "Eq. Guinea": "GNQ",
    "Marshall Is.": "MHL",
    "S. Sudan": "SSD",
    "Solomon Is.": "SLB",
    "St. Vin. and Gren.": "VCT",
    "São Tomé and Principe": "STP",
}
Point = tuple[float, float]
Ring = list[Point]


def project(longitude: float, latitude: float) -> Point:
    """The place of a point, in units of the drawing from its upper left."""
    x, phi = math.radians(longitude), math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    across = x * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    up = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    return _WIDTH / 2 + _SCALE * across, _SCALE * (_up(_TOP) - up)


def _up(latitude: float) -> float:
    phi = math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    return phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))


def shapes(atlas: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    """The name and the outer rings of each country, the largest first, projected; holes are left out."""
    scale, origin = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [_arc(arc, scale, origin) for arc in atlas["arcs"]]
    for each in atlas["objects"]["countries"]["geometries"]:
        parts = {"Polygon": [each.get("arcs")], "MultiPolygon": each.get("arcs")}.get(each["type"], [])
        rings = [_ring(polygon[0], arcs) for polygon in parts]
        yield each["properties"]["name"], sorted(rings, key=lambda ring: -abs(_area(ring)))


def _arc(arc: list[list[int]], scale: list[float], origin: list[float]) -> Ring:
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring projected; one that crosses the 180th meridian goes on beyond it, where the map has room."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    unrolled, turn = [ring[0]], 0
    for (before, _), (longitude, latitude) in itertools.pairwise(ring):
        turn += 360 * ((before - longitude > 180) - (longitude - before > 180))
        unrolled.append((longitude + turn, latitude))
    # what begins beyond the meridian comes back from there: Chukotka is drawn beside Siberia
    back = 360 if min(longitude for longitude, _ in unrolled) < -180 else 0
    return [project(longitude + back, latitude) for longitude, latitude in unrolled]


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def centre(ring: Ring) -> tuple[int, int]:
    """The centre of a ring's area; of one without an area, of its points."""
    area = _area(ring)
    if abs(area) < 1e-9:
        return round(sum(x for x, _ in ring) / len(ring)), round(sum(y for _, y in ring) / len(ring))
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return round(x / (6 * area)), round(y / (6 * area))


def path(rings: list[Ring]) -> str:
    """The rings as an SVG path in whole units, from point to point."""
    told = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        steps, last = [], points[0]
        for point in points[1:]:
            if point != last:
                steps.append(f"{point[0] - last[0]} {point[1] - last[1]}")
                last = point
        if len(steps) > 2:
            told.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps[:-1])}z")
    return "".join(told).replace(" -", "-")


def codes() -> dict[str, str]:
    """The code of each state by its names."""
    found: dict[str, str] = {}
    for line in _STATES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, aliases = line.split("\t")[:3]
            found |= {each.strip().casefold(): code for each in (name, *aliases.split(";")) if each.strip()}
    return found | {name.casefold(): code for name, code in _SHORT.items()}


def main(coarse: Path, fine: Path) -> None:
    """Write both files."""
    known, land, states = codes(), [], {}
    for name, rings in shapes(json.loads(fine.read_text(encoding="utf-8"))):
        if code := known.get(name.casefold()):
            x, y = centre(rings[0])
            states[code] = {"x": x, "y": y, "path": ""}
    for name, rings in shapes(json.loads(coarse.read_text(encoding="utf-8"))):
        if name in _LEFT_OUT:
            continue
        land += rings
        if code := known.get(name.casefold()):
            states[code]["path"] = path(rings)
    height = round(project(0, _BOTTOM)[1])
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
        '<path fill="#888" fill-opacity=".22" stroke="#888" stroke-opacity=".55" stroke-width=".8" '
        f'stroke-linejoin="round" d="{path(land)}"/></svg>\n'
    )
    (_WEB / "static" / "map.svg").write_text(picture, encoding="utf-8")
    world = {"width": _WIDTH, "height": height, "states": dict(sorted(states.items()))}
    (_WEB / "world.json").write_text(json.dumps(world, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
