"""What cleaning a plain text gives."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from eval.blocks import block_accuracy, text_of
from onrecord.clean import clean
from onrecord.model import Document, Media, Metadata, Rejected, Text


def document(content: str, language: str | None = "en") -> Document:
    return Document(Metadata("a.txt", language=language), Media.PLAIN, content, "0" * 64)


def test_the_text_is_the_input_character_for_character() -> None:
    content = "\ufeffOne line.\r\n\r\n  Another line. \t\r\n"
    text = clean(document(content))
    assert isinstance(text, Text)
    assert text.text == content


def test_a_block_is_a_line_without_the_white_space_around_it() -> None:
    content = "One line.\r\n\r\n  Another line. \t\r\n"
    text = clean(document(content))
    assert isinstance(text, Text)
    assert [content[block.start : block.end] for block in text.blocks] == ["One line.", "Another line."]


def test_the_text_keeps_the_id_of_its_document() -> None:
    text = clean(document("One line."))
    assert isinstance(text, Text)
    assert text.id == document("One line.").id


@given(st.text(alphabet=st.sampled_from("aB1 .\n\r\t“”•-…:\u2028\u200b")))
@example("a\u2028b\rc")
def test_blocks_are_in_order_and_cover_all_but_white_space(content: str) -> None:
    text = clean(document(content))
    if isinstance(text, Rejected):
        assert not any(map(str.isalpha, content))
        return
    covered = {i for block in text.blocks for i in range(block.start, block.end)}
    assert all(character.isspace() for i, character in enumerate(content) if i not in covered)
    assert all(one.end <= other.start for one, other in zip(text.blocks, text.blocks[1:], strict=False))
    assert all(text.text[block.start : block.end].strip() for block in text.blocks)


@pytest.mark.parametrize("content", ["", " \n\t\n", "***\n---\n123"])
def test_a_text_without_a_letter_is_rejected(content: str) -> None:
    assert clean(document(content)) == Rejected("a.txt", "clean", "no text found")


def test_a_text_of_countless_lines_is_rejected() -> None:
    rejected = clean(document("a\n" * 100_001))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "too many lines"


def test_the_language_is_identified_where_none_is_stated(story: list[str]) -> None:
    text = clean(document("\n".join(story), language=None))
    assert isinstance(text, Text)
    assert text.metadata.language == "en"


def test_a_stated_language_is_reduced_to_its_code(story: list[str]) -> None:
    text = clean(document("\n".join(story), language="de-AT"))
    assert isinstance(text, Text)
    assert text.metadata.language == "de"


@pytest.mark.parametrize(
    "content",
    [
        "word. " * 170_000,
        "x" * 1_000_000,
        "( " * 500_000 + "a",
        "a" + " \t" * 500_000 + "b",
        "Word word. word\n" * 65_000,
        "Read more\n" * 90_000,
        "Key points\n• A point of fact\n" * 30_000,
    ],
    ids=["one line", "one word", "brackets", "spaces", "short lines", "labels", "points"],
)
def test_a_megabyte_of_anything_is_cleaned_in_bounded_time(content: str) -> None:
    started = time.process_time()
    assert isinstance(clean(document(content)), Text)
    assert time.process_time() - started < 30


def test_twice_as_many_lines_take_about_twice_as_long(story: list[str]) -> None:
    def seconds(copies: int) -> float:
        content = "\n".join(f"{line} {number}" for number in range(copies) for line in ("Read also:", *story))
        started = time.process_time()
        clean(document(content))
        return time.process_time() - started

    seconds(100)
    assert seconds(2_000) < 8 * max(seconds(1_000), 0.05)


def test_real_coverage_is_told_from_its_furniture(shared: Path) -> None:
    folder = shared / "coverage" / "paris-2025"
    blocks = yaml.safe_load((folder / "reading.yaml").read_text(encoding="utf-8"))["blocks"]
    texts = {path.name[:3]: text_of(path) for path in sorted((folder / "articles").glob("*.txt"))}
    right, total = block_accuracy(texts, blocks)
    assert total > 100
    assert right >= 0.98 * total


def test_articles_without_furniture_keep_every_paragraph(shared: Path, roles: Callable[..., list[str]]) -> None:
    for path in sorted((shared / "coverage" / "pompeo-kim-2018" / "articles").glob("*.txt")):
        found = roles(*path.read_text(encoding="utf-8").splitlines())
        assert set(found) <= {"headline", "body"}, path.name
