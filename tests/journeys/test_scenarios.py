"""The scenarios of a careful reader of real coverage, asked of a register that was made from the articles alone."""

import json
from pathlib import Path

import pytest
import yaml

from onrecord import ask
from onrecord.flow import build
from onrecord.model import Action, Stance
from onrecord.register import open_register
from onrecord.settings import Settings

GUARANTEES = {Action.GUARANTEE, Action.DEPLOY}
COALITION = "26_states"  # the reader's coalition26


@pytest.fixture(scope="module")
def coverage():
    place = Path(__file__).parents[3] / "shared" / "coverage" / "paris-2025"
    if not place.is_dir():
        pytest.skip("no ../shared beside the repository: the scenarios of real coverage are not asked here")
    return place


@pytest.fixture(scope="module", params=[False, True], ids=["rules", "models"])
def held(request, tmp_path_factory, coverage):
    from onrecord.extract import missing

    if request.param and missing():
        pytest.skip(f"{missing()} is not here: the scenarios are asked of what rules read only")
    with open_register(tmp_path_factory.mktemp("paris") / "paris.register") as register:
        build([coverage / "articles"], register, Settings(workers=1, models=request.param))
        yield register


@pytest.fixture(scope="module")
def scenarios(coverage):
    return yaml.safe_load((coverage / "reading.yaml").read_text(encoding="utf-8"))["scenarios"]


def asked(held, assumed):
    return ask.scenario(held, [f"{key}={'yes' if holds else 'no'}" for key, holds in assumed["assume"].items()])


def lines(found, party, action, stance):
    return [
        each
        for each in found.outcomes
        if (each.undertaking.party.id, each.undertaking.action, each.undertaking.stance) == (party, action, stance)
    ]


def test_with_a_ceasefire_the_guarantees_are_in_force_and_refusals_never(held, scenarios):
    first = scenarios[0]
    assert first["never"] == ["ITA deploy"]
    found = asked(held, first)
    guarantees = lines(found, COALITION, Action.GUARANTEE, Stance.PLEDGED)
    assert {each.status for each in guarantees} == {ask.Status.IN_FORCE}
    france = lines(found, "FRA", Action.DEPLOY, Stance.WILLING)
    assert {each.status for each in france} == {ask.Status.IN_FORCE}, "as the willingness that it is"
    italy = [line for stance in Stance for line in lines(found, "ITA", Action.DEPLOY, stance)]
    assert {each.status for each in italy} == {ask.Status.NOT_IN_FORCE}


def test_without_a_ceasefire_no_guarantee_is_in_force(held, scenarios):
    second = scenarios[1]
    assert second["in_force"] == []
    found = asked(held, second)
    guarantees = [each for each in found.outcomes if each.undertaking.action in GUARANTEES]
    assert guarantees
    assert [each for each in guarantees if each.status is ask.Status.IN_FORCE] == []
    (coalition,) = lines(found, COALITION, Action.GUARANTEE, Stance.PLEDGED)
    assert "fighting_over" in coalition.reason, second["because"]


def test_germanys_part_hangs_on_that_of_the_united_states(held, scenarios):
    third = scenarios[2]
    assert third["undetermined"] == ["DEU deploy"]
    (germany,) = lines(asked(held, third), "DEU", Action.DEPLOY, Stance.UNDECIDED)
    assert germany.status is ask.Status.UNDETERMINED
    assert "us_participation" in germany.reason, third["because"]


def test_the_program_tells_two_scenarios_side_by_side(onrecord, coverage, tmp_path):
    register = tmp_path / "paris.register"
    assert onrecord("build", coverage / "articles", "--register", register, "--rules-only").returncode == 0
    arguments = ["--assume", "ceasefire=yes", "--compare", "--assume", "ceasefire=no", "--register", register]
    shown = onrecord("scenario", *arguments)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())
    told = json.loads(onrecord("scenario", *arguments, "--json").stdout)
    assert len(told["one"]["outcomes"]) == len(told["other"]["outcomes"])
    assert told["differing"]
