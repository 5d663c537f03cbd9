"""Positions over time as a drawing: marks at their day, rows by firmness, lines where it hardened or softened."""

from __future__ import annotations

import re

import pytest

from onrecord import ask
from onrecord.model import Action, Party, PartyKind, Stance
from onrecord.web.drawing import drawing
from tests.web.conftest import Page

GERMANY = Party("DEU", "Germany", PartyKind.STATE)


def told(identity: str, day: str | None, stance: Stance, *turns: ask.Turn, judged: bool = False) -> ask.TimelineEntry:
    quote = ask.Quote("article.txt", 0, 5, "words")
    return ask.TimelineEntry(
        day, GERMANY, Action.DEPLOY, stance, False, identity, quote, None, None, False, tuple(turns), judged
    )


def turn(kind: str, before: str, stance: Stance) -> ask.Turn:
    return ask.Turn(ask.ChangeKind(kind), before, stance)


@pytest.fixture
def softened():
    return [
        told("a", "2025-03-01", Stance.PLEDGED),
        told("b", "2025-03-11", Stance.WILLING, turn("softened", "a", Stance.PLEDGED), judged=True),
        told("c", "2025-03-21", Stance.REFUSED, turn("contradicted", "b", Stance.WILLING)),
    ]


def test_marks_stand_at_their_day_the_firmest_above(softened) -> None:
    (lane,) = drawing({"deploy": softened}).lanes
    marks = {each.ids[0]: each for each in lane.marks}
    assert marks["a"].x < marks["b"].x < marks["c"].x
    assert marks["b"].x == pytest.approx((marks["a"].x + marks["c"].x) / 2)
    assert marks["a"].y < marks["b"].y < marks["c"].y < lane.bottom
    assert marks["b"].judged
    assert not marks["a"].judged
    assert marks["a"].label == "1 Mar 2025: pledged, 1 telling"


def test_lines_lead_from_what_was_held_before(softened) -> None:
    (lane,) = drawing({"deploy": softened}).lanes
    marks = {each.ids[0]: (each.x, each.y) for each in lane.marks}
    lines = {each.kind.value: ((each.x1, each.y1), (each.x2, each.y2)) for each in lane.turns}
    assert lines == {"softened": (marks["a"], marks["b"]), "contradicted": (marks["b"], marks["c"])}
    assert lane.turns[0].label == "softened: pledged before, open to on 11 Mar 2025"


def test_what_is_too_near_to_be_told_apart_is_one_mark_with_a_number(softened) -> None:
    more = [*softened, told("d", "2025-03-01", Stance.PLEDGED), told("e", "2025-03-02", Stance.PLEDGED)]
    (lane,) = drawing({"deploy": more}).lanes
    first = lane.marks[0]
    assert first.ids == ("a", "d", "e")
    assert first.label == "1 Mar 2025 to 2 Mar 2025: pledged, 3 tellings"


def test_what_is_not_dated_stands_apart_and_a_day_that_is_none_too(softened) -> None:
    found = drawing({"deploy": [*softened, told("d", None, Stance.PLEDGED), told("e", "soon", Stance.REFUSED)]})
    places = {each.ids[0]: each.x for each in found.lanes[0].marks}
    assert places["d"] == places["e"] > places["c"] + 5
    assert [name for _, name in found.ticks] == ["1 Mar 2025", "11 Mar 2025", "21 Mar 2025", "not dated"]


def test_lanes_stand_below_each_other_on_one_scale(softened) -> None:
    found = drawing({"deploy": softened, "train": softened[:1]})
    one, other = found.lanes
    assert one.bottom <= other.line < other.bottom == found.height
    assert other.marks[0].x == one.marks[0].x
    assert not drawing({"deploy": [told("d", None, Stance.PLEDGED)]}).dated


def test_pages_draw_it_and_say_it_in_words(client_of, kept) -> None:
    client = client_of(kept)
    story = re.search(r'href="/(stories/story-[0-9a-f]+)"', client.get("/").text)[1].replace("stories", "timelines")
    for path in ("/parties/DEU", f"/{story}/deploy"):
        page = Page(client.get(path).text)
        labels = [str(attributes.get("aria-label")) for tag, attributes in page.elements if tag == "a"]
        assert any("1 Mar 2025: pledged, 2 tellings" in label for label in labels)
        assert any("1 Mar 2025: ruled out, 1 telling" in label for label in labels)
        assert {link[1:] for link in page.links if link.startswith("#position")} <= page.ids
        assert "contradicted" in page.said()
        assert any(
            attributes.get("class") == "turned contradicted" for tag, attributes in page.elements if tag == "line"
        )
    assert client.get(f"/{story}/fly").status_code == 404
    assert client.get(f"/{story}/train").status_code == 404
