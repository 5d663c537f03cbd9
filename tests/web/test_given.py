"""An answer is worked out once for all who ask, and none is given that is older than promised."""

import os
import threading

import pytest

from onrecord.errors import UsageError
from onrecord.web import given as module
from onrecord.web import shelf
from onrecord.web.given import Given
from onrecord.web.shelf import Shelf


class Work:
    """Counts how often it is done; goes on when told."""

    def __init__(self, body):
        self.body, self.done = body, 0
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self):
        self.done += 1
        self.begun.set()
        assert self.go_on.wait(10)
        return self.body


@pytest.fixture
def given():
    return Given()


def begin(given, asked, version, work):
    found = []
    thread = threading.Thread(target=lambda: found.append(given.answer(asked, version, work)))
    thread.start()
    return thread, found


def test_an_answer_is_given_again_until_the_register_changes(given):
    assert given.ready("/a", 1) is None
    assert given.answer("/a", 1, lambda: b"one") == b"one"
    assert given.answer("/a", 1, lambda: pytest.fail("worked out twice")) == given.ready("/a", 1) == b"one"
    assert given.ready("/b", 1) is None
    assert given.ready("/a", 2) is None
    assert given.answer("/a", 2, lambda: b"two") == b"two"


def test_many_who_ask_at_once_wait_for_one(given):
    work = Work(b"one")
    first = begin(given, "/a", 1, work)
    assert work.begun.wait(10)
    others = [begin(given, "/a", 1, work) for _ in range(5)]
    work.go_on.set()
    for thread, _ in (first, *others):
        thread.join(10)
    assert [found for _, found in (first, *others)] == [[b"one"]] * 6
    assert work.done == 1


def test_while_one_works_the_others_are_given_what_was_true_a_moment_ago_and_nothing_older(given, monkeypatch):
    given.answer("/a", 1, lambda: b"one")
    work = Work(b"two")
    thread, found = begin(given, "/a", 2, work)
    assert work.begun.wait(10)
    assert given.ready("/a", 2) == b"one"
    monkeypatch.setattr(module, "_LATELY", -1)
    assert given.ready("/a", 2) is None
    work.go_on.set()
    thread.join(10)
    assert found == [b"two"]
    assert given.ready("/a", 2) == b"two"


def test_what_was_begun_before_a_change_of_ones_own_is_not_given_after_it(given):
    given.answer("/a", 1, lambda: b"one")
    work = Work(b"old")
    thread, found = begin(given, "/a", 2, work)
    assert work.begun.wait(10)
    given.forget()
    assert given.answer("/a", 2, lambda: b"new") == b"new"
    work.go_on.set()
    thread.join(10)
    assert found == [b"old"]
    assert given.ready("/a", 2) == b"new"


def test_an_error_is_told_and_not_kept(given):
    def fail():
        raise UsageError("no")

    with pytest.raises(UsageError):
        given.answer("/a", 1, fail)
    assert given.answer("/a", 1, lambda: b"one") == b"one"


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first(given, monkeypatch):
    monkeypatch.setattr(module, "_BESIDE", 0)
    monkeypatch.setattr(module, "_MOST", 3 * len("/a") + 30)
    monkeypatch.setattr(module, "_LONGEST", 20)
    for asked in ("/a", "/b", "/c"):
        given.answer(asked, 1, lambda: b"x" * 10)
    assert given.ready("/a", 1)
    given.answer("/d", 1, lambda: b"x" * 10)
    assert [asked for asked in ("/a", "/b", "/c", "/d") if given.ready(asked, 1)] == ["/a", "/c", "/d"]
    given.answer("/a", 2, lambda: b"x" * 21)
    assert given.ready("/a", 2) is None


def test_a_register_is_looked_at_for_changes_of_others_no_oftener_than_told_and_at_once_after_ones_own(tmp_path):
    place = tmp_path / "a.register"
    place.write_bytes(b"a")

    class Opened:
        def close(self):
            pass

    held, eager = Shelf(place, Opened, hold=3600), Shelf(place, Opened, hold=0)
    before = held.version(), eager.version()
    with held.look() as first:
        pass
    place.write_bytes(b"ab")
    os.utime(place, ns=(1, 1))
    assert held.version() == before[0]
    assert eager.version() != before[1]
    with held.look() as again:
        assert again is first
    with held.changing():
        pass
    assert held.version() == eager.version()
    with held.look() as anew:
        assert anew is not first


def test_where_reading_takes_long_changes_of_others_are_looked_for_less_often(tmp_path, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(shelf.time, "monotonic", lambda: clock[0])
    place = tmp_path / "a.register"
    place.write_bytes(b"a")

    class Opened:
        def close(self):
            pass

    def seen_after(seconds_of_reading):
        with kept.look():
            clock[0] += seconds_of_reading
        before, began = kept.version(), clock[0]
        place.write_bytes(place.read_bytes() + b"a")
        while kept.version() == before:
            clock[0] += 0.25
        return clock[0] - began

    kept = Shelf(place, Opened, hold=1)
    kept.version()
    assert seen_after(0) == 1
    assert 1 < seen_after(2) <= 8
    assert seen_after(100) <= 10
