"""Words that a corpus has told apart, parsed."""

from __future__ import annotations

from onrecord.parse import parse_words


def test_words_of_a_treebank_are_read_in_the_spelling_of_running_text() -> None:
    (passage,) = parse_words([["``", "We", "go", ",", "''", "-LRB-", "he", "-RRB-", "said", "."]])
    words = [token.text for sentence in passage.sentences for token in sentence.tokens]
    assert words == ["“", "We", "go", ",", "”", "(", "he", ")", "said", "."]
    assert passage.given == tuple(range(10))


def test_a_word_that_is_taken_apart_is_told_as_one_given_word() -> None:
    (passage,) = parse_words([["Coal-fired", "plants", "close", "."]])
    words = [token.text for sentence in passage.sentences for token in sentence.tokens]
    assert words == ["Coal", "-", "fired", "plants", "close", "."]
    assert passage.given == (0, 0, 0, 1, 2, 3)


def test_passages_come_in_order_and_an_empty_one_stays() -> None:
    found = list(parse_words([["One", "."], [], [" "], ["Two", "."]]))
    assert [len(passage.given) for passage in found] == [2, 0, 0, 2]
