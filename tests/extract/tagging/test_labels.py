"""Spans as labels of words, and the best sequence of labels."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.tagging.decode import Chain
from onrecord.extract.tagging.labels import Labels, Marked

LABELS = Labels(("source", "cue"))
NEVER = -1e4


@st.composite
def marked(draw: st.DrawFn) -> tuple[list[Marked], int]:
    edges = draw(st.lists(st.integers(0, 20), unique=True, max_size=8).map(sorted))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    kinds = draw(st.lists(st.sampled_from(LABELS.kinds), min_size=len(pairs), max_size=len(pairs)))
    return [(first, end, kind) for (first, end), kind in zip(pairs, kinds, strict=True)], 21


@given(marked())
def test_labels_give_back_the_spans_they_were_made_from(case: tuple[list[Marked], int]) -> None:
    spans, length = case
    assert LABELS.spans(LABELS.of(spans, length)) == spans


@given(marked())
def test_the_labels_of_spans_are_a_sequence_that_is_allowed(case: tuple[list[Marked], int]) -> None:
    spans, length = case
    labels = LABELS.of(spans, length)
    follows, opens, closes = LABELS.allowed()
    assert opens[labels[0]]
    assert closes[labels[-1]]
    assert all(follows[one, other] for one, other in itertools.pairwise(labels))


def chain(seed: int) -> Chain:
    chance = np.random.default_rng(seed)
    follows, opens, closes = LABELS.allowed()
    scores = (
        np.where(allows, chance.normal(size=allows.shape), NEVER).astype(np.float32)
        for allows in (follows, opens, closes)
    )
    return Chain(*scores)


@pytest.mark.parametrize("seed", range(20))
def test_the_best_sequence_is_the_one_that_trying_all_of_them_finds(seed: int) -> None:
    scores, chance = chain(seed), np.random.default_rng(seed + 100)
    emissions = chance.normal(size=(1, 4, LABELS.number)).astype(np.float32)

    def worth(path: tuple[int, ...]) -> float:
        steps = sum(scores.follows[one, other] for one, other in itertools.pairwise(path))
        seen = sum(emissions[0, place, label] for place, label in enumerate(path))
        return float(scores.opens[path[0]] + scores.closes[path[-1]] + steps + seen)

    best = max(itertools.product(range(LABELS.number), repeat=4), key=worth)
    (found,) = scores.best(emissions, np.array([4]))
    assert tuple(found) == best


def test_passages_side_by_side_are_decoded_as_each_alone() -> None:
    scores, chance = chain(1), np.random.default_rng(7)
    emissions = chance.normal(size=(3, 9, LABELS.number)).astype(np.float32)
    lengths = np.array([9, 1, 5])
    together = scores.best(emissions, lengths)
    for row, length in enumerate(lengths):
        (alone,) = scores.best(emissions[row : row + 1, :length], lengths[row : row + 1])
        assert list(together[row]) == list(alone)
