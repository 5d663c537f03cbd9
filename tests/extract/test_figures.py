"""Quantities with unit, what is counted, and bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Reading

Understand = Callable[..., Reading]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound", "counted"),
    [
        ("Twenty-six nations signed the paper.", "26", None, "exact", "nations"),
        ("More than 30 leaders came to Oslo.", "30", None, "more_than", "leaders"),
        ("At least 1,200 soldiers took part.", "1200", None, "at_least", "soldiers"),
        ("Russia earned EUR1.1 billion in fuel sales.", "1100000000", "EUR", "exact", "fuel sales"),
        ("The order was worth $825 million.", "825000000", "USD", "exact", None),
        ("They paid about £30,000 for it.", "30000", "GBP", "about", None),
        ("Support fell to less than 30%.", "30", "percent", "less_than", None),
        ("The state of war has lasted more than six decades.", "6", "decade", "more_than", None),
        ("Up to 40 tanks will arrive.", "40", None, "at_most", "tanks"),
        ("26 of Ukraine's allies signed.", "26", None, "exact", "Ukraine's allies"),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_bound(
    understand: Understand, sentence: str, value: str, unit: str | None, bound: str, counted: str | None
) -> None:
    (figure,) = understand(sentence).figures
    assert (figure.value, figure.unit, figure.bound.value) == (value, unit, bound)
    assert (figure.counted.exact if figure.counted else None) == counted


@pytest.mark.parametrize(
    "sentence",
    ["The war began in 1950.", "They met on March 13, 2018.", "It was the first visit.", "Only one of them knew why."],
)
def test_dates_ordinals_and_pronouns_are_no_figures(understand: Understand, sentence: str) -> None:
    assert understand(sentence).figures == ()
