"""How many processes a run takes."""

import os

from onrecord.settings import Settings


def test_as_many_processes_as_told():
    assert Settings(workers=7).processes() == 7


def test_as_many_as_this_process_may_use_when_not_told(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 4}, raising=False)
    assert Settings().processes() == 3


def test_as_many_as_the_machine_has_where_that_cannot_be_asked(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert Settings().processes() == 5
    assert Settings(workers=2).processes() == 2
