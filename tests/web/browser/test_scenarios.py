"""The script's evaluation of scenarios against Python's, in Chromium: any combination, not single assumptions alone."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest

from onrecord import ask, flow
from onrecord.errors import UsageError
from onrecord.web.wording import by_standing, drawn_as, standing_words

_COMBINATIONS, _SHOWN = 150, 12
_EVALUATED = """([logic, assumed]) => {
  try { return weigh(logic, assumed); } catch (error) { return { error: error.message }; }
}"""


def combinations(keys, number: int) -> list[dict[str, bool]]:
    """Random assumptions: from none to all of the propositions."""
    chance = random.Random("any combination")
    found: list[dict[str, bool]] = [{}]
    for _ in range(number):
        some = chance.sample(keys, chance.randint(1, len(keys)))
        found.append({key: chance.random() < 0.5 for key in some})
    return found


def evaluated(holdings, assumed: dict[str, bool]) -> tuple[ask.Scenario | None, str | None]:
    """What Python makes of it: the scenario, or why there is none."""
    try:
        return ask.scenario(holdings, told(assumed)), None
    except UsageError as error:
        return None, str(error)


def told(assumed: dict[str, bool]) -> list[str]:
    return [f"{key}={'yes' if holds else 'no'}" for key, holds in sorted(assumed.items())]


@pytest.fixture
def story(coverage):
    """The first story of the coverage: its view, and what is held of it."""
    with flow.open_register(coverage, read_only=True) as register:
        view = ask.stories(register)[0]
        yield view, ask.of_story(register, view)


@pytest.fixture
def scenario(site, tab, story):
    """The page of the story's scenario in the static site, open."""
    tab.goto((site / f"scenarios/{story[0].id}.html").as_uri())
    tab.wait_for_selector("#switches")
    return tab


def test_both_say_the_same_of_every_position_under_any_assumptions(story, scenario) -> None:
    logic = scenario.evaluate("JSON.parse(document.getElementById('logic').dataset.logic)")
    assert len(logic["keys"]) >= 4
    excluded = 0
    for assumed in combinations(logic["keys"], _COMBINATIONS):
        answer = scenario.evaluate(_EVALUATED, [logic, assumed])
        found, refusal = evaluated(story[1], assumed)
        if found is None:
            excluded += 1
            assert answer == {"error": refusal}, assumed
            continue
        assert [(each["status"], each["terms"], each["reason"]) for each in answer["outcomes"]] == [
            (each.status.value, each.terms.value, each.reason) for each in found.outcomes
        ], assumed
        assert [(each["key"], each["holds"], each["presumed"], each["because"]) for each in answer["following"]] == [
            (each.key, each.holds, each.presumed, each.because) for each in found.following
        ], assumed
    assert excluded < _COMBINATIONS


def test_the_page_shows_what_follows_from_the_switches_that_are_set(story, scenario) -> None:
    logic = scenario.evaluate("JSON.parse(document.getElementById('logic').dataset.logic)")
    shown = 0
    for assumed in combinations(logic["keys"], _SHOWN):
        try:
            found = ask.compare_scenarios(story[1], (), told(assumed))
        except UsageError:
            continue
        shown += 1
        scenario.click("text=assume nothing")
        scenario.wait_for_selector("#verdict:text('Nothing is assumed.')")
        for key, holds in assumed.items():
            box = scenario.locator(f"input[name='assume[{key}]'][value={'yes' if holds else 'no'}]")
            box.evaluate("each => { each.checked = true; }")
        scenario.locator("#switches input").first.dispatch_event("change")
        outcomes = found.other.outcomes
        marks = scenario.evaluate(
            "[...document.querySelectorAll('a.outcome')].map(each => "
            "[Number(each.hash.slice(9)), each.className, each.querySelector('.standing').textContent])"
        )
        assert len({place for place, _, _ in marks}) == len(outcomes)
        for place, classes, standing in marks:
            turned = place in found.differing
            assert classes.split() == ["outcome", drawn_as(outcomes[place]), *(["turned"] if turned else [])]
            assert standing == standing_words(outcomes[place])
        lists = scenario.evaluate(
            "[...document.querySelectorAll('[data-standing]')].map(each => "
            "[...each.querySelectorAll('li')].map(item => Number(item.id.slice(8))))"
        )
        assert lists == [list(places) for _, places in by_standing(outcomes)]
        assert scenario.locator("#turned li").count() == len(found.differing)
        assert scenario.url.partition("?")[2] == urlencode(
            {f"assume[{each['key']}]": "yes" if assumed[each["key"]] else "no" for each in ordered(scenario, assumed)}
        )
    assert shown >= 3
    assert scenario.told == []


def ordered(scenario, assumed) -> list[dict[str, str]]:
    """The switches that are set, in the order in which they stand."""
    names = scenario.evaluate("[...new Set([...document.querySelectorAll('#switches input')].map(each => each.name))]")
    return [{"key": name[7:-1]} for name in names if name[7:-1] in assumed]


def test_an_address_with_several_assumptions_is_answered_from_a_file(site, story, tab) -> None:
    keys = [each.key for each in ask.scenario(story[1]).unknown]
    pair = next(
        {one: True, other: holds}
        for one in keys
        for other in keys
        for holds in (False, True)
        if one < other and possible(story[1], {one: True, other: holds})
    )
    query = urlencode({f"assume[{key}]": "yes" if holds else "no" for key, holds in pair.items()})
    tab.goto(f"{(site / f'scenarios/{story[0].id}.html').as_uri()}?{query}")
    tab.wait_for_selector("#verdict:text('Assumed:')")
    assert tab.locator("#switches input:checked:not([value=''])").count() == 2
    assert tab.locator(".flips").count() == 0
    assert "position" in tab.inner_text("#verdict")


def possible(holdings, assumed) -> bool:
    try:
        ask.scenario(holdings, told(assumed))
    except UsageError:
        return False
    return True


def test_without_a_script_single_assumptions_have_their_pages(browser, site, story) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((site / f"scenarios/{story[0].id}.html").as_uri())
    assert not page.locator("#switches").is_visible()
    page.locator(".flips a", has_text="yes").first.click()
    assert page.locator(".outcome.turned").count() > 0
    assert "Assumed:" in page.inner_text("#verdict")
    page.close()
