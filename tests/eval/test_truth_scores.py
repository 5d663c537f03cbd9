from __future__ import annotations

from pathlib import Path

import pytest

from eval.truth import FLIGHTS, FLOOR, answers, main, majority, minute_of, read_assertions, read_truth, score
from onrecord.compare.truth import Assertion, weigh


@pytest.mark.parametrize(
    ("cell", "minute"),
    [
        ("7:10 a.m.", "07:10"),
        ("12:05 a.m.", "00:05"),
        ("12:05 p.m.", "12:05"),
        ("6:15aDec 2", "06:15"),
        ("12/02 6:40 p.m.", "18:40"),
        ("9:45P 12-01-11", "21:45"),
        ("Thu  23:10", "23:10"),
        ("12:00noon", "12:00"),
        ("5:26 p.m. (Estimated runway)", "17:26"),
        ("99:99", None),
        ("Not Available", None),
        ("", None),
    ],
)
def test_a_time_is_read_whatever_stands_around_it(cell: str, minute: str | None) -> None:
    assert minute_of(cell) == minute


def test_a_majority_takes_the_earliest_of_what_ties() -> None:
    assertions = [Assertion("x", "a", "08:00"), Assertion("x", "b", "07:00"), Assertion("y", "a", "09:00")]
    assert majority(assertions) == {"x": "07:00", "y": "09:00"}


def test_an_item_without_an_answer_is_wrong() -> None:
    assert score({"x": "1"}, {"x": "1", "y": "2"}) == 0.5


def test_a_folder_without_the_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "claims.csv" in capsys.readouterr().err


def test_flights_that_many_copy_wrongly_are_put_right() -> None:
    if not (FLIGHTS / "claims.csv").is_file():
        pytest.skip("../shared/data/flights is not beside the repository")
    assertions, right = read_assertions(FLIGHTS / "claims.csv"), read_truth(FLIGHTS / "truth.csv")
    truth = weigh(assertions)
    assert score(majority(assertions), right) < FLOOR <= score(answers(truth), right)
    assert any({"flightview", "foxbusiness", "gofox", "panynj", "allegiantair"} <= set(each) for each in truth.cliques)
    assert any({"airtravelcenter", "flytecomm", "helloflight", "myrateplan"} <= set(each) for each in truth.cliques)
