"""Lists answer what was asked, and say when a name is unknown."""

import pytest

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Action, Mode, Stance


def test_positions_come_by_document_and_place_with_their_ids(register, summit):
    found = ask.positions(register)
    assert [each.document for each in found] == ["copied.txt"] * 2 + ["evening.txt"] * 2 + ["morning.txt"] * 2
    assert found[2].id == summit.evening.positions[0].id
    assert found[2].position == summit.evening.positions[0]


def test_filters_hold_together(register):
    (found,) = ask.positions(register, party="Germany", action=Action.DEPLOY, stance=Stance.REFUSED)
    assert found.document == "evening.txt"
    assert ask.positions(register, party="DEU", stance=Stance.THREATENED) == ()
    assert len(ask.positions(register, document="evening.txt")) == 2


def test_statements_are_found_by_speaker_party_and_mode(register):
    assert len(ask.statements(register, speaker="Holt", party="deu", mode=Mode.DIRECT)) == 2
    assert ask.statements(register, mode=Mode.INDIRECT) == ()


def test_a_mistyped_party_is_told_with_what_it_may_have_been(register):
    with pytest.raises(UsageError, match=r"no party 'Germny' in this register: did you mean Germany\?"):
        ask.positions(register, party="Germny")
    with pytest.raises(UsageError, match="no party 'Xyz'"):
        ask.statements(register, party="Xyz")


def test_an_unknown_document_is_told(register):
    with pytest.raises(UsageError, match=r"no document 'noon\.txt'"):
        ask.positions(register, document="noon.txt")


def test_conflicts_name_the_documents_and_quote_the_words(register):
    (conflict,) = ask.conflicts(register)
    told = {side.label: [(quote.document, quote.exact) for quote in side.quotes] for side in conflict.sides}
    assert told["refused"] == [("evening.txt", "Germany ruled out sending troops")]
    assert {document for document, _ in told["pledged"]} == {"morning.txt", "copied.txt"}
