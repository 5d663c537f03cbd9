from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from onrecord.compare import compare
from onrecord.compare.utterances import difference
from onrecord.model import Conflict, ConflictKind, Reading

SETTING = "The herring talks in the old customs house of Turku ran past midnight, and the fleets of nine states wait."
DAY = f"{SETTING}\n“The day the quarrel stops, the fishing rights will be granted,” Finnish President Anna Holt said."
INSTANT = (
    f"{SETTING}\nFinnish President Anna Holt said: “The instant the dispute stops, the fishing rights will be issued.”"
)


def drifts(*readings: Reading) -> Sequence[Conflict]:
    return [each for each in compare(readings).conflicts if each.kind is ConflictKind.WORDING]


def test_one_utterance_in_other_words_drifts_and_shows_word_by_word_how(understand: Callable[..., Reading]) -> None:
    (found,) = drifts(understand(DAY), understand(INSTANT))
    assert {side.label for side in found.sides} == {
        "“The day the quarrel stops, the fishing rights will be granted”",
        "“The instant the dispute stops, the fishing rights will be issued”",
    }
    (shown,) = (side.difference for side in found.sides if side.difference)
    assert " the [" in shown
    assert "stops the fishing rights will be [" in shown
    assert found.note == "perhaps two translations: Finland is not an English-speaking state"


def test_the_same_words_of_the_same_speaker_do_not_drift(understand: Callable[..., Reading]) -> None:
    assert drifts(understand(DAY), understand(f"Late news.\n{DAY}")) == []


def test_the_same_words_given_to_another_speaker_do(understand: Callable[..., Reading]) -> None:
    (found,) = drifts(understand(DAY), understand(DAY.replace("Anna Holt", "Maria Lind")))
    assert {label.rpartition("(")[2] for label in (side.label for side in found.sides)} == {"Anna Holt)", "Maria Lind)"}


def test_two_things_that_one_speaker_said_are_no_drift(understand: Callable[..., Reading]) -> None:
    other = f"{SETTING}\n“Nobody will lose a single boat this spring,” President Anna Holt of Finland said."
    assert drifts(understand(DAY), understand(other)) == []


def test_british_and_american_spelling_is_no_drift(understand: Callable[..., Reading]) -> None:
    one = f"{SETTING}\n“We analysed the colour of every herring in the harbour,” said Anna Holt."
    assert drifts(understand(one), understand(one.replace("analysed", "analyzed").replace("our of", "or of"))) == []


def test_a_cut_from_the_middle_is_a_drift_only_where_it_passes_for_a_sentence(
    understand: Callable[..., Reading],
) -> None:
    whole = f"{SETTING}\n“But I think that there is a great chance to save the herring,” said Anna Holt."
    open_cut = f"{SETTING}\nAnna Holt saw “a great chance to save the herring”."
    silent_cut = f"{SETTING}\n“There is a great chance to save the herring,” said Anna Holt."
    assert drifts(understand(whole), understand(open_cut)) == []
    assert len(drifts(understand(whole), understand(silent_cut))) == 1


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("the day it stops", "the instant it stops", "the [day → instant] it stops"),
        ("it stops", "it stops now", "it stops [… → now]"),
        ("we will", "we will", "we will"),
    ],
)
def test_differences_are_shown_where_they_stand(one: str, other: str, shown: str) -> None:
    assert difference(one.split(), other.split()) == shown


def test_short_forms_in_full_are_no_drift(understand: Callable[..., Reading]) -> None:
    one = f"{SETTING}\n“We will not leave a single net in the harbour of Turku,” said Anna Holt."
    assert drifts(understand(one), understand(one.replace("will not", "won't"))) == []


def test_what_joins_a_sentence_to_the_one_before_is_no_drift(understand: Callable[..., Reading]) -> None:
    one = f"{SETTING}\n“We have plenty of other markets for the smoked herring,” said Anna Holt."
    assert drifts(understand(one), understand(one.replace("We have", "And we have"))) == []


def test_an_utterance_in_another_order_and_other_forms_is_the_same(understand: Callable[..., Reading]) -> None:
    one = f"{SETTING}\n“Finland does not pay bribes and did not pay any bribe to the herring brokers,” said Anna Holt."
    other = f"{SETTING}\n“No bribe was paid to the herring brokers by Finland,” Anna Holt said."
    assert len(drifts(understand(one), understand(other))) == 1


def test_a_cut_that_ends_as_a_sentence_is_a_drift(understand: Callable[..., Reading]) -> None:
    whole = f"{SETTING}\n“We do not need lists that one can read in a minute,” said Anna Holt."
    cut = f"{SETTING}\nAnna Holt said: “We do not need lists. The boats are waiting for an answer.”"
    assert len(drifts(understand(whole), understand(cut))) == 1


def test_single_marks_are_read_where_they_hold_sentences(understand: Callable[..., Reading]) -> None:
    one = f"{SETTING}\n“The skippers' boats will never be sold to a bank in Turku,” said Anna Holt."
    other = f"{SETTING}\n'The skippers' boats will never be given to any bank in Turku,' said Anna Holt."
    assert len(drifts(understand(one), understand(other))) == 1
    assert drifts(understand(SETTING.replace("fleets", "brothers' fleets")), understand(one)) == []
