"""What the model of positions learns from: labels, folds, parts of paragraphs."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from onrecord.extract.tagging.features import COLUMNS, Words
from onrecord.extract.tagging.labels import Labels
from train.positions.corpus import TAGGED, Example, apart, fold

pytest.importorskip("tokenizers")

from train.positions.passages import parts, whole
from train.positions.score import nearest, overlap

STANCES = Labels(TAGGED["stance"])


def example(texts: str, spans: list[tuple[int, int, str]], ends: tuple[int, ...]) -> Example:
    words = tuple(texts.split())
    length = len(words)
    told = Words(words, np.zeros((length, len(COLUMNS)), dtype=np.int64), np.arange(length), ends)
    offsets = np.array([(10 * word, 10 * word + 5) for word in range(length)])
    clauses = tuple((first, end, 0) for first, end, _ in spans)
    return Example(told, offsets, {"stance": STANCES.of(spans, length)}, clauses)


def test_of_two_overlapping_clauses_the_longer_is_learnt_and_the_other_counted() -> None:
    lost: Counter[str] = Counter()
    kept = apart([(0, 3, "pledged"), (2, 9, "refused"), (9, 11, "willing")], lost, "stance")
    assert kept == [(2, 9, "refused"), (9, 11, "willing")]
    assert lost == {"stance overlapped": 1}


def test_a_clause_marked_twice_with_one_stance_is_one_and_nothing_is_lost() -> None:
    lost: Counter[str] = Counter()
    assert apart([(0, 3, "pledged"), (0, 3, "pledged")], lost, "stance") == [(0, 3, "pledged")]
    assert not lost


def test_near_copies_are_in_one_fold() -> None:
    assert fold("7M9Re8emMPUGS7JG") == fold("yrybrgKcCC5w9apY") == fold("trybrgKcCC5w9apY")


def test_a_long_paragraph_is_cut_between_sentences_and_keeps_its_clauses() -> None:
    whole_one = example("a b c d e f g h", [(1, 3, "pledged"), (5, 8, "refused")], (4, 8))
    first, second = parts(whole_one, lambda word: [1] * 60)
    assert (first.words.texts, second.words.texts) == (("a", "b", "c", "d"), ("e", "f", "g", "h"))
    assert STANCES.spans(first.labels["stance"]) == [(1, 3, "pledged")]
    assert STANCES.spans(second.labels["stance"]) == [(1, 4, "refused")]
    assert (first.clauses, second.clauses) == (((1, 3, 0),), ((1, 4, 0),))
    assert second.offsets[0, 0] == 40


def test_a_span_cut_in_two_is_learnt_in_neither_part() -> None:
    labels = STANCES.of([(0, 2, "willing"), (3, 8, "pledged")], 8)
    assert STANCES.spans(whole(labels[:5])) == [(0, 2, "willing")]
    assert not whole(labels[5:]).any()


def test_a_clause_is_given_the_mention_within_it_before_one_that_stands_before_it() -> None:
    mentions = [(0, 1, "mention"), (4, 6, "mention"), (9, 10, "mention")]
    assert nearest(mentions, 3, 8) == (4, 6, "mention")
    assert nearest(mentions, 1, 4) == (0, 1, "mention")
    assert nearest([], 1, 4) is None


def test_half_of_the_shorter_is_an_overlap() -> None:
    assert overlap((0, 100), (95, 105))
    assert not overlap((0, 100), (96, 106))
