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
        ("A third of the troops left Mali.", "0.333", None, "exact", "troops"),
        ("Two-thirds of the members agreed.", "0.667", None, "exact", "members"),
        ("They sent 30 or more planes.", "30", None, "at_least", "planes"),
        ("Chile confirmed the sale of tanks for $825 million.", "825000000", "USD", "exact", "sale"),
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


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Germany will give Ukraine 5 billion euros a year.", "a year"),
        ("Norway pledged $8 billion over five years.", "over five years"),
        ("The plant makes 40 tanks per month.", "per month"),
        ("Chile will pay $3 million annually.", "annually"),
        ("Russia earned EUR1.1 billion in fuel sales from the EU in a single year.", "in a single year"),
        ("China sells $200 billion in annual exports.", "annual"),
    ],
)
def test_a_figure_keeps_the_words_for_its_period(understand: Understand, sentence: str, period: str) -> None:
    (figure,) = understand(sentence).figures
    assert figure.period is not None
    assert figure.period.exact == period


def test_a_figure_belongs_to_the_position_or_act_whose_clause_holds_it(understand: Understand) -> None:
    reading = understand(
        "Norway pledged to send 40 tanks to Kyiv. Iran fired 12 missiles at Israel. Some 90 people sang."
    )
    (position,), (act,) = reading.positions, reading.acts
    assert [figure.part_of for figure in reading.figures] == [(position.id,), (act.id,), ()]


def test_the_rest_of_a_count_is_of_the_same_things(understand: Understand) -> None:
    rest = understand("Russia fired 112 strike and decoy drones overnight, 84 of which were jammed.").figures[1]
    assert rest.counted is not None
    assert rest.counted.exact == "strike and decoy drones"


@pytest.mark.parametrize("sentence", ["The Group of 20 met.", "They build 5G networks.", "It was sent at 0500 GMT."])
def test_numbers_in_names_and_times_of_day_are_no_figures(understand: Understand, sentence: str) -> None:
    assert understand(sentence).figures == ()
