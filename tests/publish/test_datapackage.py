"""The descriptor of an export is valid, and its files are what it says, by frictionless' judgement."""

import json
from dataclasses import replace

import pytest

from onrecord.model import Comparison
from onrecord.publish import KINDS, export
from onrecord.register import open_register

frictionless = pytest.importorskip("frictionless")


def report(folder):
    return frictionless.validate(str(folder / "datapackage.json"))


def problems(folder):
    return report(folder).flatten(["type", "fieldName", "note"])


def test_the_package_and_every_line_of_its_files_are_valid(register, tmp_path):
    export(register, tmp_path / "out")
    assert problems(tmp_path / "out") == []
    counted = {task.name: task.stats["rows"] for task in report(tmp_path / "out").tasks}
    assert counted == {kind: (tmp_path / "out" / f"{kind}.jsonl").read_bytes().count(b"\n") for kind in KINDS}


def test_a_changed_file_a_strange_stance_and_a_lost_document_are_found(register, tmp_path):
    export(register, tmp_path / "out")
    place = tmp_path / "out" / "positions.jsonl"
    place.write_text(place.read_text().replace('"stance": "refused"', '"stance": "denied"'))
    documents = tmp_path / "out" / "documents.jsonl"
    documents.write_text(documents.read_text().split("\n", 1)[1])
    found = {kind for kind, _, _ in problems(tmp_path / "out")}
    assert {"hash-count", "constraint-error", "foreign-key"} <= found


def test_files_without_a_line_are_left_out(tmp_path, summit):
    with open_register(tmp_path / "one.register") as register:
        export(register, tmp_path / "none")
        register.record(replace(summit.evening, positions=()), "1.0.0")
        register.record_comparison(Comparison(), "1.0.0")
        export(register, tmp_path / "out")
    assert not (tmp_path / "none" / "datapackage.json").exists()
    assert [task.name for task in report(tmp_path / "out").tasks] == ["documents"]
    assert problems(tmp_path / "out") == []


def test_every_field_is_described(register, tmp_path):
    export(register, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert [each["name"] for each in package["resources"]] == list(KINDS)
    assert all(field["description"] for each in package["resources"] for field in each["schema"]["fields"])
