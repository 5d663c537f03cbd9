"""Rules, token model and meaning together: what is kept, with which action, and how sure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.extract import missing, weighing
from onrecord.extract.positions import SURE
from onrecord.extract.tagged import UNREAD, Weighed
from onrecord.extract.tagging.meaning import WIDTH
from onrecord.extract.weighing import ACTIONS, BOTH, FOUND_BY, RULES, STANCES, TAGGED, Evidence, Weighing, considered
from onrecord.extract.weighing import most_likely as chosen
from onrecord.model import Action, Reading, Span, Stance
from onrecord.model.candidate import PositionCandidate

Understand = Callable[..., Reading]
with_models = pytest.mark.skipif(missing() is not None, reason=f"{missing()} is not installed: rules alone read here")

SPAN = Span(0, 25, "Norway will send soldiers")


def candidate(action: Action = Action.OTHER) -> PositionCandidate:
    return PositionCandidate(0, SPAN, SPAN, "will", Stance.PLEDGED, (action,), (), None, (), None, None)


def weighed(inside: float, action: Action) -> Weighed:
    actions = np.full(len(ACTIONS), 0.1 / len(ACTIONS))
    actions[ACTIONS.index(action)] += 0.9
    return Weighed(inside, np.full(len(STANCES), 1 / len(STANCES)), actions)


def weights(**given: NDArray[Any]) -> Mapping[str, NDArray[Any]]:
    """Weights of one sign that say nothing, but for those given."""
    width = 4 * len(FOUND_BY)
    silent: dict[str, NDArray[Any]] = {
        "signs": np.frombuffer(b"c=will", dtype=np.uint8),
        "action_signs": np.zeros((1, len(ACTIONS))),
        "action_meaning": np.zeros((WIDTH, len(ACTIONS))),
        "action_constant": np.zeros(len(ACTIONS)),
        "action_joined": np.array([0.5]),
        "keep_signs": np.zeros((1, 1)),
        "keep_meaning": np.zeros((WIDTH, 1)),
        "keep_constant": np.zeros(1),
        "keep_joined": np.zeros(width),
    }
    return {**silent, **given}


def test_what_the_lexicon_reads_stands_and_where_it_knows_none_the_token_model_tells() -> None:
    linear = np.zeros(len(ACTIONS))
    says_aid = weighed(0.9, Action.AID)
    assert chosen(Evidence(candidate(Action.DEPLOY), BOTH, (), says_aid), linear, 1.0) is Action.DEPLOY
    assert chosen(Evidence(candidate(), BOTH, (), says_aid), linear, 1.0) is Action.AID
    linear[ACTIONS.index(Action.CLIMATE)] = 5.0
    assert chosen(Evidence(candidate(), BOTH, (), says_aid), linear, 0.0) is Action.CLIMATE


def test_where_the_lexicon_is_doubtful_the_token_model_stands_before_it_if_it_is_certain() -> None:
    linear = np.zeros(len(ACTIONS))
    says_aid = weighed(0.9, Action.AID)
    assert chosen(Evidence(candidate(Action.ACCEPT), BOTH, (), says_aid), linear, 1.0) is Action.AID
    unsure = Weighed(0.9, says_aid.stances, np.full(len(ACTIONS), 1 / len(ACTIONS)))
    assert chosen(Evidence(candidate(Action.ACCEPT), BOTH, (), unsure), linear, 1.0) is Action.ACCEPT


def test_each_way_of_being_found_has_weights_of_its_own() -> None:
    rows = [considered(Evidence(candidate(), by, (), weighed(0.5, Action.AID)), 2.0) for by in FOUND_BY]
    filled = [np.flatnonzero(row) for row in rows]
    assert len({tuple(each) for each in filled}) == len(FOUND_BY)
    assert not set(filled[0]) & set(filled[1])


@with_models
def test_what_is_not_sure_enough_is_left_out_and_what_is_kept_says_how_sure() -> None:
    joined = np.zeros(4 * len(FOUND_BY))
    joined[FOUND_BY.index(RULES) * 4] = 1.0  # the log-odds of whatever the rules find
    joined[FOUND_BY.index(TAGGED) * 4] = -1.0
    weighing = Weighing(weights(keep_joined=joined))
    kept = weighing.judge(Evidence(candidate(), RULES, ("c=will",), UNREAD), 0.5)
    assert kept is not None
    assert kept.score == pytest.approx(1 / (1 + np.exp(-1.0)), abs=0.001)
    assert weighing.judge(Evidence(candidate(), TAGGED, (), UNREAD), 0.5) is None


@with_models
def test_what_the_rules_alone_find_must_be_surer() -> None:
    joined = np.zeros(4 * len(FOUND_BY))
    joined[::4] = np.log(0.45 / 0.55)  # the log-odds of whatever is found, by whomever
    joined[2::4] = joined[3::4] = 0.0
    with patch.object(weighing, "load", lambda: Weighing(weights(keep_joined=joined))):
        found = [Evidence(candidate(), by, (), weighed(0.5, Action.AID)) for by in FOUND_BY]
        kept = [weighing.judged([each], SURE) for each in found]
    assert [len(each) for each in kept] == [int(by != RULES) for by in FOUND_BY]


@with_models
def test_signs_that_were_not_learnt_count_for_nothing() -> None:
    weighing = Weighing(weights())
    known = weighing.judge(Evidence(candidate(), RULES, ("c=will",), UNREAD), 0.0)
    strange = weighing.judge(Evidence(candidate(), RULES, ("c=never met",), UNREAD), 0.0)
    assert known == strange


@with_models
def test_the_token_model_adds_a_clause_without_a_word_of_the_lexicon(understand: Understand) -> None:
    text = (
        "Norwegian Prime Minister Ada Berg gave her word on Monday that Norway stands by its offer of soldiers for "
        "Mali and that the troops are on their way there as soon as a ceasefire is signed."
    )
    told = {(p.parties[0].id, p.action) for p in understand(text).positions}
    assert ("NOR", Action.DEPLOY) in told


@with_models
def test_nothing_that_is_only_supposed_is_kept_whoever_finds_it(understand: Understand) -> None:
    reading = understand("If Germany agrees to send troops to Mali, the mission can begin, analysts said on Monday.")
    assert not [p for p in reading.positions if p.parties[0].id == "DEU"]


@with_models
def test_every_position_says_how_sure_it_is_and_rules_alone_do_not(understand: Understand) -> None:
    text = "President Emmanuel Macron pledged on Monday to send French troops to Mali after a ceasefire."
    assert all(p.score is not None and 0.4 <= p.score <= 1 for p in understand(text).positions)
    assert [p.score for p in understand(text, models=False).positions] == [None]
