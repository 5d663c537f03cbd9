"""Text takes the room it is given, and nothing in it acts on the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.terminal import columns, fit, paragraph, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “words”", "plain – “words”"),
        ("two\n  lines\tand a\u00a0gap", "two lines and a gap"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202edcba\u2066", "abc\\u202edcba\\u2066"),
        ("hid\u200bden\ufeff", "hid\\u200bden\\ufeff"),
        ("\u2028new", "\\u2028new"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("नमस्‍ते Ελλάδα 北京", "नमस्‍ते Ελλάδα 北京"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text, shown):
    assert printable(text) == shown


@given(st.text())
def test_any_text_is_one_line_without_control(text):
    shown = printable(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert len(shown.splitlines()) <= 1


def test_wide_characters_take_two_columns_and_colours_none():
    assert columns("北京") == 4
    assert columns("e\u0301") == 1
    assert columns("\x1b[1mbold\x1b[0m") == 4


@pytest.mark.parametrize(("text", "shown"), [("Oslo", "Oslo  "), ("Ruritania", "Rurit…"), ("北京北京", "北京… ")])
def test_text_is_fitted_to_its_column(text, shown):
    assert fit(text, 6) == shown


def test_a_paragraph_is_broken_between_words_under_its_indent(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    lines = paragraph("one two three four five six seven eight nine ten", "  a: ", "     ")
    assert lines == ["  a: one two three four five six seven", "     eight nine ten"]


def test_a_word_too_long_for_the_screen_stands_alone(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    assert paragraph(f"see {'x' * 60} there") == ["see", "x" * 60, "there"]
