"""Many processes give what one gives, in the same order, and stop when told."""

import math
import os
import time

import pytest

from onrecord.errors import EvidenceError, WorkerError
from onrecord.scale import ItemError, Processes, run

TASKS = """
import os, sys
from onrecord.errors import EvidenceError

def told(item):
    print("noise on standard output")
    return item * 2

def refuse(item):
    if item == 2:
        raise EvidenceError("no such words")
    return item

def whereabouts(item):
    return os.getpid(), "numpy" in sys.modules, os.environ["OMP_NUM_THREADS"], sys.stdin.read()
"""


@pytest.fixture
def tasks(tmp_path, monkeypatch):
    (tmp_path / "tasks_of_a_test.py").write_text(TASKS)
    monkeypatch.syspath_prepend(tmp_path)
    return __import__("tasks_of_a_test")


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("batch", [1, 4])
def test_results_come_in_the_order_of_the_items_however_many_work(workers, batch):
    items = range(30, 0, -1)
    assert list(run(math.factorial, items, engine=Processes(workers), batch=batch)) == [
        math.factorial(item) for item in items
    ]


def test_no_items_give_no_results():
    assert list(run(math.factorial, [], engine=Processes(2))) == []


def test_what_a_library_prints_does_not_garble_the_results(tasks, capfd):
    assert list(run(tasks.told, range(5), engine=Processes(2), batch=1)) == [0, 2, 4, 6, 8]
    captured = capfd.readouterr()
    assert (captured.out, captured.err.count("noise")) == ("", 5)


def test_workers_are_other_processes_with_one_thread_and_no_input(tasks):
    found = list(run(tasks.whereabouts, range(4), engine=Processes(2), batch=1))
    assert os.getpid() not in {pid for pid, *_ in found}
    assert {tuple(rest) for _, *rest in found} == {(False, "1", "")}


def test_one_batch_is_worked_on_here_and_leaves_the_environment_as_it_was(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("MKL_NUM_THREADS", "3")
    assert list(run(os.getenv, ["OMP_NUM_THREADS", "MKL_NUM_THREADS"], engine=Processes(2), batch=2)) == ["1", "3"]
    assert "OMP_NUM_THREADS" not in os.environ


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_is_told_with_the_items_name_after_the_others_under_way(workers):
    results = run(math.factorial, [3, -1, 4, 5], engine=Processes(workers), batch=2, name="item {}".format)
    assert [next(results), next(results)] == [6, 24]
    with pytest.raises(ItemError, match=r"item -1: ValueError: .*\n\nTraceback"):
        list(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_raised_on_purpose_keeps_its_kind_and_gains_the_name(tasks, workers):
    results = run(tasks.refuse, [1, 2, 3], engine=Processes(workers), batch=1, name="item {}".format)
    assert next(results) == 1
    with pytest.raises(EvidenceError, match=r"^item 2: no such words$"):
        list(results)


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_more_is_taken_after_a_failure(workers):
    taken = []

    def items():
        for item in range(-1, 1000):
            taken.append(item)
            yield item

    with pytest.raises(ItemError):
        list(run(math.factorial, items(), engine=Processes(workers), batch=1))
    assert len(taken) < 20


def test_few_items_are_in_memory_at_a_time():
    taken = []
    items = (taken.append(item) or item for item in range(1000))
    results = run(math.factorial, items, engine=Processes(2), batch=3)
    next(results)
    assert len(taken) <= 3 * (2 * 2 + 1)
    results.close()


def test_a_worker_that_dies_is_told_with_what_it_worked_on():
    with pytest.raises(WorkerError, match=r"ended with status 7.* at one of: 7, 7; .*fewer workers"):
        list(run(os._exit, [7] * 6, engine=Processes(2), batch=2))


def test_stopping_early_ends_workers_in_the_middle_of_their_work():
    results = run(time.sleep, [0, 0, 600, 600, 600, 600], engine=Processes(2), batch=1)
    next(results)
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 60
