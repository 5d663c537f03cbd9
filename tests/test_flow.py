"""The flow reads each document once, keeps what it learns at once, and loses nothing to another's fault."""

from dataclasses import replace

import pytest

from onrecord import flow
from onrecord.errors import EvidenceError
from onrecord.model import Rejected
from onrecord.register import open_register
from onrecord.scale import ItemError
from onrecord.settings import Settings

ALONE = Settings(workers=1)


@pytest.fixture
def register(tmp_path):
    with open_register(tmp_path / "a.register") as opened:
        yield opened


@pytest.fixture
def understood(monkeypatch, summit):
    """Understanding without a parser: every document says what the evening paper says. Gives the names read."""
    names = []

    def identify(text, *_):
        names.append(text.metadata.name)
        if "bug" in text.text:
            raise ZeroDivisionError("oops")
        if "lie" in text.text:
            return flow.Reading(text, positions=(replace(summit.evening.positions[0], document=text.id),))
        return flow.Reading(text)

    monkeypatch.setattr(flow, "parse", lambda text: ())
    monkeypatch.setattr(flow, "extract", lambda text, sentences, models: None)
    monkeypatch.setattr(flow, "identify", identify)
    monkeypatch.setattr(flow, "compare_kept", lambda texts, reading, *_: ())
    return names


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "articles"
    place.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (place / name).write_text(f"Story {name}\n\nThe minister of {name} said nothing of note today.\n")
    return place


def test_every_document_is_recorded(register, folder, understood):
    summary = flow.build([folder], register, ALONE)
    assert (summary.recorded, summary.held, summary.rejected) == (3, 0, ())
    assert list(register.names().values()) == ["a.txt", "b.txt", "c.txt"]
    assert register.compared()


def test_what_is_held_is_not_read_again(register, folder, understood):
    flow.build([folder / "a.txt"], register, ALONE)
    summary = flow.build([folder], register, ALONE)
    assert (summary.recorded, summary.held) == (2, 1)
    assert understood == ["a.txt", "b.txt", "c.txt"]


def test_another_version_reads_everything_again(register, folder, understood, monkeypatch):
    flow.build([folder], register, ALONE)
    monkeypatch.setattr(flow, "EXTRACTOR", "99.0.0")
    assert flow.build([folder], register, ALONE).recorded == 3


def test_a_document_given_twice_is_read_once(register, folder, understood):
    summary = flow.build([folder / "a.txt", folder / "a.txt", folder], register, ALONE)
    assert (summary.recorded, understood.count("a.txt")) == (3, 1)


def test_refused_documents_are_recorded_with_their_reasons_and_the_others_go_on(register, folder, understood):
    (folder / "b.txt").write_bytes(b"")
    (folder / "empty.html").write_text("<!DOCTYPE html><html><body><p> </p></body></html>")
    summary = flow.build([folder], register, ALONE)
    assert summary.recorded == 2
    assert {(each.name, each.stage) for each in summary.rejected} == {("b.txt", "read"), ("empty.html", "clean")}
    assert set(register.rejections()) == set(summary.rejected)


def test_refused_documents_are_told_again_but_recorded_once(register, folder, understood):
    (folder / "b.txt").write_bytes(b"")
    first = flow.build([folder], register, ALONE)
    second = flow.build([folder], register, ALONE)
    assert first.rejected == second.rejected
    assert list(register.rejections()) == list(first.rejected)


def test_a_bug_names_the_document_and_keeps_the_others(register, folder, understood):
    (folder / "b.txt").write_text("A headline\n\nThis one brings out the bug in the reader of news.\n")
    with pytest.raises(ItemError, match=r"b\.txt: ZeroDivisionError: oops"):
        flow.build([folder], register, ALONE)
    assert list(register.names().values()) == ["a.txt", "c.txt"]
    assert not register.compared()


def test_evidence_that_does_not_stand_stops_the_build_with_the_documents_name(register, folder, understood):
    (folder / "b.txt").write_text("A headline\n\nThis one makes the reader tell a lie about its own words.\n")
    with pytest.raises(EvidenceError, match=r"b\.txt: 'Germany ruled out sending troops' does not stand"):
        flow.build([folder], register, ALONE)
    assert list(register.names().values()) == ["a.txt"]


def test_progress_is_told_of_every_document_with_the_total(register, folder, understood):
    told = []
    flow.build([folder], register, ALONE, told.append)
    assert [(each.done, each.total) for each in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_standard_input_is_read_and_cannot_be_counted_beforehand(register, understood, tmp_path):
    told = []
    path = tmp_path / "piped"
    path.write_text("A headline\n\nThe minister said nothing of note today.\n")
    with path.open("rb") as stream:
        summary = flow.build(["-"], register, ALONE, told.append, stream)
    assert summary.recorded == 1
    assert {each.total for each in told} == {None}


def test_what_clean_refuses_is_read_no_further(monkeypatch, understood):
    refused = Rejected("a.txt", "clean", "no text found")
    monkeypatch.setattr(flow, "clean", lambda _: refused)
    assert flow.read_document(None) == refused
    assert understood == []


def test_candidates_refused_within_a_document_are_no_refused_documents(register, folder, understood, monkeypatch):
    candidate = Rejected("a.txt", "identify", "no party")
    monkeypatch.setattr(flow, "identify", lambda text, *_: flow.Reading(text, rejected=(candidate,)))
    assert flow.build([folder / "a.txt"], register, ALONE).rejected == ()
    assert list(register.rejections()) == [candidate]


def test_a_document_in_another_language_is_kept_and_counted_as_unread(tmp_path, register):
    article = tmp_path / "bericht.txt"
    article.write_text("Norwegen hat am Montag zugesagt, Soldaten in das Nachbarland zu entsenden, sagte der Minister.")
    summary = flow.build([str(article)], register, ALONE)
    assert (summary.recorded, summary.unread, summary.positions) == (1, 1, 0)


def test_without_what_the_models_need_rules_read_and_the_summary_names_it(register, folder, understood, monkeypatch):
    asked = []
    monkeypatch.setattr(flow, "missing", lambda: "onnxruntime")
    monkeypatch.setattr(flow, "extract", lambda text, sentences, models: asked.append(models))
    assert flow.build([folder], register, ALONE).missing == "onnxruntime"
    assert asked == [False, False, False]


def test_what_rules_alone_have_read_is_read_again_when_the_models_can_be_run(register, folder, understood, monkeypatch):
    monkeypatch.setattr(flow, "missing", lambda: "onnxruntime")
    flow.build([folder], register, ALONE)
    monkeypatch.setattr(flow, "missing", lambda: None)
    summary = flow.build([folder], register, ALONE)
    assert (summary.recorded, summary.held, summary.missing) == (3, 0, None)


def test_triage_reads_only_what_may_hold_a_position_and_counts_and_records_what_it_leaves_out(register, tmp_path):
    place = tmp_path / "mixed"
    place.mkdir()
    (place / "pledge.txt").write_text("Berlin sends help\n\nGermany pledged to send 400 soldiers to Mali.\n")
    (place / "recipe.txt").write_text("A good stew\n\nHeat the oil in a heavy pan and cook the onions until soft.\n")
    told = []
    triaged = Settings(workers=1, models=False, triage=True)
    summary = flow.build([place], register, triaged, told.append)
    assert (summary.recorded, summary.positions, summary.rejected) == (1, 1, ())
    assert summary.left_out == {"no words of a position": 1}
    assert told[-1].done == told[-1].total == 2
    left_out = Rejected("recipe.txt", "triage", "no words of a position", "0 of 1 sentences")
    assert list(register.rejections()) == [left_out]

    again = flow.build([place], register, triaged)
    assert (again.recorded, again.held, again.left_out) == (0, 1, summary.left_out)
    assert list(register.rejections()) == [left_out]

    whole = flow.build([place], register, Settings(workers=1, models=False))
    assert (whole.recorded, whole.held, whole.left_out) == (1, 1, {})


def test_what_passes_triage_is_read_as_without_it(tmp_path):
    from onrecord.read import read

    article = tmp_path / "a.txt"
    article.write_text("Berlin sends help\n\nGermany pledged to send 400 soldiers to Mali.\n")
    (document,) = read([str(article)], max_bytes=1000)
    assert flow.read_document(document, models=False, triaged=True) == flow.read_document(document, models=False)
