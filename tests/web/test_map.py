"""The map of a story, and the world that it is drawn on."""

from __future__ import annotations

import re

import pytest

from docs.make_map import centre, path, project
from onrecord.web.world import world
from tests.web.conftest import Page


@pytest.fixture
def place(client) -> str:
    """The address of the story's map, without its action."""
    return re.search(r'href="/(stories/story-[0-9a-f]+)"', client.get("/").text)[1].replace("stories", "/maps")


def test_a_state_is_drawn_at_its_place_with_all_its_stances_and_told_in_words(client, place) -> None:
    answer = client.get(f"{place}/deploy")
    shown = Page(answer.text)
    pins = [attributes for tag, attributes in shown.elements if tag == "a" and "aria-label" in attributes]
    assert [each["aria-label"] for each in pins] == ["Germany: pledged (1 origin), ruled out (1 origin)"]
    germany = world().states["DEU"]
    assert f'd="{germany.path}"' in answer.text
    fills = {attributes["fill"] for tag, attributes in shown.elements if attributes.get("class") == "land"}
    assert fills <= {f"url(#{each})" for each in shown.ids}
    assert fills == {"url(#fill-1-pledged)"}


def test_groups_are_listed_beside_the_map_and_not_on_it(client, place) -> None:
    found = client.get(f"/api/v1{place}/guarantee").json()
    assert [each["party"]["name"] for each in found["others"]] == ["12 allies"]
    assert found["states"] == []
    assert "12 allies" in Page(client.get(f"{place}/guarantee").text).said()


@pytest.mark.parametrize("action", ["attack", "fly"])
def test_an_action_of_which_nothing_is_told_has_no_map(client, place, action) -> None:
    assert client.get(f"{place}/{action}").status_code == 404


def test_every_state_of_the_gazetteer_but_one_has_a_place_within_the_drawing() -> None:
    from onrecord.lexicon import load_table

    codes = {row["id"] for row in load_table("states")}
    found = world()
    assert codes - found.states.keys() == {"TUV"}  # Natural Earth leaves Tuvalu out at this scale
    assert all(0 <= each.x <= found.width and 0 <= each.y <= found.height for each in found.states.values())


def test_places_lie_where_they_should() -> None:
    states = world().states
    assert states["USA"].x < states["FRA"].x < states["DEU"].x < states["POL"].x < states["CHN"].x
    assert states["NOR"].y < states["DEU"].y < states["NGA"].y < states["ZAF"].y


def test_the_projection_is_symmetric_and_paths_close() -> None:
    assert project(0, 0)[0] == 1_000
    assert project(-90, 20)[0] + project(90, 20)[0] == pytest.approx(2_000)
    assert path([[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]]) == "M0 0l10 0 0 10-10 0z"
    assert centre([(0, 0), (10, 0), (10, 10), (0, 10)]) == (5, 5)


def test_the_picture_of_the_world_is_a_static_file_without_script(client, place) -> None:
    picture = next(
        attributes["href"] for tag, attributes in Page(client.get(f"{place}/deploy").text).elements if tag == "image"
    )
    answer = client.get(picture)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "script" not in answer.text
    assert len(answer.content) < 60_000
