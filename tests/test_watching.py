"""What is watched ends as one build of the same files would, whenever and however they came."""

import os
import random
import shutil

import pytest

from onrecord import flow, publish
from onrecord.errors import UsageError
from onrecord.register import open_register
from onrecord.settings import Settings
from onrecord.watching import Pace, Watched, watch

RULES = Settings(workers=1, models=False)
HERRING = "The herring quarrel of Turku brought Germany and Italy to the old customs house among the trawlers."
ARTICLES = {
    "a.txt": f"{HERRING}\n\nGermany has pledged to deploy troops to Ukraine, a minister said at the herring quarrel.\n",
    "north/b.txt": f"{HERRING}\n\nGermany ruled out to deploy troops to Ukraine, after the herring quarrel of Turku.\n",
    "c.txt": f"{HERRING}\n\nItaly will train soldiers outside Ukraine, so the customs house of Turku has heard.\n",
    "d.jsonl": '{"text": "A bakery in Lima burned down. Peru pledged to pay the bakers of Lima for the ovens lost."}\n'
    '{"text": "The ovens of the burned bakery in Lima were old. Peru refused to pay the bakers of Lima."}\n',
    "e.txt": "Chile will send aid to the bakers of Lima whose bakery burned with all its ovens.\n",
    "f.bin": "\x00\x01",
}


def put(folder, *names):
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(ARTICLES[name])


def exported(register, tmp_path):
    out = tmp_path / f"out-{random.random()}"
    with open_register(register, read_only=True) as held:
        publish.export(held, out)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def from_nothing(tmp_path_factory):
    """The export of one build of all the articles."""
    base = tmp_path_factory.mktemp("nothing")
    put(base / "articles", *ARTICLES)
    with open_register(base / "all.register") as register:
        flow.build([base / "articles"], register, RULES)
    return exported(base / "all.register", base)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_files_that_come_in_any_order_end_as_one_build(tmp_path, from_nothing, seed):
    names = list(ARTICLES)
    random.Random(seed).shuffle(names)
    folder = tmp_path / "articles"
    put(folder, names[0])
    coming = iter(names[1:])
    came = []

    def sleep(_):
        name = next(coming, None)
        if name is None:
            raise KeyboardInterrupt
        put(folder, name)

    for taken in watch(folder, tmp_path / "a.register", RULES, Pace(settle=0), sleep):
        came += taken.documents
    assert sorted(came) == ["a.txt", "c.txt", "d.jsonl#1", "d.jsonl#2", "e.txt", "north/b.txt"]
    assert exported(tmp_path / "a.register", tmp_path) == from_nothing


def test_a_restart_reads_nothing_twice_and_ends_as_one_build(tmp_path, from_nothing):
    once = Pace(settle=0, until=0)
    put(tmp_path / "articles", "a.txt", "d.jsonl", "f.bin")
    list(watch(tmp_path / "articles", tmp_path / "a.register", RULES, once))
    put(tmp_path / "articles", *ARTICLES)
    (taken,) = watch(tmp_path / "articles", tmp_path / "a.register", RULES, once)
    assert (taken.documents, taken.summary.held) == (("c.txt", "e.txt", "north/b.txt"), 3)
    assert exported(tmp_path / "a.register", tmp_path) == from_nothing


def test_what_was_stopped_before_comparing_is_compared_by_the_next_look(tmp_path, from_nothing, monkeypatch):
    put(tmp_path / "articles", *ARTICLES)
    once = Pace(settle=0, until=0)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(flow, "compare_kept", stop)
        with pytest.raises(KeyboardInterrupt):
            list(watch(tmp_path / "articles", tmp_path / "a.register", RULES, once))
    list(watch(tmp_path / "articles", tmp_path / "a.register", RULES, once))
    assert exported(tmp_path / "a.register", tmp_path) == from_nothing


def test_a_feed_that_grows_is_read_from_where_it_was(tmp_path):
    lines = ARTICLES["d.jsonl"].splitlines(keepends=True)
    feed = tmp_path / "d.jsonl"
    feed.write_text(lines[0])
    grow = iter([lines[1]])

    def sleep(_):
        more = next(grow, None)
        if more is None:
            raise KeyboardInterrupt
        with feed.open("a") as file:
            file.write(more)

    first, second = watch(feed, tmp_path / "a.register", RULES, Pace(settle=0), sleep)
    assert first.documents == ("d.jsonl#1",)
    assert (second.documents, second.summary.held) == (("d.jsonl#2",), 1)
    assert [conflict.kind.value for conflict in second.conflicts] == ["stance"]
    assert (len(first.stories), len(second.grown)) == (1, 1)


def test_what_is_said_of_a_file_that_is_gone_stays_on_record(tmp_path):
    put(tmp_path / "articles", "a.txt")
    steps = iter([lambda: (tmp_path / "articles/a.txt").unlink()])

    def sleep(_):
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    _, second = watch(tmp_path / "articles", tmp_path / "a.register", RULES, Pace(settle=0), sleep)
    assert (second.gone, second.documents) == (("a.txt",), ())
    with open_register(tmp_path / "a.register", read_only=True) as register:
        assert list(register.names().values()) == ["a.txt"]


def test_a_file_is_left_alone_while_it_is_written(tmp_path):
    now = [1_000_000_000.0]
    place = tmp_path / "a.txt"

    def write(text):
        place.write_text(text)
        os.utime(place, (now[0], now[0]))

    write("The first half")
    watched = Watched(str(tmp_path), 2.0, lambda: now[0])
    assert watched.look() == ({}, [], 1)
    now[0] += 1.5
    write("The first half and the second")
    now[0] += 1.5
    assert watched.look() == ({}, [], 1)
    now[0] += 2
    ready, _, waiting = watched.look()
    assert (list(ready), waiting) == ([str(place)], 0)
    assert watched.unchanged(str(place), ready)
    write("Changed while others were read")
    assert not watched.unchanged(str(place), ready)
    watched.take(ready)
    now[0] += 5
    watched.look()
    now[0] += 5
    assert list(watched.look()[0]) == [str(place)]


def test_a_folder_that_goes_and_comes_back_is_waited_for(tmp_path):
    put(tmp_path / "articles", "a.txt")
    watched = Watched(str(tmp_path / "articles"), 0)
    ready, _, _ = watched.look()
    watched.take(ready)
    shutil.move(tmp_path / "articles", tmp_path / "elsewhere")
    assert watched.look() == ({}, [], 0)
    shutil.move(tmp_path / "elsewhere", tmp_path / "articles")
    assert watched.look() == ({}, [], 0)


def test_there_must_be_something_to_watch(tmp_path):
    with pytest.raises(UsageError, match="there is no file or folder"):
        next(watch(tmp_path / "none", tmp_path / "a.register", RULES))


def test_only_stories_to_which_something_came_are_compared_again(tmp_path, monkeypatch):
    put(tmp_path / "articles", "a.txt", "c.txt", "d.jsonl")
    once = Pace(settle=0, until=0)
    list(watch(tmp_path / "articles", tmp_path / "a.register", RULES, once))
    told = []
    retell = flow.compare_kept.__globals__["retell"]
    monkeypatch.setitem(
        flow.compare_kept.__globals__, "retell", lambda story, *rest: told.append(story) or retell(story, *rest)
    )
    put(tmp_path / "articles", "north/b.txt")
    (taken,) = watch(tmp_path / "articles", tmp_path / "a.register", RULES, once)
    assert [story.id for story in told] == list(taken.grown)
