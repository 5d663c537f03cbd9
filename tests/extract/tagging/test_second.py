"""The second reading: what is read of a clause and its sentence, and what is told of it."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.extract import missing

if missing() is not None:
    pytest.skip(f"{missing()} is not installed", allow_module_level=True)

from onrecord.extract.tagging import second
from onrecord.extract.tagging.second import Pieces, Setting

MOST = 92


@pytest.fixture(scope="module")
def reader() -> second.SecondReader:
    return second.load()


@pytest.fixture(scope="module")
def pieces(reader: second.SecondReader) -> Pieces:
    return reader._pieces


def test_the_clause_stands_between_marks_and_alone_counts_as_within(pieces: Pieces) -> None:
    told, within = pieces.of(Setting("On Monday ", "Norway will pay", " for it."))
    assert len(told) == len(within) == 4 + 2 + 3 + 3
    assert list(np.flatnonzero(within)) == [4, 5, 6]
    assert told[3] != told[7]
    assert pieces.of(Setting("On Monday ", "Norway will pay", " for it."))[0].tolist() == told.tolist()


def test_of_a_long_sentence_what_stands_nearest_is_read_and_of_a_long_clause_both_ends(pieces: Pieces) -> None:
    words = " ".join(f"w{number}" for number in range(3000))
    told, within = pieces.of(Setting(words, f"Norway {words} pays", words))
    assert len(told) == MOST
    alone, _ = pieces.of(Setting("", "Norway pays", ""))
    norway, pays = alone[2], alone[3]
    inside = told[within == 1]
    assert inside[0] == norway
    assert inside[-1] == pays


def test_of_a_long_sentence_no_more_is_copied_than_can_be_read() -> None:
    text = f"{'a ' * 50_000}Norway pays{' b' * 50_000}"
    start = text.index("Norway")
    told = Setting.of(text, (start, start + 11), (0, len(text)))
    assert told.clause == "Norway pays"
    assert len(told.before) + len(told.after) < 1000
    assert (told.before[-2:], told.after[:2]) == ("a ", " b")


@pytest.mark.parametrize("strange", ["", "\x00", "\u202e\u200b", "𐀀" * 5000, "((((" * 4000, "[unused0] [SEP]"])
def test_strange_text_is_read_all_the_same(strange: str, reader: second.SecondReader) -> None:
    told = reader.read(Setting(strange, strange or "-", strange))
    assert np.isfinite(told.position)
    assert np.exp(told.actions).sum() == pytest.approx(1.0)


def test_marks_in_the_text_itself_are_no_marks(pieces: Pieces) -> None:
    (opens, closes), (told, _) = pieces._marks, pieces.of(Setting("[unused0] ", "Norway pays [unused1]", " [SEP]"))
    assert [list(told).count(mark) for mark in (opens, closes)] == [1, 1]


def test_what_else_is_read_changes_nothing(reader: second.SecondReader) -> None:
    clause = Setting("On Monday ", "Norway pledged to send soldiers to Mali", ".")
    first = reader._read(clause)
    reader._read(Setting("", "It rained in Oslo", "."))
    again = reader._read(clause)
    assert first.position == again.position
    assert (first.actions == again.actions).all()


def test_a_pledge_is_told_from_what_happened(reader: second.SecondReader) -> None:
    pledge = reader.read(Setting("", "Norway pledged to send soldiers to Mali", " after a ceasefire."))
    past = reader.read(Setting("The rain fell for days and ", "the river flooded the old town", " in May."))
    assert pledge.position > past.position + 2
