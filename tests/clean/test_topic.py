"""How much of a line is about the story."""

from __future__ import annotations

from onrecord.clean.topic import Topic, telling_words


def test_names_and_long_words_tell_what_a_line_is_about() -> None:
    assert telling_words("The army left Zenda after a referendum") == {"zenda", "referendum"}


def test_the_share_counts_words_that_other_paragraphs_have() -> None:
    topic = Topic.of([telling_words("A referendum in Zenda"), telling_words("A commission in Zenda")])
    assert topic.share(telling_words("They left Zenda for Vienna"), own=False) == 0.5


def test_a_paragraph_does_not_bear_itself_out() -> None:
    paragraphs = [telling_words("A referendum in Zenda"), telling_words("A commission in Zenda")]
    assert Topic.of(paragraphs).share(paragraphs[0], own=True) == 0.5


def test_a_line_that_tells_nothing_has_no_share() -> None:
    assert Topic.of([telling_words("A referendum in Zenda")]).share(telling_words("He left."), own=False) == 0


def test_a_word_of_a_million_letters_is_cut_not_searched() -> None:
    assert len(next(iter(telling_words("x" * 1_000_000)))) <= 2000
