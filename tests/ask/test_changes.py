"""What became of positions is told from one event to the next, each change with the words before and now."""

from dataclasses import replace

import pytest

from onrecord import ask
from onrecord.errors import UsageError
from onrecord.model import (
    Action,
    Comparison,
    Metadata,
    Party,
    PartyKind,
    Position,
    Reading,
    Span,
    Stance,
    Story,
    Term,
    TermKind,
    Text,
)
from onrecord.register import open_register

NORWAY = Party("NOR", "Norway", PartyKind.STATE)
WORDS = "Norway will train them if asked."


def reading(name, published, *stances, condition=False, action=Action.TRAIN, where=None):
    """A document that tells these stances of Norway."""
    text = Text(f"document-{name}", Metadata(name, published=published), name, WORDS, ())
    terms = ((Term(TermKind.CONDITION, Span.of(WORDS, 23, 31)),) if condition else ()) + (
        (Term(TermKind.WHERE, Span.of(WORDS, 0, 6), where),) if where else ()
    )
    whole = Span.of(WORDS, 0, 32)
    positions = [
        Position(text.id, whole, (NORWAY,), action, stance, Span.of(WORDS, 7, 11), terms=terms) for stance in stances
    ]
    return Reading(text, positions=tuple(positions))


@pytest.fixture
def told(place):
    """A register of these documents, each an event of its own unless told otherwise."""
    opened = []

    def _told(*readings, stories=None):
        register = open_register(place)
        opened.append(register)
        for each in readings:
            register.record(each, "1.0.0")
        stories = stories or [(each.text.metadata.name,) for each in readings]
        found = tuple(Story(tuple(f"document-{name}" for name in names)) for names in stories)
        register.record_comparison(Comparison(stories=tuple(sorted(found, key=lambda each: each.id))), "1.0.0")
        return register

    yield _told
    for register in opened:
        register.close()


def seen(found):
    return [(each.kind.value, each.before and each.before.stance.value, each.now.stance.value) for each in found]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (Stance.UNDECIDED, Stance.WILLING, "hardened"),
        (Stance.WILLING, Stance.PLEDGED, "hardened"),
        (Stance.UNDECIDED, Stance.REFUSED, "hardened"),
        (Stance.PLEDGED, Stance.WILLING, "softened"),
        (Stance.PLEDGED, Stance.UNDECIDED, "softened"),
        (Stance.REFUSED, Stance.UNDECIDED, "softened"),
        (Stance.PLEDGED, Stance.REFUSED, "withdrawn"),
        (Stance.REFUSED, Stance.WILLING, "withdrawn"),
    ],
)
def test_a_change_is_named_by_how_far_the_party_went_before_and_goes_now(told, before, now, kind):
    register = told(reading("a", "2025-03-01", before), reading("b", "2025-03-09", now))
    (change,) = ask.changes(register, "2025-03-05")
    assert seen([change]) == [(kind, before.value, now.value)]
    assert (change.before.document, change.before.exact) == ("a", WORDS)
    assert (change.now.document, change.now.at, change.now.dated) == ("b", "2025-03-09T00:00:00.000000+00:00", True)


def test_the_same_again_is_no_change_and_the_first_is_new(told):
    register = told(*(reading(name, f"2025-03-0{day}", Stance.PLEDGED) for day, name in enumerate("abc", 1)))
    assert seen(ask.changes(register, "2025-01-01")) == [("new", None, "pledged")]
    assert ask.changes(register, "2025-03-02") == ()


def test_a_condition_added_softens_and_one_that_falls_away_hardens(told):
    register = told(
        reading("a", "2025-03-01", Stance.PLEDGED),
        reading("b", "2025-03-02", Stance.PLEDGED, condition=True),
        reading("c", "2025-03-03", Stance.PLEDGED),
    )
    assert [each.kind.value for each in ask.changes(register, "2025-03-02")] == ["hardened", "softened"]


def test_within_one_event_tellings_that_part_are_no_change(told):
    register = told(
        reading("a", "2025-03-01", Stance.PLEDGED), reading("b", "2025-03-02", Stance.REFUSED), stories=[("a", "b")]
    )
    assert ask.changes(register, "2025-03-02") == ()


def test_what_the_last_event_told_too_is_no_change_and_a_change_told_twice_is_one(told):
    register = told(
        reading("a", "2025-03-01", Stance.UNDECIDED),
        reading("b", "2025-03-02", Stance.PLEDGED),
        reading("c", "2025-03-03", Stance.PLEDGED),
        reading("d", "2025-03-04", Stance.REFUSED),
        reading("e", "2025-03-05", Stance.REFUSED),
        stories=[("a", "b"), ("c",), ("d", "e")],
    )
    assert seen(ask.changes(register, "2025-01-01")) == [
        ("new", None, "undecided"),
        ("withdrawn", "pledged", "refused"),
    ]


def test_at_another_place_it_is_another_undertaking(told):
    register = told(
        reading("a", "2025-03-01", Stance.PLEDGED, where="outside UKR"),
        reading("b", "2025-03-02", Stance.REFUSED, where="inside UKR"),
        reading("c", "2025-03-03", Stance.UNDECIDED),
    )
    assert seen(ask.changes(register, "2025-03-02")) == [
        ("new", None, "refused"),
        ("softened", "refused", "undecided"),
    ]


def test_what_is_demanded_of_others_is_no_step_of_ones_own(told):
    register = told(reading("a", "2025-03-01", Stance.PLEDGED), reading("b", "2025-03-02", Stance.DEMANDED))
    assert seen(ask.changes(register, "2025-03-02")) == [("new", None, "demanded")]


def test_both_ends_count_and_the_earlier_comes_first(told):
    register = told(*(reading(str(day), f"2025-03-0{day}", stance) for day, stance in enumerate(Stance, 1)))
    found = ask.changes(register, "2025-03-02", "2025-03-03")
    assert sorted(each.now.at[:10] for each in found) == ["2025-03-02", "2025-03-03"]
    with pytest.raises(UsageError, match="name the earlier date first"):
        ask.changes(register, "2025-03-03", "2025-03-02")
    with pytest.raises(UsageError, match="'soon' is no date"):
        ask.changes(register, "soon")


def test_what_has_no_date_counts_from_when_it_was_recorded(told):
    register = told(reading("a", "2025-03-01", Stance.WILLING), reading("b", None, Stance.PLEDGED))
    (change,) = ask.changes(register, "2025-04-01")
    assert seen([change]) == [("hardened", "willing", "pledged")]
    assert not change.now.dated


def test_by_when_it_was_recorded_old_articles_are_new(told):
    register = told(reading("a", "2025-03-01", Stance.WILLING))
    assert ask.changes(register, "2025-04-01") == ()
    assert seen(ask.changes(register, "2025-04-01", recorded=True)) == [("new", None, "willing")]


def test_the_second_side_of_a_conflict_contradicts(place, summit):
    later = replace(summit.evening.text, metadata=replace(summit.evening.text.metadata, published="2025-03-05"))
    with open_register(place) as register:
        for each in (summit.morning, summit.copied, replace(summit.evening, text=later)):
            register.record(each, "1.0.0")
        register.record_comparison(summit.comparison, "1.0.0")
        found = ask.changes(register, "2025-03-02")
        assert seen(found) == [("contradicted", "pledged", "refused")]
        assert found[0].now.exact == "Germany ruled out sending troops"
        assert found[0].before.exact == "we will send troops if the truce holds"
        assert ask.changes(register, "2025-03-06") == ()
        assert ask.changes(register, "2025-03-02", party="12 allies") == ()


def test_what_its_own_article_tells_to_be_replaced_is_no_change(told):
    both = reading("a", "2025-01-01", Stance.PLEDGED, Stance.REFUSED)
    pledged, refused = both.positions
    register = told(replace(both, positions=(replace(pledged, superseded_by=refused.id), refused)))
    (change,) = ask.changes(register, "2025-01-01")
    assert (change.kind, change.now.stance) == (ask.ChangeKind.NEW, Stance.REFUSED)
