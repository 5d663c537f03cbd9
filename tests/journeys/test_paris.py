"""From real coverage of one summit to a register that a reader can check, with the commands of the README."""

import json
import re
import subprocess
import sys

import pytest

from onrecord.publish import KINDS


@pytest.fixture
def coverage(shared):
    return shared / "coverage" / "paris-2025"


def test_a_reader_builds_looks_checks_one_entry_and_takes_the_record_away(onrecord, coverage, shared, tmp_path):
    register, out = tmp_path / "paris.register", tmp_path / "export"

    built = onrecord("build", coverage / "articles", "--register", register)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("5 documents recorded\n")

    matrix = onrecord("show", "matrix", "--register", register)
    assert matrix.returncode == 0
    assert matrix.stdout.startswith("5 documents, ")
    assert all(len(line) <= 80 for line in matrix.stdout.splitlines())
    for party in ("26 nations", "Germany", "Italy", "Russia", "United States"):
        assert re.search(rf"^{party}", matrix.stdout, re.MULTILINE), party

    conflicts = onrecord("show", "conflicts", "--register", register)
    assert conflicts.returncode == 0
    assert "Germany" in conflicts.stdout
    assert "ruled out deploying troops" in " ".join(conflicts.stdout.split())

    listed = onrecord(
        "show", "positions", "--party", "Germany", "--stance", "refused", "--json", "--register", register
    )
    (refusal,) = json.loads(listed.stdout)
    entry = onrecord("show", "position", refusal["id"], "--register", register)
    told = " ".join(entry.stdout.split())
    assert "Read as refused from “ruled" in told
    assert "⟦Germany, Italy, and Spain have to date ruled out deploying troops⟧" in told

    exported = onrecord("export", "--format", "jsonl", "--out", out, "--register", register)
    assert exported.returncode == 0
    written = sorted(path.name for path in out.iterdir())
    assert written == sorted(["datapackage.json", *(f"{kind}.jsonl" for kind in KINDS)])
    check_evidence(out, coverage / "articles")
    scorer = [sys.executable, shared / "score" / "reading.py", out, coverage / "reading.yaml"]
    scored = subprocess.run(scorer, capture_output=True, text=True, check=True)
    assert "positions found" in scored.stdout


def check_evidence(export, articles):
    """Every quoted passage stands in the article's own file, at the place given."""
    positions = [json.loads(line) for line in (export / "positions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert positions
    for position in positions:
        text = (articles / position["document"]).read_text(encoding="utf-8")
        assert text[position["start"] : position["end"]] == position["exact"]


def test_a_second_build_adds_nothing(onrecord, coverage, tmp_path):
    register = tmp_path / "paris.register"
    onrecord("build", coverage / "articles", "--register", register)
    before = register.read_bytes()
    again = json.loads(onrecord("build", coverage / "articles", "--register", register, "--json").stdout)
    assert (again["recorded"], again["held"]) == (0, 5)
    assert register.read_bytes() == before
