"""That reading takes time in proportion to the text. Larger sizes are measured by ``make bench``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.growth import Growth, Made, document_of, growth, list_of, names_of, sentence_of

# a quadratic step that takes a third of the time at the largest size raises the slope by about that much
_MOST = 1.4


@pytest.mark.parametrize(
    ("make", "largest"),
    [(document_of, 8_000), (sentence_of, 1_600), (list_of, 800), (names_of, 800)],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_the_time_for_a_text_grows_no_worse_than_linearly(make: Callable[[int], Made], largest: int) -> None:
    found = growth("made", make, largest)
    assert found.exponent < _MOST, found.seconds


def test_the_exponent_tells_linear_from_quadratic_time() -> None:
    assert Growth("linear", ((10, 1.0), (20, 2.0), (40, 4.0))).exponent == pytest.approx(1)
    assert Growth("quadratic", ((10, 1.0), (20, 4.0), (40, 16.0))).exponent == pytest.approx(2)


def test_made_texts_have_the_size_that_was_asked_for() -> None:
    text, sentences = names_of(30)
    names = {token.text for sentence in sentences for token in sentence.tokens if token.text.startswith("Q")}
    assert len(names) == 30
    assert all(text.text[t.start : t.end] == t.text for sentence in sentences for t in sentence.tokens)
    assert len(sentence_of(200)[1]) == 1
