"""How many lines have the role that a reader gave them."""

from __future__ import annotations

from eval.blocks import block_accuracy
from onrecord.model import Block, Metadata, Role, Text

TEXT = Text(
    "document-1",
    Metadata("a.txt"),
    "0" * 64,
    "Title\n\n  One paragraph.\nMenu\nMore\n",
    (Block(0, 5, Role.HEADLINE), Block(9, 23, Role.BODY), Block(24, 28, Role.CHROME), Block(29, 33, Role.BODY)),
)


def test_lines_that_are_not_blank_are_counted() -> None:
    assert block_accuracy({"a": TEXT}, {"a": {"headline": [1], "chrome": [4, 5]}}) == (3, 4)


def test_a_line_that_the_reader_does_not_list_is_body() -> None:
    assert block_accuracy({"a": TEXT}, {"a": {}}) == (2, 4)


def test_ranges_are_strings_or_lists_of_strings() -> None:
    assert block_accuracy({"a": TEXT}, {"a": {"headline": [1], "chrome": ["4-5"]}}) == (3, 4)
    assert block_accuracy({"a": TEXT}, {"a": {"headline": ["1"], "chrome": [["4-5"]]}}) == (3, 4)


def test_a_line_outside_every_block_is_wrong() -> None:
    bare = Text("document-1", Metadata("a.txt"), "0" * 64, TEXT.text, TEXT.blocks[1:])
    assert block_accuracy({"a": bare}, {"a": {"headline": [1], "chrome": [4]}}) == (3, 4)
