"""What cleaning a web page gives."""

from __future__ import annotations

import time

import pytest

from onrecord.clean import clean
from onrecord.model import Document, Media, Metadata, Rejected, Text

BODY = """
<p>Ruritania and Borduria agreed on Monday to <b>pull</b> their soldiers back from the Tobel valley.</p>
<h2>A commission without members</h2>
<p>“We will leave before the winter,” Prime Minister Anna Holt told parliament.<br>Then she left for Zenda.</p>
<p>The border commission has been waiting since March for both of them to name their members.</p>
"""
HEAD = """<title>Neighbours leave the valley | The Zenda Messenger</title>
<meta property="og:site_name" content="The Zenda Messenger">
<meta property="article:published_time" content="2024-05-03T10:11:00Z">
<link rel="canonical" href="https://messenger.example/valley">"""


def page(body: str = BODY, head: str = HEAD) -> str:
    return f'<html lang="en-GB"><head>{head}</head><body><article>{body}</article></body></html>'


def cleaned(content: str, metadata: Metadata | None = None) -> Text:
    text = clean(document(content, metadata))
    assert isinstance(text, Text)
    return text


def document(content: str, metadata: Metadata | None = None) -> Document:
    return Document(metadata or Metadata("a.html"), Media.HTML, content, "0" * 64)


def lines(text: Text) -> list[tuple[str, str]]:
    return [(block.role.value, text.text[block.start : block.end]) for block in text.blocks]


def test_a_block_element_is_a_block_with_its_role() -> None:
    assert lines(cleaned(page())) == [
        ("headline", "Neighbours leave the valley"),
        ("body", "Ruritania and Borduria agreed on Monday to pull their soldiers back from the Tobel valley."),
        ("heading", "A commission without members"),
        ("body", "“We will leave before the winter,” Prime Minister Anna Holt told parliament."),
        ("body", "Then she left for Zenda."),
        ("body", "The border commission has been waiting since March for both of them to name their members."),
    ]


def test_a_line_break_within_a_sentence_parts_no_block() -> None:
    text = cleaned(page("<p>Ruritania and Borduria agreed on Monday<br>to pull their soldiers back.</p>"))
    assert "Ruritania and Borduria agreed on Monday to pull their soldiers back." in text.text.split("\n")


def test_the_title_is_not_said_twice() -> None:
    assert cleaned(page(f"<h1>Neighbours leave the valley</h1>{BODY}")).text.count("Neighbours leave the valley") == 1


def test_list_items_before_the_first_paragraph_are_key_points() -> None:
    points = "<ul><li>Soldiers leave the valley</li><li>A commission meets in autumn</li></ul>"
    assert [role for role, _ in lines(cleaned(page(points + BODY)))][1:3] == ["key_points", "key_points"]


def test_furniture_that_the_extractor_leaves_is_caught() -> None:
    text = cleaned(page(BODY + "<p>Read also:</p><p>Pilot turns round in mid-air</p><p>Hospital bought back</p>"))
    assert [role for role, _ in lines(text)][-3:] == ["chrome", "teaser", "teaser"]


def test_scripts_and_styles_are_no_text() -> None:
    text = cleaned(page(f"<script>var x = 'we will attack';</script><style>.we {{}}</style>{BODY}"))
    assert "attack" not in text.text
    assert ".we" not in text.text


def test_metadata_are_taken_from_the_page() -> None:
    assert cleaned(page()).metadata == Metadata(
        "a.html",
        url="https://messenger.example/valley",
        title="Neighbours leave the valley",
        publisher="The Zenda Messenger",
        published="2024-05-03",
        language="en",
    )


def test_the_documents_own_metadata_come_first() -> None:
    own = Metadata("a.html", "https://own.example/", "Own title", "Own paper", "2024-05-01", "de")
    assert cleaned(page(), own).metadata == own


def test_a_date_in_the_running_text_is_no_date_of_publication() -> None:
    assert cleaned(page(BODY + "<p>The war began on 3 May 2019, they said.</p>", "")).metadata.published is None


def test_a_date_to_come_does_not_depend_on_the_day_of_the_run() -> None:
    head = '<meta property="article:published_time" content="2093-05-03T10:11:00Z">'
    assert cleaned(page(head=head)).metadata.published == "2093-05-03"


def test_a_fragment_of_a_feed_is_a_page_too() -> None:
    assert lines(cleaned("<p>The two neighbours agreed to pull their soldiers back from the valley.</p>")) == [
        ("body", "The two neighbours agreed to pull their soldiers back from the valley.")
    ]


def test_the_same_page_gives_the_same_text() -> None:
    assert cleaned(page()) == cleaned(page())


@pytest.mark.parametrize(
    "content", ["", "<html></html>", "<html><body><script>x</script></body></html>", "<" * 100_000]
)
def test_a_page_without_text_is_rejected(content: str) -> None:
    rejected = clean(document(content))
    assert isinstance(rejected, Rejected)
    assert rejected.stage == "clean"
    assert rejected.reason in {"no text found", "malformed HTML", "too many tags"}


def test_a_page_of_one_tag_is_rejected_at_once() -> None:
    started = time.process_time()
    assert clean(document("<p>" * 3_000_000)) == Rejected("a.html", "clean", "too many tags", "more than 50000")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>"])
def test_deep_nesting_does_no_harm(tag: str) -> None:
    found = clean(document(f"<html><body>{tag * 15_000}We will leave the valley.</body></html>"))
    assert isinstance(found, Text | Rejected)


def test_nothing_is_written_to_the_log(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    clean(document("<html></html>"))
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")
