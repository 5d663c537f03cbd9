"""Takes the README's pictures of the pages, from the sample coverage, in Debian's chromium.

Run by ``make screenshots``. Which stance, quotation and scenario are shown is found in the register, not told here.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from onrecord import ask, flow
from onrecord.model import ConflictKind
from onrecord.web.app import create_app

_ROOT = Path(__file__).resolve().parent.parent
FOLDER = _ROOT / "docs" / "screenshots"
_SAMPLE = _ROOT / "src" / "onrecord" / "sample" / "articles"
_CHROMIUM = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--force-color-profile=srgb",
]
_WIDTH, _HEIGHT = 1_200, 760


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the address that it shows, whether in dark, and how wide the window is."""

    name: str
    address: str
    dark: bool = False
    width: int = _WIDTH
    height: int = _HEIGHT


def shots(register: Path) -> tuple[Shot, ...]:
    """The five pictures, each of what the register has to show of its kind."""
    with flow.open_register(register, read_only=True) as held:
        story = ask.stories(held)[0]
        conflicts = ask.conflicts(held)
        sides = [side for each in conflicts if each.kind is ConflictKind.STANCE for side in each.sides]
        records = {record for side in sides for record in side.records}
        contested = next(each for each in held.positions() if each.id in records)
        mapped = max(
            ask.matrix(held).actions,
            key=lambda action: sum(cell.action is action and len(cell.party) == 3 for cell in ask.matrix(held).cells),
        )
        keys = ask.scenario(held).unknown
    assumed = f"?assume[{keys[0].key}]=yes" if keys else ""
    cell = f"stories/{story.id}/{contested.parties[0].id}/{contested.action}"
    return (
        Shot("story", cell, height=720),
        Shot("scenario", f"scenarios/{story.id}{assumed}"),
        Shot("map", f"maps/{story.id}/{mapped}", dark=True, width=1_000, height=640),
        Shot("document", f"documents/{contested.document}#{contested.id}", width=1_100, height=640),
        Shot("phone", cell, width=390),
    )


@contextmanager
def served(register: Path) -> Iterator[str]:
    """The register's pages on a free port of this machine."""
    app = create_app(register, lambda: flow.open_register(register, read_only=True))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def main(chromium: str) -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as started:
        register = Path(place) / "sample.register"
        with flow.open_register(register) as held:
            flow.build([_SAMPLE], held)
        browser = started.chromium.launch(executable_path=chromium, args=_CHROMIUM)
        with served(register) as address:
            for shot in shots(register):
                page = browser.new_page(viewport={"width": shot.width, "height": shot.height})
                page.emulate_media(color_scheme="dark" if shot.dark else "light")
                page.goto(f"{address}/{shot.address}", wait_until="networkidle")
                page.screenshot(path=FOLDER / f"{shot.name}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    found = shutil.which("chromium")
    if found is None:
        sys.exit("chromium is not installed (Debian: apt install chromium)")
    main(found)
