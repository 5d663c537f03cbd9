"""Records come back from JSON as they went in, and nothing else comes back at all."""

import json
import types
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Act,
    Claim,
    Comparison,
    Conflict,
    Figure,
    Lineage,
    Position,
    Reading,
    Sentence,
    Speaker,
    Story,
)
from onrecord.model.codec import decode, encode

NOUNS = (Reading, Position, Act, Figure, Sentence, Claim, Conflict, Lineage, Story, Comparison)


@cache
def values(hint):
    """Any value that a field with this hint can hold: short lists, and numbers that JSON knows."""
    if is_dataclass(hint):
        return st.builds(hint, **{name: values(each) for name, each in get_type_hints(hint).items()})
    if get_origin(hint) is tuple and get_args(hint)[-1] is Ellipsis:
        return st.lists(values(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is tuple:
        return st.tuples(*map(values, get_args(hint)))
    if get_origin(hint) is types.UnionType:
        return st.one_of(*map(values, get_args(hint)))
    return st.floats(allow_nan=False, allow_infinity=False) if hint is float else st.from_type(hint)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_noun_survives_the_round_trip(noun, data):
    record = data.draw(values(noun))
    written = json.dumps(encode(record))
    assert decode(noun, json.loads(written)) == record


def test_enumerations_are_written_as_their_words_and_tuples_as_lists():
    speaker = {"name": "Anna Holt", "named": True, "role": None, "party": None}
    assert encode(Speaker("Anna Holt")) == speaker
    assert encode((Speaker("Anna Holt"),)) == [speaker]


def test_a_field_that_an_earlier_version_did_not_write_takes_its_default():
    assert decode(Speaker, {"name": "Anna Holt"}) == Speaker("Anna Holt")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"name": 3},
        {"name": "A", "named": 1},
        {"name": "A", "party": {"id": "DEU", "name": "Germany", "kind": "planet"}},
        {"name": "A", "height": 2},
    ],
)
def test_what_is_no_such_record_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        decode(Speaker, data)


@dataclass(frozen=True)
class Pair:
    both: tuple[str, str]


def test_lists_of_the_wrong_length_are_refused():
    with pytest.raises(ValueError, match="a list of"):
        decode(Pair, {"both": ["one"]})


def test_a_whole_number_stands_for_a_fraction():
    lineage = decode(Lineage, {"documents": ["a", "b"], "kind": "near_copy", "score": 1, "passages": []})
    assert isinstance(lineage.score, float)


@dataclass(frozen=True)
class Ambiguous:
    """What no record of the model does."""

    value: str | int


@dataclass(frozen=True)
class Mutable:
    """What no record of the model does either."""

    values: list[str]


@pytest.mark.parametrize("kind", [Ambiguous, Mutable])
def test_types_that_json_cannot_tell_apart_are_refused_when_first_met(kind):
    with pytest.raises(TypeError, match="model records hold no"):
        decode(kind, {})


def test_only_model_records_are_written():
    with pytest.raises(TypeError, match="a set is no part"):
        encode({1, 2})
