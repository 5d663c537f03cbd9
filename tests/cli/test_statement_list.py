"""Who said what, on a screen of any width, whatever the articles hold."""

import json

import pytest
from click import unstyle

from onrecord.ask import StatementView
from onrecord.cli.statement_list import statement_lines
from onrecord.cli.terminal import columns
from onrecord.model import Metadata, Mode, Party, PartyKind, Reading, Relay, Span, Speaker, Statement, Text
from onrecord.register import open_register

FRANCE = Party("FRA", "France", PartyKind.STATE)
MACRON = Speaker("Zoé Macron", role="President", party=FRANCE)


def span(words, start=0):
    return Span(start, start + len(words), words)


def view(words="We wait.", mode=Mode.DIRECT, document="a.txt", **known):
    """A statement of these words at the beginning of a document."""
    statement = Statement("document-0", mode, (span(words),), **known)
    return StatementView(statement.id, document, 0, len(words), words, statement)


def shown(*views):
    """The lines as they look, without the sums below."""
    lines = [unstyle(line) for line in statement_lines(views)]
    return lines[: lines.index("")]


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_who_said_it_how_and_where_stands_above_the_words():
    assert shown(view(cue=span("said in an interview"), speaker=MACRON)) == [
        "a.txt",
        "  Zoé Macron (President, France) · “said in an interview” · direct · 0–8",
        "    We wait.",
    ]


def test_how_and_where_stand_in_a_line_of_their_own_where_the_screen_is_narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    assert shown(view(cue=span("said in an interview"), speaker=MACRON))[1:] == [
        "  Zoé Macron (President, France)",
        "        “said in an interview” · direct · 0–8",
        "    We wait.",
    ]


def test_the_relay_runs_from_the_speaker_to_the_outlet():
    relay = (Relay("an aide", span("an aide")), Relay("Boreal Wire", span("Boreal Wire")))
    assert shown(view(speaker=MACRON, relay=relay))[1] == (
        "  Zoé Macron (President, France) → an aide → Boreal Wire · direct · 0–8"
    )


def test_an_unknown_speaker_is_told_plainly():
    assert (
        shown(view(source=span("They"), cue=span("said")))[1] == "  “They” (speaker not known) · “said” · direct · 0–8"
    )
    assert shown(view())[1] == "  no source found · direct · 0–8"
    assert shown(view(speaker=Speaker("two people", named=False)))[1] == "  two people · direct · 0–8"


def test_what_is_unusual_is_noted():
    assert shown(view(note="never closed"))[-1] == "    note: never closed"


def test_documents_are_named_once():
    assert [line for line in shown(view(), view("Go."), view(document="b.txt")) if line.endswith("txt")] == [
        "a.txt",
        "b.txt",
    ]


@pytest.mark.parametrize(("width", "last"), [("40", "seven …"), ("50", "nine …"), ("60", "ten")])
def test_long_words_are_cut_between_two_of_them(monkeypatch, width, last):
    monkeypatch.setenv("COLUMNS", width)
    said = shown(view("one two three four five six seven eight nine ten"))[2]
    assert said.endswith(last)
    assert columns(said) <= int(width)


@pytest.mark.parametrize(
    "words", ["x" * 500, "北京" * 300, "e" + "\u0301" * 10_000, "\x1b[2J " * 10_000, "\u200b" * 100_000, " " * 100_000]
)
def test_no_words_are_wider_than_the_screen(words):
    assert all(columns(line) <= 80 for line in shown(view(words)))


def test_text_of_a_document_never_controls_the_terminal():
    hostile = "a\x1b[2J\u202e\r\nb\x07\x9b"
    lines = shown(
        view(
            hostile,
            document=hostile,
            source=span(hostile),
            cue=span(hostile),
            note=hostile,
            relay=(Relay(hostile, span(hostile)),),
        ),
        view(speaker=Speaker(hostile, role=hostile, party=Party("x", hostile, PartyKind.GROUP))),
    )
    assert not any(mark in line for line in lines for mark in "\x1b\u202e\r\n\x07\x9b")
    assert "    a\\x1b[2J\\u202e b\\x07\\x9b" in lines


def test_the_sums_stand_below(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    views = (view(speaker=MACRON), view(mode=Mode.INDIRECT, speaker=MACRON), view(mode=Mode.MIXED))
    assert list(statement_lines(views))[-3:] == [
        "",
        "numbers: where the words stand, in characters of the document",
        "3 statements · 1 named speaker · 1 direct, 1 indirect, 1 mixed · 1 without a named speaker",
    ]


def test_a_statement_is_found_by_each_filter(onrecord, path, summit):
    (words,) = summit.morning.statements[0].content
    for asked in (["--speaker", "holt"], ["--party", "DEU"], ["--party", "germany"], ["--mode", "direct"]):
        assert onrecord(
            "show", "statements", *asked, "--document", "morning.txt", "--register", path
        ).out.splitlines() == [
            "morning.txt",
            f"  Anna Holt (Foreign Minister, Germany) · “said” · direct · {words.start}–{words.end}",
            '    "we will send troops if the truce holds"',
            "",
            "numbers: where the words stand, in characters of the document",
            "1 statement · 1 named speaker · 1 direct, 0 indirect, 0 mixed · 0 without a",
            "named speaker",
        ]


@pytest.mark.parametrize("asked", [["--speaker", "hol"], ["--mode", "mixed"], ["--speaker", "Holt", "--mode", "mixed"]])
def test_nothing_found_is_one_line(onrecord, path, asked):
    outcome = onrecord("show", "statements", *asked, "--register", path)
    assert (outcome.status, outcome.out, outcome.err) == (0, "No statements.\n", "")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--party", "Germny"], "no party 'Germny' in this register: did you mean Germany?"),
        (["--speaker", "?"], "no name in '?'"),
        (["--mode", "loud"], "Invalid value for '--mode'"),
    ],
)
def test_what_cannot_be_meant_is_told(onrecord, path, asked, told):
    outcome = onrecord("show", "statements", *asked, "--register", path)
    assert (outcome.status, outcome.out) == (2, "")
    assert told in outcome.err


def test_json_holds_the_words_whole(onrecord, tmp_path):
    told = "“Yes,” she said, “" + "and again " * 50 + "\x1b[2J.”"
    pieces = (Span.of(told, 0, 6), Span.of(told, 17, len(told)))
    text = Text("document-0", Metadata("a.txt"), "", told, ())
    with open_register(tmp_path / "a.register") as register:
        register.record(Reading(text, (Statement(text.id, Mode.DIRECT, pieces, speaker=MACRON),)), "1.0.0")
    outcome = onrecord("show", "statements", "--json", "--register", tmp_path / "a.register")
    (found,) = json.loads(outcome.out)
    assert found["words"] == " … ".join(piece.exact for piece in pieces)
    assert (found["document"], found["start"], found["end"]) == ("a.txt", 0, len(told))
    assert found["statement"]["speaker"]["party"]["id"] == "FRA"
    assert "\x1b" not in outcome.out
