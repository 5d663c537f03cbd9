"""What is fuzzed: each target takes bytes, raises only for a defect, and comes with seeds to damage."""

from __future__ import annotations

import functools
import gzip
import io
import json
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import EvidenceError, UsageError
from onrecord.model import Document, Media, Metadata, Reading, Rejected, Role, Sentence, Text, Token
from tests.conftest import MORNING, body, compare_by_hand, evening, morning
from tests.fuzz.mutation import MOST

SAMPLE = Path(__file__).parents[2] / "src" / "onrecord" / "sample" / "articles"
LIMIT = 100_000  # bytes of a document
SHORT = 1_500  # bytes
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Target:
    """``run`` is given one input; ``seeds`` gives what inputs are made from.

    Most inputs have ``usual`` bytes at most, where short ones take much less time and say as much.
    """

    run: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    usual: int = MOST


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _check_documents(found: Iterator[Document | Rejected]) -> None:
    for each in found:
        if isinstance(each, Document):
            each.content.encode()  # no half of a surrogate pair
            assert each.content.strip()
            assert "\0" not in each.content
        else:
            assert each.reason


def _check_text(text: Text | Rejected) -> None:
    if isinstance(text, Text):
        ends = [0]
        for block in text.blocks:
            assert ends[-1] <= block.start < block.end <= len(text.text)
            ends.append(block.end)


def _check_reading(found: Reading | Rejected) -> None:
    from onrecord.model.evidence import check_reading

    if isinstance(found, Reading):
        check_reading(found)


def _paragraphs() -> list[bytes]:
    articles = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    lines = [line for article in articles for line in article.splitlines() if len(line) > 40]
    return [line.encode() for line in lines]


PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Nine</title><meta charset=utf-8>"
    '<meta property="article:published_time" content="2025-09-04T10:11:00Z"></head><body><article><h1>Nine</h1>'
    "<p>Germany pledged to send <b>500</b> soldiers &amp; tanks.</p><ul><li>One<li>Two</ul>"
    "<blockquote>“We will not leave,” she said.</blockquote><figure><figcaption>A photo</figcaption></figure>"
    "<table><tr><td>1<td>2</table></article><script>x()</script></body></html>"
)
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "ha">]><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post &amp; Mail</title>'
    "<item><title>Nine</title><link>https://news.example/1</link><pubDate>Thu, 04 Sep 2025 18:30:00 +0200</pubDate>"
    "<content:encoded><![CDATA[<p>Nine allies pledge.</p>]]></content:encoded></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title type="html">Nine</title>'
    '<link href="https://wire.example/7"/><updated>2025-09-04T16:30:00Z</updated><content type="text">Allies &lt; 10'
    "</content></entry></feed>"
)
LINE = {
    "text": "Germany pledged \u2014 \ud83d\ude00",
    "url": "https://a.example/1",
    "published": "2025-09-04T10:00:00+02:00",
    "language": "en-GB",
    "title": "T",
}


def _archive(coding: str, encode: Callable[[bytes], bytes]) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding.encode() + b"\r\n"
    content += encode(b"<p>Nine allies pledge.</p>")
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: %d\r\n\r\n"
    return head % len(content) + content + b"\r\n\r\n"


def _archives() -> list[bytes]:
    plain = _archive("", bytes)
    zipped = _archive("Content-Encoding: gzip\r\n", gzip.compress)
    chunked = _archive("Transfer-Encoding: chunked\r\n", lambda page: b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page))
    deflated = _archive("Content-Encoding: deflate\r\n", zlib.compress)
    both = plain + zipped
    return [
        plain * 2,
        zipped + plain,
        chunked,
        deflated,
        gzip.compress(plain) + gzip.compress(zipped),
        gzip.compress(both),
    ]


def html(data: bytes) -> None:
    """Bytes of a web page, through reader and cleaner."""
    from onrecord.clean import clean
    from onrecord.read.text import read_file

    document = read_file(io.BytesIO(data), "a.html", Media.HTML, LIMIT)
    if isinstance(document, Document):
        _check_text(clean(document))


def feed(data: bytes) -> None:
    from onrecord.read.feed import read_feed

    _check_documents(read_feed(io.BytesIO(data), "a.rss", LIMIT))


def warc(data: bytes) -> None:
    from onrecord.read.warc import read_archive

    _check_documents(read_archive(io.BytesIO(data), "a.warc", LIMIT))


def json_lines(data: bytes) -> None:
    from onrecord.read.jsonl import read_lines

    _check_documents(read_lines(io.BytesIO(data), "a.jsonl", LIMIT))


def any_file(data: bytes) -> None:
    """Bytes of a file whose name tells nothing: form and encoding are found out."""
    from onrecord.read import read

    _check_documents(read(["-"], max_bytes=LIMIT, standard_input=io.BytesIO(data)))


def cleaner(data: bytes) -> None:
    from onrecord.clean import clean

    text = _text(data)
    found = clean(Document(Metadata("a", language="en"), Media.PLAIN, text, "0" * 64))
    assert not isinstance(found, Text) or found.text == text
    _check_text(found)


def quotation_finder(data: bytes) -> None:
    from onrecord.extract.attribution import quotations

    text = body(_text(data))
    last = 0
    for found in quotations.find(text):
        assert last <= found.start < found.end <= len(text.text)
        last = found.end


def numbers(data: bytes) -> None:
    """Figures in words that no parser has seen: every word a child of the one before it."""
    from onrecord.extract.figures import figures

    text = body(_text(data).replace("\n", " "))
    tokens = tuple(
        Token(
            n,
            word[0],
            word[0].lower(),
            "NUM" if word[0][0].isdigit() else "NOUN",
            "CD",
            "nummod",
            max(0, n - 1),
            *word.span(),
        )
        for n, word in enumerate(_WORD.finditer(text.text))
    )
    if tokens:
        for figure in figures(text, [Sentence.of(Role.BODY, 0, tokens)]):
            assert figure.span.stands_in(text.text)


def dates(data: bytes) -> None:
    from onrecord.identify.dates import day_of
    from onrecord.read.fields import iso_date

    text = _text(data)
    iso_date(text)
    found = day_of(text, "2025-09-04")
    assert found is None or found[:4].isdigit()


def moments(data: bytes) -> None:
    """Dates as people type them and as feeds write them."""
    from onrecord.model.moment import day, moment
    from onrecord.read.fields import iso_date

    text = _text(data)
    iso_date(text)
    for parse in (day, moment):
        try:
            parse(text)
        except UsageError:
            continue


def queries(data: bytes) -> None:
    from onrecord.ask.query import parse_query

    try:
        parse_query(_text(data))
    except UsageError:
        return


def article(data: bytes) -> None:
    """The whole way of a short text, by rules."""
    from onrecord.flow import read_document

    _check_reading(
        read_document(Document(Metadata("a", language="en"), Media.PLAIN, _text(data[:2000]), "0" * 64), False)
    )


@functools.cache
def _scratch() -> Path:
    """A folder that lasts as long as this process."""
    keeper = tempfile.TemporaryDirectory(prefix="onrecord-fuzz-")
    _KEPT.append(keeper)
    return Path(keeper.name)


_KEPT: list[Any] = []


@functools.cache
def _register() -> Path:
    from onrecord.register import open_register

    place = _scratch() / "a.register"
    readings = (morning(), evening())
    with open_register(place) as register:
        for reading in readings:
            register.record(reading, "1.0.0")
        register.record_comparison(compare_by_hand(readings), "1.0.0")
    return place


@functools.cache
def _export() -> dict[str, bytes]:
    from onrecord.publish import export
    from onrecord.register import open_register

    with open_register(_register(), read_only=True) as register:
        export(register, _scratch() / "export")
    return {path.name: path.read_bytes() for path in sorted((_scratch() / "export").glob("*.jsonl"))}


def export_lines(data: bytes) -> None:
    """An export of which one file is damaged: the input's first line is the file's name."""
    from onrecord.publish import take

    name, _, content = data.partition(b"\n")
    files = _export()
    name = next((each for each in files if each.encode() == name), "documents.jsonl")
    path = _scratch() / "export" / name
    path.write_bytes(content)
    try:
        for reading in take(_scratch() / "export").readings():
            _check_reading(reading)
    except (UsageError, EvidenceError):
        return
    finally:
        path.write_bytes(files[name])


def _judgements() -> list[bytes]:
    from onrecord.model import Decision, Judgement
    from onrecord.publish.review import judgement_line

    made = [
        Judgement(each, ("position-0123456789abcdef",), who="A", at="2025-09-04T10:00:00.000000+00:00", why="“w”")
        for each in (Decision.ACCEPT, Decision.REJECT)
    ]
    return [json.dumps(judgement_line(each)).encode() + b"\n" for each in made]


def review_lines(data: bytes) -> None:
    from onrecord.publish import read_judgements

    path = _scratch() / "review.jsonl"
    path.write_bytes(data)
    try:
        list(read_judgements(path))
    except UsageError:
        return


@functools.cache
def _client() -> Any:
    from starlette.testclient import TestClient

    from onrecord.register import open_register
    from onrecord.web.app import create_app

    app = create_app(_register(), lambda: open_register(_register(), read_only=True))
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=True).__enter__()


@functools.cache
def _snapshot() -> Any:
    from onrecord.register import open_register
    from onrecord.web.shelf import Snapshot

    return Snapshot(open_register(_register(), read_only=True))


def _addresses() -> list[bytes]:
    pages = ("positions?party=germany&stance=refused&limit=3&after=0", "statements?speaker=holt&mode=direct", "claims")
    more = ("stories", "conflicts", "lineage", "parties", "documents?limit=500", "matrix", "contents", "parties/DEU")
    records = [*_snapshot().documents[:1], *_snapshot().stories[:1], *morning().positions[:1]]
    kinds = ("documents", "stories", "positions")
    single = [f"{kind}/{record.id}" for kind, record in zip(kinds, records, strict=True)]
    return [
        each.encode()
        for each in (*pages, *more, *single, f"{single[0]}/2", f"{single[1]}?action=deploy&stance=pledged")
    ]


def api_answers(data: bytes) -> None:
    """Addresses and filters, as they come out of a request."""
    from urllib.parse import parse_qsl

    from onrecord.web.api import answer

    address, _, asked = _text(data).partition("?")
    try:
        found = answer(_snapshot(), address, dict(parse_qsl(asked, keep_blank_values=True, max_num_fields=None)))
    except UsageError:
        return
    json.dumps(found)


def api_requests(data: bytes) -> None:
    """Requests as a client sends them: the input's first line is the address, the others are header fields."""
    from urllib.parse import quote

    address, _, rest = data.partition(b"\n")
    lines = [line.partition(b":") for line in rest.split(b"\n") if line.partition(b":")[0].isalpha()]
    headers = [(name, value.strip().replace(b"\r", b"").replace(b"\0", b"")) for name, _, value in lines]
    answered = _client().get(f"/{quote(address, safe='/?&=%')}", headers=headers)
    assert answered.status_code in {200, 304, 400, 404, 421, 403}, answered.status_code


def _requests() -> list[bytes]:
    fields = b'\nAccept: text/html\nIf-None-Match: "x"\nCookie: onrecord=1\nAuthorization: Basic eDp5'
    return [prefix + each + fields for each in _addresses() for prefix in (b"", b"api/v1/")]


TARGETS = {
    "html": Target(html, lambda: [PAGE.encode(), *(path.read_bytes()[:6000] for path in SAMPLE.glob("*.html"))]),
    "feed": Target(feed, lambda: [FEED.encode(), ATOM.encode()], SHORT),
    "warc": Target(warc, _archives),
    "json_lines": Target(json_lines, lambda: [json.dumps(LINE).encode() + b"\n" + b'{"html": "<p>x</p>"}\n'], SHORT),
    "any_file": Target(
        any_file, lambda: [PAGE.encode(), FEED.encode(), *_archives(), MORNING.encode("utf-16"), MORNING.encode()]
    ),
    "cleaner": Target(
        cleaner, lambda: [MORNING.encode(), *(b"\n".join(_paragraphs()[n : n + 6]) for n in range(0, 60, 6))]
    ),
    "quotation_finder": Target(
        quotation_finder, lambda: [each for each in _paragraphs() if b'"' in each or "“".encode() in each], SHORT
    ),
    "numbers": Target(numbers, lambda: [each for each in _paragraphs() if re.search(rb"\d", each)], SHORT),
    "dates": Target(
        dates, lambda: [b"late Thursday", b"Sept. 5", b"3 May 2019", b"last week", b"the 1990s", b"2025-09-04"], SHORT
    ),
    "moments": Target(
        moments, lambda: [b"2025-09-04T15:30:00+02:00", b"Thu, 04 Sep 2025 18:30:00 +0200", b"2025-W36-4"]
    ),
    "queries": Target(
        queries, lambda: [b'party:DEU stance:undecided "deploy troops" -not deplo* since:2025-01-01'], SHORT
    ),
    "article": Target(article, _paragraphs),
    "export_lines": Target(export_lines, lambda: [name.encode() + b"\n" + data for name, data in _export().items()]),
    "review_lines": Target(review_lines, _judgements),
    "api_answers": Target(api_answers, _addresses),
    "api_requests": Target(api_requests, _requests, SHORT),
}
