"""Pages in a browser: found, walked by keys, harmless, never wider than the window, and read without JavaScript."""

from __future__ import annotations

import pytest

from onrecord.register import open_register

BOTH = {"we will send troops if the truce holds", "Germany ruled out sending troops"}


def test_a_contested_stance_is_found_and_both_evidences_read_beside_the_matrix(tab, served, kept) -> None:
    address = served(kept)
    tab.goto(address)
    tab.click("text=Allies back Ruritania")
    tab.locator("a.cell", has_text="Germany").or_(tab.locator("tr", has_text="Germany").locator("a.cell")).first.click()
    tab.wait_for_selector("#evidence mark")
    assert tab.locator("table.matrix").count() == 1
    assert set(tab.locator("#evidence mark").all_inner_texts()) == BOTH
    assert tab.url.endswith("/DEU/deploy")
    tab.go_back()
    tab.wait_for_selector("#evidence .documents")
    assert all(each.startswith((address, "data:")) for each in tab.asked)
    assert tab.told == []


def test_the_matrix_is_walked_by_arrow_keys_and_a_document_by_j_and_k(tab, served, kept) -> None:
    address = served(kept)
    tab.goto(address)
    tab.click("text=Allies back Ruritania")
    cells = tab.locator("a.cell")
    cells.first.focus()
    before = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.className") == "cell"
    assert cells.count() == 2 or tab.evaluate("document.activeElement.href") != before
    tab.goto(address + tab.locator(".documents a").first.get_attribute("href"))
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.classList.contains('seg')")


def test_hostile_text_does_nothing_in_a_browser(tab, served, hostile) -> None:
    address = served(hostile)
    for path in ("/", "/positions", "/conflicts", "/parties", "/about"):
        tab.goto(address + path)
        for link in tab.locator("main a").evaluate_all("links => links.map(link => link.href)"):
            assert link.startswith(address), link
    tab.goto(address)
    tab.locator(".stories a").first.click()
    tab.locator("a.cell").first.click()
    tab.wait_for_selector("#evidence mark")
    assert tab.dialogs == []
    assert all(each.startswith((address, "data:")) for each in tab.asked)


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("which", ["kept", "hostile"])
def test_no_page_is_wider_than_its_window(request, browser, served, which, width) -> None:
    address = served(request.getfixturevalue(which))
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    story = page.locator(".stories a").first.get_attribute("href")
    page.goto(address + story)
    cell = page.locator("a.cell").first.get_attribute("href")
    document = page.locator(".documents a").first.get_attribute("href")
    for path in ("/", story, cell, document, "/positions", "/conflicts", "/parties", "/lineage", "/about"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_pages_are_read_without_javascript(browser, served, kept) -> None:
    address = served(kept)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    page.click("text=Allies back Ruritania")
    page.locator("tr", has_text="Germany").locator("a.cell").first.click()
    assert set(page.locator("#evidence mark").all_inner_texts()) == BOTH
    assert page.locator("table.matrix").count() == 1
    page.context.close()


def test_the_static_site_shows_the_same_from_files(tab, kept, tmp_path) -> None:
    from onrecord.web.site import publish

    with open_register(kept, read_only=True) as register:
        publish(register, tmp_path / "site")
    tab.goto((tmp_path / "site" / "index.html").as_uri())
    tab.click("text=Allies back Ruritania")
    tab.locator("tr", has_text="Germany").locator("a.cell").first.click()
    assert set(tab.locator("#evidence mark").all_inner_texts()) == BOTH
    assert tab.locator("body").evaluate("body => getComputedStyle(body).margin") == "0px"
    tab.locator("#evidence a", has_text="open document").first.click()
    assert tab.locator("a.seg").count() > 0
    assert tab.told == []
