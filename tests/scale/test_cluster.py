"""A Dask cluster gives what one process gives, in the same order, also when a worker is lost."""

import math
import os
import signal
import sys

import pytest

from onrecord.errors import EvidenceError, UsageError, WorkerError
from onrecord.flow import build, open_register
from onrecord.publish import export
from onrecord.scale import Cluster, ItemError, engine_for, run
from onrecord.scale import cluster as module
from onrecord.settings import Settings

FURTHER = """
def die(item):
    os.kill(os.getpid(), signal.SIGKILL)

def whereabouts(item):
    time.sleep(0.2)
    return os.getpid()
"""
ARTICLE = """Minister {number} speaks on Ruritania

Germany pledged to send {number} soldiers to Ruritania if a ceasefire holds, its defence ministry said on Monday.
"We will not leave Ruritania alone," Defence Minister Anna Holt told reporters in city {number}.
France ruled out sending troops. Spain has not decided whether to train {number} units of the Ruritanian army.
"""


@pytest.fixture
def tasks(tasks_of):
    return tasks_of("tasks_of_a_cluster", FURTHER)


def test_what_comes_back_is_in_order_and_whole_and_failures_are_told_as_by_processes_here(cluster, tasks):
    engine = Cluster(cluster.address)
    items = range(30, 0, -1)
    assert list(run(math.factorial, items, engine=engine, batch=4)) == [math.factorial(item) for item in items]
    assert list(run(math.factorial, [], engine=engine)) == []

    found = set(run(tasks.whereabouts, range(9), engine=engine, batch=1))
    assert found <= {worker.pid for worker in cluster.workers}
    assert len(found) > 1

    with pytest.raises(ItemError, match=r"item -1: ValueError: .*\n\nTraceback"):
        list(run(math.factorial, [3, -1, 4], engine=engine, batch=2, name="item {}".format))
    results = run(tasks.refuse, [1, 2, 3], engine=engine, batch=1, name="item {}".format)
    assert next(results) == 1
    with pytest.raises(EvidenceError, match=r"^item 2: no such words$"):
        list(results)

    taken = []
    results = run(math.factorial, (taken.append(item) or item for item in range(1000)), engine=engine, batch=3)
    next(results)
    results.close()
    assert len(taken) <= 3 * (2 * 3 + 1)


def test_the_work_of_a_worker_that_dies_is_done_by_the_others(cluster, tasks):
    assert list(run(tasks.die_once, range(8), engine=Cluster(cluster.address), batch=1)) == list(range(8))
    lost = [worker for worker in cluster.workers if worker.poll() is not None]
    assert [worker.returncode for worker in lost] == [-signal.SIGKILL]


@pytest.mark.parametrize("cluster", [0], indirect=True)
def test_an_item_that_ends_its_workers_is_lost_alone(cluster, tasks):
    # three workers: one is lost with the batch, one with the item alone, one is left for the others
    found = run(tasks.die_at_three, range(1, 7), engine=Cluster(cluster.address), batch=2, lost="{} is lost".format)
    assert list(found) == [1, 2, "3 is lost", 4, 5, 6]


def test_where_no_worker_is_left_it_is_told_with_what_they_were_at(cluster, tasks, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE", 5)
    with pytest.raises(WorkerError, match=r"no worker left|reads 7 ends, the last one as Dask tells"):
        list(run(tasks.die, [7], engine=Cluster(cluster.address), batch=1))


def test_a_worker_with_another_version_is_refused():
    with pytest.raises(UsageError, match=r"worker of the cluster has onrecord .*, this is 99\.0\.0"):
        module.work(math.factorial, [3], "99.0.0")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "localhost", "tcp://nowhere", "file:///etc/passwd"])
def test_an_address_where_no_scheduler_answers_is_told(address, monkeypatch):
    pytest.importorskip("distributed", reason="no cluster is tried: distributed is not installed")
    monkeypatch.setattr(module, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers|no address of a scheduler"):
        list(run(math.factorial, [3], engine=Cluster(address)))


def test_without_distributed_the_error_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[cluster\]'"):
        list(run(math.factorial, [3], engine=Cluster("tcp://127.0.0.1:1")))


@pytest.mark.parametrize(
    ("name", "scheduler", "told"),
    [
        ("dask", None, "needs the address of a scheduler"),
        ("local", "tcp://127.0.0.1:1", "a scheduler is for the engine dask"),
        ("spark", None, "no engine 'spark'"),
    ],
)
def test_an_engine_and_a_scheduler_that_do_not_go_together_are_refused(name, scheduler, told):
    with pytest.raises(UsageError, match=told):
        engine_for(name, 1, scheduler)


def test_one_process_four_and_a_cluster_that_loses_a_worker_give_the_same_bytes(cluster, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1, 13):
        (folder / f"{number:02}.txt").write_text(ARTICLE.format(number=number))

    def exported(name, settings, progress=None):
        with open_register(tmp_path / f"{name}.register") as register:
            assert build([folder], register, settings, progress).recorded == 12
            export(register, tmp_path / name)
        return {path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())}

    def kill(progress):
        if progress.done == 2:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)

    on_cluster = Settings(batch=1, models=False, engine="dask", scheduler=cluster.address)
    expected = exported("one", Settings(workers=1, models=False))
    assert expected["positions.jsonl"].count(b"\n") >= 24
    assert exported("four", Settings(workers=4, batch=1, models=False)) == expected
    assert exported("cluster", on_cluster) == expected
    assert exported("bereft", on_cluster, kill) == expected
    assert cluster.workers[0].wait(timeout=10) == -signal.SIGKILL
