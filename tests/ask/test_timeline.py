"""Positions in time, and what each changed."""

import pytest

from onrecord import ask
from onrecord.ask import serving
from onrecord.ask.choice import Only
from onrecord.model import Action, Comparison, Metadata, Party, PartyKind, Position, Reading, Span, Stance, Story, Text
from onrecord.register import open_register

NORWAY = Party("NOR", "Norway", PartyKind.STATE)
WORDS = "Norway will train them if asked."


@pytest.fixture
def told(tmp_path):
    """A register of documents, each of an event of its own, each with one stance of Norway's."""
    with open_register(tmp_path / "n.register") as register:

        def made(*documents):
            stories = []
            for name, published, stance in documents:
                text = Text(f"document-{name}", Metadata(name, published=published), name, WORDS, ())
                span = Span.of(WORDS, 0, 22)
                position = Position(text.id, span, (NORWAY,), Action.TRAIN, stance, Span.of(WORDS, 7, 11))
                register.record(Reading(text, positions=(position,)), "1.0.0")
                stories.append(Story((text.id,)))
            register.record_comparison(Comparison(stories=tuple(sorted(stories, key=lambda s: s.id))), "1.0.0")
            return register

        yield made


def test_positions_come_by_date_those_without_one_last(told):
    register = told(
        ("none.txt", None, Stance.PLEDGED),
        ("wrong.txt", "soon", Stance.PLEDGED),
        ("late.txt", "2025-03-09", Stance.PLEDGED),
        ("early.txt", "2025-03-01T23:30:00+02:00", Stance.WILLING),
    )
    found = [(each.day, each.quote.document) for each in ask.timeline(register)]
    assert found == [
        ("2025-03-01", "early.txt"),
        ("2025-03-09", "late.txt"),
        (None, "none.txt"),
        (None, "wrong.txt"),
    ]


def test_what_hardened_softened_and_was_withdrawn_is_marked_with_what_was_before(told):
    register = told(
        ("a.txt", "2025-03-01", Stance.WILLING),
        ("b.txt", "2025-03-02", Stance.PLEDGED),
        ("c.txt", "2025-03-03", Stance.UNDECIDED),
        ("d.txt", "2025-03-04", Stance.UNDECIDED),
    )
    found = ask.timeline(register)
    assert [[turn.kind.value for turn in each.turns] for each in found] == [["new"], ["hardened"], ["softened"], []]
    assert (found[1].turns[0].before, found[1].turns[0].stance) == (found[0].id, Stance.WILLING)


def test_a_change_is_told_from_what_was_before_even_where_that_is_not_shown(told):
    register = told(("a.txt", "2025-03-01", Stance.PLEDGED), ("b.txt", "2025-03-02", Stance.REFUSED))
    (found,) = ask.timeline(register, Only(since="2025-03-02"))
    assert [(turn.kind.value, turn.stance) for turn in found.turns] == [("withdrawn", Stance.PLEDGED)]


def test_of_many_positions_on_an_action_a_lane_shows_what_changed_and_some_from_first_to_last(told):
    def day(number):
        return f"2025-03-{number * 7 % 30 + 1:02}"  # not in the order of the names

    documents = [(f"{number:02}", day(number), Stance.PLEDGED) for number in range(30)]
    documents[8] = ("08", day(8), Stance.REFUSED)
    register = told(*documents)
    lanes = serving.lanes(register, "NOR")
    assert (lanes.positions, lanes.actions, lanes.told) == (30, (Action.TRAIN,), (30,))
    (shown,) = serving.lane(register, "NOR", lanes.actions)
    assert len(shown) == 20
    names = [each.position.document for each in shown]
    assert names == sorted(names)
    told_of = ask.timeline(register)
    turned = {each.id for each in told_of if any(turn.kind is not ask.ChangeKind.NEW for turn in each.turns)}
    assert len(turned) == 2
    assert turned <= {each.id for each in shown}
    assert {"2025-03-01", "2025-03-30"} <= {each.day for each in shown}
