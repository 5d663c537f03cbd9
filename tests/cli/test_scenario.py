"""What a reader sees of scenarios."""

import json
from dataclasses import replace

import pytest

from onrecord.model import Proposition
from onrecord.register import open_register

WITH = """\
Assumed: ceasefire yes

In force (2)
  ● 12 allies: pledged, guarantee · 2, no condition told
  ● Germany: pledged, deploy · 1!
      ceasefire holds, as assumed

Refused: in force in no scenario (1)
  ✕ Germany: refused, deploy · 1!

2 pledged and in force, 1 refused or only demanded
number: independent origins  ! tellings part  ~ headline only
"""
COMPARED = """\
A  Assumed: ceasefire yes
B  Assumed: nothing

                                                      A             B
● Germany: pledged, deploy · 1!                       in force      undetermined
      A: ceasefire holds, as assumed
      B: depends on ceasefire, undetermined

2 positions the same in both
A: 2 pledged and in force, 1 refused or only demanded
B: 1 pledged and in force, 1 undetermined, 1 refused or only demanded
"""


def understood(terms):
    return tuple(replace(term, propositions=(Proposition("ceasefire"),)) for term in terms)


@pytest.fixture
def path(tmp_path, summit):
    """The made-up story, with what its condition says read."""
    place = tmp_path / "summit.register"
    with open_register(place) as register:
        for reading in summit.readings:
            positions = tuple(replace(each, terms=understood(each.terms)) for each in reading.positions)
            register.record(replace(reading, positions=positions), "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
    return place


def test_positions_stand_by_what_becomes_of_them(onrecord, path):
    outcome = onrecord("scenario", "--assume", "truce=yes", "--register", path)
    assert (outcome.status, outcome.out, outcome.err) == (0, WITH, "")


def test_with_nothing_assumed_it_tells_what_positions_hang_on(onrecord, path):
    outcome = onrecord("scenario", "--register", path)
    assert "Assumed: nothing\n" in outcome.out
    assert "      depends on ceasefire, undetermined\n" in outcome.out
    assert "Unknown, with how many positions hang on it\n     1  ceasefire\n" in outcome.out


@pytest.mark.parametrize("assume", [["--assume", "ceasefire=yes"], ["--assume=ceasefire=yes"]])
def test_two_scenarios_stand_side_by_side(onrecord, path, assume):
    outcome = onrecord("scenario", *assume, "--compare", "--register", path)
    assert (outcome.status, outcome.out) == (0, COMPARED)
    turned = onrecord("scenario", "--compare", *assume, "--register", path)
    assert turned.out.startswith("A  Assumed: nothing\nB  Assumed: ceasefire yes\n")


def test_what_differs_and_why_is_there_as_json(onrecord, path):
    told = json.loads(onrecord("scenario", "--assume", "ceasefire=no", "--json", "--register", path).out)
    germany = told["outcomes"][1]
    assert (germany["undertaking"]["party"]["id"], germany["status"]) == ("DEU", "not_in_force")
    assert germany["reason"] == "depends on ceasefire, which does not hold, as assumed"
    compared = json.loads(
        onrecord("scenario", "--compare", "--assume", "ceasefire=no", "--json", "--register", path).out
    )
    assert compared["differing"] == [1]


def test_what_is_no_assumption_and_what_nothing_hangs_on_is_told(onrecord, path):
    wrong = onrecord("scenario", "--assume", "ceasefire", "--register", path)
    assert (wrong.status, wrong.out) == (2, "")
    assert "write it as ceasefire=yes" in wrong.err
    unused = onrecord("scenario", "--assume", "cesefire=yes", "--register", path)
    assert "no position here hangs on cesefire; did you mean ceasefire?\n" in unused.out


def test_names_that_control_the_terminal_are_escaped(onrecord, path):
    outcome = onrecord("scenario", "--assume", "\x1b[2J=yes", "--register", path)
    assert "\x1b" not in outcome.out + outcome.err


def test_no_line_is_wider_than_the_screen(onrecord, path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    for arguments in ([], ["--assume", "ceasefire=no"], ["--compare", "--assume", "ceasefire=no"]):
        outcome = onrecord("scenario", *arguments, "--register", path)
        assert max(map(len, outcome.out.splitlines())) <= 50, arguments


def test_an_empty_register_has_no_scenarios(onrecord, tmp_path):
    open_register(tmp_path / "empty.register").close()
    outcome = onrecord("scenario", "--assume", "ceasefire=yes", "--register", tmp_path / "empty.register")
    assert outcome.out.endswith("No positions.\n")
