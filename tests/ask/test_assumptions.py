"""Three values, what follows from what is assumed, and the names that assumptions are given."""

from itertools import product

import pytest

from onrecord import lexicon
from onrecord.ask.assumptions import Assumptions, Truth, assumptions, conjunction, disjunction, named, negation
from onrecord.errors import UsageError
from onrecord.model import Proposition

YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNDETERMINED
POSSIBLE = {YES: {True}, NO: {False}, OPEN: {True, False}}


def told(possible):
    """The value of what may be so, not be so, or either."""
    return next(value for value, each in POSSIBLE.items() if each == possible)


@pytest.mark.parametrize("values", list(product(Truth, repeat=3)))
def test_and_and_or_are_undetermined_just_where_the_undetermined_decides(values):
    worlds = list(product(*(POSSIBLE[value] for value in values)))
    assert conjunction(values) is told({all(world) for world in worlds})
    assert disjunction(values) is told({any(world) for world in worlds})


def test_of_nothing_all_is_so_and_nothing_is():
    assert (conjunction([]), disjunction([]), negation(OPEN)) == (YES, NO, OPEN)


def values(assumed, *keys):
    given = assumptions(assumed)
    return [given.of(Proposition(key)).value for key in keys]


@pytest.mark.parametrize(
    ("assumed", "keys", "found"),
    [
        (["ceasefire=yes"], ["fighting_over", "peace_treaty"], ["yes", "undetermined"]),
        (["peace_treaty=yes"], ["ceasefire", "fighting_over", "agreement"], ["yes", "yes", "yes"]),
        (["fighting_over=no"], ["ceasefire", "peace_treaty"], ["no", "no"]),
        (["us_participation=yes"], ["us_backing", "uk_backing"], ["yes", "undetermined"]),
        (["north_korea_backing=no"], ["north_korea_participation", "us_participation"], ["no", "undetermined"]),
        (["us_backing=yes"], ["us_participation"], ["undetermined"]),
        (["iran_violation=yes"], ["iran_compliance"], ["no"]),
        (["iran_compliance=yes"], ["iran_violation"], ["no"]),
        ([], ["ceasefire"], ["undetermined"]),
    ],
)
def test_what_follows_is_told_forwards_and_backwards_for_the_same_party(assumed, keys, found):
    assert values(assumed, *keys) == found


def test_what_follows_says_from_what_and_why():
    given = assumptions(["truce=yes"])
    (over,) = given.following
    assert (over.key, over.holds, over.since, over.presumed) == (
        "fighting_over",
        True,
        Proposition("ceasefire"),
        False,
    )
    assert over.because == "a ceasefire ends the fighting"


def test_what_is_presumed_gives_way_to_what_is_assumed():
    assert assumptions(["ceasefire=no"]).known("fighting_over").presumed
    assert values(["ceasefire=no", "fighting_over=yes"], "fighting_over") == ["yes"]
    assert values(["fighting_over=yes"], "ceasefire", "peace_treaty") == ["yes", "undetermined"]


@pytest.mark.parametrize(
    "assumed",
    [
        ["ceasefire=no", "peace_treaty=yes"],
        ["fighting_over=no", "ceasefire=yes"],
        ["fighting_over=no", "peace_treaty=yes"],
        ["us_backing=no", "us_participation=yes"],
    ],
)
def test_assumptions_that_exclude_each_other_are_refused(assumed):
    for order in (assumed, assumed[::-1]):
        with pytest.raises(UsageError, match="exclude each other"):
            assumptions(order)


def test_one_thing_cannot_be_assumed_both_ways():
    with pytest.raises(UsageError, match="ceasefire is assumed to hold and not to hold"):
        assumptions(["ceasefire=yes", "truce=no"])
    assert values(["ceasefire=yes", "truce=yes"], "ceasefire") == ["yes"]


@pytest.mark.parametrize("text", ["ceasefire", "ceasefire=", "ceasefire=maybe", "=yes", "…=yes", "a" * 300 + "=yes"])
def test_what_is_no_assumption_is_told(text):
    with pytest.raises(UsageError, match="write it as ceasefire=yes or ceasefire=no"):
        assumptions([text])


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Ceasefire", Proposition("ceasefire")),
        ("truce", Proposition("ceasefire")),
        ("peace deal", Proposition("peace_treaty")),
        ("war-over", Proposition("fighting_over")),
        ("us_backstop", Proposition("us_backing")),
        ("USA_participation", Proposition("us_participation")),
        ("russia_delays", Proposition("russia_delays")),
        ("germany_veto", Proposition("germany_backing", holds=False)),
        ("harvest_spoil", Proposition("harvest_spoil")),
    ],
)
def test_a_name_is_taken_for_the_class_that_its_words_tell(name, meant):
    assert named(name) == meant


def test_a_key_of_the_register_is_meant_as_it_stands():
    assert named("us_backstop", frozenset({"us_backstop"})) == Proposition("us_backstop")


def test_the_table_contradicts_itself_nowhere():
    data = lexicon.load_yaml("propositions")
    for line in (*data["entails"], *data["presumes"]):
        for side in ("when", "then"):
            key = line[side].removeprefix("not ").replace("{party}", "norway")
            for holds in (True, False):
                assert Assumptions({key: holds}).of(Proposition(key, holds)) is YES
