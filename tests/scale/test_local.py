"""Many processes give what one gives, in the same order, and stop when told."""

import math
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.errors import EvidenceError, WorkerError
from onrecord.flow import build, open_register
from onrecord.model import Rejected
from onrecord.publish import export
from onrecord.scale import ItemError, Processes, process, run
from onrecord.settings import Settings

FURTHER = """
def told(item):
    print("noise on standard output")
    return item * 2

def read_or_die(document, models, triaged):
    if "city 5" in document.content:
        os.kill(os.getpid(), signal.SIGKILL)
    from onrecord.flow import read_document
    return read_document(document, models, triaged)

def whereabouts(item):
    return os.getpid(), "numpy" in sys.modules, os.environ["OMP_NUM_THREADS"], sys.stdin.read()
"""


@pytest.fixture
def tasks(tasks_of):
    return tasks_of("tasks_of_a_test", FURTHER)


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


@pytest.mark.parametrize("batch", [1, 4])
def test_the_work_of_a_process_that_is_killed_is_done_by_another(tasks, batch):
    assert list(run(tasks.die_once, range(12), engine=Processes(2), batch=batch)) == list(range(12))
    assert (Path(tasks.__file__).with_name("died")).exists()


@pytest.mark.parametrize("batch", [1, 4])
def test_an_item_that_ends_every_process_is_lost_alone(tasks, batch):
    found = run(tasks.die_at_three, range(12), engine=Processes(2), batch=batch, lost="{} is lost".format)
    assert list(found) == [0, 1, 2, "3 is lost", *range(4, 12)]


def test_a_lost_item_is_an_error_where_nothing_can_stand_for_it(tasks):
    found = run(tasks.die_at_three, range(12), engine=Processes(2), batch=1, name="item {}".format)
    assert [next(found), next(found), next(found)] == [0, 1, 2]
    with pytest.raises(WorkerError, match=r"reads item 3 ends, the last one was ended by signal 9, .*fewer workers"):
        next(found)


def test_where_every_process_ends_whatever_it_reads_nothing_is_called_lost():
    found = run(os._exit, [7] * 12, engine=Processes(2), batch=2, lost=str)
    with pytest.raises(WorkerError, match=r"reads (7, ){9}7 ends, the last one ended with status 7"):
        next(found)


def built(articles, place, progress=None, **settings):
    with open_register(place.with_suffix(".register")) as register:
        summary = build([articles], register, Settings(models=False, **settings), progress)
        export(register, place)
    return summary, {path.name: path.read_bytes() for path in sorted(place.iterdir())}


@pytest.mark.parametrize("batch", [1, 3])
def test_a_build_whose_worker_is_killed_midway_gives_the_same_bytes(articles, tmp_path, monkeypatch, batch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)

    def kill(progress):
        if progress.done == 2:
            os.kill(started[0].pid, signal.SIGKILL)

    monkeypatch.setattr(process.subprocess, "Popen", Watched)
    _, expected = built(articles, tmp_path / "one", workers=1)
    assert not started
    summary, found = built(articles, tmp_path / "bereft", kill, workers=2, batch=batch)
    assert (summary.recorded, summary.rejected) == (16, ())
    assert found == expected
    assert len(started) == 3


def test_a_document_that_ends_every_process_is_rejected_with_the_reason_and_read_by_a_later_build(
    articles, tmp_path, tasks, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(flow, "read_document", tasks.read_or_die)
        summary, found = built(articles, tmp_path / "hurt", workers=2, batch=3)
    refused = Rejected("5.txt", "scale", "ends every process that reads it")
    assert (summary.recorded, summary.rejected) == (15, (refused,))
    assert b"ends every process that reads it" in found["rejections.jsonl"]
    assert built(articles, tmp_path / "hurt", workers=1)[0].recorded == 1


def test_stopping_early_ends_workers_in_the_middle_of_their_work():
    results = run(time.sleep, [0, 0, 600, 600, 600, 600], engine=Processes(2), batch=1)
    next(results)
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 60
