"""The bench of quotations: the corpus's words as running text, what counts as found, and the targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.quotations import fed_by_article, fed_by_paragraph, same_content, share_hit
from eval.quotations_bench import checks, table
from eval.reading import Place
from eval.treebank import contents_of, read_articles, spell
from onrecord.model import Block, Metadata, Role, Text

WORDS = ["``", "We", "do", "n't", "pay", ",", "''", "Rep.", "Lynch", "(", "D", "-RRB-", "said", "."]
TOLD = {"articles": 1.0, "words": 100.0, "expected": 10.0, "models": 1.0}


def test_words_become_running_text_with_curly_quotation_marks() -> None:
    assert spell(WORDS).text == "“We don't pay,” Rep. Lynch (D) said."


def test_each_word_stands_where_the_character_map_says() -> None:
    spelled = spell(WORDS)
    words = ["“", *WORDS[1:6], "”", *WORDS[7:11], ")", *WORDS[12:]]
    assert [spelled.text[start:end] for start, end in spelled.places] == words


def test_a_content_ends_where_another_begins() -> None:
    labels = ["B-content", "I-content", "B-content", "O", "B-cue", "I-content", "I-content"]
    assert list(contents_of(labels)) == [(0, 2), (2, 3), (5, 7)]


def test_an_article_is_put_together_from_its_passages(tmp_path: Path) -> None:
    quoted = {
        "tokens": ["He", "said", "``", "No", "''"],
        "labels": ["B-source", "B-cue", "B-content", *["I-content"] * 2],
    }
    rows = [
        {"id": "one", "tokens": ["Talks", "ended", "."], "labels": ["O", "O", "O"]},
        {"id": "one", **quoted},
        {"id": "two", "tokens": ["No", "news"], "labels": ["O", "O"]},
    ]
    (tmp_path / "dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    one, two = read_articles(tmp_path / "dev.jsonl")
    assert [one.text.text[block.start : block.end] for block in one.text.blocks] == ["Talks ended.", "He said “No”"]
    assert [one.text.text[place.start : place.end] for place in one.contents] == ["“No”"]
    assert two.contents == ()


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 100, True), (0, 50, True), (0, 49, False), (90, 190, False), (25, 135, False), (20, 120, True)],
    ids=["same", "half of it", "less than half", "a tenth", "less than four fifths", "four fifths"],
)
def test_a_content_is_found_by_four_fifths_of_the_shorter_and_half_of_the_longer(
    start: int, end: int, found: bool
) -> None:
    assert same_content(Place("one", 0, 100), Place("one", start, end)) is found
    assert same_content(Place("one", start, end), Place("one", 0, 100)) is found


def test_a_content_is_found_in_its_own_document_only() -> None:
    assert not same_content(Place("one", 0, 10), Place("two", 0, 10))
    expected = [Place("one", 0, 10), Place("two", 0, 10)]
    assert share_hit(expected, [Place("one", 1, 10), Place("one", 2, 10)]) == 0.5


def test_a_place_in_what_textacy_is_given_leads_back_to_the_text() -> None:
    written = "A headline\nShare this\nHe said “No”"
    blocks = (Block(0, 10, Role.HEADLINE), Block(11, 21, Role.CHROME), Block(22, 34, Role.BODY))
    text = Text("id", Metadata("one"), "", written, blocks)
    for feed, strings in (
        (fed_by_article, ["A headline\n\nHe said “No”"]),
        (fed_by_paragraph, ["A headline", "He said “No”"]),
    ):
        fed = feed(text)
        assert [each.string for each in fed] == strings
        at = fed[-1].string.index("“No”")
        assert fed[-1].place(at, at + 4) == Place("one", written.index("“No”"), len(written))
        assert fed[0].place(2, 10) == Place("one", 2, 10)


def figures(found: float, seconds: float) -> dict[str, float]:
    """Of onrecord, beside a textacy that finds a tenth in one second."""
    tools = {"onrecord": (found, seconds), "textacy by article": (0.1, 1.0), "textacy by paragraph": (0.2, 1.5)}
    figures = TOLD.copy()
    for tool, (share, taken) in tools.items():
        own = {"found": share, "seconds": taken, "statements": 1.0, "refused": 0.0, "right": 1.0}
        figures |= {f"{tool}: {name}": value for name, value in own.items()}
    return figures


def test_the_targets_are_five_times_the_recall_at_half_the_speed() -> None:
    assert [met for _, met in checks(figures(found=0.51, seconds=1.9))] == [True, True]
    assert [met for _, met in checks(figures(found=0.49, seconds=2.1))] == [False, False]


def test_without_textacy_onrecord_alone_is_shown_and_nothing_is_checked() -> None:
    alone = {name: value for name, value in figures(0.5, 1.0).items() if not name.startswith("textacy")}
    assert list(checks(alone)) == []
    lines = list(table("all", alone, ("found", "right")))
    assert sum("textacy" in line for line in lines) == 1
    assert "not installed" in lines[-1]
