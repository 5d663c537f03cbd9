"""Scenarios with switches, and search, as pages and as JSON."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Page


@pytest.fixture
def client(client_of, conditional):
    """The pages of the story with a condition that is understood."""
    return client_of(conditional)


@pytest.fixture
def switches(client) -> str:
    """The address of the story's scenario."""
    return re.search(r'href="/(stories/story-[0-9a-f]+)"', client.get("/").text)[1].replace("stories", "/scenarios")


def said(client, address: str) -> str:
    return Page(client.get(address).text).said()


def test_a_switch_turns_a_position_and_says_why(client, switches) -> None:
    nothing = said(client, switches)
    assert "Nothing is assumed." in nothing
    assert re.search(r"Germany\s*deploy\s*\d pledged, undetermined;", nothing)
    held = said(client, f"{switches}?assume[ceasefire]=yes")
    assert re.search(r"Germany\s*deploy\s*\d pledged, in force;", held)
    assert "ceasefire holds, as assumed" in held
    assert "1 position turns on it" in held
    failed = said(client, f"{switches}?assume[ceasefire]=no")
    assert re.search(r"Germany\s*deploy\s*\d pledged, not in force;", failed)


def test_the_address_of_a_single_assumption_says_the_same(client, switches) -> None:
    one = client.get(f"/api/v1{switches}/ceasefire/yes").json()
    assert one == client.get(f"/api/v1{switches}?assume[ceasefire]=yes").json()
    assert [(each["key"], each["holds"]) for each in one["switches"]] == [("ceasefire", True)]
    assert client.get(f"{switches}/moonrise/yes").status_code == 404


@pytest.mark.parametrize("query", ["assume[ceasefire]=maybe", "assume[ceasefire]=yes%00"])
def test_an_assumption_that_is_none_is_refused(client, switches, query) -> None:
    assert client.get(f"{switches}?{query}").status_code == 400
    assert client.get(f"/api/v1{switches}?assume[]=yes").status_code == 400


def test_what_no_position_hangs_on_is_told(client, switches) -> None:
    assert "No position here hangs on moonrise" in said(client, f"{switches}?assume[moonrise]=yes")


def test_words_are_found_in_any_form_and_marked(client) -> None:
    answer = client.get("/search?q=troop")
    assert "<mark>troops</mark>" in answer.text
    assert client.get("/api/v1/search?q=troop").json()["hits"]


def test_fields_narrow_a_search_with_or_without_words(client) -> None:
    found = client.get("/api/v1/search?party=Germany&stance=refused&kind=position").json()["hits"]
    assert [each["position"]["stance"] for each in found] == ["refused"]
    assert "Nothing found" in said(client, "/search?q=troops&since=2030-01-01")


@pytest.mark.parametrize(
    "query", ["stance=sure", "action=fly", "party=Nobody", "since=yesterday", 'q="', "q=mood:good"]
)
def test_what_cannot_be_asked_is_refused_with_a_hint(client, query) -> None:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 400
    assert "Change what was asked for" in Page(answer.text).said()


def test_an_empty_search_says_how_to_search(client) -> None:
    assert "All words must be there" in said(client, "/search")


def test_a_search_has_no_page_behind_its_last(client) -> None:
    assert client.get("/search/page/2?q=troops").status_code == 404
    assert client.get("/search/page/999?q=troops").status_code == 404
