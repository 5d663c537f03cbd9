"""The floors: they hold, they rise, and they fall only with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.baseline import Baseline, load_baseline, reached, save_baseline, shortfalls
from eval.gate import check, readings, updated
from eval.measure import Measured, corpus_hash
from eval.reading import ReferenceReading
from eval.scoring import PositionScores

FIGURES = {
    "blocks": 0.99,
    "quotations_recall": 0.99,
    "quotations_speaker": 0.97,
    "found_f1": 0.80,
    "full_f1": 0.60,
    "false_alarms": 1.0,
}
NOTHING = ReferenceReading({}, {}, {}, (), (), ())


def measured(**figures: float) -> Measured:
    return Measured("summit", "hash", {"articles": 4}, {**FIGURES, **figures}, NOTHING, PositionScores({}, ()))


def pinned(first: Measured) -> Baseline:
    return updated(Baseline(), [first], None)


def test_figures_that_were_just_written_hold_their_floors() -> None:
    assert check(measured(), pinned(measured())) == []


def test_a_floor_leaves_room_for_a_parse_that_falls_the_other_way_but_a_count_has_none() -> None:
    floors = pinned(measured()).readings["summit"].floors
    assert (floors["found_f1"], floors["false_alarms"]) == (0.78, 1.0)


def test_a_figure_below_its_floor_and_a_count_above_its_cap_are_named() -> None:
    problems = check(measured(found_f1=0.77, false_alarms=2.0), pinned(measured()))
    assert problems == ["summit: found_f1 is 0.77, the floor 0.78", "summit: false_alarms is 2, the floor 1"]


def test_an_update_raises_floors_but_does_not_lower_them() -> None:
    better = updated(pinned(measured()), [measured(found_f1=0.9, full_f1=0.5)], None)
    assert better.readings["summit"].floors["found_f1"] == 0.88
    assert better.readings["summit"].floors["full_f1"] == 0.58
    assert better.readings["summit"].measured["full_f1"] == 0.5
    assert better.lowered == ()


def test_a_reason_lowers_the_floors_that_fail_and_only_those_and_is_kept() -> None:
    lower = updated(pinned(measured()), [measured(found_f1=0.79, full_f1=0.5)], "stricter evidence")
    assert lower.readings["summit"].floors["found_f1"] == 0.78
    assert lower.readings["summit"].floors["full_f1"] == 0.48
    assert [(each.figure, each.before, each.after, each.reason) for each in lower.lowered] == [
        ("full_f1", 0.58, 0.48, "stricter evidence")
    ]


def test_no_reason_goes_below_what_is_promised() -> None:
    worse = measured(found_f1=0.4)
    assert check(worse, updated(pinned(measured()), [worse], "a bad day")) == [
        "summit: found_f1 is 0.4, the floor 0.5",
    ]


def test_what_is_promised_of_a_reading_must_be_measured() -> None:
    assert "paris-2025: blocks was not measured" in shortfalls("paris-2025", {"found_f1": 1.0}, {})


def test_figures_of_another_corpus_are_not_compared() -> None:
    other = replace(measured(), corpus="another")
    assert check(other, pinned(measured())) == [
        "summit: the articles or the reading changed: run python -m eval.gate --update"
    ]


def test_a_reading_without_pinned_figures_does_not_pass() -> None:
    assert check(measured(), Baseline()) == ["summit: not in baseline.json yet: run python -m eval.gate --update"]


def test_the_baseline_comes_back_from_its_file_as_it_was_written(tmp_path: Path) -> None:
    baseline = updated(pinned(measured()), [measured(full_f1=0.5)], "stricter evidence")
    save_baseline(tmp_path / "baseline.json", baseline)
    assert load_baseline(tmp_path / "baseline.json") == baseline


def test_without_the_shared_coverage_the_sample_alone_is_read_and_the_gate_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(readings(tmp_path, tmp_path / "absent")) == [("sample", tmp_path)]
    assert "only the sample coverage is scored" in capsys.readouterr().out


def test_the_corpus_hash_changes_with_an_article_and_with_the_reading(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("one")
    (tmp_path / "reading.yaml").write_text("positions: []")
    hashes = [corpus_hash(tmp_path)]
    (tmp_path / "articles" / "one.txt").write_text("two")
    hashes.append(corpus_hash(tmp_path))
    (tmp_path / "reading.yaml").write_text("positions: [] ")
    hashes.append(corpus_hash(tmp_path))
    assert len(set(hashes)) == 3


def test_what_figures_reach_is_rounded_down() -> None:
    assert reached({"found_f1": 0.66666}) == {"found_f1": 0.646}
