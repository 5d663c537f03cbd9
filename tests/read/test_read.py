"""Reading as a whole: mixed folders, standard input, and whatever bytes there are."""

import io
import os
import types

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import Document, Media, Rejected
from onrecord.read import Reason, read

NAMES = ["a", "a.txt", "a.html", "a.jsonl", "a.xml", "a.rss", "a.warc", "a.warc.gz"]
BEGINNINGS = [
    b"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<?xml version='1.0' encoding='utf-16'?><rss><channel><item><description>",
    b"<html><meta charset=",
    b'{"text": "',
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
]


def names(outcomes):
    return [each.name if isinstance(each, Rejected) else each.metadata.name for each in outcomes]


def test_a_folder_of_all_forms_is_read_in_the_order_of_names(tmp_path):
    (tmp_path / "b.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    (tmp_path / "c.html").write_text("<html><p>Three.</p></html>")
    (tmp_path / "a.txt").write_text("Four.")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "d.bin").write_bytes(b"\0\1\2")
    outcomes = list(read([str(tmp_path)], max_bytes=1000))
    assert names(outcomes) == ["a.txt", "b.jsonl#1", "b.jsonl#2", "c.html", "deep/d.bin"]
    assert outcomes == list(read([f"{tmp_path}/deep/..", str(tmp_path)], max_bytes=1000))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Nine allies.", [("-", Media.PLAIN)]),
        (b"<!doctype html><p>Nine", [("-", Media.HTML)]),
        (b'{"text": "Nine"}\n{"html": "Ten"}\n', [("-#1", Media.PLAIN), ("-#2", Media.HTML)]),
        (b"<feed><entry><summary>Nine</summary></entry></feed>", [("-#1", Media.PLAIN)]),
    ],
)
def test_standard_input_is_known_by_how_it_begins(read_input, data, expected):
    assert [(each.metadata.name, each.media) for each in read_input(data)] == expected


def test_standard_input_through_a_pipe_is_read_line_by_line():
    reading, writing = os.pipe()
    first = b'{"text": "' + b"x" * 10_000 + b'"}\n'
    os.write(writing, first)
    with os.fdopen(reading, "rb") as pipe:
        documents = read(["-"], max_bytes=20_000, standard_input=pipe)
        os.write(writing, b'{"text": "Two."}\n' + b"\n" * 40_000)
        assert next(documents).metadata.name == "-#1"
        os.close(writing)
        assert next(documents).content == "Two."
        assert not pipe.closed


def test_without_a_stream_given_the_process_own_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=io.BytesIO(b"Nine allies.")))
    assert names(read(["-"], max_bytes=100)) == ["-"]


def test_a_path_that_does_not_exist_is_told_before_anything_is_read(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(UsageError, match="there is no file or folder"):
        read([str(tmp_path), str(tmp_path / "absent")], max_bytes=100)


def test_files_are_opened_as_the_iterator_comes_to_them(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"words {number}")
    outcomes = read([str(tmp_path)], max_bytes=100)
    next(outcomes)
    (tmp_path / "1.txt").unlink()
    (tmp_path / "2.txt").write_text("changed")
    missing, changed = outcomes
    assert missing == Rejected("1.txt", "read", "unreadable", "No such file or directory")
    assert changed.content == "changed"


def test_a_link_to_nothing_and_a_pipe_in_a_folder_are_unreadable(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "absent")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_text("words")
    gone, pipe, document = read([str(tmp_path)], max_bytes=100)
    assert (gone.name, gone.reason) == ("a.txt", "unreadable")
    assert pipe == Rejected("b.txt", "read", "unreadable", "not a regular file")
    assert document.content == "words"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_unreadable(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    assert [(each.name, each.reason) for each in read([str(tmp_path)], max_bytes=100)] == [
        ("a.txt", "unreadable"),
        ("closed", "unreadable"),
    ]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text("words")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    _, closed = read([str(tmp_path)], max_bytes=100)
    assert closed == Rejected("closed", "read", "unreadable", "the folder cannot be listed")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=200))
def test_any_bytes_give_documents_or_reasons(tmp_path_factory, name, beginning, rest):
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(beginning + rest)
    outcomes = list(read([str(path)], max_bytes=10_000))
    assert outcomes == list(read([str(path)], max_bytes=10_000))
    for outcome in outcomes:
        if isinstance(outcome, Document):
            assert outcome.content.strip()
            assert "\0" not in outcome.content
            assert outcome.content.encode()
        else:
            assert (outcome.stage, Reason(outcome.reason)) == ("read", outcome.reason)


def test_notes_and_tables_in_a_folder_are_refused_and_read_when_named(tmp_path):
    notes = tmp_path / "notes.yaml"
    notes.write_text("quote: Norway pledged to send troops.")
    (found,) = read([str(tmp_path)], max_bytes=1000)
    assert (found.name, found.reason) == ("notes.yaml", Reason.UNKNOWN_KIND)
    (named,) = read([str(notes)], max_bytes=1000)
    assert isinstance(named, Document)
