"""Debian's chromium, driven by Playwright: tests in it are skipped where either is not installed."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.web.tokens import Holder, digest

TOKEN = "a reviewer's token"
_ROOT = Path(__file__).resolve().parents[3]
_SAMPLE = _ROOT / "src" / "onrecord" / "sample" / "articles"
_PARIS = _ROOT.parent / "shared" / "coverage" / "paris-2025" / "articles"
# nothing is fetched but what a page asks for
_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: journeys in a browser skipped"
    )
    if (chromium := shutil.which("chromium")) is None:
        pytest.skip("chromium is not installed: journeys in a browser skipped")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=_QUIET)
        yield opened
        opened.close()


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """Serves a register on a free port of this machine, with ann as its reviewer; gives its address."""
    uvicorn = pytest.importorskip("uvicorn", reason="pages need the extra web")
    servers = []

    def serve(place: Path) -> str:
        from onrecord.web.app import create_app

        app = create_app(
            place,
            lambda: flow.open_register(place, read_only=True),
            None,
            (Holder("ann", digest(TOKEN)),),
            lambda: flow.open_register(place, must_exist=True),
        )
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        servers.append((server, thread))
        while not server.started:
            time.sleep(0.05)
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield serve
    for server, thread in servers:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def tab(browser) -> Iterator[object]:
    """A tab that notes every request, message and dialog."""
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    page.asked, page.told, page.dialogs = [], [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    page.close()


def _built(place: Path, articles: Path) -> Path:
    with flow.open_register(place) as register:
        flow.build([articles], register)
    return place


@pytest.fixture(scope="session")
def sample_built(tmp_path_factory) -> Path:
    """The register of the sample coverage, to read."""
    return _built(tmp_path_factory.mktemp("sample") / "sample.register", _SAMPLE)


@pytest.fixture(scope="session")
def paris_built(tmp_path_factory) -> Path:
    """The register of the Paris summit, to read."""
    if not _PARIS.is_dir():
        pytest.skip("the coverage of paris-2025 is not beside this checkout: its journeys are skipped")
    return _built(tmp_path_factory.mktemp("paris") / "paris.register", _PARIS)


@pytest.fixture(scope="session", params=["sample_built", "paris_built"], ids=["sample", "paris-2025"])
def coverage(request) -> Path:
    """The register of each coverage, to read."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def site(coverage, tmp_path_factory) -> Path:
    """The static site of each coverage."""
    from onrecord.web.site import publish

    folder = tmp_path_factory.mktemp("site") / "site"
    with flow.open_register(coverage, read_only=True) as register:
        publish(register, folder)
    return folder


@pytest.fixture
def told(coverage, tmp_path) -> Path:
    """A register of its own of each coverage: it may be judged."""
    place = tmp_path / "told.register"
    shutil.copyfile(coverage, place)
    return place
