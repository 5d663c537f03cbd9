"""The same pages as files: a folder that any web host, or a double click, can show."""

from __future__ import annotations

import json
import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import RegisterError, UsageError
from onrecord.model.codec import encode
from onrecord.model.holdings import Holdings
from onrecord.web import addresses
from onrecord.web.assets import assets
from onrecord.web.pages import page_at
from onrecord.web.render import html
from onrecord.web.shelf import Snapshot
from onrecord.web.takeaway import taken

_MARK = "onrecord-site.json"  # lists what was written, so that publishing again takes away what is gone


@dataclass(slots=True)
class _Files:
    """Links from one page to others, relative; every page that is linked is remembered."""

    here: str
    linked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    site: bool = True

    def page(self, address: str) -> str:
        self.linked.append(address)
        return self._from_here(_file(address, "html"))

    def data(self, address: str) -> str:
        return self._from_here(_file(address, "json"))

    def file(self, address: str) -> str:
        self.taken.append(address)
        return self._from_here(address)

    def asset(self, name: str) -> str:
        return self._from_here(f"static/{assets()[name].name}")

    def _from_here(self, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(self.here) or ".")


def publish(holdings: Holdings, folder: Path) -> int:
    """Write every page, and the same as JSON, into the folder; gives the number of pages.

    Pages are found by following their links from the front page, so each link leads to a file. The same
    register gives the same bytes. What an earlier run wrote there and is not written now is taken away.
    Raises UsageError for a folder that holds something else, RegisterError where it cannot be written.
    """
    earlier = _written_before(folder)
    snapshot = Snapshot(holdings)
    written: set[str] = set()
    waiting, known = [addresses.FRONT], {addresses.FRONT}
    try:
        for asset in assets().values():
            _write(folder, f"static/{asset.name}", asset.content, written)
        for address in waiting:  # grows as links are found
            found = _one_page(snapshot, address, folder, written)
            fresh = [each for each in dict.fromkeys(found) if each not in known]
            known.update(fresh)
            waiting.extend(fresh)
        for gone in sorted(earlier - written):
            (folder / gone).unlink(missing_ok=True)
        _write(folder, _MARK, _json({"files": sorted(written)}), set())
    except OSError as error:
        raise RegisterError(f"{folder} cannot be written: {error.strerror}") from error
    return len(known)


def _one_page(snapshot: Snapshot, address: str, folder: Path, written: set[str]) -> list[str]:
    """Write the page; gives the addresses that it links."""
    name = _file(address, "html")
    page = page_at(snapshot, address, {})
    links = _Files(name)
    _write(folder, name, html(page, links, snapshot).encode(), written)
    _write(folder, _file(address, "json"), _json(encode(page.view)), written)
    for file in dict.fromkeys(links.taken):
        if file not in written:
            _write(folder, file, taken(snapshot, file)[1], written)
    return links.linked


def _file(address: str, end: str) -> str:
    return f"{address or 'index'}.{end}"


def _json(data: object) -> bytes:
    return json.dumps(data, indent=1, sort_keys=True).encode()


def _write(folder: Path, name: str, content: bytes, written: set[str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    written.add(name)


def _written_before(folder: Path) -> set[str]:
    """The files of an earlier run, by the list that it left; paths that lead out of the folder are not believed."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        listed = json.loads((folder / _MARK).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder} holds something that onrecord did not write: name a new or empty folder") from error
    root = folder.resolve()
    return {name for name in map(str, listed) if (root / name).resolve().is_relative_to(root)}
