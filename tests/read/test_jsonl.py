"""Each JSON line is a document with its metadata; a bad line stops nothing."""

import hashlib
import io
import json

import pytest

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.read.jsonl import read_lines

FULL = {
    "text": "Nine allies pledge troops.\n",
    "url": "https://news.example/1",
    "title": " Allies pledge ",
    "publisher": "The Bern Post",
    "published": "2025-09-04",
    "language": "en-GB",
    "unknown": [1],
}


def reason(outcomes):
    [rejected] = outcomes
    return rejected.name, rejected.reason


def test_a_line_gives_a_document_with_what_it_says_of_it(read_bytes):
    line = json.dumps(FULL).encode()
    metadata = Metadata(
        "news.jsonl#1", "https://news.example/1", "Allies pledge", "The Bern Post", "2025-09-04", language="en"
    )
    expected = Document(metadata, Media.PLAIN, FULL["text"], hashlib.sha256(line).hexdigest())
    assert read_bytes("news.jsonl", line + b"\n") == read_bytes("news.jsonl", line) == [expected]


def test_lines_are_counted_from_one_and_blank_ones_too(read_bytes):
    data = b'\xef\xbb\xbf{"text": "One."}\r\n\n  \n{"text": "Four."}\n'
    assert [(each.metadata.name, each.content) for each in read_bytes("news.ndjson", data)] == [
        ("news.ndjson#1", "One."),
        ("news.ndjson#4", "Four."),
    ]


def test_markup_is_read_from_its_own_field(read_bytes):
    [document] = read_bytes("news.jsonl", b'{"html": "<p>Nine allies</p>", "url": null}')
    assert (document.media, document.content) == (Media.HTML, "<p>Nine allies</p>")


def test_of_text_and_markup_the_text_is_read(read_bytes):
    [document] = read_bytes("news.jsonl", b'{"html": "<p>Nine</p>", "text": "Nine"}')
    assert (document.media, document.content) == (Media.PLAIN, "Nine")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"text": "Nine', "malformed JSON line"),
        (b"[1, 2]", "malformed JSON line"),
        (b"9" * 5000, "malformed JSON line"),
        (b"[" * 50_000, "malformed JSON line"),
        (b'{"text": "Nine", "url": 9}', "malformed JSON line"),
        (b'{"text": "Nine", "published": "yesterday"}', "malformed JSON line"),
        (b'{"text": 9}', "malformed JSON line"),
        (b'{"title": "Nine"}', "missing text field"),
        (b'{"text": null}', "missing text field"),
        (b'{"text": " \\n"}', "empty"),
        (b'{"text": "N\\u0000ine"}', "binary"),
        (b'{"text": "Nine", "title": "\\ud83d"}', "undecodable"),
        (b'{"text": "N\0ine"}', "binary"),
        (b'{"text": "' + b"x" * 200_000 + b'"}', "too large"),
    ],
)
def test_a_bad_line_is_told_and_the_others_go_on(read_bytes, line, why):
    before, bad, after = read_bytes("news.jsonl", b'{"text": "One."}\n' + line + b'\n{"text": "Three."}')
    assert (before.content, after.content) == ("One.", "Three.")
    assert (bad.name, bad.stage, bad.reason) == ("news.jsonl#2", "read", why)
    assert after.metadata.name == "news.jsonl#3"


def test_a_surrogate_pair_is_one_character(read_bytes):
    assert read_bytes("news.jsonl", b'{"text": "\\ud83d\\ude00"}')[0].content == "😀"


def test_a_line_of_just_the_limit_is_read_and_one_byte_more_is_not(read_bytes):
    line = b'{"text": "Nine"}'
    for end in (b"", b"\n", b"\r\n"):
        assert isinstance(read_bytes("a.jsonl", line + end, max_bytes=len(line))[0], Document)
        assert reason(read_bytes("a.jsonl", line + end, max_bytes=len(line) - 1)) == ("a.jsonl#1", "too large")


def test_no_more_of_a_long_line_is_held_than_the_limit():
    class Watched(io.BytesIO):
        longest = 0

        def readline(self, size=-1):
            line = super().readline(size)
            self.longest = max(self.longest, len(line))
            return line

        def read(self, size=-1):
            raise AssertionError("the file is to be read line by line")

    stream = Watched(b"x" * 1_000_000 + b'\n{"text": "Nine"}')
    too_large, document = read_lines(stream, "a.jsonl", 100)
    assert stream.longest < 100_000
    assert too_large == Rejected("a.jsonl#1", "read", "too large", "more, the limit is 100")
    assert document.content == "Nine"


def test_a_document_comes_before_the_next_line_is_read():
    stream = io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')
    next(read_lines(stream, "-", 100))
    assert stream.tell() == 17
