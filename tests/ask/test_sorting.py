"""Items come back in order, whether they were all in memory or waited on disk."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ask import sorting
from onrecord.ask.sorting import Sorting


@dataclass(frozen=True, slots=True)
class Card:
    """An item."""

    suit: str
    number: int
    came: int


def by_suit(card):
    return card.suit, card.number


@given(
    drawn=st.lists(st.tuples(st.text(max_size=3), st.integers(-5, 5)), max_size=40),
    at_once=st.integers(1, 50),
)
def test_items_come_back_as_python_sorts_them_however_few_are_in_memory(drawn, at_once):
    cards = [Card(suit, number, came) for came, (suit, number) in enumerate(drawn)]
    with Sorting(Card, by_suit, at_once) as aside:
        for card in cards:
            aside.put(card)
        assert list(aside) == sorted(cards, key=by_suit)
        assert list(aside) == sorted(cards, key=by_suit)


def test_no_more_files_are_open_than_a_process_may_have():
    with Sorting(Card, by_suit, 2) as aside:
        for came in range(1_000):
            aside.put(Card("a", came * 7 % 1_000, came))
            assert len(aside._files) < sorting._MOST
        assert [card.number for card in aside] == list(range(1_000))
    assert all(file.closed for file in aside._files)


def test_what_is_on_disk_goes_away_when_something_fails():
    aside = Sorting(Card, by_suit, 1)

    def fail():
        with aside:
            aside.put(Card("a", 1, 0))
            raise KeyError("midway")

    with pytest.raises(KeyError):
        fail()
    assert aside._files
    assert all(file.closed for file in aside._files)
