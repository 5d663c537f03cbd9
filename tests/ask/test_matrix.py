"""The matrix counts origins, not outlets, and shows where tellings part."""

from dataclasses import replace

import pytest

from onrecord.ask import Matrix, matrix
from onrecord.model import Action, Comparison, Party, PartyKind, Role, Stance
from onrecord.register import open_register


def cell(found, party, action):
    (one,) = (each for each in found.cells if (each.party, each.action) == (party, action))
    return one


def test_groups_come_first_and_actions_in_the_order_of_the_vocabulary(register):
    found = matrix(register)
    assert [party.id for party in found.parties] == ["allies-12", "DEU"]
    assert found.actions == (Action.DEPLOY, Action.GUARANTEE)
    assert [(each.party, each.action) for each in found.cells] == [
        ("allies-12", Action.GUARANTEE),
        ("DEU", Action.DEPLOY),
    ]


def test_copies_count_as_one_origin(register):
    (pledged,) = cell(matrix(register), "allies-12", Action.GUARANTEE).marks
    assert (pledged.tellings, pledged.documents, pledged.origins) == (3, 3, 2)


def test_both_stances_stand_side_by_side_contested_and_conditional(register):
    found = cell(matrix(register), "DEU", Action.DEPLOY)
    assert [(mark.stance, mark.origins) for mark in found.marks] == [(Stance.PLEDGED, 1), (Stance.REFUSED, 1)]
    assert (found.contested, found.conditional) == (True, True)


def test_what_is_told_alike_is_neither(register):
    found = cell(matrix(register), "allies-12", Action.GUARANTEE)
    assert (found.contested, found.conditional) == (False, False)


def test_the_whole_is_counted(register):
    found = matrix(register)
    assert (found.documents, found.origins, found.positions, found.conflicts) == (3, 2, 6, 1)


def test_the_same_document_telling_twice_is_one_document(tmp_path, summit):
    germany = summit.evening.positions[0]
    twice = replace(germany, span=germany.cue)
    with open_register(tmp_path / "twice.register") as register:
        register.record(replace(summit.evening, positions=(germany, twice)), "1.0.0")
        (mark,) = matrix(register).cells[0].marks
    assert (mark.tellings, mark.documents, mark.origins) == (2, 1, 1)


@pytest.mark.parametrize(("roles", "derived"), [((Role.HEADLINE, Role.BODY), False), ((Role.KEY_POINTS,) * 2, True)])
def test_a_stance_from_headlines_and_key_points_alone_is_derived(tmp_path, summit, roles, derived):
    germany = summit.evening.positions[0]
    told = (replace(germany, role=roles[0]), replace(germany, span=germany.cue, role=roles[1]))
    with open_register(tmp_path / "derived.register") as register:
        register.record(replace(summit.evening, positions=told), "1.0.0")
        assert matrix(register).cells[0].marks[0].derived is derived


def test_a_party_under_several_names_is_one_row_under_the_usual_name(tmp_path, summit):
    germany = summit.evening.positions[0]
    berlin = Party("DEU", "Berlin", PartyKind.STATE)
    told = tuple(
        replace(germany, parties=(party,), action=action)
        for party, action in ((berlin, Action.AID), (germany.parties[0], Action.DEPLOY), (berlin, Action.TRAIN))
    )
    with open_register(tmp_path / "names.register") as register:
        register.record(replace(summit.evening, positions=told), "1.0.0")
        assert matrix(register).parties == (berlin,)


def test_an_empty_register_gives_an_empty_matrix(tmp_path):
    with open_register(tmp_path / "empty.register") as register:
        assert matrix(register) == Matrix((), (), (), 0, 0, 0, 0)


def test_origins_are_joined_through_a_third_document(tmp_path, summit):
    link = summit.comparison.lineage[0]
    ids = sorted(reading.text.id for reading in summit.readings)
    chain = tuple(replace(link, documents=pair, passages=()) for pair in ((ids[0], ids[2]), (ids[1], ids[2])))
    with open_register(tmp_path / "chain.register") as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(Comparison(lineage=chain), "1.0.0")
        assert matrix(register).origins == 1
