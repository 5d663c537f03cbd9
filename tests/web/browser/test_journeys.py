"""What people come for, on real coverage: on the server and, where files can answer, in the static site."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import ask, flow
from onrecord.model import ConflictKind, Stance
from tests.web.browser.conftest import TOKEN


@pytest.fixture(params=["served", "site"])
def opened(request, told):
    """Opens an address of the register, on the server or in files; gives the tab."""
    tab = request.getfixturevalue("tab")
    if request.param == "served":
        base = request.getfixturevalue("served")(told)
        return tab, lambda address: tab.goto(f"{base}/{address}")
    folder = request.getfixturevalue("site")
    return tab, lambda address: tab.goto((folder / f"{address or 'index'}.html").as_uri())


def contested(told: Path) -> tuple[str, str, str, set[str], list[str]]:
    """A stance conflict: its story, party and action, the stances in words, and the words of the tellings."""
    from onrecord.web.wording import STANCE_WORDS

    with flow.open_register(told, read_only=True) as register:
        of_stance = (each for each in ask.conflicts(register) if each.kind is ConflictKind.STANCE)
        found = next(each for each in of_stance if len(each.sides) == 2)
        records = {record for side in found.sides for record in side.records}
        held = [each for each in register.positions() if each.id in records]
        story = next(each.id for each in register.comparison().stories if held[0].document in each.documents)
    stances = {STANCE_WORDS[each.stance] for each in held}
    assert len(stances) == 2
    return story, held[0].parties[0].id, held[0].action.value, stances, [each.span.exact for each in held]


def test_a_contested_stance_is_found_in_the_matrix_and_both_evidences_are_read(told, opened) -> None:
    tab, goto = opened
    story, party, action, stances, words = contested(told)
    goto("")
    tab.locator(f".stories a[href*='{story}']").click()
    tab.locator(f"a.cell[href*='/{party}/{action}']").click()
    tab.wait_for_selector("#evidence mark")
    assert stances <= set(tab.locator("#evidence h3 .stance").all_inner_texts())
    marked = tab.locator("#evidence mark").all_inner_texts()
    assert {" ".join(each.split()) for each in words} <= {" ".join(each.split()) for each in marked}
    assert tab.locator("table.matrix").count() == 1
    for number in range(tab.locator("#evidence a", has_text="open document").count()):
        tab.locator("#evidence a", has_text="open document").nth(number).click()
        tab.wait_for_selector(".here:target", state="attached")
        tab.go_back()
        tab.wait_for_selector("#evidence mark")
    assert tab.told == []


def test_a_scenario_is_flipped_and_says_why(told, opened) -> None:
    tab, goto = opened
    with flow.open_register(told, read_only=True) as register:
        story = ask.stories(register)[0].id
    goto(f"stories/{story}")
    tab.click("text=what if")
    tab.wait_for_selector("#answer")
    assert "Nothing is assumed" in tab.inner_text("#answer")
    before = tab.locator(".outcome.in_force").count()
    tab.locator(".flip").first.locator("label", has_text="yes").click()
    tab.wait_for_selector("#answer :text('Assumed:')")
    assert tab.locator(".outcome.turned").count() > 0
    assert tab.locator(".outcome.in_force").count() > before
    assert "as assumed" in tab.inner_text("#answer")
    assert "yes" in tab.url
    assert tab.told == []


def test_two_tellings_are_compared_and_the_drifted_quotation_is_seen(told, opened) -> None:
    tab, goto = opened
    with flow.open_register(told, read_only=True) as register:
        drift = next(each for each in ask.conflicts(register) if each.kind is ConflictKind.WORDING)
        story = ask.stories(register)[0]
    names = [side.quotes[0].document for side in drift.sides[:2]]
    ids = [each.id for name in names for each in story.documents if each.metadata.name == name]
    order = [each.id for each in story.documents if each.id in ids]
    goto(f"stories/{story.id}/beside/{order[0]}/{order[1]}")
    shown = tab.locator(f"#{drift.id}")
    assert shown.locator(".side").count() >= 2
    assert shown.locator(".differs").count() >= 2
    quoted = " ".join(shown.locator(".exact").first.inner_text().split())
    assert quoted == " ".join(drift.sides[0].quotes[0].exact.split())
    assert tab.locator("table.beside tbody tr").count() > 4


def test_a_position_is_rejected_by_keyboard_and_the_matrix_changes(told, tab, served) -> None:
    base = served(told)
    story, party, action, _, _ = contested(told)
    with flow.open_register(told, read_only=True) as register:
        held = [each for each in register.positions(party=party) if each.action.value == action]
        alone = next(each for each in held if sum(other.stance is each.stance for other in held) == 1)
    cell = f"a.cell[href$='/{party}/{action}']"
    tab.goto(f"{base}/stories/{story}")
    assert tab.locator(f"{cell} .mark.{alone.stance}").count() == 1
    tab.goto(f"{base}/review/{alone.id}")
    tab.keyboard.press("r")  # nobody is signed in: nothing happens
    tab.fill("input[name=token]", TOKEN)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Signed in as ann")
    tab.goto(f"{base}/review/{alone.id}")
    assert tab.locator(".effects .mark").count() >= 1
    tab.keyboard.press("r")
    tab.wait_for_selector("text=Last rejected")
    tab.click("text=see the matrix")
    tab.wait_for_selector("table.matrix")
    assert tab.locator(f"{cell} .mark.{alone.stance}").count() == 0
    tab.goto(f"{base}/review")
    tab.keyboard.press("u")
    tab.wait_for_url(f"**/review/{alone.id}")
    tab.goto(f"{base}/stories/{story}")
    assert tab.locator(f"{cell} .mark.{alone.stance}").count() == 1
    assert tab.told == []


def test_a_conflict_is_rejected_by_keyboard_and_the_matrix_is_contested_no_more(told, tab, served) -> None:
    base = served(told)
    story, party, action, _, _ = contested(told)
    with flow.open_register(told, read_only=True) as register:
        of_stance = (each for each in ask.conflicts(register) if each.kind is ConflictKind.STANCE)
        found = next(each for each in of_stance if len(each.sides) == 2)
        total = len(ask.conflicts(register))
    ring = f"a.cell[href$='/{party}/{action}'] use[href='#ring']"
    tab.goto(f"{base}/stories/{story}")
    rings = tab.locator(ring).count()
    assert rings >= 1
    tab.goto(f"{base}/conflicts/{found.id}")
    tab.click("text=judge this conflict")
    tab.keyboard.press("r")  # nobody is signed in: nothing happens
    tab.fill("input[name=token]", TOKEN)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Signed in as ann")
    tab.goto(f"{base}/review/conflicts/{found.id}")
    assert found.summary in " ".join(tab.locator(".judge").inner_text().split())
    tab.keyboard.press("r")
    tab.wait_for_selector("text=Last rejected")
    if total > 1:
        assert found.id not in tab.url
        assert "/review/conflicts/" in tab.url
    tab.goto(f"{base}/conflicts/{found.id}")
    tab.wait_for_selector("text=A conflict that is rejected")
    tab.goto(f"{base}/stories/{story}")
    assert tab.locator(ring).count() < rings
    tab.goto(f"{base}/review")
    tab.keyboard.press("u")
    tab.wait_for_url(f"**/review/conflicts/{found.id}")
    tab.goto(f"{base}/stories/{story}")
    assert tab.locator(ring).count() == rings
    assert tab.told == []


def test_the_queue_is_worked_through_by_keys(told, tab, served) -> None:
    base = served(told)
    tab.goto(f"{base}/review")
    tab.fill("input[name=token]", TOKEN)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Signed in as ann")
    tab.locator(".queue a").first.click()
    tab.wait_for_selector(".judge")
    first = tab.url
    tab.keyboard.press("a")
    tab.wait_for_selector("text=Last accepted")
    assert tab.url != first
    second = tab.url
    tab.keyboard.press("n")
    tab.wait_for_url(lambda url: url != second)
    tab.keyboard.press("c")
    assert tab.evaluate("document.activeElement.name") == "field"
    tab.select_option("select[name=field]", "stance")
    tab.fill("input[name=value]", "willing" if tab.locator("h1 .mark.willing").count() == 0 else "pledged")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#correct .effects")
    assert tab.locator("#correct .effects .mark").count() >= 1
    tab.locator("#correct button", has_text="correct").last.click()
    tab.wait_for_selector("text=Last corrected")
    with flow.open_register(told, read_only=True) as register:
        assert [(each.who, each.verdict.value) for each in register.judgements()] == [
            ("ann", "accept"),
            ("ann", "correct"),
        ]


def test_words_are_searched_from_any_page(told, tab, served) -> None:
    base = served(told)
    tab.goto(f"{base}/about")
    tab.fill("header input[name=q]", "troops")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".hits mark")
    assert all("troop" in each.lower() for each in tab.locator(".hits mark").all_inner_texts())


def test_the_map_shows_states_at_their_place_and_leads_to_the_evidence(told, opened) -> None:
    tab, goto = opened
    with flow.open_register(told, read_only=True) as register:
        story = ask.stories(register)[0]
        action = next(
            each.action for each in register.positions() if any(party.kind == "state" for party in each.parties)
        )
    goto(f"maps/{story.id}/{action}")
    pin = tab.locator(".world a").first
    assert pin.locator("title").text_content()
    tab.wait_for_function("document.querySelector('.world image').getBBox().width > 0")
    assert not [each for each in tab.told if "map" in each or "Content Security" in each]
    pin.locator(".halo").first.click()
    tab.wait_for_selector("#evidence mark")
    assert Stance(tab.locator("#evidence .stance").first.get_attribute("class").split()[1])


def test_a_claim_is_merged_and_split_by_keys_after_it_was_shown_what_that_does(told, tab, served) -> None:
    base = served(told)
    _story, party, action, _, _ = contested(told)
    with flow.open_register(told, read_only=True) as register:
        position = next(each.id for each in register.positions(party=party) if each.action.value == action)
        matrix = ask.matrix(register)
    tab.goto(f"{base}/review")
    tab.fill("input[name=token]", TOKEN)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Signed in as ann")
    tab.goto(f"{base}/review/{position}")
    tab.keyboard.press("m")
    assert tab.evaluate("document.activeElement.name") == "one"
    tab.locator("#merge button").click()
    tab.wait_for_selector("#merge-now")
    foretold = tab.locator(".effects li").count()
    assert foretold >= 1
    with flow.open_register(told, read_only=True) as register:
        assert ask.matrix(register) == matrix  # nothing is saved yet
    tab.keyboard.press("m")
    tab.wait_for_selector("text=Last merged")
    with flow.open_register(told, read_only=True) as register:
        assert ask.matrix(register) != matrix
        assert [each.verdict.value for each in register.judgements()] == ["merge"]
    tab.click("text=see the matrix")
    tab.wait_for_selector("h2:text('What people hold of it')")
    assert "merged by ann" in " ".join(tab.inner_text(".made").split())
    tab.goto(f"{base}/review")
    tab.keyboard.press("u")
    tab.wait_for_selector("#undo", state="detached")
    with flow.open_register(told, read_only=True) as register:
        assert ask.matrix(register) == matrix
    tab.goto(f"{base}/review/{position}")
    tab.keyboard.press("s")
    tab.wait_for_url("**/review/split?*")
    tab.keyboard.press("s")
    tab.wait_for_selector("text=Last split")
    with flow.open_register(told, read_only=True) as register:
        assert [each.verdict.value for each in register.judgements()] == ["merge", "undo", "split"]
    assert tab.told == []


def test_an_article_is_split_off_its_story_and_the_story_says_who_did(told, tab, served) -> None:
    base = served(told)
    with flow.open_register(told, read_only=True) as register:
        story = ask.stories(register)[0]
    tab.goto(f"{base}/review")
    tab.fill("input[name=token]", TOKEN)
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Signed in as ann")
    tab.goto(f"{base}/stories/{story.id}")
    tab.click("text=Sort these articles otherwise")
    tab.locator(".documents a", has_text="split it off").last.click()
    tab.wait_for_selector("#split")
    assert tab.locator(".effects li").count() >= 1
    tab.keyboard.press("s")
    tab.wait_for_selector("text=Last split", timeout=60_000)
    with flow.open_register(told, read_only=True) as register:
        now = ask.stories(register)
    assert max(len(each.documents) for each in now) == len(story.documents) - 1
    tab.goto(f"{base}/stories/{max(now, key=lambda each: len(each.documents)).id}")
    assert "split by ann" in " ".join(tab.inner_text(".made").split())
    assert tab.told == []


def test_positions_over_time_are_drawn_without_a_script(told, browser, served) -> None:
    base = served(told)
    with flow.open_register(told, read_only=True) as register:
        story = ask.stories(register)[0]
        action = ask.matrix(register).actions[0]
        dated = any(each.day for each in ask.timeline(register, ask.Only(action=action)))
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page.goto(f"{base}/timelines/{story.id}/{action}")
    assert page.locator(".told-on li").count() > 1
    if dated:
        boxes = [page.locator(".drawn a .halo").nth(number).bounding_box() for number in range(3)]
        assert all(each["x"] >= 0 and each["x"] + each["width"] <= 360 for each in boxes)
        page.locator(".drawn a").first.click()
        page.wait_for_selector(".told-on li:target")
    else:
        assert "nothing can be set on a line of time" in page.inner_text("main")
    page.close()
