from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.compare import compare
from onrecord.compare.credits import outlet
from onrecord.model import Direction, Lineage, LineageKind, Reading
from onrecord.model.origins import Origins

HERRING = (
    "Ministers from nine coastal states met in the old customs house of Turku to settle who may fish for herring. "
    "The talks ran past midnight because the smaller fleets wanted a share of the spring catch. A draft gives each "
    "fleet forty days at sea and shuts the spawning grounds in May, and nobody from the fleets was content."
)


def credits_of(*readings: Reading) -> set[tuple[LineageKind, str | None]]:
    return {(each.kind, each.source) for each in compare(readings).lineage}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"TURKU (AP) — {HERRING}", {(LineageKind.BYLINE, "Associated Press")}),
        (f"(Reuters) - {HERRING}", {(LineageKind.BYLINE, "Reuters")}),
        (f"By Anna Holt, Associated Press\n{HERRING}", {(LineageKind.BYLINE, "Associated Press")}),
        (
            f"{HERRING}\nCopyright 2018 The Associated Press. All rights reserved.",
            {(LineageKind.BYLINE, "Associated Press")},
        ),
        (f"{HERRING}\nThe Associated Press contributed to this report.", {(LineageKind.CREDIT, "Associated Press")}),
        (f"{HERRING}\nWith files from Reuters.", {(LineageKind.CREDIT, "Reuters")}),
        (f"{HERRING} The quota (EU) - a small one - was kept.", set()),
        (HERRING, set()),
    ],
)
def test_bylines_and_credits_that_stand_in_the_text(
    read: Callable[..., Reading], text: str, found: set[tuple[LineageKind, str]]
) -> None:
    assert credits_of(read("a", text)) == found


def test_who_was_told_and_whom_it_is_according_to_are_credited(understand: Callable[..., Reading]) -> None:
    reading = understand(
        "According to Breitbart, the talks will go on in May.\nThe deal is dead, a minister told Reuters on Monday."
    )
    assert credits_of(reading) == {(LineageKind.CREDIT, "Breitbart"), (LineageKind.CREDIT, "Reuters")}


def test_a_credit_leads_to_the_document_that_is_from_the_outlet_and_gives_copies_their_direction(
    read: Callable[..., Reading],
) -> None:
    wire = read("wire.txt", f"TURKU (Boreal Wire) — {HERRING}")
    copy = read("copy.txt", f"{HERRING}\nWith files from Boreal Wire.")
    edges = {each.kind: each for each in compare([wire, copy]).lineage}
    assert set(edges[LineageKind.CREDIT].documents) == {wire.text.id, copy.text.id}
    near = edges[LineageKind.NEAR_COPY]
    assert (near.derived, near.direction) == (copy.text.id, Direction.CREDIT)


def test_of_two_copies_the_later_one_derives(read: Callable[..., Reading]) -> None:
    early = read("early.txt", HERRING, published="2025-03-01")
    late = read("late.txt", HERRING, published="2025-03-02T09:00:00")
    (edge,) = compare([early, late]).lineage
    assert (edge.derived, edge.direction) == (late.text.id, Direction.TIME)


def test_copies_of_unknown_time_have_no_direction(read: Callable[..., Reading]) -> None:
    (edge,) = compare([read("a", HERRING), read("b", HERRING)]).lineage
    assert (edge.derived, edge.direction) == (None, None)


def test_what_one_agency_issued_is_one_origin_whoever_carries_it() -> None:
    def byline(document: str) -> Lineage:
        return Lineage((document,), LineageKind.BYLINE, 1.0, (), document, None, "Associated Press")

    credit = Lineage(("d",), LineageKind.CREDIT, 1.0, (), "d", None, "Associated Press")
    origins = Origins([byline("b"), byline("a"), byline("c"), credit])
    assert origins.count("abc") == 1
    assert origins.count("abcd") == 2
    assert origins.named("d") == ("Associated Press",)


def test_names_of_outlets_are_told_from_other_names() -> None:
    assert [
        outlet(name) for name in ("AP", "the Washington Post", "Harbour Gazette", "Germany’s Süddeutsche Zeitung")
    ] == [
        "Associated Press",
        "Washington Post",
        "Harbour Gazette",
        "Süddeutsche Zeitung",
    ]
    assert [outlet(name) for name in ("European Space Agency", "Anna Holt", "White House official", "news", "")] == [
        None
    ] * 5
