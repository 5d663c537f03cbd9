"""What the second network is fitted on: each candidate and each marked clause once, with what is right for it."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract import missing

if missing() is not None:
    pytest.skip(f"{missing()} is not installed", allow_module_level=True)

from train.positions.evidence import judged
from train.positions.judged import Judged
from train.positions.written import set_aside

TEXT = (
    "OSLO — Norwegian Prime Minister Ada Berg pledged on Monday to send soldiers to Mali.\n\n"
    "Sweden will not join the mission, its government said. The weather in Oslo was fine.\n"
)


def row(*clauses: str, **flags: bool) -> dict[str, Any]:
    marks = [
        {
            "start": TEXT.index(clause),
            "end": TEXT.index(clause) + len(clause),
            "stance": "pledged",
            "action": "deploy",
            **flags,
        }
        for clause in clauses
    ]
    return {"id": "told", "date": "2026-05-04", "text": TEXT, "positions": marks}


def of(found: list[Judged], words: str) -> list[Judged]:
    return [each for each in found if words in each.setting.clause]


def test_a_candidate_that_is_marked_is_right_and_one_that_is_not_is_wrong() -> None:
    found = list(judged(row("pledged on Monday to send soldiers to Mali"), aside=False))
    (norway, *_), (sweden, *_) = of(found, "send soldiers"), of(found, "not join")
    assert (norway.right, norway.actions, norway.stances) == (True, {"deploy"}, {"pledged"})
    assert (sweden.right, sweden.actions) == (False, frozenset())
    assert all(each.evidence is not None for each in (norway, sweden))


def test_a_marked_clause_that_is_no_candidate_is_learnt_with_its_sentence() -> None:
    (weather,) = of(list(judged(row("The weather in Oslo was fine"), aside=True)), "weather")
    assert weather.evidence is None
    assert weather.right
    assert weather.aside
    assert (weather.setting.before, weather.setting.after) == ("", ".")


def test_where_a_reader_was_unsure_nothing_is_known() -> None:
    found = of(list(judged(row("Sweden will not join the mission", unsure=True), aside=False)), "not join")
    assert found
    assert {each.right for each in found} == {None}


def test_a_candidate_marked_to_the_letter_is_there_once() -> None:
    (candidate, *_) = of(list(judged(row(), aside=False)), "send soldiers")
    again = of(list(judged(row(candidate.setting.clause), aside=False)), "send soldiers")
    assert len(again) == len(of(list(judged(row(), aside=False)), "send soldiers"))


def test_a_quarter_of_the_later_articles_is_set_aside_and_none_of_the_first() -> None:
    later = [f"written-truce-{number}" for number in range(400)]
    political = [f"breitbart_2015-11-17_report_{number:04x}" for number in range(400)]
    for names in (later, political):
        assert 70 < sum(map(set_aside, names)) < 130
    assert not any(map(set_aside, [f"written-arms-{number}" for number in range(400)]))
    assert not any(map(set_aside, [f"66u2LI2937Dal{number}" for number in range(400)]))
