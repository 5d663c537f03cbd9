"""Writes what the code of docs/library.md prints below it: ``make docs``. A test holds the page to it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("library.md")
_CODE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def filled(page: str) -> str:
    """The page with its code run from top to bottom, as in a notebook, and what each piece prints below it."""
    names: dict[str, Any] = {}
    home = Path.cwd()

    def run(found: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(found[1], PAGE.name, "exec"), names)
        shown = f"\n```text\n{printed.getvalue()}```\n" if printed.getvalue() else ""
        return f"```python\n{found[1]}```\n{shown}"

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            return _CODE.sub(run, page)
        finally:
            os.chdir(home)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
