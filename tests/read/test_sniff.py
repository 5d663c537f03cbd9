"""The form of a file is told by its suffix, else by how it begins."""

import gzip

import pytest

from onrecord.read.sniff import Form, form_of

ARCHIVE = b"WARC/1.0\r\nWARC-Type: warcinfo\r\n"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.html", Form.HTML),
        ("a.HTM", Form.HTML),
        ("a.xhtml", Form.HTML),
        ("a.jsonl", Form.JSON_LINES),
        ("a.ndjson", Form.JSON_LINES),
        ("a.rss", Form.FEED),
        ("a.atom", Form.FEED),
        ("a.xml", Form.FEED),
        ("a.warc", Form.ARCHIVE),
        ("a.b.warc.gz", Form.ARCHIVE),
        ("a.txt", Form.TEXT),
        ("a", Form.TEXT),
    ],
)
def test_a_suffix_tells_the_form(name, form):
    assert form_of(name, b"Nine allies pledge troops") is form


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b"<!DOCTYPE html>", Form.HTML),
        (b"\n <HTML lang=en>", Form.HTML),
        (b"<!-- saved from url=(0022)https://news.example/ -->\n<html>", Form.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', Form.HTML),
        ("\ufeff<html>".encode("utf-16-le"), Form.HTML),
        (b'<?xml version="1.0"?><rss version="2.0">', Form.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', Form.FEED),
        (b"<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", Form.FEED),
        (b'{"text": "Nine allies"}\n', Form.JSON_LINES),
        (b'\xef\xbb\xbf{ "text": "Nine', Form.JSON_LINES),
        (ARCHIVE, Form.ARCHIVE),
        (gzip.compress(ARCHIVE, mtime=0), Form.ARCHIVE),
        (gzip.compress(b"Nine allies", mtime=0), Form.TEXT),
        (b"{Nine} allies", Form.TEXT),
        (b"Allies say <html> is no pledge", Form.TEXT),
        (b"", Form.TEXT),
    ],
)
def test_where_the_suffix_tells_nothing_the_beginning_does(head, form):
    assert form_of("-", head) is form
    assert form_of("saved.txt", head) is form


def test_a_page_saved_as_xml_is_a_page():
    assert form_of("page.xml", b'<?xml version="1.0"?><html>') is Form.HTML
