"""A plain text or a web page becomes one document, as it stands."""

import hashlib
import time
from pathlib import Path

import pytest

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.read import read

ARTICLE = "Nine allies pledge troops\r\n\r\nThey said so in Bern.\n"


def test_text_stays_as_it_is_line_ends_and_all(read_bytes):
    data = b"\xef\xbb\xbf" + ARTICLE.encode()
    expected = Document(Metadata("bern.txt"), Media.PLAIN, ARTICLE, hashlib.sha256(data).hexdigest())
    assert read_bytes("bern.txt", data) == [expected]


@pytest.mark.parametrize("name", ["bern", "bern.txt", "bern.text", "bern.md", "bern.unknown"])
def test_whatever_is_nothing_else_is_text(read_bytes, name):
    [document] = read_bytes(name, ARTICLE.encode())
    assert (document.media, document.content) == (Media.PLAIN, ARTICLE)


def test_a_page_keeps_its_markup_and_is_read_in_the_encoding_it_declares(read_bytes):
    page = "<html><head><meta charset='windows-1250'></head><p>Őrség, pěchota</p></html>"
    [document] = read_bytes("page.html", page.encode("cp1250"))
    assert (document.media, document.content) == (Media.HTML, page)


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_nothing_but_white_space_is_empty(read_bytes, data):
    assert read_bytes("blank.txt", data) == [Rejected("blank.txt", "read", "empty")]


def test_a_picture_is_binary_under_any_name(read_bytes):
    assert read_bytes("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") == [Rejected("a.txt", "read", "binary")]


def test_a_document_of_just_the_limit_is_read_and_one_byte_more_is_not(read_bytes):
    assert isinstance(read_bytes("a.txt", b"x" * 50, max_bytes=50)[0], Document)
    assert read_bytes("a.txt", b"x" * 51, max_bytes=50) == [
        Rejected("a.txt", "read", "too large", "51 bytes, the limit is 50")
    ]


def test_a_stream_without_end_is_given_up_at_the_limit():
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero on this system")
    assert list(read(["/dev/zero"], max_bytes=50)) == [Rejected("zero", "read", "too large", "more, the limit is 50")]


def test_a_long_run_of_anything_is_read_in_linear_time(read_bytes):
    started = time.perf_counter()
    for unit in (b"<", b"<meta ", b"<!--", b"\n", b"\xff", b"\xc3"):
        read_bytes("page.html", b"<html>" + unit * (1_000_000 // len(unit)), max_bytes=2_000_000)
    assert time.perf_counter() - started < 10
