"""Whatever a party holds on whatever undertaking reads as English: a verb after "to", a noun after the rest."""

import re
from itertools import product

import pytest

from onrecord.model import Action, Claim, Party, PartyKind, Polarity, Stance
from onrecord.web.wording import claim_label, claimed, held, undertaking

WITH_A_VERB = {Stance.PLEDGED: "pledged to", Stance.DEMANDED: "asked to", Stance.THREATENED: "threatened to"}
WITH_A_NOUN = {Stance.WILLING: "open to", Stance.UNDECIDED: "undecided on", Stance.REFUSED: "ruled out"}
#: the classes that are verbs which need nothing beside them
VERBS = {"attack", "negotiate", "cooperate", "comply", "withdraw", "retaliate", "prosecute"}
VERB = re.compile(
    r"(deploy|give|train|supply|pay|share|keep|hold|observe|develop|accept|ratify|impose|ease|grant|put|stop|buy|take"
    r"|release|change|make|disclose|do)( \w+)*"
)
NOUN = re.compile(
    r"\w+ing( \w+)*|inspections|a (ceasefire|further undertaking)|(trade|migration) measures|climate action"
    r"|diplomatic relations"
)
GERMANY = Party("DEU", "Germany", PartyKind.STATE)


@pytest.mark.parametrize(("stance", "action"), [*product(WITH_A_VERB, Action)])
def test_what_is_pledged_asked_or_threatened_is_told_by_a_verb(stance, action):
    told = held(stance, action)
    assert told.startswith(f"{WITH_A_VERB[stance]} ")
    deed = told.removeprefix(f"{WITH_A_VERB[stance]} ")
    assert VERB.fullmatch(deed) or deed in VERBS
    assert deed != action or deed in VERBS


@pytest.mark.parametrize(("stance", "action"), [*product(WITH_A_NOUN, Action)])
def test_what_is_open_undecided_or_ruled_out_is_told_by_a_noun(stance, action):
    told = held(stance, action)
    assert told.startswith(f"{WITH_A_NOUN[stance]} ")
    assert NOUN.fullmatch(told.removeprefix(f"{WITH_A_NOUN[stance]} "))
    assert undertaking(action) == told.removeprefix(f"{WITH_A_NOUN[stance]} ")


def test_every_stance_is_told_one_way_or_the_other():
    assert {*WITH_A_VERB, *WITH_A_NOUN} == set(Stance)


@pytest.mark.parametrize(("polarity", "action"), [*product(Polarity, Action)])
def test_what_the_tellings_of_a_claim_share_reads_as_a_stance_does(polarity, action):
    told = claimed(polarity, action)
    alike = {held(stance, action) for stance in Stance}
    assert told in alike or told == f"committed or open to {undertaking(action)}"


def test_a_claim_names_its_party_and_its_place():
    claim = Claim("story-1", GERMANY, Action.DEPLOY, "outside UKR", (), 1, polarity=Polarity.AGAINST)
    assert claim_label(claim) == "Germany: ruled out deploying forces, outside UKR"
