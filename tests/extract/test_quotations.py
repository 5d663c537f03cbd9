"""Quotation marks of all styles, closed, open and nested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.attribution.quotations import CONTINUES, NOT_CLOSED, REOPENED, find
from onrecord.model import Block, Metadata, Role, Text


def text_of(content: str) -> Text:
    blocks, start = [], 0
    for line in content.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), Role.BODY))
        start += len(line) + 1
    return Text("document-1", Metadata("a.txt"), "0", content, tuple(blocks))


def quoted(content: str) -> list[str]:
    return [content[q.start : q.end] for q in find(text_of(content))]


@pytest.mark.parametrize(
    "passage",
    [
        "“We will come,”",
        '"We will come,"',
        "«We will come,»",
        "„We will come,“",
        "»We will come,«",
        "‹We will come,›",
        "‚We will come,‘",
        "‘We will come,’",
        "'We will come,'",
    ],
)
def test_every_style_of_marks_is_found(passage: str) -> None:
    assert quoted(f"{passage} he said.") == [passage]


def test_a_curly_opening_may_close_with_a_straight_mark() -> None:
    assert quoted('“We will come," he said.') == ['“We will come,"']


def test_apostrophes_open_nothing() -> None:
    assert quoted("Ukraine's allies don't know what the country's leaders' plan was in the '90s.") == []


def test_a_nested_quotation_belongs_to_the_outer_one() -> None:
    assert quoted("“He told me ‘no’ twice,” she said.") == ["“He told me ‘no’ twice,”"]


def test_a_quotation_over_paragraphs_continues() -> None:
    found = find(text_of("“First part.\n“Second part.” He left."))
    assert [q.note for q in found] == [CONTINUES, None]


def test_a_mark_never_closed_cannot_swallow_the_article() -> None:
    content = "“This was never closed.\nThe next paragraph is free."
    (quotation,) = find(text_of(content))
    assert (content[quotation.start : quotation.end], quotation.note) == ("“This was never closed.", NOT_CLOSED)


def test_a_closing_mark_that_is_missing_costs_one_quotation_not_two() -> None:
    content = "“We will go, the minister said. “It is time,” he added."
    assert [(content[q.start : q.end], q.note) for q in find(text_of(content))] == [
        ("“We will go, the minister said.", REOPENED),
        ("“It is time,”", None),
    ]


def test_marks_of_one_style_within_each_other_are_one_quotation() -> None:
    assert quoted("“He told me “we go” and left,” she said.") == ["“He told me “we go” and left,”"]


@pytest.mark.parametrize("mark", ["“", "”", '"', "'", "‘", "’", "«", "»", "„"])
def test_the_work_grows_with_the_length_of_a_page_of_marks(mark: str) -> None:
    """Characters looked at, counted: a second look at each would double them, a look at all from each would not end."""

    class Counting(str):
        looks = 0

        def __getitem__(self, key: object) -> str:
            Counting.looks += 1
            return str.__getitem__(self, key)  # type: ignore[index]

    for length in (1_000, 10_000):
        Counting.looks = 0
        content = Counting((mark + " a") * length)
        find(Text("document-1", Metadata("a.txt"), "0", content, (Block(0, len(content), Role.BODY),)))
        assert Counting.looks < 12 * len(content) + 20_000


@given(st.text(alphabet="a .\n“”\"'‘’«»„‹›‚", max_size=80))
def test_quotations_are_in_order_and_never_cross_a_paragraph(content: str) -> None:
    end = 0
    for quotation in find(text_of(content)):
        assert end <= quotation.start < quotation.end <= len(content)
        assert "\n" not in content[quotation.start : quotation.end]
        end = quotation.end
