"""Vectors in arrays give the very numbers that dicts give."""

import random

import pytest

from onrecord.compare.vectors import Collection, Scratch
from onrecord.compare.weights import normalised, product, telling


@pytest.fixture
def counts():
    chance = random.Random(7)
    words = [f"word{number}" for number in range(40)]
    return [{word: chance.choice([1.0, 1.7, 2.5]) for word in chance.sample(words, 15)} for _ in range(12)] + [{}]


@pytest.fixture
def collection(counts):
    made = Collection()
    for each in counts:
        made.add(each)
    return made


def by_hand(counts):
    words = sorted({word for each in counts for word in each})
    told = [(word, sum(word in each for each in counts)) for word in words]
    weight = dict(zip(words, telling(told, len(counts)), strict=True))
    return [normalised({word: times * weight[word] for word, times in each.items()}) for each in counts]


def as_dict(vector, words):
    return {words[word]: weight for word, weight in zip(vector.words.tolist(), vector.weights.tolist(), strict=True)}


def test_vectors_products_and_sums_are_the_same_to_the_last_bit(counts, collection):
    expected = by_hand(counts)
    words = collection.words
    vectors = collection.vectors(range(len(counts)))
    assert [as_dict(each, words) for each in vectors] == expected
    scratch = Scratch(len(words))
    for vector, one in zip(vectors, expected, strict=True):
        products = [product(one, other) for other in expected]
        assert [vector.product(other) for other in vectors] == products
        assert list(scratch.products(vector, vectors)) == products
    for vector, one in zip(vectors[1:], expected[1:], strict=True):
        added = {word: expected[0].get(word, 0.0) + one.get(word, 0.0) for word in expected[0] | one}
        assert as_dict(vectors[0].plus(vector), words) == added


def test_the_heaviest_words_come_first_and_of_equal_ones_the_first_in_the_alphabet(counts, collection):
    words = collection.words
    for vector in collection.vectors(range(len(counts))):
        found = as_dict(vector, words)
        expected = sorted(found, key=lambda word: (-found[word], word))[:5]
        assert [words[word] for word in vector.heaviest(5, words)] == expected


def test_documents_are_given_in_the_order_that_is_asked_for(counts, collection):
    words = collection.words
    back = collection.vectors(range(len(counts))[::-1])
    assert [as_dict(each, words) for each in back] == by_hand(counts)[::-1]
