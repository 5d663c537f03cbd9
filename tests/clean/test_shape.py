"""What a line looks like."""

from __future__ import annotations

import pytest

from onrecord.clean.shape import Shape, is_address, shape_of
from onrecord.clean.wording import wording, words_of


def shape(text: str) -> Shape:
    return shape_of(text, words_of(text), wording().small)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("He left.", "."),
        ("“He left.”", "."),
        ("Did he leave?", "?"),
        ("He left the…", "…"),
        ("He left the...", "…"),
        ("Points:", ":"),
        ("他走了。", "。"),
        ("هل غادر؟", "؟"),
        ("He left", ""),
        ("He left. (RELATED: Others stayed)", "."),
    ],
)
def test_the_mark_that_ends_a_line_is_found_behind_quotation_marks_and_remarks(text: str, mark: str) -> None:
    assert shape(text).mark == mark


def test_a_line_that_breaks_off_has_not_ended() -> None:
    assert not shape("He left the…").ended
    assert shape("He left.").ended


@pytest.mark.parametrize("text", ["• one thing", "- one thing", "-- one thing", "•one thing", "* “one thing”"])
def test_bullets_are_seen(text: str) -> None:
    assert shape(text).bullet


@pytest.mark.parametrize("text", ["-5 degrees", "one - two", "—Anna", "***"])
def test_a_minus_or_a_dash_is_no_bullet(text: str) -> None:
    assert not shape(text).bullet


def test_a_title_has_capitals_but_for_the_small_words() -> None:
    assert shape("Two Neighbours of the Tobel Leave It").titled
    assert not shape("Two neighbours of the Tobel leave it").titled


def test_a_sentence_full_of_names_is_no_title() -> None:
    assert not shape("Prime Minister Anna Holt of Ruritania met President Boris Borduin.").titled


def test_scripts_without_spaces_are_measured_by_their_letters() -> None:
    assert shape("二十六个国家承诺向乌克兰派遣军队以保证停火后的和平与安全").words > 12


def test_abbreviations_make_no_second_sentence() -> None:
    assert not shape("The U.S. Army and Mr. Holt of St. Zenda left").sentences
    assert shape("The army left. Then Holt left").sentences


@pytest.mark.parametrize(
    "token", ["@example", "a@example.com", "https://example.com/x", "www.example.com", "6/recent/posts"]
)
def test_addresses_and_handles_are_seen(token: str) -> None:
    assert is_address(token)


@pytest.mark.parametrize("token", ["and/or", "AP/Reuters/AFP", "said.", "U.S."])
def test_words_with_strokes_and_points_are_no_addresses(token: str) -> None:
    assert not is_address(token)
