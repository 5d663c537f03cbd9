"""What is taken away from a page, what a story is narrowed to, and what a party's timeline marks."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from onrecord import flow
from onrecord.model import Comparison, Metadata, Stance
from tests.conftest import GERMANY, evening, morning
from tests.web.conftest import Page, record


@pytest.fixture
def held(kept):
    with flow.open_register(kept, read_only=True) as register:
        yield register


@pytest.fixture
def story(client) -> str:
    return re.search(r'href="(/stories/story-[0-9a-f]+)"', client.get("/").text)[1]


def test_a_storys_positions_are_taken_away_as_csv(client, held, story) -> None:
    answer = client.get(f"{story}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["id"] for row in rows} == {each.id for each in held.positions()}
    assert {row["stance"] for row in rows} == {"pledged", "refused"}
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment"


def test_one_position_is_taken_away_as_a_web_annotation_of_its_words(client, held) -> None:
    position = next(each for each in held.positions() if each.stance is Stance.REFUSED)
    document, annotation = client.get(f"/positions/{position.id}.jsonld").json()["@graph"]
    assert document["dcterms:identifier"] == "evening.txt"
    assert "value" not in document
    place, quote = annotation["target"][0]["selector"]
    assert held.text(position.document).text[place["start"] : place["end"]] == quote["exact"] == position.span.exact
    assert len(list(csv.reader(io.StringIO(client.get(f"/positions/{position.id}.csv").text)))) == 2


def test_what_a_spreadsheet_would_calculate_is_made_harmless(client_of, tmp_path) -> None:
    reading = morning("=HYPERLINK(1).txt")
    client = client_of(record(tmp_path / "calculating.register", [reading], Comparison((), (), (), ())))
    assert '"=HYPERLINK' not in client.get(f"/positions/{reading.positions[0].id}.csv").text


@pytest.mark.parametrize("path", ["stories/x.csv", "positions/position-0.jsonld", "positions/position-0.xml"])
def test_what_is_not_there_cannot_be_taken_away(client, path) -> None:
    assert client.get(f"/{path}").status_code == 404


@pytest.fixture
def dated(client_of, tmp_path, summit):
    """The story with outlets, told on two days."""
    told = {"morning.txt": ("The Morning", "2025-03-01"), "evening.txt": ("The Evening", "2025-03-03")}
    readings = []
    for reading in summit.readings:
        name = reading.text.metadata.name
        publisher, day = told.get(name, ("The Copy", "2025-03-01"))
        metadata = Metadata(name, publisher=publisher, published=day)
        readings.append(replace(reading, text=replace(reading.text, metadata=metadata)))
    return client_of(record(tmp_path / "dated.register", readings, summit.comparison))


def cells(client, query: str) -> str:
    story = re.search(r'href="(/stories/story-[0-9a-f]+)"', client.get("/").text)[1]
    answer = client.get(f"{story}?{query}")
    found = re.search(r"<tbody>(.*?)</tbody>", answer.text, re.DOTALL)
    return Page(found[1] if found else "").said()


def test_a_story_is_narrowed_to_an_outlet_and_to_a_stretch_of_time(dated) -> None:
    for query in ("publisher=The+Evening", "since=2025-03-02"):
        assert "ruled out" in cells(dated, query)
        assert not re.search(r"Germany\s*deploy[^;]*pledged", cells(dated, query))
    for query in ("publisher=The+Morning", "until=2025-03-01", "since=2025-03-01&until=2025-03-02"):
        assert "ruled out" not in cells(dated, query)
        assert re.search(r"Germany\s*deploy[^;]*pledged", cells(dated, query))
    assert cells(dated, "publisher=Nobody") == ""


def test_a_story_is_narrowed_to_an_origin(client, story) -> None:
    origins = client.get(f"/api/v1{story}").json()["origins"]
    assert len(origins) == 2
    shown = [cells(client, f"origin={each}") for each in origins]
    assert sorted("ruled out" in each for each in shown) == [False, True]


@pytest.mark.parametrize("query", ["origin=nobody", "since=soon", "until=2025-02-31"])
def test_what_a_story_cannot_be_narrowed_to_is_refused(client, story, query) -> None:
    assert client.get(f"{story}?{query}").status_code == 400


def test_a_timeline_marks_what_was_taken_back_and_links_what_was_held_before(client_of, tmp_path) -> None:
    """Two events: a pledge in one, its refusal two days later in the other."""
    from onrecord.model import Story

    before, after = morning(), evening()
    after = replace(after, text=replace(after.text, metadata=replace(after.text.metadata, published="2025-03-03")))
    stories = tuple(Story((each.text.id,)) for each in (before, after))
    client = client_of(record(tmp_path / "two.register", [before, after], Comparison(stories, (), (), ())))
    shown = client.get(f"/parties/{GERMANY.id}")
    assert re.search(r"ruled out ↺ withdrawn, before: pledged", Page(shown.text).said())
    pledge = next(each for each in before.positions if GERMANY in each.parties)
    assert f'href="/positions/{pledge.id}">pledged' in shown.text
