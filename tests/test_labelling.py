"""Bare passages labelled, with the token model and by rules alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.labelling import label, mark

WORDS = ["Anna", "Holm", "said", "the", "army", "would", "stay", "."]
LABELS = ["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content", "I-content", "O"]


@pytest.mark.parametrize("models", [True, False])
def test_each_word_gets_its_label(models: bool) -> None:
    assert list(label([WORDS], models)) == [LABELS]


def test_passages_keep_their_order_and_their_words_however_odd() -> None:
    passages = [WORDS, [], [" "], ["``", "''", "-LRB-", ""], ["a" * 5_000], WORDS]
    labels = list(label(passages))
    assert [len(each) for each in labels] == [len(each) for each in passages]
    assert labels[0] == labels[-1] == LABELS


def test_running_text_gives_the_exact_words() -> None:
    text = "Anna Holm said the army would stay."
    (spans,) = mark([text])
    assert [(span.kind, span.exact) for span in spans] == [
        ("source", "Anna Holm"),
        ("cue", "said"),
        ("content", "the army would stay"),
    ]
    assert all(text[span.start : span.end] == span.exact for span in spans)


def test_a_quotation_over_several_sentences_is_one_content() -> None:
    text = "“We will stay. We will not go. It is our home,” Anna Holm said."
    (spans,) = mark([text])
    assert [span.exact for span in spans if span.kind == "content"] == [
        "“We will stay. We will not go. It is our home,”"
    ]


def test_a_passage_longer_than_the_model_reads_at_once_is_read_to_its_end() -> None:
    text = " ".join(f"Anna Holm said that town number {number} would be rebuilt by the army." for number in range(120))
    (spans,) = mark([text])
    assert sum(span.kind == "content" for span in spans) >= 118


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_text_gives_spans_in_order_that_stand_in_it(texts: list[str]) -> None:
    for text, spans in zip(texts, mark(texts), strict=True):
        end = 0
        for span in spans:
            assert end <= span.start < span.end
            assert text[span.start : span.end] == span.exact
            end = span.end
