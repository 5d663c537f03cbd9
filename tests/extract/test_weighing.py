"""Rules, token model and second network together: what is kept, with which action, and how sure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from unittest.mock import patch

import numpy as np
import pytest

from onrecord.extract import missing, weighing
from onrecord.extract.positions import SURE, setting
from onrecord.extract.tagging.second import Reread, Setting
from onrecord.extract.weighing import (
    ACTIONS,
    BOTH,
    FOUND_BY,
    POSITION,
    RULES,
    TAGGED,
    Evidence,
    Weighing,
    considered,
    most_likely,
)
from onrecord.model import Action, Block, Metadata, Reading, Role, Span, Stance, Text
from onrecord.model.candidate import PositionCandidate
from onrecord.parse import parse

Understand = Callable[..., Reading]
with_models = pytest.mark.skipif(missing() is not None, reason=f"{missing()} is not installed: rules alone read here")

SPAN = Span(0, 25, "Norway will send soldiers")
SETTING = Setting("", SPAN.exact, ".")
UNTOLD = np.full(len(ACTIONS), np.log(1 / len(ACTIONS)))
NOTHING: Mapping[str, float] = dict.fromkeys((*FOUND_BY, POSITION), 0.0)


@dataclass
class Reader:
    """A second network that has one answer to all."""

    told: Reread
    joined: Mapping[str, float] = field(default_factory=lambda: NOTHING)

    def read(self, _: Setting) -> Reread:
        return self.told


def candidate(action: Action = Action.OTHER, cue_name: str = "will") -> PositionCandidate:
    return PositionCandidate(0, SPAN, SPAN, cue_name, Stance.PLEDGED, (action,), (), None, (), None, None)


def shares(action: Action, share: float = 0.9) -> np.ndarray:
    told = np.full(len(ACTIONS), (1 - share) / (len(ACTIONS) - 1))
    told[ACTIONS.index(action)] = share
    return told


def evidence(
    action: Action = Action.OTHER, by: str = BOTH, told: np.ndarray | None = None, cue: str = "will"
) -> Evidence:
    equal = np.full(len(ACTIONS), 1 / len(ACTIONS))
    return Evidence(candidate(action, cue), by, SETTING, equal if told is None else told)


def second(action: Action | None = None, share: float = 0.9, position: float = 0.0) -> Reread:
    return Reread(position, UNTOLD if action is None else np.log(shares(action, share)))


def test_where_the_lexicon_knows_no_class_both_networks_tell_it_together() -> None:
    assert most_likely(evidence(told=shares(Action.AID)), second()) is Action.AID
    assert most_likely(evidence(), second(Action.CLIMATE)) is Action.CLIMATE
    assert most_likely(evidence(told=shares(Action.AID, 0.5)), second(Action.CLIMATE, 0.99)) is Action.CLIMATE


def test_what_the_lexicon_reads_stands_unless_each_network_is_certain_of_another() -> None:
    says_aid = evidence(Action.DEPLOY, told=shares(Action.AID))
    assert most_likely(says_aid, second()) is Action.DEPLOY
    assert most_likely(says_aid, second(Action.AID, 0.4)) is Action.DEPLOY
    assert most_likely(evidence(Action.DEPLOY), second(Action.AID)) is Action.DEPLOY
    assert most_likely(says_aid, second(Action.AID)) is Action.AID


def test_what_is_rejected_stays_anothers_proposal_whatever_the_networks_hold() -> None:
    rejected = evidence(Action.ACCEPT, told=shares(Action.AID), cue="reject")
    assert most_likely(rejected, second(Action.AID)) is Action.ACCEPT


def test_who_found_a_clause_counts_by_itself_and_the_second_network_alike_for_all() -> None:
    rows = [considered(evidence(by=by), second(position=2.0)) for by in FOUND_BY]
    assert [list(row[: len(FOUND_BY)]) for row in rows] == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert all(list(row[len(FOUND_BY) :]) == [2.0] for row in rows)


def test_what_is_not_sure_enough_is_left_out_and_what_is_kept_says_how_sure() -> None:
    joined = {**NOTHING, RULES: 1.0, TAGGED: -1.0}
    weighs = Weighing(Reader(second(), joined))
    kept = weighs.judge(evidence(by=RULES), 0.5)
    assert kept is not None
    assert kept.score == pytest.approx(1 / (1 + np.exp(-1.0)), abs=0.001)
    assert weighs.judge(evidence(by=TAGGED), 0.5) is None


def test_what_turns_out_to_harm_nobody_is_no_threat() -> None:
    weighs = Weighing(Reader(second(Action.NEGOTIATE), NOTHING))
    threat = replace(candidate(Action.TRADE_MEASURE), stance=Stance.THREATENED, harmless=Stance.WILLING)
    read_so = Evidence(threat, BOTH, SETTING, shares(Action.NEGOTIATE))
    told = weighs.judge(read_so, 0.0)
    assert told is not None
    assert (told.actions, told.stance) == ((Action.NEGOTIATE,), Stance.WILLING)
    stays = Weighing(Reader(second(), NOTHING)).judge(read_so, 0.0)
    assert stays is not None
    assert (stays.actions, stays.stance) == ((Action.TRADE_MEASURE,), Stance.THREATENED)


def test_violence_on_a_condition_is_a_threat_whoever_tells_that_it_is_violence() -> None:
    menacing = replace(candidate(Action.NEGOTIATE), menaces=True)
    for action, stance in ((Action.ATTACK, Stance.THREATENED), (Action.NEGOTIATE, Stance.PLEDGED)):
        weighs = Weighing(Reader(second(action), NOTHING))
        told = weighs.judge(Evidence(menacing, BOTH, SETTING, shares(action)), 0.0)
        assert told is not None
        assert (told.actions, told.stance) == ((action,), stance)


def test_how_sure_it_must_be_is_told_by_who_found_it() -> None:
    least = min(SURE.values()) + 0.01
    joined = dict.fromkeys(FOUND_BY, float(np.log(least / (1 - least)))) | {POSITION: 0.0}
    with patch.object(weighing, "load", lambda: Weighing(Reader(second(), joined))):
        kept = [weighing.believed(evidence(by=by), SURE) for by in FOUND_BY]
    assert [each is not None for each in kept] == [SURE[by] <= least for by in FOUND_BY]


@with_models
def test_only_what_names_a_party_is_read_again(understand: Understand) -> None:
    seen: list[Setting] = []

    class Watching(Reader):
        def read(self, setting: Setting) -> Reread:
            seen.append(setting)
            return super().read(setting)

    certain = {**NOTHING, **dict.fromkeys(FOUND_BY, 3.0)}
    with patch.object(weighing, "load", lambda: Weighing(Watching(second(), certain))):
        nobody = understand("The museum will send troops to Mali, the curator said.")
        assert seen == []
        norway = understand("Norway will send troops to Mali.")
    assert [each.reason for each in nobody.rejected] == ["no party named"]
    assert seen
    assert {p.parties[0].id for p in norway.positions} == {"NOR"}


def test_a_clause_is_read_again_with_the_rest_of_its_sentence_and_no_more() -> None:
    content = "It rained. On Monday Norway will send soldiers if asked. Then it snowed."
    text = Text("told", Metadata("told"), "", content, (Block(0, len(content), Role.BODY),))
    sentence = next(each for each in parse(text) if "Norway" in content[each.start : each.end])
    start = content.index("Norway")
    span = Span(start, start + 25, content[start : start + 25])
    assert setting(text, sentence, span) == Setting("On Monday ", "Norway will send soldiers", " if asked.")


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
