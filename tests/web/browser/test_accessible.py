"""axe finds nothing to mend on any page: narrow and wide, light and dark."""

from __future__ import annotations

import pytest

from onrecord import ask, flow
from onrecord.model import ClaimKind
from tests.web.browser.conftest import TOKEN

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: its check is skipped")


def addresses(place) -> list[str]:
    """One page of each kind, with the states that they can be in."""
    with flow.open_register(place, read_only=True) as register:
        story = ask.stories(register)[0]
        one, other = (each.id for each in story.documents[:2])
        position = ask.needing_a_look(register, 1)[0].id
        conflict = ask.conflicts(register)[0].id
        cell = ask.matrix(register).cells[0]
        keys = ask.scenario(register).unknown
        claims = [each.id for each in ask.claims(register, kind=ClaimKind.POSITION)]
    assumed = f"?assume[{keys[0].key}]=yes" if keys else ""
    return [
        "",
        f"stories/{story.id}",
        f"stories/{story.id}?stance=threatened&party=nobody",
        f"stories/{story.id}/{cell.party}/{cell.action}",
        f"stories/{story.id}/beside/{one}/{other}",
        f"scenarios/{story.id}{assumed}",
        f"maps/{story.id}/{cell.action}",
        f"timelines/{story.id}/{cell.action}",
        "positions",
        f"positions/{position}",
        f"documents/{one}",
        "conflicts",
        f"conflicts/{conflict}",
        "lineage",
        "parties",
        f"parties/{cell.party}",
        "search",
        "search?q=troops",
        "search?q=zebra",
        "review",
        f"review/{position}?field=stance&value=undecided",
        f"review/merge?one={story.id}",
        f"review/merge?one={claims[0]}",
        f"review/merge?one={claims[0]}&other={claims[-1]}",
        f"review/split?one={position}",
        f"review/merge?one=party:{cell.party}",
        f"review/conflicts/{conflict}",
        f"positions?party={cell.party}&action={cell.action}",
        "about",
        "nothing-here",
        "positions?party=nobody-known",
    ]


SCHEMES = ("light", "dark")


def violations(page, base, paths, width) -> dict[str, list[object]]:
    """What axe finds on the pages in each colour scheme, and which of them are wider than the window.

    A page is opened once and its scheme changed in place, as it is for a reader whose system changes it.
    """
    found: dict[str, list[object]] = {}
    for path in paths:
        page.goto(f"{base}/{path}")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            report = axe.Axe().run(page)
            for each in report.response["violations"]:
                node = each["nodes"][0]
                told = (scheme, each["id"], node["html"][:200], node.get("failureSummary", "")[:300])
                found.setdefault(path, []).append(told)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.setdefault(path, []).append("wider than the window")
    return found


@pytest.mark.parametrize("width", [360, 1600])
def test_no_page_has_a_violation(browser, served, sample_built, width) -> None:
    base = served(sample_built)
    page = browser.new_page(viewport={"width": width, "height": 900})
    paths = addresses(sample_built)
    unsigned = [each for each in paths if each.startswith("review")]
    assert violations(page, base, unsigned, width) == {}
    page.goto(f"{base}/review")
    page.fill("input[name=token]", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Signed in as ann")
    found = violations(page, base, paths, width)
    page.close()
    assert found == {}


def test_a_register_without_articles_has_no_violation(browser, served, tmp_path) -> None:
    place = tmp_path / "empty.register"
    with flow.open_register(place) as register:
        assert not list(register.texts())
    base = served(place)
    page = browser.new_page(viewport={"width": 360, "height": 900})
    found = violations(
        page, base, ["", "positions", "conflicts", "lineage", "parties", "review", "search", "about"], 360
    )
    page.close()
    assert found == {}


def test_what_is_printed_has_its_evidence_and_nothing_to_press(browser, served, sample_built) -> None:
    base = served(sample_built)
    page = browser.new_page(viewport={"width": 718, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    wide, pressed = [], []
    for path in addresses(sample_built):
        page.goto(f"{base}/{path}")
        if page.evaluate("document.documentElement.scrollWidth") > 718:
            wide.append(path)
        if (
            not path.startswith(("review", "search", "scenarios"))
            and page.locator("form:visible, button:visible").count()
        ):
            pressed.append(path)
        assert page.locator("main").inner_text().strip()
    page.close()
    assert (wide, pressed) == ([], [])
