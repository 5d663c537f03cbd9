"""What a token model is told of each word, and how words become pieces."""

from __future__ import annotations

import numpy as np

from onrecord.extract.tagging.features import COLUMNS, Describing, Vocabulary
from onrecord.extract.tagging.pieces import batch, in_pieces
from onrecord.model import Role, Sentence, Token

VOCABULARY = Vocabulary(("NNP", "VBD", "."), ("ROOT", "nsubj", "ccomp", "punct"))
# Anna said “ he left ”
WORDS = [
    ("Anna", "NNP", "nsubj", 1),
    ("said", "VBD", "ROOT", 1),
    ("“", ".", "punct", 4),
    ("he", "NNP", "nsubj", 4),
    ("left", "VBD", "ccomp", 1),
    ("”", ".", "punct", 4),
]


def sentence(shift: int = 0) -> Sentence:
    tokens, start = [], shift
    for index, (word, tag, relation, head) in enumerate(WORDS):
        tokens.append(Token(index, word, word.lower(), "X", tag, relation, head, start, start + len(word)))
        start += len(word) + 1
    return Sentence.of(Role.BODY, 0, tuple(tokens))


def column(name: str, sentences: list[Sentence]) -> list[int]:
    words = Describing(VOCABULARY).words(sentences)
    return list(words.features[:, COLUMNS.index(name)])


def test_words_tell_whether_they_stand_between_quotation_marks() -> None:
    outside, opens, inside, closes = 1, 2, 3, 4
    assert column("quotation", [sentence()]) == [outside, outside, opens, inside, inside, closes]


def test_the_longest_phrase_that_starts_or_ends_with_a_word_is_told_by_its_relation() -> None:
    root, ccomp = 1, 3
    assert column("starts", [sentence()]) == [root, 0, ccomp, 0, 0, 0]
    assert column("ends", [sentence()]) == [0, 0, 0, 0, 0, root]


def test_a_tag_that_the_model_never_saw_is_told_as_none() -> None:
    unknown = Sentence.of(Role.BODY, 0, (Token(0, "x", "x", "X", "ODD", "odd", 0, 0, 1),))
    assert column("tag", [unknown]) == [0]
    assert column("relation", [unknown]) == [0]


def test_heads_are_counted_over_the_sentences_of_a_passage() -> None:
    words = Describing(VOCABULARY).words([sentence(), sentence(40)])
    assert list(words.heads[6:]) == [head + 6 for _, _, _, head in WORDS]
    assert words.ends == (6, 12)


def test_a_part_of_a_passage_keeps_its_words_and_loses_heads_outside_it() -> None:
    part = Describing(VOCABULARY).words([sentence(), sentence(40)]).part(3, 8)
    assert part.texts == ("he", "left", "”", "Anna", "said")
    assert list(part.heads) == [1, 1, 1, 4, 4]
    assert part.ends == (3,)


def test_every_value_has_its_place_in_the_models_tables() -> None:
    sizes = VOCABULARY.sizes()
    features = Describing(VOCABULARY).words([sentence()]).features
    assert len(sizes) == len(COLUMNS) == features.shape[1]
    assert (features.max(axis=0) < np.array(sizes)).all()


def test_each_piece_of_a_word_has_its_features_and_the_first_piece_of_its_head() -> None:
    words = Describing(VOCABULARY).words([sentence()])
    passage = in_pieces(words, lambda word: [7] * len(word), first=1, last=2)
    assert list(passage.firsts) == [1, 5, 9, 10, 12, 16]
    assert list(passage.pieces) == [1, *[7] * 16, 2]
    said = passage.firsts[1]
    assert list(passage.heads[1:5]) == [said] * 4
    assert (passage.features[1:5] == words.features[0]).all()


def test_passages_of_a_batch_are_padded_to_the_longest() -> None:
    words = Describing(VOCABULARY).words([sentence()])
    short, long = (in_pieces(each, lambda word: [7], 1, 2) for each in (words.part(0, 2), words))
    told = batch([short, long])
    assert told.pieces.shape == (2, 8)
    assert list(told.mask.sum(axis=1)) == [4, 8]
    assert list(told.lengths) == [2, 6]
