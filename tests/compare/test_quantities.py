from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.compare.quantities import in_words, range_of
from onrecord.model import Bound, Figure, Span


def figure(value: str, bound: Bound = Bound.EXACT, unit: str | None = None) -> Figure:
    return Figure("document-1", Span(0, 1, "7"), value, bound, unit)


def both_can_be_true(one: Figure, other: Figure) -> bool:
    return range_of(one).meets(range_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("35"), figure("30", Bound.MORE_THAN)),
        (figure("30"), figure("30", Bound.AT_MOST)),
        (figure("205"), figure("200", Bound.ABOUT)),
        (figure("30", unit="percent"), figure("30.4", unit="percent")),
        (figure("1100000000", unit="EUR"), figure("1140000000", unit="EUR")),
        (figure("2000"), figure("2040")),
        (figure("20", Bound.AT_LEAST), figure("500", Bound.MORE_THAN)),
    ],
)
def test_a_bound_or_a_rounded_number_leaves_room_for_the_other(one: Figure, other: Figure) -> None:
    assert both_can_be_true(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("35"), figure("40")),
        (figure("35"), figure("40", Bound.MORE_THAN)),
        (figure("35"), figure("30", Bound.LESS_THAN)),
        (figure("200", Bound.ABOUT), figure("300", Bound.ABOUT)),
        (figure("30", unit="percent"), figure("32", unit="percent")),
        (figure("1800"), figure("2400")),
        (figure("1140000000", unit="EUR"), figure("1160000000", unit="EUR")),
    ],
)
def test_numbers_too_far_apart_cannot_both_be_true(one: Figure, other: Figure) -> None:
    assert not both_can_be_true(one, other)


@given(st.integers(0, 10**12), st.sampled_from(Bound), st.integers(0, 10**12), st.sampled_from(Bound))
def test_compatibility_is_the_same_from_both_sides(a: int, first: Bound, b: int, second: Bound) -> None:
    one, other = figure(str(a), first), figure(str(b), second)
    assert both_can_be_true(one, one)
    assert both_can_be_true(one, other) == both_can_be_true(other, one)


def test_a_number_is_written_as_a_reader_would() -> None:
    assert in_words(figure("1800")) == "1,800"
    assert in_words(figure("30", Bound.MORE_THAN)) == "more than 30"
    assert in_words(figure("2.5", unit="percent")) == "2.5%"
    assert in_words(figure("60000000", Bound.ABOUT, "EUR")) == "about 60,000,000 EUR"
