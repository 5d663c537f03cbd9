from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.compare import compare
from onrecord.model import Comparison, Reading, Stance
from onrecord.model.evidence import check_comparison

SENTENCES = (
    "Germany will send troops to the Sava, ministers said at Ostend.",
    "The Ostend summit foresees 1800 observers along the river bank of the Sava.",
    "At Ostend 2400 observers were foreseen for patrols along the river bank of the Sava.",
    "Germany will not send troops to the Sava after the Ostend summit.",
    "The handball cup went to Portugal on Sunday, after penalties in Zagreb.",
)


def test_comparing_nothing_gives_nothing() -> None:
    assert compare([]) == Comparison()


def _article(
    read: Callable[..., Reading],
    held: Callable[..., object],
    counted: Callable[..., object],
    name: str,
    numbers: list[int],
) -> Reading:
    text = " ".join(SENTENCES[number] for number in numbers)
    records = {
        0: held("Germany", Stance.PLEDGED, "Germany will send troops"),
        1: counted("1800", "1800", "observers"),
        2: counted("2400", "2400", "observers"),
        3: held("Germany", Stance.REFUSED, "Germany will not send troops"),
    }
    return read(name, text, *(records[number] for number in sorted(set(numbers)) if number in records))


@st.composite
def _collections(draw: st.DrawFn) -> tuple[list[list[int]], int]:
    some = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=5)
    return draw(st.lists(some, max_size=8)), draw(st.integers(0, 2**32))


def test_the_order_of_the_readings_does_not_matter(
    read: Callable[..., Reading], held: Callable[..., object], counted: Callable[..., object]
) -> None:
    @settings(deadline=None)  # how fast the machine is, is not asked here
    @given(_collections())
    def check(drawn: tuple[list[list[int]], int]) -> None:
        readings = [_article(read, held, counted, str(name), numbers) for name, numbers in enumerate(drawn[0])]
        shuffled = list(readings)
        random.Random(drawn[1]).shuffle(shuffled)
        assert compare(shuffled) == compare(readings)

    check()


def test_everything_shown_stands_in_its_text_and_refers_to_what_is_there(
    read: Callable[..., Reading], held: Callable[..., object], counted: Callable[..., object]
) -> None:
    numbers = [[0, 1, 4], [3, 2], [0, 1, 4], [4]]
    readings = [_article(read, held, counted, str(name), each) for name, each in enumerate(numbers)]
    found = compare(readings)
    texts = {reading.text.id: reading.text for reading in readings}
    check_comparison(found, texts.__getitem__)
    assert sorted(document for story in found.stories for document in story.documents) == sorted(texts)
    records = {record.id for reading in readings for record in reading.records}
    assert {record for conflict in found.conflicts for side in conflict.sides for record in side.records} <= records
    stories = {story.id for story in found.stories}
    assert {each.story for each in (*found.claims, *found.conflicts)} <= stories
    assert {conflict.claim for conflict in found.conflicts} - {None} <= {claim.id for claim in found.claims}


def test_each_kind_of_record_is_sorted_by_id_and_unique(
    read: Callable[..., Reading], held: Callable[..., object], counted: Callable[..., object]
) -> None:
    readings = [_article(read, held, counted, str(n), [n % 5, (n + 1) % 5]) for n in range(8)]
    found = compare(readings)
    for records in (found.stories, found.lineage, found.claims, found.conflicts):
        ids = [record.id for record in records]
        assert ids == sorted(set(ids))
