"""The schemas of the export's kinds."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def schema(kind: str) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a line of this kind."""
    content: dict[str, Any] = json.loads(files(__package__).joinpath(f"{kind}.schema.json").read_bytes())
    return content
