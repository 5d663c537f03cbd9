from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.compare import compare
from onrecord.model import Bound, Reading

FIRST = (
    "The Ostend summit on the Sava ceasefire force ended late. The plan foresees {0} along the river bank. Trains ran."
)
SECOND = "After the Ostend summit, ministers spoke of a force for the Sava ceasefire: {0} would patrol the river bank."


def numbers(*readings: Reading) -> list[str]:
    return [conflict.summary for conflict in compare(readings).conflicts]


@pytest.fixture
def tells(read: Callable[..., Reading], counted: Callable[..., object]) -> Callable[..., Reading]:
    """An article with one number in it."""

    def make(
        template: str,
        value: str,
        thing: str | None,
        bound: Bound = Bound.EXACT,
        unit: str | None = None,
        more: tuple[object, ...] = (),
    ) -> Reading:
        words = f"{value} {thing or 'or so'}"
        return read(template[:9], template.format(words), counted(value, value, thing, bound, unit), *more)

    return make


def test_different_numbers_of_the_same_thing_in_the_same_words_are_a_conflict(tells: Callable[..., Reading]) -> None:
    readings = (tells(FIRST, "1800", "observers"), tells(SECOND, "2400", "observers"))
    assert numbers(*readings) == ["How many: observers: 1,800 in 1 article, 2,400 in 1."]


def test_another_word_for_the_same_thing_is_understood(tells: Callable[..., Reading]) -> None:
    assert numbers(tells(FIRST, "1800", "troops"), tells(SECOND, "2400", "soldiers"))


def test_a_bound_that_leaves_room_is_no_conflict(tells: Callable[..., Reading]) -> None:
    assert numbers(tells(FIRST, "35", "leaders"), tells(SECOND, "30", "leaders", Bound.MORE_THAN)) == []
    assert numbers(tells(FIRST, "35", "leaders"), tells(SECOND, "40", "leaders"))


def test_another_thing_is_another_number(tells: Callable[..., Reading]) -> None:
    assert numbers(tells(FIRST, "35", "leaders"), tells(SECOND, "26", "nations")) == []
    assert numbers(tells(FIRST, "112", "decoy drones"), tells(SECOND, "84", "armed drones")) == []


def test_the_same_noun_in_other_company_is_another_number(tells: Callable[..., Reading]) -> None:
    elsewhere = "After the Ostend summit on the Sava ceasefire force a bakery in town fed {0} for free."
    assert numbers(tells(FIRST, "1800", "observers"), tells(elsewhere, "2400", "observers")) == []


def test_two_numbers_in_one_article_never_conflict(
    tells: Callable[..., Reading], counted: Callable[..., object]
) -> None:
    both = FIRST + " Some say 900 observers along the river bank."
    assert numbers(tells(both, "1800", "observers", more=(counted("900", "900", "observers"),))) == []


def test_an_article_that_has_the_others_number_too_does_not_conflict(
    tells: Callable[..., Reading], counted: Callable[..., object]
) -> None:
    both = SECOND + " Of the 1800 posts some stay empty."
    other = tells(both, "2400", "observers", more=(counted("1800", "1800", "posts"),))
    assert numbers(tells(FIRST, "1800", "observers"), other) == []


def test_currencies_and_bare_numbers_are_not_compared(tells: Callable[..., Reading]) -> None:
    assert numbers(tells(FIRST, "60000000", None, unit="EUR"), tells(SECOND, "80000000", None, unit="USD")) == []
    assert numbers(tells(FIRST, "60", None), tells(SECOND, "80", None)) == []
    assert numbers(tells(FIRST, "60", None, unit="percent"), tells(SECOND, "80", None, unit="percent")) == []


def test_a_sum_needs_more_company_than_a_count(read: Callable[..., Reading], counted: Callable[..., object]) -> None:
    def pays(name: str, text: str, value: str) -> Reading:
        return read(name, text, counted(value, value, None, unit="EUR"))

    one = pays("a", FIRST.format("10000000 EUR for winter tents and boats"), "10000000")
    like = pays("b", SECOND.format("25000000 EUR for winter tents"), "25000000")
    other = pays("c", SECOND.replace("river bank", "hills").format("25000000 EUR for trucks"), "25000000")
    assert numbers(one, like) == ["How much (EUR): 10,000,000 EUR in 1 article, 25,000,000 EUR in 1."]
    assert numbers(one, other) == []


def test_a_table_of_numbers_is_left_alone(
    read: Callable[..., Reading], counted: Callable[..., object], tells: Callable[..., Reading]
) -> None:
    rows = [f"{number} observers" for number in range(101, 120)]
    table = read("t", SECOND.format(", ".join(rows)), *(counted(row[:3], row[:3], "observers") for row in rows))
    assert numbers(tells(FIRST, "1800", "observers"), table) == []


def test_a_number_told_in_very_many_ways_keeps_all_its_tellings(
    read: Callable[..., Reading], counted: Callable[..., object]
) -> None:
    many = [
        read(f"m{n}", f"{FIRST.format('1800 observers')} Reporter {n}.", counted("1800", "1800", "observers"))
        for n in range(30)
    ]
    one = read("z", SECOND.format("2400 observers"), counted("2400", "2400", "observers"))
    assert numbers(*many, one) == ["How many: observers: 1,800 in 30 articles, 2,400 in 1."]


def test_the_sides_show_the_numbers_where_they_stand(tells: Callable[..., Reading]) -> None:
    (conflict,) = compare([tells(FIRST, "1800", "observers"), tells(SECOND, "2400", "observers")]).conflicts
    assert [passage.span.exact for side in conflict.sides for passage in side.passages] == ["1800", "2400"]
    assert conflict.claim is None


def test_a_headline_conflicts_with_the_body_of_its_own_article(
    read: Callable[..., Reading], counted: Callable[..., object]
) -> None:
    def told(headline: str, headed: bool = True, more: str = "") -> list[str]:
        text = (
            f"Sava river patrol of {headline} observers agreed\nThe Sava river patrol will have 1800 observers.{more}"
        )
        records = [counted(headline, headline, "observers"), counted("1800", "1800", "observers")]
        return numbers(read("patrol", text, *records, headed=headed))

    assert told("2400") == ["How many: observers: 1,800 in 1 article, 2,400 in 1."]
    assert told("2400", headed=False) == []
