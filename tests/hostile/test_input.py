"""Input that is meant to do harm: what becomes of it is known, takes bounded time, and never damages evidence.

More of what readers meet stands beside the readers' own tests (``tests/read``), of the cleaner in ``tests/clean``,
of pages in ``tests/web/test_safety.py``.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from onrecord.extract.attribution import quotations
from onrecord.flow import read_document
from onrecord.model import Document, Media, Metadata, Reading, Rejected, Text
from onrecord.read import read
from tests.conftest import body

LIMIT = 10_000_000  # bytes: what a build reads at most of one document
STORY = (
    "Germany pledged to send 500 soldiers to Ruritania, its defence ministry said.\n"
    "France ruled out sending troops. “We will not leave,” Minister Anna Holt told reporters.\n"
)
GROWING = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE html [<!ENTITY e0 "ha">{GROWING}]>'
MARKS = "\"“”„«»'‘’‹›‚‟"


def document(content: str, media: Media = Media.PLAIN, language: str | None = "en") -> Document:
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(Metadata("a", language=language), media, content, digest)


def page(markup: str) -> Document:
    return document(f"<html><body>{markup}</body></html>", Media.HTML)


def understood(hostile: Document) -> Reading:
    found = read_document(hostile, models=False)
    assert isinstance(found, Reading), found
    assert_evidence_stands(found)
    return found


def assert_evidence_stands(reading: Reading) -> None:
    """Every span is the words at its place: offsets have not slipped."""
    spans = [each.span for each in (*reading.positions, *reading.figures, *reading.acts)]
    spans += [part for each in reading.statements for part in each.content]
    assert all(reading.text.text[span.start : span.end] == span.exact for span in spans)


def stances(reading: Reading) -> list[tuple[str, str]]:
    return sorted((party.name, each.stance.value) for each in reading.positions for party in each.parties)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Processor time: what else the machine does counts for nothing."""
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What is loaded once is no part of what a document costs."""
    read_document(document(STORY), models=False)
    read_document(page(f"<p>{STORY}</p>"), models=False)


@pytest.fixture(scope="module")
def plain() -> Reading:
    return understood(document(STORY))


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>'], ids=["page", "XML"])
def test_a_page_of_entities_that_grow_without_end_is_read_without_them(declaration: str, plain: Reading) -> None:
    with within(5):
        found = understood(document(f"{declaration}{BOMB}<html><body><p>{STORY}&e11;</p></body></html>", Media.HTML))
    assert len(found.text.text) < len(STORY) + 20
    assert stances(found) == stances(plain)


def test_a_page_that_names_a_file_as_an_entity_does_not_get_it(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    doctype = f'<!DOCTYPE html [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    markup = f'<?xml version="1.0"?>{doctype}<html><body><p>{STORY} &file; {include}</p></body></html>'
    assert "secret words" not in understood(document(markup, Media.HTML)).text.text


def test_one_long_entity_that_a_feed_repeats_is_not_repeated() -> None:
    entity = f'<!DOCTYPE rss [<!ENTITY long "{"x" * 100_000}">]>'
    feed = f"{entity}<rss version='2.0'><channel><item><description>{'&long;' * 50_000}</description></item>"
    with within(20):
        found = read_all("a.rss", f"{feed}</channel></rss>".encode())
    assert sum(len(each.content) for each in found if isinstance(each, Document)) < LIMIT


def test_a_json_line_of_brackets_within_brackets_is_a_malformed_line() -> None:
    with within(5):
        found = read_all("a.jsonl", b'{"text": ' + b"[" * 1_000_000)
    assert [each.reason for each in found] == ["malformed JSON line"]


def test_a_feed_of_elements_within_elements_costs_no_more_than_itself() -> None:
    nested = "<div>" * 20_000 + STORY
    feed = f"<rss version='2.0'><channel><item><content:encoded>{nested}</content:encoded></item></channel></rss>"
    with within(30):
        found = read_all("a.rss", feed.encode())
    assert [type(each) for each in found] == [Document]


@pytest.mark.parametrize("tag", ["<div>", "<p>", "<b>", "<a href=x>", "<table><tr><td>", "<!--", "</p>", "<![CDATA["])
def test_ten_megabytes_of_one_tag_are_rejected_at_once(tag: str) -> None:
    with within(5):
        found = read_document(page(STORY + tag * (LIMIT // len(tag))), models=False)
    assert found == Rejected("a", "clean", "too many tags", "more than 50000")


@pytest.mark.parametrize("inside_out", [1, 3])
def test_a_gzip_bomb_in_an_archive_is_too_large_and_held_nowhere(inside_out: int) -> None:
    bomb = gzip.compress(b"\0" * 300_000_000, 1)
    for _ in range(inside_out - 1):
        bomb = gzip.compress(bomb, 1)
    coding = b"Content-Encoding: gzip\r\n"
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + coding + b"\r\n" + bomb
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    archive = gzip.compress(head % len(content) + content + b"\r\n\r\n")
    tracemalloc.start()
    try:
        with within(30):
            [found] = read_all("a.warc.gz", archive)
        assert tracemalloc.get_traced_memory()[1] < 6 * LIMIT
    finally:
        tracemalloc.stop()
    assert isinstance(found, Rejected)
    # what is compressed twice is unpacked once: as servers send it, and no page comes out of that
    assert found.reason == ("too large" if inside_out == 1 else "binary")


def test_a_feed_that_includes_files_gives_its_own_words_alone(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "{secret.as_uri()}">
<!ENTITY % more SYSTEM "{secret.as_uri()}"> %more;]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><xi:include href="{secret.as_uri()}"/>
<item><description>Words &file; <xi:include href="{secret}" parse="text"/></description></item></channel></rss>"""
    found = read_all("a.rss", feed.encode())
    assert found
    assert all("secret words" not in repr(each) for each in found)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\boot.ini"])
def test_a_document_that_says_a_path_has_it_as_its_words_alone(name: str) -> None:
    line = json.dumps({"text": STORY, "url": name, "title": name, "publisher": name})
    [found] = read_all("a.jsonl", line.encode())
    assert isinstance(found, Document)
    assert (found.metadata.name, found.metadata.url) == ("a.jsonl#1", name)


def test_characters_without_width_stay_in_the_evidence() -> None:
    strewn = STORY.replace("soldiers to", "soldiers\u200b to").replace("We", "\ufeffWe")
    found = understood(document(strewn))
    assert found.text.text == strewn
    assert ("Germany", "pledged") in stances(found)
    assert any("\ufeffWe will" in part.exact for each in found.statements for part in each.content)


def test_characters_without_width_in_every_word_are_read_as_they_stand() -> None:
    found = understood(document("\u200b".join(STORY)))
    assert found.text.text == "\u200b".join(STORY)


def test_direction_marks_around_words_move_no_offset() -> None:
    turned = STORY.replace("France", "\u202eFrance\u202c").replace("“", "\u2067“").replace("”", "”\u2069")
    found = understood(document(turned))
    assert found.text.text == turned
    assert {("Germany", "pledged"), ("France", "refused")} <= set(stances(found))
    assert any("We will not leave" in part.exact for each in found.statements for part in each.content)


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude00", "\\ude00\\ud83d"])
def test_half_of_a_surrogate_pair_in_a_json_line_is_undecodable(half: str) -> None:
    [found] = read_all("a.jsonl", f'{{"text": "Nine {half} allies"}}'.encode())
    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == ("undecodable", "half of a surrogate pair")


def test_half_of_a_surrogate_pair_in_utf_16_is_undecodable() -> None:
    [found] = read_all("a.txt", b"\xff\xfe" + "Nine allies".encode("utf-16-le") + b"\x3d\xd8")
    assert isinstance(found, Rejected)
    assert found.reason == "undecodable"


def test_half_of_a_surrogate_pair_in_utf_8_is_no_character_of_the_text() -> None:
    outcomes = read_all("a.txt", STORY.encode() + "\ud83d".encode("utf-8", "surrogatepass"))
    assert all("\ud83d" not in each.content for each in outcomes if isinstance(each, Document))


def test_a_page_that_refers_to_half_of_a_surrogate_pair_has_no_such_character() -> None:
    found = understood(page(f"<p>{STORY} &#xD800; &#55357; &#0; &#x110000;</p>"))
    found.text.text.encode()
    assert ("Germany", "pledged") in stances(found)


@pytest.mark.parametrize("ends", [("\r\n",), ("\r",), ("\u2028",), ("\n\r",), ("\r\n", "\r", "\n", "\u2029")])
def test_mixed_line_ends_stay_and_offsets_count_them(ends: tuple[str, ...], plain: Reading) -> None:
    lines = (STORY * 2).splitlines()
    mixed = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    [read_back] = read_all("a.txt", mixed.encode())
    assert isinstance(read_back, Document)
    assert read_back.content == mixed
    found = understood(document(mixed))
    assert found.text.text == mixed
    assert set(stances(found)) == set(stances(plain))


@pytest.mark.parametrize(
    ("article", "language"),
    [
        ("تعهدت ألمانيا بإرسال خمسمائة جندي إلى أوكرانيا، قالت وزارة الدفاع.\n", "ar"),
        ("גרמניה התחייבה לשלוח חמש מאות חיילים לאוקראינה, אמר משרד ההגנה.\n", "he"),
        ("德国承诺向乌克兰派遣五百名士兵，国防部表示。法国排除了派兵的可能性。\n", "zh"),
        ("ドイツはウクライナに五百人の兵士を派遣すると約束したと国防省が発表した。\n", "ja"),
    ],
    ids=["Arabic", "Hebrew", "Chinese", "Japanese"],
)
def test_an_article_in_a_script_that_is_not_read_is_kept_and_told(article: str, language: str) -> None:
    found = understood(document(article * 20, language=None))
    assert found.text.text == article * 20
    assert [(each.reason, each.detail) for each in found.rejected] == [("language not read", language)]


@pytest.mark.parametrize(
    "words", ["تعهدت ألمانيا بإرسال جندي، ", "德国承诺向乌克兰派遣五百名士兵"], ids=["right to left", "no spaces"]
)
def test_a_script_that_is_not_read_but_called_english_is_harmless(words: str) -> None:
    content = f"{STORY}{words * 1_000}\n"
    with within(30):
        found = understood(document(content))
    assert found.text.text == content
    assert ("Germany", "pledged") in stances(found)


def test_a_page_of_only_quotation_marks_has_no_text() -> None:
    with within(5):
        assert read_document(document(MARKS * 100_000), models=False) == Rejected("a", "clean", "no text found")


@pytest.mark.parametrize("marks", [MARKS, "“", '"', "'s", '"b ', " ‘b", "($"])
def test_quotation_marks_without_end_cost_what_as_many_words_cost(marks: str) -> None:
    def seconds(length: int) -> float:
        # a paragraph of the story around them: a page of marks alone is none of its parts
        hostile = body(f"Germany pledged {(marks * length)[:length]} to send troops.")
        started = time.process_time()
        parsed(hostile)
        return time.process_time() - started

    # four times as long: four times as dear, and sixteen where it grew with the square. In turns, for the processor may
    # be slower for seconds on end.
    grown = [seconds(8_000) / max(seconds(2_000), 0.2) for _ in range(3)]
    assert min(grown) < 8


def parsed(text: Text) -> Reading:
    from onrecord.extract import extract
    from onrecord.identify import identify
    from onrecord.parse import parse

    sentences = parse(text)
    for sentence in sentences:
        assert all(text.text[token.start : token.end] == token.text for token in sentence.tokens)
    return identify(text, sentences, extract(text, sentences, models=False))


@pytest.mark.parametrize("marks", [MARKS, *MARKS, "“a", '"a ', "‘a’s ", "a‘"])
def test_quotations_among_a_hundred_thousand_marks_are_found_in_linear_time(marks: str) -> None:
    hostile = body((marks * 100_000)[:100_000])
    with within(5):
        found = quotations.find(hostile)
    assert all(0 <= each.start < each.end <= len(hostile.text) for each in found)


def read_all(name: str, data: bytes) -> list[Document | Rejected]:
    """What the reader for a file of this name makes of the bytes."""
    return list(READERS[name.partition(".")[2]](io.BytesIO(data), name, LIMIT))


def _readers() -> dict[str, Callable[..., Iterator[Document | Rejected]]]:
    from onrecord.read.feed import read_feed
    from onrecord.read.jsonl import read_lines
    from onrecord.read.warc import read_archive

    return {"rss": read_feed, "jsonl": read_lines, "warc.gz": read_archive, "txt": _read_text}


def _read_text(stream: io.BytesIO, name: str, max_bytes: int) -> Iterator[Document | Rejected]:
    return read(["-"], max_bytes=max_bytes, standard_input=stream)


READERS = _readers()
