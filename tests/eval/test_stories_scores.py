from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.stories import BCubed, Labelled, bcubed, cross_validated, main, read_labelled
from onrecord.compare.stories import Told

FLOOD = "Rescuers in Larvik pulled forty hikers from the flooded Numedal valley after the Tunhovd dam overflowed."
CUP = "Portugal's goalkeeper saved three penalties as the team lifted the handball trophy in Zagreb on Sunday."


def labelled(**event: str) -> list[Labelled]:
    return [Labelled(name, Told(document, {}, None)) for document, name in event.items()]


def test_one_story_for_two_events_costs_precision() -> None:
    """a and b tell one event, c another: of a's story two thirds are right, of c's one third."""
    found = bcubed(labelled(a="x", b="x", c="y"), [["a", "b", "c"]])
    assert (found.precision, found.recall) == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1.0)


def test_two_stories_for_one_event_cost_recall() -> None:
    found = bcubed(labelled(a="x", b="x", c="y"), [["a"], ["b"], ["c"]])
    assert (found.precision, found.recall) == (1.0, pytest.approx((1 / 2 + 1 / 2 + 1) / 3))
    assert found.f1 == pytest.approx(0.8)


def test_nothing_found_is_zero() -> None:
    assert BCubed(0.0, 0.0).f1 == 0.0


def test_the_command_prints_the_scores_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = [("a", "flood", FLOOD), ("b", "flood", f"{FLOOD} Roads stayed shut."), ("c", "cup", CUP)]
    lines = [json.dumps({"id": i, "event": e, "title": "", "text": t, "date": None}) for i, e, t in articles]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main([str(file)]) == 0
    assert "3 articles, 2 events: precision 1.0000  recall 1.0000  F1 1.0000" in capsys.readouterr().out
    assert cross_validated(read_labelled(file), 2).f1 == 1.0


def test_a_line_that_is_no_article_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text('{"id": "a"}\n', encoding="utf-8")
    assert main([str(file)]) == 2
    assert "labelled.jsonl, line 1" in capsys.readouterr().err
