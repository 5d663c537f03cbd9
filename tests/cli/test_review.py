"""Judging, searching and asking for changes on the command line."""

import json
import re

import pytest

from onrecord.register import open_register


@pytest.fixture
def refusal(summit):
    return summit.evening.positions[0].id


def judged(onrecord, path, *arguments):
    outcome = onrecord("review", *arguments, "--register", path, "--who", "kim")
    assert outcome.status == 0, outcome.err
    return outcome.out


def test_what_needs_a_look_is_listed_with_why(onrecord, path):
    out = onrecord("review", "list", "--register", path).out
    assert "tellings part" in out
    assert "“Germany ruled out sending troops”" in out
    assert len(json.loads(onrecord("review", "list", "--limit", 2, "--json", "--register", path).out)) == 2


def test_a_correction_is_shown_in_the_matrix_the_lists_and_the_entry(onrecord, path, refusal):
    out = judged(onrecord, path, "correct", refusal[9:17], "stance=undecided", "--why", "the minister said so")
    assert re.match(r"[0-9a-f]{8}  corrected: stance is “undecided” position-", out)
    matrix = onrecord("show", "matrix", "--register", path).out
    assert "1 judged by people" in " ".join(matrix.split())
    assert "●1○1+" in matrix.replace("·", "").replace("!", "")
    assert "+ judged by people" in matrix
    listed = onrecord("show", "positions", "--stance", "undecided", "--register", path).out
    assert "Germany: undecided, deploy" in listed
    assert "by kim on 20" in listed
    entry = onrecord("show", "position", refusal, "--register", path).out
    assert "Judged by people" in entry
    assert "The machine read: Germany, refused, deploy." in " ".join(entry.split())


def test_all_judgements_are_in_the_log_and_can_be_taken_back(onrecord, path, refusal):
    judged(onrecord, path, "reject", refusal, "--why", "satire")
    assert onrecord("show", "positions", "--stance", "refused", "--register", path).out == "No positions.\n"
    judged(onrecord, path, "undo")
    log = onrecord("review", "log", "--register", path).out
    assert "rejected position-" in log
    assert "[undone by" in log
    assert "taken back judgement-" in " ".join(log.split())
    assert "Germany: refused" in onrecord("show", "positions", "--stance", "refused", "--register", path).out


def test_merging_splitting_noting_and_accepting(onrecord, path, refusal):
    judged(onrecord, path, "merge", "Germany", "12 allies")
    assert "6 positions of 1 party" in onrecord("show", "--register", path).out
    judged(onrecord, path, "split", "Germany")
    judged(onrecord, path, "note", refusal, "look again")
    judged(onrecord, path, "accept", refusal)
    assert "look again" in onrecord("show", "position", refusal, "--register", path).out


def test_two_analysts_exchange_their_judgements(onrecord, path, refusal, tmp_path):
    judged(onrecord, path, "reject", refusal)
    assert onrecord("review", "export", tmp_path / "mine.jsonl", "--register", path).out.startswith("1 judgement in ")
    again = onrecord("review", "import", tmp_path / "mine.jsonl", "--register", path)
    assert again.out == "0 judgements taken over, 1 held already\n"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["review", "accept", "ffff"], 2, "no position 'ffff'"),
        (["review", "correct", "ffff", "colour=red"], 2, "FIELD=VALUE"),
        (["review", "undo"], 2, "has judged nothing"),
        (["search", "stance:maybe"], 2, "is none of"),
        (["changes"], 2, "name a time"),
        (["changes", "--since", "soon"], 2, "'soon' is no date"),
        (["show", "--as-of", "soon"], 2, "'soon' is no date"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(onrecord, path, arguments, status, told):
    outcome = onrecord(*arguments, "--register", path)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (status, "", 1)
    assert told in outcome.err


def test_judging_makes_no_register(onrecord, tmp_path):
    outcome = onrecord("review", "accept", "ffff", "--register", tmp_path / "absent.register")
    assert outcome.status == 1
    assert "there is no register" in outcome.err
    assert not (tmp_path / "absent.register").exists()


def test_search_sets_what_it_found_apart(onrecord, path):
    out = onrecord("search", "party:DEU", "stance:refused", "troop", "--register", path).out
    assert "✕ Germany: refused, deploy · evening.txt, 2025-03-01" in out
    assert "Germany ruled out sending ⟦troops⟧" in " ".join(out.split())
    assert onrecord("search", "bananas", "--register", path).out == "Nothing found.\n"
    assert "More than 1 found" in onrecord("search", "troops", "--limit", 1, "--register", path).out
    assert len(json.loads(onrecord("search", "party:12 allies", "--json", "--register", path).out)["hits"]) == 3


def test_changes_show_both_passages(onrecord, path):
    out = onrecord("changes", "--between", "2025-03-01", "2025-03-02", "--register", path).out
    told = " ".join(out.split())
    assert "contradicted Germany, deploy: " in told
    assert "“Germany ruled out sending troops”" in told
    assert "“we will send troops if the truce holds”" in told
    assert onrecord("changes", "--since", "2026-01-01", "--register", path).out == "Nothing changed.\n"


def test_the_register_is_shown_as_it_stood_before_anything_was_recorded(onrecord, path):
    assert onrecord("show", "--as-of", "2020-01-01", "--register", path).out.startswith("No positions yet")
    assert "Germany" in onrecord("show", "--as-of", "9999-12-31", "--register", path).out


def test_a_register_on_a_server_is_named_by_its_url(onrecord, server, summit, path, tmp_path):
    url = server()
    with open_register(url) as register:
        for reading in summit.readings:
            register.record(reading, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
    refusal = summit.evening.positions[0].id
    for command in (
        ["show", "matrix"],
        ["show", "statements"],
        ["show", "position", refusal],
        ["search", "troops"],
        ["changes", "--since", "2025-03-01"],
        ["review", "list"],
    ):
        assert onrecord(*command, "--register", url) == onrecord(*command, "--register", path), command
    for name, register in (("file", path), ("server", url)):
        assert onrecord("export", "--out", tmp_path / name, "--register", register).status == 0
    for file in sorted((tmp_path / "file").iterdir()):
        assert file.read_bytes() == (tmp_path / "server" / file.name).read_bytes()
