"""Who said what, between quotation marks and retold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.extract.attribution import attributions
from onrecord.model import Block, Metadata, Mode, Reading, Role, Sentence, Text
from onrecord.parse import parse

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


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Ingrid Solheim said in a statement:\n“We have a plan for the winter.”", ["Ingrid Solheim"]),
        ("Ingrid Solheim wrote on Twitter:\n“We have a plan.”\n“It is not easy.”", ["Ingrid Solheim"] * 2),
        ("Ingrid Solheim is ready for the winter:\n“We have a plan for the winter.”", ["Ingrid Solheim"]),
        ("Ingrid Solheim said:\n“We have a plan for the winter,” Anna Holm said.", ["Anna Holm"]),
        ("Ingrid Solheim spoke.\n“We have a plan for the winter.”", [None]),
    ],
)
def test_a_quotation_that_is_a_paragraph_after_a_colon_is_of_who_is_told_before_it(
    content: str, expected: list[str | None], understand: Understand
) -> None:
    assert speakers(understand(content)) == expected


@pytest.mark.parametrize(
    ("content", "speaker", "exact"),
    [
        (
            "We will not send troops. — Ingrid Solheim (@solheim) May 5, 2018",
            "Ingrid Solheim",
            "We will not send troops.",
        ),
        ("It is over.\nWe will not wait.\n– Ingrid Solheim (@solheim)", "Ingrid Solheim", "We will not wait."),
        ("We will not send troops. - Ingrid Solheim (@solheim) May 5, 2018", None, ""),
        ("We will not send troops. — Ingrid Solheim (@solheim) wrote that", None, ""),
        ("— Ingrid Solheim (@solheim)", None, ""),
    ],
)
def test_a_post_is_said_by_who_signs_it(content: str, speaker: str | None, exact: str, understand: Understand) -> None:
    direct = [each for each in understand(content).statements if each.mode is Mode.DIRECT]
    told = [(each.speaker.name, each.content[0].exact) for each in direct if each.speaker is not None]
    assert told == ([(speaker, exact)] if speaker is not None else [])


def test_we_in_a_statement_is_whose_the_statement_is(understand: Understand) -> None:
    content = (
        "A joint statement from the G7 spoke of Russia.\n“We will impose sanctions on Russia,” the statement said."
    )
    told = {(party.id, each.stance.value) for each in understand(content).positions for party in each.parties}
    assert told == {("g7", "pledged")}


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


def told(reading: Reading, mode: Mode = Mode.INDIRECT) -> list[tuple[str | None, str, list[str]]]:
    """Speaker, content and chain of each statement of a mode."""
    return [
        (
            statement.speaker.name if statement.speaker else None,
            " … ".join(piece.exact for piece in statement.content),
            [link.name for link in statement.relay],
        )
        for statement in reading.statements
        if statement.mode is mode
    ]


def test_each_link_of_a_chain_is_told_from_the_speaker_outward(understand: Understand) -> None:
    reading = understand(
        "According to the Morning Herald, a Norwegian official said Prime Minister Ingrid Solheim had told him "
        "that the ships would sail."
    )
    assert ("Ingrid Solheim", "that the ships would sail", ["Norwegian official", "Morning Herald"]) in told(reading)
    assert ("Norwegian official", ["Morning Herald"]) in [(who, chain) for who, _, chain in told(reading)]


def test_a_link_stands_at_its_words(understand: Understand) -> None:
    content = "Carl Berg said that the army would stay in Mali, according to the Morning Herald."
    reading = understand(content)
    (link,) = (link for statement in reading.statements for link in statement.relay)
    assert content[link.span.start : link.span.end] == link.span.exact
    assert "Morning Herald" in link.span.exact


def test_who_is_told_of_by_an_account_does_not_relay_it(understand: Understand) -> None:
    reading = understand("Carl Berg stressed that the army would stay, according to a Norwegian official.")
    chains = {who: chain for who, _, chain in told(reading)}
    assert chains["Carl Berg"] == ["Norwegian official"]
    assert chains.get("Norwegian official", []) == []


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("Carl Berg told Reuters that the army would stay.", "Reuters"),
        ("Carl Berg told Norwegian state television that the army would stay.", "Norwegian state television"),
        ("Carl Berg said in an interview with the BBC that the army would stay.", "BBC"),
    ],
)
def test_an_outlet_that_was_spoken_to_is_a_link(understand: Understand, sentence: str, outlet: str) -> None:
    assert [(who, chain) for who, _, chain in told(understand(sentence))] == [("Carl Berg", [outlet])]


@pytest.mark.parametrize("hearer", ["told lawmakers", "told her guardian", "said on paper"])
def test_what_is_no_outlet_is_no_link(understand: Understand, hearer: str) -> None:
    reading = understand(f"Carl Berg {hearer} that the army would stay.")
    assert [(who, chain) for who, _, chain in told(reading)] == [("Carl Berg", [])]


def test_content_in_pieces_around_its_cue_is_one_statement(understand: Understand) -> None:
    reading = understand("The need, Carl Berg claimed, is to end the war.")
    assert [(who, content) for who, content, _ in told(reading)] == [("Carl Berg", "The need … is to end the war")]


def test_what_nobody_in_particular_says_has_no_source(understand: Understand) -> None:
    reading = understand("It is expected that the ministers will meet on Monday.")
    assert [(who, content) for who, content, _ in told(reading)] == [(None, "that the ministers will meet on Monday")]
    assert [statement.source for statement in reading.statements] == [None]


def test_what_somebody_else_says_within_a_quotation_is_told_by_who_is_quoted(understand: Understand) -> None:
    reading = understand("“President Marta Ruiz also stressed that trade must go on,” a Norwegian official said.")
    assert speakers(reading) == ["Norwegian official"]
    assert [(who, chain) for who, _, chain in told(reading)] == [("Marta Ruiz", ["Norwegian official"])]


@pytest.mark.parametrize(
    ("content", "speaker"),
    [
        (
            "Prime Minister Ingrid Solheim of Norway arrived.\nThe Norwegian leader said the talks would go on.",
            "Ingrid Solheim",
        ),
        (
            "The French foreign ministry called for calm. But it added that the deal was good.",
            "French foreign ministry",
        ),
        (
            "The Norwegian government met. The White House agreed in a statement.\nThe statement said help would come.",
            "White House",
        ),
        ("Ingrid Solheim will not stand again, her office said.", "Ingrid Solheim’s office"),
    ],
)
def test_descriptions_stand_for_whom_the_document_names(understand: Understand, content: str, speaker: str) -> None:
    assert told(understand(content))[-1][0] == speaker


@pytest.mark.parametrize(
    "content",
    [
        "Its statement said the talks would go on.",
        "The statement said its letter said the statement would come.",
        "A statement of the statement said that the letter by the letter was good.",
        "His aide said his aide said his aide would go.",
    ],
)
def test_descriptions_that_lead_back_to_themselves_end(understand: Understand, content: str) -> None:
    assert understand(content).text.text == content


def test_a_state_never_says_i(understand: Understand) -> None:
    reading = understand(
        "“They lied to us again,” Ingrid Solheim said. Norway found files. As for Berg, “I am sure he will help us.”"
    )
    assert speakers(reading) == ["Ingrid Solheim", "Ingrid Solheim"]


def test_a_surname_that_is_also_a_place_is_the_person_named_before(understand: Understand) -> None:
    reading = understand(
        "Deputy adviser Ben Rhodes told reporters that talks would go on.\nRhodes said later that they failed."
    )
    assert [who for who, _, _ in told(reading)] == ["Ben Rhodes", "Ben Rhodes"]


def test_a_quotation_whose_verb_was_left_out_is_its_neighbours(understand: Understand) -> None:
    reading = understand("“They lied to us again and again,” Prime Minister Ingrid Solheim during a televised address.")
    assert speakers(reading) == ["Ingrid Solheim"]


def test_a_quotation_that_ends_its_sentence_is_not_said_by_the_next(understand: Understand) -> None:
    reading = understand(
        "Carl Berg told reporters it “cannot be acceptable to our country.” Ingrid Solheim, on a visit, warned of war."
    )
    assert speakers(reading) == ["Carl Berg"]


def test_the_work_of_a_paragraph_of_many_attributions_grows_with_its_length(understand: Understand) -> None:
    reading = understand(" ".join(f"Carl Berg said that town {number} would be rebuilt." for number in range(300)))
    assert len(told(reading)) >= 290


@pytest.mark.parametrize(("first", "speaker"), [("PERSON", "Solheim"), ("ORG", None)])
def test_a_name_read_once_as_a_body_is_the_person_that_it_is_elsewhere(first: str, speaker: str | None) -> None:
    words = (
        "Solheim came to Oslo on Monday.\n"
        "Solheim took the long winter for “the hardest time that I can remember in my life.”"
    )
    text = Text("document-a", Metadata("a"), "a", words, (Block(0, 31, Role.BODY), Block(32, len(words), Role.BODY)))
    entities = iter((first, "ORG"))  # as the parser may have it: the same name, read in two ways
    sentences = [
        Sentence.of(
            each.role,
            each.paragraph,
            tuple(replace(t, entity=next(entities)) if t.text == "Solheim" else t for t in each.tokens),
        )
        for each in parse(text)
    ]
    (statement,) = [each.statement for each in attributions(text, sentences, None)]
    assert (statement.source.exact if statement.source else None) == speaker
