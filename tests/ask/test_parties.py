"""Who is in a register, and all that is held of one."""

from dataclasses import replace

import pytest

from onrecord import ask
from onrecord.ask.choice import Only
from onrecord.errors import UsageError
from onrecord.model import Action, Party, PartyKind, Speaker, Stance
from onrecord.register import open_register

FRANCE = Party("FRA", "France", PartyKind.STATE)


def test_parties_come_with_positions_by_stance_statements_and_origins(register):
    rows = {row.party.id: row for row in ask.parties(register)}
    germany = rows["DEU"]
    assert [(each.stance, each.positions) for each in germany.stances] == [(Stance.PLEDGED, 2), (Stance.REFUSED, 1)]
    assert (germany.positions, germany.statements, germany.documents, germany.origins) == (3, 2, 3, 2)
    assert list(rows) == ["DEU", "allies-12"], "as many positions each, but only one is spoken for"


def test_a_page_holds_the_partys_positions_voices_and_conflicts(register):
    page = ask.party_page(register, "germany")
    assert [(line.stance, line.action, line.origins) for line in page.own] == [
        (Stance.PLEDGED, Action.DEPLOY, 1),
        (Stance.REFUSED, Action.DEPLOY, 1),
    ]
    assert page.voices == (ask.Voice("Anna Holt", "Foreign Minister", 2),)
    assert [conflict.about for conflict in page.conflicts] == ["Germany, deploy"]
    assert (page.asked, page.demands) == ((), ())


def test_demands_stand_with_who_makes_them_and_with_whom_they_are_made_of(tmp_path, summit):
    refusal = summit.evening.positions[0]
    speaker = Speaker("Jean Martin", party=FRANCE)
    demand = replace(refusal, stance=Stance.DEMANDED, said_by=speaker)
    with open_register(tmp_path / "n.register") as register:
        register.record(replace(summit.evening, positions=(demand,)), "1.0.0")
        register.record(summit.morning, "1.0.0")
        (asked,) = ask.party_page(register, "Germany").asked
        assert (asked.stance, asked.said_by) == (Stance.DEMANDED, ("Jean Martin",))
        assert ask.party_page(register, "DEU").demands == ()


def test_a_party_of_which_nothing_asked_for_is_held_has_an_empty_page(register):
    page = ask.party_page(register, "DEU", Only(action=Action.TRAIN))
    assert (page.row.party.id, page.row.positions, page.own) == ("DEU", 0, ())


def test_a_party_that_is_not_held_is_told(register):
    with pytest.raises(UsageError, match="no party 'Atlantis'"):
        ask.party_page(register, "Atlantis")
