"""The register keeps what it is given, refuses what has no evidence, and only grows."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select, update

from onrecord.errors import EvidenceError, RegisterError
from onrecord.model import Action, Comparison, Decision, Judgement, Rejected, Span, Stance
from onrecord.register import open_register
from onrecord.register.schema import tables
from onrecord.register.transactions import transaction


@pytest.fixture
def register(place):
    with open_register(place) as opened:
        yield opened


PARTS = ("stories", "lineage", "claims", "conflicts")


@pytest.fixture
def full(register, summit):
    for reading in summit.readings:
        register.record(reading, "1.0.0")
    register.record_comparison(summit.comparison, "1.0.0")
    return register


def rows(register, table):
    """How many rows a table has."""
    return register._connection.execute(select(func.count()).select_from(tables.tables[table])).scalar_one()


def test_what_is_recorded_comes_back_equal_and_by_name(full, summit):
    found = list(full.readings())
    assert [reading.text.metadata.name for reading in found] == ["copied.txt", "evening.txt", "morning.txt"]
    assert found[2] == replace(summit.morning, rejected=())
    assert full.comparison() == summit.comparison
    assert full.text(summit.evening.text.id) == summit.evening.text


def test_a_text_that_is_not_held_is_a_key_error(full):
    with pytest.raises(KeyError):
        full.text("document-0")


def test_positions_are_found_by_party_id_or_name_action_and_stance(full):
    assert len(list(full.positions())) == 6
    assert len(list(full.positions(party="deu"))) == 3
    assert len(list(full.positions(party="germany", stance=Stance.REFUSED))) == 1
    assert len(list(full.positions(action=Action.GUARANTEE, document="evening.txt"))) == 1
    assert list(full.positions(party="Germ")) == []


def test_statements_are_found_by_part_of_the_speakers_name_or_by_party(full):
    assert len(list(full.statements(speaker="holt"))) == 2
    assert len(list(full.statements(party="Germany"))) == 2
    assert list(full.statements(speaker="%")) == []


def test_a_second_recording_of_the_same_adds_nothing(full, register, summit):
    before = [rows(register, table) for table in ("readings", "records", "rejections", "comparisons")]
    for reading in summit.readings:
        full.record(reading, "1.0.0")
    full.record_comparison(summit.comparison, "1.0.0")
    assert [rows(register, table) for table in ("readings", "records", "rejections", "comparisons")] == before


def test_a_comparison_in_parts_is_the_same_comparison(full, register, summit):
    whole = summit.comparison
    parts = [replace(Comparison(), **{name: (each,)}) for name in PARTS for each in getattr(whole, name)]
    full.record_comparison(iter(parts[::-1]), "1.0.0")
    assert (rows(register, "comparisons"), full.comparison()) == (1, whole)
    full.record_comparison(iter(parts[1:]), "1.0.0")
    assert (rows(register, "comparisons"), full.comparison().stories) == (2, whole.stories[1:])


def test_of_a_comparison_that_stops_half_way_nothing_is_recorded_and_others_may_write_meanwhile(
    full, register, place, summit
):
    def parts():
        with open_register(place) as other:
            other.reject(Rejected("meanwhile", "read", "empty"))
        yield replace(summit.comparison, claims=())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        full.record_comparison(parts(), "1.0.0")
    assert (rows(register, "comparisons"), full.comparison()) == (1, summit.comparison)
    assert "meanwhile" in {each.name for each in full.rejections()}


def test_a_newer_version_adds_a_reading_and_that_one_counts(full, register, summit):
    richer = replace(summit.evening, positions=summit.evening.positions[:1])
    full.record(richer, "1.0.10")
    assert rows(register, "readings") == 4
    assert list(full.positions(document="evening.txt")) == list(richer.positions)
    full.record(summit.evening, "1.0.9")
    assert list(full.positions(document="evening.txt")) == list(richer.positions)


def test_one_document_under_two_names_is_held_once_under_the_first(register, summit):
    text = summit.evening.text
    for name in ("b.txt", "a.txt", "c.txt"):
        register.record(
            replace(summit.evening, text=replace(text, metadata=replace(text.metadata, name=name))), "1.0.0"
        )
    assert [held.metadata.name for held in register.texts()] == ["a.txt"]
    assert len(list(register.positions())) == 2


def test_a_span_that_does_not_stand_in_its_text_is_refused_and_nothing_of_it_kept(register, summit):
    moved = replace(summit.evening.positions[0], cue=Span(1, 4, "xyz"))
    with pytest.raises(EvidenceError, match=r"evening.txt: 'xyz' does not stand at 1:4"):
        register.record(replace(summit.evening, positions=(moved,)), "1.0.0")
    assert rows(register, "readings") == 0


def test_a_record_of_another_document_is_refused(register, summit):
    with pytest.raises(EvidenceError, match="is of another document"):
        register.record(replace(summit.evening, positions=summit.morning.positions), "1.0.0")


def test_a_comparison_whose_passage_does_not_stand_is_refused(full, summit):
    side = summit.comparison.conflicts[0].sides[0]
    wrong = replace(side, passages=(replace(side.passages[0], span=Span(0, 3, "xyz")),))
    conflict = replace(summit.comparison.conflicts[0], sides=(wrong,))
    with pytest.raises(EvidenceError, match="xyz"):
        full.record_comparison(Comparison(conflicts=(conflict,)), "1.0.0")
    assert full.comparison() == summit.comparison


def test_two_records_under_one_id_are_told_and_the_first_is_kept(register, summit):
    first = summit.evening.positions[0]
    other = replace(first, said_by=None)
    register.record(replace(summit.evening, positions=(first, first, other)), "1.0.0")
    assert list(register.positions()) == [first]
    assert list(register.rejections()) == [Rejected("evening.txt", "record", "another record has this id", first.id)]


def test_rejections_are_kept_once_and_in_order(register):
    register.reject(Rejected("z.bin", "read", "binary"))
    register.reject(Rejected("a.txt", "read", "empty"))
    register.reject(Rejected("z.bin", "read", "binary"))
    assert [rejected.name for rejected in register.rejections()] == ["a.txt", "z.bin"]


def test_a_newer_reading_takes_its_own_rejections_and_not_the_earlier_ones(full, summit):
    assert [rejected.detail for rejected in full.rejections()] == ["envoys", "envoys"]
    full.record(replace(summit.morning, rejected=()), "2.0.0")
    assert [rejected.name for rejected in full.rejections()] == ["copied.txt"]


def test_the_register_knows_whether_everything_held_is_compared(register, summit):
    assert register.compared()
    register.record(summit.morning, "1.0.0")
    assert not register.compared()
    register.record_comparison(Comparison(), "1.0.0")
    assert register.compared()


@pytest.mark.parametrize(
    "table", ["readings", "records", "record_parties", "rejections", "comparisons", "compared", "judgements"]
)
def test_no_row_is_ever_changed_or_taken_away(full, summit, table):
    full.judge(
        [Judgement(Decision.ACCEPT, (summit.evening.positions[0].id,), "kim", "2025-03-02T00:00:00.000000+00:00")]
    )
    held = tables.tables[table]
    before = full._connection.execute(select(held)).all()
    assert before
    for change in (update(held).values({list(held.columns)[-1]: "forged"}), delete(held)):
        with pytest.raises(RegisterError, match="append-only"):
            full._connection.execute(change)
    assert full._connection.execute(select(held)).all() == before


def test_an_interrupted_recording_leaves_nothing_half_written(register, summit, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.register.store.party_rows", interrupt)
    with pytest.raises(KeyboardInterrupt):
        register.record(summit.evening, "1.0.0")
    assert (rows(register, "readings"), rows(register, "records")) == (0, 0)
    monkeypatch.undo()
    register.record(summit.evening, "1.0.0")
    assert rows(register, "readings") == 1


def test_two_builds_at_once_record_a_document_once(register, place, summit):
    with open_register(place) as other:
        other.record(summit.morning, "1.0.0")
        register.record(summit.morning, "1.0.0")
        register.record(summit.evening, "1.0.0")
        assert sorted(other.names().values()) == ["evening.txt", "morning.txt"]
    assert rows(register, "readings") == 2


def test_what_another_build_adds_meanwhile_is_known_not_to_be_compared(register, summit):
    register.record(summit.morning, "1.0.0")
    basis = register.basis()
    register.record(summit.evening, "1.0.0")
    register.record_comparison(Comparison(), "1.0.0", basis)
    assert not register.compared()
    register.record_comparison(Comparison(), "1.0.0", register.basis())
    assert register.compared()


def test_a_stop_in_the_middle_of_a_statement_is_passed_on_as_it_is(register):
    def stopped():
        with transaction(register._connection):
            register._connection.invalidate()  # what the driver's wrapper does when a signal breaks in
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()


def test_names_of_more_documents_than_a_statement_holds_are_told(full):
    asked = {f"document-{number}" for number in range(40_000)}
    held = full.names()
    assert full.names(asked | held.keys()) == held
    assert full.moments(asked | held.keys()) == full.moments()
    assert full.names(asked) == {}
