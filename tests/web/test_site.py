"""The static site: the same pages as files, whole, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.register import open_register
from onrecord.web.site import publish
from tests.web.conftest import Page, crawl


def published(place: Path, folder: Path) -> dict[str, bytes]:
    with open_register(place, read_only=True) as register:
        publish(register, folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("which", ["kept", "hostile"])
def test_every_link_and_anchor_of_the_site_leads_to_a_file(request, tmp_path, which) -> None:
    site = tmp_path / "site"
    files = published(request.getfixturevalue(which), site)
    pages = {name: Page(content.decode()) for name, content in files.items() if name.endswith(".html")}
    checked = 0
    for name, page in pages.items():
        for link in [*page.links, *page.loads]:
            target, _, anchor = link.partition("#")
            if not target or link.startswith(("data:", "http")):
                continue
            file = (site / name).parent.joinpath(target).resolve()
            assert file.is_file(), (name, link)
            checked += 1
            if anchor:
                assert anchor in pages[file.relative_to(site.resolve()).as_posix()].ids, (name, link)
    assert checked > 100


def test_the_site_has_the_pages_that_the_server_has_and_one_for_each_assumption(
    conditional, client_of, tmp_path
) -> None:
    files = published(conditional, tmp_path / "site")
    served = {address.partition("?")[0].strip("/") or "index" for address in crawl(client_of(conditional))}
    written = {name.removesuffix(".html") for name in files if name.endswith(".html")}
    assert {each for each in served - written if not each.startswith("review")} == set()
    assert {each.rpartition("/")[2] for each in written - served} == {"yes", "no"}


def test_the_same_register_gives_the_same_bytes(kept, tmp_path) -> None:
    assert published(kept, tmp_path / "one") == published(kept, tmp_path / "two")


def test_every_page_has_its_data_beside_it(kept, tmp_path) -> None:
    files = published(kept, tmp_path / "site")
    for name in files:
        if name.endswith(".html"):
            json.loads(files[f"{name.removesuffix('.html')}.json"])


def test_pages_of_the_site_forbid_what_they_do_not_need(kept, tmp_path) -> None:
    for name, content in published(kept, tmp_path / "site").items():
        if name.endswith(".html"):
            policies = [
                attributes["content"]
                for tag, attributes in Page(content.decode()).elements
                if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
            ]
            assert "default-src 'none'" in str(policies[0]), name
            assert "form" not in Page(content.decode()).tags


def test_what_is_gone_is_taken_away_and_nothing_else(kept, hostile, tmp_path) -> None:
    site = tmp_path / "site"
    before = published(kept, site)
    (site / "CNAME").write_text("kept")
    after = published(hostile, site)
    assert after["CNAME"] == b"kept"
    gone = {name for name in before if name.startswith("documents/")}
    assert gone
    assert gone.isdisjoint(after)


def test_a_folder_with_something_else_in_it_is_refused(kept, tmp_path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="did not write"):
        published(kept, tmp_path / "site")
    assert [each.name for each in (tmp_path / "site").iterdir()] == ["thesis.txt"]


def test_a_list_of_files_that_leads_out_of_the_folder_is_not_believed(kept, tmp_path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "precious.txt").write_text("mine")
    (site / "onrecord-site.json").write_text(json.dumps({"files": ["../precious.txt", "/etc/hostname"]}))
    published(kept, site)
    assert (tmp_path / "precious.txt").read_text() == "mine"
