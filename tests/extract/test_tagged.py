"""What becomes of clauses that the token model tags; the clauses are given here, no model reads."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from onrecord.extract.circumstances import sets_terms
from onrecord.extract.tagged import UNREAD, Clause, Words
from onrecord.extract.tagged_positions import of_clause
from onrecord.extract.weighing import Evidence
from onrecord.model import Block, Metadata, Role, Sentence, Stance, Text
from onrecord.parse import parse

positions = importlib.import_module("onrecord.extract.positions")


def parsed(content: str) -> tuple[Text, Sequence[Sentence]]:
    text = Text("document-made", Metadata("made"), "", content, (Block(0, len(content), Role.BODY),))
    return text, parse(text)


def words(sentences: Sequence[Sentence], exact: str) -> Words:
    """Where words stand; within one sentence, written with a space between all tokens."""
    wanted = exact.split()
    for index, sentence in enumerate(sentences):
        told = [token.text for token in sentence.tokens]
        for first in range(len(told) - len(wanted) + 1):
            if told[first : first + len(wanted)] == wanted:
                return Words(index, first, first + len(wanted) - 1)
    raise AssertionError(exact)


def holder(content: str, clause: str, mention: str, stance: Stance = Stance.WILLING) -> str:
    """The word that a tagged clause is first given to."""
    text, sentences = parsed(content)
    tagged = Clause(words(sentences, clause), stance, words(sentences, mention), None, UNREAD)
    place = of_clause(text, sentences, tagged, ()).holders[0]
    told: str = sentences[place.sentence].tokens[place.token].text
    return told


ITALY = "France offered to send troops. Italy is focusing on training roles."


def test_a_subject_of_the_clauses_own_comes_before_a_party_named_elsewhere() -> None:
    assert holder(ITALY, "Italy is focusing on training roles", "France") == "Italy"
    assert holder(ITALY, "Italy is focusing on training roles", "Italy") == "Italy"


def test_a_mention_within_the_clause_comes_before_its_subject() -> None:
    content = "The readiness of Norway to pay is clear."
    assert holder(content, "The readiness of Norway to pay is clear", "Norway") == "Norway"


def test_who_must_act_may_be_named_before_the_subject() -> None:
    content = "Washington was addressed. European forces would need guarantees."
    told = holder(content, "European forces would need guarantees", "Washington", Stance.DEMANDED)
    assert told == "Washington"


def read(monkeypatch: pytest.MonkeyPatch, content: str, clause: str) -> list[Evidence]:
    text, sentences = parsed(content)
    tagged = Clause(words(sentences, clause), Stance.WILLING, None, None, UNREAD)

    class Given:
        def __init__(self, _: object) -> None:
            pass

        def clauses(self) -> Iterator[Clause]:
            yield tagged

        def actions(self, _: Words) -> np.ndarray:
            return UNREAD

    monkeypatch.setattr(positions, "Tagged", Given)
    found: list[Evidence] = positions.evidence(text, sentences, (), ())
    return found


@pytest.mark.parametrize(
    ("content", "clause"),
    [
        ("Russia seems to be delaying the meeting.", "Russia seems to be delaying the meeting"),
        ("Norway may use the talks to strike a bargain.", "Norway may use the talks to strike a bargain"),
    ],
)
def test_a_tellers_guess_is_no_position(monkeypatch: pytest.MonkeyPatch, content: str, clause: str) -> None:
    assert read(monkeypatch, content, clause) == []


def test_what_is_called_a_target_is_what_a_threat_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    text, sentences = parsed("Norway declared any Swedish patrol in the fjord a legitimate target.")
    tagged = Clause(words(sentences, "any Swedish patrol in the fjord a legitimate target"), Stance.THREATENED,
                    None, None, UNREAD)  # fmt: skip
    candidate = of_clause(text, sentences, tagged, ())
    assert [action.value for action in candidate.actions] == ["attack"]
    assert "target" in candidate.object.exact


def test_what_something_would_be_worth_is_no_position(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "A treaty with Norway will be a great step for Sweden."
    assert read(monkeypatch, content, "A treaty with Norway will be a great step for Sweden") == []


def test_what_is_no_guess_stays_a_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "Norway holds the talks open for everybody."
    (found,) = read(monkeypatch, content, "Norway holds the talks open for everybody")
    assert found.found_by == "tagged"


@pytest.mark.parametrize(
    ("content", "circumstance", "expected"),
    [
        ("France will send troops if Russia attacks.", "if Russia attacks", True),
        ("France will send troops even if Russia attacks.", "even if Russia attacks", False),
        ("France will send troops even if Russia attacks.", "if Russia attacks", False),
        ("France sent troops after the ministers had met.", "after the ministers had met", False),
        ("France will send troops after the ministers meet.", "after the ministers meet", True),
        ("France would send troops when the truce held.", "when the truce held", True),
    ],
)
def test_tagged_words_that_can_set_terms(content: str, circumstance: str, expected: bool) -> None:
    _, sentences = parsed(content)
    place = words(sentences, circumstance)
    assert sets_terms(sentences[place.sentence], place.first, place.last) is expected


def places(content: str, clause: str, mention: str | None, stance: Stance) -> list[str]:
    """The words that a tagged clause may be given to, in order."""
    text, sentences = parsed(content)
    named = words(sentences, mention) if mention is not None else None
    tagged = Clause(words(sentences, clause), stance, named, None, UNREAD)
    found = of_clause(text, sentences, tagged, ()).holders
    return [sentences[place.sentence].tokens[place.token].text for place in found]


def test_of_a_clause_that_describes_people_they_alone_are_meant() -> None:
    content = "France is at war with rebels who want to strike the city."
    assert places(content, "rebels who want to strike the city", "France", Stance.WILLING) == ["rebels"]


def test_who_asks_is_not_who_must_act() -> None:
    content = "The ministry advised women to seek help."
    assert places(content, "The ministry advised women to seek help", None, Stance.DEMANDED) == []
    must = "Moscow must withdraw its forces."
    assert places(must, "Moscow must withdraw its forces", None, Stance.DEMANDED) == ["Moscow"]


def test_where_it_stands_for_a_question_who_is_asked_about_is_meant() -> None:
    content = "It was not clear if the cabinet will comply with that."
    clause = "It was not clear if the cabinet will comply with that"
    assert places(content, clause, "It", Stance.UNDECIDED) == ["cabinet"]
    assert places("It will comply with that.", "It will comply with that", "It", Stance.PLEDGED)[0] == "It"
