"""Who said what is found by speaker, party and mode, comes in order, and is counted."""

import pytest

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import Metadata, Mode, Party, PartyKind, Reading, Relay, Span, Speaker, Statement, Text
from onrecord.register import open_register

TOLD = (
    "“We will not wait,” Zoé Macron said, “not another winter.” "
    "Oslo would pay, Jens Støre told a diplomat, who passed it on. "
    "They called it “a start” at best. "
    "An aide said in an interview that talks go on. "
    "“Nobody is ready.”"
)
FRANCE, NORWAY = (Party(identity, name, PartyKind.STATE) for identity, name in (("FRA", "France"), ("NOR", "Norway")))
MACRON, STORE = Speaker("Zoé Macron", role="President", party=FRANCE), Speaker("Jens Støre", party=NORWAY)
AIDE = Speaker("aide", named=False)


def at(words):
    start = TOLD.index(words)
    return Span.of(TOLD, start, start + len(words))


def said(document):
    """A statement for each sentence, last first."""
    return (
        Statement(document, Mode.DIRECT, (at("“Nobody is ready.”"),)),
        Statement(document, Mode.INDIRECT, (at("that talks go on"),), at("An aide"), at("said in an interview"), AIDE),
        Statement(document, Mode.MIXED, (at("it “a start” at best"),), at("They"), at("called")),
        Statement(
            document,
            Mode.INDIRECT,
            (at("Oslo would pay"),),
            at("Jens Støre"),
            at("told"),
            STORE,
            (Relay("a diplomat", at("a diplomat")),),
        ),
        Statement(
            document,
            Mode.DIRECT,
            (at("“We will not wait,”"), at("“not another winter.”")),
            at("Zoé Macron"),
            at("said"),
            MACRON,
        ),
    )


@pytest.fixture
def council(tmp_path):
    """The same words in two papers."""
    with open_register(tmp_path / "council.register") as register:
        for name in ("late.txt", "early.txt"):
            text = Text(f"document-{name}", Metadata(name), name, TOLD, ())
            register.record(Reading(text, said(text.id)), "1.0.0")
        yield register


def found(register, **asked):
    """The words of what is found in one of the papers."""
    return [view.words for view in ask.statements(register, document="early.txt", **asked)]


def test_statements_come_by_document_and_place(council):
    shown = ask.statements(council)
    assert [view.document for view in shown] == ["early.txt"] * 5 + ["late.txt"] * 5
    starts = [view.start for view in shown if view.document == "early.txt"]
    assert starts == sorted(starts)


def test_pieces_are_joined_and_the_place_holds_them_all(council):
    first = ask.statements(council)[0]
    assert first.words == "“We will not wait,” … “not another winter.”"
    assert TOLD[first.start : first.end] == "“We will not wait,” Zoé Macron said, “not another winter.”"
    assert first.statement.speaker == MACRON


@pytest.mark.parametrize("name", ["macron", "MACRON", "zoe", "Zoé", "Macron Zoe", "Zoe\u0301 Macron"])
def test_a_speaker_is_found_by_whole_words_whatever_case_and_accents(council, name):
    assert found(council, speaker=name) == ["“We will not wait,” … “not another winter.”"]


@pytest.mark.parametrize("name", ["store", "Støre", "jens store"])
def test_a_letter_may_be_typed_without_its_stroke(council, name):
    assert found(council, speaker=name) == ["Oslo would pay"]


@pytest.mark.parametrize("name", ["mac", "macrons", "Emmanuel Macron", "They", "diplomat", "president"])
def test_neither_a_part_of_a_word_nor_another_name_finds_a_speaker(council, name):
    assert found(council, speaker=name) == []


@pytest.mark.parametrize("name", ["", " ", "%", "…"])
def test_a_speaker_without_a_word_is_no_name(council, name):
    with pytest.raises(UsageError, match="no name in"):
        ask.statements(council, speaker=name)


@pytest.mark.parametrize("party", ["NOR", "nor", "Norway", "norway"])
def test_a_party_is_found_by_its_id_or_its_name(council, party):
    assert found(council, party=party) == ["Oslo would pay"]


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.DIRECT, ["“We will not wait,” … “not another winter.”", "“Nobody is ready.”"]),
        (Mode.INDIRECT, ["Oslo would pay", "that talks go on"]),
        (Mode.MIXED, ["it “a start” at best"]),
    ],
)
def test_statements_are_found_by_how_they_are_told(council, mode, words):
    assert found(council, mode=mode) == words


def test_filters_hold_together(council):
    assert found(council, speaker="macron", party="FRA", mode=Mode.DIRECT) != []
    assert found(council, speaker="macron", party="NOR") == []


def test_statements_are_counted_by_mode_and_by_speaker(council):
    assert ask.statement_counts(ask.statements(council)) == ask.StatementCounts(
        statements=10, speakers=2, direct=4, indirect=4, mixed=2, unnamed=6
    )


def test_nothing_said_is_counted_too(tmp_path):
    with open_register(tmp_path / "empty.register") as register:
        assert ask.statement_counts(ask.statements(register)) == ask.StatementCounts(0, 0, 0, 0, 0, 0)
