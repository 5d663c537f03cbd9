"""An entry shows the exact words where they stand, and who tells it otherwise."""

import pytest

from onrecord.ask import entry
from onrecord.ask.context import context
from onrecord.errors import UsageError
from onrecord.model import Metadata, Span, Stance, Text


@pytest.fixture
def refusal(summit):
    return summit.evening.positions[0]


def test_an_entry_is_found_by_id_or_by_enough_of_it(register, refusal):
    digits = refusal.id.removeprefix("position-")
    for reference in (refusal.id, digits, digits[:8], f"position-{digits[:8]}"):
        assert entry(register, reference).position == refusal


@pytest.mark.parametrize("reference", ["", "position-", "zzzz", "%", "position-%"])
def test_an_unknown_id_is_told(register, reference):
    with pytest.raises(UsageError, match=r"no position .*; see: onrecord show positions"):
        entry(register, reference)


def test_too_little_of_an_id_is_told_with_what_it_may_mean(register, monkeypatch, summit):
    monkeypatch.setattr(register, "positions_like", lambda _: summit.evening.positions)
    with pytest.raises(UsageError, match=r"2 positions begin with 'a': .*give more of the id"):
        entry(register, "a")


def test_the_words_stand_in_their_context(register, refusal):
    found = entry(register, refusal.id).context
    assert (found.before, found.exact) == ("Berlin says no\n", "Germany ruled out sending troops")
    assert found.after.startswith(", Anna Holt told reporters.")
    assert (found.cut_before, found.cut_after) == (False, False)


def test_other_tellings_and_conflicts_stand_beside_it(register, refusal):
    found = entry(register, refusal.id)
    assert {(each.document, each.stance) for each in found.tellings} == {
        ("copied.txt", Stance.PLEDGED),
        ("morning.txt", Stance.PLEDGED),
    }
    assert [conflict.about for conflict in found.conflicts] == ["Germany, deploy"]


def test_a_position_no_claim_holds_has_itself_as_origin(tmp_path, summit, refusal):
    from onrecord.register import open_register

    with open_register(tmp_path / "alone.register") as register:
        register.record(summit.evening, "1.0.0")
        found = entry(register, refusal.id)
    assert (found.origins, found.tellings, found.conflicts) == (1, (), ())


def test_context_is_cut_at_whole_words():
    words = "one two three four five six seven"
    text = Text("document-0", Metadata("a.txt"), "", words, ())
    found = context(text, Span.of(words, 14, 18), reach=7)
    assert (found.before, found.exact, found.after) == ("three ", "four", " five")
    assert found.cut_before
    assert found.cut_after


def test_one_endless_word_is_cut_where_it_must():
    text = Text("document-0", Metadata("a.txt"), "", "x" * 50, ())
    found = context(text, Span.of(text.text, 20, 21), reach=5)
    assert (found.before, found.after) == ("xxxxx", "xxxxx")
