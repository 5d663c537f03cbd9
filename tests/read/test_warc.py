"""Each page that a web archive holds whole is a document; damage costs only the record it is in."""

import gzip
import hashlib
import os
import zlib

import pytest

from onrecord.model import Document, Media, Metadata, Rejected
from onrecord.read import read

PAGE = "<html><p>Nine allies pledge troops — “at once”.</p></html>"
BODY = PAGE.encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


def record(kind, content, about=(), *, content_type="application/http", url="https://news.example/1"):
    """One record as it stands in an archive, with the two line ends after it."""
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2025-09-04T10:00:00Z"}
    fields |= {"Content-Type": content_type, "Content-Length": str(len(content)), **dict(about)}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + content + b"\r\n\r\n"


def response(body=BODY, fields=HTML, status="200 OK", kind="response", about=()):
    """What a record is made from."""
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return kind, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body, about


def archive(*records, compressed=False):
    """The pieces of an archive, one record each, of pages numbered from 1."""
    pieces = [record(*each, url=f"https://news.example/{number}") for number, each in enumerate(records, 1)]
    return [gzip.compress(piece, mtime=0) for piece in pieces] if compressed else pieces


def urls(outcomes):
    return [each.metadata.url if isinstance(each, Document) else each.reason for each in outcomes]


@pytest.mark.parametrize(("name", "compressed"), [("a.warc", False), ("a.warc.gz", True), ("unnamed", True)])
def test_a_response_gives_a_document_at_its_offset(read_bytes, name, compressed):
    pieces = archive(response(b"x", kind="metadata"), response(), response(b"two"), compressed=compressed)
    first, second = read_bytes(name, b"".join(pieces))
    metadata = Metadata(f"{name}#{len(pieces[0])}", "https://news.example/2")
    assert first == Document(metadata, Media.HTML, PAGE, hashlib.sha256(PAGE.encode()).hexdigest())
    assert second.metadata.name == f"{name}#{len(pieces[0] + pieces[1])}"


def test_a_file_that_was_compressed_as_a_whole_is_read_as_well(read_bytes):
    pieces = archive(response(), response(b"two"))
    first, second = read_bytes("a.warc.gz", gzip.compress(b"".join(pieces)))
    assert (first.content, second.content) == (PAGE, "two")
    assert second.metadata.name == f"a.warc.gz#{len(pieces[0])}"


def test_when_a_page_was_fetched_is_not_when_it_was_published(read_bytes):
    [document] = read_bytes("a.warc", *archive(response()))
    assert document.metadata.published is None


@pytest.mark.parametrize(
    ("other", "why", "detail"),
    [
        (response(status="404 Not Found"), "status not 200", "404"),
        (response(status="206 Partial Content"), "status not 200", "206"),
        (response(fields={"Content-Type": "image/png"}), "not text", "image/png"),
        (response(fields={"Server": "x"}), "not text", "no content type"),
        (response(kind="resource"), "not a response", "resource application/http"),
        (response(b"  \n"), "empty", ""),
        (response(b"\0\0\1\0"), "binary", ""),
        (response(b"x" * 200_000), "too large", "200000 bytes, the limit is 100000"),
        (response(fields=HTML | {"Content-Encoding": "br"}), "undecodable", "content coding br"),
        (
            response(about=[("WARC-Truncated", "length")]),
            "truncated WARC record",
            "the fetch was cut short: length",
        ),
    ],
)
@pytest.mark.parametrize("compressed", [False, True])
def test_what_is_no_article_is_told_and_the_others_go_on(read_bytes, other, why, detail, compressed):
    pieces = archive(response(), other, response(b"three"), compressed=compressed)
    before, rejected, after = read_bytes("a.warc.gz", b"".join(pieces))
    assert (before.content, after.content) == (PAGE, "three")
    assert rejected == Rejected(f"a.warc.gz#{len(pieces[0])}", "read", why, detail)


def test_what_archives_say_about_themselves_is_no_document(read_bytes):
    kinds = ("warcinfo", "request", "metadata")
    about = (record(kind, b"software: x", content_type="application/warc-fields") for kind in kinds)
    assert read_bytes("a.warc", b"".join(about)) == []


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("; charset=koi8-r", "Россия".encode("koi8-r")),
        ("", "<meta charset=koi8-r>Россия".encode("koi8-r")),
        ("; charset=koi8-r", "<meta charset=windows-1251>Россия".encode("koi8-r")),
    ],
)
def test_the_encoding_is_the_servers_word_then_the_pages(read_bytes, charset, body):
    [document] = read_bytes("a.warc", *archive(response(body, {"Content-Type": "text/html" + charset})))
    assert document.content.endswith("Россия")


def chunked(body, size=7):
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def bare_deflate(body):
    return zlib.compress(body)[2:-4]


@pytest.mark.parametrize(
    ("fields", "encode"),
    [
        ({"Transfer-Encoding": "chunked"}, chunked),
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Encoding": "deflate"}, zlib.compress),
        ({"Content-Encoding": "deflate"}, bare_deflate),
        ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, lambda body: chunked(gzip.compress(body))),
        ({"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}, bytes),
    ],
    ids=["chunked", "gzip", "deflate", "bare deflate", "gzip in chunks", "kept decoded"],
)
def test_transfer_and_content_coding_are_taken_off(read_bytes, fields, encode):
    [document] = read_bytes("a.warc", *archive(response(encode(PAGE.encode()), HTML | fields)))
    assert document.content == PAGE
    assert document.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"Transfer-Encoding": "chunked"}, chunked(PAGE.encode())[:-30]),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode(), mtime=0)[:-10]),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode(), mtime=0)[:-5] + b"\0\0\0\0\0"),
    ],
)
def test_a_body_that_ends_too_soon_is_told(read_bytes, fields, body):
    [rejected] = read_bytes("a.warc", *archive(response(body, HTML | fields)))
    assert rejected.reason == "truncated WARC record"


@pytest.mark.parametrize("compressed", [False, True])
def test_half_an_archive_gives_what_is_whole_in_it(read_bytes, compressed):
    pieces = archive(response(), response(os.urandom(500).hex().encode()), compressed=compressed)
    document, rejected = read_bytes("a.warc.gz", pieces[0] + pieces[1][: len(pieces[1]) // 2])
    assert document.content == PAGE
    assert (rejected.name, rejected.reason) == (f"a.warc.gz#{len(pieces[0])}", "truncated WARC record")


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_record_cut_short_in_the_middle_costs_no_other(read_bytes, compressed, share):
    noise = hashlib.shake_256(b"noise").digest(20_000).hex().encode()
    pieces = archive(response(), response(noise), response(noise[:99]), response(b"four"), compressed=compressed)
    pieces[1] = pieces[1][: int(share * len(pieces[1]))]
    found = urls(read_bytes("a.warc.gz", b"".join(pieces)))
    assert [each for each in found if each.startswith("https")] == [f"https://news.example/{n}" for n in (1, 3, 4)]
    assert set(found) - {f"https://news.example/{n}" for n in (1, 3, 4)} == {"truncated WARC record"}


def test_a_flipped_bit_in_a_compressed_record_is_found_out(read_bytes):
    pieces = archive(response(), response(PAGE.encode() * 50), response(b"three"), compressed=True)
    damaged = bytearray(pieces[1])
    damaged[-6] ^= 1  # in the check sum: the content itself comes out whole
    found = urls(read_bytes("a.warc.gz", pieces[0] + bytes(damaged) + pieces[2]))
    assert found == ["https://news.example/1", "truncated WARC record", "https://news.example/3"]


@pytest.mark.parametrize("compressed", [False, True])
def test_a_wrong_length_is_found_out(read_bytes, compressed):
    pieces = archive(response(), response(b"two" * 20), response(b"three"))
    head, _, rest = pieces[1].partition(b"Content-Length: ")
    length, _, rest = rest.partition(b"\r\n")
    for wrong in (b"%d" % (int(length) - 9), b"%d" % (int(length) + 9), b"-1", b"", b"9" * 30):
        pieces[1] = head + b"Content-Length: " + wrong + b"\r\n" + rest
        data = b"".join(gzip.compress(piece, mtime=0) if compressed else piece for piece in pieces)
        found = urls(read_bytes("a.warc.gz", data))
        assert found == ["https://news.example/1", "truncated WARC record", "https://news.example/3"]


def test_what_is_no_archive_is_told_once(read_bytes):
    [rejected] = read_bytes("a.warc", b"Nine allies pledge troops.\n" * 9)
    assert rejected == Rejected("a.warc#0", "read", "truncated WARC record", "no record begins here")


def test_padding_at_the_end_is_no_damage(read_bytes):
    [piece] = archive(response(), compressed=True)
    assert urls(read_bytes("a.warc.gz", piece + b"\0" * 5000)) == ["https://news.example/1"]


@pytest.mark.parametrize("compressed", [False, True])
def test_a_record_that_would_expand_without_end_is_not_held(read_bytes, compressed):
    bomb = response(gzip.compress(b"x" * 50_000_000), HTML | {"Content-Encoding": "gzip"})
    in_chunks = response(chunked(b"x" * 5_000_000, 1_000_000), HTML | {"Transfer-Encoding": "chunked"})
    pieces = archive(bomb, in_chunks, response(b"three"), compressed=compressed)
    assert urls(read_bytes("a.warc.gz", b"".join(pieces))) == ["too large", "too large", "https://news.example/3"]


def test_a_head_that_would_expand_without_end_is_not_held(read_bytes):
    head = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"x" * 50_000_000)
    [good] = archive(response(), compressed=True)
    assert urls(read_bytes("a.warc.gz", head + good)) == ["truncated WARC record", "https://news.example/1"]


def test_an_archive_comes_through_a_pipe_as_well(tmp_path):
    data = b"".join(archive(response(), response(b"two"), compressed=True))
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert urls(read(["-"], max_bytes=1000, standard_input=pipe)) == [
            "https://news.example/1",
            "https://news.example/2",
        ]
