"""What a reader sees of a register."""

import json
from dataclasses import replace

import pytest

from onrecord.model import Span
from onrecord.register import open_register

MATRIX = """\
3 documents, 2 origins · 6 positions of 2 parties · 1 conflict

           deploy  guarantee
12 allies          ●2
Germany    ●1✕1!·

● pledged  ◐ willing  ○ undecided  ✕ refused  ▷ demanded  ▲ threatened
number: independent origins  ! tellings part  · has a condition  ~ headline only
"""


@pytest.mark.parametrize("arguments", [["show"], ["show", "matrix"]])
def test_the_matrix_is_shown_first(onrecord, path, arguments):
    outcome = onrecord(*arguments, "--register", path)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == MATRIX


def test_the_register_may_be_named_by_the_environment(onrecord, path, monkeypatch):
    monkeypatch.setenv("ONRECORD_REGISTER", str(path))
    assert "Germany" in onrecord("show").out


def test_positions_are_listed_by_document_with_words_speaker_and_terms(onrecord, path, summit):
    outcome = onrecord("show", "positions", "--party", "Germany", "--document", "morning.txt", "--register", path)
    (_, germany) = summit.morning.positions
    assert outcome.out.splitlines() == [
        "morning.txt",
        f"{germany.id[9:17]}  ● Germany: pledged, deploy",
        "          “we will send troops if the truce holds”",
        "          says Anna Holt (Foreign Minister, Germany); condition: “if the truce",
        "          holds”",
    ]


def test_positions_are_filtered_by_action_and_stance(onrecord, path):
    outcome = onrecord("show", "positions", "--action", "deploy", "--stance", "refused", "--register", path)
    assert outcome.out.count("Germany:") == 1
    assert onrecord("show", "positions", "--stance", "willing", "--register", path).out == "No positions.\n"


def test_conflicts_quote_each_side(onrecord, path):
    outcome = onrecord("show", "conflicts", "--register", path)
    assert outcome.out.splitlines() == [
        "stance: Germany, deploy",
        "Germany: pledged here, refused there.",
        "  pledged (1 origin)",
        "    copied.txt: “we will send troops if the truce holds”",
        "    morning.txt: “we will send troops if the truce holds”",
        "  refused (1 origin)",
        "    evening.txt: “Germany ruled out sending troops”",
    ]


def test_a_position_is_shown_in_full(onrecord, path, summit):
    refusal = summit.evening.positions[0]
    outcome = onrecord("show", "position", refusal.id[9:17], "--register", path)
    assert outcome.out.startswith("✕ Germany: refused, deploy\nRead as refused from “ruled out”. 1 independent origin;")
    assert "2 other tellings say\npledged." in outcome.out
    assert "  said by   Anna Holt (Foreign Minister, Germany) → evening.txt\n" in outcome.out
    assert "Berlin says no ⟦Germany ruled out sending troops⟧, Anna Holt told reporters." in outcome.out
    assert "● pledged, morning.txt" in outcome.out
    assert "stance: Germany, deploy" in outcome.out
    assert refusal.id in outcome.out


def test_terms_stand_as_a_list_of_definitions(onrecord, path, summit):
    outcome = onrecord("show", "position", summit.morning.positions[1].id, "--register", path)
    assert "  condition  “if the truce holds” (ceasefire)\n" in outcome.out
    assert "● Germany: pledged, deploy, “send troops”\n" in outcome.out


def test_a_timeline_tells_what_each_position_changed(onrecord, path):
    outcome = onrecord("show", "timeline", "--party", "DEU", "--register", path)
    assert outcome.out.startswith("2025-03-01\n  ● Germany: pledged, deploy·\n")
    assert "✕ Germany: refused, deploy  ≠ contradicted, was pledged" in outcome.out
    assert "Anna Holt: “Germany ruled out sending troops”" in " ".join(outcome.out.split())


def test_parties_are_a_table_and_a_page_each(onrecord, path):
    assert onrecord("show", "parties", "--register", path).out.splitlines()[:3] == [
        "party      id         positions  statements  origins  stances",
        "Germany    DEU                3           2        2  ●2✕1",
        "12 allies  allies-12          3           0        2  ●3",
    ]
    page = onrecord("show", "party", "germany", "--register", path).out
    assert page.startswith("Germany (DEU)\nstate\n3 positions, 2 statements in 3 documents of 2 origins\n")
    for part in (
        "Positions\n  ● pledged, deploy · 1!\n      needs “if the truce holds”\n",
        "Who speaks for it\n  Anna Holt, Foreign Minister: 2 statements\n",
        "Where the tellings part\nstance: Germany, deploy\n",
    ):
        assert part in page


@pytest.mark.parametrize(
    ("view", "nothing"),
    [
        (["show", "timeline"], "No positions.\n"),
        (["show", "parties"], "No parties.\n"),
        (["show", "party", "Germany"], ""),
        (["scenario"], "No positions.\n"),
    ],
)
def test_a_view_is_of_the_register_as_it_stood(onrecord, path, view, nothing):
    assert "Germany" in onrecord(*view, "--as-of", "9999-12-31", "--register", path).out
    before = onrecord(*view, "--as-of", "2020-01-01", "--register", path)
    assert before.out.endswith(nothing)
    assert "Germany" not in before.out


def test_a_view_is_narrowed_to_what_is_asked_for(onrecord, path):
    shown = onrecord("show", "--party", "DEU", "--stance", "refused", "--register", path).out
    assert shown.startswith("1 document, 1 origin · 1 position of 1 party · 1 conflict\n")
    assert "12 allies" not in shown
    assert onrecord("show", "--since", "2026-01-01", "--register", path).out == "No positions.\n"
    assert "deploy" not in onrecord("show", "claims", "--action", "guarantee", "--register", path).out
    assert onrecord("show", "conflicts", "--action", "guarantee", "--register", path).out.startswith("No conflicts")
    assert onrecord("show", "statements", "--until", "2024-01-01", "--register", path).out == "No statements.\n"
    assert "copied.txt" in onrecord("show", "lineage", "--story", "copied.txt", "--register", path).out
    assert "copied.txt" not in onrecord("show", "lineage", "--until", "2024-01-01", "--register", path).out


@pytest.mark.parametrize(
    "what", ["matrix", "positions", "timeline", "parties", "conflicts", "claims", "lineage", "statements"]
)
def test_every_table_is_there_as_json(onrecord, path, what):
    outcome = onrecord("show", what, "--json", "--register", path)
    assert json.loads(outcome.out)
    assert outcome.out.isascii()


def test_an_entry_is_there_as_json(onrecord, path, summit):
    refusal = summit.evening.positions[0]
    entry = json.loads(onrecord("show", "position", refusal.id, "--json", "--register", path).out)
    assert (entry["id"], entry["position"]["stance"]) == (refusal.id, "refused")
    assert entry["context"]["exact"] == "Germany ruled out sending troops"


def test_no_line_is_wider_than_the_screen(onrecord, path, summit, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    position = summit.morning.positions[1].id
    for arguments in (
        *(["matrix"], ["positions"], ["conflicts"], ["claims"], ["lineage"], ["statements"]),
        *(["timeline"], ["parties"], ["party", "Germany"]),
        ["position", position],
    ):
        outcome = onrecord("show", *arguments, "--register", path)
        assert max(map(len, outcome.out.splitlines())) <= 60, arguments


def test_text_of_a_document_never_controls_the_terminal(onrecord, tmp_path, summit):
    text = replace(
        summit.evening.text, text=summit.evening.text.text.replace("Berlin says no", "\x1b[2J\u202e\x07 no\x9b ")
    )
    assert len(text.text) < len(summit.evening.text.text)
    hostile = replace(text, text=text.text[:14] + summit.evening.text.text[14:])
    germany = replace(summit.evening.positions[0], cue=Span.of(hostile.text, 0, 6))
    with open_register(tmp_path / "hostile.register") as register:
        register.record(replace(summit.evening, text=hostile, positions=(germany,)), "1.0.0")
        register.record_comparison(replace(summit.comparison, stories=(), claims=(), conflicts=(), lineage=()), "1.0.0")
    for arguments in (["position", germany.id], ["positions"], ["position", germany.id, "--json"]):
        out = onrecord("show", *arguments, "--register", tmp_path / "hostile.register").out
        assert not any(mark in out for mark in "\x1b\x07\x9b\u202e"), arguments
    assert (
        "\\x1b[2J\\u202e" in onrecord("show", "position", germany.id, "--register", tmp_path / "hostile.register").out
    )


def test_an_empty_register_says_how_to_fill_it(onrecord, tmp_path):
    open_register(tmp_path / "empty.register").close()
    for what, told in (
        ("matrix", "onrecord build"),
        ("positions", "No positions."),
        ("conflicts", "No conflicts"),
        ("claims", "No claims"),
    ):
        assert told in onrecord("show", what, "--register", tmp_path / "empty.register").out


def test_an_unfinished_build_is_told_beside_the_answer(onrecord, path, summit):
    with open_register(path) as register:
        register.record(summit.evening, "2.0.0")
    outcome = onrecord("show", "conflicts", "--register", path)
    assert outcome.status == 0
    assert outcome.err.startswith("onrecord: the last build was stopped")
    assert "Germany" in outcome.out
