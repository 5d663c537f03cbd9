"""Ids are found again under all that they can be asked for by, whatever stretch of them is looked at."""

import random

import pytest

from onrecord.ask.filed import Filed, Filing, filed_anew, key_of, keys_of
from onrecord.model.prepared import Ready


class Kept:
    """Entries as a register keeps them."""

    def __init__(self, entries):
        self.entries = {(each.key, each.place): each.body for each in entries}
        self.read = 0

    def prepared(self, view, key, *, places):
        assert view == Ready.POSITIONS
        found = [self.entries[key, place] for place in range(places[0], places[1] + 1) if (key, place) in self.entries]
        self.read += len(found)
        return found

    def kept_rows(self, view, key):
        return sorted((place, body) for (each, place), body in self.entries.items() if each == key)


def kept(count):
    filing = Filing(Ready.POSITIONS)
    entries = [
        each
        for number in range(count)
        for each in filing.put(
            f"position-{number}", keys_of("", f"deed-{number % 2}", f"stance-{number % 3}", always=1)
        )
    ]
    return Kept([*entries, *filing.rest()])


def opened(holdings, *asked):
    return Filed(holdings, Ready.POSITIONS, key_of("", *asked), list)


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200, 650])
def test_every_stretch_is_what_was_put_away(count):
    holdings = kept(count)
    for deed in (None, 0, 1):
        for stance in (None, 0, 1, 2):
            wanted = [
                f"position-{number}"
                for number in range(count)
                if deed in (None, number % 2) and stance in (None, number % 3)
            ]
            asked = [each if each is None else f"{name}-{each}" for name, each in (("deed", deed), ("stance", stance))]
            found = opened(holdings, *asked)
            assert len(found) == len(wanted)
            assert list(found[:]) == wanted
            for start, end in ((0, 7), (95, 105), (99, 100), (100, 250), (-3, None), (count, None)):
                assert list(found[start:end]) == wanted[start:end]
            assert [found[place] for place in (0, -1) if wanted] == [wanted[place] for place in (0, -1) if wanted]


def test_no_more_is_read_than_the_stretches_that_are_looked_at():
    holdings = kept(650)
    found = opened(holdings, None, None)
    holdings.read = 0
    assert list(found[410:460]) == [f"position-{number}" for number in range(410, 460)]
    assert holdings.read == 1


def test_what_nothing_was_put_under_is_empty():
    found = opened(kept(10), "deed-9", None)
    assert (len(found), list(found[:5])) == (0, [])


class Orders(dict):
    """Positions are ordered by their number."""

    def __missing__(self, identity):
        return int(identity.split("-")[1])


def anew(holdings, key, gone, come):
    gone, come = ({f"position-{each}" for each in some} for some in (gone, come))
    for adjusted in filed_anew(holdings, Ready.POSITIONS, key, gone, come, Orders()):
        holdings.entries[key, adjusted.place] = adjusted.body


def test_ids_that_are_gone_are_left_out_and_come_back_where_they_were():
    holdings, key = kept(650), key_of("", None, None)
    ids = [f"position-{number}" for number in range(650)]
    for gone, come in (([0, 1, 99], []), ([100, 640, 649], [1]), ([], [0, 99, 649])):
        anew(holdings, key, gone, come)
        ids = [each for each in ids if each not in {f"position-{number}" for number in gone}]
        ids = sorted({*ids, *(f"position-{each}" for each in come)}, key=lambda each: int(each.split("-")[1]))
        found = opened(holdings, None, None)
        assert len(found) == len(ids)
        for start, end in ((0, None), (0, 2), (95, 105), (97, 98), (-3, None), (-1, None)):
            assert list(found[start:end]) == ids[start:end]
        assert [found[place] for place in (0, 98, -1)] == [ids[place] for place in (0, 98, -1)]


@pytest.mark.parametrize("deed", [0, 9])
def test_ids_that_were_never_put_away_come_in_where_they_belong(deed):
    holdings, key, luck = kept(650), key_of("", f"deed-{deed}", None), random.Random(4)
    ids = {number for number in range(650) if number % 2 == deed}
    for _ in range(40):
        gone = set(luck.sample(sorted(ids), min(len(ids), luck.randrange(4))))
        come = {luck.randrange(700) for _ in range(luck.randrange(9))} - ids
        anew(holdings, key, gone, come)
        ids = ids - gone | come
        found = opened(holdings, f"deed-{deed}", None)
        wanted = [f"position-{number}" for number in sorted(ids)]
        assert len(found) == len(wanted)
        start = luck.randrange(len(wanted) + 1)
        assert list(found[:]) == wanted
        assert list(found[start : start + 7]) == wanted[start : start + 7]
