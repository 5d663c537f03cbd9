"""``onrecord attribute`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli import main

PASSAGE = {"id": "p1", "tokens": ["Anna", "Holm", "said", "the", "army", "would", "stay", "."]}


def attribute(folder: Path, *lines: str, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, object]]]:
    given, out = folder / "in.jsonl", folder / "out.jsonl"
    given.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    status = main(["attribute", str(given), "--out", str(out), *options])
    return status, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("options", [(), ("--rules-only",)])
def test_each_line_is_labelled_in_place(tmp_path: Path, options: tuple[str, ...]) -> None:
    status, lines = attribute(tmp_path, json.dumps(PASSAGE), json.dumps(PASSAGE), options=options)
    assert status == 0
    assert lines[0] == lines[1]
    assert lines[0]["id"] == "p1"
    assert lines[0]["labels"] == ["B-source", "I-source", "B-cue", *["B-content"], *["I-content"] * 3, "O"]


def test_labels_that_a_line_brings_are_not_looked_at(tmp_path: Path) -> None:
    _, lines = attribute(tmp_path, json.dumps({**PASSAGE, "labels": ["O"] * 8}))
    assert lines[0]["labels"] != ["O"] * 8


def test_running_text_gets_spans(tmp_path: Path) -> None:
    _, lines = attribute(tmp_path, json.dumps({"text": "Anna Holm said the army would stay."}))
    assert lines[0]["spans"] == [
        {"kind": "source", "start": 0, "end": 9, "exact": "Anna Holm"},
        {"kind": "cue", "start": 10, "end": 14, "exact": "said"},
        {"kind": "content", "start": 15, "end": 34, "exact": "the army would stay"},
    ]


def test_a_line_that_cannot_be_read_is_told_of_and_costs_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = '{"text": "\\ud800 said"}'
    status, lines = attribute(tmp_path, "{", "[]", '{"tokens": ["a", 1]}', json.dumps(PASSAGE), "", half)
    assert status == 3
    assert ["error" in line for line in lines] == [True, True, True, False, True, True]
    assert "in.jsonl#2: not an object" in capsys.readouterr().err


def test_the_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps(PASSAGE) + "\n")
    assert main(["attribute", str(given), "--out", str(given)]) == 2
    assert given.read_text() == json.dumps(PASSAGE) + "\n"


def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps(PASSAGE) + "\n")
    assert main(["attribute", str(given), "--out", str(tmp_path / "none" / "out.jsonl")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_without_the_models_package_the_rules_label_and_say_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("onrecord.labelling.missing", lambda: "onnxruntime")
    status, lines = attribute(tmp_path, *[json.dumps(PASSAGE)] * 3)
    assert status == 0
    assert lines[0]["labels"] == ["B-source", "I-source", "B-cue", *["B-content"], *["I-content"] * 3, "O"]
    assert capsys.readouterr().err.count("onnxruntime is not installed") == 1
