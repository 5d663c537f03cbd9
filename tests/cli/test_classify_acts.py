"""``onrecord classify-acts`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli import main

HEADER = "id\tmarked_sentence\tsource\n"
ROW = "7\t<s>France</s> condemned <t>the raid</t>.\tFrance\n"


def classify(folder: Path, text: str | bytes, *options: str) -> tuple[int, list[list[str]]]:
    given, out = folder / "in.tsv", folder / "out.tsv"
    given.write_bytes(text if isinstance(text, bytes) else text.encode())
    status = main(["classify-acts", str(given), "--out", str(out), *options])
    return status, [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("options", [(), ("--no-encoder",)])
def test_each_row_gets_its_root_in_the_order_of_the_file(tmp_path: Path, options: tuple[str, ...]) -> None:
    status, rows = classify(tmp_path, HEADER + ROW + "3\t<s>Police</s> arrested <t>a spy</t>.\tPolice\n", *options)
    assert status == 0
    assert rows == [["id", "root"], ["7", "ACCUSE"], ["3", "COERCE"]]


def test_without_the_encoders_packages_words_alone_are_coded_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("onrecord.coding.missing", lambda: "onnxruntime")
    assert classify(tmp_path, HEADER + ROW) == (0, [["id", "root"], ["7", "ACCUSE"]])
    assert "onnxruntime is not installed: words alone" in capsys.readouterr().err
    assert classify(tmp_path, HEADER + ROW, "--no-encoder")[0] == 0
    assert not capsys.readouterr().err


def test_columns_may_stand_in_any_order_and_others_are_not_looked_at(tmp_path: Path) -> None:
    told = "\ufeffroot\tmarked_sentence\tid\r\nAGREE\t<s>France</s> condemned <t>the raid</t>.\t7\r\n"
    assert classify(tmp_path, told) == (0, [["id", "root"], ["7", "ACCUSE"]])


def test_a_row_that_cannot_be_read_is_told_of_and_costs_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ["1\tno marks\tx\n", "2\n", "\n", "3\t<s>France\tx\n"]
    status, rows = classify(tmp_path, (HEADER + "".join(wrong)).encode() + b"5\t<s>\xff</s> met\tx\n" + ROW.encode())
    assert status == 3
    assert [root for _, root in rows[1:]] == ["", "", "", "", "", "ACCUSE"]
    assert [identity for identity, _ in rows[1:]][:2] == ["1", "2"]
    told = capsys.readouterr().err
    assert "in.tsv#2: neither a source nor a target is marked" in told
    assert "5 rows could not be read" in told


def test_a_sentence_between_quotation_marks_is_read_as_the_format_has_it(tmp_path: Path) -> None:
    told = '7\t"<s>France</s> condemned <t>the ""raid""</t>."\tFrance\n'
    assert classify(tmp_path, HEADER + told) == (0, [["id", "root"], ["7", "ACCUSE"]])


def test_a_quotation_mark_that_is_not_closed_takes_no_further_rows_with_it(tmp_path: Path) -> None:
    status, rows = classify(tmp_path, HEADER + '6\t"<s>France</s> condemned <t>the raid</t>.\tx\n' + ROW)
    assert (status, rows[1:]) == (0, [["6", "ACCUSE"], ["7", "ACCUSE"]])


def test_a_file_without_the_columns_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert classify(tmp_path, "id\tsentence\n")[0] == 2
    assert "no column marked_sentence" in capsys.readouterr().err


def test_the_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    given = tmp_path / "in.tsv"
    given.write_text(HEADER + ROW, encoding="utf-8")
    assert main(["classify-acts", str(given), "--out", str(given)]) == 2
    assert given.read_text(encoding="utf-8") == HEADER + ROW
