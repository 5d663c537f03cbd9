"""The sample coverage that comes with the package shows what the program does."""

import json
from importlib.resources import files

import pytest


@pytest.fixture(autouse=True)
def sample_coverage():
    if not files("onrecord").joinpath("sample", "articles").is_dir():
        pytest.skip("the package was installed without its sample coverage")


def test_the_sample_shows_a_matrix_conflicts_and_an_entry(onrecord, tmp_path):
    folder, register = tmp_path / "sample", tmp_path / "sample.register"
    copied = onrecord("sample", folder)
    assert copied.returncode == 0, copied.stderr
    assert onrecord("build", folder, "--register", register).returncode == 0

    matrix = json.loads(onrecord("show", "matrix", "--json", "--register", register).stdout)
    assert matrix["documents"] > matrix["origins"], "a copy must not count as a source of its own"
    conflicts = json.loads(onrecord("show", "conflicts", "--json", "--register", register).stdout)
    assert {"stance", "number"} <= {conflict["kind"] for conflict in conflicts}
    positions = json.loads(onrecord("show", "positions", "--json", "--register", register).stdout)
    entry = onrecord("show", "position", positions[0]["id"], "--register", register)
    assert "⟦" in entry.stdout


def test_the_sample_is_not_copied_over_other_files(onrecord, tmp_path):
    assert onrecord("sample", tmp_path).returncode == 0
    (first, *_) = sorted(tmp_path.iterdir())
    first.write_text("mine")
    again = onrecord("sample", tmp_path)
    assert again.returncode == 2
    assert again.stderr.endswith("name another folder\n")
    assert first.read_text() == "mine"
