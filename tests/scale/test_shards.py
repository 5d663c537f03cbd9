"""What workers wrote down is recorded after a stop without being read again, and the bytes are the same."""

import pytest

from onrecord import flow
from onrecord.errors import UsageError, WorkerError
from onrecord.flow import build, open_register
from onrecord.publish import export
from onrecord.scale import Shards, keep
from onrecord.settings import Settings


class StoppedError(Exception):
    """Somebody stops the build."""


def built(articles, place, stop_after=None, **settings):
    def stop(progress):
        if progress.done == stop_after:
            raise StoppedError

    with open_register(place.with_suffix(".register")) as register:
        summary = build([articles], register, Settings(models=False, **settings), stop)
        export(register, place)
    return summary, {path.name: path.read_bytes() for path in sorted(place.iterdir())}


def never(*_, **__):
    pytest.fail("read again")


@pytest.mark.parametrize("workers", [1, 2])
def test_after_a_stop_what_was_written_down_is_recorded_and_not_read_again(articles, tmp_path, monkeypatch, workers):
    (articles / "zz.txt").write_text("The home side won the match.\n\nThe captain scored twice before the rain came.\n")
    _, expected = built(articles, tmp_path / "one", workers=1, triage=True)
    shards = tmp_path / "shards"
    first, _ = built(articles, tmp_path / "first", workers=workers, batch=3, triage=True, shards=str(shards))
    assert (first.recorded, sum(first.left_out.values())) == (16, 1)
    assert len(list(shards.iterdir())) <= workers
    assert sum(shard.read_bytes().count(b"\n") for shard in shards.iterdir()) == 17

    with pytest.raises(StoppedError):
        built(articles, tmp_path / "second", stop_after=2, workers=1, triage=True, shards=str(shards))
    monkeypatch.setattr(flow, "read_document", never)
    again, found = built(articles, tmp_path / "second", workers=1, triage=True, shards=str(shards))
    assert again.held >= 1
    assert found == expected


def test_a_stopped_build_leaves_what_was_read_in_the_shards(articles, tmp_path, monkeypatch):
    shards = tmp_path / "shards"
    with pytest.raises(StoppedError):
        built(articles, tmp_path / "one", stop_after=3, workers=2, batch=2, shards=str(shards))
    kept = sum(shard.read_bytes().count(b"\n") for shard in shards.iterdir())
    assert kept >= 3
    read = []
    monkeypatch.setattr(
        flow,
        "read_document",
        lambda document, *means, real=flow.read_document: read.append(document) or real(document, *means),
    )
    summary, _ = built(articles, tmp_path / "one", workers=1, shards=str(shards))
    assert len(read) == 16 - kept
    assert summary.recorded + summary.held == 16


def test_shards_are_good_for_the_means_that_made_them_alone(articles, tmp_path, monkeypatch):
    shards = tmp_path / "shards"
    built(articles, tmp_path / "one", workers=1, shards=str(shards))
    read = []
    monkeypatch.setattr(
        flow,
        "read_document",
        lambda document, *means, real=flow.read_document: read.append(document) or real(document, *means),
    )
    built(articles, tmp_path / "two", workers=1, shards=str(shards), triage=True)
    assert len(read) == 16


def test_a_line_that_is_cut_off_or_damaged_is_as_if_it_were_not_there(tmp_path):
    folder = tmp_path / "shards"
    Shards(str(folder))
    for key in ("read-1", "read-2", "read-3"):
        keep(str(folder), key, ["é\ud800", key])
    (shard,) = folder.iterdir()
    lines = shard.read_bytes().splitlines(keepends=True)
    assert Shards(str(folder)).take("read-2") == ["é\ud800", "read-2"]
    assert Shards(str(folder)).take("read-4") is None
    shard.write_bytes(lines[0] + lines[1].replace(b'"read":', b'"seen":') + b"\xff[1]\n" + lines[2][:-5])
    found = Shards(str(folder))
    assert [found.take(key) for key in ("read-1", "read-2", "read-3")] == [["é\ud800", "read-1"], None, None]
    shard.write_bytes(b'{"key":"read-5",' + b"[" * 100_000 + b'\n{"key":"read-6","read":' + b"[" * 100_000 + b"\n")
    found = Shards(str(folder))
    assert [found.take(key) for key in ("read-5", "read-6")] == [None, None]


def test_what_is_no_reading_is_read_again(articles, tmp_path):
    shards = tmp_path / "shards"
    _, expected = built(articles, tmp_path / "one", workers=1, shards=str(shards))
    (shard,) = shards.iterdir()
    shard.write_bytes(
        shard.read_bytes().replace(b'"read":[true,', b'"read":[true,1,').replace(b"[true,1,", b"[false,", 3)
    )
    assert built(articles, tmp_path / "two", workers=1, shards=str(shards))[1] == expected


def test_what_cannot_hold_shards_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot hold shards"):
        Shards(str(tmp_path / "file"))
    with pytest.raises(UsageError, match="cannot hold shards: No such file"):
        Shards(str(tmp_path / "nowhere" / "shards"))
    with pytest.raises(WorkerError, match=r"a shard in .* cannot be written"):
        keep(str(tmp_path / "gone"), "read-1", [])
