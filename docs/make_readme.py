"""Fills the marked places of README.md: what `make demo` shows, and the figures of `make gate`. A test holds them.

Run by ``make docs``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.contested import contested

_ROOT = Path(__file__).resolve().parent.parent
PAGE = _ROOT / "README.md"
_SAMPLE = _ROOT / "src" / "onrecord" / "sample" / "articles"
_COLUMNS = {
    "blocks": "blocks",
    "quotations_recall": "quotations found",
    "quotations_speaker": "their speakers",
    "found_f1": "positions found",
    "full_f1": "in full",
    "false_alarms": "false alarms",
}


def filled(page: str) -> str:
    """The page with the marked places as they should be."""
    return _with(_with(page, "excerpt of make demo", excerpt()), "figures of make gate", figures())


def _with(page: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, rest = page.split(begin)
    return before + begin + content + end + rest.split(end)[1]


def excerpt() -> str:
    """The first conflict of the sample coverage, and one of its positions with the words in context."""
    with tempfile.TemporaryDirectory() as place:
        register = f"{place}/sample.register"
        _onrecord("build", str(_SAMPLE), "--register", register)
        conflicts = _onrecord("show", "conflicts", "--register", register)
        identity = contested(json.loads(_onrecord("show", "conflicts", "--json", "--register", register)))
        entry = _onrecord("show", "position", str(identity), "--register", register)
    first = conflicts.partition("\n\n")[0].strip()
    words = "\n\n".join(entry.split("\n\n")[:3]).strip()
    return f"```\n{first}\n```\n\n```\n{words}\n```\n"


def figures() -> str:
    """A row a reading, from the pinned figures."""
    readings: dict[str, Any] = json.loads((_ROOT / "eval" / "baseline.json").read_text(encoding="utf-8"))["readings"]
    return "\n".join(_table(readings)) + "\n"


def _table(readings: dict[str, Any]) -> Iterator[str]:
    yield f"| reading | articles | {' | '.join(_COLUMNS.values())} |"
    yield f"|---|{'---|' * (len(_COLUMNS) + 1)}"
    for name, pinned in readings.items():
        cells = (_cell(figure, pinned["measured"].get(figure)) for figure in _COLUMNS)
        yield f"| {name} | {pinned['counts']['articles']} | {' | '.join(cells)} |"


def _cell(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if figure == "false_alarms" else f"{value:.2f}"


def _onrecord(*arguments: str) -> str:
    command = [sys.executable, "-c", "import sys; from onrecord.cli import main; sys.exit(main())", *arguments]
    environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment, encoding="utf-8").stdout


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
