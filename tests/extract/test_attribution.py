"""Who said what, between quotation marks and retold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Mode, Reading

Understand = Callable[..., Reading]


def speakers(reading: Reading, mode: Mode = Mode.DIRECT) -> list[str | None]:
    return [s.speaker.name if s.speaker else None for s in reading.statements if s.mode is mode]


@pytest.mark.parametrize(
    "sentence",
    [
        "“We have a plan for the winter,” Norwegian Prime Minister Ingrid Solheim said.",
        "“We have a plan for the winter,” said Ingrid Solheim.",
        "Ingrid Solheim told reporters, “We have a plan for the winter.”",
        "Ingrid Solheim welcomed the deal as “the first serious step in many years.”",
        "“We have a plan,” Ingrid Solheim said. “It will not be easy.”",
    ],
)
def test_the_speaker_of_a_quotation_is_found_on_either_side(understand: Understand, sentence: str) -> None:
    assert set(speakers(understand(sentence))) == {"Ingrid Solheim"}


def test_a_pronoun_stands_for_the_person_told_of_last(understand: Understand) -> None:
    reading = understand("Ingrid Solheim met reporters in Oslo.\n“We have a plan for the winter,” she said.")
    assert speakers(reading) == ["Ingrid Solheim"]


def test_a_name_inside_the_quotation_is_not_its_speaker(understand: Understand) -> None:
    reading = understand("Ingrid Solheim arrived late.\n“We must stop Carl Berg from doing this,” she argued.")
    assert speakers(reading) == ["Ingrid Solheim"]


def test_an_unnamed_source_is_kept_as_described(understand: Understand) -> None:
    reading = understand("“The decision will come in due time,” a German government source said.")
    (statement,) = reading.statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.named) == ("German government source", False)
    assert statement.speaker.party is not None
    assert statement.speaker.party.id == "DEU"


def test_a_scare_quote_is_no_statement(understand: Understand) -> None:
    assert speakers(understand("The so-called “reassurance force” gathered in Paris.")) == []


def test_indirect_speech_has_source_cue_and_content(understand: Understand) -> None:
    reading = understand("Norwegian Prime Minister Ingrid Solheim said the talks would go on.")
    (statement,) = reading.statements
    assert statement.mode is Mode.INDIRECT
    assert statement.cue is not None
    assert statement.source is not None
    assert (statement.cue.exact, statement.content[0].exact) == ("said", "the talks would go on")
    assert statement.source.exact == "Norwegian Prime Minister Ingrid Solheim"


def test_words_passed_on_name_who_passed_them_on(understand: Understand) -> None:
    reading = understand("Ingrid Solheim said the talks would go on, according to the Morning Herald.")
    assert "Morning Herald" in {relay.name for s in reading.statements for relay in s.relay}
