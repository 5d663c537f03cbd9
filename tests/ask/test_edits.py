"""A list that items leave and come into is the list of what is left, in order, however it is noted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ask.edits import Editing, Edits
from onrecord.model.prepared import TooFarReachingError


class Kept:
    """A list as it is kept: what stands at each place, and what is noted beside it."""

    def __init__(self, items):
        self.at = dict(enumerate(items))
        self.noted = json.dumps(Edits(len(items)).told)

    @property
    def edits(self):
        return Edits.of(json.loads(self.noted))

    def change(self, gone, come):
        editing = Editing(self.edits, lambda place: int(self.at[place].rstrip("'")))
        for place, body in editing.anew(gone, come):
            self.at[place] = body
        self.noted = json.dumps(editing.edits.told)

    def shown(self, first, last):
        return [self.at[place] for place in self.edits.places(first, last)]


@given(
    st.sets(st.integers(0, 40), max_size=20),
    st.lists(st.tuples(st.sets(st.integers(0, 40), max_size=5), st.sets(st.integers(0, 40), max_size=5)), max_size=8),
)
def test_what_is_left_is_shown_in_order(items, changes):
    kept, now = Kept(list(map(str, sorted(items)))), {each: str(each) for each in items}
    for gone, come in changes:
        out = {each: now.pop(each) for each in sorted(gone & now.keys())}
        # what was there and comes is told anew in its place
        out |= {each: now.pop(each) for each in sorted(come & now.keys())}
        new = {each: f"{each}'" if each in out else str(each) for each in come}
        kept.change(out, new)
        now |= new
        wanted = [now[each] for each in sorted(now)]
        assert len(kept.edits) == len(wanted)
        assert kept.shown(0, len(wanted) - 1) == wanted
        for number, place in enumerate(kept.edits.places(0, len(wanted) - 1)):
            assert kept.edits.shown(place) == number
            assert kept.edits.places(number, number) == [place]


def test_what_left_is_shown_nowhere():
    kept = Kept(["0", "1", "2"])
    kept.change({1: "1"}, {})
    assert [kept.edits.shown(place) for place in range(4)] == [0, None, 1, None]


def test_a_list_that_nothing_left_is_noted_by_its_length():
    kept = Kept(["0", "1", "2"])
    kept.change({1: "1"}, {5: "5"})
    kept.change({5: "5"}, {1: "1"})
    assert kept.noted == "3"


@pytest.mark.parametrize(("gone", "come"), [({7: ""}, {}), ({}, {1: "1"}), ({3: ""}, {3: ""})])
def test_what_cannot_be_is_told(gone, come):
    with pytest.raises(TooFarReachingError):
        Kept(["0", "1", "2"]).change(gone, come)
