"""Each entry of a saved feed is a document; nothing else is opened for it."""

import hashlib
import socket

import pytest

from onrecord.model import Document, Media, Metadata, Rejected

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Bern Post &amp; Mail</title><language>en-gb</language>
<item><title>Zürich &amp;amp; Bern pledge</title><link>https://news.example/1</link>
<pubDate>Thu, 04 Sep 2025 18:30:00 +0200</pubDate>
<description>A &lt;b&gt;summary&lt;/b&gt;</description>
<content:encoded><![CDATA[<p>Nine allies pledge <script>troops()</script>.</p>]]></content:encoded></item>
<item><title>Second</title><description>No full text &lt;i&gt;here&lt;/i&gt;.</description></item>
<item><title>Third</title></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bern Wire</title>
<entry><title type="html">Nine &lt;em&gt;allies&lt;/em&gt;</title><link href="https://wire.example/7"/>
<updated>2025-09-04T16:30:00Z</updated>
<content type="text">Allies with &lt; 10 tanks pledge them.</content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_an_entry_gives_its_full_content_as_markup_with_its_metadata(read_bytes, encoding):
    first = read_bytes("bern.rss", RSS.format(encoding=encoding).encode(encoding))[0]
    content = "<p>Nine allies pledge <script>troops()</script>.</p>"
    metadata = Metadata(
        "bern.rss#1",
        "https://news.example/1",
        "Zürich & Bern pledge",
        "The Bern Post & Mail",
        "2025-09-04T18:30:00+02:00",
        "en",
    )
    assert first == Document(metadata, Media.HTML, content, hashlib.sha256(content.encode()).hexdigest())


def test_an_entry_without_full_content_gives_its_summary_and_one_without_either_is_empty(read_bytes):
    _, second, third = read_bytes("bern.xml", RSS.format(encoding="utf-8").encode())
    assert (second.metadata.name, second.content) == ("bern.xml#2", "No full text <i>here</i>.")
    assert third == Rejected("bern.xml#3", "read", "empty")


def test_plain_text_of_an_atom_entry_is_no_markup(read_bytes):
    [document] = read_bytes("wire.atom", ATOM.encode())
    assert (document.media, document.content) == (Media.PLAIN, "Allies with < 10 tanks pledge them.")
    assert document.metadata.title == "Nine allies"
    assert document.metadata.published == "2025-09-04T16:30:00+00:00"


@pytest.mark.parametrize("data", [b"<urlset><url/></urlset>", b"just words", b"<rss><channel><item", b"<feed"])
def test_what_is_no_feed_is_malformed(read_bytes, data):
    [rejected] = read_bytes("a.xml", data)
    assert (rejected.name, rejected.reason) == ("a.xml", "malformed feed")


def test_a_feed_without_entries_gives_nothing(read_bytes):
    assert read_bytes("a.rss", b"<rss version='2.0'><channel><title>Quiet</title></channel></rss>") == []


def test_the_entry_in_which_a_feed_breaks_off_is_refused_and_the_ones_before_are_kept(read_bytes):
    whole, cut = read_bytes("a.rss", RSS.format(encoding="utf-8").encode().partition(b"full text")[0])
    assert whole.metadata.name == "a.rss#1"
    assert (cut.name, cut.reason, cut.detail) == ("a.rss#2", "malformed feed", "the feed breaks off in this entry")


def test_a_feed_that_is_not_well_formed_is_read_all_the_same(read_bytes):
    data = (
        b"<rss version='2.0'><channel><item><description>Nine & ten &nbsp; allies</description></item></channel></rss>"
    )
    [document] = read_bytes("a.rss", data)
    assert document.content.startswith("Nine & ten")


def test_nothing_is_opened_for_a_feed(read_bytes, tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    feed = f"""<?xml version="1.0"?><?xml-stylesheet href="http://news.example/style.xsl"?>
<!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY % ext SYSTEM "http://news.example/a.dtd"> %ext;]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude" xml:base="http://news.example/"><channel>
<item><description>Words &file; <xi:include href="{secret.as_uri()}" parse="text"/></description></item>
</channel></rss>"""

    def refuse(*_):
        raise AssertionError("a feed made the reader open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    outcomes = read_bytes("a.rss", feed.encode())
    assert [each.metadata.name for each in outcomes] == ["a.rss#1"]
    assert "secret words" not in repr(outcomes)


def test_entities_that_grow_without_end_do_not(read_bytes):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'
    feed = f"{doctype}<rss version='2.0'><channel><item><description>&e11;x</description></item></channel></rss>"
    [document] = read_bytes("a.rss", feed.encode())
    assert len(document.content) < 20


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55357;", "&#0;"])
def test_a_reference_to_what_is_no_character_costs_that_character_alone(read_bytes, reference):
    entry = f"<item><description>Nine{reference} allies&#33;</description></item>"
    feed = f"<rss version='2.0'><channel>{entry}</channel></rss>"
    [document] = read_bytes("a.rss", feed.encode())
    assert document.content == "Nine\ufffd allies!"
