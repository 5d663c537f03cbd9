"""Which day the words of an article mean."""

from __future__ import annotations

import pytest

from onrecord.identify.dates import day_of


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 3, 2024", "2024-03-03"),
        ("Sept. 29", "2017-09-29"),
        ("Thursday", "2018-04-12"),
        ("late Wednesday", "2018-04-18"),
        ("yesterday", "2018-04-17"),
        ("last week", "2018-W15"),
        ("last month", "2018-03"),
        ("in 2022", "2022"),
        ("a day", None),
        ("the 1990s", None),
        ("Easter weekend", None),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_told(words: str, day: str | None) -> None:
    assert day_of(words, "2018-04-18") == day  # a Wednesday


def test_without_a_day_of_publication_only_a_whole_date_is_known() -> None:
    assert day_of("March 3, 2024", None) == "2024-03-03"
    assert [day_of(words, None) for words in ("Thursday", "last week", "Sept. 29")] == [None, None, None]


def test_a_day_of_publication_that_is_none_is_no_error() -> None:
    assert day_of("Thursday", "some day") is None
