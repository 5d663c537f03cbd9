"""What the pages of the made-up story show, and what leads where."""

from __future__ import annotations

import re

import pytest

from onrecord import ask
from onrecord.register import open_register
from tests.web.conftest import Page, crawl

_LARGEST = 200_000


@pytest.fixture
def held(kept):
    with open_register(kept, read_only=True) as register:
        yield register


@pytest.fixture
def story(held) -> str:
    return ask.stories(held)[0].id


def position_of(held, stance: str) -> str:
    return next(each.id for each in ask.positions(held) if each.position.stance == stance)


def page(client, path: str) -> Page:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_every_page_is_reached_from_the_front_page_and_every_link_and_anchor_leads_somewhere(client) -> None:
    found = crawl(client)
    assert {path.split("/")[1] for path in found} >= {
        "stories",
        "positions",
        "documents",
        "conflicts",
        "parties",
        "about",
    }
    for path, page in found.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if link.startswith("/") and anchor and target in found:
                assert anchor in found[target].ids, (path, link)


def test_every_page_is_small_and_loads_from_this_host_alone(client) -> None:
    for path, page in crawl(client).items():
        assert len(client.get(path).content) < _LARGEST, path
        assert all(each.startswith(("/static/", "data:,")) for each in page.loads), path
        assert client.get(page.loads[-1]).status_code == 200


def test_the_front_page_lists_the_story_with_its_numbers(client) -> None:
    said = page(client, "/").said()
    assert "Allies back Ruritania" in said
    assert "1 Mar 2025" in said
    assert "2 parties" in said
    assert "1 conflict" in said


def test_the_matrix_tells_stance_by_shape_and_in_words_with_origins_conflict_and_condition(client, story) -> None:
    shown = page(client, f"/stories/{story}")
    said = shown.said()
    assert re.search(
        r"Germany\s*deploy\s*1 pledged, 1 origin, contested, conditional;\s*1 ruled out, 1 origin, contested;", said
    )
    uses = {attributes.get("href") for tag, attributes in shown.elements if tag == "use"}
    assert {"#pledged", "#refused", "#ring", "#dot"} <= uses
    assert uses <= {f"#{each}" for each in shown.ids}


def test_groups_come_before_states(client, story) -> None:
    said = page(client, f"/stories/{story}").said()
    allies, germany = re.search(r"12 allies\s*guarantee", said), re.search(r"Germany\s*deploy", said)
    assert allies.start() < germany.start()


def test_a_cells_page_keeps_the_matrix_and_shows_both_stances_with_their_words(client, story) -> None:
    answer = client.get(f"/stories/{story}/DEU/deploy")
    shown = Page(answer.text)
    assert "<mark>we will send troops if the truce holds</mark>" in answer.text
    assert "<mark>Germany ruled out sending troops</mark>" in answer.text
    assert "condition" in shown.said()
    chosen = [
        attributes for tag, attributes in shown.elements if tag == "a" and attributes.get("aria-current") == "true"
    ]
    assert [each["href"] for each in chosen] == [f"/stories/{story}/DEU/deploy"]


def test_filters_leave_out_what_is_not_asked_for(client, story) -> None:
    refused = page(client, f"/stories/{story}?stance=refused")
    assert "pledged, 1 origin" not in refused.said()
    assert "ruled out, 1 origin" in refused.said()
    allies = page(client, f"/stories/{story}?party=allies-12").said()
    assert re.search(r"12 allies\s*guarantee", allies)
    assert not re.search(r"Germany\s*deploy", allies)
    assert "No position fulfils this filter" in page(client, f"/stories/{story}?party=nobody").said()


def test_a_filter_that_is_not_known_is_refused_and_says_what_is(client, story) -> None:
    answer = client.get(f"/stories/{story}?stance=sure")
    assert answer.status_code == 400
    assert "pledged" in Page(answer.text).said()


def test_a_position_shows_its_words_in_context_its_terms_and_on_whose_word(client, held) -> None:
    answer = client.get(f"/positions/{position_of(held, 'pledged')}")
    said = Page(answer.text).said()
    assert answer.text.count("<mark>") >= 1
    assert "2 independent origins" in said
    assert "on whose word" in said
    assert "Characters" in said


def test_a_documents_marks_lead_to_entries_and_its_words_are_all_there(client, held) -> None:
    for text in held.texts():
        answer = client.get(f"/documents/{text.id}")
        shown = Page(answer.text)
        assert " ".join(text.text.split()) in " ".join(shown.words.split()) or all(
            " ".join(text.text[block.start : block.end].split()) in shown.said() for block in text.blocks
        )
        marked = {link for link in shown.links if link.startswith("/positions/position-")}
        assert marked == {f"/positions/{each.id}" for each in held.positions(document=text.id)}


def test_a_conflict_has_a_page_with_the_words_of_each_side(client, held) -> None:
    found = ask.conflicts(held)[0]
    said = page(client, f"/conflicts/{found.id}").said()
    assert all(quote.exact in said for side in found.sides for quote in side.quotes)


def test_about_counts_what_was_refused_by_reason(client) -> None:
    said = page(client, "/about").said()
    assert "no party" in said
    assert "envoys" in said


def test_about_tells_how_well_each_part_reads_on_what_and_what_was_seen_of_it(client) -> None:
    said = page(client, "/about").said()
    listed = client.get("/api/v1/about").json()["scores"]
    assert {each["part"] for each in listed} >= {
        "positions",
        "quotations",
        "attributions",
        "acts",
        "conflicts",
        "stories",
    }
    for each in listed:
        assert each["corpus"] in said
        assert each["seen"] in said
        assert all(one["name"] in said for one in each["measures"])


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/stories/story-0",
        "/positions/position-0",
        "/documents/document-0",
        "/documents/../../etc/passwd",
        "/conflicts/conflict-0",
        "/parties/XXX",
        "/positions/page/99",
        "/stories/%00",
        "/static/pages.css",
    ],
)
def test_what_is_not_there_is_told_as_a_page(client, path) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "All stories" in answer.text


def test_pages_are_only_read(client) -> None:
    assert client.post("/").status_code == 405
    assert client.request("DELETE", "/positions").status_code == 405


def test_an_empty_register_says_how_to_fill_it(tmp_path, client_of) -> None:
    place = tmp_path / "empty.register"
    with open_register(place):
        pass
    client = client_of(place)
    assert "onrecord build" in client.get("/").text
    assert all(
        client.get(f"/{kind}").status_code == 200 for kind in ("positions", "conflicts", "lineage", "parties", "about")
    )


def test_a_build_that_was_stopped_is_told(tmp_path, client_of, summit) -> None:
    place = tmp_path / "half.register"
    with open_register(place) as register:
        register.record(summit.readings[0], "1.0.0")
    assert "stopped before everything was compared" in client_of(place).get("/").text


def test_a_page_shows_what_was_recorded_meanwhile(tmp_path, client_of, summit) -> None:
    place = tmp_path / "growing.register"
    with open_register(place):
        pass
    client = client_of(place)
    assert "Nothing has been read yet" in client.get("/").text
    with open_register(place) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
    assert "Allies back Ruritania" in client.get("/").text


def test_a_register_that_is_gone_is_told_and_nothing_breaks(kept, client_of) -> None:
    client = client_of(kept)
    assert client.get("/").status_code == 200
    for each in kept.parent.glob(f"{kept.name}*"):
        each.unlink()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "cannot be read" in answer.text


def test_the_front_page_says_what_changed_lately_and_which_outlets_tell_it(client) -> None:
    said = Page(client.get("/").text).said()
    assert re.search(r"What changed lately contradicted ?Germany, deploy: pledged on a condition → ruled out", said)
    assert "morning.txt" in said


def test_a_position_shows_its_origins_and_what_was_held_before(client, held) -> None:
    pledged = next(each.id for each in held.positions(party="DEU") if each.stance == "pledged")
    page = Page(client.get(f"/positions/{pledged}").text)
    told = re.search(r"Origins(.*?)History(.*?)Other tellings", page.said())
    assert told is not None
    assert "share one" in told[1]
    assert "ruled out" in told[2]
    assert "this one" in told[2]
