"""Names a contested position: ``onrecord show conflicts --json`` in, the id of the first position in it out."""

from __future__ import annotations

import json
import sys
from typing import Any


def contested(conflicts: list[dict[str, Any]]) -> str | None:
    """The first position on a side of a conflict."""
    records = (record for conflict in conflicts for side in conflict["sides"] for record in side["records"])
    return next((record for record in records if record.startswith("position-")), None)


if __name__ == "__main__":
    print(contested(json.load(sys.stdin)) or sys.exit("no position is contested"))
